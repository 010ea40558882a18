"""The words that an organisation's type and region are chosen from, as the program ships them."""

from functools import cache

from aspire_desktop.domain.office.reference import Lists, read_lists
from aspire_desktop.places import DB


@cache
def shipped_lists() -> Lists:
    """Read the lists, once. Raises Unreadable."""
    return read_lists(DB / "reference" / "lists.toml")
