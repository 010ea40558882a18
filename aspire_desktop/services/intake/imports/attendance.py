"""Marks of a file, brought onto a cohort's registers."""

from collections.abc import Sequence

from aspire_desktop.domain.intake.columns import Column, SessionColumn
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import AttendanceLine, RepeatOf
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.domain.programmes.attendance import Code, may_mark
from aspire_desktop.domain.programmes.registers import MarkEntry
from aspire_desktop.services.intake.imports.participants_on_record import OnRegister
from aspire_desktop.services.intake.imports.sorting import RowRejected, Sorting, rejected_by
from aspire_desktop.services.programmes.attendance import SetMarks
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.completions import marks_of
from aspire_desktop.storage.work import UnitOfWork


def import_attendance(work: UnitOfWork, sorting: Sorting, cohort_id: CohortId, reason: str) -> None:
    """Take over the marks of a file; empty cells leave marks as they are."""
    grid = _Grid(work, cohort_id, reason)
    entries: list[MarkEntry] = []
    for line in sorting.table.lines(AttendanceLine):
        try:
            own = grid.entries(line)
            sorting.sort(line.row, grid.fate(own))
            entries += own
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)
    if entries:
        SetMarks(cohort_id, tuple(entries)).apply(work)


class _Grid:
    """The cohort's registers as they are, and what a file would change."""

    def __init__(self, work: UnitOfWork, cohort_id: CohortId, reason: str) -> None:
        self._people = OnRegister(work, cohort_id)
        self._days = work.ask(session_rows, cohort_id)
        self._there: dict[EnrolmentId, dict[SessionId, Code]] = {
            id: {mark.session_id: mark.code for mark in marks}
            for id, marks in work.ask(marks_of, [cohort_id]).items()
        }
        self._today = work.clock.today()
        self._reason = reason
        self._seen: dict[EnrolmentId, tuple[AttendanceLine, list[MarkEntry]]] = {}

    def entries(self, line: AttendanceLine) -> list[MarkEntry]:
        """Give the marks of a row; raise RowRejected where one of them cannot be taken."""
        id = self._people.find(line)
        own = [self._entry(id, mark.number, mark.code) for mark in line.marks]
        if id in self._seen:
            earlier, before = self._seen[id]
            if before != own:
                raise RowRejected(
                    Column.EMAIL,
                    f"Row {earlier.row} marks the same person differently. Keep one of the two rows.",
                    RepeatOf(earlier.row),
                )
            return []
        self._seen[id] = line, own
        return own

    def fate(self, entries: Sequence[MarkEntry]) -> Fate:
        """Say what a row does: new marks alone are new, a mark changed is an update."""
        there = [self._there.get(entry.enrolment_id, {}).get(entry.session_id) for entry in entries]
        if any(old not in (None, entry.code) for old, entry in zip(there, entries, strict=True)):
            return Fate.UPDATED
        return Fate.NEW if None in there else Fate.MATCHED

    def _entry(self, id: EnrolmentId, number: int, code: Code) -> MarkEntry:
        session = next((day for day in self._days if day.position == number), None)
        if session is None:
            raise RowRejected(SessionColumn(number), f"This cohort has {len(self._days)} sessions.")
        if self._there.get(id, {}).get(session.id) != code:
            try:
                self._people.check_stands(id, session.on)
                may_mark(code, session, self._today, self._reason)
            except RuleBroken as refused:
                raise rejected_by(SessionColumn(number), refused) from refused
        return MarkEntry(session.id, id, code, self._reason)
