"""What must hold of agreements at the end of every transaction, undone ones too, for what rests on them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, exists, func, or_, select

from aspire_desktop.domain.money.agreements import Figures, check_chain, check_figures
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import Period, pounds
from aspire_desktop.storage.images import Values, restored
from aspire_desktop.storage.lookups.money.agreements import agreement_terms
from aspire_desktop.storage.lookups.money.caps import LIVE
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.past import Past, made_by
from aspire_desktop.storage.tables.money.funding import agreements, covers, places, returns
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import versions

_RULE = ("claim_point", "sessions_needed")


def terms_fit(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken for an agreement whose parts do not go together, each changed by somebody else."""
    if not touched & {"agreements", "covers"}:
        return
    paid = select(covers.c.agreement_id, func.count().label("programmes")).group_by(covers.c.agreement_id)
    covered = {row.agreement_id: int(row.programmes) for row in connection.execute(paid)}
    terms = agreement_terms(connection)
    rows = connection.execute(select(agreements).order_by(agreements.c.id)).all()
    following = {id: each.rolls_into_id for id, each in terms.items() if each.rolls_into_id is not None}
    for row in rows:
        figures = (row.places, row.unit, row.begins, row.ends, row.period_months)
        check_figures(Figures(row.reference, covered.get(row.id, 0), *figures), terms[row.id])
        check_chain(row.id, row.reference, following)


def references_told_apart(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where a return is called as those of another agreement are.

    Returns keep the reference that their agreement had: no other's may come to be called the same.
    """
    if not touched & {"agreements", "returns"}:
        return
    called = {row.reference: row.id for row in connection.execute(select(agreements))}
    for row in connection.execute(select(returns.c.reference, returns.c.agreement_id)).all():
        before, _, number = row.reference.rpartition("-R")
        if number.isdecimal() and called.get(before, row.agreement_id) != row.agreement_id:
            raise RuleBroken(
                f"Return {row.reference} of another agreement bears the reference {before}.",
                do="Choose another one.",
            )


def terms_kept(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where a submitted return does not rest any more on what its agreement says.

    It was submitted by a claim rule, at a price, and within dates; what these were is in the history.
    """
    if not touched & {"agreements", "returns"}:
        return
    past, made = Past(connection, "agreements"), made_by(connection, "returns")
    query = (
        select(agreements, returns.c.id.label("return_id"), returns.c.reference.label("sent"))
        .add_columns(returns.c.begins.label("first"), returns.c.ends.label("last"))
        .join(returns, returns.c.agreement_id == agreements.c.id)
        .where(STANDS)
        .order_by(returns.c.id)
    )
    for row in connection.execute(query).mappings():
        then = past.before(row["id"], made[row["return_id"]]) if row["return_id"] in made else None
        if then is not None:
            _refuse_other_terms(_Sent(row["sent"], Period(row["first"], row["last"])), then, dict(row))


def places_covered(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where somebody holds a place of an agreement that does not pay for the programme."""
    if not touched & {"covers", "places"}:
        return
    paid = exists().where(
        covers.c.agreement_id == places.c.agreement_id,
        covers.c.programme_id == versions.c.programme_id,
        or_(covers.c.version_id.is_(None), covers.c.version_id == versions.c.id),
    )
    query = (
        select(agreements.c.reference, versions.c.title)
        .select_from(places)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .where(LIVE, ~paid)
        .order_by(places.c.id)
    )
    row = connection.execute(query.limit(1)).first()
    if row is not None:
        raise RuleBroken(
            f"Agreement {row.reference} has places taken for {row.title}, so it must go on paying for it.",
            do="Release these places first.",
        )


class _Sent:
    """A submitted return, by what a refusal says of it."""

    def __init__(self, reference: str, period: Period) -> None:
        self.reference, self.period = reference, period


def _refuse_other_terms(sent: _Sent, then: Values, now: dict[str, object]) -> None:
    had = restored(agreements, {name: value for name, value in then.items() if name in agreements.c})
    named = f"agreement {now['reference']}"
    if any(name in had and had[name] != now[name] for name in _RULE):
        raise RuleBroken(
            f"Return {sent.reference} of {named} was submitted by another claim rule.",
            do="Add another agreement for places that are claimed by another rule.",
        )
    unit = had["unit"]
    if unit != now["unit"]:
        assert isinstance(unit, Decimal)
        raise RuleBroken(
            f"Return {sent.reference} of {named} was submitted at {pounds(unit)} a place.",
            do="Add another agreement for places at another price.",
        )
    if _cuts_off(sent.period, had, now):
        raise RuleBroken(
            f"Return {sent.reference} for {sent.period} is submitted, so {named} must hold it.",
            do="Leave its dates, or extend them.",
        )


def _cuts_off(period: Period, had: dict[str, object], now: dict[str, object]) -> bool:
    """Tell whether days of a return are out of its agreement that were in it when it was submitted."""
    begins, ends = _day(had, "begins"), _day(had, "ends")
    return max(period.begins, begins) < _day(now, "begins") or _day(now, "ends") < min(period.ends, ends)


def _day(row: dict[str, object], name: str) -> date:
    day = row[name]
    assert isinstance(day, date)
    return day
