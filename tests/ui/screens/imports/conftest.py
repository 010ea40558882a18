"""An office with a cohort, and the import opened in its window."""

from tests.ui.screens.test_import_screen import cohort, sqlite_location, wizard

__all__ = ["cohort", "sqlite_location", "wizard"]
