"""Aspire Desktop: development programmes for HR and OD professionals in councils."""

__version__ = "0.3.0"
