"""The section of thresholds: what each programme version asks for, and its modules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from aspire_desktop.domain.attendance import WORDS, Code
from aspire_desktop.domain.cohorts import CohortRow, Stage
from aspire_desktop.domain.programmes import ModuleRow, Thresholds
from aspire_desktop.domain.rule_effects import RuleEffect
from aspire_desktop.domain.values import ModuleId
from aspire_desktop.services.action import Action
from aspire_desktop.services.cohorts import cohort_rows
from aspire_desktop.services.office import Office
from aspire_desktop.services.programmes import ChangeModule, ChangeVersion, threshold_rows
from aspire_desktop.ui.board import Line, Shown
from aspire_desktop.ui.desk import Desk
from aspire_desktop.ui.screens.settings.section import EditForm, ListSection
from aspire_desktop.ui.theme import TypeRole
from aspire_desktop.ui.widgets.cells import Cell, Column
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog
from aspire_desktop.ui.widgets.fields import NumberField
from aspire_desktop.ui.widgets.label import label

_COUNTABLE = tuple(code for code in Code if code is not Code.NOT_REQUIRED)
_FOLLOWS = (Stage.PLANNED, Stage.TENTATIVE, Stage.CONFIRMED, Stage.RUNNING)
_MOST_NAMED = 6


@dataclass(frozen=True)
class Rulebook:
    """Every version with the cohorts that follow it."""

    versions: Sequence[Thresholds]
    cohorts: Sequence[CohortRow]

    def followers(self, version: Thresholds) -> list[str]:
        """Give the codes of cohorts that follow a version and are not over."""
        rows = [row for row in self.cohorts if row.version_id == version.id and row.stage in _FOLLOWS]
        return sorted(row.code for row in rows)


class MarkBoxes(QWidget):
    """A check box for each mark that may count as attended."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        self.boxes = {code: QCheckBox(WORDS[code]) for code in _COUNTABLE}
        for number, box in enumerate(self.boxes.values()):
            grid.addWidget(box, *divmod(number, 3))
        self.setFocusProxy(self.boxes[Code.PRESENT])

    def show_marks(self, marks: frozenset[str]) -> None:
        """Tick these marks."""
        for code, box in self.boxes.items():
            box.setChecked(code in marks)

    def marks(self) -> frozenset[str]:
        """Give the marks that are ticked."""
        return frozenset(str(code) for code, box in self.boxes.items() if box.isChecked())


class ModuleFields(QWidget):
    """A module's title and minutes; `changed` carries ChangeModule when a field is left changed."""

    changed = Signal(ChangeModule)

    def __init__(self, module: ModuleRow) -> None:
        super().__init__()
        self._module = module
        self.title, self.minutes = QLineEdit(), NumberField(1, 24 * 60)
        self.title.setAccessibleName(f"Title of module {module.position}")
        self.minutes.setAccessibleName(f"Minutes of module {module.position}")
        self.show_module(module)
        self.minutes.setFixedWidth(86)
        self.minutes.setSuffix(" min")
        self.title.editingFinished.connect(self._tell)
        self.minutes.editingFinished.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title, 1)
        row.addWidget(self.minutes)

    @property
    def id(self) -> ModuleId:
        """Say which module it is."""
        return self._module.id

    def show_module(self, module: ModuleRow) -> None:
        """Show a module as stored."""
        self._module = module
        self.title.setText(module.title)
        self.minutes.setValue(module.minutes)

    def _tell(self) -> None:
        title, minutes = self.title.text().strip(), self.minutes.value()
        if (title, minutes) != (self._module.title, self._module.minutes):
            self.changed.emit(ChangeModule(self._module.id, title, minutes))


