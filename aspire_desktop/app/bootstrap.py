"""Puts the program together: hooks for troubles nobody foresaw, noted by reference and without names."""

import faulthandler
import logging
import secrets
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from aspire_desktop.app.settings import log_file
from aspire_desktop.app.voice import complain, open_missing_handles

LONGEST_LOG = 1_000_000
"""Bytes after which the log begins anew; the one before is kept."""


def prepare() -> None:
    """Fill handles that are closed, and set the hooks that catch what nobody foresaw, on every thread."""
    open_missing_handles()
    if sys.stderr is not None:
        faulthandler.enable()
    sys.excepthook = _unforeseen
    threading.excepthook = _unforeseen_on_thread


def keep_log() -> None:
    """Send what the window notes to the log, and what ends the interpreter to a file beside it."""
    from logging.handlers import RotatingFileHandler

    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LONGEST_LOG, backupCount=1, encoding="utf-8", delay=True)
        # Open for as long as the program runs: the interpreter writes to it when it can do nothing else.
        faulthandler.enable((file.parent / "crash.log").open("a", encoding="utf-8"))
    except OSError:
        return  # a computer that has no room for a log must still work
    logging.getLogger("aspire_desktop").addHandler(handler)


def note_trouble(error: BaseException) -> str:
    """Note where an error came from, never its text, which may hold names; give the words to show."""
    reference = secrets.token_hex(4).upper()
    frames = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    place = _append(f"{at} {reference} {type(error).__name__} {frames}\n")
    return (
        f"Something happened that the program did not foresee (reference {reference}). "
        "What was finished is kept and what was not was taken back, so your data are safe. "
        f"Try again; if it happens again, give the reference to your administrator{place}."
    )


def _append(line: str) -> str:
    """Add a line to the log and say where it is; a computer that has no room for a log must still work."""
    file = log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LONGEST_LOG:
            file.replace(file.with_suffix(".log.1"))
        with file.open("a", encoding="utf-8") as opened:
            opened.write(line)
    except OSError:
        return ""
    return f", with {file}"


def _unforeseen(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    complain(f"{note_trouble(error)}\n")


def _unforeseen_on_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        complain(f"{note_trouble(told.exc_value)}\n")
