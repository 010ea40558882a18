"""The places of an agreement that were handed on to partners."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aspire_desktop.domain.money.allotments import AllotmentRow
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.ui.looks.theme import TypeRole
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
        column.addWidget(label("Allotted to partners", TypeRole.STRONG))
        self.nothing = label("Nobody has places of this agreement.", TypeRole.SMALL, "2", wraps=True)
        column.addWidget(self.nothing)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self.save_buttons: list[Button] = []

    def show_allotments(self, rows: Sequence[AllotmentRow]) -> None:
        """Show the allotments of an agreement."""
        self.show()
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.save_buttons = []
        self.nothing.setVisible(not rows)
        for row in rows:
            self._list.addWidget(self._made(row))

    def _made(self, row: AllotmentRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(row.partner, wraps=True))
        words.addWidget(
            label(f"{row.reference}, {short_date(row.allotted_on)}", TypeRole.SMALL, "2", wraps=True)
        )
        words.addWidget(label(f"{row.outstanding} of {row.places} places out", TypeRole.SMALL, "2"))
        line.addLayout(words, 1)
        save = Button("Save file…", small=True)
        save.setAccessibleName(f"Save the file of {row.reference}")
        save.clicked.connect(lambda: self.wanted.emit(row.id))
        self.save_buttons.append(save)
        line.addWidget(save)
        return made
