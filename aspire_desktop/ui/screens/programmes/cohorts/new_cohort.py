"""The dialog of a new cohort: the programme's version first, and from it places, sessions and their dates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as part_of
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.reference import REGIONAL_EMPLOYERS
from aspire_desktop.domain.office.values import CohortId, OrganisationId, VersionId
from aspire_desktop.domain.office.working_days import Nation, is_working_day, nation_of
from aspire_desktop.domain.office.written import code_of
from aspire_desktop.domain.programmes.cohorts import DETAILS
from aspire_desktop.domain.programmes.programmes import ModuleKind, ModuleRow, VersionRow
from aspire_desktop.domain.programmes.schedules import proposed_days
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.storage.lookups.office.bank_holidays import closed_days
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.programmes import module_rows, version_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import UNKNOWN, Choice
from aspire_desktop.ui.forms.text_fields import NamesField, TextField
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.fields import NumberField
from aspire_desktop.ui.widgets.label import label

APART = 4
"""Weeks between two sessions, until somebody says otherwise."""
MOST_APART = 26
AHEAD = timedelta(weeks=12)
MOST_PLACES = 999
WIDTH = 620


@dataclass(frozen=True)
class Offered:
    """A version with its modules."""

    version: VersionRow
    modules: Sequence[ModuleRow]


@dataclass(frozen=True)
class Offerings:
    """What a new cohort can be made of."""

    versions: Sequence[Offered]
    organisations: Sequence[OrganisationRow]
    codes: Sequence[str]
    partner_id: OrganisationId | None
    """Who delivered the latest cohort, if there is one."""
    today: date
    closed: Mapping[Nation, Mapping[date, str]] = part_of(default_factory=dict)
    """Bank holidays of this year and the next three, with their names."""
    latest: VersionId | None = None
    """The version of the latest cohort, if there is one."""

    @property
    def likely(self) -> VersionId | None:
        """Give the newest version of the latest cohort's programme, or of the first programme."""
        versions = [each.version for each in self.versions]
        ran = next((each.programme_id for each in versions if each.id == self.latest), None)
        programme = ran or next((each.programme_id for each in versions), None)
        return next((each.id for each in reversed(versions) if each.programme_id == programme), None)


def offerings(office: Office) -> Offerings:
    """Ask for versions, delivery partners first among the organisations, and the codes in use."""
    today = office.clock.today()
    versions = [Offered(row, office.ask(module_rows, row.id)) for row in office.ask(version_rows)]
    organisations = office.ask(organisation_rows, today)
    organisations.sort(key=lambda row: row.type != REGIONAL_EMPLOYERS)
    cohorts = office.ask(cohort_rows, today)
    latest = max(cohorts, key=lambda row: row.id, default=None)
    codes = [row.code for row in cohorts]
    closed = office.ask(closed_days, today, today.replace(year=today.year + 3, day=1))
    if latest is None:
        return Offerings(versions, organisations, codes, None, today, closed)
    return Offerings(versions, organisations, codes, latest.partner_id, today, closed, latest.version_id)


class Days(QWidget, Field[tuple[date, ...]]):
    """A date for each module of a version; those after the first follow it at the usual distance."""

    edited = Signal()
    misread = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.days: list[DateField] = []
        self._modules: Sequence[ModuleRow] = ()
        self._weeks, self._closed = APART, dict[date, str]()
        self._inside = QWidget()
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._inside)

    def lay_out(self, weeks: int, closed: Mapping[date, str]) -> None:
        """Propose the later dates anew: so many weeks apart, and on no bank holiday."""
        self._weeks, self._closed = weeks, dict(closed)
        if self.days and not self.days[0].trouble:
            self._follow_first(self.days[0].given)

    def show_modules(self, modules: Sequence[ModuleRow], first: date) -> None:
        """Offer dates from a day on, in place of any before."""
        inside = QWidget()
        grid = QFormLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        self._modules, self.days = modules, []
        for module, day in zip(modules, self._proposed(modules, first), strict=True):
            field = DateField(day)
            field.setAccessibleName(f"Date of {module.title}")
            field.when_changed(self.edited.emit)
            field.misread.connect(self.misread)
            words = label(f"{module.title}, {module.starts:%H:%M} to {module.ends:%H:%M}", ink="2")
            told = label("", ink="due")
            field.when_changed(partial(self._say_closed, field, told))
            self._say_closed(field, told)
            line = QHBoxLayout()
            line.addWidget(field, 1)
            line.addWidget(told)
            grid.addRow(words, line)
            self.days.append(field)
        if self.days:
            self.days[0].chosen.connect(self._follow_first)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._inside, inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Put the keyboard into the first date that cannot be read, or into the first."""
        first = next((each for each in self.days if each.trouble), next(iter(self.days), None))
        if first is not None:
            first.setFocus(reason)

    def _follow_first(self, first: date) -> None:
        """Move the later dates along."""
        proposed = self._proposed(self._modules, first)
        for part, day in list(zip(self.days, proposed, strict=True))[1:]:
            part.put(day)

    def _proposed(self, modules: Sequence[ModuleRow], first: date) -> list[date]:
        """Propose a day for each module; the first is the day that was given, whatever day it is."""
        proposed = proposed_days([each.kind for each in modules], first, self._weeks, self._closed)
        return [first, *proposed[1:]][: len(modules)]

    def _say_closed(self, field: DateField, told: QLabel) -> None:
        """Say beside a date that nobody works then."""
        day = None if field.trouble else field.given
        words = "" if day is None else self._closed.get(day, "")
        if day is not None and not words and not is_working_day(day, ()):
            words = f"{day:%A}"
        told.setText(words)

    @property
    def given(self) -> tuple[date, ...]:
        """Give the dates; raise NotUnderstood where one cannot be read."""
        return tuple(field.given for field in self.days)

    @property
    def trouble(self) -> str:
        """Say why a date cannot be read."""
        return next((field.trouble for field in self.days if field.trouble), "")

    @property
    def is_empty(self) -> bool:
        """Say no: each session has a day."""
        return False

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when a date is another."""
        self.edited.connect(lambda: hear())


