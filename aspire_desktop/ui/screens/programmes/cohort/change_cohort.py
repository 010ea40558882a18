"""The dialog that changes a cohort: stage, delivering partner, venue, places and trainers."""

from collections.abc import Sequence
from typing import Any

from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.programmes.cohorts import DETAILS, STAGE_WORDS, Stage
from aspire_desktop.domain.programmes.open_work import is_complete
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.programmes.cohorts import ChangeCohort, SetStage
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import UNKNOWN, Choice
from aspire_desktop.ui.forms.text_fields import NamesField
from aspire_desktop.ui.screens.programmes.cohort.facts import Head
from aspire_desktop.ui.widgets.fields import NumberField


class ChangeCohortDialog(FormDialog):
    """Starts from what is on record."""

    def __init__(self, desk: Desk, now: Head, organisations: Sequence[OrganisationRow]) -> None:
        super().__init__(desk, f"Change cohort {now.cohort.code}", "Save changes")
        cohort = now.cohort
        self.trainers, self.capacity, self.partner = NamesField(), NumberField(1), Choice(organisations)
        self.stage = OneOf(STAGE_WORDS, _stage_shown(now))
        find = "Type a part of the name to find it"
        self.told = FactFields(self, DETAILS, others="tlds")
        self.add("&Trainers", self.trainers, "Names with commas between them", about="trainers")
        self.add("P&laces", self.capacity, about="capacity")
        self.partner_row = self.add("&Delivery partner", self.partner, find, need=UNKNOWN, about="partner_id")
        self._stage_row = self.add(
            "&Status",
            self.stage,
            "A confirmed cohort runs from its first session on by itself, and completes when nothing is open",
        )
        self.begin(
            ChangeCohort(
                cohort_id=cohort.id,
                partner_id=cohort.partner_id,
                capacity=cohort.capacity,
                trainers=tuple(now.trainers),
                **told(cohort, DETAILS),
            )
        )
        self._cohort = cohort

    def to_do(self) -> Action[Any] | None:
        """Change what was touched; the stage only where another one was chosen."""
        change = super().to_do()
        if change is None or not self._stage_row.touched:
            return change
        stage = SetStage(self._cohort.id, self.stage.given)
        return Several((change, stage), f"Change cohort {self._cohort.code}")


def _stage_shown(now: Head) -> Stage:
    """Give the stage to start from: a cohort whose days are over runs while something is open."""
    still_open = now.cohort.stage is Stage.COMPLETED and not is_complete(now.cohort, now.open)
    return Stage.RUNNING if still_open else now.cohort.stage
