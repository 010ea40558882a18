"""Faults nobody foresaw: a reference to quote, a log without personal data, and the work goes on."""

import hashlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from aspire_desktop import __version__
from aspire_desktop.ui.desk.signals import Fault

LOG = logging.getLogger(__name__)


def fault_of(error: BaseException) -> Fault:
    """Log where a fault arose and give it a reference; the same fault bears the same one.

    The message of the exception is left out: it may hold names of people.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    kind = type(error).__name__
    digest = hashlib.sha256("\n".join([kind, *lines]).encode()).hexdigest()
    reference = f"F-{digest[:6].upper()}"
    details = "\n".join([f"Reference {reference} · Aspire Desktop {__version__}", kind, *lines[-8:]])
    LOG.error("%s", details)
    return Fault(reference, details)


def catch_strays(show: Callable[[Fault], None]) -> None:
    """Show what is raised outside any errand: in a slot, or on a thread."""

    def stray(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show(fault_of(error.with_traceback(trace)))

    def on_thread(raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            fault_of(raised.exc_value)

    sys.excepthook = stray
    threading.excepthook = on_thread
