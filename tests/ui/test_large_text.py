"""Finance at double text size in a window of the usual width: nothing that must be pressed is cut off."""

from busy_office import BusyOffice
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.screens.money.finance.settlement_dialogs import RemittanceDialog
from aspire_desktop.ui.screens.money.finance.settlements import SettlementsTab
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.screens.money.finance.year_end import YearEndTab
from tests.ui.bench import STANDARD, Bench
from tests.ui.test_finance import JUNE


def whole(widget: QWidget, within: QWidget) -> bool:
    """Say whether all of a widget that it needs can be seen within another."""
    shown = QRect(widget.mapTo(within, QPoint()), widget.size())
    return within.rect().contains(shown) and widget.width() >= widget.minimumSizeHint().width()


def test_nothing_is_cut_off_at_double_text_size(busy_bench: Bench, opened: Office, busy: BusyOffice) -> None:
    opened.do(SubmitReturn(busy.agreement, *JUNE))
    busy_bench.window.resize(STANDARD)
    theme().set_text_size(200)
    screen = busy_bench.go("finance", tab="returns")
    assert isinstance(screen, Finance)
    checks = screen.returns.checks
    busy_bench.until(lambda: whole(checks.submit_button, checks))
    assert checks.width() >= checks.minimumSizeHint().width()
    busy_bench.go("finance", tab="year-end")
    tab = screen.tab
    assert isinstance(tab, YearEndTab)
    busy_bench.until(lambda: whole(tab.every, tab.left))
    busy_bench.go("finance", tab="payments")
    payments = screen.tab
    assert isinstance(payments, SettlementsTab)
    payments.record_command.trigger()
    busy_bench.settle()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, RemittanceDialog)
    [field] = asked.shares.fields.values()
    busy_bench.until(lambda: whole(field, asked.shares.viewport()))
    asked.reject()
