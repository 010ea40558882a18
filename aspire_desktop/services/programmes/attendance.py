"""What may be done with registers: mark, fill, import, finish and open again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop.documents.programmes import attendance as sheets
from aspire_desktop.domain.office.errors import RuleBroken, Stale
from aspire_desktop.domain.office.history import with_reason
from aspire_desktop.domain.office.limits import check_count
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId, long_date, tidy
from aspire_desktop.domain.office.written import Note, Prose, Words
from aspire_desktop.domain.programmes.attendance import WORDS, Code, Mark, may_mark
from aspire_desktop.domain.programmes.cohorts import Cohort, Session
from aspire_desktop.domain.programmes.enrolments import Status, check_stands
from aspire_desktop.domain.programmes.registers import MarkEntry
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.services.money.places import settle_left_behind
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.programmes.attendance import (
    people_on_register,
    session_words,
    sign_in_facts,
    unmarked,
)
from aspire_desktop.storage.lookups.programmes.registered import Registered
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.cohorts import sessions
from aspire_desktop.storage.work import UnitOfWork

_MARKERS = frozenset({Role.ADMINISTRATOR, Role.TRAINER})


@dataclass(frozen=True)
class MarkAttendance(Action[None]):
    """Give one or several people the same mark at a session; code None clears it."""

    roles = _MARKERS
    session_id: SessionId
    enrolment_ids: tuple[EnrolmentId, ...]
    code: Code | None
    reason: Prose = ""
    """Why a finished register is changed; stays visible in the title and in the marks' notes."""
    note: Note = None
    """None keeps the note of a mark that stays the same letter; another letter begins without one."""
    made_up_on: date | None = None
    made_up_at: Words = ""
    minutes_stayed: int | None = None
    read: Code | None = None
    """The letter whose note and details these are, as it was read; None where nobody looked."""

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse people who are not on the register, and marks that the day or the register does not take.

        Raises Stale for details of a letter that somebody else has replaced.
        """
        session = work.get(Session, self.session_id)
        ids = list(dict.fromkeys(self.enrolment_ids))
        people = _standing(work, session.cohort_id, [(session, id) for id in ids])
        self._refuse_wrong_minutes()
        before = _stored(work, session.id, ids)
        self._refuse_of_another_letter(dict(zip(ids, people, strict=True)), before)
        changes = [_Change(session, id, self.code, self.reason, self) for id in ids]
        _set(work, changes, before)
        who = people[0].name if len(people) == 1 else f"{len(people)} people"
        what = WORDS[self.code] if self.code else "not marked"
        title = f"{who}: {what}, {work.ask(session_words, session.id)}"
        title += _settle_leavers(work, people)
        return Effect(with_reason(title, tidy(self.reason)), None)

    def _refuse_of_another_letter(
        self, people: Mapping[EnrolmentId, Registered], before: Mapping[EnrolmentId, Mark]
    ) -> None:
        for id, person in people.items():
            mark = before.get(id)
            if self.read is not None and (mark is None or mark.code is not self.read):
                now = WORDS[mark.code].lower() if mark else "not marked"
                raise Stale(f"{person.name} is {now} by now, which is kept.", frozenset({marks.name}))

    def _refuse_wrong_minutes(self) -> None:
        if self.minutes_stayed is not None and self.minutes_stayed < 0:
            raise RuleBroken("Nobody can stay for less than 0 minutes.")
        check_count("Minutes stayed", self.minutes_stayed or 0)


@dataclass(frozen=True)
class FillUnmarked(Action[int]):
    """Mark everybody at a session who is not marked yet; gives how many."""

    roles = _MARKERS
    session_id: SessionId
    code: Code
    reason: Prose = ""

    def apply(self, work: UnitOfWork) -> Effect[int]:
        """Touch blanks alone; refuse where there are none."""
        session = work.get(Session, self.session_id)
        blank = work.ask(unmarked, session.id)
        if not blank:
            raise RuleBroken("Everybody on this register is marked already.")
        _set(work, [_Change(session, id, self.code, self.reason) for id in blank], {})
        words = f"Fill {len(blank)} unmarked with {WORDS[self.code]}, {work.ask(session_words, session.id)}"
        people = _standing(work, session.cohort_id, [(session, id) for id in blank])
        return Effect(words + _settle_leavers(work, people), len(blank))


@dataclass(frozen=True)
class SetMarks(Action[int]):
    """Take over a whole grid of marks, as from a file; gives how many marks changed.

    A session in which everybody is marked afterwards counts as finished.
    """

    roles = _MARKERS
    cohort_id: CohortId
    entries: tuple[MarkEntry, ...]

    def apply(self, work: UnitOfWork) -> Effect[int]:
        """Refuse sessions and people of other cohorts; marks that are there already need no reason."""
        cohort = work.get(Cohort, self.cohort_id)
        days = {day.id: day for day in work.all(Session, sessions.c.cohort_id == cohort.id)}
        _refuse_foreign_sessions(cohort, self.entries, days)
        asked = [(days[entry.session_id], entry.enrolment_id) for entry in self.entries]
        people = _standing(work, cohort.id, asked)
        _refuse_doubled(self.entries)
        changed = 0
        for session in days.values():
            own = [entry for entry in self.entries if entry.session_id == session.id]
            before = _stored(work, session.id, [entry.enrolment_id for entry in own])
            changes = [_Change(session, entry.enrolment_id, entry.code, entry.reason) for entry in own]
            changed += _set(work, changes, before)
            if own and not session.finished and session.on <= work.clock.today():
                session.finished = not work.ask(unmarked, session.id)
        marked = "1 mark" if changed == 1 else f"{changed} marks"
        return Effect(f"Set {marked}, {cohort.code}{_settle_leavers(work, people)}", changed)


@dataclass(frozen=True)
class FinishRegister(Action[None]):
    """Say that a session's register is finished; with people left unmarked only for a reason."""

    roles = _MARKERS
    session_id: SessionId
    reason: Prose = ""

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse before the session's day, twice, and with blanks where no reason is given."""
        session = work.get(Session, self.session_id)
        if session.finished:
            raise RuleBroken("This register is finished already.")
        if session.on > work.clock.today():
            raise RuleBroken(f"This session is on {long_date(session.on)}.", do="Finish it on the day.")
        left, reason = len(work.ask(unmarked, session.id)), tidy(self.reason)
        if left and not reason:
            people = "1 person is" if left == 1 else f"{left} people are"
            raise RuleBroken(
                f"{people} not marked yet.", do="Mark them, finish it later, or say why they stay unmarked."
            )
        session.finished = True
        title = f"Finish register, {work.ask(session_words, session.id)}"
        return Effect(with_reason(f"{title}, with {left} not marked", reason) if left else title, None)


