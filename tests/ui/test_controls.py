from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.alt_letters import AltLetters
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog, ErrorDialog, ErrorWords
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.fields import ChoiceField
from aspire_desktop.ui.widgets.filter_button import FilterButton, FilterChoice
from aspire_desktop.ui.widgets.focus_ring import REACH, FocusRing
from aspire_desktop.ui.widgets.label import ElidedLabel, Link, without_part_of_a_figure
from aspire_desktop.ui.widgets.nav_list import NARROW, NavItem, NavList
from aspire_desktop.ui.widgets.page_header import Crumb, PageHeader
from aspire_desktop.ui.widgets.progress_row import ProgressRow, Stage, time_left
from aspire_desktop.ui.widgets.search_field import SearchField

RUNNING = FilterChoice("running", "running")
WORDS = ErrorWords(
    title="The return was not exported",
    heading="The file is open",
    cause="Another program has it open.",
    safe_lead="Nothing is lost.",
    safe="The return is still a draft.",
    steps=["Close the file."],
    details="EXP-0042",
)


def test_alt_and_a_letter_that_lead_nowhere_type_and_choose_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    whole, letters = QWidget(), AltLetters(qapp)
    qtbot.addWidget(whole)
    typed, choice, on = QLineEdit("Watson"), ChoiceField(), Button("&Continue")
    choice.addItems(["Participants", "Cohorts"])
    row = QVBoxLayout(whole)
    for each in (typed, choice, on):
        row.addWidget(each)
    whole.show()
    on.setEnabled(False)
    for field in (typed, choice):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert (typed.text(), choice.currentText()) == ("Watson", "Participants")
    QTest.keyClick(typed, Qt.Key.Key_C)
    assert typed.text() == "Watsonc"
    qapp.removeEventFilter(letters)
    QTest.keyClick(typed, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert typed.text() == "Watsoncc", "without it Qt types the letter"


def test_a_button_says_its_shortcut_and_never_cuts_its_words() -> None:
    plain, capped = Button("Refresh"), Button("Refresh", Kind.PRIMARY, "arrow-clockwise", "F5")
    assert capped.accessibleDescription() == "Shortcut F5"
    assert capped.minimumSizeHint().width() > plain.minimumSizeHint().width()
    assert (plain.sizeHint().height(), Button("Go", small=True).sizeHint().height()) == (30, 26)


def test_a_filter_tints_when_active_and_clears_by_cross_and_key(qtbot: QtBot) -> None:
    button = FilterButton("Status", [RUNNING])
    qtbot.addWidget(button)
    heard: list[str] = []
    button.chosen.connect(heard.append)
    button.choose("running")
    assert (button.text(), button.property("active"), button.face.trailing) == ("Status: running", True, "x")
    button.resize(button.sizeHint())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() - 8, 10))
    button.choose("running")
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert (heard, button.text()) == (["running", "", "running", ""], "Status: any")
    with pytest.raises(KeyError):
        button.choose("mauve")


def test_a_filter_forgets_a_choice_no_longer_offered() -> None:
    button = FilterButton("Status", [RUNNING])
    button.choose("running")
    button.set_choices([FilterChoice("open", "open")])
    assert button.key == ""


def test_a_search_settles_once_and_at_once_on_enter(qtbot: QtBot) -> None:
    field = SearchField("Filter people", "Ctrl+F")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.settled) as settled:
        QTest.keyClicks(field, " ann ")
    assert settled.args == ["ann"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    with qtbot.waitSignal(field.settled, timeout=0):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ""


def test_a_field_reads_its_error_and_loses_it_again() -> None:
    row = FieldRow("&Email", QLineEdit())
    row.set_error("Enter the full address")
    assert row.field.accessibleName() == "Email"
    assert row.field.accessibleDescription() == row.error == "Enter the full address"
    assert row.field.property("wrong")
    row.set_error("")
    assert not row.field.property("wrong")


def test_a_date_field_speaks_in_dates() -> None:
    field = DateField(date(2026, 10, 8))
    heard: list[date] = []
    field.chosen.connect(heard.append)
    assert field.text() == "8 Oct 2026"
    field.show_date(date(2027, 1, 21))
    assert heard == [field.day] == [date(2027, 1, 21)]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("01/04/2026", date(2026, 4, 1)),
        ("1 April 2026", date(2026, 4, 1)),
        ("24 Sep 2026", date(2026, 9, 24)),
        ("24 Sept 2026", date(2026, 9, 24)),
        ("1/4/26", date(2026, 4, 1)),
        ("1.4.2026", date(2026, 4, 1)),
        ("2026-04-01", date(2026, 4, 1)),
        ("Wednesday 1st April 2026", date(2026, 4, 1)),
        ("29 Feb 2028", date(2028, 2, 29)),
    ],
)
def test_a_date_is_typed_as_people_type_it(qtbot: QtBot, typed: str, day: date) -> None:
    field = DateField(date(2026, 10, 8))
    row = FieldRow("On", field)
    qtbot.addWidget(row)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.day, field.text(), row.error) == (day, f"{day.day} {day:%b %Y}", "")


