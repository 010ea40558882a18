"""A row beside the person on record that it may mean: what differs, and the decision."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from aspire_desktop.domain.columns import Column
from aspire_desktop.domain.import_drafts import Decision
from aspire_desktop.domain.values import fold
from aspire_desktop.services.imports.review import Likeness
from aspire_desktop.ui.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import ElidedLabel, label

NONE = "–"


class LikenessCard(Card):
    """Existing values are chosen at first. `decided` carries Decision, `left_out` the row's number."""

    decided = Signal(Decision)
    left_out = Signal(int)

    def __init__(self) -> None:
        super().__init__("Possible duplicate")
        self._likeness: Likeness | None = None
        self._taken: dict[Column, QRadioButton] = {}
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        self.body.addStretch(1)
        footer = self.add_footer()
        self.same = Button("Same person", small=True)
        self.other = Button("Two people", small=True)
        self.leave = Button("Leave row out", small=True)
        for button, act in (
            (self.same, self._merge),
            (self.other, self._keep_apart),
            (self.leave, self._leave),
        ):
            button.clicked.connect(act)
            footer.addWidget(button)
        footer.addStretch(1)

    @property
    def row(self) -> int | None:
        """Give the number of the row shown."""
        return self._likeness.line.row if self._likeness else None

    def show_likeness(self, likeness: Likeness, place: int, of: int) -> None:
        """Show a row beside a person; with `place` of `of` such rows."""
        if likeness == self._likeness:
            self.set_title("Possible duplicate", f"{place} of {of}")
            return
        self._likeness = likeness
        self.set_title("Possible duplicate", f"{place} of {of}")
        self.other.setVisible(likeness.may_differ)
        old, self._inside = self._inside, QWidget()
        self.body.replaceWidget(old, self._inside)
        old.deleteLater()
        self._fill(likeness)

    def _fill(self, likeness: Likeness) -> None:
        line, person = likeness.line, likeness.person
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, words in enumerate((f"Row {line.row}", "In the file", "Already in Aspire")):
            grid.addWidget(label(words, TypeRole.SMALL_STRONG, "2"), 0, at)
        self._taken = {}
        names = (f"{line.given_name} {line.family_name}", f"{person.given_name} {person.family_name}")
        self._add(grid, "Name", *names, Column.FULL_NAME)
        self._add(grid, "E-mail", line.email, person.email, Column.EMAIL)
        self._add(grid, "Organisation", line.organisation, person.organisation, None)
        self._add(grid, "Job title", line.job_title, person.job_title, Column.JOB_TITLE)

    def _add(self, grid: QGridLayout, words: str, ours: str, theirs: str, column: Column | None) -> None:
        at = grid.rowCount()
        grid.addWidget(label(words, ink="2"), at, 0, Qt.AlignmentFlag.AlignTop)
        differs = bool(ours) and fold(ours) != fold(theirs)
        if column is None or not differs:
            grid.addWidget(ElidedLabel(ours or NONE), at, 1)
            grid.addWidget(ElidedLabel(theirs or NONE), at, 2)
            return
        new, old = QRadioButton(ours.replace("&", "&&")), QRadioButton((theirs or NONE).replace("&", "&&"))
        for button, where in ((new, "in the file"), (old, "already in Aspire")):
            button.setAccessibleName(f"{words} {where}: {button.text()}")
            button.setProperty("differs", True)
        group = QButtonGroup(self._inside)
        group.addButton(new)
        group.addButton(old)
        old.setChecked(True)
        grid.addWidget(new, at, 1)
        grid.addWidget(old, at, 2)
        self._taken[column] = new

    def _merge(self) -> None:
        if self._likeness is not None:
            taken = frozenset(column for column, button in self._taken.items() if button.isChecked())
            self.decided.emit(Decision(self._likeness.line.row, self._likeness.person.id, taken))

    def _keep_apart(self) -> None:
        if self._likeness is not None:
            self.decided.emit(Decision(self._likeness.line.row, None))

    def _leave(self) -> None:
        if self._likeness is not None:
            self.left_out.emit(self._likeness.line.row)
