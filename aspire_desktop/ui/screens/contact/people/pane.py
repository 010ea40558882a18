"""The pane beside the list: where somebody works and worked, their cohorts, and the name on certificates."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aspire_desktop.domain.office.people import (
    CERTIFICATE_NAME,
    EMAIL,
    NAME,
    OF_JOB,
    PERSON,
    EmploymentRow,
    FormerNameRow,
    PersonRow,
    full_name,
)
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.domain.programmes.enrolments import TakenPartRow
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.unchosen import Unchosen
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole
from aspire_desktop.ui.screens.contact.people.model import Facts
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import ElidedLabel, Link, label, rule
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.scrolled import Scrolled
from aspire_desktop.ui.widgets.words import BOOKINGS, NOT_RECORDED
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

WIDTH = 350
_UNDER_HEADINGS = tuple(fact for fact in PERSON if fact.table == "people" and fact not in (*NAME, EMAIL))


class PersonPane(Card):
    """Shows one person, or why there is none; `wanted` carries the Destination of a cohort."""

    wanted = Signal(Destination)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Details")
        self.setMinimumWidth(WIDTH - 70)
        self._commands: Sequence[QAction] = ()
        self._scroll = Scrolled(keys=True, sideways=True)
        self.body.addWidget(self._scroll)
        self.setFocusProxy(self._scroll)
        self.show_facts(Unchosen("user"))

    def offer(self, commands: Sequence[QAction]) -> None:
        """Show these commands with whoever is shown next."""
        self._commands = commands

    def show_facts(self, found: Facts | Unchosen) -> None:
        """Show somebody, or why nobody; the parts are made again for each person."""
        page = found.page() if isinstance(found, Unchosen) else self._page(found)
        self._scroll.setWidget(page)
        page.setAutoFillBackground(False)

    def _page(self, found: Facts) -> QWidget:
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(CARD_PADDING + 2, CARD_PADDING, CARD_PADDING + 2, CARD_PADDING)
        whole.setSpacing(10)
        person = found.person
        whole.addWidget(label(person.full_name(), TypeRole.PANE, wraps=True))
        if person.erased_on is None:
            whole.addWidget(label(person.email or "No e-mail address recorded", ink="2", wraps=True))
        if said := _kept_apart(person):
            whole.addWidget(label(said, ink="2", wraps=True))
        buttons = WrappingRow()
        for command in self._commands:
            buttons.addWidget(_button(command))
        whole.addLayout(buttons)
        if person.erased_on is None:
            self._add_told(whole, person)
        self._add_earlier(whole, found.earlier)
        self._add_jobs(whole, found.jobs)
        self._add_cohorts(whole, found.cohorts)
        whole.addStretch(1)
        return page

    def _add_told(self, whole: QVBoxLayout, person: PersonRow) -> None:
        """Add what is told of somebody under a heading of its own."""
        usual = {CERTIFICATE_NAME.name: f"{person.full_name()}, as recorded"}
        for fact in _UNDER_HEADINGS:
            if shown := fact.of(person) or usual.get(fact.name):
                whole.addWidget(rule())
                whole.addWidget(label(fact.label, TypeRole.STRONG))
                whole.addWidget(label(shown, wraps=True))

    def _add_earlier(self, whole: QVBoxLayout, earlier: Sequence[FormerNameRow]) -> None:
        if earlier:
            whole.addWidget(rule())
            whole.addWidget(label("Earlier names", TypeRole.STRONG))
        for row in earlier:
            words = ", ".join(filter(None, (full_name(row.given_name, row.family_name), row.email)))
            whole.addWidget(label(f"{words} · {_when(None, row.until)}", TypeRole.SMALL, "2", wraps=True))

    def _add_jobs(self, whole: QVBoxLayout, jobs: Sequence[EmploymentRow]) -> None:
        whole.addWidget(rule())
        whole.addWidget(label("Jobs", TypeRole.STRONG))
        for job in jobs:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(job.organisation, wraps=True))
            details = " · ".join(
                filter(None, (*(fact.of(job) for fact in OF_JOB), _when(job.since, job.until)))
            )
            words.addWidget(label(details, TypeRole.SMALL, "2", wraps=True))
            whole.addLayout(words)
        if not jobs:
            whole.addWidget(label("No organisation recorded", ink="2"))

    def _add_cohorts(self, whole: QVBoxLayout, cohorts: Sequence[TakenPartRow]) -> None:
        whole.addWidget(rule())
        whole.addWidget(label("Cohorts", TypeRole.STRONG))
        for row in cohorts:
            whole.addLayout(self._cohort_line(row))
        if not cohorts:
            whole.addWidget(label("None yet", ink="2"))

    def _cohort_line(self, row: TakenPartRow) -> QHBoxLayout:
        line, link = QHBoxLayout(), Link(row.code)
        link.clicked.connect(lambda: self.wanted.emit(Destination("cohort", row.cohort_id, "participants")))
        first = short_date(row.first_on) if row.first_on else NOT_RECORDED
        line.setSpacing(CONTROL_GAP)
        line.addWidget(link)
        line.addWidget(ElidedLabel(f"{row.version}, {first}", TypeRole.SMALL, "2"), 1)
        line.addWidget(Pill(BOOKINGS[row.status], "Booking"))
        return line


def _kept_apart(person: PersonRow) -> str:
    """Say what became of a record that is not used any more."""
    if person.erased_on is not None:
        return f"Erased on {short_date(person.erased_on)}: places, marks and money stay under this reference"
    if person.restricted_on is not None:
        return f"Restricted since {short_date(person.restricted_on)}: kept as evidence, not booked or merged"
    return ""


def _when(since: date | None, until: date | None) -> str:
    if until is None:
        return f"since {short_date(since)}" if since else "now"
    return f"{short_date(since)} to {short_date(until)}" if since else f"until {short_date(until)}"


def _button(command: QAction) -> Button:
    made = Button(command.text(), keys=command.shortcut().toString(), small=True)
    made.stand_for(command)
    return made
