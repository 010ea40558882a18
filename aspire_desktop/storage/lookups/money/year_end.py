"""The year end as at a date; what each section means is said in domain/money/year_end.py."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection

from aspire_desktop.domain.money.year_end import Section, YearEnd, YearEndRow
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.storage.lookups.money.funding import terms_of
from aspire_desktop.storage.lookups.money.year_end_income import deferred_charges
from aspire_desktop.storage.lookups.money.year_end_places import place_rows
from aspire_desktop.storage.lookups.money.year_end_returns import return_rows_unpaid
from aspire_desktop.storage.question import asked_by


@asked_by(OFFICE)
def year_end(connection: Connection, on: date, agreement_id: AgreementId | None = None) -> YearEnd:
    """Give the year end as at a date, of one agreement or of all and of places that councils pay for."""
    terms = terms_of(connection, agreement_id)
    rows = [*place_rows(connection, terms, on), *return_rows_unpaid(connection, terms, on)]
    if agreement_id is None:
        rows += deferred_charges(connection, on)
    reference = terms[agreement_id].reference if agreement_id in terms else ""
    return YearEnd(on, reference, tuple(_ordered(rows)))


def _ordered(rows: Iterable[YearEndRow]) -> Iterator[YearEndRow]:
    """Put rows in the order of sections; within one they stay as they were found."""
    places = list(Section)
    yield from sorted(rows, key=lambda row: places.index(row.section))
