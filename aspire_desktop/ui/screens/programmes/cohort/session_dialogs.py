"""Dialogs of a session: another day, its room and arrangements, and one more for a module that has none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import CohortId, RoomId, VersionId
from aspire_desktop.domain.office.written import words_if_any
from aspire_desktop.domain.programmes.cohorts import CohortRow, RoomBooking
from aspire_desktop.domain.programmes.programmes import ModuleRow
from aspire_desktop.domain.programmes.schedules import (
    Planned,
    Surroundings,
    clashes_of,
    telling_summary,
    who_must_be_told,
)
from aspire_desktop.domain.programmes.venues import RoomRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.cohorts import AddSession, MoveSession
from aspire_desktop.services.programmes.schedules import ArrangeSession
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.programmes import module_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import NamesField, TextField
from aspire_desktop.ui.widgets.date_field import DateField, DateOrNone
from aspire_desktop.ui.widgets.fields import MoneyField, TimeField
from aspire_desktop.ui.widgets.label import label

USUAL = (time(9, 30), time(16, 30))
NONE_LEFT = "Every module of the version has its session already"
BOOKINGS = {
    RoomBooking.NONE: "Not booked",
    RoomBooking.NOT_NEEDED: "Not needed",
    RoomBooking.HELD: "Held, not confirmed",
    RoomBooking.CONFIRMED: "Confirmed",
}


class PlanDialog(FormDialog):
    """Says as one types what would clash and who must be told; a subclass says `planned` as typed."""

    def __init__(self, desk: Desk, title: str, verb: str, was: Planned, around: Surroundings) -> None:
        super().__init__(desk, title, verb)
        self.was, self.around = was, around
        self.clashes, self.telling = label("", ink="due", wraps=True), label("", ink="2", wraps=True)

    def follow(self) -> None:
        """Show both below the fields, and keep them true."""
        self.fields.addWidget(self.clashes)
        self.fields.addWidget(self.telling)
        for row in self.rows:
            row.edited.connect(self._look)
        self._look()

    def planned(self) -> Planned:
        """Give the session as it is typed; raise NotUnderstood where a field cannot be read."""
        raise NotImplementedError

    def _look(self) -> None:
        try:
            now = self.planned()
        except NotUnderstood:
            return
        found = "\n".join(dict.fromkeys(each.words for each in clashes_of(now, self.around)))
        told = who_must_be_told(self.was, now)
        people = len(self.was.people) if now.told != self.was.told else 0
        for part, words in ((self.clashes, found), (self.telling, telling_summary(told, people))):
            part.setText(words)
            part.setVisible(bool(words))
        self.refit()


class MoveSessionDialog(PlanDialog):
    """Starts from the present day and times."""

    def __init__(self, desk: Desk, was: Planned, around: Surroundings) -> None:
        super().__init__(desk, f"Move {was.session.title}", "Move session", was, around)
        session = was.session
        self.on = DateField(session.on)
        self.starts, self.ends = TimeField(session.starts), TimeField(session.ends)
        self.add("&Day", self.on, about="on")
        self.beside(
            self.add("&Starts", self.starts, about="starts"), self.add("&Ends", self.ends, about="ends")
        )
        self.begin(MoveSession(session.id, session.on, session.starts, session.ends))
        self.follow()

    def planned(self) -> Planned:
        """Give the session on the day that is typed."""
        moved = replace(self.was.session, on=self.on.given, starts=self.starts.given, ends=self.ends.given)
        return replace(self.was, session=moved)


class ArrangeSessionDialog(PlanDialog):
    """The room of a session, how its booking and catering stand, and who trains it alone."""

    def __init__(self, desk: Desk, was: Planned, around: Surroundings, rooms: Sequence[RoomRow]) -> None:
        super().__init__(desk, f"Arrange {was.session.title}", "Save arrangements", was, around)
        self._rooms = {each.id: each for each in rooms}
        self.room: OneOf[RoomId | None] = OneOf(_room_words(rooms))
        self.booking, self.held_until = OneOf(BOOKINGS), DateOrNone()
        self.numbers_by, self.cost = DateOrNone(), MoneyField()
        self.link, self.trained_by = TextField(rule=words_if_any), NamesField()
        hint = "" if rooms else "Add venues and rooms under File, Venues"
        self.add("&Room", self.room, hint, about="room_id")
        self.beside(
            self.add("&Booking of the room", self.booking, about="booking"),
            self.add("&Held until", self.held_until, about="held_until"),
        )
        self.beside(
            self.add("&Numbers to the caterer by", self.numbers_by, about="numbers_by"),
            self.add("Cost of room and &catering", self.cost, about="cost"),
        )
        self.add("&Online link", self.link, about="link")
        who = "Empty: all trainers of the cohort. Names with commas between them"
        self.add("&Trained by", self.trained_by, who, about="trained_by")
        self.begin(_arrangements(was))
        self.follow()

    def planned(self) -> Planned:
        """Give the session as it is typed."""
        room = self._rooms.get(self.room.given or RoomId(0))
        names = self.trained_by.given
        # who else trains the cohort is known only where nobody trains this session alone
        others = () if self.was.trained_by else self.was.trainers
        return replace(
            self.was,
            room_id=room.id if room else None,
            place=room.words if room else "",
            venue=room.name if room else "",
            holds=room.holds if room else None,
            nation=room.nation if room else self.was.nation,
            booking=self.booking.given,
            held_until=self.held_until.given,
            numbers_by=self.numbers_by.given,
            link=self.link.given,
            trainers=names or others,
        )


def _room_words(rooms: Sequence[RoomRow]) -> Mapping[RoomId | None, str]:
    takes = {each.id: f" ({each.holds} people)" if each.holds else "" for each in rooms}
    return {None: "None chosen", **{each.id: f"{each.words}{takes[each.id]}" for each in rooms}}


def _arrangements(was: Planned) -> ArrangeSession:
    return ArrangeSession(
        was.session.id,
        was.room_id,
        was.booking,
        was.held_until,
        was.numbers_by,
        was.cost,
        was.link,
        was.trained_by,
    )


def modules_left(id: CohortId, version_id: VersionId, office: Office) -> Sequence[ModuleRow]:
    """Ask for the modules of a version for which a cohort has no session."""
    there = {each.position for each in office.ask(session_rows, id)}
    return [each for each in office.ask(module_rows, version_id) if each.position not in there]


class AddSessionDialog(FormDialog):
    """Offers the modules that have no session, with the times that the version gives them."""

    def __init__(self, desk: Desk, cohort: CohortRow, modules: Sequence[ModuleRow]) -> None:
        super().__init__(desk, f"Add a session to {cohort.code}", "Add session")
        self._cohort_id, self._modules = cohort.id, {each.id: each for each in modules}
        self.module = OneOf({each.id: each.title for each in modules})
        self.on = DateOrNone()
        first = next(iter(modules), None)
        self.starts = TimeField(first.starts if first else USUAL[0])
        self.ends = TimeField(first.ends if first else USUAL[1])
        self.add("&Module", self.module, need="" if modules else NONE_LEFT, about="module_id")
        self.add("&Day", self.on, need="Enter the day of the session", about="on")
        self.beside(
            self.add("&Starts", self.starts, about="starts"), self.add("&Ends", self.ends, about="ends")
        )
        self.module.currentIndexChanged.connect(self._follow_module)
        self.begin(None)

    def _follow_module(self) -> None:
        chosen = self._modules[self.module.given]
        self.starts.put(chosen.starts)
        self.ends.put(chosen.ends)

    def action(self) -> Action[Any] | None:
        """Add the session."""
        assert self.on.given is not None
        return AddSession(
            self._cohort_id, self.module.given, self.on.given, self.starts.given, self.ends.given
        )
