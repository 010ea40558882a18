"""The form of thresholds: what a programme version asks for, and its modules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.values import enumerated
from aspire_desktop.domain.office.written import words_of
from aspire_desktop.domain.programmes.attendance import WORDS, Code
from aspire_desktop.domain.programmes.programmes import ModuleRow, Thresholds
from aspire_desktop.domain.programmes.rule_effects import RuleEffect
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.touched import OnlyTouched, with_facts
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.ui.forms.carrying import Carrying
from aspire_desktop.ui.forms.choices import TickField
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.fields import NumberField, NumberOrNone
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


class MarkBoxes(QWidget, Field[frozenset[str]]):
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

    def put(self, value: frozenset[str]) -> None:
        """Tick these marks."""
        for code, box in self.boxes.items():
            box.setChecked(code in value)

    @property
    def given(self) -> frozenset[str]:
        """Give the marks that are ticked."""
        return frozenset(str(code) for code, box in self.boxes.items() if box.isChecked())

    def said(self, value: frozenset[str]) -> str:
        """Name marks."""
        return ", ".join(WORDS[code] for code in self.boxes if code in value)

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when a mark is ticked or not."""
        for box in self.boxes.values():
            box.toggled.connect(lambda _: hear())


class ModuleFields(QWidget, Carrying):
    """A module's title and minutes; `changed` says that a field was left changed."""

    changed = Signal()

    def __init__(self, module: ModuleRow) -> None:
        super().__init__()
        self.id = module.id
        self.rows, self.read = [], None
        self.title, self.minutes = TextField(rule=words_of), NumberField(1, 24 * 60)
        self.minutes.setFixedWidth(86)
        self.minutes.setSuffix(" min")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for field, about in ((self.title, "title"), (self.minutes, "minutes")):
            self.carry(FormRow("", field, about=about))
            self.rows[-1].decided.connect(self._tell)
            row.addWidget(self.rows[-1], 1 if field is self.title else 0, Qt.AlignmentFlag.AlignTop)
            field.setAccessibleName(f"{about.capitalize()} of module {module.position}")
            field.editingFinished.connect(self._tell)
        self.show_module(module)

    def show_module(self, module: ModuleRow) -> None:
        """Show a module as stored."""
        self.begin(ChangeModule(module.id, module.title, module.minutes))

    def change(self, reason: str) -> OnlyTouched[RuleEffect] | None:
        """Give the change that the fields ask for, or None where they are as stored."""
        if self.read is None or not self.touched:
            return None
        return OnlyTouched(with_facts(self.read, {**self.facts, "reason": reason}), self.read)

    def complain(self, explanation: Explanation) -> bool:
        """Say beside a field why its change was refused, or whose stays; tell whether it was about one."""
        row = self.row_about(explanation.about)
        if row is not None:
            row.refuse(" ".join(filter(None, (explanation.what, explanation.do))))
        self.show_clashes(explanation)
        return row is not None or bool(explanation.clashes)

    def is_complete(self) -> bool:
        """Tell whether nothing must be put right, or decided; say it beside each field otherwise."""
        for row in self.rows:
            row.set_error(row.complaint(of_untouched=False))
        return not any(row.error for row in self.rows)

    def _tell(self) -> None:
        if self.touched and self.is_complete():
            self.changed.emit()


class ThresholdForm(PaneForm):
    """The thresholds of one version. Modules are saved one by one, as they are left changed; what could not
    be saved then, for want of a reason, is saved by the verb, before the thresholds.
    """

    module_changed = Signal(object)
    """Carries the change of a module."""

    def __init__(self) -> None:
        super().__init__("Save")
        self.sessions, self.project = NumberField(0, 99), TickField("A project outcome is needed")
        self.marks, self.percent = MarkBoxes(), NumberOrNone("Never", least=0, most=100)
        self.percent.setSuffix(" %")
        self.capacity, self.minimum = NumberField(1, 999), NumberField(0, 999)
        self.add("&Sessions needed to complete", self.sessions, about="sessions_needed")
        self.add("Project", self.project, about="project_needed")
        self.add("Marks that count as attended", self.marks, about="attended_marks")
        share = "Left early counts from this share of the session on, too"
        self.add("Left earl&y counts from", self.percent, share, about="left_early_percent")
        self.add("&Capacity of a new cohort", self.capacity, about="capacity")
        self.add("&Minimum to run a new cohort", self.minimum, about="minimum")
        self.reason = TextField()
        hint = "Needed once a return or a certificate rests on these rules or on minutes of the modules"
        self.reason_row = self.add("&Reason of the correction", self.reason, hint, about="reason")
        self._modules = QWidget()
        self.modules: list[ModuleFields] = []
        self.fields.addWidget(label("Modules, with minutes of activity", TypeRole.SMALL_STRONG))
        self.fields.addWidget(self._modules)
        self._grid = QGridLayout(self._modules)
        self._grid.setContentsMargins(0, 0, 0, 0)

    @property
    def touched(self) -> bool:
        """Say whether anything was changed since it was shown, of a module too."""
        return super().touched or any(each.touched for each in self.modules)

    def is_complete(self) -> bool:
        """Tell whether nothing must be put right, of the modules neither."""
        modules = [each.is_complete() for each in self.modules]
        return super().is_complete() and all(modules)

    def show_version(self, row: Thresholds, followers: Followers) -> None:
        """Show a version, and say who follows it."""
        self.said.setText(followers_words(followers))
        self.said.show()
        self._show_modules(row.modules)
        self.turn(row.title)
        self.sessions.setMaximum(max(row.sessions_needed, len(row.modules)))
        rules = (row.sessions_needed, row.project_needed, row.attended_marks, row.left_early_percent)
        self.begin(ChangeVersion(row.id, *rules, row.capacity, row.minimum))

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
        change = fields.change(self.reason.given)
        if change is not None:
            self.module_changed.emit(change)

    def module_of(self, action: Action[Any] | None) -> ModuleFields | None:
        """Give the fields of the module that an action changes, None where it changes the thresholds."""
        wanted = action.wanted if isinstance(action, OnlyTouched) else None
        ids = [wanted.module_id] if isinstance(wanted, ChangeModule) else []
        return next((fields for fields in self.modules if fields.id in ids), None)

    def note_saved(self, fields: ModuleFields, saved: OnlyTouched[RuleEffect]) -> None:
        """Take a module for stored; its reason is not another change's, unless thresholds wait for it too."""
        fields.begin(with_facts(saved.wanted, {"reason": ""}))
        if not any(row.touched for row in self.rows if row is not self.reason_row):
            self.reason.clear()

    def action(self) -> Action[Any] | None:
        """Give the change of a module that was not saved yet, or else that of the thresholds."""
        waiting = filter(None, (fields.change(self.reason.given) for fields in self.modules))
        return next(waiting, None) or super().action()


def followers_words(followers: Followers) -> str:
    """Say which cohorts a change of rules reaches, and what it leaves alone."""
    if not followers.count:
        return "No cohort follows this version yet."
    codes, over = followers.codes, followers.over
    named = ", ".join(codes[:_MOST_NAMED])
    more = f" and {len(codes) - _MOST_NAMED} more" if len(codes) > _MOST_NAMED else ""
    ended = f"{over} {'cohort that is' if over == 1 else 'cohorts that are'} over" if over else ""
    who = enumerated(filter(None, (f"{named}{more}", ended)))
    verb = "follows" if followers.count == 1 else "follow"
    kept = "Submitted returns stay as they are and the next one corrects them; issued certificates stand."
    return f"{who} {verb} this version and will be judged by a changed rule at once. {kept}"
