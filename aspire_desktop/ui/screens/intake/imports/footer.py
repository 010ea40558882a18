"""The foot of every step: the list of problems, why one cannot go on, and the ways back, on and out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout

from aspire_desktop.ui.looks.theme import CONTROL_GAP
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.label import ElidedLabel


class Footer(QFrame):
    """Buttons for the commands given: the list to save, back, on and out."""

    def __init__(self, save: QAction, back: QAction, go_on: QAction, leave: QAction) -> None:
        super().__init__()
        self.save = Button("Save the problem list…", Kind.QUIET, "file-xls")
        self.back = Button("Back", keys="Alt+B")
        self.go_on = Button("Continue", Kind.PRIMARY, keys="Alt+C")
        self.leave = Button("Cancel", keys="Esc")
        self.why = ElidedLabel("", ink="2")
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(CONTROL_GAP)
        row.addWidget(self.save)
        row.addWidget(self.why, 1)
        pairs: Sequence[tuple[Button, QAction]] = (
            (self.save, save),
            (self.back, back),
            (self.go_on, go_on),
            (self.leave, leave),
        )
        for button, action in pairs:
            button.clicked.connect(action.trigger)
        for button in (self.back, self.go_on, self.leave):
            row.addWidget(button)

    def say(self, go_on: str, why: str) -> None:
        """Name the way on, and say why it is closed; open where there is no reason."""
        self.go_on.setText(go_on)
        self.go_on.updateGeometry()
        self.why.setText(why)
