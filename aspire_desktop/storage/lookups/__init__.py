"""Reads: SQL straight into the frozen rows that the domain declares."""
