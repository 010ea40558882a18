"""What of an agreement was handed on to partners, and the ways to allot, take back and roll over."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aspire_desktop.domain.allotments import AllotmentRow
from aspire_desktop.domain.values import AgreementId, short_date
from aspire_desktop.ui.theme import TypeRole
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.label import label, rule


class HandedOn(QWidget):
    """Allotments, each with its signed file to save again; `wanted` carries the id of an allotment."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        column.addWidget(label("Handed on", TypeRole.STRONG))
        self.nothing = label("No places are allotted to partners.", TypeRole.SMALL, "2", wraps=True)
        column.addWidget(self.nothing)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self.said = label("", TypeRole.SMALL, "2", wraps=True)
        self.said.hide()
        column.addWidget(self.said)
        self.allot_button = Button("Allot places…", small=True)
        self.recall_button = Button("Take in a release…", small=True)
        self.roll_button = Button("Roll over…", small=True)
        self.roll_button.setToolTip("Move free places into the agreement chosen above")
        for buttons in ((self.allot_button, self.recall_button), (self.roll_button,)):
            row = QHBoxLayout()
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        self.save_buttons: list[Button] = []
        self._agreement: AgreementId | None = None

    def show_allotments(self, agreement: AgreementId, rows: Sequence[AllotmentRow]) -> None:
        """Show the allotments of an agreement."""
        self.show()
        if agreement != self._agreement:
            self._agreement = agreement
            self.said.hide()
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.save_buttons = []
        self.nothing.setVisible(not rows)
        for row in rows:
            self._list.addWidget(self._made(row))

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say what came of it."""
        self.said.setText(words)
        self.said.setProperty("ink", "bad" if wrong else "2")
        self.said.style().polish(self.said)
        self.said.show()

    def _made(self, row: AllotmentRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(f"{row.partner}", wraps=True))
        out = f"{row.outstanding} of {row.places} places out, {row.reference}, {short_date(row.allotted_on)}"
        words.addWidget(label(out, TypeRole.SMALL, "2", wraps=True))
        line.addLayout(words, 1)
        save = Button("Save file…", small=True)
        save.setAccessibleName(f"Save the file of {row.reference}")
        save.clicked.connect(lambda: self.wanted.emit(row.id))
        self.save_buttons.append(save)
        line.addWidget(save)
        return made
