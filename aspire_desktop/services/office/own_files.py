"""Which files are the program's own, and not for people to choose."""

from aspire_desktop.storage.open_files import is_ours

__all__ = ["is_ours"]
