"""Venues with their rooms."""

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.programmes.venues import RoomRow
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.programmes.venues import rooms, venues


@asked_by(EVERYONE)
def room_rows(connection: Connection) -> list[RoomRow]:
    """Give every room, by venue; the whole of a venue comes before its rooms."""
    named = rooms.c.name.label("room")
    query = (
        select(venues, rooms.c.id.label("room_id"), rooms.c.venue_id, rooms.c.holds, named)
        .join(rooms, rooms.c.venue_id == venues.c.id)
        .order_by(venues.c.name_key, rooms.c.name, rooms.c.id)
    )
    return [row_of(RoomRow, row, id=row.room_id) for row in connection.execute(query)]
