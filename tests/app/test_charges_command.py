"""The charges at the command line, from council-paid participants to the file for a finance system."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from terminal import Terminal

from aspire_desktop.domain.money.charges import ChargeKind
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.services.money.charges import RaiseCharge, SetPrice
from aspire_desktop.storage.lookups.money.charges import charge_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows

COHORTS = """Code,Programme,Delivery partner,Venue,Capacity,Session 1,Session 2,Session 3
INS-1,Inspire OD,West Midlands Employers,Birmingham,20,05/05/2026,06/05/2026,09/06/2026
INS-2,Inspire OD,West Midlands Employers,Birmingham,20,05/05/2026,06/05/2026,09/06/2026
"""
PARTICIPANTS = """Given name,Surname,E-mail address,Employer,Funding,PO number
Zoë,O'Brien,zoe@example.org,Walsall,council,+44 7
Łukasz,Nowak,luk@example.org,Telford & Wrekin,council,PO 8
"""


@pytest.fixture
def charged(terminal: Terminal, database: Path, tmp_path: Path) -> Path:
    for kind, text, more in (
        ("cohorts", COHORTS, ()),
        ("participants", PARTICIPANTS, ("--cohort", "INS-1")),
    ):
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        assert terminal("--database", database, "import", kind, file, *more).code == 0
    with terminal.office(database) as office:
        inspire = next(row.id for row in office.ask(version_rows) if row.title == "Inspire OD")
        price = (Decimal("333.33"), Vat.STANDARD, date(2026, 4, 1))
        office.do(SetPrice(inspire, ChargeKind.PLACE, True, *price))
        for row in office.ask(charge_rows):
            office.do(RaiseCharge(row.charge.charged))
    return database


def test_charges_are_written_for_a_finance_system(charged: Path, terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "charges.csv"
    told = terminal("--json", "--database", charged, "charges", "--cohort", "ins-1", "--out", out)
    assert told.facts == {"charges": 2, "net": 666.66, "vat": 133.34, "gross": 800, "file": str(out)}
    heads, *lines = csv.reader(out.read_text("utf-8-sig").splitlines())
    assert heads[0] == "Date"
    assert [line[2:5] for line in lines] == [
        ["Telford & Wrekin Council", "E06000020", "PO 8"],
        ["Walsall Council", "E08000030", "'+44 7"],
    ]
    other = terminal("--database", charged, "charges", "--cohort", "INS-2", "--out", out)
    assert other.code == 0
    assert "0 charges" in other.out
    assert terminal("--database", charged, "charges", "--out", tmp_path / "x.xlsx").code == 2
