"""Stories are told in a window, so they dress it as the tests of the interface do."""

from tests.app.conftest import _no_keyring, home
from tests.ui.conftest import dressed, pytest_collection_modifyitems, saving

__all__ = ["_no_keyring", "dressed", "home", "pytest_collection_modifyitems", "saving"]