@dataclass(frozen=True)
class ReopenRegister(Action[None]):
    """Open a finished register again, so that marks need no reason."""

    roles = _MARKERS
    session_id: SessionId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a register that is open."""
        session = work.get(Session, self.session_id)
        if not session.finished:
            raise RuleBroken("This register is open already.")
        session.finished = False
        return Effect(f"Open register again, {work.ask(session_words, session.id)}", None)


@asked_by(EVERYONE)
def sign_in_sheets(
    connection: Connection, cohort_id: CohortId, today: date, session_id: SessionId | None = None
) -> bytes:
    """Give the sign-in sheets of a cohort, or of one session, as a PDF; refuse where there is no session."""
    facts = sign_in_facts(connection, cohort_id, today, session_id)
    if not facts:
        raise RuleBroken("This cohort has no session to sign in for.", do="Add its sessions first.")
    return sheets.sign_in_sheets(facts)


@dataclass(frozen=True)
class WriteSignInSheets(FileExport):
    """Write the sign-in sheets of a cohort, or of one session, for printing."""

    cohort_id: CohortId
    session_id: SessionId | None = None
    roles: ClassVar[frozenset[Role]] = sign_in_sheets.roles
    ending: ClassVar[str] = ".pdf"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the PDF."""
        return office.ask(sign_in_sheets, self.cohort_id, office.moment.today, self.session_id)


@dataclass(frozen=True)
class _Change:
    """What one person's mark at a session is to become; `told` has the details that were given with it."""

    session: Session
    enrolment_id: EnrolmentId
    code: Code | None
    reason: str
    told: MarkAttendance | None = None


