"""Which tables an answer is read from: what shows it must hear when one of them changes."""

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, ExecutionContext, Table
from sqlalchemy.engine.interfaces import Compiled
from sqlalchemy.sql.visitors import iterate

_INTO = "tables_read"
_known: WeakKeyDictionary[Compiled, frozenset[str]] = WeakKeyDictionary()
"""By statements as they are kept compiled: each is looked through once."""


def note_reads(connection: Connection, into: set[str]) -> None:
    """Have each table that is read on a connection from now on put into a set."""
    connection.execution_options(**{_INTO: into})


def noted(
    connection: Connection,
    _cursor: object,
    _statement: str,
    _parameters: object,
    context: ExecutionContext | None,
    _many: bool,
) -> None:
    """Note the tables of a statement where somebody wants to know; engines call this before each."""
    into: set[str] | None = connection.get_execution_options().get(_INTO)
    compiled = context.compiled if context is not None else None
    if into is not None and compiled is not None:
        into |= _tables_of(compiled)


def _tables_of(compiled: Compiled) -> frozenset[str]:
    found = _known.get(compiled)
    if found is None:
        whole = () if compiled.statement is None else iterate(compiled.statement)
        found = _known[compiled] = frozenset(each.name for each in whole if isinstance(each, Table))
    return found