@pytest.mark.parametrize("typed", ["29 Feb 2027", "1 April", "04/2026", "3103", "tomorrow", "31/04/2026", ""])
def test_what_is_no_date_is_said_beside_the_field_and_stays_as_typed(qtbot: QtBot, typed: str) -> None:
    field = DateField(date(2026, 10, 8))
    row = FieldRow("On", field)
    qtbot.addWidget(row)
    heard: list[date] = []
    field.chosen.connect(heard.append)
    field.setText(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), heard) == (typed, [])
    assert "date" in row.error.lower()
    assert field.property("wrong")
    with pytest.raises(NotUnderstood):
        _ = field.day
    field.setText("9 Oct 2026")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (heard, row.error) == ([date(2026, 10, 9)], "")


def test_a_date_steps_by_a_day_and_is_picked_from_a_calendar(qtbot: QtBot) -> None:
    field = DateField(date(2026, 9, 30))
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.day == date(2026, 10, 1)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    [calendar] = field.findChildren(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 10, 1)
    calendar.activated.emit(QDate(2026, 10, 20))
    assert field.text() == "20 Oct 2026"


def test_a_long_label_elides_with_its_words_as_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("North Warwickshire Borough Council")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(400, 20)
    label.grab()
    assert label.toolTip() == ""


def test_a_message_stays_until_it_is_closed(qtbot: QtBot) -> None:
    bar = MessageBar(Tone.BAD, Message("It happened.", "This is safe.", "Do that."))
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "It happened. This is safe. Do that."
    cross = next(button for button in bar.findChildren(Button) if button.accessibleName())
    with qtbot.waitSignal(bar.closed):
        cross.click()
    assert bar.isHidden()


def test_progress_says_count_item_and_time_and_cancels_once(qtbot: QtBot) -> None:
    row = ProgressRow("Creating certificates")
    qtbot.addWidget(row)
    row.show_stage(Stage(7, 12, "Simran Kaur", 6), "Cancel keeps the 7 already made.")
    with qtbot.waitSignal(row.cancelled):
        row.cancel_button.click()
    assert not row.cancel_button.isEnabled()
    assert [time_left(seconds) for seconds in (1, 6, 300)] == [
        "about 1 second left",
        "about 6 seconds left",
        "about 5 minutes left",
    ]


def test_the_header_opens_where_the_page_lies(qtbot: QtBot) -> None:
    header = PageHeader("INS26-WM02")
    qtbot.addWidget(header)
    header.set_breadcrumb([Crumb("Cohorts", "cohorts"), Crumb("Inspire OD")])
    with qtbot.waitSignal(header.crumb_chosen) as chosen:
        header.findChildren(Link)[0].click()
    assert chosen.args == ["cohorts"]


def test_navigation_chooses_counts_and_collapses(qtbot: QtBot) -> None:
    nav = NavList([NavItem("home", "Home", "house"), NavItem("cohorts", "Cohorts", "users-three")])
    qtbot.addWidget(nav)
    nav.set_current("home")
    nav.set_count("cohorts", 3)
    cohorts = next(
        part for part in nav.findChildren(QWidget) if part.accessibleName() == "Cohorts, 3 waiting"
    )
    with qtbot.waitSignal(nav.chosen) as chosen:
        QTest.mouseClick(cohorts, Qt.MouseButton.LeftButton)
    assert chosen.args == ["cohorts"]
    nav.set_narrow(True)
    assert nav.width() == NARROW
    with pytest.raises(KeyError):
        nav.set_current("moon")


def test_an_error_dialog_offers_the_safe_retry_and_folded_details(qtbot: QtBot) -> None:
    dialog = ErrorDialog(WORDS, ["Try again", "Save with a new name…"])
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "The return was not exported"
    assert dialog.details.isHidden()
    dialog.copy_details()
    assert QApplication.clipboard().text() == "The return was not exported\nEXP-0042"
    retry = next(button for button in dialog.findChildren(Button) if button.isDefault())
    retry.click()
    assert dialog.choice == "Try again"


def test_a_question_before_a_final_act_starts_on_the_safe_button(qtbot: QtBot) -> None:
    dialog = ConfirmDialog("Submit it?", ["13 places."], "Submit and lock")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.safe_button.hasFocus())
    assert dialog.safe_button.isDefault()
    assert not dialog.act_button.isDefault()
    with qtbot.waitSignal(dialog.accepted):
        dialog.act_button.click()


def test_the_ring_follows_the_focus_and_outlives_closed_windows(qtbot: QtBot, qapp: QApplication) -> None:
    ring = FocusRing(qapp)
    page = QWidget()
    qtbot.addWidget(page)
    first, second, card = Button("First"), Button("Second"), Card("Card", padded=True)
    card.body.addWidget(second)
    layout = QVBoxLayout(page)
    layout.addWidget(first)
    layout.addWidget(card)
    page.show()
    first.setFocus()
    qtbot.waitUntil(lambda: ring.ring is not None)
    second.setFocus()
    where = second.mapTo(page, QPoint(-REACH, -REACH))
    qtbot.waitUntil(lambda: ring.ring is not None and ring.ring.pos() == where)
    page.close()
    page.deleteLater()
    qtbot.waitUntil(lambda: ring.ring is None)


@pytest.mark.parametrize(
    ("text", "shown", "told"),
    [("£1,550 outstanding", "£1,550 outst…", "£1,550 outst…"), ("£1,000 unallocated", "£1,0…", "…"),
     ("£50 of £4,550", "£50 of £4,5…", "£50 of…"), ("£50 of £4,550", "£50…", "£50…"), ("£50", "£50", "£50")],
)  # fmt: skip
def test_a_figure_that_is_cut_is_left_out(text: str, shown: str, told: str) -> None:
    assert without_part_of_a_figure(text, shown) == told
