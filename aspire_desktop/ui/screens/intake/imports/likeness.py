"""A row beside the person on record that it may mean: what differs, and the decision."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.intake.import_drafts import Decision
from aspire_desktop.domain.intake.imports import PersonLine
from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.people import NAME, PERSON
from aspire_desktop.domain.office.values import fold
from aspire_desktop.services.intake.imports.review import Likeness
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.comparison import NONE, ComparisonLine, Pick, plain
from aspire_desktop.ui.widgets.label import label


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
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heads = [label(words, TypeRole.SMALL_STRONG, "2") for words in ("In the file", "Already in Aspire")]
        column.addWidget(ComparisonLine(f"Row {line.row}", heads[0], heads[1]))
        self._taken = {}
        names = (line.full_name(), person.full_name())
        column.addWidget(self._made_strip("Name", *names, Column.FULL_NAME))
        for fact in facts_in(PersonLine, PERSON):
            if fact not in NAME:
                of = None if fact.of_body else Column(fact.column)
                column.addWidget(self._made_strip(fact.label, fact.of(line), fact.of(person), of))

    def _made_strip(self, words: str, ours: str, theirs: str, column: Column | None) -> ComparisonLine:
        if column is None or not ours or fold(ours) == fold(theirs):
            return ComparisonLine(words, plain(ours), plain(theirs))
        new, old = Pick(ours), Pick(theirs or NONE)
        for button, where in ((new, "in the file"), (old, "already in Aspire")):
            button.setAccessibleName(f"{words} {where}: {button.words}")
        group = QButtonGroup(self._inside)
        group.addButton(new)
        group.addButton(old)
        old.setChecked(True)
        self._taken[column] = new
        return ComparisonLine(words, new, old, differs=True)

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
