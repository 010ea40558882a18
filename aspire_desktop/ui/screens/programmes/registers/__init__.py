"""Registers: those that are due, and marking them."""
