"""The import from choosing a file to taking it back, through keys and what is seen."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from trouble_file import write_workbook

from aspire_desktop.domain.funding import Agreement, Cover
from aspire_desktop.domain.values import CohortId, OrganisationId
from aspire_desktop.services.cohorts import AddCohort, version_rows
from aspire_desktop.services.office import Office
from aspire_desktop.services.organisations import organisation_rows
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.ui.screens.imports.view import CHECK, CONFIRM, MATCH, Imports
from tests.ui.bench import Bench, take_pictures

TODAY = date(2026, 10, 8)


def organisation(office: Office, name: str) -> OrganisationId:
    return next(row.id for row in office.ask(organisation_rows, TODAY) if row.name == name)


@pytest.fixture
def sqlite_location(open_sqlite_location: Location) -> Location:
    """A database with councils and programmes."""
    return open_sqlite_location


@pytest.fixture
def cohort(sqlite_office: Office, sqlite_store: Store) -> CohortId:
    """An Inspire OD cohort of 40 places, and agreements that pay for places."""
    office = sqlite_office
    version = next(row for row in office.ask(version_rows) if row.title == "Inspire OD")
    funders = ("Local Government Association", "Chartered Institute of Personnel and Development")
    with sqlite_store.writing("Ann") as work:
        for funder in funders:
            id = organisation(office, funder)
            begins, ends = date(2026, 4, 1), date(2027, 3, 31)
            agreement = Agreement(f"{funder}/1", id, 50, Decimal("350"), begins, ends)
            work.add(agreement)
            work.add(Cover(agreement.id, version.programme_id))
        store_entry = Entry(office.clock.now(), "Ann", "Agree", "Agree", final=True, schema=SCHEMA)
        sqlite_store.seal(work, store_entry)
    partner = organisation(office, "West Midlands Employers")
    days = (date(2026, 12, 9), date(2026, 12, 10), date(2027, 1, 21))
    return office.do(AddCohort("INS26-WM02", version.id, partner, "Oldbury", days, 40)).value


@pytest.fixture
def trouble(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "Inspire bookings Oct.xlsx").path


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the dialog of the system choose this file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def test_pictures(
    bench: Bench, cohort: CohortId, trouble: Path, monkeypatch: pytest.MonkeyPatch, pictures: Path
) -> None:
    choosing(monkeypatch, trouble)
    screen = bench.go("import", cohort, "participants")
    assert isinstance(screen, Imports)
    bench.settle()
    take_pictures(bench.window, pictures, "import-1-choose")
    screen.choose.browse()
    bench.until(lambda: screen.step == MATCH and screen.drafting.review is not None)
    take_pictures(bench.window, pictures, "import-2-match")
    screen.go_to(CHECK)
    bench.settle()
    take_pictures(bench.window, pictures, "import-3-check")
    screen.check.problems.leave_button.click()
    bench.settle()
    screen.go_to(CONFIRM)
    bench.settle()
    take_pictures(bench.window, pictures, "import-4-confirm")
