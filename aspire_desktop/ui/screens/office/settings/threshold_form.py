"""The form of thresholds: what a programme version asks for, and its modules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from aspire_desktop.domain.office.values import ModuleId
from aspire_desktop.domain.programmes.attendance import WORDS, Code
from aspire_desktop.domain.programmes.programmes import ModuleRow, Thresholds
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.fields import NumberField
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.reading_order import tab_through

_COUNTABLE = tuple(code for code in Code if code is not Code.NOT_REQUIRED)
_MOST_NAMED = 6


@dataclass(frozen=True)
class Followers:
    """The cohorts of a version: the codes of those to come or running, and how many are over."""

    codes: tuple[str, ...]
    over: int

    @property
    def count(self) -> int:
        """Count them all."""
        return len(self.codes) + self.over


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
    """A module's title and minutes; `changed` says that a field was left changed."""

    changed = Signal()

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

    def put_back(self) -> None:
        """Show it as stored again."""
        self.show_module(self._module)

    def change(self, reason: str) -> ChangeModule | None:
        """Give the change that the fields ask for, or None where they are as stored."""
        title, minutes = self.title.text().strip(), self.minutes.value()
        if (title, minutes) == (self._module.title, self._module.minutes):
            return None
        return ChangeModule(self._module.id, title, minutes, reason)

    def note_saved(self, saved: ChangeModule) -> None:
        """Take what was saved for what is stored."""
        self._module = replace(self._module, title=saved.title, minutes=saved.minutes)

    def _tell(self) -> None:
        if self.change("") is not None:
            self.changed.emit()


class ThresholdForm(PaneForm):
    """The thresholds of one version. Modules are saved one by one, as they are left changed; what could not
    be saved then, for want of a reason, is saved by the verb, before the thresholds.
    """

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
        hint = "Needed once a return or a certificate rests on these rules or on minutes of the modules"
        self.reason_row = self.add("&Reason of the correction", self.reason, hint, about="reason")
        self._modules = QWidget()
        self.modules: list[ModuleFields] = []
        self.fields.addWidget(label("Modules, with minutes of activity", TypeRole.SMALL_STRONG))
        self.fields.addWidget(self._modules)
        self._grid = QGridLayout(self._modules)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def show_version(self, row: Thresholds, followers: Followers) -> None:
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
            fields.changed.connect(partial(self._tell_change, fields))
            self._grid.addWidget(fields, number, 0)
        tab_through(self._modules, (part for each in self.modules for part in (each.title, each.minutes)))

    def _tell_change(self, fields: ModuleFields) -> None:
        self.module_changed.emit(fields.change(self.reason.text()))

    def put_back(self, kept: ChangeModule) -> None:
        """Show a module as stored again: its change was thought better of."""
        for fields in self._fields_of(kept):
            fields.put_back()

    def note_saved(self, saved: ChangeModule) -> None:
        """Take a module for stored; its reason is not another change's, unless thresholds wait for it too."""
        for fields in self._fields_of(saved):
            fields.note_saved(saved)
        if self._row is not None and self._wanted(self._row) == _as_stored(self._row, self.reason.text()):
            self.reason.clear()
            self.reason_row.set_error("")

    def _fields_of(self, change: ChangeModule) -> list[ModuleFields]:
        return [fields for fields in self.modules if fields.id == change.module_id]

    def action(self) -> Action[object] | None:
        """Give the change of a module that was not saved yet, or else that of the thresholds."""
        if self._row is None:
            return None
        waiting = filter(None, (fields.change(self.reason.text()) for fields in self.modules))
        return next(waiting, None) or self._wanted(self._row)

    def _wanted(self, row: Thresholds) -> ChangeVersion:
        percent = self.percent.value()
        return ChangeVersion(
            row.id,
            self.sessions.value(),
            self.project.isChecked(),
            self.marks.marks(),
            None if percent < 0 else percent,
            self.capacity.value(),
            self.minimum.value(),
            self.reason.text(),
        )


def followers_words(followers: Followers) -> str:
    """Say which cohorts a change of rules reaches, and what it leaves alone."""
    if not followers.count:
        return "No cohort follows this version yet."
    codes, over = followers.codes, followers.over
    named = ", ".join(codes[:_MOST_NAMED])
    more = f" and {len(codes) - _MOST_NAMED} more" if len(codes) > _MOST_NAMED else ""
    ended = f"{over} {'cohort that is' if over == 1 else 'cohorts that are'} over" if over else ""
    who = " and ".join(filter(None, (f"{named}{more}", ended)))
    verb = "follows" if followers.count == 1 else "follow"
    kept = "Submitted returns stay as they are and the next one corrects them; issued certificates stand."
    return f"{who} {verb} this version and will be judged by a changed rule at once. {kept}"


def _as_stored(row: Thresholds, reason: str) -> ChangeVersion:
    return ChangeVersion(
        row.id,
        row.sessions_needed,
        row.project_needed,
        row.attended_marks,
        row.left_early_percent,
        row.capacity,
        row.minimum,
        reason,
    )
