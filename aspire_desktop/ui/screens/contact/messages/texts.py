"""What a message says, as it is kept with its fields, and as one person will read it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from aspire_desktop.domain.contact.invitations import InvitationRow
from aspire_desktop.domain.contact.message_fields import session_words
from aspire_desktop.domain.contact.messages import Composed, MessageRow
from aspire_desktop.domain.contact.wordings import INVITES, WordingRow, parts_of
from aspire_desktop.ui.looks.theme import CARD_PADDING, TypeRole, theme
from aspire_desktop.ui.screens.contact.messages.model import Recipient, became
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.scrolled import Scrolled

LEAST = 250
SUBJECT = 38
LEAST_TEXT = 48
NEVER = "Never a field: access, dietary needs."
NOBODY_INVITES = "No calendar entries go with it: enter the office’s e-mail address in Settings first."
_MOST = 6
"""Earlier messages of a person that are shown."""


class WordingText(QTextEdit):
    """A wording with its fields marked: read with the arrow keys, changed in a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Text of the message")
        self._shown = ""
        theme().changed.connect(self._show_again)

    def _show_again(self) -> None:
        self.show_text(self._shown)

    def show_text(self, text: str) -> None:
        """Show a text; each field stands on the accent, by its words."""
        self._shown = text
        self.clear()
        plain, field = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme().tokens.ink)
        field.setForeground(theme().tokens.accent)
        field.setBackground(theme().tokens.accent_soft)
        cursor = self.textCursor()
        for part in parts_of(text):
            if isinstance(part, str):
                cursor.insertText(part, plain)
            else:
                cursor.insertText(f" {part.words} ", field)
        cursor.setPosition(0)
        self.setTextCursor(cursor)


class WordingCard(Card):
    """The wording that a message is written from."""

    def __init__(self) -> None:
        super().__init__("Message", padded=True)
        self.setMinimumWidth(LEAST)
        self.subject = WordingText()
        self.subject.setAccessibleName("Subject")
        self.subject.setFixedHeight(SUBJECT)
        self.subject.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = WordingText()
        self.text.setMinimumHeight(LEAST_TEXT)
        self.body.addWidget(self.subject)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(label(NEVER, TypeRole.SMALL, "3", wraps=True))

    def show_wording(self, wording: WordingRow) -> None:
        """Show a wording and its version."""
        self.set_title("Message", f"version {wording.number}")
        self.subject.show_text(wording.subject)
        self.text.show_text(wording.body)


class MessagePreview(Card):
    """The message to one person: written by what writes the files, so that it is the message."""

    def __init__(self) -> None:
        super().__init__("Preview")
        self.setMinimumWidth(LEAST)
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, CARD_PADDING)
        self._lines.setSpacing(6)
        self.area = Scrolled(inside, keys=True)
        self.area.setAccessibleName("Preview")
        self.body.addWidget(self.area)
        self.setFocusProxy(self.area)

    def show_recipient(self, found: Composed, row: Recipient | None, place: str = "") -> None:
        """Show what somebody will read; nothing while nobody is chosen."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if row is None:
            self.set_title("Preview")
            self._say("Choose a person to read their message.", ink="2")
            self._lines.addStretch(1)
            return
        self.set_title("Preview", f"{row.prepared.addressee.name}, {place}")
        self._show_letter(found, row)
        own = [each for each in found.sent_before if each.enrolment_id == row.prepared.enrolment_id]
        self._show_earlier(own)
        self._lines.addStretch(1)

    def _show_letter(self, found: Composed, row: Recipient) -> None:
        letter = row.prepared.letter
        if letter is None:
            self._say("This message cannot go.", TypeRole.STRONG, "bad")
            self._say(f"{row.look.words}: {row.more}" if row.more else row.look.words)
            return
        occasion = found.occasion
        self._say(" ".join(filter(None, ("From", occasion.office, occasion.office_address))), TypeRole.SMALL)
        self._say(f"To {row.prepared.addressee.place.email}", TypeRole.SMALL)
        self._say(letter.subject, TypeRole.STRONG)
        self._say(letter.body)
        if found.wording.kind in INVITES and not occasion.office_address:
            self._say(NOBODY_INVITES, TypeRole.SMALL, "due")
        for each in row.prepared.invitations:
            self._say(_entry_words(each), TypeRole.SMALL, "2")

    def _show_earlier(self, rows: Iterable[MessageRow]) -> None:
        earlier = list(rows)[:_MOST]
        self._say(
            "Made for this person before" if earlier else "Nothing was made for this person before",
            TypeRole.SMALL_STRONG,
        )
        for each in earlier:
            words = f"{each.kind.heading}, version {each.number}: {became(each)}, {each.way}, {each.made_by}"
            self._say(words, TypeRole.SMALL, "2")

    def _say(self, words: str, role: TypeRole = TypeRole.BODY, ink: str = "") -> None:
        made = label(words, role, ink, wraps=True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lines.addWidget(made)
        made.show()


def _entry_words(entry: InvitationRow) -> str:
    """Say what an entry does to the calendar."""
    if entry.session.cancelled:
        return f"Cancels in the calendar: {session_words(entry.session)}"
    does = f"Update {entry.sequence} of the same calendar entry" if entry.sequence else "Calendar entry"
    return f"{does}: {session_words(entry.session)}"
