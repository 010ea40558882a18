"""What else may be written of the return in front: without names, the funder's form, an evidence pack."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.evidence import EvidencePack
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import ReturnId
from aspire_desktop.services.money.evidence import WriteEvidence
from aspire_desktop.services.money.layouts import WriteForm, WrittenForm
from aspire_desktop.services.money.returns import WriteNameless
from aspire_desktop.ui.desk.desk import Act, Desk
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.screens.money.finance.model import ShownReturn
from aspire_desktop.ui.screens.money.finance.returns import WORKBOOK, ReturnsTab
from aspire_desktop.ui.widgets.fields import NumberField
from aspire_desktop.ui.widgets.file_dialogs import SaveAs

USUAL_SAMPLE = 5
PACK = SaveAs("Where the folder of evidence is made")


class SampleDialog(FormDialog):
    """Ask how many places an auditor wants to see of a submitted return."""

    def __init__(self, desk: Desk, sheet: ShownReturn, then: Callable[[int], None]) -> None:
        intro = "The same number always draws the same places, so that nobody can choose them."
        title = f"Evidence pack of {sheet.summary.reference}"
        super().__init__(desk, title, "Choose a folder…", intro)
        lines, self._then = sheet.summary.lines, then
        self.sample = NumberField(1, lines)
        self.sample.setValue(min(USUAL_SAMPLE, lines))
        self.add("&Places", self.sample, f"Of {lines} that the return claims")

    def send(self) -> None:
        """Go on to the folder."""
        self.accept()
        self._then(self.sample.value())


class ReturnFiles(QObject):
    """Commands of the tab of returns, about the return that is chosen in it."""

    def __init__(self, tab: ReturnsTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.dialog: SampleDialog | None = None
        self.nameless_command = tab.command("Export wi&thout names…", icon="eye-slash")
        self.form_command = tab.command("Export the &funder’s form…", icon="file-arrow-down")
        self.evidence_command = tab.command("Evi&dence pack…", icon="shield-check")
        self._begins(self.nameless_command, WriteNameless, self._ask_nameless)
        self._begins(self.form_command, WriteForm, self._ask_form)
        self._begins(self.evidence_command, WriteEvidence, self._ask_sample)

    def _begins(self, command: QAction, act: Act, step: Callable[[ShownReturn, AgreementRow], None]) -> None:
        command.triggered.connect(lambda: self._begin(step))
        self._tab.desk.allow(command, act)

    def _begin(self, step: Callable[[ShownReturn, AgreementRow], None]) -> None:
        """Do nothing where no return is shown; both files are of the newest revision of a period."""
        sheet, agreement = self._tab.sheet, self._tab.agreement
        if sheet is None or agreement is None:
            return
        if sheet.summary.status is ReturnStatus.REVISED and step != self._ask_sample:
            self._refuse("A newer revision of this return was submitted.", "Choose that revision.")
            return
        step(sheet, agreement)

    def _ask_nameless(self, sheet: ShownReturn, agreement: AgreementRow) -> None:
        offered = file_name("Return", sheet.summary.reference, "without names", ending=".xlsx")
        self._tab.desk.export(WORKBOOK, offered, WriteNameless(agreement.id, sheet.period), self._tell_file)

    def _ask_form(self, sheet: ShownReturn, agreement: AgreementRow) -> None:
        offered = file_name("Form", sheet.summary.reference, ending=".xlsx")
        self._tab.desk.export(WORKBOOK, offered, WriteForm(agreement.id, sheet.period), self._tell_form)

    def _ask_sample(self, sheet: ShownReturn, _agreement: AgreementRow) -> None:
        if sheet.submitted is None or not sheet.summary.lines:
            self._refuse(
                "Evidence is for a submitted return that claims places.", "Choose one that is submitted."
            )
            return
        self.dialog = SampleDialog(self._tab.desk, sheet, partial(self._pack, sheet, sheet.submitted.id))
        self.dialog.ask()

    def _pack(self, sheet: ShownReturn, id: ReturnId, sample: int) -> None:
        offered = file_name("Evidence", sheet.summary.reference, ending="")
        self._tab.desk.export(PACK, offered, WriteEvidence(id, sample), self._tell_pack)

    def _tell_file(self, file: Path) -> None:
        self._say(f"Saved as {file.name}")

    def _tell_form(self, written: WrittenForm) -> None:
        saved = f"Saved as {written.file.name}"
        self._say(" ".join((f"{saved}.", *written.told)) if written.told else saved)

    def _tell_pack(self, pack: EvidencePack) -> None:
        self._say(f"Saved in {pack.folder.name}")

    def _say(self, words: str) -> None:
        self._tab.checks.reason.setText(words)

    def _refuse(self, what: str, do: str) -> None:
        self._tell(Explanation(what, do=do))

    def _tell(self, explanation: Explanation) -> None:
        self._tab.desk.bell.told.emit(Told(explanation))
