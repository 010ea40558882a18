"""Whatever the window writes, the locks of the open database stay: no file of it is opened but by SQLite."""

from collections.abc import Callable
from pathlib import Path

import pytest
from busy_office import BusyOffice
from held_locks import locks_on
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from systems import on_linux

from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.programmes.certificates import IssueCertificates
from aspire_desktop.storage.engines import Location
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.screens.money.finance.year_end import YearEndTab
from aspire_desktop.ui.screens.programmes.cohort.certificates import CertificatesTab
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from tests.ui.bench import Bench
from tests.ui.conftest import Saving
from tests.ui.test_finance import JUNE, finance

COHORT = CohortId(1)


def _list(key: Qt.Key) -> Callable[[Bench], None]:
    def written(bench: Bench) -> None:
        [rows] = bench.go("people").findChildren(RowList)
        rows.table.setFocus()
        bench.ctrl(key)

    return written


def _return(bench: Bench) -> None:
    finance(bench).returns.save_command.trigger()


def _without_names(bench: Bench) -> None:
    finance(bench).files.nameless_command.trigger()


def _evidence(bench: Bench) -> None:
    screen = finance(bench)
    screen.returns.list.choose_submitted()
    bench.settle()
    screen.files.evidence_command.trigger()
    bench.press(Qt.Key.Key_Return)


def _year_end(bench: Bench) -> None:
    screen = bench.go("finance", tab="year-end")
    assert isinstance(screen, Finance)
    assert isinstance(screen.tab, YearEndTab)
    screen.tab.export_command.trigger()


def _certificates(bench: Bench) -> None:
    screen = bench.go("cohort", COHORT, "certificates")
    assert isinstance(screen, CohortWorkspace)
    assert isinstance(screen.tab, CertificatesTab)
    screen.tab.save_command.trigger()


WRITTEN: dict[str, Callable[[Bench], None]] = {
    "list to Excel": _list(Qt.Key.Key_E),
    "list for printing": _list(Qt.Key.Key_P),
    "return": _return,
    "return without names": _without_names,
    "evidence pack": _evidence,
    "year end": _year_end,
    "certificates": _certificates,
}


@on_linux
@pytest.mark.parametrize("written", WRITTEN)
def test_no_lock_goes_while_the_window_writes(
    busy_bench: Bench,
    opened: Office,
    busy: BusyOffice,
    open_sqlite_location: Location,
    tmp_path: Path,
    saving: Saving,
    monkeypatch: pytest.MonkeyPatch,
    written: str,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _address: True)
    opened.do(SubmitReturn(busy.agreement, *JUNE))
    opened.do(IssueCertificates(tuple(busy.places["ASP26-WM01"][:2])))
    database, folder = open_sqlite_location.file, tmp_path / "written"
    assert database is not None
    folder.mkdir()
    saving.at(folder)
    before = locks_on(database)
    assert {place for place, *_ in before} == {"file", "-shm"}
    WRITTEN[written](busy_bench)
    busy_bench.until(lambda: any(folder.iterdir()))
    assert locks_on(database) == before
