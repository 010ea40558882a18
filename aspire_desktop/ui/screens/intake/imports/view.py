"""The screen of imports: four steps forward and back over one draft, and nothing saved before the last."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from aspire_desktop.domain.intake.import_drafts import Decision, Draft, OpenedFile
from aspire_desktop.domain.intake.import_reports import ImportReport
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.intake.imports.file import may_import
from aspire_desktop.services.intake.imports.problem_list import WriteProblems
from aspire_desktop.services.intake.imports.review import Review, action_of
from aspire_desktop.services.intake.imports.templates import WriteTemplate
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination, Told
from aspire_desktop.ui.looks.theme import CARD_GAP, CONTROL_GAP
from aspire_desktop.ui.screens.intake.imports.asking import PROBLEM_LIST, TEMPLATE, ask_to_leave, offered_list
from aspire_desktop.ui.screens.intake.imports.checking import CheckPage
from aspire_desktop.ui.screens.intake.imports.choosing import ChoosePage, FileWanted
from aspire_desktop.ui.screens.intake.imports.confirming import ConfirmPage
from aspire_desktop.ui.screens.intake.imports.drafting import Drafting
from aspire_desktop.ui.screens.intake.imports.footer import Footer
from aspire_desktop.ui.screens.intake.imports.known import KnownToImport, known_to_import
from aspire_desktop.ui.screens.intake.imports.landing import (
    imported_words,
    seen_at,
    wished_cohort,
    wished_kind,
)
from aspire_desktop.ui.screens.intake.imports.mapping_header import Matched
from aspire_desktop.ui.screens.intake.imports.matching import MatchPage
from aspire_desktop.ui.screens.intake.imports.meant import MeantDialog
from aspire_desktop.ui.screens.intake.imports.problems import Remedy, WayOut
from aspire_desktop.ui.screens.intake.imports.progress import CHECK, CHOOSE, CONFIRM, MATCH, ImportProgress
from aspire_desktop.ui.screens.intake.imports.remedies import remedied
from aspire_desktop.ui.screens.intake.imports.sheet_model import TypedCell
from aspire_desktop.ui.screens.intake.imports.sheet_table import Pressed
from aspire_desktop.ui.screens.intake.imports.steps import StepRail
from aspire_desktop.ui.screens.intake.imports.words import KINDS

NARROWER = 1000


class Imports(Screen):
    """Destination("import", id of a cohort or None, tab: an ImportKind or nothing)."""

    key = "import"
    title = "Import"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.step = CHOOSE
        self._known = KnownToImport((), (), ())
        self._target = Destination(self.key)
        self._wished: Destination | None = None
        self.drafting = Drafting(self.desk, self)
        self._make_commands()
        self._make_pages()
        self._lay_out()
        self._listen()
        self._show()

    def _make_commands(self) -> None:
        self.back_command = self.command("&Back a step", "Alt+B", "arrow-left")
        self.continue_command = self.command("&Continue", "Alt+C", "arrow-right")
        self.next_command = self.command("&Next problem", "F8", "warning")
        self.previous_command = self.command("&Previous problem", "Shift+F8")
        self.leave_out_command = self.command("&Leave row out", "Del", "minus")
        self.take_in_command = self.command("Take row back &in", "", "plus")
        self.save_command = self.command("&Save the problem list…", "", "file-xls")
        self.template_command = self.command("&Empty file to fill in…", "", "file-xls")
        self.cancel_command = self.command("Cance&l the import", "Esc", "x")
        for command in (self.leave_out_command, self.cancel_command):
            command.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(command)

    def _make_pages(self) -> None:
        self.choose, self.match = ChoosePage(), MatchPage()
        self.check, self.confirm = CheckPage(), ConfirmPage(self.desk)
        self.stack = QStackedWidget()
        for page in (self.choose, self.match, self.check, self.confirm):
            self.stack.addWidget(page)
        self.rail = StepRail()
        self.footer = Footer(self.save_command, self.back_command, self.continue_command, self.cancel_command)
        self.confirm.files.in_menu(self.command)
        checking = (self.check.table, self.check.problems, self.check.likeness)
        self.panes = (self.rail, *checking, *self.confirm.panes)

    def _lay_out(self) -> None:
        self._pills = QWidget()
        self._pill_row = QHBoxLayout(self._pills)
        self._pill_row.setContentsMargins(0, 0, 0, 0)
        self._pill_row.setSpacing(CONTROL_GAP)
        self.header.add_action(self._pills)
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP + 2)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.whole.addLayout(row, 1)
        self.whole.addWidget(self.footer)

    def _listen(self) -> None:
        drafting = self.drafting
        drafting.opened.connect(self._show_opened)
        drafting.read.connect(self._take_up)
        drafting.changed.connect(lambda _: self._show())
        drafting.checked.connect(self._show_review)
        drafting.refused.connect(self._refuse)
        self.rail.chosen.connect(self.go_to)
        self.choose.wanted.connect(self._begin)
        self.choose.funding_field.activated.connect(lambda: drafting.fund(self.choose.funding))
        for page in (self.match, self.check):
            page.table.heading.matched.connect(self._match)
            page.table.taken_back.connect(drafting.take_back)
        for field in (self.choose.kind_field, self.choose.cohort_field):
            field.activated.connect(lambda _: self._show())
        self.choose.sheets.chosen.connect(drafting.use)
        self.match.hidden.chosen.connect(drafting.show_hidden)
        self.check.model.typed.connect(self._type)
        self.check.remedied.connect(self._remedy)
        self.check.decided.connect(self._decide)
        self.check.rows_left_out.connect(self._turn_rows)
        self.check.problems.leave_button.clicked.connect(self._leave_out_troubled)
        self.back_command.triggered.connect(lambda: self.go_to(self.step - 1))
        self.continue_command.triggered.connect(self._go_on)
        self.next_command.triggered.connect(lambda: self.check.go_to_problem(1))
        self.previous_command.triggered.connect(lambda: self.check.go_to_problem(-1))
        self.leave_out_command.triggered.connect(lambda: self._turn_rows(Pressed(self.check.chosen_rows())))
        self.take_in_command.triggered.connect(self._take_in)
        self.save_command.triggered.connect(self._save_list)
        self.template_command.triggered.connect(self._save_template)
        self.choose.zone.template_button.clicked.connect(self._save_template)
        self.cancel_command.triggered.connect(self.cancel)

    def load(self) -> None:
        """Ask for cohorts and employers; a draft is checked again, because what is stored has changed."""
        self.desk.ask(known_to_import, self._know, subject="known")
        self.drafting.check()

    def open(self, destination: Destination) -> None:
        """Begin an import for a cohort and of a kind, or go on with the one that is under way."""
        if destination != self._target and not self.drafting.touched:
            self._start_afresh()
            self._target = self._wished = destination
            self._take_wish()
        self._focus()

    def here(self) -> Destination:
        """Say what is imported where."""
        return self._target

    def go_to(self, step: int) -> None:
        """Go to a step that has been reached."""
        if 0 <= step <= self.progress.reached:
            self.step = step
            self._show()
            self._focus()

    def cancel(self) -> None:
        """Leave; ask first only where work would be lost."""
        if self.drafting.touched and not ask_to_leave(self):
            return
        self._start_afresh()
        self.desk.finish()

    def _know(self, known: KnownToImport) -> None:
        kinds = [kind for kind in KINDS if may_import(kind) & self.desk.presence.roles]
        self._known = replace(known, kinds=kinds)
        self.choose.offer(kinds, known.cohorts)
        self.check.table.cell_delegate.employers = known.employers
        self.check.problems.may_add = self.desk.may(AddOrganisation)
        self._take_wish()
        if self.step == CHOOSE and not self._holds_keyboard():
            self._focus()

    def _holds_keyboard(self) -> bool:
        """Say whether somebody is already at work in the step in front: news must not move them."""
        focused, page = QApplication.focusWidget(), self.stack.currentWidget()
        return focused is not None and page is not None and page.isAncestorOf(focused)

    def _take_wish(self) -> None:
        """Set kind and cohort as whoever opened the screen wished, once they are known."""
        wished = self._wished
        if wished is not None and self._known.kinds:
            self.choose.begin(wished_kind(wished), wished_cohort(wished))
            self._wished = None
        self._show()

    def _start_afresh(self) -> None:
        self.drafting.forget()
        self.choose.forget()
        self._target = Destination(self.key)
        self.step = CHOOSE
        self._show()

    def _begin(self, wanted: FileWanted) -> None:
        self._target = Destination(self.key, wanted.cohort_id, str(wanted.kind))
        self.choose.explain(None)
        self.choose.show_opened(None)
        self.drafting.begin(wanted)
        self._take_what_was_chosen()
        self._show()

    def _show_opened(self, opened: OpenedFile) -> None:
        """Offer the sheets of a file; where one alone can be meant, its draft follows at once."""
        self.choose.show_opened(opened)
        self._show()
        self._focus()

    def _take_what_was_chosen(self) -> None:
        self.drafting.reason, self.drafting.funding = self.choose.reason, self.choose.funding

    def _take_up(self, draft: Draft) -> None:
        """Go on to the columns of a file that was read."""
        self.match.known.setVisible(draft.remembered)
        self.confirm.begin(draft.file)
        self.step = MATCH
        self._show()
        self._focus()

    def _refuse(self, told: Told) -> None:
        """Say at the step concerned why something cannot be done."""
        page = self.confirm if self.step == CONFIRM else self.choose
        page.explain(told.explanation)
        if self.step != CONFIRM:
            self.step = CHOOSE
        self._show()
        self._focus()

    def _show_review(self, checked: Review) -> None:
        self.check.show_review(checked)
        self.confirm.show_review(checked)
        self._show()

    def _match(self, matched: Matched) -> None:
        draft = self.drafting.draft
        if draft is not None:
            self.drafting.change(draft.choosing(matched.position, matched.target))

    def _type(self, typed: TypedCell) -> None:
        draft = self.drafting.draft
        if draft is not None:
            self.drafting.change(draft.fixing(typed.row, typed.position, typed.text))

    def _decide(self, decision: Decision) -> None:
        draft = self.drafting.draft
        if draft is not None:
            self.drafting.change(draft.deciding(decision))

    def _remedy(self, remedy: Remedy) -> None:
        draft = self.drafting.draft
        if draft is not None and remedy.way is WayOut.ASK_MEANT:
            MeantDialog(self.desk, remedy.text, partial(self._mean, remedy)).ask()
        elif draft is not None:
            self.drafting.change(remedied(draft, remedy))

    def _mean(self, asked: Remedy, organisation: str) -> None:
        self._remedy(replace(asked, way=WayOut.MEAN, text=organisation))

    def _turn_rows(self, pressed: Pressed) -> None:
        """Leave rows out, or take them back in where all of them are out."""
        draft = self.drafting.draft
        if draft is not None and pressed.rows and self.step == CHECK:
            back = set(pressed.rows) <= draft.left_out
            turned = draft.taking_back(pressed.rows) if back else draft.leaving_out(pressed.rows)
            self.drafting.change(turned)

    def _take_in(self) -> None:
        draft = self.drafting.draft
        if draft is not None:
            self.drafting.change(draft.taking_back(self.check.chosen_rows()))

    def _leave_out_troubled(self) -> None:
        draft, checked = self.drafting.draft, self.drafting.review
        if draft is not None and checked is not None:
            self.drafting.change(draft.leaving_out(checked.troubled))
            self.check.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        if self.step == CONFIRM:
            self._import()
        elif self.step < self.progress.reached:
            self.go_to(self.step + 1)

    def _import(self) -> None:
        draft = self.drafting.draft
        if draft is not None and not self.progress.why_not(CONFIRM):
            self.continue_command.setEnabled(False)
            self.footer.go_on.setEnabled(False)
            action = action_of(draft, self.drafting.reason, remember=self.match.remember.isChecked())
            self.desk.do(action, partial(self._finish, draft), self._refuse_import)

    def _finish(self, draft: Draft, done: Done[ImportReport]) -> None:
        self._start_afresh()
        self.desk.finish(imported_words(draft.kind, done.value), seen_at(draft.kind, draft.cohort_id))

    def _refuse_import(self, explanation: Explanation) -> None:
        self.confirm.explain(explanation)
        self._show()

    def _save_list(self) -> None:
        checked = self.drafting.review
        if checked is not None:
            offered, problems = offered_list(checked.draft.file), WriteProblems(checked.report.problems)
            self.desk.export(PROBLEM_LIST, offered, problems, self._tell_saved)

    def _save_template(self) -> None:
        kind = self.choose.kind
        self.desk.export(TEMPLATE, f"{KINDS[kind]}.xlsx", WriteTemplate(kind), self._tell_template)

    def _tell_template(self, path: Path) -> None:
        self.footer.why.setText(f"The empty file is {path.name}")

    def _tell_saved(self, path: Path) -> None:
        self.footer.why.setText(f"The problem list is in {path.name}")

    @property
    def progress(self) -> ImportProgress:
        """Say how far the import is."""
        work = self.drafting
        return ImportProgress(work.draft, work.review, work.reading, self.choose.lacking, work.rows)

    def _show(self) -> None:
        """Show the step, what there is to say of all, and where one can go."""
        draft, progress = self.drafting.draft, self.progress
        why = progress.why_not(self.step)
        if draft is not None:
            self.choose.show_funding(draft.funding)
        if draft is not None and self.step == MATCH:
            self.match.show_draft(draft)
        self.stack.setCurrentIndex(self.step)
        self.header.set_title(self._heading())
        self.rail.show_steps(self.step, progress.reached, progress.more())
        self.footer.say(progress.verb(self.step), why)
        self.footer.go_on.setEnabled(not why)
        self.continue_command.setEnabled(not why)
        self.footer.back.setVisible(self.step > CHOOSE)
        self.footer.save.setVisible(self.step == CHECK)
        self._allow()
        self._show_pills()
        for page in (self.match, self.check):
            page.table.can_take_back = self.drafting.can_take_back

    def _allow(self) -> None:
        checking = self.step == CHECK and self.drafting.draft is not None
        for command in (self.next_command, self.previous_command, self.leave_out_command):
            command.setEnabled(checking)
        self.take_in_command.setEnabled(checking)
        confirming = self.step == CONFIRM
        self.confirm.files.show_in_menu(confirming)
        self.filter_field = self.confirm.search if confirming else None
        self.save_command.setEnabled(checking and self._problems() > 0)
        self.footer.save.setEnabled(self.save_command.isEnabled())
        self.back_command.setEnabled(self.step > CHOOSE)
        self.desk.allow(self.template_command, WriteTemplate)

    def _problems(self) -> int:
        return len(self.drafting.review.report.problems) if self.drafting.review else 0

    def _show_pills(self) -> None:
        while (item := self._pill_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for pill in self.check.pills() if self.step == CHECK else []:
            self._pill_row.addWidget(pill)

    def _heading(self) -> str:
        draft = self.drafting.draft
        kind = draft.kind if draft else self.choose.kind
        code = next((row.code for row in self._known.cohorts if row.id == self.choose.cohort_id), "")
        return self.progress.heading(self.step, kind, code)

    def _focus(self) -> None:
        if self.isVisible():
            page = self.stack.currentWidget()
            if isinstance(page, ChoosePage | MatchPage | CheckPage | ConfirmPage):
                page.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show the steps as circles where there is little room."""
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < NARROWER)
