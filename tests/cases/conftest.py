"""The command line on a database of each test's own, as a user has it."""

from tests.app.conftest import _no_keyring, database, home, opened_office, terminal

__all__ = ["_no_keyring", "database", "home", "opened_office", "terminal"]
