"""Settings: who uses Aspire, and what the office sets for itself."""
