"""Finding people, organisations, cohorts and certificates."""

from aspire_desktop.storage.lookups.search import search

__all__ = ["search"]
