"""Folders in which a database file is in danger: copied by a sync program, or on another computer's disk."""

import sys
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Final

from aspire_desktop.domain.office.errors import Explanation

_NAMES: Final = frozenset({"box", "mega", "my drive", "shared drives", "sync", "mobile documents"})
_BEGINNINGS: Final = (
    "onedrive", "sharepoint", "google drive", "googledrive", "dropbox", "box sync", "box-box", "icloud",
    "nextcloud", "owncloud", "pcloud", "megasync", "tresorit", "egnyte", "seafile", "synologydrive",
    "synology drive",
)  # fmt: skip
_ENDS: Final = (" - documents", " - shared documents")
"""How a library of SharePoint is called on the disk: the site, then the library."""
_NETWORK: Final = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "davfs", "fuse.sshfs", "fuse.rclone",
    "fuse.gvfsd-fuse",
})  # fmt: skip
_MOUNTS: Final = Path("/proc/self/mounts")
_REMOTE: Final = 4
"""What Windows calls a drive that is mapped to another computer (DRIVE_REMOTE)."""
KEEP: Final = "Keep it on this computer, or use a PostgreSQL server for a shared office."


def warning_of(file: Path | None) -> Explanation | None:
    """Give what is to be said of where a database lies; None where it lies well, or is not a file."""
    if file is None:
        return None
    if is_synchronised(str(file)):
        what = f"{file} lies in a folder that is synchronised with other computers, which can damage it."
        return _danger(what, "Keep it in another folder, or use a PostgreSQL server for a shared office.")
    if on_remote_mount(file):
        return _danger(f"{file} lies on a drive of another computer, which can damage it.", KEEP)
    return None


def _danger(what: str, do: str) -> Explanation:
    """Warn without saying that nothing was changed: nothing was asked for."""
    return Explanation(what, "", do)


def on_network_share(given: str) -> bool:
    """Tell whether a Windows path names another computer (UNC)."""
    path = given.replace("/", "\\").removeprefix("\\\\?\\")
    return path.startswith(("\\\\", "UNC\\"))


def on_mapped_drive(given: str, type_of: Callable[[str], int]) -> bool:
    """Tell whether a path begins with a drive letter that Windows maps to another computer."""
    drive = PureWindowsPath(given).drive
    return drive.endswith(":") and type_of(f"{drive}\\") == _REMOTE


def drive_type(drive: str) -> int:
    """Ask Windows what kind of drive a letter is; elsewhere no letter is a drive."""
    if sys.platform == "win32":
        import ctypes

        kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)
        return kind
    return 0


def is_synchronised(path: str) -> bool:
    """Tell whether a folder of a path is one that a sync program keeps like those on other computers."""
    folders = [part.lower() for part in PureWindowsPath(path).parts[:-1]]
    return any(each in _NAMES or each.startswith(_BEGINNINGS) or each.endswith(_ENDS) for each in folders)


def on_remote_mount(file: Path) -> bool:
    """Tell whether a file lies below a mount of Linux that may stand for another computer."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # a system that does not say what is mounted: nothing is known against the folder
    return kind_of_mount(file.absolute(), mounts) in _NETWORK


def kind_of_mount(file: Path, mounts: str) -> str:
    """Give the kind of file system that holds a file, by the list of mounts that Linux keeps."""
    rows = [line.split(" ") for line in mounts.splitlines() if line.count(" ") >= 2]
    held = [(_spelled(row[1]), row[2]) for row in rows]
    above = [(len(point), kind) for point, kind in held if file.is_relative_to(point)]
    return max(above, default=(0, ""))[1]


def _spelled(point: str) -> str:
    """Give a mount's place as it is: Linux writes its blanks as numbers."""
    return point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
