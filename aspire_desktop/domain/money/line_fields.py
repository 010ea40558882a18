"""What a line of a return says, field by field: what it is called on papers, and what it comes to.

The lists of the workbook, the columns of a funder's form and the papers of an evidence pack read it here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from aspire_desktop.domain.money.layouts import AdjustmentField, LineField
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import pounds, short_date

FieldValue: TypeAlias = str | int | Decimal | date | None
LineT = TypeVar("LineT", contravariant=True)


class Measured(Enum):
    """In what a field is told."""

    WORDS = "words"
    COUNT = "count"
    POUNDS = "pounds"
    SHARE = "share"
    """Between 0 and 1."""
    DAY = "day"


@dataclass(frozen=True)
class FieldOfLine(Generic[LineT]):
    """One field: its heading on papers, what a line says there (None where nothing is known), and in what."""

    heading: str
    value: Callable[[LineT], FieldValue]
    measured: Measured = Measured.WORDS

    def words(self, line: LineT) -> str:
        """Write what a line says as papers do; nothing where nothing is known."""
        value = self.value(line)
        if value is None:
            return ""
        return _WRITTEN[self.measured](value) if self.measured in _WRITTEN else str(value)


_WRITTEN: Mapping[Measured, Callable[..., str]] = {
    Measured.POUNDS: pounds,
    Measured.SHARE: lambda share: f"{share:.0%}",
    Measured.DAY: short_date,
}


def _yes_or_no(answer: bool | None) -> str | None:
    return None if answer is None else "Yes" if answer else "No"


def _name(person: PersonFacts | None) -> str | None:
    return person.name if person else None


_OF_EVERY_LINE: Mapping[str, FieldOfLine[ReturnLineFacts | AdjustmentFacts]] = {
    "NUMBER": FieldOfLine("Line", lambda line: line.number, Measured.COUNT),
    "RETURN": FieldOfLine("Return", lambda line: line.return_reference),
    "REVISION": FieldOfLine("Revision", lambda line: line.revision, Measured.COUNT),
    "PLACE": FieldOfLine("Place", lambda line: line.place),
    "AGREEMENT": FieldOfLine("Agreement", lambda line: line.agreement),
    "COHORT": FieldOfLine("Cohort", lambda line: line.cohort.code),
    "PARTNER": FieldOfLine("Delivering partner", lambda line: line.cohort.partner),
    "PARTICIPANT": FieldOfLine("Participant", lambda line: line.participant.name),
    "PERSON_REFERENCE": FieldOfLine("Reference", lambda line: line.participant.reference),
    "ORGANISATION": FieldOfLine("Organisation", lambda line: line.organisation.name),
    "GSS": FieldOfLine("GSS code", lambda line: line.organisation.gss),
    "AMOUNT": FieldOfLine("Amount", lambda line: line.amount, Measured.POUNDS),
    "EVIDENCE": FieldOfLine("Evidence", lambda line: line.evidence),
}
"""By the name that the field has in both lists."""
CLAIM_FIELDS: Mapping[LineField, FieldOfLine[ReturnLineFacts]] = {
    **{LineField[name]: field for name, field in _OF_EVERY_LINE.items()},
    LineField.PROGRAMME: FieldOfLine("Programme", lambda line: line.cohort.programme),
    LineField.VERSION: FieldOfLine("Version", lambda line: line.cohort.version),
    LineField.FIRST_ON: FieldOfLine("First session", lambda line: line.cohort.first_on, Measured.DAY),
    LineField.LAST_ON: FieldOfLine("Last session", lambda line: line.cohort.last_on, Measured.DAY),
    LineField.JOB_TITLE: FieldOfLine("Job title", lambda line: line.job_title),
    LineField.TYPE: FieldOfLine("Type", lambda line: line.organisation.type),
    LineField.REGION: FieldOfLine("Region", lambda line: line.organisation.region),
    LineField.STATUS: FieldOfLine("Status", lambda line: line.status),
    LineField.REQUIRED: FieldOfLine("Sessions required", lambda line: line.sessions_required, Measured.COUNT),
    LineField.ATTENDED: FieldOfLine("Sessions attended", lambda line: line.sessions_attended, Measured.COUNT),
    LineField.SHARE: FieldOfLine("Attended %", lambda line: line.attended_share, Measured.SHARE),
    LineField.MET: FieldOfLine("Threshold met", lambda line: _yes_or_no(line.threshold_met)),
    LineField.MET_ON: FieldOfLine("Threshold met on", lambda line: line.threshold_met_on, Measured.DAY),
    LineField.PRICE: FieldOfLine("Price", lambda line: line.price, Measured.POUNDS),
    LineField.SUBSIDY: FieldOfLine("Subsidy", lambda line: line.subsidy, Measured.POUNDS),
    LineField.VAT: FieldOfLine("VAT", lambda line: line.vat, Measured.POUNDS),
    LineField.CONTRIBUTION: FieldOfLine(
        "Employer contribution", lambda line: line.employer_contribution, Measured.POUNDS
    ),
    LineField.PO_NUMBER: FieldOfLine("Purchase order", lambda line: line.po_number),
    LineField.INVOICE: FieldOfLine("Invoice", lambda line: line.invoice),
    LineField.SUBSTITUTION_OF: FieldOfLine("Substitution of", lambda line: _name(line.substitution_of)),
    LineField.PREVIOUS_CLAIM: FieldOfLine("Previous claim", lambda line: line.previous_claim),
}
"""Of a place claimed."""
ADJUSTMENT_FIELDS: Mapping[AdjustmentField, FieldOfLine[AdjustmentFacts]] = {
    **{AdjustmentField[name]: field for name, field in _OF_EVERY_LINE.items()},
    AdjustmentField.CORRECTS_RETURN: FieldOfLine("Corrects return", lambda line: line.corrects_return),
    AdjustmentField.CORRECTS_LINE: FieldOfLine(
        "Corrects line", lambda line: line.corrects_line, Measured.COUNT
    ),
    AdjustmentField.CAUSE: FieldOfLine("Cause", lambda line: line.cause),
    AdjustmentField.REASON: FieldOfLine("Reason", lambda line: line.reason),
    AdjustmentField.EFFECTIVE_ON: FieldOfLine("Took effect on", lambda line: line.effective_on, Measured.DAY),
    AdjustmentField.NOTED_ON: FieldOfLine("Noted on", lambda line: line.noted_on, Measured.DAY),
    AdjustmentField.PLACES: FieldOfLine("Places", lambda line: line.places, Measured.COUNT),
}
"""Of a correction."""
