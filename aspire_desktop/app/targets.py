"""Where a command may write: looked at before anything is done, never over the data themselves."""

import os
from pathlib import Path

from aspire_desktop.app.parser import WrongUse
from aspire_desktop.app.request import Request
from aspire_desktop.domain.errors import Refused

_BESIDE = ("", ".key", "-wal", "-shm", ".lock", ".who")


def target(out: Path, request: Request, *endings: str, inputs: tuple[Path, ...] = ()) -> Path:
    """Give a file that may be written; raise WrongUse for its ending, Refused for its place."""
    if endings and out.suffix.lower() not in endings:
        raise WrongUse(f"{out.name} should end with {' or '.join(endings)}.")
    _refuse_impossible(out)
    place = request.place().file
    ours = {Path(f"{place}{ending}").resolve() for ending in _BESIDE} if place else set()
    if out.resolve() in ours:
        raise Refused(f"{out} belongs to the database itself.", do="Choose another name with --out.")
    if out.resolve() in {each.resolve() for each in inputs}:
        raise Refused(f"{out} is the file that is to be read.", do="Choose another name.")
    if out.is_dir():
        raise Refused(f"{out} is a folder.", do="Name a file in it.")
    _refuse_locked(out.absolute().parent)
    return out


def target_folder(folder: Path) -> Path:
    """Give a folder that may be written to, there already or to be made; raise Refused."""
    _refuse_impossible(folder)
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file, and a folder is needed.", do="Choose another name with --out.")
    _refuse_locked(folder.absolute())
    return folder


def _refuse_impossible(place: Path) -> None:
    """Refuse what the system cannot even look for, such as a name too long for it."""
    try:
        place.exists()
    except OSError as error:
        why = (error.strerror or "the system refuses it").lower()
        raise Refused(
            f"{place.name[:40]}… cannot be a name here: {why}.", do="Choose a shorter name with --out."
        ) from error


def _refuse_locked(folder: Path) -> None:
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise Refused(f"Nothing can be written in {there}.", do="Choose another place with --out.")
