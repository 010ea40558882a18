"""What may be asked for the first screen."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from aspire_desktop.domain.home.home import CertificatesReady, HomeFacts
from aspire_desktop.domain.office.staff import EVERYONE, OFFICE
from aspire_desktop.services.programmes.certificates import certificate_candidates
from aspire_desktop.storage.lookups.home import home
from aspire_desktop.storage.question import asked_by


@asked_by(OFFICE)
def home_facts(connection: Connection, today: date) -> HomeFacts:
    """Give everything that the first screen shows."""
    return _printable_only(connection, home.home_facts(connection, today))


@asked_by(EVERYONE)
def home_without_money(connection: Connection, today: date) -> HomeFacts:
    """Give what the first screen shows to somebody who does not see the money: no pool, return or query."""
    return _printable_only(connection, home.home_facts(connection, today, money=False))


def _printable_only(connection: Connection, facts: HomeFacts) -> HomeFacts:
    printable = _printable(connection, facts.certificates, facts.today)
    return replace(facts, certificates=tuple(printable))


def _printable(
    connection: Connection, rows: Iterable[CertificatesReady], today: date
) -> Iterator[CertificatesReady]:
    """Count whose certificate cannot be printed as blocked, as the list of certificates does."""
    for row in rows:
        people = certificate_candidates(connection, row.cohort.id, today)
        held_back = sum(bool(each.unprintable) for each in people)
        if row.ready > held_back:
            yield replace(row, ready=row.ready - held_back, blocked=row.blocked + held_back)
