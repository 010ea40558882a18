"""The palette opens the record itself, remembers what was opened, forgives a slip, and Tab shows places."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from busy_office import BusyOffice
from PySide6.QtCore import Qt

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.office.people import AddPerson, ChangePerson
from aspire_desktop.services.programmes.certificates import IssueCertificates
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_rows
from aspire_desktop.storage.lookups.programmes.certificates import certificate_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.screens.contact.people.view import People
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.screens.programmes.cohort.certificates import CertificatesTab
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from aspire_desktop.ui.screens.programmes.registers.view import Registers
from aspire_desktop.ui.shell.palette import Palette
from aspire_desktop.ui.shell.palette_rows import Hit, HitsHeading
from tests.ui.bench import Bench, take_pictures


@pytest.fixture
def office(opened: Office, busy: BusyOffice) -> Office:
    return opened


@pytest.fixture
def bench(new_bench: Callable[[Office], Bench], office: Office) -> Bench:
    return new_bench(office)


def _open(bench: Bench, typed: str = "") -> Palette:
    bench.ctrl(Qt.Key.Key_K)
    bench.settle()
    bench.type(typed)
    bench.settle()
    return bench.window.palette_box


def _rows(palette: Palette) -> list[str]:
    rows = [palette.model.index(number).data(Qt.ItemDataRole.UserRole) for number in range(_count(palette))]
    return [f"[{row.words}]" if isinstance(row, HitsHeading) else row.name for row in rows]


def _count(palette: Palette) -> int:
    return palette.model.rowCount()


def _names(palette: Palette, kind: str) -> list[str]:
    return [hit.name for hit in palette.model.hits() if hit.kind == kind]


def _chosen(palette: Palette) -> Hit:
    hit = palette.model.hit(palette.list.currentIndex())
    assert hit is not None
    return hit


def _somebody(office: Office) -> tuple[PersonId, str]:
    row = office.ask(person_rows, office.clock.today())[0]
    return row.id, f"{row.given_name} {row.family_name}"


def test_a_cohort_opens_its_workspace_and_a_session_its_register(bench: Bench, busy: BusyOffice) -> None:
    palette = _open(bench, "asp26-wm02")
    assert _names(palette, "cohort") == ["ASP26-WM02"]
    assert _names(palette, "session"), "its sessions are found too"
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert isinstance(bench.screen, CohortWorkspace)
    assert bench.screen.here().id == busy.cohorts["ASP26-WM02"]
    palette = _open(bench, "asp26-wm02")
    while _chosen(palette).kind != "session":
        bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert isinstance(bench.screen, Registers)
    assert bench.screen.here().id is not None


def test_enter_waits_for_the_answer_to_what_was_typed(bench: Bench, busy: BusyOffice) -> None:
    bench.ctrl(Qt.Key.Key_K)
    bench.settle()
    bench.window.palette_box.field.insert("asp26-wm02")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert (bench.screen.here().screen, bench.screen.here().id) == ("cohort", busy.cohorts["ASP26-WM02"])


def test_a_person_opens_their_pane(bench: Bench, office: Office) -> None:
    id, name = _somebody(office)
    _open(bench, f"@{name}")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert isinstance(bench.screen, People)
    assert bench.screen.current is not None
    assert bench.screen.current.id == id


def test_a_return_and_a_certificate_open_as_themselves(
    bench: Bench, office: Office, busy: BusyOffice
) -> None:
    of_june = office.do(SubmitReturn(busy.agreement, date(2026, 4, 1), date(2026, 6, 30))).value
    cohort, second = busy.cohorts["ASP26-WM01"], busy.places["ASP26-WM01"][1]
    office.do(IssueCertificates(tuple(busy.places["ASP26-WM01"][:2])))
    [number] = [row.number for row in office.ask(certificate_rows, cohort) if row.enrolment_id == second]
    _open(bench, number)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    screen = bench.screen
    assert isinstance(screen, CohortWorkspace)
    assert isinstance(screen.tab, CertificatesTab)
    assert screen.tab.current is not None
    assert screen.tab.current.enrolment_id == second
    [reference] = [row.summary.reference for row in office.ask(return_rows, office.clock.today())]
    palette = _open(bench, reference)
    assert _names(palette, "return") == [reference]
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    finance = bench.screen
    assert isinstance(finance, Finance)
    shown = finance.returns.list.current
    assert isinstance(shown, ReturnRow)
    assert shown.id == of_june


def test_empty_it_shows_what_was_opened_and_few_commands(bench: Bench, office: Office) -> None:
    _, name = _somebody(office)
    for typed in ("#asp26-wm02", f"@{name}"):
        _open(bench, typed)
        bench.press(Qt.Key.Key_Return)
        bench.settle()
    palette = _open(bench)
    rows = _rows(palette)
    assert rows[:4] == ["[Recent]", name, "ASP26-WM02", "[Actions]"]
    assert len(rows) == 4 + 5 + 1
    assert rows[-1].startswith("Show all ")


def test_recents_outlive_a_restart_and_know_only_names_of_now(
    bench: Bench, office: Office, opened_store: Store, new_bench: Callable[[Office], Bench], tmp_path: Path
) -> None:
    walsall = next(
        row.id for row in office.ask(organisation_rows, office.clock.today()) if row.name == "Walsall Council"
    )
    id = office.do(AddPerson("Una", "Erasable", "una@walsall.gov.uk", "HR Adviser", walsall)).value
    name = "Una Erasable"
    other = office.ask(person_rows, office.clock.today())[0]
    for typed in (f"@{name}", f"@{other.given_name} {other.family_name}"):
        _open(bench, typed)
        bench.press(Qt.Key.Key_Return)
        bench.settle()
    kept = (tmp_path / "looks" / "window.json").read_text("utf-8")
    assert name not in kept, "numbers are kept, and no words"
    office.do(ErasePerson(id))
    office.do(ChangePerson(other.id, "Renée", "Newname", other.email, other.job_title))
    bench.leave()
    palette = _open(new_bench(Office(opened_store, "Ann")))
    assert _names(palette, "recent") == ["Renée Newname"]


def test_another_database_has_recents_of_its_own(
    bench: Bench, office: Office, sqlite_office: Office, new_bench: Callable[[Office], Bench]
) -> None:
    _open(bench, "#asp26-wm02")
    bench.press(Qt.Key.Key_Return)
    bench.leave()
    assert _names(_open(new_bench(sqlite_office)), "recent") == []


@pytest.mark.parametrize("typed", ["wlasall", "walsal council", "walssall", "wallsall", "wakkall", "walxall"])
def test_one_slip_in_a_word_is_forgiven_and_said(bench: Bench, typed: str) -> None:
    palette = _open(bench, typed)
    found = "Walsall Council" in _names(palette, "organisation")
    assert found is (typed != "wakkall"), "two wrong letters are two slips"
    exact = typed == "walsal council"
    assert palette._empty.isVisible() or exact
    if found and not exact:
        assert "close to it" in palette._empty.text()


def test_a_slip_in_a_command_is_forgiven(bench: Bench) -> None:
    assert "Keyboard shortcuts" in _names(_open(bench, "keybord"), "action")


def test_tab_shows_where_else_a_result_is_seen(bench: Bench, busy: BusyOffice) -> None:
    palette = _open(bench, "#asp26-wm02")
    bench.press(Qt.Key.Key_Tab)
    assert _rows(palette)[:3] == ["[Actions for ASP26-WM02]", "Open participants", "Open schedule"]
    bench.press(Qt.Key.Key_Escape)
    assert palette.isVisible()
    assert _rows(palette)[:2] == ["[Cohorts]", "ASP26-WM02"]
    bench.press(Qt.Key.Key_Tab)
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert (bench.screen.here().screen, bench.screen.here().tab) == ("cohort", "schedule")


def test_tab_shows_the_people_of_an_organisation(bench: Bench) -> None:
    palette = _open(bench, "%walsall council")
    bench.press(Qt.Key.Key_Tab)
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    assert palette.field.text() == "@Walsall Council"
    people = [hit for hit in palette.model.hits() if hit.kind == "person"]
    assert people
    assert all("Walsall Council" in hit.detail for hit in people)


def test_no_more_than_five_of_a_kind_until_all_are_wanted(bench: Bench) -> None:
    palette = _open(bench, "council")
    assert len(_names(palette, "organisation")) == 5
    while not _chosen(palette).stays:
        bench.press(Qt.Key.Key_Down)
    assert _chosen(palette).name == "Show all 36"
    bench.press(Qt.Key.Key_Return)
    assert len(_names(palette, "organisation")) == 36


def test_how_it_looks(bench: Bench, pictures: Path) -> None:
    _open(bench, "#asp26-wm02")
    bench.press(Qt.Key.Key_Return)
    bench.settle()
    bench.go("cohorts")
    _open(bench)
    take_pictures(bench.window, pictures, "palette-empty")
    bench.type("wal")
    bench.settle()
    take_pictures(bench.window, pictures, "palette-found")
    bench.press(Qt.Key.Key_Tab)
    take_pictures(bench.window, pictures, "palette-places")
