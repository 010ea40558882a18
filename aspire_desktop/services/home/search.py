"""Finding people, organisations, cohorts and certificates."""

from aspire_desktop.storage.lookups.home.search import search

__all__ = ["search"]
