"""Every module of tables, so that the metadata is whole wherever it is asked as a whole."""

from aspire_desktop.storage.tables import journal, organisations, staff

TABLES = (journal, organisations, staff)
