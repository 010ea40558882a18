"""People as a person sees and works them."""

from datetime import date
from pathlib import Path

import pytest
from cohort_office import CohortOffice
from PySide6.QtCore import Qt

from aspire_desktop.domain.office.people import Chosen
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.lookups.office.people import employment_rows, person_rows
from aspire_desktop.ui.looks.theme import Choice, theme
from aspire_desktop.ui.screens.contact.people.dialogs import (
    AddPersonDialog,
    CertificateNameDialog,
    ChangePersonDialog,
    MovePersonDialog,
)
from aspire_desktop.ui.screens.contact.people.erasing import EraseDialog
from aspire_desktop.ui.screens.contact.people.merging import MergeDialog
from aspire_desktop.ui.screens.contact.people.view import People
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from aspire_desktop.ui.widgets.comparison import Pick
from aspire_desktop.ui.widgets.fields import ChoiceField
from tests.ui.bench import Bench, take_picture, take_pictures
from tests.ui.cohort_bench import button, dialog, no_dialog, words_in


@pytest.fixture
def screen(cohorts: Bench) -> People:
    made = cohorts.go("people")
    assert isinstance(made, People)
    assert cohorts.window.focusWidget() is made.table
    cohorts.until(lambda: "Folake Adebayo" in words_in(made.pane))
    return made


def _names(screen: People) -> list[str]:
    return [str(screen.model.index(row, 0).data()) for row in range(screen.model.rowCount())]


def test_the_pane_tells_jobs_cohorts_and_certificate_name(cohorts: Bench, screen: People) -> None:
    assert _names(screen)[:2] == ["Adebayo, Folake", "Ashworth, Daniel"]
    said = words_in(screen.pane)
    for words in ("folake.adebayo@council.gov.uk", "Folake Adebayo, as recorded", "Birmingham City Council"):
        assert words in said
    button(screen.pane, "INS26-02").click()
    cohorts.settle()
    assert isinstance(cohorts.screen, CohortWorkspace)


def test_typing_finds_people_by_any_part_of_name_or_address(cohorts: Bench, screen: People) -> None:
    cohorts.ctrl(Qt.Key.Key_F)
    cohorts.type("harp gill")
    cohorts.press(Qt.Key.Key_Return)
    assert _names(screen) == ["Gill, Harpreet"]
    assert screen.counted.text() == "1 of 11 people"
    screen.search.setText("nobody like this")
    cohorts.press(Qt.Key.Key_Return)
    assert "Nobody matches these filters" in words_in(screen)


def test_somebody_is_added_by_keyboard_and_chosen(cohorts: Bench, screen: People) -> None:
    cohorts.ctrl(Qt.Key.Key_N)
    form = dialog(AddPersonDialog)
    cohorts.type("Tunde")
    cohorts.press(Qt.Key.Key_Return)
    assert form.organisation_row.error == "Choose an organisation from the list"
    form.told["family_name"].setText("Lawal")
    form.told["email"].setText("folake.adebayo@council.gov.uk")
    form.organisation.setEditText("Birmingham City Council")
    cohorts.press(Qt.Key.Key_Return)
    assert "folake.adebayo@council.gov.uk is the address of Folake Adebayo." in words_in(form.message)
    assert form.told["family_name"].text() == "Lawal"
    form.told["email"].clear()
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    cohorts.until(lambda: "Tunde Lawal" in words_in(screen.pane))
    assert str(screen.table.currentIndex().data()) == "Lawal, Tunde"


def test_somebody_is_changed_and_it_is_undone(cohorts: Bench, screen: People) -> None:
    cohorts.press(Qt.Key.Key_F2)
    form = dialog(ChangePersonDialog)
    form.told["family_name"].setText("Adebayo-Grant")
    cohorts.press(Qt.Key.Key_Return)
    assert _names(screen)[0] == "Adebayo-Grant, Folake"
    cohorts.ctrl(Qt.Key.Key_Z)
    assert _names(screen)[0] == "Adebayo, Folake"


