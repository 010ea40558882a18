"""SQLAlchemy Core tables, a module per noun, on one metadata."""
