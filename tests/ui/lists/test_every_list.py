"""What holds of every list there is: it exports, prints, copies, sorts and takes named views."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest
from busy_office import TODAY, BusyOffice
from funder_form import FORM, MAPPING
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTabBar

from aspire_desktop.domain.money.charges import ChargeKind
from aspire_desktop.domain.money.funding import PoolFigure, Vat
from aspire_desktop.domain.office.lists import Kind, Value, never_worked_out
from aspire_desktop.domain.office.values import fold
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.charges import SetPrice
from aspire_desktop.services.money.layouts import AddLayout
from aspire_desktop.services.money.remittances import PaidReturn, RecordRemittance
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.money.settlements import AskQuery
from aspire_desktop.services.office.signatories import AddSignatory
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.services.programmes.venues import AddVenue
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.sifting import Filter
from aspire_desktop.ui.lists.views import ListView, Views
from aspire_desktop.ui.screens.home.history.view import SINCE
from aspire_desktop.ui.screens.intake.imports.progress import CONFIRM
from aspire_desktop.ui.screens.intake.imports.view import Imports
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.shell.navigation import ENTRIES
from tests.ui.bench import Bench

PLACES = {
    "To do": Destination("home"),
    "Places running low": Destination("home"),
    "Cohort progress": Destination("home"),
    "Cohorts": Destination("cohorts"),
    "Participants": Destination("cohort", 1, "participants"),
    "Recipients": Destination("messages", 1),
    "Sessions": Destination("cohort", 1, "schedule"),
    "Trainers": Destination("cohort", 1, "schedule"),
    "Who must be told": Destination("cohort", 7, "schedule"),
    "Venues": Destination("venues"),
    "Certificates": Destination("cohort", 1, "certificates"),
    "Projects": Destination("cohort", 1, "projects"),
    "Waiting list": Destination("cohort", 7, "participants"),
    "Registers": Destination("registers"),
    "Diary": Destination("diary"),
    "People": Destination("people"),
    "Organisations": Destination("organisations"),
    "People behind a figure": Destination("finance", None, "returns"),
    "People who use Aspire": Destination("settings", None, "people"),
    "Signatories": Destination("settings", None, "signatories"),
    "Thresholds": Destination("settings", None, "thresholds"),
    "Agreements": Destination("settings", None, "agreements"),
    "Prices": Destination("settings", None, "prices"),
    "Funders’ forms": Destination("settings", None, "forms"),
    "History": Destination("history"),
    "Alumni": Destination("network"),
    "Returns": Destination("finance", tab="returns"),
    "Pool ledger": Destination("finance", tab="ledger"),
    "Returns and what is paid": Destination("finance", tab="payments"),
    "Queries": Destination("finance", tab="payments"),
    "Payments received": Destination("finance", tab="payments"),
    "Sections of the year end": Destination("finance", tab="year-end"),
    "People behind the section": Destination("finance", tab="year-end"),
    "Council-paid places and charges": Destination("finance", tab="invoices"),
    "Outcome of the import": Destination("import", None, "people"),
}
"""Where each list stands; `test_every_list_is_named_here` keeps it whole."""
Rows = RowList[object]


@pytest.fixture
def bench(new_bench: Callable[[Office], Bench], opened: Office, busy: BusyOffice) -> Bench:
    """A window on the busy office, with something in every list."""
    for place in busy.places["ASP26-WM01"][:6]:
        opened.do(MoveEnrolment(place, Status.COMPLETED, TODAY))
    _send_and_settle(opened, busy)
    _set_up(opened, busy)
    for row in opened.ask(participant_rows, busy.cohorts["ASP26-WM01"], TODAY)[:2]:
        opened.do(EnrolParticipant(busy.cohorts["INS26-EM01"], row.person_id, status=Status.WAITING))
    return new_bench(opened)


def _send_and_settle(office: Office, busy: BusyOffice) -> None:
    """Send a return, of which a part is paid and a line is queried."""
    sent = office.do(SubmitReturn(busy.agreement, date(2026, 4, 1), date(2026, 6, 30))).value
    paid = Decimal(3000)
    office.do(RecordRemittance(busy.agreement, "BACS 0711", TODAY, paid, (PaidReturn(sent, paid),)))
    line, *_ = office.ask(line_choices, sent)
    office.do(AskQuery(line.id, "Was she there on both days?", TODAY))


def _set_up(office: Office, busy: BusyOffice) -> None:
    """Name a signatory, a price and a funder's form."""
    organisation, version = office.ask(organisation_rows, TODAY)[0], office.ask(version_rows)[0]
    office.do(AddVenue("Council House", "Freeth Street", "", "", "", "Jo Webb", "", ""))
    day = office.ask(session_rows, busy.cohorts["INS26-EM01"])[-1]
    office.do(MoveSession(day.id, day.on + timedelta(days=1), day.starts, day.ends))
    office.do(AddSignatory(organisation.id, "Jo Webb", "Director"))
    office.do(SetPrice(version.id, ChargeKind.PLACE, True, Decimal(495), Vat.STANDARD, date(2026, 4, 1)))
    office.do(AddLayout(busy.agreement, "LGA claim", FORM, MAPPING))


