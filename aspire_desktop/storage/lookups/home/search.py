"""People, organisations, cohorts and all else by any part of their names, accents and case aside."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, literal, or_, select, true

from aspire_desktop.domain.home.search import Found, FoundKey, nearly_holds, pieces
from aspire_desktop.domain.money.claims import revision_words
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.staff import EVERYONE, OFFICE
from aspire_desktop.domain.office.values import PersonId, fold, short_date
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.office.organisations import name_holds
from aspire_desktop.storage.lookups.office.people import PRESENT
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.money.funding import agreements, returns
from aspire_desktop.storage.tables.office.organisations import organisation_names, organisations
from aspire_desktop.storage.tables.office.people import employments, former_names, people
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import modules, versions

_CALLED = (people.c.name_key, people.c.email_key)
LOOKED_AT = 1500
"""Of each kind that may be meant with a slip: more are not looked at."""
PATIENCE = 0.15
"""Seconds after which no further kind is looked through for slips."""


@dataclass(frozen=True)
class _Asked:
    """What is asked for: words, perhaps with a slip in them, or ids."""

    words: tuple[str, ...]
    today: date
    limit: int
    slips: bool = False
    ids: frozenset[int] | None = None

    def picks(
        self, connection: Connection, id: Column[Any], *texts: ColumnElement[str]
    ) -> ColumnElement[bool]:
        """Ask for what holds every word in one of its texts."""
        if self.ids is not None:
            return among(connection, id, self.ids)
        return _holds(texts, self.words, slips=self.slips)

    def rank(self, key: ColumnElement[str]) -> ColumnElement[int]:
        """Put the whole name first, then what begins so, then where a word does, then any part."""
        text = " ".join(self.words)
        if not text:
            return literal(0)
        begins = key.startswith(text, autoescape=True)
        within = key.contains(f" {text}", autoescape=True)
        held = _holds([key], self.words)
        return case((key == text, 0), (begins, 1), (within, 2), (held, 3), else_=4)


@asked_by(EVERYONE)
def search(connection: Connection, text: str, today: date, limit: int = 20) -> list[Found]:
    """Give what holds every word of the text, at most `limit` of each kind; nothing for an empty text."""
    return _searched(connection, _KINDS.values(), text, today, limit)


@asked_by(EVERYONE)
def search_slips(connection: Connection, text: str, today: date, limit: int = 20) -> list[Found]:
    """Give what the text names but for one slip in typing each word, as far as there is time to look."""
    return _forgiven(connection, _KINDS.values(), text, today, limit)


@asked_by(OFFICE)
def search_returns(connection: Connection, text: str, today: date, limit: int = 20) -> list[Found]:
    """Give the returns whose reference, or whose agreement's, holds every word of the text."""
    return _searched(connection, [_returns], text, today, limit)


@asked_by(EVERYONE)
def found_again(connection: Connection, keys: Collection[FoundKey], today: date) -> list[Found]:
    """Give what was found before as it is called today; what is gone, and who was erased, is left out."""
    return _again(connection, _KINDS, keys, today)


@asked_by(OFFICE)
def returns_again(connection: Connection, keys: Collection[FoundKey], today: date) -> list[Found]:
    """Give returns that were found before."""
    return _again(connection, {"return": _returns}, keys, today)


def _searched(
    connection: Connection, kinds: Iterable["_Find"], text: str, today: date, limit: int
) -> list[Found]:
    words = tuple(fold(text).split())
    asked = _Asked(words, today, limit)
    return [found for find in kinds for found in find(connection, asked)] if words else []


def _forgiven(
    connection: Connection, kinds: Iterable["_Find"], text: str, today: date, limit: int
) -> list[Found]:
    words, found, end = tuple(fold(text).split()), list[Found](), perf_counter() + PATIENCE
    for find in kinds if words else ():
        if perf_counter() > end:
            break
        rows = find(connection, _Asked(words, today, LOOKED_AT, slips=True))
        found += [row for row in rows if nearly_holds(f"{row.name} {row.detail}", words)][:limit]
    return found


