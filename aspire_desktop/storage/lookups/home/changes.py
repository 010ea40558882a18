"""What actions changed of the nouns whose facts are told once, in words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from aspire_desktop.domain.intake.columns import FACTS
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Image, values
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.journal import change

_TABLES = frozenset(fact.table for fact in FACTS if fact.table)


@asked_by(OFFICE)
def fact_changes(connection: Connection, ids: Collection[ActionId]) -> Mapping[ActionId, Sequence[str]]:
    """Give what these actions changed of rows that were there before and after, in the order it was written.

    A sentence is such as "people 12: E-mail address “b@x.gov.uk”, was “a@x.gov.uk”".
    """
    query = (
        select(change)
        .where(among(connection, change.c.action, ids), change.c.tbl.in_(_TABLES))
        .where(change.c.before.is_not(None), change.c.after.is_not(None))
        .order_by(change.c.action, change.c.seq)
    )
    told: dict[ActionId, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        before, after = values(Image(row.before)), values(Image(row.after))
        for fact in FACTS:
            if fact.table == row.tbl and (words := fact.changed(before, after)):
                told[row.action].append(f"{row.tbl} {row.row}: {words}")
    return told
