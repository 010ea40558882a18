"""What must hold of agreements at the end of every transaction, undone ones too, for what rests on them."""

from sqlalchemy import Connection, Row, exists, func, or_, select

from aspire_desktop.domain.money.agreements import Figures, check_chain, check_figures
from aspire_desktop.domain.money.returns import AgreedTerms
from aspire_desktop.domain.money.stored_returns import read_terms
from aspire_desktop.domain.office.errors import RuleBroken, Unreadable
from aspire_desktop.domain.office.values import Period, pounds
from aspire_desktop.storage.lookups.money.agreements import agreement_terms
from aspire_desktop.storage.lookups.money.caps import LIVE
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.tables.money.funding import agreements, covers, places, returns
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import versions


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

    It was submitted by a claim rule, at a price, and within dates: it says so itself.
    """
    if not touched & {"agreements", "returns"}:
        return
    query = (
        select(agreements, returns.c.reference.label("sent"), returns.c.facts)
        .add_columns(returns.c.begins.label("first"), returns.c.ends.label("last"))
        .join(returns, returns.c.agreement_id == agreements.c.id)
        .where(STANDS)
        .order_by(returns.c.id)
    )
    for row in connection.execute(query).all():
        then = _terms_of(connection, row.facts)
        if then is not None:
            _refuse_other_terms(row, then)


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


def _terms_of(connection: Connection, facts: str | None) -> AgreedTerms | None:
    """Give the terms that a return says; the check of the database names a kept file that is missing."""
    try:
        return None if facts is None else read_terms(kept_file(connection, facts).decode())
    except Unreadable:
        return None


def _refuse_other_terms(now: Row[tuple[object, ...]], then: AgreedTerms) -> None:
    """Refuse an agreement, `now`, that a return of it does not rest on any more."""
    named, period, had = f"agreement {now.reference}", Period(now.first, now.last), then.dates
    rule = (now.claim_point, now.sessions_needed)
    if then.claim_point is not None and rule != (then.claim_point, then.sessions_needed):
        raise RuleBroken(
            f"Return {now.sent} of {named} was submitted by another claim rule.",
            do="Add another agreement for places that are claimed by another rule.",
        )
    if now.unit != then.unit:
        raise RuleBroken(
            f"Return {now.sent} of {named} was submitted at {pounds(then.unit)} a place.",
            do="Add another agreement for places at another price.",
        )
    # days of the return are out of its agreement that were in it when it was submitted
    if max(period.begins, had.begins) < now.begins or now.ends < min(period.ends, had.ends):
        raise RuleBroken(
            f"Return {now.sent} for {period} is submitted, so {named} must hold it.",
            do="Leave its dates, or extend them.",
        )
