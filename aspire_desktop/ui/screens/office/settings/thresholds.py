"""The section of thresholds: what each programme version asks for, and what other rules would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeAlias

from aspire_desktop.domain.money.rule_effects import RuleEffect
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.programmes.cohorts import CohortRow, Stage
from aspire_desktop.domain.programmes.programmes import Thresholds
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.board import Line, Shown
from aspire_desktop.ui.screens.office.settings.section import ListSection
from aspire_desktop.ui.screens.office.settings.threshold_form import Followers, ThresholdForm
from aspire_desktop.ui.widgets.cells import Cell, Column
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog

RuleAction: TypeAlias = ChangeVersion | ChangeModule
_FOLLOWS = (Stage.PLANNED, Stage.TENTATIVE, Stage.CONFIRMED, Stage.RUNNING)


@dataclass(frozen=True)
class Rulebook:
    """Every version with the cohorts that follow it."""

    versions: Sequence[Thresholds]
    cohorts: Sequence[CohortRow]

    def followers(self, version: Thresholds) -> Followers:
        """Give the cohorts of a version."""
        rows = [row for row in self.cohorts if row.version_id == version.id]
        codes = sorted(row.code for row in rows if row.stage in _FOLLOWS)
        return Followers(tuple(codes), sum(1 for row in rows if row.stage is Stage.COMPLETED))


class ThresholdList(ListSection):
    """One line for each programme version."""

    key = "thresholds"
    title = "Thresholds"
    topics: ClassVar = frozenset({"versions", "modules", "cohorts"})

    def __init__(self, desk: Desk) -> None:
        columns = (
            Column(Cell.STRONG, 150),
            Column(Cell.TEXT, stretch=True),
            Column(Cell.TEXT, 130),
            Column(Cell.FIGURE, 86),
        )
        headings = ("Version", "To complete", "Places", "Cohorts")
        self.threshold_form = ThresholdForm()
        super().__init__(desk, headings, columns, self.threshold_form)
        self.threshold_form.module_changed.connect(self._weigh)
        self._book = Rulebook((), ())
        self._weighed: ChangeVersion | ChangeModule | None = None
        self._goes_on = False

    def load(self) -> None:
        """Ask for every version."""
        self.desk.ask(_rulebook, self.show_book, subject="thresholds")

    def show_book(self, book: Rulebook) -> None:
        """Show the versions."""
        self._book = book
        self.nothing.say("There are no programmes yet")
        lines = [_line(row, book.followers(row).count) for row in book.versions]
        self.show_lines(lines, "A cohort keeps the version it started with")

    def fill(self, key: str) -> None:
        """Show the version of a line."""
        row = next((row for row in self._book.versions if str(row.id) == key), None)
        if row is not None:
            self.threshold_form.show_version(row, self._book.followers(row))

    def _send(self, action: Action[object]) -> None:
        """Carry out what the verb asks for: first the modules that wait, then the thresholds."""
        self._goes_on = True
        assert isinstance(action, ChangeVersion | ChangeModule)
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
        if isinstance(action, ChangeModule):
            self.threshold_form.put_back(action)

    def _refused(self, explanation: Explanation) -> None:
        self._weighed, self._goes_on = None, False
        self.form.complain(explanation)

    def _carry_out(self, action: RuleAction) -> None:
        then = partial(self._saved, action) if isinstance(action, ChangeModule) else self._finish
        self.desk.do(action, then, self._refused)

    def _saved(self, action: ChangeModule, _: Done[object]) -> None:
        goes_on, self._weighed, self._goes_on = self._goes_on, None, False
        self.threshold_form.note_saved(action)
        if goes_on:
            self.form.send()

    def _finish(self, done: Done[object]) -> None:
        self._weighed, self._goes_on = None, False
        super()._finish(done)


def _line(row: Thresholds, followers: int) -> Line:
    sessions = f"{row.sessions_needed} of {len(row.modules)} sessions" if row.sessions_needed else ""
    parts = [sessions, "a project outcome" if row.project_needed else ""]
    asked = " and ".join(part for part in parts if part) or "Nothing is completed"
    cells = (
        Shown(row.title),
        Shown(asked),
        Shown(f"{row.minimum} to {row.capacity}"),
        Shown(str(followers) if followers else "none yet"),
    )
    return Line(str(row.id), cells)


def _effect_of(action: RuleAction, office: Office) -> RuleEffect:
    return office.preview(action).value


def _rulebook(office: Office) -> Rulebook:
    return Rulebook(office.ask(threshold_rows), office.ask(cohort_rows, office.clock.today()))
