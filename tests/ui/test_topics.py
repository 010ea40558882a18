"""What a list or a number rests on is what it hears of: the tables read are compared with the topics."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from busy_office import TODAY, BusyOffice
from sqlalchemy import Engine, event

from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.network.alumni import alumni_rows
from aspire_desktop.storage.lookups.programmes.attendance import registers_due
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.ui.screens.network.alumni.view import Network
from aspire_desktop.ui.shell.navigation import ENTRIES

TOLD_ELSEWHERE = frozenset({"programmes", "colleagues"})
"""What the program brings itself, and the rights of whoever asks, which the whole window hears of."""


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """Collect the tables that are read as long as the block lasts."""
    read = set[str]()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        read.update(re.findall(r"(?:FROM|JOIN)\s+(\w+)", statement))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield read
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    read &= set(metadata.tables)


REGISTERS = next(entry for entry in ENTRIES if entry.key == "registers")
ASKED: list[tuple[str, Callable[[Office], object], frozenset[str]]] = [
    ("registers due", lambda office: office.ask(registers_due, TODAY), REGISTERS.topics),
    ("alumni", lambda office: office.ask(alumni_rows, TODAY), Network.topics),
]


@pytest.mark.parametrize(("ask", "topics"), [each[1:] for each in ASKED], ids=[each[0] for each in ASKED])
def test_each_table_read_is_heard_of(
    opened: Office, busy: BusyOffice, ask: Callable[[Office], object], topics: frozenset[str]
) -> None:
    with tables_read() as read:
        ask(opened)
    assert "enrolments" in read
    assert sorted(read - topics - TOLD_ELSEWHERE) == []