def _lists(bench: Bench) -> Iterator[Rows]:
    """Walk every screen and tab, and give the lists met."""
    for entry in ENTRIES:
        screen = bench.go(entry.key, 1 if entry.under else None)
        yield from screen.findChildren(RowList)
        for bar in screen.findChildren(QTabBar):
            for number in range(1, bar.count()):
                bar.setCurrentIndex(number)
                bench.settle()
                yield from screen.findChildren(RowList)


def _list(bench: Bench, name: str, tmp_path: Path) -> Rows:
    place = PLACES[name]
    screen = bench.go(place.screen, place.id, place.tab)
    if isinstance(screen, Imports):
        _check_a_file(bench, screen, tmp_path / "people.csv")
    if isinstance(screen, Finance) and place.tab == "returns":
        screen.strip.opened.emit(PoolFigure.COMMITTED)
        bench.settle()
    [found] = [each for each in screen.findChildren(RowList) if each.told.name == name]
    assert isinstance(found, RowList)
    if name == "People behind the section":
        bench.press(Qt.Key.Key_Down)  # the return that was sent left nothing in the first section
    assert found.table.isVisible(), "the busy office has no row of this list"
    return found


def _check_a_file(bench: Bench, screen: Imports, file: Path) -> None:
    """Go to the last step of an import, with a row and a column left out."""
    names = ("First name,Last name,E-mail,Council,Shoe size", "Bo,Li,b@walsall.gov.uk,Walsall,5")
    more = ("Cy,Do,c@walsall.gov.uk,Walsall,6", "Al,Fu,a@walsall.gov.uk,Walsall,7", "")
    file.write_text("\n".join((*names, *more)), encoding="utf-8")
    screen.choose.choose(file)
    bench.until(lambda: screen.drafting.review is not None)
    assert screen.drafting.draft is not None
    screen.drafting.change(screen.drafting.draft.leaving_out((3,)))
    bench.settle()
    screen.go_to(CONFIRM)