def _again(
    connection: Connection, kinds: dict[str, "_Find"], keys: Collection[FoundKey], today: date
) -> list[Found]:
    found = list[Found]()
    for kind, find in kinds.items():
        ids = frozenset(int(each.part or each.id) for each in keys if each.kind == kind)
        found += find(connection, _Asked((), today, len(ids), ids=ids)) if ids else ()
    return found


def _people(connection: Connection, asked: _Asked) -> list[Found]:
    """Find them by what they are called, or were, and where they work: an old name says why it is they."""
    now = asked.picks(connection, people.c.id, *_CALLED)
    earlier = _former_names(connection, asked)
    wanted = [now, *([among(connection, people.c.id, earlier)] if earlier else ())]
    wanted += [each & people.c.erased_on.is_(None) for each in _employed(connection, asked)]
    kept = people.c.erased_on.is_(None) if asked.ids is not None else true()
    order = (asked.rank(people.c.name_key), people.c.name_key, people.c.id)
    few = select(people.c.id).where(or_(*wanted), kept).order_by(*order).limit(asked.limit).subquery()
    query = (
        select(people, now.label("now"), employments.c.job_title, employments.c.organisation_id)
        .join(few, few.c.id == people.c.id)
        .outerjoin(employments, and_(employments.c.person_id == people.c.id, PRESENT))
        .order_by(*order)
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows if row.organisation_id}, asked.today)
    on = {} if asked.slips else _latest_cohorts(connection, [row.id for row in rows])
    return [
        Found(
            "person",
            full_name(row.given_name, row.family_name),
            _listed(
                "" if row.now else earlier.get(row.id, ""),
                row.job_title,
                names.get(row.organisation_id),
                row.email,
            )
            + on.get(row.id, ""),
            row.id,
        )
        for row in rows
    ]


def _listed(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))


def _employed(connection: Connection, asked: _Asked) -> list[ColumnElement[bool]]:
    """Ask for whoever works where a word names the place, and is called by the other words."""
    if asked.ids is not None or asked.slips:
        return []
    key = organisation_names.c.name_key + " " + func.lower(organisation_names.c.also)
    called = select(organisation_names.c.organisation_id, key.label("key")).where(name_holds(asked.today))
    bodies = connection.execute(called).all()
    each, somewhere = [], False
    for word in asked.words:
        at = [row.organisation_id for row in bodies if word in row.key]
        there = select(employments.c.person_id).where(
            PRESENT, among(connection, employments.c.organisation_id, at)
        )
        named = _holds(_CALLED, (word,))
        each.append(named | people.c.id.in_(there) if at else named)
        somewhere = somewhere or bool(at)
    return [and_(*each)] if somewhere else []


def _latest_cohorts(connection: Connection, ids: Sequence[PersonId]) -> dict[PersonId, str]:
    query = (
        select(enrolments.c.person_id, cohorts.c.code)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(among(connection, enrolments.c.person_id, ids), enrolments.c.status.in_(HOLDS_A_PLACE))
        .order_by(enrolments.c.id)
    )
    return {row.person_id: f" · on {row.code}" for row in connection.execute(query)}


def _former_names(connection: Connection, asked: _Asked) -> dict[PersonId, str]:
    if asked.ids is not None:
        return {}
    called = (former_names.c.name_key, former_names.c.email_key)
    query = select(former_names).where(_holds(called, asked.words, slips=asked.slips))
    return {
        row.person_id: f"formerly {full_name(row.given_name, row.family_name)}"
        for row in connection.execute(query.order_by(former_names.c.id).limit(LOOKED_AT))
    }


def _organisations(connection: Connection, asked: _Asked) -> list[Found]:
    also = organisation_names.c.name_key + " " + func.lower(organisation_names.c.also)
    wanted = asked.picks(connection, organisations.c.id, also)
    if asked.ids is None:
        wanted |= func.lower(organisation_names.c.gss) == asked.words[0]
    query = (
        select(organisations, organisation_names.c.name, organisation_names.c.gss)
        .join(organisation_names, organisation_names.c.organisation_id == organisations.c.id)
        .where(name_holds(asked.today), wanted)
        .order_by(asked.rank(organisation_names.c.name_key), organisation_names.c.name_key)
        .limit(asked.limit)
    )
    return [
        Found("organisation", row.name, _listed(row.type, row.region, row.gss), row.id)
        for row in connection.execute(query)
    ]


