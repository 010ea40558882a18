"""A sound return of invented people, whose names are the hardest that could be thought of."""

from datetime import UTC, date, datetime
from decimal import Decimal

from aspire_desktop.domain.money.figures import adjusted, claimed, lines_digest
from aspire_desktop.domain.money.funding import Pool, ReturnStatus, Tally
from aspire_desktop.domain.money.returns import (
    AdjustmentFacts,
    CohortFacts,
    Declaration,
    EvidenceFacts,
    InternalCheck,
    OrganisationFacts,
    ReturnFacts,
    ReturnLineFacts,
)
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import AgreementId, Period

NAMES = (
    '=HYPERLINK("http://x")',
    "+44 20 7946 0000",
    "-Ann",
    "@SUM(A1)",
    "O'Neill, Siân",
    "Oluwaseun Adébáyọ̀-Featherstonehaugh of Wolverhampton",
    "Priya Sharma",
    "Łukasz Ødegård",
    "_x0041_ under",
    "Bell\x07 ringer",
    "Gwen  Two Spaces",
    "Tom Ash",
    "Ngozi Eze",
    "Mei Lin",
)
ORGANISATIONS = (
    OrganisationFacts("Telford & Wrekin", "E06000020", "unitary", "West Midlands"),
    OrganisationFacts("Walsall Council", "E08000030", "metropolitan", "West Midlands"),
    OrganisationFacts("*", None, "other", "West Midlands"),
    OrganisationFacts("=1+1 Consortium", None, "combined", "North West"),
)
HOME = CohortFacts(
    "INS26-WM01", "Inspire OD", "1", "West Midlands Employers", date(2026, 9, 23), date(2026, 11, 5)
)
AWAY = CohortFacts("INS26-NW01", "Inspire OD", "1", "North West Employers", date(2026, 4, 14), None)

UNIT = Decimal("350.00")
EARLIER = Tally(28, Decimal("9800.00"))


def make_line(
    number: int,
    *,
    amount: Decimal = Decimal("350.00"),
    organisation: OrganisationFacts | None = None,
    cohort: CohortFacts = HOME,
) -> ReturnLineFacts:
    """Make a claim whose unknowns are honestly unknown."""
    sparse = number % 5 == 0
    return ReturnLineFacts(
        number=number,
        return_reference="LGA-2026-Q2",
        revision=1,
        place=f"{28 + number} of 100",
        agreement="LGA/OD/2026-11",
        cohort=cohort,
        participant=PersonFacts(f"P-{number:05}", NAMES[(number - 1) % len(NAMES)]),
        job_title="" if sparse else "HR business partner",
        organisation=organisation or ORGANISATIONS[number % len(ORGANISATIONS)],
        status="Active",
        sessions_required=None if sparse else 2,
        sessions_attended=None if sparse else 2,
        attended_share=None if sparse else Decimal(2) / Decimal(3),
        threshold_met=True,
        threshold_met_on=date(2026, 9, 24),
        price=None if sparse else Decimal("495.00"),
        subsidy=amount,
        vat=None if sparse else Decimal("99.00"),
        employer_contribution=None if sparse else Decimal("145.00"),
        po_number="" if sparse else "0045001234",
        invoice="" if sparse else f"INV-{20400 + number}",
        substitution_of=PersonFacts("P-00900", "Ann Leaver") if number == 3 else None,
        previous_claim="",
        amount=amount,
        evidence=f"Registers of {cohort.code}, 23 and 24 September 2026",
    )


def make_adjustment(
    number: int, *, places: int = -1, amount: Decimal = Decimal("-350.00"), cohort: CohortFacts = AWAY
) -> AdjustmentFacts:
    """Make a correction of the return before."""
    return AdjustmentFacts(
        number=number,
        return_reference="LGA-2026-Q2",
        revision=1,
        corrects_return="LGA-2026-Q1",
        corrects_line=17,
        place="17 of 100",
        agreement="LGA/OD/2026-11",
        cohort=cohort,
        participant=PersonFacts("P-00117", "Tom O'Brien"),
        organisation=OrganisationFacts(
            "Kirklees Council", "E08000034", "metropolitan", "Yorkshire and Humber"
        ),
        cause="Withdrawn before day 2",
        reason="Told on 2 September, effective in April",
        effective_on=date(2026, 4, 14),
        noted_on=date(2026, 9, 2),
        places=places,
        amount=amount,
        evidence="Enrolment history",
    )


def build_return(
    lines: tuple[ReturnLineFacts, ...],
    adjustments: tuple[AdjustmentFacts, ...] = (),
    *,
    status: ReturnStatus = ReturnStatus.DRAFT,
    before: Tally = EARLIER,
    cap: int = 100,
) -> ReturnFacts:
    """Make a sound return of these lines."""
    places = len(lines) + sum(line.places for line in adjustments)
    rest = cap - before.places - places
    committed = max(0, min(31, rest))
    submitted = status is ReturnStatus.SUBMITTED
    return ReturnFacts(
        title="Return of subsidised Inspire OD places",
        office="West Midlands Employers",
        funder="Local Government Association",
        agreement="LGA/OD/2026-11",
        reference="LGA-2026-Q2",
        revision=1,
        supersedes="",
        revision_reason="",
        period=Period(date(2026, 7, 1), date(2026, 9, 30)),
        status=status,
        prepared_by="James Osei, Finance",
        prepared_on=date(2026, 10, 8),
        submitted_by="Helen Marsh" if submitted else "",
        submitted_at=datetime(2026, 10, 9, 14, 5, tzinfo=UTC) if submitted else None,
        allocation=Tally(cap, cap * Decimal("350.00")),
        before=before,
        before_sources="LGA-2026-Q1, sent 14 July 2026",
        pool=Pool(
            AgreementId(1),
            "LGA/OD/2026-11",
            cap,
            rest - committed,
            committed,
            0,
            places,
            before.places,
            UNIT,
            corrected=before.amount - before.places * UNIT,
            correcting=(claimed(lines) + adjusted(adjustments)).amount - places * UNIT,
        ),
        lines=lines,
        adjustments=adjustments,
        evidence=tuple(
            EvidenceFacts(
                line.number,
                line.participant,
                "Register",
                "Day 1",
                date(2026, 9, 23),
                f"Register of {line.cohort.code}, session 1",
                "",
            )
            for line in lines
        ),
        checks=(
            InternalCheck("Nobody is claimed twice", True, "42 people checked"),
            InternalCheck(
                "No place is also invoiced",
                False,
                "INV-20418, Walsall Council, £495",
                failing="A place is also invoiced",
            ),
        ),
        declaration=Declaration(
            (
                "I declare that the places in this return were taken up as shown, each claimed once, "
                "and that the registers and enrolment records behind it are kept for inspection.",
                "Any later correction will be made as an adjustment in a following return.",
            ),
            name="Helen Marsh",
            role="Head of Finance",
        ),
        file=FileFacts("James Osei", datetime(2026, 10, 8, 8, 30, tzinfo=UTC), "1.0.0"),
        digest=lines_digest(lines, adjustments),
    )


def sample(status: ReturnStatus = ReturnStatus.DRAFT) -> ReturnFacts:
    """Make a return of 14 claims and two corrections, one of which is money only."""
    lines = tuple(make_line(number) for number in range(1, 15))
    corrections = (make_adjustment(15), make_adjustment(16, places=0, amount=Decimal("-12.34"), cohort=HOME))
    return build_return(lines, corrections, status=status)