class ThresholdForm(EditForm):
    """The thresholds of one version. Modules are saved one by one, as they are changed."""

    module_changed = Signal(ChangeModule)

    def __init__(self) -> None:
        super().__init__("Save")
        self._row: Thresholds | None = None
        self.sessions, self.project = NumberField(0, 99), QCheckBox("A project outcome is needed")
        self.marks, self.percent = MarkBoxes(), NumberField(-1, 100)
        self.percent.setSpecialValueText("Never")
        self.percent.setSuffix(" %")
        self.capacity, self.minimum = NumberField(1, 999), NumberField(0, 999)
        self.add("&Sessions needed to complete", self.sessions)
        self.add("Project", self.project)
        self.add("Marks that count as attended", self.marks)
        share = "Left early counts from this share of the session on, too"
        self.add("Left earl&y counts from", self.percent, share)
        self.add("&Capacity of a new cohort", self.capacity)
        self.add("&Minimum to run a new cohort", self.minimum)
        self.reason = QLineEdit()
        hint = "Needed once a return or a certificate rests on these rules"
        self.add("&Reason of the correction", self.reason, hint)
        self._modules = QWidget()
        self.modules: list[ModuleFields] = []
        self.fields.addWidget(label("Modules, with minutes of activity", TypeRole.SMALL_STRONG))
        self.fields.addWidget(self._modules)
        self._grid = QGridLayout(self._modules)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def show_version(self, row: Thresholds, followers: Sequence[str]) -> None:
        """Show a version, and say who follows it; what is typed stays where only modules have changed."""
        before, self._row = self._row, row
        self.said.setText(followers_words(followers))
        self.said.show()
        self._show_modules(row.modules)
        if before is None or replace(before, modules=()) != replace(row, modules=()):
            self._show_thresholds(row)

    def _show_thresholds(self, row: Thresholds) -> None:
        self.turn(row.title)
        self.sessions.setValue(row.sessions_needed)
        self.sessions.setMaximum(len(row.modules))
        self.project.setChecked(row.project_needed)
        self.marks.show_marks(row.attended_marks)
        self.percent.setValue(-1 if row.left_early_percent is None else row.left_early_percent)
        self.capacity.setValue(row.capacity)
        self.minimum.setValue(row.minimum)
        self.reason.clear()

    def _show_modules(self, modules: Sequence[ModuleRow]) -> None:
        if [fields.id for fields in self.modules] == [module.id for module in modules]:
            for fields, module in zip(self.modules, modules, strict=True):
                fields.show_module(module)
            return
        for old in self.modules:
            self._grid.removeWidget(old)
            old.deleteLater()
        self.modules = [ModuleFields(module) for module in modules]
        for number, fields in enumerate(self.modules):
            fields.changed.connect(self.module_changed)
            self._grid.addWidget(fields, number, 0)

    def action(self) -> Action[object] | None:
        """Give the change of the thresholds."""
        if self._row is None:
            return None
        percent = self.percent.value()
        return ChangeVersion(
            self._row.id,
            self.sessions.value(),
            self.project.isChecked(),
            self.marks.marks(),
            None if percent < 0 else percent,
            self.capacity.value(),
            self.minimum.value(),
            self.reason.text(),
        )


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
        self.threshold_form.module_changed.connect(self._change_module)
        self._book = Rulebook((), ())

    def load(self) -> None:
        """Ask for every version."""
        self.desk.ask(_rulebook, self.show_book, subject="thresholds")

    def show_book(self, book: Rulebook) -> None:
        """Show the versions."""
        self._book = book
        self.nothing.say("There are no programmes yet")
        lines = [_line(row, len(book.followers(row))) for row in book.versions]
        self.show_lines(lines, "A cohort keeps the version it started with")

    def fill(self, key: str) -> None:
        """Show the version of a line."""
        row = next((row for row in self._book.versions if str(row.id) == key), None)
        if row is not None:
            self.threshold_form.show_version(row, self._book.followers(row))

    def _send(self, action: Action[object]) -> None:
        """Say beforehand which claims a change of rules takes back or adds, and let the person decide."""
        if isinstance(action, ChangeVersion):
            self.desk.ask(partial(_weighed, action), partial(self._warn, action), self.form.complain)
        else:
            super()._send(action)

    def _warn(self, action: ChangeVersion, effect: RuleEffect) -> None:
        if not effect.words:
            super()._send(action)
            return
        self.form.clear_errors()
        kept = (
            "Submitted returns stay as they are; the rule, its reason and who changed it stand beside each."
        )
        dialog = ConfirmDialog(
            "Change what claims rest on?", [effect.words, kept], "Change the rules", "Keep the rules", self
        )
        dialog.accepted.connect(partial(super()._send, action))
        dialog.open()

    def _change_module(self, action: ChangeModule) -> None:
        self.desk.do(action, failed=self.form.complain)


def followers_words(codes: Sequence[str]) -> str:
    """Say which cohorts a change of rules reaches, and what it leaves alone."""
    kept = "Returns that are submitted and certificates that are issued stay as they are."
    if not codes:
        return f"No cohort that is still to come or running follows this version. {kept}"
    named = ", ".join(codes[:_MOST_NAMED])
    more = f" and {len(codes) - _MOST_NAMED} more" if len(codes) > _MOST_NAMED else ""
    verb = "follows" if len(codes) == 1 else "follow"
    return f"{named}{more} {verb} this version and will be judged by a changed rule at once. {kept}"


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


def _weighed(action: ChangeVersion, office: Office) -> RuleEffect:
    return office.preview(action).value


def _rulebook(office: Office) -> Rulebook:
    return Rulebook(office.ask(threshold_rows), office.ask(cohort_rows, office.clock.today()))
