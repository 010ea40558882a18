"""Typesetting: letters, lines and pages of a PDF."""
