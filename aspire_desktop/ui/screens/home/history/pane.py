"""The pane beside the history: what the action chosen changed, fact by fact."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.facts import FactChange
from aspire_desktop.domain.office.history import ActionRow, RowChange
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.changes import fact_changes
from aspire_desktop.ui.lists.unchosen import Unchosen
from aspire_desktop.ui.looks.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import breakable, label, rule
from aspire_desktop.ui.widgets.scrolled import Scrolled

TITLE, WIDTH = "What was changed", 360
SHOWN = 60
"""Records told in the pane: an import may change thousands."""
NO_FACTS = (
    "What was changed is told of organisations, people, cohorts, bookings and projects that were on record "
    "already. There is nothing to tell of this action."
)


@dataclass(frozen=True)
class ToldAction:
    """An action and what it changed."""

    action: ActionRow
    rows: Sequence[RowChange]


def told(action: ActionRow, office: Office) -> ToldAction:
    """Ask what an action changed."""
    return ToldAction(action, office.ask(fact_changes, [action.id], office.clock.today()).get(action.id, ()))


class ActionPane(Card):
    """Shows one action, or why there is none. Its parts are made again for each."""

    def __init__(self) -> None:
        super().__init__(TITLE)
        self.setMinimumWidth(WIDTH - 80)
        self._scroll = Scrolled(keys=True, sideways=True)
        self.body.addWidget(self._scroll)
        self.setFocusProxy(self._scroll)
        self._found: ToldAction | Unchosen = Unchosen("clock")
        self._show()

    def show_told(self, found: ToldAction | Unchosen) -> None:
        """Show an action, or say why there is none; who reads one that stays as it was is left at peace."""
        if found != self._found:
            self._found = found
            self._show()

    def _show(self) -> None:
        found = self._found
        self._scroll.setWidget(found.page() if isinstance(found, Unchosen) else _page(found))
        self._scroll.setAccessibleName(TITLE)
        self._scroll.setAccessibleDescription("" if isinstance(found, Unchosen) else _spoken(found))


def _page(found: ToldAction) -> QWidget:
    page = QWidget()
    whole = QVBoxLayout(page)
    whole.setContentsMargins(*[CARD_PADDING] * 4)
    whole.setSpacing(4)
    at = found.action.at.astimezone(OFFICE_ZONE)
    whole.addWidget(_words(found.action.title, TypeRole.PANE))
    whole.addWidget(_words(f"{found.action.actor}, {short_date(at.date())} at {at:%H:%M}", ink="2"))
    if not found.rows:
        whole.addSpacing(8)
        whole.addWidget(_words(NO_FACTS, ink="2"))
    for row in found.rows[:SHOWN]:
        _add_row(whole, row)
    if (more := len(found.rows) - SHOWN) > 0:
        whole.addWidget(_words(f"and {more:,} more records", ink="2"))
    whole.addStretch(1)
    return page


def _add_row(whole: QVBoxLayout, row: RowChange) -> None:
    whole.addSpacing(4)
    whole.addWidget(rule())
    whole.addSpacing(4)
    whole.addWidget(_words(row.called, TypeRole.STRONG))
    for fact in row.facts:
        whole.addWidget(_words(_said(fact)))


def _said(fact: FactChange) -> str:
    if fact.untold:
        return fact.words
    return f"{fact.label}: {fact.before or 'nothing'} → {fact.after or 'nothing'}"


def _spoken(found: ToldAction) -> str:
    """Say to a screen reader what stands in the pane."""
    rows = (f"{row.called}: {'; '.join(each.words for each in row.facts)}" for row in found.rows[:SHOWN])
    return ". ".join(rows) or NO_FACTS


def _words(text: str, role: TypeRole = TypeRole.BODY, ink: str = "") -> QWidget:
    made = label(breakable(text), role, ink, wraps=True)
    made.setAccessibleName(text)
    return made
