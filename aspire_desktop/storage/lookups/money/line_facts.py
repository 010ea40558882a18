"""The lines of a draft return, copied from the record as at their dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.money.agreements import vat_within
from aspire_desktop.domain.money.claim_basis import ClaimBasis
from aspire_desktop.domain.money.claims import Terms, revision_words
from aspire_desktop.domain.money.returns import AdjustmentFacts, EvidenceFacts, ReturnLineFacts
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.people import PersonFacts, person_reference
from aspire_desktop.domain.office.values import Period, place_label, short_date
from aspire_desktop.domain.programmes.attendance import Standing, standing
from aspire_desktop.storage.lookups.money.causes import BY_DELIVERY, BY_FUNDER, OUTCOME_CHANGED, Cause
from aspire_desktop.storage.lookups.money.charges import UNCHARGED, Charging
from aspire_desktop.storage.lookups.money.claims import PlaceRecord
from aspire_desktop.storage.lookups.money.line_sources import LineSources


@dataclass(frozen=True)
class SharedByLines:
    """What every line of one return shares."""

    terms: Terms
    reference: str
    revision: int
    period: Period
    today: date
    file: FileFacts


def claim_facts(
    heading: SharedByLines, number: int, record: PlaceRecord, met_on: date, sources: LineSources
) -> ReturnLineFacts:
    """Copy everything printed about a place that is claimed, as at the day its rule was met."""
    booking, terms = sources.bookings[record.enrolment_id], heading.terms
    charging = sources.charging.get(record.enrolment_id, UNCHARGED)
    stands = _standing(record, heading.today)
    percent = stands.percent if stands else None
    cohort = sources.cohort(record.cohort_id, met_on)
    return ReturnLineFacts(
        number=number,
        return_reference=heading.reference,
        revision=heading.revision,
        place=place_label(record.id),
        agreement=terms.reference,
        cohort=cohort,
        participant=PersonFacts(person_reference(record.person_id), record.person),
        job_title=booking.job_title,
        organisation=sources.employer(record, met_on),
        status=str(record.status).capitalize(),
        sessions_required=stands.required if stands else None,
        sessions_attended=stands.attended if stands else None,
        attended_share=None if percent is None else Decimal(percent).scaleb(-2),
        threshold_met=True,
        threshold_met_on=met_on,
        price=terms.unit if charging.price is None else charging.price,
        subsidy=terms.unit,
        vat=_vat(terms, charging, sources.vat_percent),
        employer_contribution=charging.sums.net if charging.sums else None,
        po_number=charging.po_number or booking.po_number,
        invoice=charging.invoices,
        substitution_of=sources.substitutions.get(record.enrolment_id),
        previous_claim=str(record.last_claim or ""),
        amount=terms.unit,
        evidence=_evidence(cohort.code, record.basis),
    )


def _standing(record: PlaceRecord, today: date) -> Standing | None:
    found = record.delivery
    return standing(found.rules, found.days, found.marks, today) if found else None


def _evidence(code: str, basis: ClaimBasis) -> str:
    """Say where what proves a claim lies; empty where nothing proves it."""
    days = ", ".join(short_date(each.on) for each in basis.sessions)
    told = (
        f"Registers of {code}: {days}" if days else "",
        f"Projects of {code}: {basis.outcome.title}" if basis.outcome and not days else "",
    )
    return "; ".join(filter(None, told))


def _vat(terms: Terms, charging: Charging, percent: Decimal) -> Decimal | None:
    """Give the VAT within the subsidy where the agreement has any, else that of the charge beside it."""
    within = vat_within(terms.unit, terms.vat, percent)
    return charging.sums.vat if within is None and charging.sums else within


def evidence_facts(line: ReturnLineFacts, record: PlaceRecord) -> list[EvidenceFacts]:
    """Name the registers, and the project's outcome, by which a place may be claimed."""
    code = line.cohort.code
    proofs = [
        EvidenceFacts(
            line.number,
            line.participant,
            "Register",
            each.session.title,
            each.on,
            f"Register of {code}, session {each.session.position}",
            "",
        )
        for each in record.basis.sessions
    ]
    decision = record.basis.outcome
    if decision:
        title, on = decision.title, decision.decided_on
        proofs.append(
            EvidenceFacts(
                line.number, line.participant, "Project outcome", title, on, f"Projects of {code}", ""
            )
        )
    return proofs


def adjustment_facts(
    heading: SharedByLines, number: int, record: PlaceRecord, claimed: ReturnLineFacts, cause: Cause
) -> AdjustmentFacts:
    """Take a claim back: the person, cohort and organisation are those of the line it corrects."""
    return AdjustmentFacts(
        number=number,
        return_reference=heading.reference,
        revision=heading.revision,
        corrects_return=revision_words(claimed.return_reference, claimed.revision),
        corrects_line=claimed.number,
        place=claimed.place,
        agreement=heading.terms.reference,
        cohort=claimed.cohort,
        participant=claimed.participant,
        organisation=claimed.organisation,
        cause=cause.words,
        reason=cause.reason,
        effective_on=cause.effective_on,
        noted_on=cause.noted_on,
        places=0 if record.to_correct is not None else -1,
        amount=_undone(record, claimed),
        evidence=_why(cause.words, claimed.cohort.code),
    )


def _why(cause: str, code: str) -> str:
    """Say where what takes a claim back lies; the rows of evidence name each piece."""
    if cause in BY_FUNDER:
        return "The funder's query"
    if cause == OUTCOME_CHANGED:
        return f"Projects of {code}"
    return f"Registers of {code}" if cause in BY_DELIVERY else f"Enrolment history on {code}"


def _undone(record: PlaceRecord, claimed: ReturnLineFacts) -> Decimal:
    """Give the money of an adjustment: what a query changed, or all that the claim comes to by now."""
    if record.to_correct is not None:
        return record.to_correct
    return -(record.claim.amount if record.claim else claimed.amount)
