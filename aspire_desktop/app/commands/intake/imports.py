"""The command that takes in a file."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.commands.intake.doubts import answers, answers_words, decided, row_numbers
from aspire_desktop.app.commands.programmes.revoking import revoking_offered
from aspire_desktop.app.finding import cohort_called
from aspire_desktop.app.parser import Commands, WrongUse
from aspire_desktop.app.request import Request
from aspire_desktop.app.sources import refuse_unfit
from aspire_desktop.app.targets import target
from aspire_desktop.domain.intake.columns import OF_COHORTS, ImportKind, is_not_kept
from aspire_desktop.domain.intake.import_reports import Fate, ImportReport, RowFate
from aspire_desktop.domain.intake.import_tables import Hidden, Wanted
from aspire_desktop.domain.intake.imports import Problem, Table
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.programmes.certificate_awards import Unfounded
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.office import Office

if TYPE_CHECKING:
    from aspire_desktop.services.intake.imports.file import ImportFile


def declare(commands: Commands) -> None:
    """Add the command."""
    add = commands.add("import", run_import, "take in a file; rows with problems are left out and listed")
    add.add_argument("kind", metavar="KIND", choices=[str(kind) for kind in ImportKind], help=_kinds())
    add.add_argument("file", type=Path, nargs="?", metavar="FILE", help="xlsx, xlsb, xls, ods, csv or text")
    add.add_argument("--template", type=Path, metavar="FILE", help="write an empty file to fill in instead")
    add.add_argument("--cohort", metavar="CODE", help=f"needed for {', '.join(OF_COHORTS)}")
    add.add_argument("--map", type=Path, metavar="FILE", help="JSON {heading: column}; it is remembered")
    add.add_argument("--sheet", metavar="NAME", help="the sheet, where not one alone can be meant")
    add.add_argument(
        "--hidden",
        metavar="take|leave",
        type=Hidden,
        choices=list(Hidden),
        default=Hidden.LEAVE,
        help="hidden rows and columns; they are left out and listed unless they are to be taken",
    )
    add.add_argument(
        "--funding",
        metavar="LGA|council|bursary",
        type=Funding,
        choices=list(Funding),
        help="who pays for the places of which the file of participants does not say it",
    )
    whom = "the person on record is meant, where a row leaves that in doubt: the numbers of the rows"
    add.add_argument("--same", metavar="ROWS", type=row_numbers, default=frozenset(), help=whom)
    other = "somebody else of the same name is meant, who is added: the numbers of the rows, like 2,5"
    add.add_argument("--new", metavar="ROWS", type=row_numbers, default=frozenset(), help=other)
    add.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    add.add_argument("--strict", action="store_true", help="refuse the file if any row has a problem")
    add.add_argument("--reason", default="", metavar="TEXT", help="why a finished register is changed")
    add.add_argument("--report", type=Path, metavar="FILE", help="write the problems to a csv or xlsx file")


def run_import(request: Request, given: Namespace) -> Answer:
    """Take in the good rows as one action; the others are listed, and written to --report."""
    from aspire_desktop.services.intake.imports.problem_list import WriteProblems

    kind = ImportKind(given.kind)
    if given.template is not None:
        return _write_template(request, kind, given)
    if given.file is None:
        raise WrongUse("Name the file to take in, or an empty one to be written with --template FILE.")
    out = _report_file(request, given)
    if kind in OF_COHORTS and given.cohort is None:
        raise WrongUse(f"A file of {kind} belongs to a cohort: name it with --cohort CODE.")
    if given.funding is not None and kind is not ImportKind.PARTICIPANTS:
        raise WrongUse("Only places of participants are paid for: leave --funding out.")
    for each in filter(None, (given.file, given.map)):
        refuse_unfit(each, request)
    dry: bool = given.dry_run
    with request.office() as office:
        cohort_id = cohort_called(office, given.cohort).id if given.cohort is not None else None
        table = _read(office, kind, cohort_id, given)
        action = decided(office, _action(table, cohort_id, given), given.same, given.new)
        report, lost = _carried_out(office, action, dry=dry)
        written = office.export(WriteProblems(report.problems), out) if out else None
    facts = {**_told(report, table, given), "dry_run": dry, "report": written}
    lines = [*_lines(report), *_not_read(table), _summary(kind, report), *_closing(written, dry=dry)]
    return Answer(tuple(lines), facts, warnings=revoking_offered(lost, dry=dry))


def _write_template(request: Request, kind: ImportKind, given: Namespace) -> Answer:
    """Write an empty workbook; it takes nothing in."""
    from aspire_desktop.services.intake.imports.templates import WriteTemplate

    if given.file is not None:
        raise WrongUse("--template writes an empty file and takes none in: leave one of the two out.")
    out = target(given.template, request, ".xlsx")
    with request.office() as office:
        written = office.export(WriteTemplate(kind), out)
    return Answer((f"Wrote: {written}",), {"template": written})


def _told(report: ImportReport, table: Table, given: Namespace) -> dict[str, object]:
    """Give what --json says of a file and of what became of its rows."""
    return {
        "read": report.read,
        "new": report.new,
        "updated": report.updated,
        "matched": report.matched,
        "rejected": report.rejected,
        "waiting": report.waiting,
        "notes": [{"row": each.row, "note": each.note} for each in _noted(report)],
        "problems": [_facts(each) for each in report.problems],
        "ignored": [heading.text for heading in table.mapping.left_out],
        "other_sheets": list(table.other_sheets),
        "sheet": table.sheet,
        "hidden": {
            "rows": list(table.hidden.rows),
            "columns": list(table.hidden.columns),
            "taken": given.hidden is Hidden.TAKE,
        },
        "told": list(table.told),
    }


def _carried_out(
    office: Office, action: "ImportFile", *, dry: bool
) -> tuple[ImportReport, tuple[Unfounded, ...]]:
    """Take a file in, or try it: gives the report, and the certificates that lose their ground by it."""
    done = office.preview(action) if dry else office.do(action)
    return done.value, done.unfounded


def _read(office: Office, kind: ImportKind, cohort_id: CohortId | None, given: Namespace) -> Table:
    # Reading spreadsheets takes a while to load, and no other command should wait for it.
    from aspire_desktop.documents.intake.intake import read_choices
    from aspire_desktop.services.intake.imports.reading import read_for_import

    path: Path = given.file
    mapping: Path | None = given.map
    choices = read_choices(mapping, kind) if mapping else None
    return read_for_import(office, path, kind, cohort_id, choices, Wanted(given.sheet, given.hidden))


def _action(table: Table, cohort_id: CohortId | None, given: Namespace) -> "ImportFile":
    from aspire_desktop.services.intake.imports.file import ImportFile

    return ImportFile(
        table,
        cohort_id,
        given.strict,
        given.reason,
        remember_mapping=given.map is not None,
        funding=given.funding,
    )


def _report_file(request: Request, given: Namespace) -> Path | None:
    if given.report is None:
        return None
    inputs = tuple(filter(None, (given.file, given.map)))
    return target(given.report, request, ".csv", ".xlsx", inputs=inputs)


def _lines(report: ImportReport) -> list[str]:
    told = [
        f"Row {each.row}, {each.column or 'whole row'}: {each.problem}{answers_words(each)}"
        for each in report.problems
    ]
    told += [f"Row {each.row}: goes to the waiting list." for each in report.fates if each.waits]
    return [*told, *(f"Row {each.row}: {each.note}." for each in _noted(report))]


def _noted(report: ImportReport) -> list[RowFate]:
    """Give the new rows of which there is something to know."""
    return [each for each in report.fates if each.fate is Fate.NEW and each.note]


def _not_read(table: Table) -> list[str]:
    lines = list(table.told)
    if table.mapping.left_out:
        lines.append(f"Columns left out: {', '.join(each.text for each in table.mapping.left_out)}.")
    if not_kept := [each.text for each in table.mapping.left_out if is_not_kept(table.kind, each.text)]:
        lines.append(f"Of these, nothing is kept of people here: {', '.join(not_kept)}.")
    if table.other_sheets:
        lines.append(f"Sheets not taken: {', '.join(table.other_sheets)}.")
    return lines


def _summary(kind: ImportKind, report: ImportReport) -> str:
    rows = "1 row" if report.read == 1 else f"{report.read} rows"
    waiting = f" ({report.waiting} of them on the waiting list)" if report.waiting else ""
    return (
        f"{kind.capitalize()}: {rows} read, {report.new} new{waiting}, {report.updated} updated, "
        f"{report.matched} matched, {report.rejected} left out."
    )


def _closing(written: Path | None, *, dry: bool) -> list[str]:
    lines = []
    if dry:
        lines.append("This was a dry run: nothing was changed.")
    if written:
        lines.append(f"The rows left out are listed in {written}.")
    return lines


def _facts(each: Problem) -> dict[str, object]:
    return {
        "row": each.row,
        "column": each.column,
        "value": each.value,
        "problem": each.problem,
        "answers": list(answers(each)),
    }


def _kinds() -> str:
    return ", ".join(ImportKind)