def test_every_list_is_named_here(bench: Bench) -> None:
    assert {each.told.name for each in _lists(bench)} == set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_a_list_exports_prints_copies_sorts_filters_groups_and_takes_views(
    bench: Bench, name: str, tmp_path: Path
) -> None:
    rows = _list(bench, name, tmp_path)
    files = rows.findChild(ListCommands)
    assert isinstance(files, ListCommands)
    QAbstractItemModelTester(rows.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    _exports(bench, rows, files, tmp_path / "list.xlsx")
    _prints(bench, rows, files, tmp_path / "list.pdf")
    _copies(bench, rows)
    _sorts(bench, rows)
    _filters(bench, rows)
    _is_grouped(bench, rows)
    _exports_every_column_in_every_group(bench, rows, files, tmp_path / "groups.xlsx")
    _takes_views(bench, rows, files, tmp_path / "looks")


def _shown(rows: Rows) -> list[list[str]]:
    """Give the words on screen, of the columns shown in their order, without headings of groups."""
    numbers = [number for number in range(rows.model.rowCount()) if rows.model.heading_at(number) is None]
    columns = [rows.model.fields.index(each) for each in rows.columns.shown]
    return [[str(rows.model.index(number, column).data()) for column in columns] for number in numbers]


def _exports(bench: Bench, rows: Rows, files: ListCommands[object], target: Path) -> None:
    files.export_to(target)
    bench.settle()
    assert files.jobs.said.text() == f"Saved as {target.name}."
    sheet = openpyxl.load_workbook(target)["List"]
    grouped = rows.grouping is not None
    heads, *lines = [[cell.value for cell in row][grouped:] for row in sheet.iter_rows()]
    assert heads == list(rows.columns.headings)
    assert len(lines) == len(rows.sifted.rows or rows.model.rows)
    for line, shown, row in zip(lines, _shown(rows), rows.model.rows, strict=True):
        for value, words, field in zip(line, shown, rows.columns.shown, strict=True):
            told = field.exported(row)
            assert value == _in_a_workbook(told)
            assert not isinstance(told, str) or words in told


def _in_a_workbook(told: Value) -> object:
    """Give a value as openpyxl reads it back."""
    if isinstance(told, date):
        return datetime.combine(told, time.min)
    if isinstance(told, Decimal):
        return float(told)
    return None if told == "" else told


def _prints(bench: Bench, rows: Rows, files: ListCommands[object], target: Path) -> None:
    opened: list[Path] = []
    files.jobs.open_file = opened.append
    files.print_to(target)
    bench.settle()
    assert opened == [target]
    text = _bare("".join(page.extract_text() for page in pypdf.PdfReader(target).pages))
    for row in _shown(rows):
        assert _bare(row[0]) in text
    for heading in rows.columns.headings:
        assert _bare(heading) in text


def _bare(words: str) -> str:
    """Leave out what setting a text may change: breaks, and the hyphens at them."""
    return "".join(letter for letter in words if letter.isalnum())


def _copies(bench: Bench, rows: Rows) -> None:
    rows.table.setFocus(Qt.FocusReason.OtherFocusReason)
    rows.table.selectAll()
    bench.ctrl(Qt.Key.Key_C)
    heads, *lines = QGuiApplication.clipboard().text().splitlines()
    assert heads.split("\t") == list(rows.columns.headings)
    assert len(lines) == len(rows.model.rows)
    at, field = next((n, each) for n, each in enumerate(rows.columns.shown) if each.kind is Kind.TEXT)
    told = [str(field.exported(row)) for row in rows.model.rows]
    assert [line.split("\t")[at] for line in lines] == [" ".join(never_worked_out(t).split()) for t in told]
    assert QGuiApplication.clipboard().mimeData().html().count("<tr>") == len(lines) + 1
    QGuiApplication.clipboard().clear()  # what Python made and Qt still held would crash as both end


def _sorts(bench: Bench, rows: Rows) -> None:
    for column, field in enumerate(rows.model.fields):
        if field.heading not in rows.told.sortable:
            continue
        for order in Qt.SortOrder:
            rows.table.sortByColumn(column, order)
            bench.settle()
            assert rows.wanted.order.heading == field.heading
            groups = _groups(rows)
            assert any(groups.values())
            for group in groups.values():
                keys = [field.key(row) for row in group]
                assert keys == sorted(keys, reverse=order is Qt.SortOrder.DescendingOrder)
    assert rows.views.now.order is not None


def _groups(rows: Rows) -> dict[str, list[object]]:
    """Give the rows on screen that are here, under the words of their headings."""
    found: dict[str, list[object]] = {}
    words = ""
    for number in range(rows.model.rowCount()):
        heading = rows.model.heading_at(number)
        words = heading.words if heading else words
        row = rows.model.row_at(rows.model.index(number, 0))
        found.setdefault(words, []).extend([] if row is None else [row])
    return found


def _filters(bench: Bench, rows: Rows) -> None:
    for each in rows.told.filters:
        button = rows.tools.filters[each.name]
        offered = [choice.key for choice in button.choices]
        assert offered, each.name
        for key in offered[:2]:
            button.choose(key)
            bench.settle()
            assert rows.view.filters[each.name] == key
            found = [row for group in _groups(rows).values() for row in group]
            assert found or each.always
            assert all(_passes(each, row, key) for row in found)
        rows.clear_filters()
        bench.settle()


def _passes(each: Filter[object], row: object, key: str) -> bool:
    if each.name == SINCE:
        return date.fromisoformat(each.key(row)) > TODAY - timedelta(days=int(key))
    return each.key(row) == key


def _is_grouped(bench: Bench, rows: Rows) -> None:
    before = rows.wanted.group
    for each in rows.told.groupings:
        rows.group_by(each.name)
        bench.settle()
        groups = _groups(rows)
        for words, group in groups.items():
            assert {each.words(row) for row in group} <= {words or each.headless}
        if each is not rows.told.grouping:
            assert list(groups) == sorted(groups, key=fold)
    rows.group_by(before)
    bench.settle()


def _exports_every_column_in_every_group(
    bench: Bench, rows: Rows, files: ListCommands[object], target: Path
) -> None:
    """Excel offers to repair a file whose table names two columns alike; no column is told twice."""
    before, chosen = rows.wanted.group, rows.columns.chosen
    rows.columns.choose(rows.columns.known)
    for each in rows.told.groupings:
        rows.group_by(each.name)
        bench.settle()
        files.export_to(target)
        bench.settle()
        sheet = openpyxl.load_workbook(target)["List"]
        heads = [str(cell.value) for cell in sheet[1]]
        [names] = [table.column_names for table in sheet.tables.values()]
        assert names == heads
        assert len({name.casefold() for name in names}) == len(names), each.name
        own = [field.heading for field in rows.columns.shown]
        assert heads == (own if each.name in own else [each.name, *own])
    rows.columns.choose(chosen)
    rows.group_by(before)
    bench.settle()


def _takes_views(bench: Bench, rows: Rows, files: ListCommands[object], looks: Path) -> None:
    hidden, *kept = rows.columns.headings
    if kept:
        rows.columns.turn(hidden)
    mine = rows.view
    rows.views.save("Mine", mine)
    rows.show_view(ListView())
    bench.settle()
    assert hidden in rows.columns.headings
    assert _offered(files) == {"Standard view": True, "Mine": mine == ListView()}
    rows.show_view(Views(Memory(looks), rows.told.name).named("Mine"))
    bench.settle()
    assert rows.view == mine
    assert (hidden in rows.columns.headings) == (not kept)
    assert _offered(files)["Mine"]
    rows.views.forget("Mine")
    assert rows.views.names == []


def _offered(files: ListCommands[object]) -> dict[str, bool]:
    return {offer.words: offer.ticked for offer in files.view_offers().views}
