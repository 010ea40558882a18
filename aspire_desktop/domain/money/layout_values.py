"""What each figure and field of a funder's form comes to for one return."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.money.figures import adjusted, claimed, net, remaining, to_date
from aspire_desktop.domain.money.layouts import AdjustmentField, FormFigure, LineField
from aspire_desktop.domain.money.returns import AdjustmentFacts, PersonFacts, ReturnFacts, ReturnLineFacts
from aspire_desktop.domain.office.clock import OFFICE_ZONE

FormValue = str | int | Decimal | date | None


def figure_value(figure: FormFigure, facts: ReturnFacts) -> FormValue:
    """Give what stands for the whole return where a form asks for this."""
    return _FIGURES[figure](facts)


def line_value(field: LineField, line: ReturnLineFacts) -> FormValue:
    """Give a field of a place claimed; None where nothing is known."""
    return _LINES[field](line)


def adjustment_value(field: AdjustmentField, line: AdjustmentFacts) -> FormValue:
    """Give a field of an adjustment; None where nothing is known."""
    return _ADJUSTMENTS[field](line)


def _submitted_on(facts: ReturnFacts) -> date | None:
    return facts.submitted_at.astimezone(OFFICE_ZONE).date() if facts.submitted_at else None


def _yes_or_no(answer: bool | None) -> str | None:
    return None if answer is None else "Yes" if answer else "No"


def _name(person: PersonFacts | None) -> str | None:
    return person.name if person else None


_FIGURES: Mapping[FormFigure, Callable[[ReturnFacts], FormValue]] = {
    FormFigure.TITLE: lambda facts: facts.title,
    FormFigure.OFFICE: lambda facts: facts.office,
    FormFigure.FUNDER: lambda facts: facts.funder,
    FormFigure.AGREEMENT: lambda facts: facts.agreement,
    FormFigure.REFERENCE: lambda facts: facts.reference,
    FormFigure.REVISION: lambda facts: facts.revision,
    FormFigure.PERIOD_FROM: lambda facts: facts.period.begins,
    FormFigure.PERIOD_TO: lambda facts: facts.period.ends,
    FormFigure.PERIOD: lambda facts: str(facts.period),
    FormFigure.STATUS: lambda facts: str(facts.status).capitalize(),
    FormFigure.PREPARED_BY: lambda facts: facts.prepared_by,
    FormFigure.PREPARED_ON: lambda facts: facts.prepared_on,
    FormFigure.SUBMITTED_BY: lambda facts: facts.submitted_by,
    FormFigure.SUBMITTED_ON: _submitted_on,
    FormFigure.ALLOCATION_PLACES: lambda facts: facts.allocation.places,
    FormFigure.ALLOCATION_AMOUNT: lambda facts: facts.allocation.amount,
    FormFigure.BEFORE_PLACES: lambda facts: facts.before.places,
    FormFigure.BEFORE_AMOUNT: lambda facts: facts.before.amount,
    FormFigure.CLAIMS: lambda facts: claimed(facts.lines).places,
    FormFigure.CLAIMS_AMOUNT: lambda facts: claimed(facts.lines).amount,
    FormFigure.ADJUSTMENTS: lambda facts: len(facts.adjustments),
    FormFigure.ADJUSTMENT_PLACES: lambda facts: adjusted(facts.adjustments).places,
    FormFigure.ADJUSTMENT_AMOUNT: lambda facts: adjusted(facts.adjustments).amount,
    FormFigure.NET_PLACES: lambda facts: net(facts).places,
    FormFigure.NET_AMOUNT: lambda facts: net(facts).amount,
    FormFigure.TO_DATE_PLACES: lambda facts: to_date(facts).places,
    FormFigure.TO_DATE_AMOUNT: lambda facts: to_date(facts).amount,
    FormFigure.REMAINING_PLACES: lambda facts: remaining(facts).places,
    FormFigure.REMAINING_AMOUNT: lambda facts: remaining(facts).amount,
    FormFigure.DIGEST: lambda facts: facts.digest,
}
_LINES: Mapping[LineField, Callable[[ReturnLineFacts], FormValue]] = {
    LineField.NUMBER: lambda line: line.number,
    LineField.RETURN: lambda line: line.return_reference,
    LineField.REVISION: lambda line: line.revision,
    LineField.PLACE: lambda line: line.place,
    LineField.AGREEMENT: lambda line: line.agreement,
    LineField.PROGRAMME: lambda line: line.cohort.programme,
    LineField.VERSION: lambda line: line.cohort.version,
    LineField.COHORT: lambda line: line.cohort.code,
    LineField.PARTNER: lambda line: line.cohort.partner,
    LineField.FIRST_ON: lambda line: line.cohort.first_on,
    LineField.LAST_ON: lambda line: line.cohort.last_on,
    LineField.PARTICIPANT: lambda line: line.participant.name,
    LineField.PERSON_REFERENCE: lambda line: line.participant.reference,
    LineField.JOB_TITLE: lambda line: line.job_title,
    LineField.ORGANISATION: lambda line: line.organisation.name,
    LineField.GSS: lambda line: line.organisation.gss,
    LineField.TYPE: lambda line: line.organisation.type,
    LineField.REGION: lambda line: line.organisation.region,
    LineField.STATUS: lambda line: line.status,
    LineField.REQUIRED: lambda line: line.sessions_required,
    LineField.ATTENDED: lambda line: line.sessions_attended,
    LineField.SHARE: lambda line: line.attended_share,
    LineField.MET: lambda line: _yes_or_no(line.threshold_met),
    LineField.MET_ON: lambda line: line.threshold_met_on,
    LineField.PRICE: lambda line: line.price,
    LineField.SUBSIDY: lambda line: line.subsidy,
    LineField.VAT: lambda line: line.vat,
    LineField.CONTRIBUTION: lambda line: line.employer_contribution,
    LineField.PO_NUMBER: lambda line: line.po_number,
    LineField.INVOICE: lambda line: line.invoice,
    LineField.SUBSTITUTION_OF: lambda line: _name(line.substitution_of),
    LineField.PREVIOUS_CLAIM: lambda line: line.previous_claim,
    LineField.AMOUNT: lambda line: line.amount,
    LineField.EVIDENCE: lambda line: line.evidence,
}
_ADJUSTMENTS: Mapping[AdjustmentField, Callable[[AdjustmentFacts], FormValue]] = {
    AdjustmentField.NUMBER: lambda line: line.number,
    AdjustmentField.RETURN: lambda line: line.return_reference,
    AdjustmentField.REVISION: lambda line: line.revision,
    AdjustmentField.CORRECTS_RETURN: lambda line: line.corrects_return,
    AdjustmentField.CORRECTS_LINE: lambda line: line.corrects_line,
    AdjustmentField.PLACE: lambda line: line.place,
    AdjustmentField.AGREEMENT: lambda line: line.agreement,
    AdjustmentField.COHORT: lambda line: line.cohort.code,
    AdjustmentField.PARTNER: lambda line: line.cohort.partner,
    AdjustmentField.PARTICIPANT: lambda line: line.participant.name,
    AdjustmentField.PERSON_REFERENCE: lambda line: line.participant.reference,
    AdjustmentField.ORGANISATION: lambda line: line.organisation.name,
    AdjustmentField.GSS: lambda line: line.organisation.gss,
    AdjustmentField.CAUSE: lambda line: line.cause,
    AdjustmentField.REASON: lambda line: line.reason,
    AdjustmentField.EFFECTIVE_ON: lambda line: line.effective_on,
    AdjustmentField.NOTED_ON: lambda line: line.noted_on,
    AdjustmentField.PLACES: lambda line: line.places,
    AdjustmentField.AMOUNT: lambda line: line.amount,
    AdjustmentField.EVIDENCE: lambda line: line.evidence,
}
