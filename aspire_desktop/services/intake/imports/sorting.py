"""What becomes of each row of a file: new, updated, matched or rejected with a reason."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from aspire_desktop.domain.intake.cells import shown
from aspire_desktop.domain.intake.columns import Column, Target
from aspire_desktop.domain.intake.import_reports import Fate, ImportReport, RowFate
from aspire_desktop.domain.intake.imports import Doubt, Problem, RepeatOf, Table
from aspire_desktop.domain.office.errors import Refused


class RowRejected(Exception):
    """A row cannot go in; raised before anything of it is written."""

    def __init__(self, target: Target | None, words: str, doubt: Doubt | None = None) -> None:
        super().__init__(words)
        self.target = target
        self.words = words
        self.doubt = doubt


def unknown_programme(words: str, known: Iterable[str]) -> RowRejected:
    """Say of a file's programme that it is none of those on record, each of which is named once."""
    offered = ", ".join(dict.fromkeys(known))
    return RowRejected(
        Column.PROGRAMME, f"“{words}” is not a programme that is known here. It can be: {offered}."
    )


def rejected_by(target: Target | None, refusal: Refused) -> RowRejected:
    """Turn a refusal of a rule into the row's problem, with what to do."""
    told = refusal.explanation
    return RowRejected(target, f"{told.what} {told.do}".strip())


class FirstRows:
    """Which row of the file added what: what a later row differs from was not on record before."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def note(self, key: str, row: int, fate: Fate) -> Fate:
        """Note what became of a row; give it back."""
        if fate is Fate.NEW:
            self._rows[key] = row
        return fate

    def refuse_repeat(self, target: Target, key: str, what: str) -> None:
        """Raise RowRejected where an earlier row of the file added it."""
        earlier = self._rows.get(key)
        if earlier is not None:
            words = f"Row {earlier} names {what} with other details. Keep one of the two."
            raise RowRejected(target, words, RepeatOf(earlier))


@dataclass
class Sorting:
    """Counts the rows of a table as they are dealt with."""

    table: Table
    _fates: dict[int, RowFate] = field(default_factory=dict)
    _problems: list[Problem] = field(default_factory=list)

    def sort(self, row: int, fate: Fate, note: str = "", *, waits: bool = False) -> None:
        """Say what became of a row."""
        self._fates[row] = RowFate(row, fate, note, waits)

    def reject(self, row: int, rejected: RowRejected) -> None:
        """Leave a row out and say why, naming the heading and what stands there."""
        self._fates[row] = RowFate(row, Fate.REJECTED)
        target = rejected.target
        position = None if target is None else self.table.mapping.places.get(target)
        cells = next(each.cells for each in self.table.rows if each.number == row)
        value = shown(cells[position]) if position is not None and position < len(cells) else ""
        heading = "" if target is None else self.table.mapping.heading_of(target)
        self._problems.append(Problem(row, heading, value, rejected.words, position, rejected.doubt))

    def report(self) -> ImportReport:
        """Give the counts and every problem, the file's own included, by row."""
        counts = Counter(each.fate for each in self._fates.values())
        problems = sorted((*self.table.problems, *self._problems), key=lambda problem: problem.row)
        return ImportReport(
            read=len(self.table.rows),
            new=counts[Fate.NEW],
            updated=counts[Fate.UPDATED],
            matched=counts[Fate.MATCHED],
            rejected=counts[Fate.REJECTED] + self.table.rejected,
            problems=tuple(problems),
            fates=tuple(self._fates.values()),
        )
