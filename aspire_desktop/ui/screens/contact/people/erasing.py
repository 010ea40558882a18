"""The dialog that erases somebody, or restricts their record for as long as something stands in the way."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from aspire_desktop.domain.contact.erasures import ErasurePlan
from aspire_desktop.domain.office.people import person_reference
from aspire_desktop.domain.office.values import enumerated, long_date
from aspire_desktop.services.contact.erasures import ErasePerson, LiftRestriction, RestrictPerson
from aspire_desktop.services.door.action import Action
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import TickField
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.label import label

_UNTIL_THEN = (
    "Until then the record can be restricted: it is kept as evidence, is no alumnus, and is neither booked "
    "nor merged. Access and dietary needs are taken off its bookings."
)


class EraseDialog(FormDialog):
    """Says what goes and what stays, or why not yet; after a tick it erases, restricts or lifts that."""

    def __init__(self, desk: Desk, plan: ErasurePlan) -> None:
        today = desk.clock.today()
        self._plan, self._due = plan, plan.due(today)
        super().__init__(desk, f"Erase {plan.name}", _verb(plan, today), _intro(plan, today))
        if not self._due:
            for words in _standing_in_the_way(plan, today):
                self.fields.addWidget(label(f"•  {words}", TypeRole.BODY, wraps=True))
            if plan.restricted_on is None:
                self.fields.addWidget(label(_UNTIL_THEN, ink="2", wraps=True))
        self.sure = TickField("It is wished for, and this is the right record")
        self.sure_row = self.add("Before you go &on", self.sure, need="Tick this to go on")

    def action(self) -> Action[Any]:
        """Erase, restrict, or lift the restriction."""
        if self._due:
            return ErasePerson(self._plan.person_id)
        kind = LiftRestriction if self._plan.restricted_on else RestrictPerson
        return kind(self._plan.person_id)


def _verb(plan: ErasurePlan, today: date) -> str:
    if plan.due(today):
        return "Erase for good"
    return "Lift restriction" if plan.restricted_on else "Restrict record"


def _intro(plan: ErasurePlan, today: date) -> str:
    if not plan.due(today):
        since = (
            f"The record is restricted since {long_date(plan.restricted_on)}. " if plan.restricted_on else ""
        )
        return f"{since}{plan.name} cannot be erased yet:"
    files = ", ".join(_files(plan))
    kept = f" So do kept files: {files}." if files else ""
    return (
        "Names, addresses, job titles, notes and needs go, from the history too."
        f"{kept} Places, marks and money stay, under the reference {person_reference(plan.person_id)}."
        " Every figure stays. Erasing cannot be taken back."
    )


def _files(plan: ErasurePlan) -> Iterator[str]:
    if plan.certificates:
        yield "one certificate" if plan.certificates == 1 else f"{plan.certificates} certificates"
    if plan.claimed_in:
        yield f"the person’s lines in {enumerated(plan.claimed_in)}"


def _standing_in_the_way(plan: ErasurePlan, today: date) -> Iterator[str]:
    yield from plan.obstacles
    if plan.evidenced_until is not None and plan.evidenced_until >= today:
        claims = "claims" if len(plan.claimed_in) == 1 else "claim"
        yield (
            f"{enumerated(plan.claimed_in)} {claims} a place for them, to be evidenced until"
            f" {long_date(plan.evidenced_until)}."
        )
