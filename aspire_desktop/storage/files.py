"""The one place that writes files: beside the target, synced and checked, then put in place at one stroke."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aspire_desktop.domain.office.errors import Refused, Unreadable
from aspire_desktop.storage.open_files import refuse_ours, refuse_taken
from aspire_desktop.storage.paths import refuse_impossible, standing

WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between tries: on Windows virus scanners and sync programs hold new files for a moment."""
SPARE: Final = 16 * 1024 * 1024
"""Bytes that a disk must still have free after a file is written."""


def write_file(target: Path, content: bytes, *, private: bool = False) -> Path:
    """Write a file whole or not at all and give its absolute path; a private one is its owner's only.

    Raises Refused, with an older file of that name untouched.
    """
    refuse_if_short(target, len(content))

    def fill(temporary: Path) -> None:
        temporary.write_bytes(content)

    def check(temporary: Path) -> None:
        if temporary.read_bytes() != content:
            raise Unreadable(f"{target.name} did not read back as it was written.", do="Check the disk.")

    return replace_file(target, fill, check, private=private)


def replace_file(
    target: Path, fill: Callable[[Path], None], check: Callable[[Path], None], *, private: bool = False
) -> Path:
    """Let `fill` write a new file and `check` read it, then put it in the target's place.

    Gives the absolute path. Raises Refused, or what fill and check raise, with an older file untouched; also
    for a database that is open here, and for the name of a log beside any.
    """
    target = target.absolute()
    refuse_ours(target)
    refuse_taken(target)
    with beside(target, private=private) as temporary, plainly(target):
        fill(temporary)
        sync(temporary)
        check(temporary)
        patiently(lambda: temporary.replace(target))
        _sync_folder(target.parent)
    return target


def claim(temporary: Path, target: Path) -> None:
    """Give a finished file its final name only if nothing has that name; raise Refused otherwise."""
    if Path(f"{temporary}-wal").exists():
        raise RuntimeError("a database must be closed before it gets its name")
    refuse_taken(target)
    sync(temporary)
    with plainly(target):
        try:
            _link(temporary, target)
        except FileExistsError as error:
            raise Refused(f"{target.name} is there already.", do="Choose another name.") from error
        _sync_folder(target.parent)


def set_aside(file: Path, name: Path) -> None:
    """Give a file a second name that nothing has, so that replacing the first one loses nothing."""
    with plainly(name):
        _link(file, name)


@contextmanager
def beside(target: Path, *, private: bool = False) -> Iterator[Path]:
    """Give an empty file in the target's folder (made if need be) that is gone afterwards."""
    refuse_impossible(target)
    with plainly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f".{target.name[:60]}.{secrets.token_hex(4)}.part"
        temporary.touch(mode=0o600 if private else 0o666, exist_ok=False)
    try:
        yield temporary
    finally:
        for leftover in (temporary, *(Path(f"{temporary}{end}") for end in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill, its owner's only, and put it in the target's place when the block ends well.

    The target must not be there, or be an empty folder; raises Refused otherwise. Whatever stops the
    block leaves nothing behind.
    """
    target = target.absolute()
    refuse_impossible(target)
    refuse_if_full(target)
    with plainly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f".{target.name[:60]}.{secrets.token_hex(4)}.part"
        temporary.mkdir(mode=0o700)
    try:
        yield temporary
        with plainly(target):
            if target.exists():
                target.rmdir()  # Windows moves nothing over a folder, not even over an empty one
            patiently(lambda: temporary.rename(target))
            _sync_folder(target.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def refuse_if_full(folder: Path) -> None:
    """Raise Refused where a folder that is to be made is there already with something in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            f"{folder.name} is there already, and it is not an empty folder.",
            do="Choose a new or an empty folder.",
        )


def refuse_if_short(target: Path, size: int) -> None:
    """Raise Refused unless the target's disk has room for so many bytes and some to spare."""
    refuse_impossible(target)
    folder = standing(target.absolute().parent)
    if shutil.disk_usage(folder).free < size + SPARE:
        raise Refused(f"There is not enough room on the disk for {target.name}.", do="Free some space.")


def patiently(move: Callable[[], object], wait: Callable[[float], None] = time.sleep) -> None:
    """Move a file, trying again while another program holds it."""
    for seconds in WAITS:
        try:
            move()
        except PermissionError:
            wait(seconds)
        else:
            return
    move()


def sync(file: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


@contextmanager
def plainly(target: Path) -> Iterator[None]:
    """Turn what the operating system says of a file into a refusal in words."""
    try:
        yield
    except OSError as error:
        raise Refused(
            f"{target.name} could not be written in {target.parent}: {_reason(error)}.",
            safe="Nothing was changed, and an older file of that name is still there.",
            do="Close the file if another program has it open, or choose another place.",
        ) from error


def _reason(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    if isinstance(error, PermissionError):
        return "it may not be written there, or another program has it open"
    if isinstance(error, NotADirectoryError | IsADirectoryError | FileExistsError):
        return "a folder and a file have the same name"
    return (error.strerror or "the disk refused it").lower()


def _link(file: Path, name: Path) -> None:
    """Add a name where it is free; where the file system knows no links, look first and rename."""
    try:
        name.hardlink_to(file)
    except FileExistsError:
        raise
    except OSError:
        if name.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name)) from None
        file.rename(name)


def _sync_folder(folder: Path) -> None:
    """Make sure that a rename is on the disk; Windows does so itself and cannot open folders."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
