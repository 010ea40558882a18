import io
from datetime import UTC, datetime

import openpyxl
from messages_at_hand import DATABASE, addressee, occasion

from aspire_desktop.documents.contact.merge_sheet import merge_sheet
from aspire_desktop.domain.contact.messages import merge_row, prepare
from aspire_desktop.domain.contact.wordings import MessageKind, WordingRow, checked, fields_in
from aspire_desktop.domain.office.files import FileFacts

FILE = FileFacts("Ellie Marsh", datetime(2026, 11, 1, 9, tzinfo=UTC), "0.3.0")


def test_each_message_is_a_row_with_its_fields() -> None:
    text = checked("{programme} for {first name}", "Dear {first name},\n\n{all sessions}")
    wording = WordingRow(None, MessageKind.REMINDER, 1, *text)
    people = [addressee(given_name="=Siân"), addressee(given_name="Łukasz")]
    rows = [merge_row(wording, occasion(), prepare(wording, occasion(), each, DATABASE)) for each in people]
    words = [each.words for each in fields_in(wording)]
    content = merge_sheet("Reminder", words, rows, "West Midlands Employers", FILE)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["People"]
    head, first, second = sheet.iter_rows(values_only=True)
    assert head == ("E-mail address", "Programme", "First name", "All sessions", "Subject", "Text")
    assert first[2] == "=Siân"
    assert sheet["C2"].data_type == "s"
    assert second[4] == "Aspire 2.0 for Łukasz"
    assert str(second[5]).startswith("Dear Łukasz,\n\nModule 1: Thursday 12 November 2026, 09:30 to 16:30\n")
