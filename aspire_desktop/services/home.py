"""What may be asked for the first screen."""

from aspire_desktop.storage.lookups.home import home_facts

__all__ = ["home_facts"]
