"""Who uses the program."""

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.staff import OFFICE, ColleagueRow, Role, roles_in
from aspire_desktop.domain.office.values import fold
from aspire_desktop.storage.question import asked_by, asked_by_anybody
from aspire_desktop.storage.tables.office.staff import colleagues


def roles_of(connection: Connection, name: str) -> frozenset[Role]:
    """Give the roles of the active person of this name; none where they are not known."""
    query = select(colleagues.c.roles).where(colleagues.c.name_key == fold(name), colleagues.c.active)
    return roles_in(connection.scalar(query) or "")


@asked_by_anybody
def colleague_called(connection: Connection, name: str) -> ColleagueRow | None:
    """Give whoever goes by a name; None for somebody unknown, or whose access is closed.

    Anybody may ask it: it is how the program learns whom it works for, and which roles they have.
    """
    rows = colleague_rows(connection)
    return next((row for row in rows if row.active and fold(row.name) == fold(name)), None)


@asked_by(OFFICE)
def colleague_rows(connection: Connection) -> list[ColleagueRow]:
    """Give everybody who uses the program, by name."""
    rows = connection.execute(select(colleagues).order_by(colleagues.c.name_key))
    return [ColleagueRow(row.id, row.name, roles_in(row.roles), row.active) for row in rows]


def somebody_administers(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where nobody is left who may change roles, also by way of an undo."""
    if "colleagues" not in touched:
        return
    if not any(Role.ADMINISTRATOR in row.roles and row.active for row in colleague_rows(connection)):
        raise RuleBroken("Somebody must keep the role administrator.", do="Give it to another person first.")
