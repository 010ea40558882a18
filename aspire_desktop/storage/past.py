"""The rows of a table as the history says they were at any time."""

from collections import defaultdict

from sqlalchemy import Connection, func, select

from aspire_desktop.storage.images import Image, Values, values
from aspire_desktop.storage.tables.journal import change


class Past:
    """Every row of one table, asked for once, as each action left it; for tables of few rows."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._left: defaultdict[int, list[tuple[int, Image | None]]] = defaultdict(list)
        query = select(change.c.row, change.c.action, change.c.after).where(change.c.tbl == table)
        for row in connection.execute(query.order_by(change.c.action)):
            self._left[row.row].append((row.action, row.after))

    @property
    def rows(self) -> list[int]:
        """Give the ids of all rows that ever were."""
        return sorted(self._left)

    def latest(self, row: int) -> Values:
        """Give a row as it is, or as it was before it went."""
        return values(next(taken for _, taken in reversed(self._left[row]) if taken is not None))

    def before(self, row: int, action: int) -> Values | None:
        """Give a row as it was before an action; None where it was not there.

        A column that a later migration added is not in it.
        """
        taken = next((taken for at, taken in reversed(self._left[row]) if at < action), None)
        return None if taken is None else values(taken)


def row_before(connection: Connection, table: str, row: int, action: int) -> Values | None:
    """Give one row as it was before an action; None where it was not there."""
    query = select(change.c.after).where(change.c.tbl == table, change.c.row == row, change.c.action < action)
    taken = connection.scalar(query.order_by(change.c.action.desc()).limit(1))
    return None if taken is None else values(Image(taken))


def made_by(connection: Connection, table: str) -> dict[int, int]:
    """Give, by row, the action that added each row of a table."""
    first = select(change.c.row, func.min(change.c.action).label("action")).where(change.c.tbl == table)
    return {row.row: row.action for row in connection.execute(first.group_by(change.c.row))}
