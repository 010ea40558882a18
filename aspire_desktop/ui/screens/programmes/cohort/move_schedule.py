"""The dialog that moves the rest of a schedule: the new days and their clashes are said as one types."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from aspire_desktop.domain.office.values import SessionId, short_day
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.moves import Shift, Unit, moved_days
from aspire_desktop.domain.programmes.schedules import (
    Planned,
    SessionClash,
    Surroundings,
    clash_summary,
    clashes_of,
    telling_summary,
    who_must_be_told,
)
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf, TickField
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.widgets.fields import NumberField
from aspire_desktop.ui.widgets.label import label

MOST = 60
WAYS: Mapping[tuple[Unit, int], str] = {
    (unit, sign): f"{unit} {'later' if sign > 0 else 'earlier'}"
    for sign in (1, -1)
    for unit in (Unit.WEEKS, Unit.DAYS, Unit.MONTHS)
}


class MoveScheduleDialog(FormDialog):
    """Sessions from one on, those ahead alone; nothing is saved before the button, and it is one step."""

    def __init__(
        self,
        desk: Desk,
        cohort: CohortRow,
        ahead: Sequence[Planned],
        around: Surroundings,
        start: SessionId | None = None,
    ) -> None:
        super().__init__(desk, f"Move the schedule of {cohort.code}", "Move sessions")
        self._code, self._ahead, self._around = cohort.code, tuple(ahead), around
        first = {each.session.id: f"{each.session.title}, {short_day(each.session.on)}" for each in ahead}
        self.beginning = OneOf(first, start if start in first else next(iter(first), None))
        self.number, self.way = NumberField(1, MOST), OneOf(WAYS)
        self.skip, self.keep = TickField("Skip bank holidays and weekends"), TickField("Keep the weekday")
        self.skip.put(True)
        self.keep.put(True)
        self.add("&From", self.beginning)
        self.beside(self.add("&By", self.number), self.add("&Way", self.way))
        self.beside(self.add("&Skip", self.skip), self.add("&Keep", self.keep))
        self.days, self.clashes = label("", wraps=True), label("", ink="due", wraps=True)
        self.telling = label("", ink="2", wraps=True)
        for part in (self.days, self.clashes, self.telling):
            self.fields.addWidget(part)
        self.begin(None)
        for row in self.rows:
            row.edited.connect(self._look)
        self._look()

    def moved(self) -> list[tuple[Planned, Planned]]:
        """Give each session that moves, as it is and as it would be."""
        ids = [each.session.id for each in self._ahead]
        going = self._ahead[ids.index(self.beginning.given) :]
        unit, sign = self.way.given
        shift = Shift(sign * self.number.given, unit, self.skip.given, self.keep.given)
        closed = [self._around.closed[each.nation] for each in going]
        days = moved_days([each.session.on for each in going], shift, closed)
        return [(was, _on(was, day)) for was, day in zip(going, days, strict=True)]

    def _look(self) -> None:
        moved = self.moved()
        fresh = {now.session.id: now for _, now in moved}
        others = tuple(fresh.get(each.session.id, each) for each in self._around.others)
        around = replace(self._around, others=others)
        found = {now.session.id: list(clashes_of(now, around)) for now in fresh.values()}
        self.days.setText("\n".join(_line(was, now, found[now.session.id]) for was, now in moved))
        every = [clash for clashes in found.values() for clash in clashes]
        words = dict.fromkeys(each.words for each in every)
        self.clashes.setText("\n".join([clash_summary(every), *words]) if every else "")
        self.clashes.setVisible(bool(every))
        told = [each for was, now in moved for each in who_must_be_told(was, now)]
        people = {person for was, _ in moved for person in was.people}
        self.telling.setText(telling_summary(told, len(people)))
        self.refit()

    def action(self) -> Action[Any] | None:
        """Move each session that comes to stand on another day, all in one step."""
        moves = [OnlyTouched(_move(now), _move(was)) for was, now in self.moved()]
        count = "1 session" if len(moves) == 1 else f"{len(moves)} sessions"
        return Several(tuple(moves), f"Move {count} of {self._code}")


def _on(was: Planned, day: date) -> Planned:
    return replace(was, session=replace(was.session, on=day))


def _move(each: Planned) -> MoveSession:
    session = each.session
    return MoveSession(session.id, session.on, session.starts, session.ends)


def _line(was: Planned, now: Planned, clashes: Sequence[SessionClash]) -> str:
    many = len(clashes)
    state = "free" if not many else "1 clash" if many == 1 else f"{many} clashes"
    day = f"{now.session.on:%a} {short_day(now.session.on)}"
    return f"{was.session.title}: {short_day(was.session.on)} → {day}, {state}"
