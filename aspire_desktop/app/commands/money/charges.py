"""The command of charges: what organisations are charged, as a file for a finance system."""

from argparse import Namespace
from pathlib import Path

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import cohort_called
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.app.targets import target
from aspire_desktop.domain.office.values import pounds


def declare(commands: Commands) -> None:
    """Add the command."""
    add = commands.add("charges", run_charges, "write what organisations are charged for a finance system")
    add.add_argument("--cohort", metavar="CODE", help="only this cohort's")
    add.add_argument("--out", type=Path, required=True, metavar="FILE.csv", help="the file to write")


def run_charges(request: Request, given: Namespace) -> Answer:
    """Write every charge that was raised, with its invoice where there is one."""
    from aspire_desktop.services.money.charges import WriteCharges

    out = target(given.out, request, ".csv")
    code: str | None = given.cohort
    with request.office() as office:
        written = office.export(WriteCharges(cohort_called(office, code).id if code else None), out)
    sums = written.sums
    facts = {
        "charges": written.charges,
        "net": sums.net,
        "vat": sums.vat,
        "gross": sums.gross,
        "file": written.file,
    }
    lines = (
        f"{written.charges} {'charge' if written.charges == 1 else 'charges'}: {pounds(sums.net)} and "
        f"{pounds(sums.vat)} VAT, {pounds(sums.gross)} in all.",
        f"Wrote {written.file}.",
    )
    return Answer(lines, facts)
