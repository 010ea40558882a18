"""The field that chooses an organisation, found by any name that it answers to."""

from collections.abc import Iterable

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.ui.forms.picker import Option, Picker
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.fields import ChoiceField

UNKNOWN = "Choose an organisation from the list"


class Choice(Picker, Field[OrganisationId]):
    """Organisations by name; what is typed must mean one of them."""

    def __init__(self, rows: Iterable[OrganisationRow] = (), chosen: OrganisationId | None = None) -> None:
        super().__init__()
        # as wide as the form, whatever the longest name
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.offer_rows(rows)
        if chosen is not None:
            self.choose(chosen)

    def offer_rows(self, rows: Iterable[OrganisationRow]) -> None:
        """Offer these organisations, and keep what was typed."""
        self.offer(organisation_options(rows))

    @property
    def given(self) -> OrganisationId:
        """Give the organisation that the words mean, nought for none."""
        return OrganisationId(self.chosen or 0)

    def put(self, value: OrganisationId) -> None:
        """Choose another organisation."""
        self.choose(value)

    def said(self, value: OrganisationId) -> str:
        """Give the name of an organisation."""
        return self.words_of(value)

    @property
    def trouble(self) -> str:
        """Say that the words mean none."""
        return UNKNOWN if self.is_empty and self.currentText().strip() else ""

    @property
    def is_empty(self) -> bool:
        """Say whether none is chosen."""
        return self.chosen is None

    @property
    def organisation(self) -> OrganisationId | None:
        """Give the organisation that the words mean; None where they mean none, or more than one."""
        return None if self.chosen is None else OrganisationId(self.chosen)


def organisation_options(rows: Iterable[OrganisationRow]) -> list[Option]:
    """Give organisations to choose from, to be found by their other names too."""
    return [Option(row.id, row.name, row.also) for row in rows]
