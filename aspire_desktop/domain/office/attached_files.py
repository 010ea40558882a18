"""Files that people attach and the office keeps: an answer's, the evidence of an approval."""

from collections.abc import Collection
from dataclasses import dataclass

from aspire_desktop.domain.office.errors import RuleBroken

LARGEST_FILE = 20 * 1024 * 1024
"""The most bytes of one attached file."""


@dataclass(frozen=True)
class AttachedFile:
    """A file that goes with an answer or an approval: its name, and what it holds."""

    name: str
    content: bytes


def check_files(files: Collection[AttachedFile]) -> None:
    """Raise RuleBroken for a file that is empty or too large, and for two of one name."""
    for file in files:
        if not file.content:
            raise RuleBroken(f"The file {file.name} is empty.", do="Attach another one.", about="files")
        if len(file.content) > LARGEST_FILE:
            raise RuleBroken(
                f"The file {file.name} is larger than {LARGEST_FILE // 1024 // 1024} MB.",
                do="Attach a smaller one, or say in words where it is kept.",
                about="files",
            )
    if len({file.name for file in files}) < len(files):
        raise RuleBroken("Two of the files have the same name.", do="Rename one of them.", about="files")
