"""Fields for what is known of a noun, as it is told once."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from aspire_desktop.domain.office.facts import Fact
from aspire_desktop.ui.forms.form import Form
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.forms.text_fields import TextField

NO_CHECKS: Mapping[str, Callable[[], str]] = MappingProxyType({})
NO_HINTS: Mapping[str, str] = MappingProxyType({})


class FactFields:
    """A field of a form for each of some facts.

    `others` are the access keys of the form's other fields. By the name of the fact, `checks` say what is
    wrong besides, and `hints` what stands below.
    """

    def __init__(
        self,
        form: Form,
        facts: Iterable[Fact],
        others: str = "",
        checks: Mapping[str, Callable[[], str]] = NO_CHECKS,
        hints: Mapping[str, str] = NO_HINTS,
    ) -> None:
        self.fields: dict[str, TextField] = {}
        self.rows: list[FormRow] = []
        taken = set(others.lower())
        for fact in facts:
            field = TextField(rule=fact.rule, placeholder=fact.example)
            self.fields[fact.name] = field
            words, hint = _keyed(fact.label, taken), hints.get(fact.name, "")
            check = checks.get(fact.name, str)
            self.rows.append(form.add(words, field, hint, about=fact.name, check=check))

    def __getitem__(self, name: str) -> TextField:
        """Give the field of a fact, by its name."""
        return self.fields[name]

    @property
    def given(self) -> dict[str, str]:
        """Give what stands in the fields, by the names of the facts."""
        return {name: field.given for name, field in self.fields.items()}


def _keyed(label: str, taken: set[str]) -> str:
    """Mark the first letter of a label that is no access key yet."""
    for at, letter in enumerate(label.lower()):
        if letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{label[:at]}&{label[at:]}"
    return label
