"""Looks: colours, type, spacing and icons."""
