"""The field that chooses one of many: found by other names, likeliest first, taken with Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AlsoCalled
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.ui.forms.organisation_choice import Choice
from aspire_desktop.ui.forms.picker import Option, Picker, fitting_options

BODIES = (
    Option(1, "City of Wolverhampton Council", ("Wolves",)),
    Option(2, "East of England Local Government Association", ("EELGA",)),
    Option(3, "Local Government Association", ("LGA", "The LGA")),
    Option(4, "Rugby Borough Council"),
    Option(5, "Stafford Borough Council"),
    Option(6, "Staffordshire County Council"),
)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("Wolves", 1),
        ("lga", 3),
        ("wolver", 1),
        ("Local Gov", 3),
        ("Rugby", 4),
        ("Stafford", None),
        ("Stafford B", 5),
        ("Council", None),
        ("Narnia", None),
        ("", None),
    ],
)
def test_what_is_typed_names_one_by_any_name_or_by_a_part_that_fits_no_other(
    qtbot: QtBot, typed: str, chosen: int | None
) -> None:
    picker = Picker(BODIES)
    qtbot.addWidget(picker)
    picker.setEditText(typed)
    assert picker.chosen == chosen


def test_what_begins_so_is_offered_before_what_only_holds_it() -> None:
    assert [each.id for each in fitting_options(BODIES, "local gov")] == [3, 2]
    assert [each.id for each in fitting_options(BODIES, "lga")] == [3, 2]


def test_the_only_one_that_fits_is_taken_with_enter_and_spelled_out(qtbot: QtBot) -> None:
    whole = QWidget()
    picker = Picker(BODIES)
    QVBoxLayout(whole).addWidget(picker)
    qtbot.addWidget(whole)
    whole.show()
    qtbot.waitActive(whole)
    picker.setFocus()
    QTest.keyClicks(picker, "wolver")
    completer = picker.completer()
    popup = completer.popup() if completer else None
    assert popup is not None
    qtbot.waitUntil(lambda: popup.isVisible() and popup.currentIndex().isValid())
    assert picker.currentText() == "wolver", "what is marked is not taken yet"
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert picker.currentText() == "City of Wolverhampton Council"
    assert picker.chosen == 1


def test_an_organisation_is_found_by_a_name_that_was_kept_for_it(qtbot: QtBot, opened: Office) -> None:
    today = opened.clock.today()
    body = next(row for row in opened.ask(organisation_rows, today) if "Wolverhampton" in row.name)
    opened.do(AlsoCalled(body.id, "Wolves"))
    choice = Choice()
    qtbot.addWidget(choice)
    choice.offer_rows(opened.ask(organisation_rows, today))
    choice.setEditText("wolves")
    assert choice.organisation == body.id
    choice.setEditText("LGA")
    assert choice.words == "Local Government Association"
