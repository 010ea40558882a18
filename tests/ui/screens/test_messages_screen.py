"""Writing to a cohort from the keyboard: to whom, in what words, which way out, and what was made before."""

import email
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from cohort_office import CohortOffice
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextEdit

from aspire_desktop.domain.contact.messages import MessageState, Way
from aspire_desktop.domain.contact.wordings import MessageKind
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.contact.messages import SaveWording
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.storage.lookups.contact.messages import message_rows
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows, session_rows
from aspire_desktop.ui.screens.contact.messages.view import Messages
from aspire_desktop.ui.screens.contact.messages.wording_dialog import WordingDialog
from tests.ui.bench import Bench, take_picture, take_pictures
from tests.ui.cohort_bench import CTRL, SHIFT, dialog, no_dialog, words_in

PLAIN = ("{programme}: joining instructions", "Dear {first name},\n\nWe meet here:\n{all sessions}\n{venue}")


def _cohort(office: CohortOffice, code: str = "INS26-02") -> CohortId:
    rows = office.office.ask(cohort_rows, office.office.clock.today())
    return next(row.id for row in rows if row.code == code)


@pytest.fixture
def cohort(furnished: CohortOffice) -> CohortId:
    office = furnished.office
    said = vars(office.ask(office_settings)) | {"office_address": "programmes@wme.example"}
    office.do(ChangeSettings(**said))
    office.do(SaveWording(MessageKind.JOINING, *PLAIN))
    return _cohort(furnished)


@pytest.fixture
def screen(cohorts: Bench, cohort: CohortId) -> Messages:
    made = cohorts.go("cohort", cohort)
    cohorts.until(lambda: "INS26-02" in words_in(cohorts.window))
    cohorts.press(Qt.Key.Key_M, CTRL | SHIFT)
    cohorts.until(lambda: cohorts.screen is not made)
    front = cohorts.screen
    assert isinstance(front, Messages)
    cohorts.until(lambda: front.ticks.rowCount() > 0)
    return front


def ready(screen: Messages) -> int:
    return sum(row.prepared.may_go for row in screen.ticks.rows)


def test_who_is_ready_is_ticked_and_the_button_says_how_many(screen: Messages, pictures: Path) -> None:
    said = words_in(screen)
    assert screen.header.title == "Joining instructions, INS26-02"
    assert "Send by Wednesday 2 December 2026: 39 working days left" in said
    assert len(screen.ticks.ticked) == ready(screen) > 5
    assert screen.make_button.text() == f"Make {ready(screen)} drafts"
    assert "first name" in screen.wording.text.toPlainText()
    assert "{" not in screen.wording.text.toPlainText()
    take_pictures(screen.window(), pictures, "messages")


def test_the_preview_is_the_message_of_the_person_chosen(cohorts: Bench, screen: Messages) -> None:
    screen.list.table.setFocus()
    first = screen.ticks.rows[0].prepared
    assert any(f"Dear {first.addressee.place.given_name}," in words for words in words_in(screen.preview))
    cohorts.press(Qt.Key.Key_Down)
    second = screen.ticks.rows[1].prepared
    assert second.letter is not None
    assert second.letter.body in words_in(screen.preview)
    assert any("Calendar entry: " in words for words in words_in(screen.preview))


