"""Files that a command is given to read: never the database that it works on."""

from pathlib import Path

from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.errors import NotFound, Refused
from aspire_desktop.storage.open_files import belongs_to


def content_of(path: Path, request: Request) -> bytes:
    """Give what a file holds; raise NotFound, or Refused where it may not be read."""
    refuse_unfit(path, request)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} could not be read.", do="Check that you may read it.") from error


def refuse_unfit(path: Path, request: Request) -> None:
    """Raise NotFound for no file, Refused for one of the database: nothing but SQLite may open those."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", do="Check its name and place.")
    place = request.place().file
    if place and belongs_to(path, place):
        raise Refused(f"{path} belongs to the database itself.", do="Name the file that is to be read.")
