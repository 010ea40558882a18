"""What each figure of a funder's form comes to for one return."""

from collections.abc import Callable, Mapping
from datetime import date

from aspire_desktop.domain.money.figures import adjusted, claimed, net, remaining, to_date
from aspire_desktop.domain.money.layouts import FormFigure
from aspire_desktop.domain.money.line_fields import FieldValue
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.clock import OFFICE_ZONE


def figure_value(figure: FormFigure, facts: ReturnFacts) -> FieldValue:
    """Give what stands for the whole return where a form asks for this."""
    return _FIGURES[figure](facts)


def _submitted_on(facts: ReturnFacts) -> date | None:
    return facts.submitted_at.astimezone(OFFICE_ZONE).date() if facts.submitted_at else None


_FIGURES: Mapping[FormFigure, Callable[[ReturnFacts], FieldValue]] = {
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
