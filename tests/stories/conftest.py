"""Stories are told in a window, so they dress it as the tests of the interface do."""

from tests.ui.conftest import dressed, pytest_collection_modifyitems, saving

__all__ = ["dressed", "pytest_collection_modifyitems", "saving"]
