"""A change of which only the fields that somebody touched are to be: what others changed meanwhile stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import reduce
from typing import Any, TypeVar, cast

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Clash, Clashing, Stale
from aspire_desktop.domain.office.history import ActionRow
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.services.door.action import Action, Change, Effect, R_co
from aspire_desktop.storage.lookups.office.history import last_change
from aspire_desktop.storage.work import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True)
class OnlyTouched(Action[R_co]):
    """Carry out a change as it is wanted, of which every fact was read as `read` says.

    A field that is wanted as it was read was not touched: it stays as it is stored by now. One that was
    touched is set where it is still stored as it was read, or is stored as it is wanted already.
    """

    wanted: Change[R_co]
    read: Change[R_co]

    @property
    def noted_as(self) -> str:
        """The name of the change itself: what was touched is not another kind of act."""
        return self.wanted.noted_as

    @classmethod
    def reach(cls) -> Mapping[str, frozenset[Role]]:
        """Give none of its own."""
        return {}

    def allowed(self) -> frozenset[Role]:
        """Give the roles that may make the change."""
        return self.wanted.allowed()

    def apply(self, work: UnitOfWork) -> Effect[R_co]:
        """Refuse with a Clash, naming the fields, where somebody else has changed what was touched."""
        with work.noting_loads() as rows:
            stored = self.wanted.stored(work)
        settling = _Settling(self.wanted, self.read, stored, work)
        settled = settling.settled(self.wanted, self.read, stored, "")
        if settling.clashes:
            who = changed_by(work, rows, _columns(settling.clashes))
            raise Clash(" ".join((who, *settling.told)), tuple(settling.clashes))
        return settled.apply(work)


E = TypeVar("E")


def each_tick(wanted: tuple[E, ...], read: tuple[E, ...], stored: tuple[E, ...]) -> tuple[E, ...]:
    """Put two choices among many together, for `Change.of_parts`: each tick is a fact of its own.

    What is stored stays in its order, without what was unticked; what was ticked follows.
    """
    unticked = set(read) - set(wanted)
    ticked = (each for each in wanted if each not in read)
    return tuple(dict.fromkeys((*(each for each in stored if each not in unticked), *ticked)))


@dataclass(frozen=True)
class AsShown(Action[R_co]):
    """Carry out an act on something only while it stands as whoever asks for it was shown it."""

    act: Action[R_co]
    shown: Change[Any]

    @property
    def noted_as(self) -> str:
        """The name of the act itself."""
        return self.act.noted_as

    @classmethod
    def reach(cls) -> Mapping[str, frozenset[Role]]:
        """Give none of its own."""
        return {}

    def allowed(self) -> frozenset[Role]:
        """Give the roles that may do the act."""
        return self.act.allowed()

    def apply(self, work: UnitOfWork) -> Effect[R_co]:
        """Refuse where somebody else has changed what was shown, saying who and when."""
        with work.noting_loads() as rows:
            stored = self.shown.stored(work)
        if stored != self.shown:
            raise Stale(changed_by(work, rows), frozenset(table for table, _ in rows))
        return self.act.apply(work)


@dataclass
class _Settling:
    """What is in dispute of a change, found as it is settled."""

    change: Change[Any]
    read: Change[Any]
    stored: Change[Any]
    work: UnitOfWork
    clashes: list[Clashing] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Of what else the facts in dispute are by now."""

    def settled(self, wanted: T, read: T, stored: T, path: str) -> T:
        """Give what is wanted, with what was not touched as it is stored; fields in dispute are noted."""
        if wanted in (read, stored):
            return stored
        if stored == read and not self._is_of_another(path):
            return wanted
        if isinstance(wanted, frozenset):
            # each tick is a fact of its own
            assert isinstance(read, frozenset)
            assert isinstance(stored, frozenset)
            ticks = (stored - (read - wanted)) | (wanted - read)
            return cast("T", ticks)
        if path in self.change.of_parts:
            together = self.change.of_parts[path](wanted, read, stored)
            return self._disputed(stored, path) if together is None else cast("T", together)
        if not is_dataclass(wanted) or isinstance(wanted, type):
            return self._disputed(stored, path)
        parts: dict[str, Any] = {}
        for name in (each.name for each in fields(wanted) if each.init):
            mine, before, theirs = (getattr(each, name) for each in (wanted, read, stored))
            parts[name] = self.settled(mine, before, theirs, f"{path}.{name}" if path else name)
        return replace(wanted, **parts)

    def _is_of_another(self, path: str) -> bool:
        """Tell whether a fact is one of something else by now; not where nobody looked of what it is."""
        rests = self.change.rests_on.get(path)
        read = None if rests is None else fact_of(self.read, rests.field)
        return rests is not None and read is not None and read != fact_of(self.stored, rests.field)

    def _disputed(self, stored: T, path: str) -> T:
        called = self.change.named.get(path)
        words = "" if called is None else called(self.work, stored)
        self.clashes.append(Clashing(path, stored, self.change, words))
        if self._is_of_another(path):
            rests = self.change.rests_on[path]
            now = fact_of(self.stored, rests.field)
            self.clashes.append(Clashing(rests.field, now, self.change))
            self.told.append(rests.said(self.work, now))
        return stored


def _columns(clashes: Sequence[Clashing]) -> frozenset[str]:
    """Give the columns in which facts in dispute stand, by the names of their fields."""
    names = [each.field.rpartition(".")[2] for each in clashes]
    return frozenset({*names, *(f"{name}_id" for name in names)})


def changed_by(
    work: UnitOfWork, rows: Sequence[tuple[str, int]], columns: frozenset[str] = frozenset()
) -> str:
    """Say who changed the record last, or these columns of it, and when."""
    last = work.ask(last_change, rows, columns)
    if last is None:
        return "This was changed meanwhile."
    return f"{last.actor} changed this {_when(last, work)}."


def _when(last: ActionRow, work: UnitOfWork) -> str:
    at = last.at.astimezone(OFFICE_ZONE)
    day = "" if at.date() == work.clock.today() else f"on {short_date(at.date())} "
    return f"{day}at {at:%H:%M}"


def fact_of(change: object, path: str) -> object:
    """Give a fact of a change by its field, such as "email" or "terms.amount_cap"."""
    return reduce(getattr, path.split("."), change)


def with_facts(change: T, facts: Mapping[str, object]) -> T:
    """Give a change with other facts, each by its field."""
    for path, fact in facts.items():
        name, _, rest = path.partition(".")
        part = with_facts(getattr(change, name), {rest: fact}) if rest else fact
        change = _with_part(change, name, part)
    return change


def _with_part(whole: T, name: str, part: object) -> T:
    assert is_dataclass(whole)
    assert not isinstance(whole, type)
    return replace(whole, **{name: part})
