"""Where a command may write: looked at before anything is done, never over the data themselves."""

from pathlib import Path

from aspire_desktop.app.parser import WrongUse
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.open_files import belongs_to
from aspire_desktop.storage.paths import may_write_in, refuse_impossible, standing


def target(out: Path, request: Request, *endings: str, inputs: tuple[Path, ...] = ()) -> Path:
    """Give a file that may be written; raise WrongUse for its ending, Refused for its place."""
    if endings and out.suffix.lower() not in endings:
        raise WrongUse(f"{out.name} should end with {' or '.join(endings)}.")
    refuse_impossible(out)
    place = request.place().file
    if place and belongs_to(out, place):
        raise Refused(f"{out} belongs to the database itself.", do="Choose another name with --out.")
    if out.resolve() in {each.resolve() for each in inputs}:
        raise Refused(f"{out} is the file that is to be read.", do="Choose another name.")
    if out.is_dir():
        raise Refused(f"{out} is a folder.", do="Name a file in it.")
    _refuse_locked(out.absolute().parent)
    return out


def target_folder(folder: Path) -> Path:
    """Give a folder that may be written to, there already or to be made; raise Refused."""
    refuse_impossible(folder)
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file, and a folder is needed.", do="Choose another name with --out.")
    _refuse_locked(folder.absolute())
    return folder


def _refuse_locked(folder: Path) -> None:
    there = standing(folder)
    if not there.is_dir() or not may_write_in(there):
        raise Refused(f"Nothing can be written in {there}.", do="Choose another place with --out.")
