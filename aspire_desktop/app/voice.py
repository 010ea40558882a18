"""What the program says outside its windows: on the console, through a pipe, or in a box of its own."""

import contextlib
import io
import os
import sys
from typing import TextIO

from aspire_desktop.app import display


def open_missing_handles() -> None:
    """Put nothing where a standard handle is closed, or the next file opened would take its number.

    What a library writes to standard error would then land in that file.
    """
    if os.name == "nt":
        return  # handles of Windows bear no such numbers
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def say(text: str) -> None:
    """Write to standard output, where there is one and somebody reads it."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """Write to standard error; started without one, as Explorer does, show a box instead."""
    if not text:
        return
    if sys.stderr is None:
        display.show_alone(text.strip())
    else:
        _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    try:
        if isinstance(stream, io.TextIOWrapper):
            _widen(stream)
        stream.write(text)
        stream.flush()
    except OSError:
        _silence(stream)  # whoever read it has left, which Windows calls an invalid argument


def _widen(stream: io.TextIOWrapper) -> None:
    """Let every name through: a pipe takes UTF-8, a console what its letters allow."""
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="replace")


def _silence(stream: TextIO) -> None:
    """Let what is still to be written, at the end by the interpreter itself, go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
