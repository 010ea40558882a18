"""What the child that reads a file sends to its parent, and how the parent puts sheets together from it."""

from dataclasses import dataclass

from aspire_desktop.domain.intake.cells import Cell, Sheet, SheetRow


@dataclass(frozen=True)
class SheetBegins:
    """A sheet, whose rows follow; `unread` says why there will be none."""

    name: str
    hidden: bool
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    remarks: tuple[str, ...] = ()
    unread: str = ""


@dataclass(frozen=True)
class SomeRows:
    """Rows on their way to the parent: number counted from 1, cells, whether hidden."""

    rows: list[tuple[int, tuple[Cell, ...], bool]]


@dataclass(frozen=True)
class Finished:
    """The last message of a file that was read whole."""


@dataclass(frozen=True)
class Failed:
    """The last message of a file that cannot be read."""

    because: str
    do: str = ""


Message = SheetBegins | SomeRows | Finished | Failed


class Gathered:
    """Sheets put together from their messages."""

    def __init__(self) -> None:
        self._begun: list[tuple[SheetBegins, list[SheetRow]]] = []

    def take(self, message: SheetBegins | SomeRows) -> None:
        """Begin a sheet, or go on with the last."""
        if isinstance(message, SheetBegins):
            self._begun.append((message, []))
        else:
            self._begun[-1][1].extend(SheetRow(*row) for row in message.rows)

    def sheets(self) -> tuple[Sheet, ...]:
        """Give the sheets in the order in which they came."""
        return tuple(
            Sheet(tuple(rows), at.name, at.hidden, at.hidden_columns, at.filtered, at.remarks, at.unread)
            for at, rows in self._begun
        )
