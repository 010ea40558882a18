"""Starting the window on a database."""

from pathlib import Path

from aspire_desktop.app import settings
from aspire_desktop.app.bootstrap import keep_log
from aspire_desktop.app.openings import Doors
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.errors import Refused


def file_for_window(request: Request) -> Path | None:
    """Give the database that the window opens: the one named, or None for the last one."""
    if request.database is None:
        return None
    place = request.place()
    if place.file is None:
        raise Refused(
            "The window opens database files; a server's database is worked on by commands.",
            do="Name a file with --database.",
        )
    return place.file


def open_window(request: Request, file: Path | None) -> int:
    """Run the window until it is closed; gives the exit code."""
    # Qt is loaded for a window only: commands must start fast, and run where it cannot.
    from aspire_desktop.ui.shell.start import start

    folder = settings.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    keep_log()
    return start(Doors(request.name(), request.clock, request.vault), folder, file)