def _standing(
    work: UnitOfWork, cohort_id: CohortId, asked: Sequence[tuple[Session, EnrolmentId]]
) -> list[Registered]:
    """Give who is to be marked; refuse anybody who does not stand on the register of that session."""
    if not asked:
        raise RuleBroken("Nobody is chosen.", do="Choose one or more people first.")
    there = work.ask(people_on_register, cohort_id, {id for _, id in asked})
    for session, id in asked:
        if id not in there:
            raise RuleBroken("Somebody chosen is not on this register (any more).", do="Refresh the screen.")
        check_stands(there[id].name, there[id].departure, session.on)
    return [there[id] for id in dict.fromkeys(id for _, id in asked)]


def _settle_leavers(work: UnitOfWork, people: Sequence[Registered]) -> str:
    """Let the places of people who withdrew follow what is on record by now; say of whom none is free."""
    withdrew = [each for each in people if each.departure and each.departure.status is Status.WITHDRAWN]
    if not withdrew:
        return ""
    work.flush()
    without = settle_left_behind(work, [each.enrolment_id for each in withdrew], refuses=False)
    return f". No subsidised place is free any more for {', '.join(without)}" if without else ""


def _refuse_foreign_sessions(
    cohort: Cohort, entries: Iterable[MarkEntry], days: Mapping[SessionId, Session]
) -> None:
    if any(entry.session_id not in days for entry in entries):
        raise RuleBroken(f"Some of these sessions are not sessions of {cohort.code}.")


def _refuse_doubled(entries: Sequence[MarkEntry]) -> None:
    if len({(entry.session_id, entry.enrolment_id) for entry in entries}) < len(entries):
        raise RuleBroken(
            "Somebody has two marks for one session.", do="Leave one mark for each person and session."
        )


def _stored(work: UnitOfWork, session_id: SessionId, ids: Sequence[EnrolmentId]) -> dict[EnrolmentId, Mark]:
    found = work.all(
        Mark, marks.c.session_id == session_id, among(work.connection, marks.c.enrolment_id, ids)
    )
    return {mark.enrolment_id: mark for mark in found}


def _set(work: UnitOfWork, changes: Sequence[_Change], before: Mapping[EnrolmentId, Mark]) -> int:
    """Make the changes and give how many there were; what is as it should be is left alone."""
    new: list[Mark] = []
    changed = 0
    for change in changes:
        there = before.get(change.enrolment_id)
        wanted = _wanted(change, there)
        if _same(there, wanted):
            continue
        may_mark(change.code, change.session, work.clock.today(), change.reason)
        changed += 1
        if wanted is None:
            work.delete(there)
            continue
        wanted.note = _with_reason(wanted.note, change)
        if there is None:
            new.append(wanted)
        else:
            _overwrite(there, wanted)
    work.add_all(new)
    return changed


def _wanted(change: _Change, there: Mark | None) -> Mark | None:
    if change.code is None:
        return None
    # a note belongs to the mark that it was written for: another letter does not take it over unseen
    note = there.note if there is not None and there.code is change.code else ""
    mark = Mark(change.session.id, change.enrolment_id, change.code, note)
    told = change.told
    if told is None:
        # a letter alone says nothing of the details, so the same letter again keeps them
        return there if there is not None and there.code is change.code else mark
    if told.note is not None:
        mark.note = tidy(told.note)
    if change.code is Code.MADE_UP:
        mark.made_up_on, mark.made_up_at = told.made_up_on, tidy(told.made_up_at)
    if change.code is Code.LEFT_EARLY:
        mark.minutes_stayed = told.minutes_stayed
    return mark


def _with_reason(note: str, change: _Change) -> str:
    reason = tidy(change.reason)
    if not change.session.finished or not reason or reason in note:
        return note
    return "; ".join(filter(None, (note, reason)))


_SAID = ("code", "note", "made_up_on", "made_up_at", "minutes_stayed")


def _same(there: Mark | None, wanted: Mark | None) -> bool:
    if there is None or wanted is None:
        return there is wanted
    return all(getattr(there, name) == getattr(wanted, name) for name in _SAID)


def _overwrite(there: Mark, wanted: Mark) -> None:
    for name in _SAID:
        setattr(there, name, getattr(wanted, name))
