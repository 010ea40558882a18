"""What a person sees of the frame: undo and redo, messages, roles, theme, the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from aspire_desktop.domain.office.errors import NOTHING_CHANGED
from aspire_desktop.domain.office.history import ActionRow
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation, RenameOrganisation
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.work import UnitOfWork
from aspire_desktop.ui.desk.signals import Destination, SaveStage, SaveState, Steps
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.looks.theme import Choice, theme
from aspire_desktop.ui.shell.main_window import Left
from aspire_desktop.ui.widgets.dialogs import ErrorDialog
from aspire_desktop.ui.widgets.search_field import SearchField
from tests.ui.bench import Bench

NewBench = Callable[..., Bench]


def _names(office: Office) -> list[str]:
    return [row.name for row in office.ask(organisation_rows, office.clock.today())]


def _history(office: Office) -> list[ActionRow]:
    return office.ask(action_rows)


@dataclass(frozen=True)
class _Stumble(Action[None]):
    """Fails as no action should."""

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Fail with a name in the message."""
        raise LookupError("Walsall Council")


@dataclass(frozen=True)
class _Seal(Action[None]):
    """A final act."""

    answered_by = "a later act"

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Do nothing but be there."""
        return Effect("Submit return Q2", None)


def test_undo_and_redo_are_named_in_menu_and_status(bench: Bench, sqlite_office: Office) -> None:
    bench.desk.do(AddOrganisation("Walsall Council"))
    bench.settle()
    assert bench.window.menus.undo.text() == "&Undo: Add Walsall Council"
    assert bench.window.status.undo.text() == "Undo: Add Walsall Council"
    assert bench.window.status.saved.text() == "All changes saved 10:30"
    bench.menu("Edit", "Undo: Add Walsall Council")
    assert _names(sqlite_office) == []
    assert bench.window.status.news.text().startswith("Undone: Add Walsall Council")
    assert bench.window.menus.redo.text() == "&Redo: Add Walsall Council"
    bench.ctrl(Qt.Key.Key_Y)
    assert _names(sqlite_office) == ["Walsall Council"]
    assert bench.window.status.news.text().startswith("Done again: Add Walsall Council")


def test_what_was_done_elsewhere_under_the_same_name_is_not_undone_unseen(
    bench: Bench, sqlite_office: Office, sqlite_store: Store
) -> None:
    bench.desk.do(AddOrganisation("Window Council"))
    bench.settle()
    by_command = Office(sqlite_store, "Ann")
    by_command.do(AddOrganisation("Imported Council"))
    assert bench.window.menus.undo.text() == "&Undo: Add Window Council"
    bench.ctrl(Qt.Key.Key_Z)
    assert _names(sqlite_office) == ["Imported Council", "Window Council"], (
        "nothing that was not named is undone"
    )
    said = bench.window.notices.message.accessibleName()
    assert "Under your name something else was done meanwhile: Add Imported Council." in said
    assert bench.window.menus.undo.text() == "&Undo: Add Imported Council"
    bench.ctrl(Qt.Key.Key_Z)
    assert _names(sqlite_office) == ["Window Council"]
    by_command.redo()
    bench.ctrl(Qt.Key.Key_Y)
    assert bench.window.menus.undo.text() == "&Undo: Add Imported Council", "named anew, and not done twice"


def test_undo_pressed_faster_than_it_is_named_walks_what_this_window_did(
    bench: Bench, sqlite_office: Office
) -> None:
    for name in ("Walsall Council", "Dudley Council"):
        bench.desk.do(AddOrganisation(name))
    bench.desk.undo()
    bench.desk.undo()
    bench.settle()
    assert _names(sqlite_office) == []


def test_nothing_to_undo_rests(bench: Bench) -> None:
    assert not bench.window.menus.undo.isEnabled()
    assert not bench.window.status.undo.isVisible()


def test_undo_works_after_a_restart(new_bench: NewBench, sqlite_office: Office) -> None:
    first = new_bench(sqlite_office)
    first.desk.do(AddOrganisation("Walsall Council"))
    first.settle()
    first.window.close()
    second = new_bench(sqlite_office)
    second.ctrl(Qt.Key.Key_Z)
    assert _names(sqlite_office) == []


def test_undo_says_which_final_acts_it_stepped_over(bench: Bench) -> None:
    bench.desk.do(AddOrganisation("Walsall Council"))
    bench.desk.do(_Seal())
    bench.settle()
    bench.ctrl(Qt.Key.Key_Z)
    assert "Submit return Q2" in bench.window.status.news.text()


def test_long_news_crowds_nothing_out_of_the_status_bar(bench: Bench) -> None:
    bench.desk.do(AddOrganisation("Walsall Council"))
    for _ in range(11):
        bench.desk.do(_Seal())
    bench.settle()
    bench.ctrl(Qt.Key.Key_Z)
    status = bench.window.status
    assert status.news.text().endswith("Submit return Q2 and 10 more.")
    status.show_saved(SaveState("Not saved: " + "because of this and that. " * 20, SaveStage.NOT_SAVED))
    status.show_steps(Steps("Import participants: 13 rows, INS26-WM01", ""))
    QApplication.processEvents()  # lays out all that has changed
    for words in (status.undo, status.database, status.text_size):
        assert words.width() >= words.fontMetrics().horizontalAdvance(words.text()), words.text()


def test_a_refused_undo_says_why(bench: Bench, sqlite_office: Office, sqlite_store: Store) -> None:
    added = sqlite_office.do(AddOrganisation("Walsall Council"))
    Office(sqlite_store, "Ann").do(AddColleague("Cleo", frozenset({Role.ADMINISTRATOR})))
    today = sqlite_office.clock.today()
    Office(sqlite_store, "Cleo").do(RenameOrganisation(added.value, "Walsall Borough", today))
    sqlite_office.undo()
    bench.switchboard.begin()
    bench.settle()
    bench.desk.undo()
    bench.settle()
    assert bench.window.notices.message.isVisible()
    assert "by Cleo (4)" in bench.window.notices.message.accessibleName()
    assert bench.window.status.saved.text().startswith("Not saved: ")


def test_a_fault_is_shown_with_a_reference_and_without_names(bench: Bench) -> None:
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ErrorDialog):
            seen.append(dialog.details.toPlainText())
            dialog.accept()

    looking = QTimer(bench.window, interval=20)
    looking.timeout.connect(look)
    looking.start()
    bench.desk.do(_Stumble())
    bench.until(lambda: bool(seen))
    looking.stop()
    assert "Reference F-" in seen[0]
    assert "Walsall" not in seen[0]
    bench.desk.do(AddOrganisation("Walsall Council"))
    bench.settle()
    assert bench.window.status.saved.text() == "All changes saved 10:30"


def test_roles_limit_what_is_seen(new_bench: NewBench, sqlite_office: Office, sqlite_store: Store) -> None:
    sqlite_office.do(AddColleague("Tim", frozenset({Role.TRAINER})))
    bench = new_bench(Office(sqlite_store, "Tim"))
    seen = {entry.key for entry in bench.window.visible_entries()}
    assert {"home", "registers"} <= seen
    assert not {"finance", "settings"} & seen
    assert "Settings" not in [action.text() for action in bench.window.menus.commands()]
    bench.desk.go(Destination("settings"))
    assert bench.screen.key == "home"
    assert "Settings is not open to your roles" in bench.window.notices.message.accessibleName()
    assert NOTHING_CHANGED not in bench.window.notices.message.accessibleName(), "nothing was asked for"


def test_roles_given_meanwhile_are_seen_at_once(bench: Bench, sqlite_office: Office) -> None:
    (ann,) = sqlite_office.ask(colleague_rows)
    sqlite_office.do(AddColleague("Bob", frozenset({Role.ADMINISTRATOR})))
    bench.desk.do(ChangeColleague(ann.id, frozenset({Role.TRAINER})))
    bench.settle()
    assert not {"finance", "settings"} & {entry.key for entry in bench.window.visible_entries()}


def test_somebody_without_a_role_is_told_what_to_do(new_bench: NewBench, sqlite_store: Store) -> None:
    bench = new_bench(Office(sqlite_store, "Nobody"))
    assert bench.window.notices.message.isVisible()
    assert "Ask an administrator" in bench.window.notices.message.accessibleName()


def test_the_theme_is_chosen_in_the_menu_and_remembered(bench: Bench) -> None:
    bench.menu("View", "Theme", "Dark")
    assert theme().choice is Choice.DARK
    assert bench.desk.memory.kept.theme == "dark"


def test_the_text_grows(bench: Bench) -> None:
    bench.ctrl(Qt.Key.Key_Plus)
    assert theme().text_percent == 110
    assert bench.window.status.text_size.text() == "110 %"


def test_larger_text_takes_the_room_of_the_navigation(bench: Bench) -> None:
    bench.window.resize(1300, 800)
    assert not bench.window.rail.nav.narrow
    bench.ctrl(Qt.Key.Key_Plus)
    assert bench.window.rail.nav.narrow
    bench.ctrl(Qt.Key.Key_0)
    assert not bench.window.rail.nav.narrow


def test_no_letter_of_a_menu_is_taken_by_a_control(bench: Bench) -> None:
    letters = {QKeySequence.mnemonic(action.text()).toString() for action in bench.window.menuBar().actions()}
    for key in ("import", "people", "organisations", "network", "registers", "cohorts"):
        screen = bench.go(key)
        words = [each.text() for each in screen.findChildren(QAbstractButton)]
        words += [each.text() for each in screen.findChildren(QLabel)]
        taken = {QKeySequence.mnemonic(each).toString() for each in words}
        assert not (letters & taken) - {""}, key


def test_the_way_back(bench: Bench) -> None:
    bench.go("organisations")
    bench.go("settings")
    bench.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert bench.screen.key == "organisations"
    bench.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert bench.screen.key == "settings"


def test_numbers_go_to_screens(bench: Bench) -> None:
    bench.ctrl(Qt.Key.Key_Comma)
    assert bench.screen.key == "settings"
    bench.ctrl(Qt.Key.Key_1)
    assert bench.screen.key == "home"
    bench.ctrl(Qt.Key.Key_2)
    assert bench.window.windowTitle() == "Cohorts", "Qt adds the program's name, as to every dialog"


def test_the_last_place_is_opened_again(new_bench: NewBench, sqlite_office: Office) -> None:
    first = new_bench(sqlite_office)
    first.go("settings")
    first.window.close()
    assert new_bench(sqlite_office).screen.key == "settings"


def test_navigation_collapses_where_there_is_no_room(bench: Bench) -> None:
    bench.window.resize(1024, 640)
    assert bench.window.rail.nav.narrow
    bench.window.resize(1440, 900)
    assert not bench.window.rail.nav.narrow
    bench.ctrl(Qt.Key.Key_B)
    assert bench.window.rail.nav.narrow


def test_leaving_for_another_database(bench: Bench) -> None:
    left: list[Left] = []
    bench.window.left.connect(left.append)
    bench.ctrl(Qt.Key.Key_O)
    assert left == [Left(for_another=True)]
    assert not bench.window.isVisible()


def test_a_hidden_screen_reloads_when_it_is_shown(bench: Bench) -> None:
    bench.go("settings")
    bench.desk.do(AddOrganisation("Walsall Council"))
    bench.settle()
    screen = bench.go("organisations")
    assert screen.counted.text() == "1 organisation"  # type: ignore[attr-defined]  # the screen in front is that of organisations


def test_a_long_job_tells_how_far_it_is_and_stops(bench: Bench, sqlite_office: Office) -> None:
    stages: list[int] = []
    stopped: list[str] = []

    def job(office: Office, watch: Watch) -> int:
        for number in range(100_000):
            watch.step(number, 100_000, "")
            if number == 3:
                watch.did(office.do(AddOrganisation("Walsall Council")))
                watch.stop()
        return 1

    bench.desk.run(
        job,
        lambda _: None,
        lambda stage: stages.append(stage.done),
        lambda explanation: stopped.append(explanation.what),
    )
    bench.settle()
    assert stages[0] == 0
    assert stopped == ["The work was stopped, as you asked."]
    assert _names(sqlite_office) == ["Walsall Council"]
    assert bench.window.menus.undo.text() == "&Undo: Add Walsall Council"


def test_a_step_back_inside_a_filter_is_the_one_that_the_bar_names(bench: Bench) -> None:
    bench.desk.do(AddOrganisation("Narnia Council"))
    screen = bench.go("organisations")
    bench.ctrl(Qt.Key.Key_F)
    bench.type("nar")
    bench.settle()
    field = screen.focusWidget()
    assert isinstance(field, SearchField)
    assert bench.window.menus.undo.text() == "&Undo: Add Narnia Council"
    bench.ctrl(Qt.Key.Key_Z)
    assert field.text() == "nar"
    assert bench.window.menus.redo.text() == "&Redo: Add Narnia Council"
    bench.ctrl(Qt.Key.Key_Z)
    assert field.text() == "nar"
    bench.ctrl(Qt.Key.Key_Y)
    assert (field.text(), bench.window.menus.undo.text()) == ("nar", "&Undo: Add Narnia Council")
