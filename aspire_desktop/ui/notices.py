"""The place above the page where an explanation stands until it is dealt with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspire_desktop.domain.errors import Explanation
from aspire_desktop.ui.signals import Presence, Told
from aspire_desktop.ui.theme import PAGE_MARGIN, Tone
from aspire_desktop.ui.widgets.banner import Message, MessageBar


class Notices(QWidget):
    """Takes no room while there is nothing to say; `closed` when the person has closed it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageBar(Tone.BAD, Message(""))
        self.message.closed.connect(self.hide)
        self.message.closed.connect(self.closed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 0)
        whole.addWidget(self.message)
        self.hide()

    def tell(self, told: Told) -> None:
        """Show an explanation in place of any before."""
        said = told.explanation
        self.message.say(Message(said.what, said.safe, said.do))
        self.message.show()
        self.show()

    def tell_no_role(self, presence: Presence) -> None:
        """Explain why nothing can be seen."""
        what = f"{presence.name} has no role in this database yet, so there is nothing to show."
        self.tell(Told(Explanation(what, do="Ask an administrator to add you in Settings.")))
