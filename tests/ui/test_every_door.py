"""One rule for one kind of value: action, form, import and command read the same words alike."""

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from aspire_desktop.app.parser import a_count, a_date
from aspire_desktop.domain.intake.cells import Sheet as Cells
from aspire_desktop.domain.intake.cells import SheetRow
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_tables import table_from
from aspire_desktop.domain.intake.imports import Checks
from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.wording import rules_of
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import MoneyField

Door = Callable[[str], object]
REFUSED = "refused"
ROWS: dict[ImportKind, dict[str, str]] = {
    ImportKind.PEOPLE: {"First name": "Zoe", "Last name": "Ash", "E-mail": "", "Organisation": "Walsall"},
    ImportKind.ORGANISATIONS: {"Name": "Walsall", "GSS code": ""},
    ImportKind.PARTICIPANTS: {"First name": "Zoe", "Last name": "Ash", "Organisation": "Walsall", "PO": ""},
    ImportKind.AGREEMENTS: {
        "Reference": "LGA/1", "Funder": "LGA", "Programme": "Aspire", "Places": "1", "Unit amount": "1",
        "Begins": "1/4/2026", "Ends": "31/3/2099",
    },
}  # fmt: skip


def imported(kind: ImportKind, heading: str, of: str) -> Door:
    """Give the door of the import: a file of one row with these words under the heading."""

    def read(words: str) -> object:
        row = ROWS[kind] | {heading: words}
        sheet = Cells((SheetRow(1, tuple(row)), SheetRow(2, tuple(row.values()))))
        (line,) = (each.line for each in table_from(sheet, kind, Checks()).rows)
        return getattr(line, of, REFUSED)

    return read


def done(kind: type[Action[Any]], field: str) -> Door:
    """Give the door of an action: what Office makes of its words before it is carried out."""
    return rules_of(kind)[field]


def typed_date(words: str) -> object:
    field = DateField(date(2026, 1, 1))
    field.setText(words)
    return REFUSED if field.trouble else field.day


def typed_pounds(words: str) -> object:
    field = MoneyField()
    field.setText(words)
    return REFUSED if field.trouble else field.given


DOORS: dict[str, tuple[Door, ...]] = {
    "address": (imported(ImportKind.PEOPLE, "E-mail", "email"), done(AddPerson, "email")),
    "date": (imported(ImportKind.AGREEMENTS, "Begins", "begins"), a_date, typed_date),
    "pounds": (imported(ImportKind.AGREEMENTS, "Unit amount", "unit"), typed_pounds),
    "count": (imported(ImportKind.AGREEMENTS, "Places", "places"), a_count),
    "gss": (imported(ImportKind.ORGANISATIONS, "GSS code", "gss"), done(AddOrganisation, "gss")),
    "code": (imported(ImportKind.PARTICIPANTS, "PO", "po_number"), done(AddCohort, "code")),
    "name": (imported(ImportKind.PEOPLE, "Last name", "family_name"), done(AddPerson, "family_name")),
}
SAID: list[tuple[str, str, object]] = [
    ("address", "jo webb at nowhere", REFUSED),
    ("address", "p.langford@stoke", REFUSED),
    ("address", "a@x.gov.uk; b@x.gov.uk", REFUSED),
    ("address", "mailto:J.Webb@WALSALL.gov.uk ", "J.Webb@walsall.gov.uk"),
    ("address", "n/a", ""),
    ("date", "8 Oct 2026", date(2026, 10, 8)),
    ("date", "Thursday 8th of October 2026", date(2026, 10, 8)),
    ("date", "08/10/26", date(2026, 10, 8)),
    ("date", "2026-10-08", date(2026, 10, 8)),
    ("date", "31 June 2026", REFUSED),
    ("date", "soon", REFUSED),
    ("pounds", "£1,350.00", Decimal("1350.00")),
    ("pounds", "350.5", Decimal("350.5")),
    ("pounds", "1,05", REFUSED),
    ("pounds", "1e3", REFUSED),
    ("pounds", "350.005", REFUSED),
    ("pounds", "-5", REFUSED),
    ("count", "1,300", 1300),
    ("count", "0", REFUSED),
    ("count", "²", REFUSED),
    ("count", "9999999", REFUSED),
    ("gss", "e08000030", "E08000030"),
    ("gss", "E0800003", REFUSED),
    ("code", "PO 0045", "PO 0045"),
    ("code", "4.50012E+11", REFUSED),
    ("code", "45001234567890100000", REFUSED),
    ("name", "O’Neill", "O’Neill"),
    ("name", "O?Neill", REFUSED),
    ("name", "Bell\u202e", REFUSED),
    ("name", "Be\u200bll", "Bell"),
]


@pytest.mark.parametrize(("rule", "words", "wanted"), SAID)
def test_every_door_reads_the_same(rule: str, words: str, wanted: object, qtbot: QtBot) -> None:
    for door in DOORS[rule]:
        try:
            read = door(words)
        except (NotUnderstood, argparse.ArgumentTypeError):
            read = REFUSED
        assert read == wanted, door
