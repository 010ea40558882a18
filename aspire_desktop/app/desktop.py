"""The commands that open the window: the plain one, and the practice data."""

from argparse import Namespace
from functools import partial
from pathlib import Path

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.display import NO_DISPLAY, has_display
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.practice import build
from aspire_desktop.app.request import Request
from aspire_desktop.app.window import file_for_window, open_window
from aspire_desktop.domain.office.errors import Refused


def declare(commands: Commands) -> None:
    """Add the command for practice data; the window itself is what runs where no command is named."""
    commands.parser.set_defaults(run=run_window)
    demo = commands.add("demo", run_demo, "build practice data, run the whole job on it, open the window")
    demo.add_argument("--out", type=Path, default=Path("aspire-demo"), metavar="DIR", help="aspire-demo")
    demo.add_argument("--no-window", action="store_true", help="open no window afterwards")


def run_window(request: Request, _given: Namespace) -> Answer:
    """Open the window on the database named, or on the last one."""
    if not has_display():
        raise Refused(NO_DISPLAY, do="Use the commands: aspire-desktop --help.")
    return Answer((), after=partial(open_window, request, file_for_window(request)))


def run_demo(request: Request, given: Namespace) -> Answer:
    """Build the practice data, say what was written, then open the window where there is a display."""
    folder: Path = given.out
    built = build(folder, request.name(), request.clock)
    wanted = not given.no_window
    shown = wanted and has_display()
    written = (*built.registers, *built.certificates, *built.returns)
    lines = (
        f"Practice data in {built.folder}. The people in it are invented.",
        f"Database: {built.database}",
        *(f"Imported: {file.name}" for file in built.imported),
        *(f"Wrote: {file.relative_to(built.folder)}" for file in written),
    )
    facts = {
        "folder": built.folder,
        "database": built.database,
        "imported": built.imported,
        "registers": built.registers,
        "certificates": built.certificates,
        "returns": built.returns,
        "window": shown,
    }
    if wanted and not shown:
        lines += (NO_DISPLAY,)
    return Answer(lines, facts, after=partial(open_window, request, built.database) if shown else None)
