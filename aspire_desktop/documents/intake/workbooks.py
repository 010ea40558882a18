"""Files that come in: read by a child process, so that a hostile file can end only the child."""

import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from aspire_desktop.domain.intake.cells import Sheet
from aspire_desktop.domain.office.errors import Unreadable

MOST_SECONDS = 30.0
"""Seconds by the clock that one file may take."""
_POLL_SECONDS = 0.2


def read_in_child(path: Path, most_seconds: float = MOST_SECONDS) -> tuple[Sheet, ...]:
    """Read every sheet that holds something, those that are shown first; at least one of them was read.

    The child is started afresh (“spawn”), which a frozen build answers with multiprocessing's
    freeze_support, called first in __main__. Raises Unreadable with the reason in words.
    """
    # The reader is loaded in the child; here only when a file is really read, to keep starting quick.
    from aspire_desktop.documents.intake.workbook_reader import read_for_parent

    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=read_for_parent, args=(theirs, path), daemon=True)
    child.start()
    theirs.close()
    try:
        sheets = _receive(ours, child, path, time.monotonic() + most_seconds)
    finally:
        ours.close()
        child.kill()
        child.join()
    if all(sheet.unread for sheet in sheets):
        raise unreadable(path, sheets[0].unread if sheets else "it is empty")
    return sheets


def _receive(ours: Connection, child: BaseProcess, path: Path, deadline: float) -> tuple[Sheet, ...]:
    from aspire_desktop.documents.intake.child_messages import Failed, Finished, Gathered

    gathered = Gathered()
    while time.monotonic() < deadline:
        if not ours.poll(_POLL_SECONDS):
            continue
        try:
            message = ours.recv()
        except EOFError:
            raise unreadable(path, _ended(child)) from None
        if isinstance(message, Finished):
            return gathered.sheets()
        if isinstance(message, Failed):
            raise unreadable(path, message.because, message.do)
        gathered.take(message)
    raise unreadable(path, "reading it took too long")


def _ended(child: BaseProcess) -> str:
    child.join(1)
    if child.exitcode is not None and child.exitcode < 0:
        return "it needs more memory or time than one file may have"
    return "the part of the program that reads files stopped at it"


_SAVE_ANEW = "Open it in Excel, save it as an .xlsx workbook or as CSV UTF-8, and choose that file."


def unreadable(path: Path, because: str, do: str = "") -> Unreadable:
    """Give the one refusal for a file that cannot be read, whatever the library said."""
    return Unreadable(f"“{path.name}” could not be read, because {because}.", do=do or _SAVE_ANEW)
