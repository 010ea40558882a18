"""A box on its own, for what must be said where there is no window: why the program did not open."""

from PySide6.QtWidgets import QApplication, QMessageBox

from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.shell.start import make_application


def show(text: str) -> None:
    """Show a text until it is closed, in the program's own font; there may be no application yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_application()
        theme().apply(app)
    box = QMessageBox(QMessageBox.Icon.Warning, "Aspire Desktop", text)
    box.exec()
