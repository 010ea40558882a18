"""The tab of returns: the list of them, one as in Excel, its checks, and the step that locks it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from aspire_desktop.domain.money.claims import AgreementRow, ReturnRow
from aspire_desktop.domain.money.returns import Evidence, ReturnFacts
from aspire_desktop.domain.money.revisions import Revision
from aspire_desktop.domain.money.sources import LineFacts
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import AgreementId, ReturnId, short_date
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.door.export import Export
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import (
    RestateReturn,
    SubmitReturn,
    WriteReturn,
    WriteSubmitted,
    revision_draft,
)
from aspire_desktop.ui.charts.pool import period_words
from aspire_desktop.ui.desk.signals import Destination, Told
from aspire_desktop.ui.desk.tabs import Bench
from aspire_desktop.ui.looks.theme import CARD_GAP, theme
from aspire_desktop.ui.screens.money.finance.checks import WIDTH, Checks, Opening
from aspire_desktop.ui.screens.money.finance.middle import Middle
from aspire_desktop.ui.screens.money.finance.model import (
    Invoiced,
    Returns,
    ShownReturn,
    changed_since,
    draft_sheet,
    invoiced_at,
    returns_of,
    stored_sheet,
)
from aspire_desktop.ui.screens.money.finance.restate import RestateDialog
from aspire_desktop.ui.screens.money.finance.returns_list import ReturnsList, net_words
from aspire_desktop.ui.screens.money.finance.sources import Source
from aspire_desktop.ui.screens.money.finance.submission import SubmitDialog
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.widgets.file_dialogs import SaveAs

ROOMY = 1100
"""From this width on, with standard text, the list and the checks have the room they like."""
GROWTH = 60
"""Per cent of what larger text would need that its neighbours get: the workbook needs room as well."""
LIST, LIST_NARROW, CHECKS_NARROW = 258, 212, 236
"""Logical pixels."""


WORKBOOK = SaveAs("Save the workbook", "Excel workbook (*.xlsx)")


class ReturnsTab(AgreementTab):
    """The draft of the open period is worked out anew at each change."""

    key = "returns"
    title = "Returns"

    to_credit = Signal(Invoiced)
    """A check wants the invoices of places that are claimed too to be credited."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._found: Returns | None = None
        self.sheet: ShownReturn | None = None
        self.confirm: SubmitDialog | None = None
        self._make_commands()
        self._make_parts()
        self._lay_out()

    def _make_commands(self) -> None:
        self.submit_command = self.command("&Submit and lock…", "Ctrl+Return", "lock-simple")
        self.submit_command.triggered.connect(self._ask_to_submit)
        self.restate_command = self.command("&Restate this return…", "", "arrow-counter-clockwise")
        self.restate_command.triggered.connect(self._ask_to_restate)
        self.save_command = self.command("&Export the return…", "Ctrl+E", "file-xls")
        self.save_command.triggered.connect(self._export)
        self.desk.allow(self.save_command, WriteReturn)

    def _make_parts(self) -> None:
        self.list, self.middle, self.checks = ReturnsList(self.desk), Middle(self.desk), Checks()
        self.preview, self.table = self.middle.preview, self.list.table
        self.lists = (self.list.list,)
        self.middle.currentChanged.connect(self._name_export)
        self.list.chosen.connect(self._choose)
        self.preview.export_button.clicked.connect(self.save_command.trigger)
        self.checks.opened.connect(self._open_evidence)
        self.checks.since_opened.connect(self._open_since)
        self.checks.restate_button.clicked.connect(self.restate_command.trigger)
        self.checks.submit_button.clicked.connect(self.submit_command.trigger)

    def _lay_out(self) -> None:
        self._shared = (False, theme().text_percent)
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.list, self.middle, self.checks):
            splitter.addWidget(widget)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([LIST, 640, WIDTH])
        self.desk.memory.follow_splitter("finance", splitter)
        self.whole.addWidget(splitter, 1)
        theme().changed.connect(self._share_room)
        self.panes = (self.table, self.middle, self.checks.submit_button)
        self.main = self.table

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave the workbook most of a narrow screen; give its neighbours their room back on a wide one."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        percent = theme().text_percent
        narrow = self.width() * 100 < ROOMY * percent
        if (narrow, percent) != self._shared:
            self._shared = narrow, percent
            sides = (LIST_NARROW, CHECKS_NARROW) if narrow else (LIST, WIDTH)
            list_room, checks_room = (side * (100 + (percent - 100) * GROWTH // 100) // 100 for side in sides)
            self._splitter.setSizes([list_room, self.width(), checks_room])

    @staticmethod
    def note_of(agreement: AgreementRow, office: Office) -> str:
        """Name the period whose return is open."""
        return f"{period_words(agreement.period)} open" if agreement.period else "none open"

    def clear(self) -> None:
        """Begin with the open return of another agreement."""
        self.list.follow(None)
        self._found = None
        self.middle.show_return()

    def load(self) -> None:
        """Ask for the returns of the agreement."""
        if self.agreement is not None:
            self.desk.ask(partial(returns_of, self.agreement), self.show_returns, subject="returns")

    def want(self, begins: str) -> None:
        """Show the draft of the period that begins on a day, as in 2026-04-01."""
        self.list.want(begins)
        self.load()

    def show_returns(self, found: Returns) -> None:
        """Show the list; stay on the return that was chosen."""
        self._found = found
        self.list.show_returns(found)
        self._show_chosen()

    def _choose(self) -> None:
        self.middle.show_return()
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.list.current
        if isinstance(chosen, ReturnRow):
            self.desk.ask(partial(stored_sheet, chosen), self._show_sheet, subject="sheet")
        elif chosen is not None:
            self._show_sheet(draft_sheet(chosen))

    def _show_sheet(self, sheet: ShownReturn) -> None:
        found = self._found
        if found is None or self.agreement is None:
            return
        self.sheet = sheet
        other = sheet.period if sheet.draft is not None and sheet.period != found.opened else None
        self.middle.show_sheet(sheet, self.agreement.id, other)
        if sheet.submitted is not None:
            self.checks.show_submitted(sheet.submitted, self._restates(sheet.submitted))
        else:
            self.checks.show_draft(sheet, self._reason(sheet))
        newest = sheet.submitted is not None and sheet.submitted.newest
        ready = self.checks.submit_button.isEnabled() and sheet.submitted is None
        self.desk.allow(self.restate_command, RestateReturn, revision_draft, there=newest)
        self.desk.allow(self.submit_command, SubmitReturn, there=ready)

    def _restates(self, row: ReturnRow) -> bool:
        return row.newest and self.desk.may(RestateReturn)

    def _reason(self, sheet: ShownReturn) -> str:
        """Say why a draft cannot be submitted now; nothing where it can."""
        if not self.desk.may(SubmitReturn):
            return "Finance or an administrator submits"
        if self.desk.clock.today() < sheet.period.begins:
            return f"It can be submitted from {short_date(sheet.period.begins)}"
        if self._found is not None and self._found.lacks_preparer:
            return "Another colleague must have prepared it: add one in Settings"
        failed = len(sheet.failed)
        return f"Fix {failed} check{'' if failed == 1 else 's'} to submit" if failed else ""

    def _open_evidence(self, opening: Opening) -> None:
        """Show what a check looked at: people, or the place where it is kept."""
        if self.agreement is None or self.sheet is None:
            return
        places, id = opening.check.places, self.agreement.id
        if opening.evidence is Evidence.LEDGER:
            self.desk.go(Destination("finance", id, "ledger"))
        elif opening.evidence is Evidence.CHARGES and places:
            self.desk.ask(partial(invoiced_at, id, places), self.to_credit.emit, subject="to credit")
        elif opening.evidence is Evidence.CHARGES:
            self.desk.go(Destination("finance", id, "invoices"))
        elif opening.evidence is Evidence.AGREEMENT:
            self.desk.go(Destination("settings", tab="agreements"))
        elif opening.evidence is Evidence.RETURNS:
            self.list.choose_submitted()
        elif opening.evidence is Evidence.POOL or places:
            self.middle.open_places(opening.check.said, places)
        else:
            lines: tuple[LineFacts, ...] = (*self.sheet.claims, *self.sheet.adjustments)
            self.middle.open_source(Source("", "", opening.check.said, lines))

    def _open_since(self) -> None:
        """Show the places that stand otherwise than the submitted return has them."""
        row = self.sheet.submitted if self.sheet else None
        if row is not None:
            show = partial(self.middle.open_places, f"Since {row.summary.reference}")
            self.desk.ask(partial(changed_since, row), show, subject="since")

    # Export and submission

    def _name_export(self) -> None:
        what = "these people" if self.middle.shows_people else "the return"
        self.save_command.setText(f"&Export {what}…")

    def _export(self) -> None:
        """Write what is in front: the people behind a figure, or the workbook."""
        if self.middle.shows_people:
            self.middle.behind.files.ask_export()
        else:
            self._ask_where()

    def _ask_where(self) -> None:
        """Write the return that is shown to a file: a draft as of now, a submitted one byte for byte."""
        if self.sheet is not None and self.agreement is not None:
            shown = _shown(self.agreement.id, self.sheet)
            self.desk.export(WORKBOOK, self._offered(self.sheet), shown, self._tell_written)

    def _offered(self, sheet: ShownReturn) -> str:
        mark = "" if sheet.submitted else "draft"
        return file_name("Return", sheet.summary.reference, mark, ending=".xlsx")

    def _tell_written(self, file: Path) -> None:
        self.checks.reason.setText(f"Saved as {file.name}")

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))

    def _ask_to_restate(self) -> None:
        row = self.sheet.submitted if self.sheet else None
        if row is not None:
            self.desk.ask(revision_draft.about(row, self.desk.moment), self._show_revision, failed=self._tell)

    def _show_revision(self, revision: Revision) -> None:
        if self.sheet is not None and self.sheet.submitted is not None:
            preparers = self._found.preparers if self._found else None
            RestateDialog(self.desk, self.sheet, revision, preparers, self._follow_submitted).ask()

    def _ask_to_submit(self) -> None:
        agreement, sheet = self.agreement, self.sheet
        if agreement is None or sheet is None or not self.submit_command.isEnabled():
            return
        assert sheet.draft is not None
        preparers = self._found.preparers if self._found else None
        self.confirm = _confirmation(sheet, agreement, preparers, self)
        self.confirm.accepted.connect(partial(self._submit, agreement.id, sheet.draft))
        self.confirm.open()

    def _submit(self, agreement: AgreementId, draft: ReturnFacts) -> None:
        """Submit what was confirmed, whatever the draft in front says by now."""
        self.checks.submit_button.setEnabled(False)
        preparer = self.confirm.preparer if self.confirm else ""
        action = SubmitReturn(agreement, draft.period.begins, draft.period.ends, preparer, draft.digest)
        self.desk.do(action, self._follow_submitted, self._refused)

    def _follow_submitted(self, done: Done[ReturnId]) -> None:
        """Stay on the return that is now locked."""
        self.list.follow(done.value)
        self.middle.show_return()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, explanation: Explanation) -> None:
        self._tell(explanation)
        self.load()


def _confirmation(
    sheet: ShownReturn, agreement: AgreementRow, preparers: Sequence[str] | None, parent: QWidget
) -> SubmitDialog:
    locked = "a return that claims nothing" if sheet.is_nil else net_words(sheet.summary)
    sentences = [
        f"This locks {locked} for {sheet.period} under agreement {agreement.reference}, "
        f"and keeps the exact workbook to send to its funder, {agreement.funder}.",
        "It cannot be taken back or changed. A later correction becomes an adjustment on the next return.",
    ]
    sentences += [f"{check.said}. {check.detail}." for check in sheet.advice]
    return SubmitDialog(f"Submit return {sheet.summary.reference}?", sentences, preparers, parent)


def _shown(agreement: AgreementId, sheet: ShownReturn) -> Export[Path]:
    if sheet.submitted is not None:
        return WriteSubmitted(sheet.submitted.workbook)
    return WriteReturn(agreement, sheet.period)
