"""The first step: what the file is about, which cohort it is for, and the file itself, chosen or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from aspire_desktop.domain.intake.columns import OF_COHORTS, ImportKind
from aspire_desktop.domain.intake.import_drafts import OpenedFile
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.values import CohortId, short_date
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.ui.looks.icons import EMPTY_STATE, icon
from aspire_desktop.ui.looks.theme import CARD_GAP, CARD_PADDING, CARD_RADIUS, Tone, TypeRole, theme
from aspire_desktop.ui.screens.intake.imports.sheets import SheetsCard
from aspire_desktop.ui.screens.intake.imports.words import KINDS, holds_words
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.fields import ChoiceField
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.scrolled import Scrolled

FILTER = "Spreadsheets and lists (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt);;All files (*)"
FORM_WIDTH = 560
FUNDINGS: tuple[tuple[str, Funding | None], ...] = (
    ("Nobody yet", None),
    ("LGA subsidy", Funding.LGA),
    ("Their council", Funding.COUNCIL),
    ("Bursary", Funding.BURSARY),
)


@dataclass(frozen=True)
class FileWanted:
    """What is to be read: the file, what it is about, and the cohort it is for, if it is for one."""

    path: Path
    kind: ImportKind
    cohort_id: CohortId | None


class DropZone(QFrame):
    """Takes a file that is dropped; `dropped` carries a Path."""

    dropped = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        self._picture = QLabel()
        self.heading = label("Drop the file here, or choose it", TypeRole.CARD)
        self.more = label(
            "Excel (.xlsx, .xlsb, .xls), OpenDocument (.ods) or a list with commas (.csv), up to 50 MB",
            ink="2",
            wraps=True,
        )
        self.button = Button("Choose a file…", Kind.PRIMARY, "folder-open")
        self.template_button = Button("Empty file to fill in…", Kind.QUIET, "file-xls")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 22, CARD_PADDING, 22)
        column.setSpacing(8)
        for part in (self._picture, self.heading, self.more):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(4)
        for button in (self.button, self.template_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._draw()
        theme().changed.connect(self._draw)

    def set_compact(self, compact: bool) -> None:
        """Leave room for what else is asked once a file was chosen."""
        self._picture.setVisible(not compact)
        self.more.setVisible(not compact)
        room = 8 if compact else 22
        self._column.setContentsMargins(CARD_PADDING, room, CARD_PADDING, room)

    def _draw(self) -> None:
        self._picture.setPixmap(icon("file-arrow-up", "ink_3").pixmap(EMPTY_STATE, EMPTY_STATE))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._turn(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:  # noqa: N802
        """Forget the file that was carried over."""
        self._turn(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the first file."""
        self._turn(over=False)
        file = Path(event.mimeData().urls()[0].toLocalFile())
        if not file_dialogs.refused(self, [file]):
            self.dropped.emit(file)

    def _turn(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw a dashed edge, tinted while a file is over it."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(tokens.accent if self._over else tokens.line_strong, 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(tokens.accent_soft if self._over else tokens.head)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)


class ChoosePage(QWidget):
    """`wanted` carries FileWanted: a file was chosen, or what it is about has changed."""

    wanted = Signal(FileWanted)

    def __init__(self) -> None:
        super().__init__()
        self._kinds: list[ImportKind] = []
        self._cohorts: Sequence[CohortRow] = ()
        self._cohort: CohortId | None = None
        self.path: Path | None = None
        self._unclear = False
        self.trouble = MessageBar(Tone.BAD, Message(""), closable=False)
        self.trouble.hide()
        self.kind_field, self.cohort_field, self.reason_field = ChoiceField(), ChoiceField(), QLineEdit()
        self._kind_row = FieldRow("&What is in the file?", self.kind_field)
        self._cohort_row = FieldRow("F&or which cohort?", self.cohort_field)
        hint = "Only needed where marks of a finished register change"
        self._reason_row = FieldRow("&Reason", self.reason_field, hint)
        self.funding_field = ChoiceField()
        self.funding_field.addItems([words for words, _ in FUNDINGS])
        self._funding_row = FieldRow("Who &pays, where the file does not say?", self.funding_field)
        self.zone = DropZone()
        self.sheets = SheetsCard()
        self._holds = label("", ink="2", wraps=True)
        self._lay_out()
        self.kind_field.activated.connect(self._change)
        self.cohort_field.activated.connect(self._choose_cohort)
        self.reason_field.editingFinished.connect(self._ask)
        self.zone.dropped.connect(self.choose)
        self.zone.button.clicked.connect(self.browse)

    def _lay_out(self) -> None:
        self._card = card = Card(padded=True)
        card.body.setSpacing(CARD_GAP)
        for row in (self._kind_row, self._cohort_row, self._funding_row, self._reason_row):
            row.setMaximumWidth(FORM_WIDTH)
            card.body.addWidget(row)
        card.body.addWidget(self._holds)
        card.body.addWidget(self.zone)
        card.body.addStretch(1)
        inside = QWidget()
        self._whole = whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(CARD_GAP)
        whole.addWidget(self.trouble)
        whole.addWidget(card, 1)
        whole.addWidget(self.sheets, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Scrolled(inside))

    @property
    def kind(self) -> ImportKind:
        """Give what the file is about."""
        return self._kinds[max(0, self.kind_field.currentIndex())] if self._kinds else ImportKind.PEOPLE

    @property
    def cohort_id(self) -> CohortId | None:
        """Give the cohort that the file is for; None where this kind is for none."""
        return self._cohort if self.kind in OF_COHORTS else None

    @property
    def reason(self) -> str:
        """Give why marks of finished registers change."""
        return self.reason_field.text().strip() if self.kind is ImportKind.ATTENDANCE else ""

    @property
    def funding(self) -> Funding | None:
        """Give who pays for the places of which the file does not say it."""
        return (
            FUNDINGS[self.funding_field.currentIndex()][1] if self.kind is ImportKind.PARTICIPANTS else None
        )

    def show_funding(self, funding: Funding | None) -> None:
        """Show who pays as a draft has it."""
        self.funding_field.setCurrentIndex([each for _, each in FUNDINGS].index(funding))

    def offer(self, kinds: Sequence[ImportKind], cohorts: Sequence[CohortRow]) -> None:
        """Offer these kinds of file and these cohorts, and stay with what was chosen."""
        kind = self.kind
        self._kinds, self._cohorts = list(kinds), cohorts
        self.kind_field.clear()
        self.kind_field.addItems([KINDS[each] for each in kinds])
        self.kind_field.setCurrentIndex(self._kinds.index(kind) if kind in self._kinds else 0)
        self.cohort_field.clear()
        self.cohort_field.addItems([_cohort_words(cohort) for cohort in cohorts])
        self.begin(kind, self._cohort)

    def begin(self, kind: ImportKind | None, cohort_id: CohortId | None) -> None:
        """Set what the file is about and for."""
        if kind in self._kinds:
            self.kind_field.setCurrentIndex(self._kinds.index(kind))
        self._cohort = cohort_id
        places = [number for number, cohort in enumerate(self._cohorts) if cohort.id == cohort_id]
        self.cohort_field.setCurrentIndex(places[0] if places else -1)
        self.cohort_field.setPlaceholderText(
            "Choose a cohort" if self._cohorts else "There are no cohorts yet"
        )
        self._show()

    def forget(self) -> None:
        """Forget the file."""
        self.path = None
        self.show_opened(None)
        self.reason_field.clear()
        self.funding_field.setCurrentIndex(0)
        self.trouble.hide()
        self._show()

    def browse(self) -> None:
        """Let the person choose a file."""
        chosen = file_dialogs.ask_open(self, "Choose a file to import", FILTER)
        if chosen is not None:
            self.choose(chosen)

    def choose(self, path: Path) -> None:
        """Take a file."""
        self.path = path
        self._show()
        self._ask()

    def explain(self, explanation: Explanation | None) -> None:
        """Say why the file cannot be read, or nothing."""
        self.trouble.setVisible(explanation is not None)
        if explanation is not None:
            self.trouble.say(Message(explanation.what, explanation.safe, explanation.do))

    def show_opened(self, opened: OpenedFile | None) -> None:
        """Offer the sheets of a file that was read, or none."""
        self._unclear = opened is not None and opened.clear is None
        self.sheets.show_sheets(opened)
        several = not self.sheets.isHidden()
        self.zone.button.set_kind(Kind.SECONDARY if several else Kind.PRIMARY)
        self.sheets.use.set_kind(Kind.PRIMARY if self._unclear else Kind.SECONDARY)
        self._holds.setHidden(several)
        self.zone.set_compact(several)
        self._whole.setStretchFactor(self._card, 0 if several else 1)

    def focus_first(self) -> None:
        """Go to what is to be done first."""
        if self._unclear:
            self.sheets.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        lacking = self.kind in OF_COHORTS and self._cohort is None
        field = self.cohort_field if lacking and self._cohorts else self.zone.button
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def lacking(self) -> str:
        """Say what must be chosen before one can go on."""
        return self._lacking_before or ("Choose the sheet to be read" if self._unclear else "")

    @property
    def _lacking_before(self) -> str:
        """Say what must be chosen before the file can be read."""
        if self.kind in OF_COHORTS and self._cohort is None:
            return "Choose the cohort that the file is for" if self._cohorts else "Add a cohort first"
        return "" if self.path else "Choose a file to continue"

    def _choose_cohort(self, number: int) -> None:
        self._cohort = self._cohorts[number].id
        self._change()

    def _change(self) -> None:
        self._show()
        self._ask()

    def _ask(self) -> None:
        if self.path is not None and not self._lacking_before:
            self.wanted.emit(FileWanted(self.path, self.kind, self.cohort_id))

    def _show(self) -> None:
        self._cohort_row.setVisible(self.kind in OF_COHORTS)
        self._funding_row.setVisible(self.kind is ImportKind.PARTICIPANTS)
        self._reason_row.setVisible(self.kind is ImportKind.ATTENDANCE)
        self._holds.setText(holds_words(self.kind))
        self.zone.heading.setText(self.path.name if self.path else "Drop the file here, or choose it")
        self.zone.button.setText("Choose another file…" if self.path else "Choose a file…")
        self.zone.button.updateGeometry()


def _cohort_words(cohort: CohortRow) -> str:
    begins = f" · {short_date(cohort.first_on)}" if cohort.first_on else ""
    return f"{cohort.code} · {cohort.programme}{begins}"
