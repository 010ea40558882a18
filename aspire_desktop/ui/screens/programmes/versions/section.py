"""The section of thresholds: what each programme version asks for, and what other rules would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.values import enumerated
from aspire_desktop.domain.programmes.cohorts import OVER, CohortRow, Stage
from aspire_desktop.domain.programmes.programmes import Thresholds
from aspire_desktop.domain.programmes.rule_effects import RuleEffect
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.programmes.programmes import ChangeVersion
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field, count_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.section import ListSection
from aspire_desktop.ui.screens.programmes.versions.form import Followers, ModuleFields, ThresholdForm
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog

RuleAction: TypeAlias = OnlyTouched[RuleEffect]


@dataclass(frozen=True)
class Rulebook:
    """Every version with the cohorts that follow it."""

    versions: Sequence[Thresholds]
    cohorts: Sequence[CohortRow]

    def followers(self, version: Thresholds) -> Followers:
        """Give the cohorts of a version."""
        rows = [row for row in self.cohorts if row.version_id == version.id]
        codes = sorted(row.code for row in rows if row.stage not in OVER)
        return Followers(tuple(codes), sum(1 for row in rows if row.stage is Stage.COMPLETED))


@dataclass(frozen=True)
class Followed:
    """A version with the cohorts that follow it."""

    version: Thresholds
    followers: Followers

    @property
    def asked(self) -> str:
        """Say what completes it."""
        version = self.version
        needed = version.sessions_needed
        sessions = f"{needed} of {len(version.modules)} sessions" if needed else ""
        project = "a project outcome" if version.project_needed else ""
        return enumerated(part for part in (sessions, project) if part) or "Nothing is completed"


THRESHOLDS = ListOf[Followed](
    name="Thresholds",
    noun=("version", "versions"),
    key=lambda row: row.version.id,
    fields=(
        Field("Version", lambda row: row.version.title, Cell.STRONG, 150),
        Field("To complete", lambda row: row.asked, stretch=True),
        Field(
            "Places",
            lambda row: f"{row.version.minimum} to {row.version.capacity}",
            width=130,
            order=lambda row: (row.version.minimum, row.version.capacity),
        ),
        count_field(
            "Cohorts", lambda row: row.followers.count, 86, words=lambda count: str(count or "none yet")
        ),
    ),
    empty=Empty("gear", "There are no programmes yet"),
)


class ThresholdList(ListSection[Followed]):
    """One line for each programme version."""

    key = "thresholds"
    title = "Thresholds"
    roles = ChangeVersion.roles

    def __init__(self, desk: Desk) -> None:
        self.threshold_form = ThresholdForm()
        super().__init__(desk, THRESHOLDS, self.threshold_form)
        self.threshold_form.module_changed.connect(self._weigh)
        self._weighed: RuleAction | None = None
        self._goes_on = False

    def load(self) -> None:
        """Ask for every version."""
        self.desk.ask(_rulebook, self.show_book, subject="thresholds")

    def show_book(self, book: Rulebook) -> None:
        """Show the versions."""
        rows = [Followed(version, book.followers(version)) for version in book.versions]
        self.show_rows(rows, "A cohort keeps the version it started with")

    def fill(self, row: Followed) -> None:
        """Show a version."""
        self.threshold_form.show_version(row.version, row.followers)

    def _send(self, action: Action[object]) -> None:
        """Carry out what the verb asks for: first the modules that wait, then the thresholds."""
        self._goes_on = True
        assert isinstance(action, OnlyTouched)
        self._weigh(action)

    def _weigh(self, action: RuleAction) -> None:
        """Say beforehand which claims a change of rules takes back or adds, and let the person decide."""
        if action == self._weighed:
            return  # a field is left for the very question about it
        self._weighed = action
        self.desk.ask(partial(_effect_of, action), partial(self._warn, action), self._refused)

    def _warn(self, action: RuleAction, effect: RuleEffect) -> None:
        if not effect.words:
            self._carry_out(action)
            return
        self.form.clear_errors()
        kept = (
            "Submitted returns stay as they are; the rule, its reason and who changed it stand beside each."
        )
        dialog = ConfirmDialog(
            "Change what claims rest on?", [effect.words, kept], "Change the rules", "Keep the rules", self
        )
        dialog.accepted.connect(partial(self._carry_out, action))
        dialog.rejected.connect(partial(self._keep, action))
        dialog.open()

    def _keep(self, action: RuleAction) -> None:
        self._weighed, self._goes_on = None, False
        fields = self.threshold_form.module_of(action)
        if fields is not None:
            fields.begin(fields.read)

    def _refused(self, explanation: Explanation) -> None:
        fields = self.threshold_form.module_of(self._weighed)
        self._weighed, self._goes_on = None, False
        if fields is None or not fields.complain(explanation):
            self.form.complain(explanation)
        self.form.send_button.setEnabled(True)

    def _carry_out(self, action: RuleAction) -> None:
        fields = self.threshold_form.module_of(action)
        then = self._finish if fields is None else partial(self._saved, fields, action)
        self.desk.do(action, then, self._refused)

    def _saved(self, fields: ModuleFields, action: RuleAction, _: Done[object]) -> None:
        goes_on, self._weighed, self._goes_on = self._goes_on, None, False
        self.threshold_form.note_saved(fields, action)
        if goes_on:
            self.form.send()

    def _finish(self, done: Done[object]) -> None:
        self._weighed, self._goes_on = None, False
        super()._finish(done)


def _effect_of(action: RuleAction, office: Office) -> RuleEffect:
    return office.preview(action).value


def _rulebook(office: Office) -> Rulebook:
    return Rulebook(office.ask(threshold_rows), office.ask(cohort_rows, office.clock.today()))