def test_somebody_moves_and_the_old_job_stays_on_record(
    cohorts: Bench, screen: People, furnished: CohortOffice
) -> None:
    screen.move_command.trigger()
    cohorts.settle()
    form = dialog(MovePersonDialog)
    form.organisation.setEditText("Walsall Metropolitan Borough Council")
    if form.organisation.chosen is None:
        form.organisation.setEditText("Coventry City Council")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    office = furnished.office
    [folake] = office.ask(person_rows, office.clock.today(), "folake")
    jobs = office.ask(employment_rows, folake.id, office.clock.today())
    assert [job.until is None for job in jobs] == [True, False]
    cohorts.until(lambda: "HR Business Partner · until 7 Oct 2026" in words_in(screen.pane))


def test_a_spelling_is_confirmed_for_certificates(cohorts: Bench, screen: People) -> None:
    screen.name_command.trigger()
    cohorts.settle()
    form = dialog(CertificateNameDialog)
    assert form.name.text() == "Folake Adebayo"
    form.name.setText("Dr Folake Adebayo")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: "Dr Folake Adebayo" in words_in(screen.pane))


def _merging(cohorts: Bench, screen: People, furnished: CohortOffice) -> MergeDialog:
    """Folake Adebayo with another record of hers, married, at another council and on another cohort."""
    office, walsall = furnished.office, furnished.employer(2)
    married = office.do(AddPerson("Folake", "Adebayo-Grant", "f.grant@walsall.gov.uk", "OD Lead", walsall))
    cohort = furnished.cohort("INS26-03", "Inspire OD", date(2026, 11, 4))
    office.do(EnrolParticipant(cohort, married.value, Funding.LGA))
    screen.load()
    cohorts.settle()
    screen.table.setCurrentIndex(screen.model.index(0, 0))
    screen.merge_command.trigger()
    cohorts.settle()
    return dialog(MergeDialog)


def test_two_records_are_compared_and_merged_and_it_is_undone(
    cohorts: Bench, screen: People, furnished: CohortOffice, pictures: Path
) -> None:
    form = _merging(cohorts, screen, furnished)
    cohorts.press(Qt.Key.Key_Return)
    assert form.other_row.error == "Choose the other record from the list"
    cohorts.type("adebayo-gr")
    cohorts.until(lambda: "Folake Adebayo-Grant" in words_in(form))
    said = words_in(form)
    assert {"OD Lead", "HR Business Partner", "INS26-02", "INS26-03"} <= set(said)
    assert "Folake Adebayo takes over the bookings of INS26-03." in form.outcome.text()
    assert "on INS26-03 is given up, since an agreement pays for one a person" in form.outcome.text()
    assert form.other_row.error == ""
    assert "Both records have a value: choose what stays" in said
    fields = {each.accessibleName(): each for each in form.choices.findChildren(ChoiceField)}
    fields["E-mail address"].setCurrentText("f.grant@walsall.gov.uk")
    assert Chosen("E-mail address", "f.grant@walsall.gov.uk") in form.choices.chosen
    for choice in (Choice.DARK, Choice.LIGHT):
        theme().choose(choice)
        take_picture(form, pictures, f"people-merging-{choice}")
    [other] = [each for each in form.findChildren(Pick) if "Adebayo-Grant" in each.words]
    other.click()
    cohorts.until(lambda: "takes over the bookings of INS26-02" in form.outcome.text())
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    cohorts.until(lambda: "Earlier names" in words_in(screen.pane))
    assert _names(screen)[0] == "Adebayo-Grant, Folake"
    assert any("Folake Adebayo, folake.adebayo@" in words for words in words_in(screen.pane))
    take_pictures(cohorts.window, pictures, "people-merged")
    cohorts.ctrl(Qt.Key.Key_Z)
    cohorts.until(lambda: _names(screen)[:2] == ["Adebayo, Folake", "Adebayo-Grant, Folake"])


