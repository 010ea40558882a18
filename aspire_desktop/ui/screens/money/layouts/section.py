"""The section of funders' own forms: a workbook, and where a return goes in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.layouts import FilledForm, FormMapping, LayoutRow
from aspire_desktop.domain.office.errors import Explanation, NotUnderstood
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.domain.office.written import words_of
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.touched import with_facts
from aspire_desktop.services.money.layouts import (
    AddLayout,
    ChangeLayout,
    Digest,
    RetireLayout,
    WriteFilled,
    kept_form,
    load_form,
    sheets_of,
    tried_form,
)
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.money.layouts import layout_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.file_field import FileField
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.section import ListSection
from aspire_desktop.ui.screens.money.layouts.mapping_field import MappingField
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.file_dialogs import SaveAs

FILTER = "Excel workbook (*.xlsx)"
SAVED = SaveAs("Save the filled form", FILTER)
NO_FILE = "Choose the empty form."
NEWER = "Somebody else has put in a newer workbook: save again to keep yours, or leave to see theirs."


@dataclass(frozen=True)
class ChosenForm:
    """An empty form: its bytes, the name of its file and of its sheets."""

    content: bytes
    name: str
    sheets: tuple[str, ...]


@dataclass(frozen=True)
class InUse:
    """A form in use, with its empty workbook."""

    row: LayoutRow
    file: ChosenForm

    @property
    def takes(self) -> str:
        """Say how much of a return goes into it."""
        mapping = self.row.mapping
        blocks = [block.columns for block in (mapping.lines, mapping.adjustments) if block is not None]
        return f"{len(mapping.figures)} cells, {sum(map(len, blocks))} columns"


@dataclass(frozen=True)
class Forms:
    """The forms in use, and the agreements there are."""

    known: Sequence[InUse]
    agreements: Sequence[AgreementRow]


class FunderForm(PaneForm):
    """A form; its agreement stays once it is added. The mapping is tried before it is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Save", "Retire")
        self.desk = desk
        self.chosen: ChosenForm | None = None
        self._fresh = False
        self.tried: FilledForm | None = None
        self.agreement, self.name = OneOf[AgreementId]({}), TextField(rule=words_of)
        self.file = FileField("Choose the empty form", FILTER, "Choose a workbook…")
        self.file.chosen.connect(self.choose_file)
        self.table = MappingField()
        self.mapping = self.table.mapping
        self.mapping.dataChanged.connect(self._forget_trial)
        self.add("A&greement", self.agreement, need="Add the agreement first, under Agreements.")
        need = "Enter the name of the form."
        self.add("&Name of the form", self.name, "As the funder calls it", need=need, about="name")
        empty = "The empty form, an .xlsx file without macros"
        self.file_row = self.add("&Workbook", self.file, empty, need=NO_FILE)
        self.table_row = self.add(
            "Where a return &goes",
            self.table,
            "Enter types a cell or a column; empty goes nowhere",
            about="mapping",
        )
        self.try_button = Button("Try it on the open return", icon="play")
        self.try_button.clicked.connect(self.try_it)
        self.save_button = Button("Save the filled form…", icon="file-arrow-down")
        self.save_button.clicked.connect(self._ask_where)
        self.save_button.setEnabled(False)
        for button in (self.try_button, self.save_button):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self.fields.addLayout(row)

    def offer(self, agreements: Sequence[AgreementRow]) -> None:
        """Offer these agreements, and keep the one that was chosen."""
        self.agreement.offer({row.id: row.reference for row in agreements})

    def show_row(self, form: InUse) -> None:
        """Show a form in use."""
        row = form.row
        self.turn(row.name)
        self.agreement.setEnabled(False)
        self.agreement.put(row.agreement_id)
        self.file.put(None)
        self._take(form.file, fresh=False)
        self.begin(ChangeLayout(row.id, row.name, row.mapping, document=Digest(row.document)))

    def show_new(self) -> None:
        """Start without a workbook."""
        self.turn("A funder’s own form", "Add form")
        self.agreement.setEnabled(True)
        self.name.put("")
        self.file.put(None)
        self._take(None, fresh=True)
        self.table.put(FormMapping())

    def choose_file(self, path: Path) -> None:
        """Take a workbook in; why it cannot be a form is said beside it."""
        self.file.put(path)
        self.desk.ask(partial(_load, path), partial(self._take, fresh=True), self._complain_of_file)

    def try_it(self) -> None:
        """Fill the open return in, and say how the form's totals stand."""
        self.clear_errors()
        self._forget_trial()
        mapping = self._mapping()
        if mapping is None or self.chosen is None or self.agreement.is_empty:
            return
        asked = tried_form.about(self.agreement.given, self.chosen.content, mapping, self.desk.moment)
        self.desk.ask(asked, self._tell_trial, self._complain_of_mapping)

    @property
    def touched(self) -> bool:
        """Say whether anything was changed since it was shown, of the file too."""
        return super().touched or (self.read is not None and self._fresh)

    def action(self) -> Action[Any] | None:
        """Give the form to add or change."""
        if self.chosen is None:
            return None
        content = self.chosen.content
        if self.read is None:
            return AddLayout(self.agreement.given, self.name.given, content, self.table.given)
        if not self._fresh:
            return with_facts(self.read, self.facts)
        newer = {"content": content, "document": sha256(content).hexdigest()}
        return with_facts(self.read, {**self.facts, **newer})

    def show_clashes(self, explanation: Explanation) -> None:
        """Say beside the workbook that somebody else put in a newer one, which cannot be shown beside it."""
        super().show_clashes(explanation)
        if any(clash.field == "document" for clash in explanation.clashes):
            self.file_row.refuse(NEWER)

    def _mapping(self) -> FormMapping | None:
        if self.chosen is None:
            self.complain(Explanation(NO_FILE), self.file_row)
            return None
        try:
            return self.table.given
        except NotUnderstood as refused:
            self._complain_of_mapping(refused.explanation)
            return None

    def _take(self, chosen: ChosenForm | None, *, fresh: bool) -> None:
        self.chosen, self._fresh = chosen, fresh
        self.table.only_sheet = chosen.sheets[0] if chosen and len(chosen.sheets) == 1 else ""
        self.file.say(f"{chosen.name}. Sheets: {', '.join(chosen.sheets)}" if chosen else "None chosen yet")
        self._forget_trial()
        if chosen is not None and not self.name.text():
            self.name.setText(Path(chosen.name).stem)

    def _tell_trial(self, filled: FilledForm) -> None:
        self.tried = filled
        self.save_button.setEnabled(True)
        self._say("\n".join(("The open return goes in.", *filled.told())))
        self._show(self.said)

    def _forget_trial(self) -> None:
        self.tried = None
        self.save_button.setEnabled(False)
        self.table_row.set_error("")
        self._say("")

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _complain_of_file(self, explanation: Explanation) -> None:
        self.complain(explanation, self.file_row)

    def _complain_of_mapping(self, explanation: Explanation) -> None:
        self.complain(explanation, self.table_row)
        self._show(self.try_button)

    def _show(self, widget: QWidget) -> None:
        """Scroll to what has just been said, once it has its place."""
        area = self.findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(widget))

    def _ask_where(self) -> None:
        """Write the form that was tried to a file."""
        if self.tried is not None:
            tried = WriteFilled(self.tried)
            self.desk.export(SAVED, "", tried, self._tell_saved, failed=self._complain_of_file)

    def _tell_saved(self, file: Path) -> None:
        self._say(f"Saved as {file}")


