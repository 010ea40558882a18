"""Finance at double text size in a window of the usual width: nothing that must be pressed is cut off."""

from busy_office import BusyOffice
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.screens.money.finance.settlement_dialogs import RemittanceDialog
from aspire_desktop.ui.screens.money.finance.settlements import SettlementsTab
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.screens.money.finance.year_end import YearEndTab
from aspire_desktop.ui.screens.office.organisations.view import Organisations
from aspire_desktop.ui.widgets.focus_ring import REACH
from aspire_desktop.ui.widgets.scrolled import Scrolled
from tests.ui.bench import STANDARD, Bench
from tests.ui.readable import unreadable
from tests.ui.test_finance import JUNE
from tests.ui.test_kept_pictures import at_rest, drawn, walked

NARROW = QSize(1024, 768)


def whole(widget: QWidget, within: QWidget) -> bool:
    """Say whether all of a widget that it needs can be seen within another."""
    shown = QRect(widget.mapTo(within, QPoint()), widget.size())
    return within.rect().contains(shown) and widget.width() >= widget.minimumSizeHint().width()


def cut(screen: QWidget) -> list[str]:
    """Name what is wider than the part that shows it, and cannot be scrolled to."""
    return [
        f"{inside.width()} in {area.viewport().width()}"
        for area in screen.findChildren(Scrolled)
        if area.isVisible() and (inside := area.widget()) and inside.width() > area.viewport().width()
        if area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ]


def test_panes_and_their_forms_can_be_seen_whole_in_larger_text(busy_bench: Bench) -> None:
    theme().set_text_size(150)
    busy_bench.window.resize(1366, 768)
    for key in ("people", "cohorts", "history"):
        screen = busy_bench.go(key)
        busy_bench.until(lambda: at_rest(busy_bench))
        assert cut(screen) == [], key
    organisations = busy_bench.go("organisations")
    assert isinstance(organisations, Organisations)
    organisations.details_command.trigger()
    busy_bench.settle()
    assert cut(organisations) == []


def test_every_screen_can_be_read_in_larger_text_in_a_narrow_window(busy_bench: Bench) -> None:
    theme().set_text_size(150)
    seen = 0
    for name in walked(busy_bench):
        drawn(busy_bench, NARROW)
        assert unreadable(busy_bench.window) == [], name
        seen += 1
    assert seen > 20


def test_the_ring_round_a_field_of_a_pane_is_not_cut(busy_bench: Bench) -> None:
    screen = busy_bench.go("organisations")
    assert isinstance(screen, Organisations)
    screen.details_command.trigger()
    busy_bench.settle()
    for row in screen.details_form.rows:
        [area] = screen.details_form.findChildren(Scrolled)
        left = row.field.mapTo(area.viewport(), QPoint()).x()
        assert left >= REACH
        assert left + row.field.width() + REACH <= area.viewport().width()


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
