"""The third step: every row with its state, problems framed and fixed in place, duplicates side by side."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from aspire_desktop.domain.intake.import_drafts import Decision
from aspire_desktop.domain.intake.imports import OnRecord
from aspire_desktop.services.intake.imports.review import Review, ReviewedProblem, RowStanding
from aspire_desktop.ui.looks.theme import CARD_GAP, Tone, TypeRole
from aspire_desktop.ui.screens.intake.imports.likeness import LikenessCard
from aspire_desktop.ui.screens.intake.imports.matching import targets_of
from aspire_desktop.ui.screens.intake.imports.problems import ProblemsCard, Remedy, WayOut
from aspire_desktop.ui.screens.intake.imports.sheet_model import SheetModel
from aspire_desktop.ui.screens.intake.imports.sheet_table import Pressed, SheetTable
from aspire_desktop.ui.screens.intake.imports.words import counted
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import ElidedLabel, label
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.status import status, tag


class CheckPage(QWidget):
    """Cells: `model.typed`. Rows: `rows_left_out` carries Pressed. `remedied` Remedy, `decided` Decision."""

    remedied = Signal(Remedy)
    decided = Signal(Decision)
    rows_left_out = Signal(Pressed)

    def __init__(self) -> None:
        super().__init__()
        self._review: Review | None = None
        self.model = SheetModel(self, editable=True)
        self.table = SheetTable("Rows of the file", self.model)
        self.table.left_out.connect(self.rows_left_out)
        self.only_problems = QCheckBox("Show &only rows with problems")
        self.only_problems.toggled.connect(self._show_rows)
        self._counted = ElidedLabel("", ink="2")
        self.problems = ProblemsCard()
        self.likeness = LikenessCard()
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._follow)
        self.problems.chosen.connect(self._remedy)
        self.problems.looked_at.connect(self._look)
        self.likeness.decided.connect(self.decided)
        self.likeness.left_out.connect(lambda row: self.rows_left_out.emit(Pressed((row,))))

    def _lay_out(self) -> None:
        card = Card()
        card.setAccessibleName("Rows")
        card.body.addWidget(self.table)
        footer = card.add_footer()
        footer.addWidget(self._counted, 1)
        footer.addWidget(self.only_problems)
        footer.addSpacing(CARD_GAP)
        footer.addWidget(KeyCap("F8"))
        footer.addWidget(label("next problem", TypeRole.SMALL, "2"))
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(CARD_GAP)
        row.addWidget(self.problems, 1)
        row.addWidget(self.likeness, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(card)
        splitter.addWidget(self._below)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([360, 270])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def show_review(self, review: Review) -> None:
        """Show the rows as they stand, and what stands in the way."""
        self._review = review
        self._show_rows()
        troubled = len(review.troubled)
        self.problems.show_findings(review.findings, troubled)
        self._below.setVisible(bool(troubled))
        self._show_likeness()

    def pills(self) -> list[QWidget]:
        """Make the counts of rows by state."""
        if self._review is None:
            return []
        counts = self._review.counts
        made: list[QWidget] = [Pill(status(f"{counts[RowStanding.READY]} ready"))]
        looks = (
            (RowStanding.MUST_FIX, tag(f"{counts[RowStanding.MUST_FIX]} must fix", Tone.BAD, "x-circle")),
            (RowStanding.CHECK, tag(f"{counts[RowStanding.CHECK]} to check", Tone.DUE, "warning")),
            (
                RowStanding.DUPLICATE,
                tag(counted(counts[RowStanding.DUPLICATE], "duplicate"), Tone.INFO, "copy"),
            ),
            (RowStanding.LEFT_OUT, tag(f"{counts[RowStanding.LEFT_OUT]} left out", Tone.NEUTRAL, "minus")),
        )
        return made + [Pill(look) for standing, look in looks if counts[standing]]

    def go_to_problem(self, step: int) -> None:
        """Go to the next problem (1) or the one before (-1), round the end."""
        places = self._problem_places()
        if not places:
            return
        now = self.table.currentIndex()
        here = (now.row(), now.column())
        after = [place for place in places if place > here] if step > 0 else [p for p in places if p < here]
        row, column = (after or places)[0 if step > 0 else -1]
        self.table.go_to(self.model.index(row, column))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _problem_places(self) -> list[tuple[int, int]]:
        """Give row and column of each cell that has a problem, from the top."""
        found = map(self._place, self._review.findings) if self._review is not None else ()
        return sorted({(at.row(), at.column()) for at in found if at.isValid()})

    def chosen_rows(self) -> tuple[int, ...]:
        """Give the numbers of the rows selected."""
        return self.table.chosen_rows()

    def focus_first(self) -> None:
        """Go to the first problem, or to the first row: the row of a file before it means nothing here."""
        places = self._problem_places()
        self.table.go_to(self.model.index(*(places[0] if places else (0, 1))))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, finding: ReviewedProblem) -> QModelIndex:
        return self.model.place_of(finding.problem.row, finding.problem.position)

    def _show_rows(self) -> None:
        review = self._review
        if review is None:
            return
        here = self.table.currentIndex()
        current = self.model.row_at(here.row())
        place = (current.number, here.column()) if current is not None else None
        headings = review.draft.mapping.matched
        rows = [row for row in review.rows if row.findings] if self.only_problems.isChecked() else review.rows
        doubted = frozenset(
            each.problem.position for each in review.findings if each.problem.position is not None
        )
        self.table.heading.show_headings(headings, targets_of(review.draft), doubted)
        self.model.show_rows(tuple(rows), headings)
        if not self.table.currentIndex().isValid() and rows:
            number, column = place or (rows[0].number, 1)
            found = self.model.place_of(number)
            row = found.row() if found.isValid() else min(max(0, here.row()), len(rows) - 1)
            self.table.go_to(self.model.index(row, min(column, len(headings))))
        self._counted.setText(f"Showing {len(rows):,} of {counted(len(review.rows), 'row')}")

    def _remedy(self, remedy: Remedy) -> None:
        if remedy.way is WayOut.EDIT or remedy.way is WayOut.LOOK:
            self._look(remedy.finding)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if remedy.way is WayOut.EDIT:
                self.table.edit(self.table.currentIndex())
            elif self.likeness.isVisible():
                self.likeness.same.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.remedied.emit(remedy)

    def _look(self, finding: ReviewedProblem) -> None:
        self.table.go_to(self._place(finding))

    def _follow(self) -> None:
        self._show_likeness()

    def _show_likeness(self) -> None:
        """Show the possible duplicate of the present row, or the first one."""
        review = self._review
        alike = (
            []
            if review is None
            else [finding for finding in review.findings if isinstance(finding.problem.doubt, OnRecord)]
        )
        self.likeness.setVisible(bool(alike))
        if review is None or not alike:
            return
        current = self.model.row_at(self.table.currentIndex().row())
        numbers = [finding.problem.row for finding in alike]
        wanted = current.number if current is not None and current.number in numbers else self.likeness.row
        at = numbers.index(wanted) if wanted in numbers else 0
        likeness = review.likeness(alike[at])
        if likeness is not None:
            self.likeness.show_likeness(likeness, at + 1, len(alike))
