"""The forms of organisations: a new one, another name, details, who took over."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.organisations import DETAILS, GSS, NAME, OrganisationRow
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    DescribeOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.organisation_choice import UNKNOWN, Choice
from aspire_desktop.ui.forms.pane_form import MENU_LETTERS, PaneForm
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.date_field import DateField, DateOrNone

FIND = "Type a part of the name to find it"


class AddOrganisationForm(PaneForm):
    """A new organisation."""

    def __init__(self) -> None:
        super().__init__("Add organisation")
        hints = {GSS.name: "Its GSS code, like E08000030, if it has one"}
        needs = {NAME.name: "Enter the name of the organisation."}
        self.told = FactFields(self, (NAME, *DETAILS, GSS), MENU_LETTERS, hints=hints, needs=needs)

    def show_new(self) -> None:
        """Start empty."""
        self.turn("New organisation", "Add organisation")
        self.told.empty()
        self.start()

    def action(self) -> Action[Any]:
        """Add the organisation."""
        return AddOrganisation(**self.told.given)


class RenameForm(PaneForm):
    """Another name from a day on."""

    def __init__(self, today: date) -> None:
        super().__init__("Rename organisation")
        self._id, self._called = OrganisationId(0), ""
        self.name, self.on = TextField(rule=NAME.rule), DateField(today)
        self.add("&New name", self.name, need="Enter the new name of the organisation.", about="name")
        self.add("Fro&m", self.on, "What is dated before keeps the old name", about="on")

    def show_row(self, row: OrganisationRow) -> None:
        """Start from the present name."""
        self._id, self._called = row.id, row.name
        self.turn("Rename organisation", "Rename organisation")
        self.name.put(row.name)
        self.start()
        self.name.selectAll()

    def action(self) -> Action[Any]:
        """Rename it."""
        return RenameOrganisation(self._id, self.name.given, self.on.given, read=self._called)

    def show_clashes(self, explanation: Explanation) -> None:
        """Take what is told as seen: sent again, the name that it names ends."""
        super().show_clashes(explanation)
        for clash in explanation.clashes:
            self._called = str(clash.theirs)


class DetailsForm(PaneForm):
    """What is known of an organisation besides its names."""

    def __init__(self) -> None:
        super().__init__("Save details")
        self.told = FactFields(self, DETAILS, f"{MENU_LETTERS}su")
        self.since, self.until = DateOrNone(), DateOrNone()
        first = "Empty where it is no member"
        since = self.add("Member &since", self.since, first, about="member_since")
        until = self.add("Member &until", self.until, "Empty while it goes on", about="member_until")
        self.beside(since, until)

    def show_row(self, row: OrganisationRow) -> None:
        """Start from what is on record."""
        self.turn(row.name, "Save details")
        read = DescribeOrganisation(
            organisation_id=row.id,
            member_since=row.member_since,
            member_until=row.member_until,
            **told(row, DETAILS),
        )
        self.begin(read)
        self.start()


class SucceedForm(PaneForm):
    """Who took over from an organisation, and when."""

    def __init__(self, today: date) -> None:
        super().__init__("Record successor")
        self._id = OrganisationId(0)
        self.successor, self.on = Choice(), DateField(today)
        self._successor_row = self.add("Taken over &by", self.successor, FIND)
        self.add("&On", self.on, about="on")

    def show_row(self, row: OrganisationRow, others: Sequence[OrganisationRow]) -> None:
        """Start with the organisations that may have taken over."""
        self._id = row.id
        offered = [other for other in others if other.id != row.id and other.ended_on is None]
        self.turn(f"Who took over from {row.name}?", "Record successor")
        if row.ended_on is not None:
            self.on.put(row.ended_on + timedelta(days=1))
        self.successor.offer_rows(offered)
        self.successor.choose(None)
        self._successor_row.need = UNKNOWN if offered else "Add the organisation that took over first."
        self.start()

    def action(self) -> Action[Any]:
        """Record it."""
        return SucceedOrganisation(self._id, self.successor.given, self.on.given)
