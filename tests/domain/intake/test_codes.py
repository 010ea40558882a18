from datetime import date, datetime

import pytest

from aspire_desktop.domain.intake.cells import Cell, Formatted, as_amount, as_count
from aspire_desktop.domain.intake.codes import as_code
from aspire_desktop.domain.intake.number_formats import code_shown
from aspire_desktop.domain.office.errors import NotUnderstood


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (None, ""),
        ("PO-1", "PO-1"),
        (45001234.0, "45001234"),
        (450012345678.0, "450012345678"),
        (123456789012345.0, "123456789012345"),
        (Formatted(45001234.0, "0045001234"), "0045001234"),
        ("450012345678901234", "450012345678901234"),
        ("4500 1234", "4500 1234"),
        ("12E4", "12E4"),
        ("INS26-07", "INS26-07"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_a_code_is_what_the_cell_shows(cell: Cell, code: str) -> None:
    assert as_code(cell) == code


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("4.50012E+11", "shortened"),
        ("4,5E+11", "shortened"),
        ("4e+11", "shortened"),
        ("4.5E11", "shortened"),
        (4.500123456789012e17, "more than 15 digits"),
        (1_000_000_000_000_000, "more than 15 digits"),
        ("450012345678901000", "more than 15 digits"),
        (date(2026, 3, 1), "the date 01/03/2026"),
        (datetime(2026, 9, 1), "the date 01/09/2026"),  # noqa: DTZ001
    ],
)
def test_what_a_spreadsheet_made_of_a_code_is_refused(cell: Cell, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says):
        as_code(cell)


@pytest.mark.parametrize(
    ("format", "value", "text"),
    [
        ("0000000000", 45001234.0, "0045001234"),
        ('"PO-"00000', 731, "PO-00731"),
        ('"PO-"0', 731, "PO-731"),
        ("[$-809]0000", 12, "0012"),
        ("00-00-00", 123456, "12-34-56"),
        ("000\\/000", 1234, "001/234"),
        ('0 "PO"', 7, "7 PO"),
        ("[Red]0000;-0000", -12, "-0012"),
        ("0000", 123456, None),
        ("0000", 0.5, None),
        ("0000", 10.0**15, None),
        ("General", 45.0, None),
        ("0", 45, None),
        ("#,##0", 45001234, None),
        ('"£"#,##0.00', 350.0, None),
        ("0.00E+00", 4.5e11, None),
        ("dd/mm/yyyy", 45000, None),
        ("0%", 1, None),
        ("@", 4, None),
        (";;;", 4, None),
        ("000.0", 4, None),
    ],
)
def test_a_number_format_shows_a_code_or_a_number(format: str, value: float, text: str | None) -> None:
    assert code_shown(format, value) == text


def test_a_number_shown_as_a_code_is_still_a_number_where_one_is_wanted() -> None:
    assert as_count(Formatted(20, "0020")) == 20
    assert as_amount(Formatted(350, "GBP 350")) == 350
