"""The dialog that changes a cohort: stage, delivering partner, venue, places and trainers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.domain.office.written import names_of
from aspire_desktop.domain.programmes.cohorts import STAGE_WORDS, Stage
from aspire_desktop.domain.programmes.open_work import is_complete
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.programmes.cohorts import ChangeCohort, SetStage
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.organisation_choice import organisation_options
from aspire_desktop.ui.forms.picker import Picker
from aspire_desktop.ui.screens.programmes.cohort.facts import Head
from aspire_desktop.ui.widgets.fields import ChoiceField, NumberField


class ChangeCohortDialog(FormDialog):
    """Starts from what is on record."""

    def __init__(self, desk: Desk, now: Head, organisations: Sequence[OrganisationRow]) -> None:
        super().__init__(desk, f"Change cohort {now.cohort.code}", "Save changes")
        self._cohort = now.cohort
        self.stage, self.capacity = ChoiceField(), NumberField(1)
        self.stage.addItems(list(STAGE_WORDS.values()))
        self._stage = _stage_shown(now)
        self.stage.setCurrentIndex(list(Stage).index(self._stage))
        self.partner = Picker(organisation_options(organisations))
        self.partner.choose(now.cohort.partner_id)
        self.venue, self.trainers = QLineEdit(now.cohort.venue), QLineEdit(", ".join(now.trainers))
        self.capacity.setValue(now.cohort.capacity)
        self.add("&Venue", self.venue)
        self.add("&Trainers", self.trainers, "Names with commas between them")
        self.add("P&laces", self.capacity)
        self.partner_row = self.add("&Delivery partner", self.partner, "Type a part of the name to find it")
        self.add(
            "&Status",
            self.stage,
            "A confirmed cohort runs from its first session on by itself, and completes when nothing is open",
        )

    def send(self) -> None:
        """Change what differs; the stage only where another one was chosen."""
        partner, stage = self.partner.chosen, list(Stage)[self.stage.currentIndex()]
        if partner is None:
            self.wrong(self.partner_row, "Choose an organisation from the list")
            return
        trainers = names_of(self.trainers.text())
        change = ChangeCohort(
            self._cohort.id,
            OrganisationId(partner),
            self.venue.text(),
            self.capacity.value(),
            trainers,
        )
        staged = () if stage is self._stage else (SetStage(self._cohort.id, stage),)
        self.do(Several((change, *staged), f"Change cohort {self._cohort.code}"))


def _stage_shown(now: Head) -> Stage:
    """Give the stage to start from: a cohort whose days are over runs while something is open."""
    still_open = now.cohort.stage is Stage.COMPLETED and not is_complete(now.cohort, now.open)
    return Stage.RUNNING if still_open else now.cohort.stage
