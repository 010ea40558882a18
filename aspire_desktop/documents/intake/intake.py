"""A file somebody sent, read as a table of checked rows, without asking what is stored."""

import json
from collections.abc import Iterable
from pathlib import Path

from aspire_desktop.documents.intake.workbooks import read_in_child, unreadable
from aspire_desktop.documents.workbooks.separated import read_separated
from aspire_desktop.documents.workbooks.workbook_parts import OLE, Unfit, is_workbook
from aspire_desktop.domain.intake.cells import Sheet
from aspire_desktop.domain.intake.columns import ImportKind, column_named
from aspire_desktop.domain.intake.headings import HeadingChoice, HeadingChoices
from aspire_desktop.domain.intake.import_tables import Wanted
from aspire_desktop.domain.intake.import_words import DEFAULT_OUTCOMES
from aspire_desktop.domain.intake.imports import Checks, Table
from aspire_desktop.domain.intake.session_headings import SessionHint
from aspire_desktop.domain.intake.sheets import table_of
from aspire_desktop.domain.office.errors import Unreadable

MOST_BYTES = 50 * 2**20
_SMALL_TEXT = 4 * 2**20
"""Bytes of text that are read here, for they can do no harm; all else is read by a child process."""


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read a workbook or a separated text file, told apart by what is in it; raise Unreadable in words.

    Every sheet that holds something is given, those that are shown first; text is one sheet without a name.
    """
    try:
        with path.open("rb") as stream:
            beginning = stream.read(len(OLE))
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise unreadable(path, f"it is larger than {MOST_BYTES // 2**20} MB")
        if size > _SMALL_TEXT or is_workbook(beginning):
            return read_in_child(path)
        return (read_separated(path),)
    except Unfit as unfit:
        raise unreadable(path, str(unfit), unfit.do) from unfit
    except FileNotFoundError:
        raise unreadable(path, "there is no such file", "Check its name and folder.") from None
    except OSError as error:
        if path.is_dir():
            raise unreadable(path, "it is a folder", "Choose a file in it.") from error
        because = f"the system does not allow it ({error.strerror or error})"
        raise unreadable(path, because, "Close it in other programs, then try again.") from error


def read_table(
    path: Path,
    kind: ImportKind,
    choices: HeadingChoices | None = None,
    sessions: Iterable[SessionHint] = (),
    outcomes: tuple[str, ...] = DEFAULT_OUTCOMES,
    wanted: Wanted | None = None,
) -> Table:
    """Read a file for import: its headings understood, every row a line or a list of problems.

    Raises Unreadable for a file that cannot be read, in which no one sheet alone is meant, or that lacks
    needed columns or rows of data.
    """
    checks = Checks(outcomes)
    return table_of(read_sheets(path), path.name, kind, checks, lambda _: choices, tuple(sessions), wanted)


def read_choices(path: Path, kind: ImportKind) -> HeadingChoices:
    """Read a mapping file: JSON `{heading: column}`, null or "" for a column to be left out.

    Raises Unreadable for other JSON and for a column that this kind does not have.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise unreadable_mapping(path, "it is not a JSON file") from error
    if not isinstance(found, dict):
        raise unreadable_mapping(path, "it is not a list of headings with their columns")
    return HeadingChoices(tuple(_choice(path, kind, heading, column) for heading, column in found.items()))


def _choice(path: Path, kind: ImportKind, heading: str, column: object) -> HeadingChoice:
    if column is None or column == "":
        return HeadingChoice(heading, None)
    target = column_named(kind, str(column))
    if target is None:
        raise unreadable_mapping(path, f"“{column}” is not a column of {kind}")
    return HeadingChoice(heading, target)


def unreadable_mapping(path: Path, because: str) -> Unreadable:
    """Give the refusal of a mapping file."""
    return Unreadable(
        f"The mapping “{path.name}” could not be read, because {because}.",
        do='Write it like {"Your council": "organisation", "Contact": "e-mail"}.',
    )