def _cohorts(connection: Connection, asked: _Asked) -> list[Found]:
    text = cohorts.c.code_key + " " + func.lower(cohorts.c.venue)
    query = (
        select(cohorts, versions.c.title)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .where(asked.picks(connection, cohorts.c.id, text))
        .order_by(asked.rank(cohorts.c.code_key), cohorts.c.code_key)
        .limit(asked.limit)
    )
    return [
        Found("cohort", row.code, _listed(row.title, row.venue), row.id) for row in connection.execute(query)
    ]


def _sessions(connection: Connection, asked: _Asked) -> list[Found]:
    """Find them by the cohort and what the day is called, not by the venue: that is the cohort's."""
    key = cohorts.c.code_key + " " + func.lower(modules.c.title)
    query = (
        select(sessions, cohorts.c.code, modules.c.title)
        .join(cohorts, cohorts.c.id == sessions.c.cohort_id)
        .join(modules, modules.c.id == sessions.c.module_id)
        .where(asked.picks(connection, sessions.c.id, key))
        .order_by(asked.rank(key), cohorts.c.code_key, sessions.c.position)
        .limit(asked.limit)
    )
    return [
        Found("session", f"{row.code} {row.title}", f"{short_date(row.on)}, register", row.id)
        for row in connection.execute(query)
    ]


def _certificates(connection: Connection, asked: _Asked) -> list[Found]:
    text = func.lower(certificates.c.number) + " " + people.c.name_key
    query = (
        select(certificates, cohorts.c.code, cohorts.c.id.label("cohort_id"))
        .join(enrolments, enrolments.c.id == certificates.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(asked.picks(connection, enrolments.c.id, text))
        .order_by(asked.rank(func.lower(certificates.c.number)), certificates.c.number)
        .limit(asked.limit)
    )
    return [
        Found(
            "certificate",
            row.number,
            _listed(row.name, row.code, short_date(row.issued_on)),
            row.cohort_id,
            str(row.enrolment_id),
        )
        for row in connection.execute(query)
    ]


def _returns(connection: Connection, asked: _Asked) -> list[Found]:
    key = func.lower(returns.c.reference)
    text = key + " " + agreements.c.reference_key
    query = (
        select(returns, agreements.c.reference.label("under"))
        .join(agreements, agreements.c.id == returns.c.agreement_id)
        .where(asked.picks(connection, returns.c.id, text))
        .order_by(asked.rank(key), returns.c.begins.desc(), returns.c.revision.desc())
        .limit(asked.limit)
    )
    return [
        Found(
            "return",
            revision_words(row.reference, row.revision),
            _listed(f"agreement {row.under}", f"submitted {short_date(row.submitted_at.date())}"),
            row.agreement_id,
            str(row.id),
        )
        for row in connection.execute(query)
    ]


def _holds(
    texts: Sequence[ColumnElement[str]], words: Sequence[str], *, slips: bool = False
) -> ColumnElement[bool]:
    """Ask for what holds each word in one of its texts.

    Apostrophes count for nothing on either side: “obrien” finds O’Brien.
    """
    each = []
    for word in words:
        bare = word.replace("'", "")
        parts = pieces(bare) if slips else (bare,)
        each.append(or_(*(_has(text, part) for text in texts for part in parts)))
    return and_(true(), *each)


def _has(text: ColumnElement[str], part: str) -> ColumnElement[bool]:
    """Take apostrophes out of the few texts alone that have any: with many people that is half the time."""
    bare = func.replace(text, "'", "")
    return text.contains(part, autoescape=True) | (text.contains("'") & bare.contains(part, autoescape=True))


_Find: TypeAlias = Callable[[Connection, _Asked], list[Found]]
_KINDS: dict[str, _Find] = {
    "person": _people,
    "organisation": _organisations,
    "cohort": _cohorts,
    "session": _sessions,
    "certificate": _certificates,
}
