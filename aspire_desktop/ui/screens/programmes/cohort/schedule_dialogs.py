"""Dialogs beside the sessions of a schedule: who may train, and by when it is decided whether it runs."""

from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.schedules import TrainerTerms
from aspire_desktop.services.programmes.schedules import ChangeTrainer, SetDecision
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.widgets.date_field import DateOrNone
from aspire_desktop.ui.widgets.fields import MoneyField, NumberField


class TrainerDialog(FormDialog):
    """Up to when somebody may train the version of the cohort, and is insured; and their fee."""

    def __init__(self, desk: Desk, name: str, cohort: CohortRow, terms: TrainerTerms) -> None:
        super().__init__(desk, f"{name} as a trainer", "Save changes")
        self.accredited_until, self.indemnity_until, self.fee = DateOrNone(), DateOrNone(), MoneyField()
        version = cohort.version
        self.add(f"&Accredited for {version} to", self.accredited_until, about="accredited_until")
        self.add("Professional &indemnity to", self.indemnity_until, about="indemnity_until")
        self.add("&Fee a day", self.fee, "Pounds, without VAT", about="fee")
        self.begin(
            ChangeTrainer(name, cohort.version_id, terms.accredited_until, terms.indemnity_until, terms.fee)
        )


class DecisionDialog(FormDialog):
    """By when it is decided whether a tentative cohort runs, and how many people it needs."""

    def __init__(self, desk: Desk, cohort: CohortRow) -> None:
        intro = "The day stands on Home and in the list of cohorts while the cohort is tentative."
        super().__init__(desk, f"Go or no-go for {cohort.code}", "Save changes", intro)
        self.minimum, self.decide_on = NumberField(0), DateOrNone()
        self.add("&People needed to run", self.minimum, about="minimum")
        self.add("&Decide by", self.decide_on, about="decide_on")
        self.begin(SetDecision(cohort.id, cohort.minimum, cohort.decide_on))
