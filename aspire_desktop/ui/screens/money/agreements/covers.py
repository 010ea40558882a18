"""The boxes that say which programmes an agreement pays for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from aspire_desktop.domain.office.values import ProgrammeId, VersionId
from aspire_desktop.domain.programmes.programmes import VersionRow
from aspire_desktop.services.money.funding import Covered
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.reading_order import tab_through


class CoverBoxes(QWidget, Field[Covered]):
    """A check box for each programme, and for each version of one that has several."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.boxes: dict[tuple[ProgrammeId, VersionId | None], QCheckBox] = {}

    def offer(self, versions: Sequence[VersionRow]) -> None:
        """Offer these programmes, and keep the ticks."""
        ticked = self.given
        for box in self.boxes.values():
            self._column.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        for programme_id in dict.fromkeys(row.programme_id for row in versions):
            own = [row for row in versions if row.programme_id == programme_id]
            several = len(own) > 1
            every = f"{own[0].programme}, every version" if several else own[0].programme
            self._add((programme_id, None), every)
            if several:
                for row in own:
                    self._add((programme_id, row.id), f"only {row.programme} version {row.label}", inset=True)
        self.put(ticked)
        tab_through(self, self.boxes.values())
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def _add(self, key: tuple[ProgrammeId, VersionId | None], words: str, *, inset: bool = False) -> None:
        box = QCheckBox(words)
        box.setContentsMargins(24 if inset else 0, 0, 0, 0)
        box.setStyleSheet("margin-left: 22px" if inset else "")
        box.toggled.connect(self.ticked)
        self.boxes[key] = box
        self._column.addWidget(box)

    def put(self, value: Covered) -> None:
        """Tick these."""
        for key, box in self.boxes.items():
            box.setChecked(key in value)

    def said(self, value: Covered) -> str:
        """Name programmes."""
        return ", ".join(box.text() for key, box in self.boxes.items() if key in value)

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when one is ticked or not."""
        self.ticked.connect(lambda: hear())

    @property
    def given(self) -> Covered:
        """Give what is ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())