class NewCohort(FormDialog):
    """Everything below the version follows it until somebody changes it."""

    def __init__(self, desk: Desk, offered: Offerings, then: Callable[[Done[CohortId]], None]) -> None:
        super().__init__(desk, "New cohort", "Add cohort")
        self._offered, self.then = offered, then
        self.version = OneOf(
            {each.version.id: each.version.title for each in offered.versions}, offered.likely
        )
        self.code, self.trainers = TextField(rule=code_of), NamesField()
        self.partner = Choice(offered.organisations, offered.partner_id)
        self.capacity = NumberField(1, MOST_PLACES)
        self.schedule = Days()
        self.setMinimumWidth(WIDTH)
        version_row = self.add("&Programme and version", self.version)
        self.code_row = self.add("C&ode", self.code, need="Enter a code, like INS27-01", about="code")
        places_row = self.add("P&laces", self.capacity, about="capacity")
        self.partner_row = self.add("&Delivery partner", self.partner, need=UNKNOWN)
        self.told = FactFields(self, DETAILS, others="poldstwb")
        self.weeks = NumberField(1, MOST_APART)
        self.weeks.put(APART)
        self.nation = OneOf({nation: nation.value for nation in Nation}, Nation.ENGLAND)
        self.beside(
            self.add("&Weeks between sessions", self.weeks),
            self.add("&Bank holidays of", self.nation),
        )
        for part in (self.weeks, self.nation):
            part.when_changed(self._propose)
        self.partner.when_changed(self._follow_partner)
        hint = "Proposed on working days; each can be changed, and those after the first follow it"
        sessions = self.add("&Sessions", self.schedule, hint)
        self.schedule.misread.connect(sessions.hear_misread)
        self.add("&Trainers", self.trainers, "Names with commas between them")
        self.beside(version_row, self.code_row, places_row)
        self.beside(self.partner_row, *self.told.rows)
        self.version.currentIndexChanged.connect(self._follow_version)
        self._follow_version()

    def _follow_version(self) -> None:
        """Fill places, code and a date for each session from the version."""
        chosen = self._offered.versions[self.version.currentIndex()]
        self.capacity.setValue(chosen.version.capacity)
        self._follow_partner()
        [first] = proposed_days([ModuleKind.MODULE], self._offered.today + AHEAD, APART, self._closed)
        self.schedule.lay_out(self.weeks.given, self._closed)
        self.code.setText(_free_code(chosen.version.code, first.year, self._offered.codes))
        self.schedule.show_modules(chosen.modules, first)
        for before, after in pairwise((*self.told.fields.values(), *self.days, self.trainers)):
            QWidget.setTabOrder(before, after)  # Tab goes as people read, and these came last
        QTimer.singleShot(0, self, self.fit)

    def _follow_partner(self) -> None:
        """Take the bank holidays of the nation in which the partner is."""
        known = {row.id: row for row in self._offered.organisations}
        row = known.get(self.partner.given)
        if row is not None:
            self.nation.put(nation_of(row.region))

    def _propose(self) -> None:
        """Propose the days anew."""
        self.schedule.lay_out(self.weeks.given, self._closed)

    @property
    def _closed(self) -> Mapping[date, str]:
        return self._offered.closed.get(self.nation.given, {})

    @property
    def days(self) -> list[DateField]:
        """Give the field of each session's day."""
        return self.schedule.days

    def action(self) -> Action[Any]:
        """Add the cohort."""
        return AddCohort(
            code=self.code.given,
            version_id=self.version.given,
            partner_id=self.partner.given,
            days=self.schedule.given,
            capacity=self.capacity.given,
            trainers=self.trainers.given,
            **self.told.given,
        )


def _free_code(programme: str, year: int, codes: Sequence[str]) -> str:
    """Offer the first code of the programme and year that is free: INS27-01."""
    taken = set(codes)
    beginning = f"{programme}{year % 100:02}"
    return next(code for n in range(1, 1000) if (code := f"{beginning}-{n:02}") not in taken)
