"""The line at the foot: whether all is saved, what can be undone, and which database this is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from aspire_desktop.ui.desk.signals import BackupsTold, SaveStage, SaveState, Steps, Told
from aspire_desktop.ui.looks.icons import PILL, Weight, icon
from aspire_desktop.ui.looks.theme import CONTROL_GAP, TypeRole, theme
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import ElidedLabel

HEIGHT = 26
_GLYPHS = {
    SaveStage.SAVED: ("check-circle", "ok"),
    SaveStage.SAVING: ("circle-notch", "info"),
    SaveStage.NOT_SAVED: ("warning-circle", "bad"),
}


class StatusBar(QStatusBar):
    """Nothing here fades: each part says the same until something else is true."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 12, 0)
        self._glyph = _GLYPHS[SaveStage.SAVED]
        self._verdict = QLabel()
        self.saved = ElidedLabel("Nothing to save yet", TypeRole.SMALL, "2")
        self.news = ElidedLabel("", TypeRole.SMALL, "2")
        self.undo = ElidedLabel("", TypeRole.SMALL, "2")
        self._undo_icon = QLabel()
        self.database = ElidedLabel(database, TypeRole.SMALL, "2")
        self._database_icon = QLabel()
        self.backups = ElidedLabel("", TypeRole.SMALL, "2")
        self._backups_icon = QLabel()
        self._backups_well = True
        self.text_size = ElidedLabel("", TypeRole.SMALL, "2")
        self._news_part = _part(_line(), self.news)
        self._undo_part = _part(_line(), self._undo_icon, self.undo, KeyCap("Ctrl+Z"))
        self.addWidget(_part(self._verdict, self.saved))
        self.addWidget(self._news_part)
        self.addWidget(self._undo_part)
        self.addWidget(QWidget(), 1)
        self.addPermanentWidget(_part(self._database_icon, self.database))
        self._backups_part = _part(_line(), self._backups_icon, self.backups)
        self._backups_part.hide()
        self.addPermanentWidget(self._backups_part)
        self.addPermanentWidget(_part(_line(), self.text_size))
        self.show_steps(Steps())
        self.show_news(None)
        self._dress()
        theme().changed.connect(self._dress)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let no long reason or news crowd out what else is said here."""
        for words in (self.saved, self.news):
            words.setMaximumWidth(event.size().width() * 3 // 10)
        super().resizeEvent(event)

    def show_saved(self, state: SaveState) -> None:
        """Say whether all is saved."""
        self.saved.setText(state.words)
        self._glyph = _GLYPHS[state.stage]
        self._dress()

    def show_steps(self, steps: Steps) -> None:
        """Say what Ctrl+Z would undo."""
        self.undo.setText(f"Undo: {steps.undo}")
        self._undo_part.setVisible(bool(steps.undo))

    def show_news(self, told: Told | None) -> None:
        """Say what undo or redo has just done, or nothing."""
        self.news.setText(
            " · ".join(filter(None, (told.explanation.what, told.explanation.safe))) if told else ""
        )
        self._news_part.setVisible(told is not None)

    def show_backups(self, told: BackupsTold) -> None:
        """Say how old the newest backup is, or which place is not reached."""
        self.backups.setText(told.words)
        self._backups_well = told.well
        self._backups_part.setVisible(bool(told.words))
        self._dress()

    def _dress(self) -> None:
        glyph, tone = self._glyph
        self._verdict.setPixmap(
            icon(glyph, tone, Weight.REGULAR if glyph == "circle-notch" else Weight.FILL).pixmap(
                QSize(PILL, PILL)
            )
        )
        self._undo_icon.setPixmap(icon("arrow-u-up-left").pixmap(QSize(PILL, PILL)))
        self._database_icon.setPixmap(icon("database").pixmap(QSize(PILL, PILL)))
        well = self._backups_well
        shield = icon("shield-check") if well else icon("warning", "due", Weight.FILL)
        self._backups_icon.setPixmap(shield.pixmap(QSize(PILL, PILL)))
        self.text_size.setText(f"{theme().text_percent} %")
        self.text_size.setAccessibleName(f"Text size {theme().text_percent} per cent")


def _part(*widgets: QWidget) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(4, 0, 4, 0)
    row.setSpacing(CONTROL_GAP - 1)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    part.setMinimumHeight(HEIGHT - 2)
    return part


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("rule", True)
    line.setStyleSheet("min-width: 1px; max-width: 1px; min-height: 16px; max-height: 16px;")
    return line
