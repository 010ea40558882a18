"""Reads a stored return back, so that a copy of it is printed and never worked out again."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from python_calamine import CalamineWorkbook

from aspire_desktop.documents.workbooks.cells import unescaped
from aspire_desktop.domain.money.figures import adjusted, lines_digest
from aspire_desktop.domain.money.figures import claimed as claimed_by
from aspire_desktop.domain.money.funding import Pool, ReturnStatus, Tally
from aspire_desktop.domain.money.returns import (
    Declaration,
    EvidenceFacts,
    FileFacts,
    PersonFacts,
    ReturnFacts,
    StoredReturn,
)
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import parse_long_date, to_pence

ERASED = "People erased"
"""What stands before their references in a workbook from which somebody was erased."""
CLAIMED_PLACES, CLAIMED_AMOUNT = "Places claimed, net", "Amount claimed, net"
"""What stands before the figures that are declared."""
DIGEST = "Digest of the lines (sha256)"
Row: TypeAlias = Sequence[object]
_BROADEST = 8


def stored_facts(stored: StoredReturn, file: FileFacts) -> ReturnFacts:
    """Give what a stored return says: its lines as stored, everything else from its workbook.

    `file` says who makes the copy, and when. Raises Unreadable where the workbook is not one of ours.
    """
    book = _Book(stored)
    summary, declared = book.rows("Summary"), book.rows("Declaration")
    office, _, funder = _text(summary[1][0]).partition(" to the ")
    figures = _Figures(stored, summary)
    about = {_text(row[0]): _text(row[1]) for row in book.rows("About this file")}
    erased = tuple(about[ERASED].split(", ")) if ERASED in about else ()
    return ReturnFacts(
        title=_text(summary[0][0]),
        office=office,
        funder=funder,
        agreement=stored.agreement,
        reference=stored.reference,
        revision=stored.revision,
        supersedes=stored.supersedes,
        revision_reason=stored.revision_reason,
        period=stored.period,
        status=ReturnStatus.SUBMITTED,
        prepared_by=stored.prepared_by,
        prepared_on=stored.submitted_at.astimezone(OFFICE_ZONE).date(),
        submitted_by=stored.submitted_by,
        submitted_at=stored.submitted_at,
        allocation=figures.tally("Allocation"),
        before=figures.tally("Claimed before"),
        before_sources=_text(figures.row("Claimed before")[6]),
        pool=figures.pool(),
        lines=stored.lines,
        adjustments=stored.adjustments,
        evidence=tuple(_evidence(stored, book.rows("Evidence"))),
        checks=(),
        declaration=_declaration(declared),
        file=file,
        digest=lines_digest(stored.lines, stored.adjustments),
        copy_of=stored.digest,
        erased=erased,
    )


def printed_digest(stored: StoredReturn) -> str:
    """Read the digest of the lines that the stored workbook bears; empty where it has none."""
    rows = _Book(stored).rows("Control")
    return next((_text(row[1]) for row in rows if row[0] == DIGEST), "")


class _Book:
    """The stored workbook, by sheet."""

    def __init__(self, stored: StoredReturn) -> None:
        self._stored = stored
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(stored.workbook))

    def rows(self, sheet: str) -> list[Row]:
        """Give the rows of a sheet, the empty ones too, each as broad as the broadest that is read."""
        if sheet not in self._book.sheet_names:
            raise _strange(self._stored)
        rows = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return [[*row, *[""] * (_BROADEST - len(row))] for row in rows]


class _Figures:
    """The figures of a Summary, by the words beside them."""

    def __init__(self, stored: StoredReturn, summary: Sequence[Row]) -> None:
        self._stored = stored
        titles = [_text(row[0]) for row in summary]
        if "2. The agreement" not in titles or "3. The pool" not in titles:
            raise _strange(stored)
        # a cohort may be called anything: what stands above is not looked at
        second = len(titles) - 1 - titles[::-1].index("2. The agreement")
        third = len(titles) - 1 - titles[::-1].index("3. The pool")
        self._agreement, self._pool = summary[second:third], summary[third:]

    def row(self, words: str) -> Row:
        """Give the row of a figure of the agreement."""
        return self._found(self._agreement, words)

    def tally(self, words: str) -> Tally:
        """Give places and pounds of the agreement."""
        row = self.row(words)
        return Tally(_count(row[3]), _amount(row[5]))

    def pool(self) -> Pool:
        """Give where every place stood."""
        names = ("Free", "Committed", "Claimable", "In this return", "Claimed before")
        free, committed, claimable, in_return, claimed = (
            _count(self._found(self._pool, name)[3]) for name in names
        )
        unit, allocation = _amount(self.row("Allocation")[4]), self.tally("Allocation")
        net = claimed_by(self._stored.lines) + adjusted(self._stored.adjustments)
        return Pool(
            agreement_id=self._stored.agreement_id,
            reference=self._stored.agreement,
            cap=allocation.places,
            free=free,
            committed=committed,
            claimable=claimable,
            in_return=in_return,
            claimed=claimed,
            unit=unit,
            amount_cap=None if allocation.amount == allocation.places * unit else allocation.amount,
            corrected=self.tally("Claimed before").amount - claimed * unit,
            correcting=net.amount - in_return * unit,
        )

    def _found(self, rows: Sequence[Row], words: str) -> Row:
        for row in rows:
            if row[0] == words:
                return row
        raise _strange(self._stored)


def _evidence(stored: StoredReturn, rows: Sequence[Row]) -> Iterator[EvidenceFacts]:
    people: dict[int, PersonFacts] = {line.number: line.participant for line in stored.lines}
    people |= {line.number: line.participant for line in stored.adjustments}
    for line, _, kind, title, on, source, digest, *_ in rows[1:]:
        if isinstance(line, (int, float)) and int(line) in people:
            yield EvidenceFacts(
                line=int(line),
                participant=people[int(line)],
                kind=_text(kind),
                title=_text(title),
                on=_day(on),
                source=_text(source),
                digest=_text(digest),
            )


def _declaration(rows: Sequence[Row]) -> Declaration:
    """Read the paragraphs between two empty rows, and who signed below them."""
    words = [_text(row[0]) for row in rows]
    # the last one: a paragraph may be called anything
    ends = len(words) - 1 - words[::-1].index("Name") if "Name" in words else len(words)
    begins = 4 if words[2:4] == [CLAIMED_PLACES, CLAIMED_AMOUNT] else 2  # not declared up to 0.2.0
    beside = {_text(row[0]): _text(row[1]) for row in rows[ends:]}
    signed = beside.get("Date", "")
    return Declaration(
        paragraphs=tuple(paragraph for paragraph in words[begins:ends] if paragraph),
        name=beside.get("Name", ""),
        role=beside.get("Role", ""),
        signed_on=parse_long_date(signed) if signed else None,
    )


def _text(value: object) -> str:
    return unescaped(str(value))


def _count(value: object) -> int:
    return int(value) if isinstance(value, (int, float)) else 0


def _amount(value: object) -> Decimal:
    return to_pence(Decimal(str(value))) if isinstance(value, (int, float)) else Decimal("0.00")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _strange(stored: StoredReturn) -> Unreadable:
    return Unreadable(
        f"The stored workbook of return {stored.reference} is not laid out as this version expects.",
        do="Use the stored workbook itself.",
    )
