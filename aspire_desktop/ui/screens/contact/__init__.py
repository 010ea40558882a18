"""Screens of what reaches people."""
