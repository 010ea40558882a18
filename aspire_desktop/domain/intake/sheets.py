"""Which sheet of a file is meant: what each holds and looks like, and the one that alone fits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from aspire_desktop.domain.intake.cells import Sheet, is_blank, shown
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.headings import (
    HeadingChoices,
    Mapping,
    likely_headings,
    unknown_choices,
)
from aspire_desktop.domain.intake.import_tables import Hidden, Wanted, closed_columns, count_below, table_from
from aspire_desktop.domain.intake.imports import Checks, Table
from aspire_desktop.domain.intake.session_headings import SessionHint
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import enumerated, fold

_MOST_TOLD = 20
_WORDS_TOLD = 6


@dataclass(frozen=True)
class PossibleSheet:
    """A sheet that may be meant, with what its headings stand for; `choices` are those used for it."""

    kind: ImportKind
    sheet: Sheet
    mapping: Mapping
    choices: HeadingChoices | None = None

    @property
    def name(self) -> str:
        """Give the sheet's name; nothing for a file that has no sheets."""
        return self.sheet.name

    @cached_property
    def rows(self) -> int:
        """Count the rows of data, or of anything where no heading is understood."""
        return count_below(self.sheet, self.mapping) if self.mapping.matched else len(self.sheet.rows)

    @property
    def fits(self) -> bool:
        """Say whether it holds rows under all headings that its kind needs."""
        unknown = unknown_choices(self.mapping, self.choices or HeadingChoices())
        return not (self.sheet.unread or self.mapping.missing(self.kind) or unknown) and self.rows > 0

    @property
    def lacks(self) -> str:
        """Say why it does not fit; nothing where it does."""
        if self.sheet.unread:
            return f"not read, because {self.sheet.unread}"
        if missing := self.mapping.missing(self.kind):
            return f"no column for {enumerated(missing)}"
        return "" if self.fits else "no rows below its headings"

    @property
    def beginning(self) -> str:
        """Give the headings, or the first words where none is understood."""
        if self.mapping.matched:
            words = [heading.text for heading in self.mapping.headings]
        else:
            cells = (cell for row in self.sheet.rows[:3] for cell in row.cells if not is_blank(cell))
            words = [" ".join(shown(cell).split())[:40] for cell in cells]
        return ", ".join(words[:_WORDS_TOLD]) + (" …" if len(words) > _WORDS_TOLD else "")

    @property
    def told(self) -> str:
        """Say what it holds: “Delegates” (6 rows: First name, Last name, E-mail)."""
        rows = "1 row" if self.rows == 1 else f"{self.rows:,} rows"
        parts = filter(None, (rows, "hidden" if self.sheet.hidden else "", self.lacks))
        return f"“{self.name}” ({', '.join(parts)}: {self.beginning})"


def candidates(
    sheets: Iterable[Sheet],
    kind: ImportKind,
    choices_for: Callable[[Sheet], HeadingChoices | None],
    sessions: Sequence[SessionHint] = (),
    hidden: Hidden = Hidden.LEAVE,
) -> tuple[PossibleSheet, ...]:
    """Look at every sheet of a file as this kind of import would."""
    return tuple(_candidate(sheet, kind, choices_for(sheet), sessions, hidden) for sheet in sheets)


def _candidate(
    sheet: Sheet,
    kind: ImportKind,
    choices: HeadingChoices | None,
    sessions: Sequence[SessionHint],
    hidden: Hidden,
) -> PossibleSheet:
    if not sheet.rows:
        return PossibleSheet(kind, sheet, Mapping(0, ()), choices)
    closed = closed_columns(sheet, hidden)
    return PossibleSheet(kind, sheet, likely_headings(kind, sheet.rows, choices, sessions, closed), choices)


def table_of(
    sheets: Iterable[Sheet],
    file: str,
    kind: ImportKind,
    checks: Checks,
    choices_for: Callable[[Sheet], HeadingChoices | None],
    sessions: Sequence[SessionHint] = (),
    wanted: Wanted | None = None,
) -> Table:
    """Read the sheet that is meant as a table, naming the others. Raises Unreadable."""
    asked = wanted or Wanted()
    found = candidates(sheets, kind, choices_for, sessions, asked.hidden)
    one = the_one(found, file, asked.sheet)
    if one.sheet.unread:
        raise Unreadable(f"The sheet “{one.name}” of “{file}” could not be read, because {one.sheet.unread}.")
    table = table_from(one.sheet, kind, checks, one.choices, sessions, asked.hidden)
    return replace(table, other_sheets=tuple(each.name for each in found if each is not one))


def the_one(found: Sequence[PossibleSheet], file: str, wanted: str | None = None) -> PossibleSheet:
    """Give the sheet that is named, or the only one that is shown and fits, or the only one there is.

    Raises Unreadable otherwise, telling what each sheet holds.
    """
    if wanted is not None:
        named = [each for each in found if fold(each.name) == fold(wanted)]
        if not named:
            raise Unreadable(f"The file “{file}” has no sheet “{wanted}” with anything in it. {_all(found)}")
        return named[0]
    if clear := clear_one(found):
        return clear
    fitting = _fitting(found)
    if fitting:
        what = f"{len(fitting)} sheets of “{file}” can be meant. {_all(fitting)}"
    else:
        what = (
            f"None of the {len(found)} sheets of “{file}” that are shown holds {found[0].kind}. {_all(found)}"
        )
    raise Unreadable(what, do="Say which one is meant with --sheet NAME.")


def clear_one(found: Sequence[PossibleSheet]) -> PossibleSheet | None:
    """Give the only sheet that is shown and fits, or the only one there is; None where it is not clear."""
    fitting = _fitting(found)
    if len(fitting) == 1:
        return fitting[0]
    return found[0] if len(found) == 1 else None


def _fitting(found: Sequence[PossibleSheet]) -> list[PossibleSheet]:
    return [each for each in found if each.fits and not each.sheet.hidden]


def _all(found: Sequence[PossibleSheet]) -> str:
    told = "; ".join(each.told for each in found[:_MOST_TOLD])
    more = f"; and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    return f"It has {told}{more}."
