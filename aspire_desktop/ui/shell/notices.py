"""The place above the page where an explanation stands until it is dealt with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.ui.desk.signals import Presence, Told
from aspire_desktop.ui.looks.theme import PAGE_MARGIN, Tone
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button


class Notices(QWidget):
    """Takes no room while there is nothing to say; `closed` when the person has closed it.

    `undo_wanted` when the person thinks better of what was done.
    """

    closed = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.message = MessageBar(Tone.BAD, Message(""))
        self.done = MessageBar(Tone.OK, Message(""))
        undo = Button("Undo", keys="Ctrl+Z", small=True)
        undo.clicked.connect(self.undo_wanted)
        self.done.add_action(undo)
        self.warning = MessageBar(Tone.DUE, Message(""))
        self.warning.hide()
        self.warning.closed.connect(self.forget)
        for bar in (self.message, self.done):
            bar.closed.connect(self.forget)
            bar.closed.connect(self.closed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 0)
        whole.addWidget(self.message)
        whole.addWidget(self.done)
        whole.insertWidget(0, self.warning)
        self.hide()

    def warn(self, explanation: Explanation) -> None:
        """Show what endangers the database, above everything else, until the person closes it."""
        self.warning.say(Message(explanation.what, explanation.safe, explanation.do))
        self.warning.show()
        self.message.hide()
        self.done.hide()
        self.show()

    def forget(self) -> None:
        """Take away what was dealt with; a warning that was not closed stays."""
        self.message.hide()
        self.done.hide()
        self.setVisible(not self.warning.isHidden())

    def tell(self, told: Told) -> None:
        """Show an explanation in place of any before."""
        said = told.explanation
        self.message.say(Message(said.what, said.safe, said.do))
        self.message.show()
        self.done.hide()
        self.show()

    def tell_done(self, told: Told) -> None:
        """Say what was done, with a way to undo it."""
        self.done.say(Message(told.explanation.what))
        self.done.show()
        self.message.hide()
        self.show()

    def forget_done(self) -> None:
        """Take the news of what was done away: the person has gone on to something else."""
        if self.done.isVisible():
            self.forget()

    def tell_no_role(self, presence: Presence) -> None:
        """Explain why nothing can be seen."""
        what = f"{presence.name} has no role in this database yet, so there is nothing to show."
        self.tell(Told(Explanation(what, "", "Ask an administrator to add you in Settings.")))
