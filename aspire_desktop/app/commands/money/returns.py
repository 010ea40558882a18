"""The command that draws up and submits a return to a funder."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import agreement_called
from aspire_desktop.app.parser import Commands, WrongUse, a_date
from aspire_desktop.app.request import Request
from aspire_desktop.app.targets import target
from aspire_desktop.domain.money.claims import ReturnSummary
from aspire_desktop.domain.money.figures import summary_of
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.values import AgreementId, Period, pounds

if TYPE_CHECKING:
    from datetime import date

    from aspire_desktop.services.door.export import Export
    from aspire_desktop.services.door.office import Office


def declare(commands: Commands) -> None:
    """Add the command."""
    add = commands.add("return", run_return, "draw up a return to a funder, or submit it")
    add.add_argument("agreement", metavar="AGREEMENT", help="the agreement's reference")
    add.add_argument("--from", dest="begins", type=a_date, required=True, metavar="DATE", help="first day")
    add.add_argument("--to", dest="ends", type=a_date, required=True, metavar="DATE", help="last day")
    add.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="the workbook to write")
    add.add_argument("--anonymous", action="store_true", help="write references in place of names")
    add.add_argument("--form", type=Path, metavar="FILE.xlsx", help="write the funder's own form too")
    add.add_argument(
        "--prepared-by", default="", metavar="NAME", help="the colleague who prepared it, if not you"
    )
    add.add_argument("--submit", action="store_true", help="submit it: it is locked from then on")
    add.add_argument(
        "--revise",
        nargs="?",
        const="",
        metavar="REASON",
        help="submit a revision of the latest return, worked out again, for a reason; both stay",
    )


def run_return(request: Request, given: Namespace) -> Answer:
    """Write the draft, or the stored workbook of a submitted period; submit or restate it first if asked."""
    from aspire_desktop.services.money.layouts import WriteFilled, form_of, refuse_without_form
    from aspire_desktop.services.money.returns import WriteNameless, WriteReturn

    begins: date = given.begins
    ends: date = given.ends
    reference: str = given.agreement
    out, form_out = _targets(request, given)
    locks = given.submit or given.revise is not None
    if given.prepared_by and not locks:
        raise WrongUse("--prepared-by is said when a return is submitted: add --submit or --revise.")
    period = Period(begins, ends)
    with request.office() as office:
        id = agreement_called(office, reference).id
        if form_out:
            office.ask(refuse_without_form, id, period, locks=locks)
        _lock(office, id, period, given)
        summary = _summary(office, id, period)
        form = office.ask(form_of, id, period, office.moment) if form_out else None
        names_nobody: bool = given.anonymous
        workbook = WriteNameless(id, period) if names_nobody else WriteReturn(id, period)
        written = _written(office, workbook, out, submits=locks)
        form_written = (
            _form_written(office, WriteFilled(form), form_out, written, submits=locks)
            if form_out and form
            else None
        )
    told = (*_lines(summary, period, written), *([f"Wrote {form_written}."] if form_written else []))
    return Answer(told, _facts(summary, written, form_written), warnings=form.told() if form else ())


def _targets(request: Request, given: Namespace) -> tuple[Path, Path | None]:
    out = target(given.out, request, ".xlsx")
    form_out = target(given.form, request, ".xlsx") if given.form else None
    if form_out and form_out.resolve() == out.resolve():
        raise Refused(f"{out} cannot be both the workbook and the form.", do="Choose another name.")
    return out, form_out


def _lock(office: "Office", id: AgreementId, period: Period, given: Namespace) -> None:
    """Submit or restate, where the words ask for it."""
    from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn
    from aspire_desktop.storage.lookups.money.returns import submitted_return

    reason: str | None = given.revise
    preparer: str = given.prepared_by
    if reason is not None:
        office.do(RestateReturn(office.ask(submitted_return, id, period), reason, preparer))
    elif given.submit:
        office.do(SubmitReturn(id, period.begins, period.ends, preparer))


def _facts(summary: ReturnSummary, written: Path, form_written: Path | None) -> dict[str, object]:
    return {
        "reference": summary.reference,
        "revision": summary.revision,
        "status": summary.status.value,
        "lines": summary.lines,
        "amount": summary.amount,
        "cumulative": summary.cumulative,
        "remaining": summary.remaining,
        "adjustments": summary.adjustments,
        "file": written,
        "form": form_written,
    }


def _summary(office: "Office", id: AgreementId, period: Period) -> ReturnSummary:
    from aspire_desktop.services.money.returns import draft_return, summary_submitted
    from aspire_desktop.storage.lookups.money.returns import return_rows

    today = office.clock.today()
    for row in office.ask(return_rows, today, id):
        if row.period == period:
            return office.ask(summary_submitted, row)  # the newest revision comes first
    return summary_of(office.ask(draft_return, id, period, office.moment))


def _written(office: "Office", workbook: "Export[Path]", out: Path, *, submits: bool) -> Path:
    try:
        return office.export(workbook, out)
    except Refused as refused:
        if not submits:
            raise
        raise Refused(
            refused.explanation.what,
            safe="The return is submitted and its workbook is stored.",
            do="Write it again, elsewhere, with the same command without --submit.",
        ) from refused


def _form_written(
    office: "Office", form: "Export[Path]", out: Path, workbook: Path, *, submits: bool
) -> Path:
    try:
        return office.export(form, out)
    except Refused as refused:
        submitted = "The return is submitted and its form is stored. " if submits else ""
        done = f"{submitted}The workbook is written as {workbook}; the form is not."
        raise refused.having_done(done) from refused.__cause__


def _lines(summary: ReturnSummary, period: Period, written: Path) -> tuple[str, ...]:
    revision = f" revision {summary.revision}" if summary.revision > 1 else ""
    return (
        f"Return {summary.reference}{revision}, {period}: {summary.status}.",
        f"{summary.lines} new claims, {summary.adjustments} adjustments, {pounds(summary.amount)} net.",
        f"{summary.cumulative} places to date, {summary.remaining} remaining.",
        f"Wrote {written}.",
    )
