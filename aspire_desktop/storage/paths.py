"""Places that files are to be written to: refused in words where they cannot be, before anything is done."""

import os
import tempfile
from pathlib import Path

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.file_names import impossible_part


def refuse_impossible(place: Path, *, windows: bool = os.name == "nt") -> None:
    """Raise Refused for a place on no drive, or with a part that cannot be a name on this system."""
    refuse_impossible_name(place, windows=windows)
    standing(place)


def refuse_impossible_name(place: Path, *, windows: bool = os.name == "nt") -> None:
    """Raise Refused for a place with a part that cannot be a name on this system; the disk is not asked."""
    found = impossible_part(place.absolute(), windows=windows)
    if found is not None:
        told = f"“{_short(found[0])}” cannot be a name here: {found[1]}."
        raise Refused(told, do="Choose another name.")


def standing(place: Path) -> Path:
    """Give the place itself or the nearest folder above it that is there; raise Refused where none is."""
    for each in (place.absolute(), *place.absolute().parents):
        if os.path.lexists(each):
            return each
    raise Refused(f"There is no drive {place.absolute().anchor}.", do="Connect it, or choose another place.")


def may_write_in(folder: Path) -> bool:
    """Try whether files can be made in a folder that is there: Windows' answer about rights says little."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"