def test_enter_merges_nothing_that_was_not_compared_yet(
    cohorts: Bench, screen: People, furnished: CohortOffice
) -> None:
    form = _merging(cohorts, screen, furnished)
    cohorts.type("adebayo-gr")
    assert form.other.is_empty, "what was found for other words chooses nobody"
    cohorts.press(Qt.Key.Key_Return)
    assert dialog(MergeDialog) is form
    cohorts.until(lambda: "Folake Adebayo-Grant" in words_in(form))
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(no_dialog)


def test_records_on_one_cohort_are_not_merged(
    cohorts: Bench, screen: People, furnished: CohortOffice
) -> None:
    form = _merging(cohorts, screen, furnished)
    cohorts.type("Ashworth")
    cohorts.until(lambda: "Daniel Ashworth" in words_in(form))
    assert "Folake Adebayo and Daniel Ashworth are both on INS26-02." in words_in(form.message)
    assert not form.send_button.isEnabled()
    form.reject()


def _erasing(cohorts: Bench, screen: People) -> EraseDialog:
    screen.erase_command.trigger()
    cohorts.settle()
    return dialog(EraseDialog)


def test_whoever_is_booked_is_restricted_and_not_erased(
    cohorts: Bench, screen: People, pictures: Path
) -> None:
    form = _erasing(cohorts, screen)
    said = words_in(form)
    assert "Folake Adebayo cannot be erased yet:" in said
    assert "•  INS26-02 is not over, and they are booked on it: withdraw them first." in said
    for choice in (Choice.DARK, Choice.LIGHT):
        theme().choose(choice)
        take_picture(form, pictures, f"people-erasing-not-yet-{choice}")
    assert form.send_button.text() == "Restrict record"
    cohorts.press(Qt.Key.Key_Return)
    assert form.sure_row.error == "Tick this to go on"
    cohorts.press(Qt.Key.Key_Space)
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    cohorts.until(
        lambda: any(words.startswith("Restricted since 8 Oct 2026") for words in words_in(screen.pane))
    )
    assert not screen.merge_command.isEnabled()
    take_pictures(cohorts.window, pictures, "people-restricted")
    form = _erasing(cohorts, screen)
    assert form.send_button.text() == "Lift restriction"
    form.sure.setChecked(True)
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: not any(words.startswith("Restricted") for words in words_in(screen.pane)))


def test_somebody_is_erased_after_a_tick(
    cohorts: Bench, screen: People, furnished: CohortOffice, pictures: Path
) -> None:
    added = AddPerson("Aaron", "Aardvark", "a.aardvark@walsall.gov.uk", "Adviser", furnished.employer(2))
    person = furnished.office.do(added).value
    screen.load()
    cohorts.until(lambda: "Aardvark, Aaron" in _names(screen))
    screen.table.setCurrentIndex(screen.model.index(0, 0))
    cohorts.until(lambda: "Aaron Aardvark" in words_in(screen.pane))
    form = _erasing(cohorts, screen)
    assert any("Erasing cannot be taken back." in words for words in words_in(form))
    cohorts.press(Qt.Key.Key_Return)
    assert form.sure_row.error == "Tick this to go on"
    take_picture(form, pictures, "people-erasing")
    cohorts.press(Qt.Key.Key_Space)
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    reference = f"P-{person:05}"
    cohorts.until(lambda: reference in words_in(screen.pane))
    assert reference in _names(screen)
    assert any(words.startswith("Erased on 8 Oct 2026") for words in words_in(screen.pane))
    assert "Aardvark" not in " ".join(words_in(screen.pane))
    for command in (screen.change_command, screen.move_command, screen.name_command, screen.erase_command):
        assert not command.isEnabled()
    take_pictures(cohorts.window, pictures, "people-erased")


def test_pictures(cohorts: Bench, screen: People, pictures: Path) -> None:
    take_pictures(cohorts.window, pictures, "people")
