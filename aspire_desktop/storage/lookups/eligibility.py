"""Whether an agreement pays for the organisations of a draft return's lines."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from aspire_desktop.domain.agreements import Employer, ineligible
from aspire_desktop.domain.organisations import is_member
from aspire_desktop.domain.returns import ReturnFacts
from aspire_desktop.domain.values import EnrolmentId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.agreements import agreement_terms
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.organisations import organisations


def ineligible_lines(
    connection: Connection, facts: ReturnFacts, holders: Sequence[EnrolmentId]
) -> dict[str, list[int]]:
    """Give the numbers of lines that the agreement does not pay for, by the rule in the way, in words.

    `holders` are the enrolments behind the lines, in their order.
    """
    terms = agreement_terms(connection)[facts.pool.agreement_id]
    query = (
        select(enrolments.c.id.label("enrolment_id"), organisations)
        .join(organisations, organisations.c.id == enrolments.c.organisation_id)
        .where(among(connection, enrolments.c.id, set(holders)))
    )
    bodies = {row.enrolment_id: row for row in connection.execute(query)}
    found: dict[str, list[int]] = {}
    for line, holder in zip(facts.lines, holders, strict=True):
        body, first_on = bodies[holder], line.cohort.first_on or facts.period.begins
        member = is_member(body.member_since, body.member_until, first_on)
        employer = Employer(body.id, line.organisation.name, body.type, body.region, member)
        words = ineligible(facts.agreement, terms, employer, first_on)
        if words:
            found.setdefault(words, []).append(line.number)
    return found