def _made_in(cohorts: Bench, screen: Messages, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aspire_desktop.ui.desk.desk.ask_where", lambda *_: folder)
    cohorts.press(Qt.Key.Key_Return, CTRL)
    cohorts.until(lambda: screen.news.isVisible())
    cohorts.settle()


def test_drafts_are_made_recorded_and_marked_as_sent(
    cohorts: Bench,
    screen: Messages,
    cohort: CohortId,
    furnished: CohortOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pictures: Path,
) -> None:
    count = ready(screen)
    _made_in(cohorts, screen, tmp_path / "out", monkeypatch)
    files = sorted((tmp_path / "out").glob("*.eml"))
    assert len(files) == count
    read = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert read["X-Unsent"] == "1"
    assert f"{count} messages made in out." in words_in(screen)
    cohorts.until(lambda: not screen.ticks.ticked)
    assert {row.more.split(",")[1] for row in screen.ticks.rows if row.prepared.may_go} == {" not sent"}
    assert not screen.make_button.isEnabled()
    take_pictures(screen.window(), pictures, "messages-drafted")
    cohorts.press(Qt.Key.Key_S, CTRL | SHIFT)
    cohorts.until(lambda: f"{count} messages marked as sent." in words_in(screen))
    rows = furnished.office.ask(message_rows, cohort)
    assert {row.state for row in rows} == {MessageState.SENT}
    assert {row.more for row in screen.ticks.rows if row.prepared.may_go} == {"sent 8 Oct"}
    cohorts.desk.undo()
    cohorts.until(lambda: screen.sent_command.isEnabled())


def test_a_moved_session_asks_for_an_update(
    cohorts: Bench,
    screen: Messages,
    cohort: CohortId,
    furnished: CohortOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = ready(screen)
    _made_in(cohorts, screen, tmp_path, monkeypatch)
    cohorts.press(Qt.Key.Key_S, CTRL | SHIFT)
    cohorts.until(lambda: not screen.sent_command.isEnabled())
    assert not screen.warning.isVisible()
    day = furnished.office.ask(session_rows, cohort)[0]
    cohorts.desk.do(MoveSession(day.id, day.on, day.starts.replace(hour=8), day.ends))
    cohorts.until(lambda: screen.warning.isVisible())
    assert f"{count} need an updated invitation." in words_in(screen)
    screen.write_button.click()
    cohorts.until(lambda: screen.header.title == "Change, INS26-02" and bool(screen.ticks.ticked))
    assert not screen.warning.isVisible()
    assert any("Update 1 of the same calendar entry" in words for words in words_in(screen.preview))


def test_who_cannot_get_it_says_why_and_f8_goes_there(
    cohorts: Bench, screen: Messages, pictures: Path
) -> None:
    text = "Your place: {how it is paid}"
    cohorts.desk.do(SaveWording(MessageKind.JOINING, "Welcome", text))
    cohorts.until(lambda: any(not row.prepared.may_go for row in screen.ticks.rows))
    missing = [row for row in screen.ticks.rows if row.more == "PO number"]
    assert missing
    assert not {row.prepared.enrolment_id for row in missing} & {
        row.prepared.enrolment_id for row in screen.ticks.ticked
    }
    cohorts.press(Qt.Key.Key_F8)
    assert screen.list.current is not None
    assert not screen.list.current.prepared.may_go
    assert "This message cannot go." in words_in(screen.preview)
    take_pictures(screen.window(), pictures, "messages-missing")


def test_addresses_are_copied_and_the_sheet_is_written(
    cohorts: Bench, screen: Messages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = ready(screen)
    cohorts.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert screen.ways.way is Way.ADDRESSES
    cohorts.press(Qt.Key.Key_Return, CTRL)
    assert QGuiApplication.clipboard().text().count("@") == count
    assert f"{count} addresses copied." in words_in(screen)
    assert len(screen.ticks.ticked) == count
    screen.news.hide()
    cohorts.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    _made_in(cohorts, screen, tmp_path / "merge.xlsx", monkeypatch)
    assert openpyxl.load_workbook(tmp_path / "merge.xlsx")["People"].max_row == count + 1


def test_one_mail_to_all_is_offered_only_where_the_text_is_alike(cohorts: Bench, screen: Messages) -> None:
    assert not screen.ways.buttons[Way.BCC].isEnabled()
    assert "One BCC mail: not with fields for each person." in " ".join(words_in(screen.ways))
    cohorts.desk.do(SaveWording(MessageKind.JOINING, "Welcome", "Dear all, we meet on {date}."))
    cohorts.until(lambda: screen.ways.buttons[Way.BCC].isEnabled())
    cohorts.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert screen.make_button.text() == f"Make one mail to {ready(screen)}"


def test_the_wording_is_changed_by_fields_that_there_are(
    cohorts: Bench, screen: Messages, pictures: Path
) -> None:
    cohorts.press(Qt.Key.Key_W, CTRL | SHIFT)
    form = dialog(WordingDialog)
    assert "{first name}" in form.text.toPlainText()
    take_picture(form, pictures, "messages-wording")
    form.text.setPlainText("Dear {dietary needs}")
    form.send_button.click()
    cohorts.until(lambda: any("no field “dietary needs”" in words for words in words_in(form)))
    form.text.setPlainText("Dear {first name}\nfrom {sender}")
    form.send_button.click()
    cohorts.until(no_dialog)
    cohorts.until(lambda: "Dear" in screen.wording.text.toPlainText() and "sender" in _text(screen))


def _text(screen: Messages) -> str:
    shown: QTextEdit = screen.wording.text
    return shown.toPlainText()


def test_without_an_address_of_the_office_nobody_is_invited_and_it_says_so(
    cohorts: Bench, screen: Messages
) -> None:
    said = vars(cohorts.desk.office.ask(office_settings)) | {"office_address": ""}
    cohorts.desk.do(ChangeSettings(**said))
    cohorts.until(
        lambda: any("enter the office’s e-mail address" in words for words in words_in(screen.preview))
    )
    assert not any("Calendar entry" in words for words in words_in(screen.preview))
