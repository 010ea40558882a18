"""What the screen of finance asks for: agreements with their pools, returns, and what one return says."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from aspire_desktop.documents.money.returns import return_grid
from aspire_desktop.domain.money.claims import AgreementRow, ReturnRow, ReturnSummary, Since, runs_first
from aspire_desktop.domain.money.figures import summary_of
from aspire_desktop.domain.money.funding import Pool
from aspire_desktop.domain.money.grid import Grid
from aspire_desktop.domain.money.returns import AdjustmentFacts, InternalCheck, ReturnFacts, ReturnLineFacts
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, EnrolmentId, Period, fold
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import (
    draft_return,
    submitted_grid,
)
from aspire_desktop.storage.lookups.money.funding import (
    agreement_rows,
    offered_periods,
    pool_places,
    pool_rows,
)
from aspire_desktop.storage.lookups.money.returns import (
    adjustment_lines,
    changes_since,
    claim_lines,
    return_rows,
)
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.office.staff import colleague_rows

Note: TypeAlias = Callable[[AgreementRow, Office], str]
"""What stands at a tab: a count or a note."""


@dataclass(frozen=True)
class Position:
    """Every agreement with its pool, the one that is shown, and what stands at each of its tabs."""

    agreements: Sequence[AgreementRow]
    pools: Sequence[Pool]
    chosen: AgreementRow | None
    pool: Pool | None
    notes: Mapping[str, str]


@dataclass(frozen=True)
class Returns:
    """The returns of one agreement."""

    submitted: Sequence[ReturnRow]
    drafts: Sequence[ReturnFacts]
    """The return of the open period and of each other one in which a claim waits, the earliest first."""
    opened: Period | None
    """The open period, None where none is."""
    preparers: Sequence[str] | None = None
    """Colleagues who may have prepared it, where another one must submit it; None where anybody may."""

    @property
    def lacks_preparer(self) -> bool:
        """Whether nobody can have prepared a return that the one before the screen may submit."""
        return self.preparers is not None and not self.preparers


@dataclass(frozen=True)
class ShownReturn:
    """One return as shown: a draft worked out just now, or a submitted one as it was stored."""

    period: Period
    summary: ReturnSummary
    claims: Sequence[ReturnLineFacts]
    adjustments: Sequence[AdjustmentFacts]
    checks: Sequence[InternalCheck]
    since: Since
    submitted: ReturnRow | None = None
    draft: ReturnFacts | None = None

    @property
    def is_nil(self) -> bool:
        """Tell whether it claims and corrects nothing."""
        return not self.claims and not self.adjustments

    @property
    def failed(self) -> list[InternalCheck]:
        """Give the checks that stand in the way of submitting."""
        return [check for check in self.checks if check.forbids]

    @property
    def advice(self) -> list[InternalCheck]:
        """Give the checks that only warn, where they do."""
        return [check for check in self.checks if check.warns]


def position(wanted: AgreementId | None, notes: Mapping[str, Note], office: Office) -> Position:
    """Ask for everything round one agreement; without one wanted, the one that runs today."""
    today = office.clock.today()
    rows, pools = office.ask(agreement_rows, today), office.ask(pool_rows, today)
    chosen = _chosen(rows, wanted, today)
    if chosen is None:
        return Position(rows, pools, None, None, {})
    pool = next(each for each in pools if each.agreement_id == chosen.id)
    told = {key: note(chosen, office) for key, note in notes.items()}
    return Position(rows, pools, chosen, pool, told)


def returns_of(agreement: AgreementRow, office: Office) -> Returns:
    """Ask for the returns of an agreement, the drafts that can be submitted worked out anew."""
    moment = office.moment
    drafts = [
        office.ask(draft_return, agreement.id, period, moment)
        for period in office.ask(offered_periods, agreement.id, moment.today)
    ]
    submitted = office.ask(return_rows, moment.today, agreement.id)
    return Returns(submitted, drafts, agreement.period, _preparers(office))


@dataclass(frozen=True)
class Invoiced:
    """Enrolments whose place is invoiced although a return claims it."""

    enrolments: frozenset[EnrolmentId]


def invoiced_at(agreement: AgreementId, labels: Collection[str], office: Office) -> Invoiced:
    """Ask who has the places of these labels."""
    places = office.ask(pool_places, agreement, office.clock.today())
    found = (place.enrolment_id for place in places if place.label in labels)
    return Invoiced(frozenset(id for id in found if id is not None))


def _preparers(office: Office) -> Sequence[str] | None:
    if not office.ask(office_settings).authoriser_differs:
        return None
    rows = office.ask(colleague_rows)
    able = (row.name for row in rows if row.active and row.roles & OFFICE)
    return [name for name in able if fold(name) != fold(office.actor)]


def stored_sheet(row: ReturnRow, office: Office) -> ShownReturn:
    """Ask for a submitted return as it was stored."""
    return ShownReturn(
        period=row.period,
        summary=row.summary,
        claims=office.ask(claim_lines, row.id),
        adjustments=office.ask(adjustment_lines, row.id),
        checks=(),
        since=row.since,
        submitted=row,
    )


def draft_sheet(draft: ReturnFacts) -> ShownReturn:
    """Show the draft as it stands."""
    return ShownReturn(
        period=draft.period,
        summary=summary_of(draft),
        claims=draft.lines,
        adjustments=draft.adjustments,
        checks=draft.checks,
        since=Since(),
        draft=draft,
    )


def changed_since(row: ReturnRow, office: Office) -> frozenset[str]:
    """Ask for the labels of places that stand otherwise than a submitted return has them."""
    changes = office.ask(changes_since, office.clock.today(), row.agreement_id)
    return frozenset(change.place for change in changes if change.return_id == row.id)


def grid_of(sheet: ShownReturn, title: str, office: Office) -> Grid:
    """Ask for one sheet of a return's workbook: of a draft as it would be written, else of the file kept."""
    if sheet.draft is not None:
        return return_grid(sheet.draft, title)
    assert sheet.submitted is not None
    return office.ask(submitted_grid, sheet.submitted.workbook, title)


def _chosen(rows: Sequence[AgreementRow], wanted: AgreementId | None, today: date) -> AgreementRow | None:
    """Choose the one wanted, else the one that Home shows, else the latest."""
    by_wish = [row for row in rows if row.id == wanted]
    return next(iter([*by_wish, *filter(None, [runs_first(rows, today)]), *rows]), None)
