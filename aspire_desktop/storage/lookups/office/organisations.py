"""Organisations as they stood on a day."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from aspire_desktop.domain.office.organisations import NamingRow, OrganisationRow, is_member
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import parted
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.organisations import organisation_names as names
from aspire_desktop.storage.tables.office.organisations import organisations


def name_holds(on: date) -> ColumnElement[bool]:
    """Give the condition that a dated name is the one borne on a day."""
    return (names.c.since.is_(None) | (names.c.since <= on)) & (
        names.c.until.is_(None) | (names.c.until >= on)
    )


@asked_by(EVERYONE)
def organisation_rows(connection: Connection, on: date) -> list[OrganisationRow]:
    """Give every organisation under the name it bore on the day, by name."""
    query = (
        select(organisations, names.c.name, names.c.gss, names.c.also)
        .join(names, names.c.organisation_id == organisations.c.id)
        .where(name_holds(on))
        .order_by(names.c.name_key, organisations.c.id)
    )
    return [_row(row, on, ended_on=None) for row in connection.execute(query)]


def _row(row: Row[Any], on: date, ended_on: date | None) -> OrganisationRow:
    member = ended_on is None and is_member(row.member_since, row.member_until, on)
    return row_of(OrganisationRow, row, member=member, ended_on=ended_on, also=parted(row.also))


@asked_by(EVERYONE)
def ended_rows(connection: Connection, today: date) -> list[OrganisationRow]:
    """Give every organisation that has ended, under the name it bore last."""
    last: dict[int, Row[Any]] = {}
    query = (
        select(organisations, names.c.name, names.c.gss, names.c.also, names.c.until)
        .join(names, names.c.organisation_id == organisations.c.id)
        .order_by(names.c.id)
    )
    for row in connection.execute(query):
        last[row.id] = row
    return [
        _row(row, today, ended_on=row.until)
        for row in last.values()
        if row.until is not None and row.until < today
    ]


@asked_by(EVERYONE)
def organisation_namings(connection: Connection) -> list[NamingRow]:
    """Give every organisation once under each name it answers to, today's first, earlier ones last."""
    query = select(
        organisations.c.id, organisations.c.type, names.c.name, names.c.gss, names.c.also, names.c.until
    ).join(names, names.c.organisation_id == organisations.c.id)
    rows = sorted(connection.execute(query.order_by(names.c.id)), key=lambda row: row.until is not None)
    own = [row_of(NamingRow, row) for row in rows]
    return own + [row_of(NamingRow, row, name=also, gss=None) for row in rows for also in parted(row.also)]
