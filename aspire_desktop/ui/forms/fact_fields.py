"""Fields for what is known of a noun, as it is told once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from aspire_desktop.domain.office.facts import Fact
from aspire_desktop.ui.forms.choices import WordField
from aspire_desktop.ui.forms.form import Form
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.forms.text_fields import TextField

NO_CHECKS: Mapping[str, Callable[[], str]] = MappingProxyType({})
NO_WORDS: Mapping[str, str] = MappingProxyType({})


class FactFields:
    """A field of a form for each of some facts.

    `others` are the access keys of the form's other fields. By the name of the fact, `checks` say what is
    wrong besides, `hints` what stands below, and `needs` what is said where it is empty.
    """

    def __init__(
        self,
        form: Form,
        facts: Iterable[Fact],
        others: str = "",
        checks: Mapping[str, Callable[[], str]] = NO_CHECKS,
        hints: Mapping[str, str] = NO_WORDS,
        needs: Mapping[str, str] = NO_WORDS,
    ) -> None:
        self.fields: dict[str, TextField] = {}
        self.shared: dict[str, WordField] = {}
        """Those that offer the words in use."""
        self.rows: list[FormRow] = []
        taken = set(others.lower())
        for fact in facts:
            words, field = _keyed(fact.label, taken), self._field(fact)
            hint, need = hints.get(fact.name, ""), needs.get(fact.name, "")
            check = checks.get(fact.name, str)
            self.rows.append(form.add(words, field, hint, need=need, about=fact.name, check=check))

    def _field(self, fact: Fact) -> TextField | WordField:
        if fact.shared:
            self.shared[fact.name] = WordField(fact.rule)
            return self.shared[fact.name]
        self.fields[fact.name] = TextField(rule=fact.rule, placeholder=fact.example)
        return self.fields[fact.name]

    def __getitem__(self, name: str) -> TextField:
        """Give the field of a fact, by its name."""
        return self.fields[name]

    @property
    def given(self) -> dict[str, Any]:
        """Give what stands in the fields, by the names of the facts."""
        return {name: field.given for name, field in self._every.items()}

    @property
    def _every(self) -> Mapping[str, TextField | WordField]:
        return {**self.fields, **self.shared}

    def offer(self, rows: Collection[object]) -> None:
        """Offer the words that these rows use."""
        for name, field in self.shared.items():
            field.offer(sorted({str(getattr(row, name)) for row in rows} - {""}))

    def put(self, row: object) -> None:
        """Begin with what a row says."""
        for name, field in self._every.items():
            field.put(str(getattr(row, name)))

    def empty(self) -> None:
        """Take out what was typed before."""
        for field in self._every.values():
            field.put("")


def _keyed(label: str, taken: set[str]) -> str:
    """Mark the first letter of a label that is no access key yet."""
    for at, letter in enumerate(label.lower()):
        if letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{label[:at]}&{label[at:]}"
    return label
