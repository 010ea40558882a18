"""Whether an agreement pays for the organisations of a draft return's lines."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.agreements import Employer, ineligible
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.organisations import is_member
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.agreements import agreement_terms
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.tables.office.organisations import organisations
from aspire_desktop.storage.tables.programmes.enrolments import enrolments


def ineligible_lines(
    connection: Connection, facts: ReturnFacts, holders: Sequence[EnrolmentId]
) -> dict[str, list[int]]:
    """Give the numbers of lines that the agreement does not pay for, by the rule in the way, in words.

    `holders` are the enrolments behind the lines, in their order.
    """
    terms = agreement_terms(connection)[facts.pool.agreement_id]
    if not (terms.eligible_types or terms.eligible_regions or terms.members_only):
        return {}
    employers = _employers(connection, facts, holders)
    found: dict[str, list[int]] = {}
    for line, (employer, first_on) in zip(facts.lines, employers, strict=True):
        words = ineligible(facts.agreement, terms, employer, first_on)
        if words:
            found.setdefault(words, []).append(line.number)
    return found


def _employers(
    connection: Connection, facts: ReturnFacts, holders: Sequence[EnrolmentId]
) -> list[tuple[Employer, date]]:
    """Give for each line whom its place was booked for, as it stood when the cohort began, and that day."""
    query = (
        select(enrolments.c.id.label("enrolment_id"), organisations)
        .join(organisations, organisations.c.id == enrolments.c.organisation_id)
        .where(among(connection, enrolments.c.id, set(holders)))
    )
    bodies = {row.enrolment_id: row for row in connection.execute(query)}
    days = [line.cohort.first_on or facts.period.begins for line in facts.lines]
    ids = {row.id for row in bodies.values()}
    names = {day: names_on(connection, ids, day) for day in set(days)}
    return [
        (
            Employer(
                body.id,
                names[day][body.id],
                body.type,
                body.region,
                is_member(body.member_since, body.member_until, day),
            ),
            day,
        )
        for body, day in zip((bodies[holder] for holder in holders), days, strict=True)
    ]
