"""The one door: every action, undo and question passes here."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection

from aspire_desktop.domain.office.clock import Clock, Moment
from aspire_desktop.domain.office.errors import NOTHING_CHANGED, NotAllowed
from aspire_desktop.domain.office.history import HistoryLine, Step, kind_noted
from aspire_desktop.domain.office.staff import Role, whose
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.domain.programmes.certificate_awards import Unfounded, refuse_unfounded
from aspire_desktop.services.door.action import Action, Done, Effect
from aspire_desktop.services.door.export import Export, Tell, untold
from aspire_desktop.services.door.history import redoable, refuse_unseen, reversible, undoable
from aspire_desktop.services.door.judging import ChangedRow, judged_certified
from aspire_desktop.services.door.putting_back import refuse_against_rules
from aspire_desktop.services.door.wording import understood
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry, changes_of
from aspire_desktop.storage.lookups.office.staff import roles_of
from aspire_desktop.storage.lookups.programmes.unfounded import unfounded
from aspire_desktop.storage.question import Question
from aspire_desktop.storage.reads import note_reads
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.undo import put_back
from aspire_desktop.storage.work import UnitOfWork

R = TypeVar("R")
P = ParamSpec("P")


class Office:
    """The office at work on one database, on behalf of one person."""

    def __init__(self, store: Store, actor: str, read: set[str] | None = None) -> None:
        self._store = store
        self.actor = actor
        self.carried_out: list[str] = []
        """Titles of what this office carried out since it was opened, in order."""
        self._own: set[ActionId | None] = set()
        self._read = read

    def noting(self, read: set[str]) -> "Office":
        """Give this office to somebody who wants to know from which tables it answers."""
        return Office(self._store, self.actor, read)

    @property
    def location(self) -> Location:
        """Where the database is: only for checking all of it."""
        return self._store.location

    @property
    def clock(self) -> Clock:
        """The clock by which the office works."""
        return self._store.clock

    @property
    def moment(self) -> Moment:
        """The present moment, for the actor."""
        return Moment.of(self.clock, self.actor)

    def do(self, action: Action[R]) -> Done[R]:
        """Carry out an action in one transaction; raise Refused with nothing changed."""
        with self._store.writing(self.actor) as work:
            effect = self._apply(work, action)
            final = bool(action.answered_by)
            kind = kind_noted(action.noted_as, action.allowed())
            id, topics = self._store.seal(work, self._entry(kind, effect.title, final=final))
            lost = self._unfounded(work, work.changed)
            self._own.add(id)
        self.carried_out.append(effect.title)
        return Done(id, effect.title, topics, effect.value, lost)

    def preview(self, action: Action[R]) -> Effect[R]:
        """Apply an action, ask every rule, and take it back: what would happen."""
        with self._store.writing(self.actor) as work:
            self._note_reads(work.connection)
            effect = self._apply(work, action)
            self._store.check(work)
            lost = self._unfounded(work, work.changed)
        return replace(effect, unfounded=lost)

    def ask(self, question: Question[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer a question; raise NotAllowed where the actor has no role that may ask it."""
        with self._store.reading() as connection:
            if not question.open_to_all:
                self._refuse_without(connection, question.roles, "see", safe="")
            self._note_reads(connection)
            return question(connection, *args, **kwargs)

    def export(self, export: Export[R], target: Path, tell: Tell = untold) -> R:
        """Write a file or folder, its ending added where the name has none; raise Refused.

        NotAllowed where the actor has no role that may have it; whatever `tell` raises stops it.
        """
        with self._store.reading() as connection:
            self._refuse_without(connection, export.roles, "have", safe="Nothing was written.")
        return export.write(self, target if target.suffix else target.with_suffix(export.ending), tell)

    def undo(self, seen: ActionId | None = None) -> Done[Step]:
        """Take back one's own latest action that can be; its Step names final acts stepped over.

        Whoever was named it gives the latest action that was `seen` then: what was done elsewhere on the same
        person's behalf since is not taken back unseen.
        """
        with self._store.writing(self.actor) as work:
            work.ask(refuse_unseen, self.actor, seen, self._own)
            return self._reverse(work, work.ask(undoable, self.actor), "Undo")

    def redo(self, seen: ActionId | None = None) -> Done[Step]:
        """Do again what one took back last; `seen` as for `undo`."""
        with self._store.writing(self.actor) as work:
            work.ask(refuse_unseen, self.actor, seen, self._own)
            return self._reverse(work, work.ask(redoable, self.actor), "Redo")

    def reverse(self, line: HistoryLine) -> Done[Step]:
        """Take back an act as it was seen in a history, whoever did it; do it again where it is undone."""
        with self._store.writing(self.actor) as work:
            return self._reverse(work, work.ask(reversible, line), "Redo" if line.undone else "Undo")

    def refuse_reversing(self, line: HistoryLine) -> None:
        """Raise what `reverse` would raise now; nothing is changed."""
        with self._store.writing(self.actor) as work:
            self._bring_back(work, work.ask(reversible, line))
            self._store.check(work)

    def _note_reads(self, connection: Connection) -> None:
        if self._read is not None:
            note_reads(connection, self._read)

    def _bring_back(self, work: UnitOfWork, step: Step) -> None:
        """Put the rows of a step back, unless a rule forbids what that would leave."""
        self._refuse_without(work.connection, step.roles)
        changes = changes_of(work.connection, step.undoes)
        put_back(work, changes)
        work.ask(refuse_against_rules, changes, step.undoes, work.clock.today())
        refuse_unfounded(self._unfounded(work, changes))

    def _reverse(self, work: UnitOfWork, step: Step, word: str) -> Done[Step]:
        self._bring_back(work, step)
        title = f"{word}: {step.title}"
        id, topics = self._store.seal(work, self._entry(word, title, undoes=step))
        self._own.add(id)
        return Done(id, title, topics, step)

    def _apply(self, work: UnitOfWork, action: Action[R]) -> Effect[R]:
        if not action.before_anybody:
            self._refuse_without(work.connection, action.allowed())
        effect = understood(action, work).apply(work)
        work.flush()
        return effect

    def _unfounded(self, work: UnitOfWork, changes: Sequence[ChangedRow]) -> tuple[Unfounded, ...]:
        """Give the certificates that have their ground before this transaction and not after it."""
        today = work.clock.today()
        without = work.ask(unfounded, work.ask(judged_certified, changes), today)
        if not without:
            return ()
        with self._store.reading() as before:
            then = {each.id for each in unfounded(before, (each.enrolment_id for each in without), today)}
        return tuple(each for each in without if each.id not in then)

    def _refuse_without(
        self,
        connection: Connection,
        allowed: frozenset[Role],
        what: str = "do",
        safe: str = NOTHING_CHANGED,
    ) -> None:
        """Refuse what asks for roles of which the actor holds none by now."""
        if not roles_of(connection, self.actor) & allowed:
            raise NotAllowed(
                f"{self.actor} may not {what} this: it is {whose(allowed)}.",
                safe=safe,
                do="Ask an administrator, or have the role added in Settings.",
            )

    def _entry(self, kind: str, title: str, *, final: bool = False, undoes: Step | None = None) -> Entry:
        return Entry(
            at=self.clock.now(),
            actor=self.actor,
            kind=kind,
            title=title,
            final=final,
            schema=SCHEMA,
            undoes=undoes.undoes if undoes else None,
            root=undoes.root if undoes else None,
        )
