"""What a certificate says or will say, drawn as a small page: the facts, not the print itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.certificate_awards import Grounds
from aspire_desktop.domain.programmes.certificates import hours_in_words
from aspire_desktop.ui.looks.theme import families, theme

PAPER, INK, QUIET, PETROL, TINT, EDGE = (
    QColor(name) for name in ("#FFFFFF", "#15232A", "#42525A", "#0A5868", "#E1EFF1", "#74838A")
)
"""Print is white with black text and the petrol accent, whatever the theme."""
WIDE, HIGH = 297, 210
BAND = 46
LEFT = 64
ROOM = WIDE - LEFT - 16


class CertificatePage(QLabel):
    """A4 landscape at whatever width there is; screen readers read every line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grounds: Grounds | None = None
        self._number = ""
        self._on = date.min
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    def show_facts(self, grounds: Grounds, name: str, number: str, on: date) -> None:
        """Show what is or will be printed."""
        self._grounds, self._number, self._on = replace(grounds, name=name), number, on
        self.setAccessibleName(". ".join(words for words, *_ in self._lines()))
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Say that the page keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Give the height of an A4 page of this width."""
        return round(width * HIGH / WIDE)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for a page that can be read."""
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Stay legible."""
        return QSize(240, self.heightForWidth(240))

    def _lines(self) -> list[tuple[str, float, float, QColor, bool]]:
        """Give words with their distance from the top, size, colour and weight, in millimetres."""
        facts = self._grounds
        if facts is None:
            return []
        merit = "has completed with merit the" if facts.merit else "has completed the"
        days = f"{long_date(facts.begins)} to {long_date(facts.ends)}" if facts.begins and facts.ends else ""
        hours = facts.progress.cpd_hours
        cpd = f"{hours_in_words(hours)} of CPD" if hours > Decimal(0) else ""
        signed = ", ".join(filter(None, (each.name or each.job_title for each in facts.signatories)))
        return [
            (facts.partner, 18, 6, PETROL, True),
            ("Certificate of completion", 44, 7, QUIET, False),
            (facts.name, 60, 15, INK, True),
            (facts.organisation, 78, 7, QUIET, False),
            (merit, 98, 6.5, QUIET, False),
            (facts.programme, 107, 9, INK, True),
            (f"{facts.version}, cohort {facts.cohort}", 119, 6, QUIET, False),
            (facts.project, 129, 6, QUIET, False),
            (" · ".join(filter(None, (days, cpd))), 139, 6, QUIET, False),
            (f"Signed by {signed}" if signed else "", 170, 6, QUIET, False),
            (f"{self._number or 'Number given on issue'} · {long_date(self._on)}", 180, 6, INK, True),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the page, scaled to the width."""
        scale = min(self.width() / WIDE, self.height() / HIGH)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.fillRect(QRectF(0, 0, WIDE, HIGH), PAPER)
        painter.fillRect(QRectF(0, 0, BAND, HIGH), TINT)
        painter.setPen(QPen(PETROL, 1))
        for number in range(5):
            left = 8 + number * 7.5
            painter.drawLine(QPointF(left, 46 + (4 - number) * 26), QPointF(left, 190))
        for words, top, size, ink, strong in self._lines():
            _write(painter, words, top, size, ink, strong)
        painter.setPen(QPen(EDGE, 1 / scale))
        painter.drawRect(QRectF(0.5 / scale, 0.5 / scale, WIDE - 1 / scale, HIGH - 1 / scale))


def _write(painter: QPainter, words: str, top: float, size: float, ink: QColor, strong: bool) -> None:
    font = QFont()
    font.setFamilies(families())
    font.setPixelSize(max(1, round(size * 10)))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    painter.save()
    painter.translate(LEFT, top)
    painter.scale(0.1, 0.1)  # fonts have whole pixel sizes, so they are drawn ten times as large
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(words)
    if width > ROOM * 10:
        painter.scale(ROOM * 10 / width, ROOM * 10 / width)
    painter.setPen(ink)
    painter.drawText(0, painter.fontMetrics().ascent(), words)
    painter.restore()
