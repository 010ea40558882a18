"""What may be asked of the people who completed a programme."""

from aspire_desktop.storage.lookups.network.alumni import alumni_rows

__all__ = ["alumni_rows"]
