"""Lists: rows under headings."""
