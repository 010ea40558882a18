"""The tab of returns: the list of them, one as in Excel, its checks, and the step that locks it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from aspire_desktop.domain.claims import AgreementRow, PoolPlace
from aspire_desktop.domain.errors import Explanation
from aspire_desktop.domain.file_names import file_name
from aspire_desktop.domain.funding import Pool
from aspire_desktop.domain.values import AgreementId, Period, ReturnId, short_date
from aspire_desktop.services.action import Done
from aspire_desktop.services.office import Office
from aspire_desktop.services.returns import SubmitReturn, write_workbook
from aspire_desktop.ui.board import BoardModel
from aspire_desktop.ui.pool import Figure, behind, behind_square
from aspire_desktop.ui.screens.finance.checks import WIDTH, Checks
from aspire_desktop.ui.screens.finance.model import (
    Returns,
    Sheet,
    draft_sheet,
    people_behind,
    period_words,
    return_of,
    returns_of,
    stored_sheet,
)
from aspire_desktop.ui.screens.finance.preview import Behind, Preview
from aspire_desktop.ui.screens.finance.sheets import (
    RETURN_COLUMNS,
    RETURN_HEADINGS,
    draft_line,
    net_words,
    return_line,
)
from aspire_desktop.ui.screens.finance.tabs import AgreementTab
from aspire_desktop.ui.signals import Told
from aspire_desktop.ui.tabs import Bench
from aspire_desktop.ui.theme import CARD_GAP, TypeRole
from aspire_desktop.ui.watch import Watch
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog
from aspire_desktop.ui.widgets.label import label

LOCKED = (
    "Submitted returns cannot change. A correction is a line of the next return that names what it corrects."
)


class ReturnsTab(AgreementTab):
    """The draft of the open period is worked out anew at each change.

    `marked` carries the Figure of the pool whose people are shown, None when they are left.
    """

    key = "returns"
    title = "Returns"
    topics: ClassVar = frozenset(
        {
            "agreements", "cohorts", "covers", "enrolments", "marks", "organisation_names", "people",
            "places", "project_members", "projects", "return_lines", "returns", "sessions", "settings",
            "steps", "versions",
        }
    )  # fmt: skip
    marked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._chosen: ReturnId | None = None
        self._found: Returns | None = None
        self._pool: Pool | None = None
        self.sheet: Sheet | None = None
        self.confirm: ConfirmDialog | None = None
        self._make_commands()
        self._make_parts()
        self._lay_out()

    def _make_commands(self) -> None:
        self.submit_command = self.command("&Submit and lock…", "Ctrl+Return", "lock-simple")
        self.submit_command.triggered.connect(self._ask_to_submit)
        self.save_command = self.command("&Export the return…", "Ctrl+E", "file-xls")
        self.save_command.triggered.connect(self._ask_where)

    def _make_parts(self) -> None:
        self.preview, self.behind, self.checks = Preview(), Behind(), Checks()
        self.behind.left.connect(self._show_return)
        self.behind.opened.connect(self.desk.go)
        self.preview.export_button.clicked.connect(self.save_command.trigger)
        self.checks.submit_button.clicked.connect(self.submit_command.trigger)
        self.model = BoardModel(RETURN_HEADINGS, self)
        self.table = DataTable("Returns", RETURN_COLUMNS)
        self.table.setModel(self.model)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)

    def _lay_out(self) -> None:
        self.returns = Card("Returns")
        self.returns.setMinimumWidth(232)
        self.returns.body.addWidget(self.table)
        self.returns.add_footer().addWidget(label(LOCKED, TypeRole.SMALL, "2", wraps=True))
        self._middle = QStackedWidget()
        self._middle.addWidget(self.preview)
        self._middle.addWidget(self.behind)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.returns, self._middle, self.checks):
            splitter.addWidget(widget)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([258, 640, WIDTH])
        self.desk.memory.follow_splitter("finance", splitter)
        self.whole.addWidget(splitter, 1)
        self.panes = (self.table, self._middle, self.checks.submit_button)
        self.main = self.table

    @staticmethod
    def note_of(agreement: AgreementRow, office: Office) -> str:
        """Name the period whose return is open."""
        return f"{period_words(agreement.period)} open" if agreement.period else "none open"

    def clear(self) -> None:
        """Begin with the open return of another agreement."""
        self._chosen, self._found = None, None
        self._show_return()

    def load(self) -> None:
        """Ask for the returns of the agreement."""
        if self.agreement is not None:
            self.desk.ask(partial(returns_of, self.agreement), self.show_returns, subject="returns")

    def show_returns(self, found: Returns) -> None:
        """Show the list; stay on the return that was chosen."""
        self._found = found
        lines = [draft_line(draft_sheet(found.draft))] if found.draft else []
        self.model.show_lines([*lines, *(return_line(row) for row in found.submitted)])
        row = self.model.row_of(f"return {self._chosen}" if self._chosen else "draft")
        self.table.setCurrentIndex(self.model.index(row or 0, 0))
        self._show_chosen()
        if self._middle.currentWidget() is self.behind and self.behind.figure is not None:
            self._ask_behind(self.behind.figure, None)

    def _follow_row(self, index: QModelIndex) -> None:
        line = self.model.line_at(index)
        if line is None:
            return
        chosen = ReturnId(int(line.key.split()[1])) if line.key.startswith("return") else None
        if chosen != self._chosen:
            self._chosen = chosen
            self._show_return()
            self._show_chosen()

    def _show_chosen(self) -> None:
        found = self._found
        if found is None:
            return
        row = return_of(found.submitted, self._chosen)
        if row is not None:
            self.desk.ask(partial(stored_sheet, row), self._show_sheet, subject="sheet")
        elif found.draft is not None:
            self._show_sheet(draft_sheet(found.draft))
        elif found.submitted:
            self._chosen = found.submitted[0].id
            self._show_chosen()

    def _show_sheet(self, sheet: Sheet) -> None:
        found = self._found
        if found is None or self.agreement is None:
            return
        self.sheet = sheet
        self.preview.show_sheet(sheet, self.agreement)
        if sheet.submitted is not None:
            self.checks.show_submitted(sheet.submitted)
        else:
            self.checks.show_draft(sheet, self._reason(sheet))
        self.submit_command.setEnabled(self.checks.submit_button.isEnabled() and sheet.submitted is None)

    def _reason(self, sheet: Sheet) -> str:
        """Say why a draft cannot be submitted now; nothing where it can."""
        if not self.desk.may(SubmitReturn):
            return "Finance or an administrator submits"
        if self.desk.clock.today() < sheet.period.begins:
            return f"It can be submitted from {short_date(sheet.period.begins)}"
        failed = len(sheet.failed)
        return f"Fix {failed} check{'' if failed == 1 else 's'} to submit" if failed else ""

    # People behind a figure

    def open_figure(self, figure: Figure, pool: Pool) -> None:
        """Show the people behind a figure of the pool."""
        self._pool = pool
        self._ask_behind(figure, None, starts=True)

    def open_square(self, square: int, pool: Pool) -> None:
        """Show the people behind the figure that a square of the waffle belongs to, its own chosen."""
        self._pool = pool
        if self.agreement is not None:
            question = partial(people_behind, self.agreement.id)
            self.desk.ask(question, partial(self._find_square, square), subject="behind")

    def _find_square(self, square: int, places: Sequence[PoolPlace]) -> None:
        pool = self._pool
        if pool is None:
            return
        place = behind_square(places, pool, square)
        figures = [figure for figure in Figure if place and place in behind(places, figure)]
        self._show_behind(figures[0] if figures else Figure.FREE, place, True, places)

    def _ask_behind(self, figure: Figure, place: PoolPlace | None, *, starts: bool = False) -> None:
        if self.agreement is not None:
            then = partial(self._show_behind, figure, place, starts)
            self.desk.ask(partial(people_behind, self.agreement.id), then, subject="behind")

    def _show_behind(
        self, figure: Figure, place: PoolPlace | None, starts: bool, places: Sequence[PoolPlace]
    ) -> None:
        free = self._pool.free if self._pool else 0
        self.marked.emit(figure)
        self.behind.show_places(figure, behind(places, figure), free)
        self._middle.setCurrentWidget(self.behind)
        if place is not None:
            self.behind.choose(place)
        if starts:
            self.behind.start()

    def _show_return(self) -> None:
        """Bring the return forward again; the screen is told first, while the keyboard is still here."""
        self.marked.emit(None)
        self._middle.setCurrentWidget(self.preview)

    # Export and submission

    def _ask_where(self) -> None:
        if self.sheet is not None:
            chosen, _ = QFileDialog.getSaveFileName(
                self, "Save the workbook", self._offered(self.sheet), "Excel workbook (*.xlsx)"
            )
            if chosen:
                self.save(Path(chosen))

    def save(self, file: Path) -> None:
        """Write the return that is shown to a file: a draft as of now, a submitted one byte for byte."""
        if self.sheet is not None and self.agreement is not None:
            target = file if file.suffix else file.with_suffix(".xlsx")
            job = partial(_write, self.agreement.id, self.sheet.period, target)
            self.desk.run(job, self._tell_written, failed=self._tell)

    def _offered(self, sheet: Sheet) -> str:
        mark = "" if sheet.submitted else "draft"
        return file_name("Return", sheet.summary.reference, mark, ending=".xlsx")

    def _tell_written(self, file: Path) -> None:
        self.checks.reason.setText(f"Saved as {file.name}")

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))

    def _ask_to_submit(self) -> None:
        agreement, sheet = self.agreement, self.sheet
        if agreement is None or sheet is None or not self.submit_command.isEnabled():
            return
        self.confirm = _confirmation(sheet, agreement, self)
        self.confirm.accepted.connect(partial(self._submit, agreement.id, sheet.period))
        self.confirm.open()

    def _submit(self, agreement: AgreementId, period: Period) -> None:
        self.checks.submit_button.setEnabled(False)
        self.desk.do(
            SubmitReturn(agreement, period.begins, period.ends), self._follow_submitted, self._refused
        )

    def _follow_submitted(self, done: Done[ReturnId]) -> None:
        """Stay on the return that is now locked."""
        self._chosen = done.value
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, explanation: Explanation) -> None:
        self._tell(explanation)
        self.load()


def _confirmation(sheet: Sheet, agreement: AgreementRow, parent: QWidget) -> ConfirmDialog:
    sentences = [
        f"This locks {net_words(sheet.summary)} for {sheet.period} under agreement {agreement.reference}, "
        f"and keeps the exact workbook to send to {agreement.funder}.",
        "It cannot be taken back or changed. A later correction becomes an adjustment on the next return.",
    ]
    sentences += [f"{check.title}: not yet. {check.detail}." for check in sheet.advice]
    return ConfirmDialog(
        f"Submit return {sheet.summary.reference}?", sentences, "Submit and lock", "Keep as draft", parent
    )


def _write(agreement: AgreementId, period: Period, file: Path, office: Office, watch: Watch) -> Path:
    return write_workbook(office, agreement, period, file)
