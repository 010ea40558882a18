"""The command that prints sign-in sheets."""

from argparse import Namespace
from pathlib import Path

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import cohort_called
from aspire_desktop.app.parser import Commands, a_count
from aspire_desktop.app.request import Request
from aspire_desktop.app.targets import target
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows


def declare(commands: Commands) -> None:
    """Add the command."""
    register = commands.add("register", run_register, "print sign-in sheets, one page a session")
    register.add_argument("cohort", metavar="COHORT", help="the cohort's code")
    register.add_argument("--session", type=a_count, metavar="N", help="only the Nth session")
    register.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="the file to write")


def run_register(request: Request, given: Namespace) -> Answer:
    """Write the sign-in sheets of a cohort, or of one of its sessions."""
    # Printing takes a while to load, and no other command should wait for it.
    from aspire_desktop.services.programmes.attendance import WriteSignInSheets

    code: str = given.cohort
    number: int | None = given.session
    out = target(given.out, request, ".pdf")
    with request.office() as office:
        cohort = cohort_called(office, code)
        days = _chosen(office.ask(session_rows, cohort.id), number, cohort.code)
        only = days[0].id if number is not None else None
        written = office.export(WriteSignInSheets(cohort.id, only), out)
    line = f"Wrote {len(days)} sign-in sheet{'s' * (len(days) != 1)} of {cohort.code} to {written}."
    return Answer((line,), {"cohort": cohort.code, "sessions": len(days), "file": written})


def _chosen(days: list[SessionRow], number: int | None, code: str) -> list[SessionRow]:
    if number is None:
        return days
    chosen = [day for day in days if day.position == number]
    if not chosen:
        raise NotFound(f"Cohort {code} has {len(days)} sessions, and no session {number}.")
    return chosen
