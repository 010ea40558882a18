"""Forms as a person fills them in: needs, complaints, and what a colleague changed meanwhile beside mine."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cohort_office import CohortOffice
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.people import PersonRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson, ChangePerson
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.ui.forms.form_row import UNDECIDED, ClashLine, FormRow
from aspire_desktop.ui.forms.person_field import PAGE
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.screens.contact.people.dialogs import AddPersonDialog, ChangePersonDialog
from aspire_desktop.ui.screens.contact.people.view import People
from aspire_desktop.ui.screens.programmes.cohort.add_person import AddPersonDialog as BookPerson
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.field import Field
from tests.ui.bench import Bench, take_picture
from tests.ui.cohort_bench import CTRL, SHIFT, button, dialog, no_dialog, words_in
from tests.ui.test_every_dialog import below


@pytest.fixture
def screen(cohorts: Bench) -> People:
    made = cohorts.go("people")
    assert isinstance(made, People)
    cohorts.until(lambda: "Folake Adebayo" in words_in(made.pane))
    return made


def _row(office: Office, screen: People) -> PersonRow:
    assert screen.current is not None
    row = office.ask(person_row, screen.current.id, office.clock.today())
    assert row is not None
    return row


def _opened(cohorts: Bench, screen: People) -> ChangePersonDialog:
    screen.change_command.trigger()
    cohorts.settle()
    return dialog(ChangePersonDialog)


def _changed(office: Office, row: PersonRow, email: str) -> None:
    office.do(ChangePerson(row.id, row.given_name, row.family_name, email, row.job_title))


def test_what_a_colleague_changed_stays_where_it_was_not_touched(
    cohorts: Bench, screen: People, ellie: Office
) -> None:
    form, row = _opened(cohorts, screen), _row(ellie, screen)
    _changed(ellie, row, "theirs@council.gov.uk")
    form.told["job_title"].setText("Head of OD")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(no_dialog)
    now = _row(ellie, screen)
    assert (now.email, now.job_title) == ("theirs@council.gov.uk", "Head of OD")


def test_the_same_field_shows_theirs_beside_mine(
    cohorts: Bench, screen: People, ellie: Office, pictures: Path
) -> None:
    form, row = _opened(cohorts, screen), _row(ellie, screen)
    _changed(ellie, row, "theirs@council.gov.uk")
    form.told["email"].setText("mine@council.gov.uk")
    form.told["job_title"].setText("Head of OD")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(form.message.isVisible)
    said = words_in(form)
    assert "Ellie Marsh changed this at 10:30." in said
    assert "Your change is not saved yet. Compare the two, then keep one." in said
    assert (form.told["email"].text(), form.told["job_title"].text()) == ("mine@council.gov.uk", "Head of OD")
    [line] = form.findChildren(ClashLine)
    assert (line.mine.words, line.theirs.words) == (
        "Mine: mine@council.gov.uk",
        "Theirs: theirs@council.gov.uk",
    )
    take_picture(form, pictures, "form-clash")
    cohorts.press(Qt.Key.Key_Return)
    assert [each.error for each in form.rows if each.error] == [UNDECIDED]
    line.mine.click()
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(no_dialog)
    now = _row(ellie, screen)
    assert (now.email, now.job_title) == ("mine@council.gov.uk", "Head of OD")


def test_theirs_can_be_kept_and_the_rest_is_saved(cohorts: Bench, screen: People, ellie: Office) -> None:
    form, row = _opened(cohorts, screen), _row(ellie, screen)
    _changed(ellie, row, "theirs@council.gov.uk")
    form.told["email"].setText("mine@council.gov.uk")
    form.told["job_title"].setText("Head of OD")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(form.message.isVisible)
    [line] = form.findChildren(ClashLine)
    line.theirs.click()
    assert form.told["email"].text() == "theirs@council.gov.uk"
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(no_dialog)
    now = _row(ellie, screen)
    assert (now.email, now.job_title) == ("theirs@council.gov.uk", "Head of OD")


def test_several_things_wrong_are_summed_up_with_ways_to_them(
    cohorts: Bench, screen: People, pictures: Path
) -> None:
    screen.add_command.trigger()
    cohorts.settle()
    form = dialog(AddPersonDialog)
    form.told["given_name"].setText("Jo")
    form.told["email"].setText("jo webb at nowhere")
    cohorts.press(Qt.Key.Key_Return)
    assert form.summary.isVisible()
    assert "2 things must be put right" in words_in(form)
    assert form.told["email"].hasFocus()
    take_picture(form, pictures, "form-summary")
    button(form.summary, "Organisation").click()
    assert form.organisation.hasFocus()
    assert form.told["given_name"].text() == "Jo"
    form.reject()


def test_all_that_is_wrong_is_told_at_once(cohorts: Bench, screen: People) -> None:
    screen.add_command.trigger()
    cohorts.settle()
    form = dialog(AddPersonDialog)
    form.told["email"].setText("nowhere")
    cohorts.press(Qt.Key.Key_Return)
    assert "3 things must be put right" in words_in(form)
    assert form.told["given_name"].hasFocus()
    form.told["email"].clear()
    form.told["family_name"].setText("Webb")
    assert [row.name for row in form.rows if row.error] == ["Organisation"], "either name will do"
    form.reject()


def test_a_complaint_goes_as_soon_as_its_field_is_put_right(cohorts: Bench, screen: People) -> None:
    screen.add_command.trigger()
    cohorts.settle()
    form = dialog(AddPersonDialog)
    form.told["given_name"].setText("Jo")
    form.told["email"].setFocus()
    cohorts.type("jo")
    cohorts.press(Qt.Key.Key_Return)
    assert form.summary.isVisible()
    cohorts.type("@walsall.gov.u")
    assert [each.error for each in form.rows if each.error] == ["Choose an organisation from the list"]
    assert form.summary.isHidden(), "one thing alone says it itself"
    form.reject()


def test_what_is_said_beside_a_field_is_true_of_what_stands_there(cohorts: Bench, screen: People) -> None:
    screen.add_command.trigger()
    cohorts.settle()
    form = dialog(AddPersonDialog)
    form.organisation.setFocus()
    cohorts.press(Qt.Key.Key_Return)
    form.told["email"].setText("jo")
    cohorts.press(Qt.Key.Key_Return)
    form.told["email"].setText("jo w")
    assert "“jo w” is not a full e-mail address" in form.rows[2].error
    form.reject()


def test_a_refusal_goes_once_its_field_says_something_else(cohorts: Bench, screen: People) -> None:
    form = _opened(cohorts, screen)
    form.complain(Explanation("Somebody has this address already.", about="email"))
    form.told["job_title"].setText("Head of OD")
    assert form.rows[2].error, "another field does not answer it"
    form.told["email"].setText("jo@walsall.gov.uk")
    assert form.rows[2].error == ""
    form.reject()


def test_a_date_that_was_left_as_it_is_keeps_what_is_said_of_it(qtbot: QtBot) -> None:
    field, other = DateField(date(2026, 10, 7)), DateField(date(2026, 10, 8))
    row = FormRow("Until", field, check=lambda: "" if field.day >= other.day else "Choose a later day.")
    qtbot.addWidget(row)
    row.show()
    row.set_error(row.complaint(of_untouched=True))
    field.editingFinished.emit()
    assert row.error == "Choose a later day."


def test_every_field_tells_that_something_else_stands_in_it() -> None:
    """A list of Qt tells only of its present row: what holds ticks says itself when they change."""
    kinds: list[Any] = [each for each in below(Field) if issubclass(each, QWidget)]
    assert len(kinds) > 12
    for kind in kinds:
        own = kind.when_changed is not Field.when_changed
        assert own or not issubclass(kind, QListWidget), kind
        # that of Qt's own class: PySide may have let go of a subclass's by now
        qt: Any = next(each for each in kind.__mro__ if each.__module__.startswith("PySide6"))
        assert own or qt.staticMetaObject.userProperty().hasNotifySignal(), kind


@pytest.fixture
def adding(cohorts: Bench, furnished: CohortOffice) -> BookPerson:
    """The dialog that books somebody, with nine people of one family name on record."""
    for number in range(9):
        email = f"k{number}.okoro@council.gov.uk"
        furnished.office.do(AddPerson(f"Kemi {number}", "Okoro", email, "Adviser", furnished.employer(2)))
    cohort = furnished.cohort("INS27-09", "Inspire OD", date(2027, 11, 4))
    cohorts.settle()
    cohorts.go("cohort", cohort)
    cohorts.press(Qt.Key.Key_N, CTRL | SHIFT)
    return dialog(BookPerson)


def _lines(form: BookPerson) -> list[str]:
    return [form.person.list.item(at).text() for at in range(form.person.list.count())]


def test_people_are_found_by_pages_and_shown_with_their_council(cohorts: Bench, adding: BookPerson) -> None:
    cohorts.type("okoro")
    cohorts.until(lambda: len(_lines(adding)) == PAGE + 2)
    first, *_, more, new = _lines(adding)
    assert "Kemi 0" in first
    assert "k0.okoro@council.gov.uk" in first
    assert "Council" in first
    assert (more, new) == ("3 more: show them", "Add “okoro” as a new person")
    for _ in range(PAGE):
        cohorts.press(Qt.Key.Key_Down)
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: len(_lines(adding)) == 10)
    assert adding.person.list.currentRow() == PAGE, "the first of those that came"
    cohorts.press(Qt.Key.Key_Return)
    assert adding.person.text() == f"Kemi {PAGE} Okoro"
    assert not adding.person.is_empty
    adding.reject()


def test_nobody_is_chosen_by_what_was_found_for_other_words(cohorts: Bench, adding: BookPerson) -> None:
    cohorts.type("okoro")
    cohorts.until(lambda: len(_lines(adding)) == PAGE + 2)
    cohorts.type(" 8")
    cohorts.press(Qt.Key.Key_Return)
    assert adding.person.is_empty
    cohorts.press(Qt.Key.Key_Escape)
    assert adding.isVisible(), "Esc closes the list first"
    adding.reject()


def test_what_is_needed_is_said_beside_the_label_and_read_with_the_field(qtbot: QtBot) -> None:
    row = FormRow("&Name", TextField(), "As on the letter", need="Enter a name")
    qtbot.addWidget(row)
    row.show()
    assert [each.text() for each in row.findChildren(QLabel) if each.isVisible()][:2] == ["&Name", "needed"]
    assert row.field.accessibleDescription() == "needed. As on the letter"
    row.set_error("Enter a name")
    assert row.field.accessibleDescription() == "Enter a name"
    row.set_error("")
    row.need = ""
    assert "needed" not in [each.text() for each in row.findChildren(QLabel) if each.isVisible()]
    assert row.field.accessibleDescription() == "As on the letter"
