"""The fields of a person, who has a given name, a family name or both."""

from aspire_desktop.domain.office.people import DETAILS, NAME
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form import Form

EITHER = "This or the family name is needed"


class PersonFields(FactFields):
    """A field for each fact of a person; that a name is missing is said with all else that is wrong."""

    def __init__(self, form: Form, others: str = "") -> None:
        given = NAME[0].name
        super().__init__(form, DETAILS, others, checks={given: self._nameless}, hints={given: EITHER})

    def _nameless(self) -> str:
        return "Enter a name" if all(self[fact.name].is_empty for fact in NAME) else ""