FORMS = ListOf[InUse](
    name="Funders’ forms",
    noun=("form", "forms"),
    key=lambda form: form.row.id,
    fields=(
        Field("Form", lambda form: form.row.name, Cell.STRONG, stretch=True),
        Field("Agreement", lambda form: form.row.agreement, width=150, groups=True),
        Field("Takes", lambda form: form.takes, Cell.QUIET, 150, least=440),
    ),
    empty=Empty(
        "file-xls",
        "No funder’s own form yet",
        "Returns are sent as the program’s own workbook. Add a funder’s form where it asks for its own: "
        "each return is written into it too.",
    ),
)


class FunderForms(ListSection[InUse]):
    """One line for each form in use."""

    key = "forms"
    title = "Funders’ forms"
    roles = AddLayout.roles
    add_words = "Add form"

    def __init__(self, desk: Desk) -> None:
        self.funder_form = FunderForm(desk)
        super().__init__(desk, FORMS, self.funder_form)
        self.funder_form.desk = self.desk

    def load(self) -> None:
        """Ask for every form."""
        self.desk.ask(_forms, self.show_forms, subject="forms")

    def show_forms(self, found: Forms) -> None:
        """List what is filled in by now, and offer the agreements for another."""
        self.funder_form.offer(found.agreements)
        said = "Filled in with each return, beside the program’s own workbook"
        self.show_rows(found.known, said if found.known else "")

    def fill(self, form: InUse) -> None:
        """Show a form."""
        self.funder_form.show_row(form)

    def empty(self) -> None:
        """Start with a new form."""
        self.funder_form.show_new()

    def removal(self, form: InUse) -> Action[object]:
        """Use a form no longer."""
        return RetireLayout(form.row.id)


def _forms(office: Office) -> Forms:
    rows = [row for row in office.ask(layout_rows) if row.active]
    known = [InUse(row, _as_added(office.ask(kept_form, row.document))) for row in rows]
    return Forms(known, office.ask(agreement_rows, office.clock.today()))


def _as_added(content: bytes) -> ChosenForm:
    return ChosenForm(content, "As it was added", sheets_of(content))


def _load(path: Path, _office: Office) -> ChosenForm:
    content = load_form(path)
    return ChosenForm(content, path.name, sheets_of(content))
