"""The draft that the four steps work on: read, changed, taken back and checked off the interface thread."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from aspire_desktop.domain.intake.import_drafts import Draft, OpenedFile
from aspire_desktop.domain.intake.import_tables import Hidden
from aspire_desktop.domain.intake.sheets import PossibleSheet
from aspire_desktop.domain.office.errors import Explanation, Unreadable
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.reading import open_for_import
from aspire_desktop.services.intake.imports.review import Review, review
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.screens.intake.imports.choosing import FileWanted


class Drafting(QObject):
    """`opened` carries the OpenedFile, `read` a new Draft of it once its sheet is clear, `changed` one
    that was worked on, `checked` its Review, `refused` Told.

    A review that is out of date is never shown: `review` is None from a change until it is checked again.
    """

    opened = Signal(OpenedFile)
    read = Signal(Draft)
    changed = Signal(Draft)
    checked = Signal(Review)
    refused = Signal(Told)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk.of(self)
        self._opened: OpenedFile | None = None
        self.draft: Draft | None = None
        self.review: Review | None = None
        self.reason = ""
        self.funding: Funding | None = None
        self.reading = ""
        """The name of the file that is being read, or nothing."""
        self.rows = 0
        """How many rows of data the file has."""
        self._before: list[Draft] = []

    @property
    def touched(self) -> bool:
        """Say whether somebody put work into the draft."""
        return bool(self._before) or (self.draft is not None and self.draft.touched)

    @property
    def can_take_back(self) -> bool:
        """Say whether a change can be taken back."""
        return bool(self._before)

    def forget(self) -> None:
        """Start afresh."""
        self.draft = self.review = self.funding = None
        self.reason = self.reading = ""
        self._before.clear()

    def begin(self, wanted: FileWanted) -> None:
        """Read a file."""
        self.forget()
        self.reading = wanted.path.name
        self._desk.ask(partial(_read, wanted), self._open, self._refuse, subject="read")

    def use(self, candidate: PossibleSheet) -> None:
        """Go on with a sheet of the file that was opened."""
        if self._opened is not None:
            self.draft = self.review = None
            self._before.clear()
            self._desk.ask(partial(_begun, self._opened, candidate), self._take, self._refuse, subject="read")

    def show_hidden(self, hidden: Hidden) -> None:
        """Take in, or leave out, all that the spreadsheet does not show."""
        if self.draft is not None:
            self.change(self.draft.showing(hidden))

    def fund(self, funding: Funding | None) -> None:
        """Say who pays for the places of which the file does not say it."""
        self.funding = funding
        if self.draft is not None:
            self.change(replace(self.draft, funding=funding))

    def change(self, draft: Draft) -> None:
        """Go on with another draft, and check it."""
        if self.draft is not None and draft != self.draft:
            self._before.append(self.draft)
            self._go_on(draft)

    def take_back(self) -> None:
        """Take the last change back."""
        if self._before:
            self._go_on(self._before.pop())

    def check(self) -> None:
        """Check every row against what is stored now."""
        if self.draft is not None and not self.draft.missing:
            question = partial(_review, self.draft, self.reason)
            self._desk.ask(question, self._show, self._refuse, subject="check")

    def _go_on(self, draft: Draft) -> None:
        self.draft, self.review = draft, None
        self.changed.emit(draft)
        self.check()

    def _open(self, read: "_Read") -> None:
        self.reading = ""
        self._opened = read.opened
        self.opened.emit(read.opened)
        if read.draft is not None:
            self._take(read.draft)

    def _take(self, read: Draft) -> None:
        draft = replace(read, funding=self.funding)
        self.draft, self.review = draft, None
        self.rows = len(draft.everything.rows)
        self.read.emit(draft)
        self.check()

    def _show(self, checked: Review) -> None:
        if checked.draft is self.draft:
            self.review = checked
            self.checked.emit(checked)

    def _refuse(self, explanation: Explanation) -> None:
        self.reading = ""
        self.refused.emit(Told(explanation))


@dataclass(frozen=True)
class _Read:
    """A file that was read, and the draft where its sheet is clear."""

    opened: OpenedFile
    draft: Draft | None


def _read(wanted: FileWanted, office: Office) -> _Read:
    opened = open_for_import(office, wanted.path, wanted.kind, wanted.cohort_id)
    clear = opened.clear
    return _Read(opened, _begun(opened, clear, office) if clear is not None else None)


def _begun(opened: OpenedFile, candidate: PossibleSheet, _office: Office) -> Draft:
    """Begin a draft with its rows read, which takes time, so that the window need not."""
    draft = opened.draft(candidate)
    if not draft.everything.rows:
        raise Unreadable(f"{candidate.told} cannot be taken.", do="Choose another sheet or file.")
    return draft


def _review(draft: Draft, reason: str, office: Office) -> Review:
    return review(office, draft, reason)
