"""The card beside the people: what the chosen person's certificate says, the name on it, and its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import PersonId, short_date
from aspire_desktop.domain.programmes.certificate_awards import Candidate, CertificateRow, Grounds
from aspire_desktop.services.office.people import SetCertificateName
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole
from aspire_desktop.ui.screens.programmes.cohort.certificate_page import CertificatePage
from aspire_desktop.ui.screens.programmes.cohort.certificates_model import STATUSES
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.label import label, rule
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.scrolled import Scrolled

WIDTH = 340
CHANGES = (
    "An issued certificate is never edited. Reissuing makes a new number and marks the old one replaced."
)
CHECKING = "The QR square holds the number, check code, name and date, signed by this office."


@dataclass(frozen=True)
class ShownCertificate:
    """A person with what stands or would stand on the certificate, and those issued to them so far."""

    person: Candidate
    grounds: Grounds
    issued: Sequence[CertificateRow]
    today: date


class CertificateSide(Card):
    """`named` carries the name that was typed as a SetCertificateName, and what was read before it."""

    named = Signal(SetCertificateName, SetCertificateName)

    def __init__(self) -> None:
        super().__init__("What it says")
        self.setMinimumWidth(WIDTH - 110)
        self._person: PersonId | None = None
        self._was = self._read = ""
        self.page, self.name = CertificatePage(), QLineEdit()
        self.name.editingFinished.connect(self._send_name)
        self._history = QVBoxLayout()
        self._history.setSpacing(6)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(CARD_PADDING, 2, CARD_PADDING, CARD_PADDING)
        whole.setSpacing(12)
        whole.addWidget(self.page)
        hint = "Only on certificates; the person keeps their name"
        self.name_row = FieldRow("Name on the &certificate", self.name, hint)
        whole.addWidget(self.name_row)
        whole.addLayout(self._history)
        for title, words in (
            ("How it can be checked", CHECKING),
            ("If you need to change one later", CHANGES),
        ):
            whole.addWidget(rule())
            whole.addWidget(label(title, TypeRole.STRONG))
            whole.addWidget(label(words, ink="2", wraps=True))
        whole.addStretch(1)
        self.body.addWidget(Scrolled(inside, keys=True, sideways=True))
        self.setFocusProxy(self.name)

    def show_person(self, shown: ShownCertificate, may: bool) -> None:
        """Show somebody's certificate as issued, or as it would be issued today."""
        person = shown.person
        held = person.certificate if person.held else None
        name = held.name if held else person.name
        on, number = (held.issued_on, held.number) if held else (shown.today, "")
        self.page.show_facts(shown.grounds, name, number, on)
        self.set_title("What it says", full_name(person.given_name, person.family_name))
        if self._person != person.person_id or not self.name.hasFocus():
            self._person, self._was = person.person_id, person.name
            self._read = person.name if person.name_set else ""
            self.name.setText(person.name)
            self.name.setCursorPosition(0)
        self.name.setEnabled(may)
        self._show_history(shown.issued)

    def _show_history(self, issued: Sequence[CertificateRow]) -> None:
        while (item := self._history.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.deleteLater()
        for row in reversed(issued):
            self._history.addWidget(_history_line(row))

    def _send_name(self) -> None:
        typed = self.name.text().strip()
        if self._person is not None and self.name.isEnabled() and typed != self._was:
            self._was = typed
            read = SetCertificateName(self._person, self._read)
            self.named.emit(SetCertificateName(self._person, typed), read)


def _history_line(row: CertificateRow) -> QWidget:
    made, words = QWidget(), QVBoxLayout()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(CONTROL_GAP)
    words.setSpacing(0)
    words.addWidget(label(row.number, TypeRole.STRONG))
    instead = f", replaced by {row.replaced_by}" if row.replaced_by else ""
    reason = f". {row.reason}" if row.reason else ""
    words.addWidget(label(f"{short_date(row.issued_on)}{instead}{reason}", TypeRole.SMALL, "2", wraps=True))
    line.addLayout(words, 1)
    line.addWidget(Pill(STATUSES[row.status]))
    return made
