"""The facts of a cohort below its title: programme, partner, dates, venue, trainers and places held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.domain.office.values import CohortId, short_day
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.domain.programmes.open_work import OpenWork
from aspire_desktop.domain.programmes.projects import ProjectRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.certificates import certificate_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, trainer_names
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.lookups.programmes.open_work import open_work
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.storage.lookups.programmes.projects import project_rows
from aspire_desktop.ui.charts.bar import Bar
from aspire_desktop.ui.looks.icons import NAV, icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.label import ElidedLabel, label
from aspire_desktop.ui.widgets.words import NOT_RECORDED, dates_words

FACTS = (
    ("Programme", "certificate"),
    ("Delivery partner", "handshake"),
    ("Dates", "calendar-blank"),
    ("Venue", "map-pin"),
    ("Trainers", "chalkboard-teacher"),
)
BAR = 176


@dataclass(frozen=True)
class Head:
    """What stands above the tabs and in them."""

    cohort: CohortRow
    trainers: Sequence[str]
    offered: int
    projects: Sequence[ProjectRow]
    uses_projects: bool
    completes: bool
    issued: int
    today: date
    open: OpenWork

    @property
    def notes(self) -> dict[str, str]:
        """Give the count of each tab by its key, or why it is not used."""
        cohort = self.cohort
        held = f"{cohort.sessions_held} of {cohort.sessions}" if cohort.sessions_held else ""
        starts = f"starts {short_day(cohort.first_on)}" if cohort.first_on else "no sessions"
        return {
            "participants": str(cohort.held),
            "schedule": str(cohort.sessions),
            "attendance": held or starts,
            "projects": str(len(self.projects)) if self.uses_projects or self.projects else "not used",
            "certificates": str(self.issued) if self.completes else "not used",
        }


def head(id: CohortId, office: Office) -> Head | None:
    """Ask for one cohort; None where it is not here any more."""
    today = office.clock.today()
    cohort = office.ask(cohort_row, id, today)
    if cohort is None:
        return None
    rules = office.ask(rules_of)[cohort.version_id]
    people, given = office.ask(participant_rows, id, today), office.ask(certificate_rows, id)
    return Head(
        cohort=cohort,
        trainers=office.ask(trainer_names, id),
        offered=sum(row.status is Status.OFFERED for row in people),
        projects=office.ask(project_rows, id),
        uses_projects=rules.project_needed,
        completes=rules.completes,
        issued=sum(row.status == "issued" for row in given),
        today=today,
        open=office.ask(open_work, [id], today)[id],
    )


class FactsRow(QWidget):
    """Five facts with an icon each, and how full the cohort is."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 2)
        row.setSpacing(24)
        self._values: dict[str, QLabel] = {}
        self._pictures: list[tuple[QLabel, str]] = []
        for words, glyph in FACTS:
            row.addLayout(self._made_fact(words, glyph))
        row.addStretch(1)
        row.addLayout(self._made_places())
        self._paint()
        theme().changed.connect(self._paint)

    def _made_fact(self, words: str, glyph: str) -> QHBoxLayout:
        line, column, picture = QHBoxLayout(), QVBoxLayout(), QLabel()
        self._pictures.append((picture, glyph))
        whole = words in ("Programme", "Dates")  # figures and codes never elide
        value: QLabel = label("", TypeRole.SMALL_STRONG) if whole else ElidedLabel("", TypeRole.SMALL_STRONG)
        self._values[words] = value
        column.setSpacing(0)
        column.addWidget(label(words, TypeRole.SMALL, "2"))
        column.addWidget(value)
        column.addStretch(1)
        column.insertStretch(0, 1)
        line.setSpacing(8)
        line.addWidget(picture)
        line.addLayout(column)
        return line

    def _made_places(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        self.held, self.split = label("", TypeRole.STRONG), label("", TypeRole.SMALL, "2")
        self.bar = Bar()
        self.bar.setFixedWidth(BAR)
        for widget in (self.held, self.bar, self.split):
            column.addWidget(widget)
        return column

    def _paint(self) -> None:
        for picture, glyph in self._pictures:
            picture.setPixmap(icon(glyph, "accent").pixmap(NAV, NAV))

    def show_head(self, head: Head) -> None:
        """Show the facts of a cohort."""
        cohort = head.cohort
        values = (
            cohort.version,
            cohort.partner,
            dates_words(cohort.first_on, cohort.last_on),
            cohort.venue or NOT_RECORDED,
            ", ".join(head.trainers) or NOT_RECORDED,
        )
        for (words, _), value in zip(FACTS, values, strict=True):
            self._values[words].setText(value)
            spoken = "not recorded" if value == NOT_RECORDED else value
            self._values[words].setAccessibleName(f"{words}: {spoken}")
            self._values[words].setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        sure = cohort.held - head.offered
        self.held.setText(f"{cohort.room} held")
        self.split.setText(f"{sure} confirmed, {head.offered} offered")
        self.bar.show_amount(sure, cohort.capacity, self.held.text(), head.offered)
