"""The office: what it sets for itself, its people at work, organisations and everybody on record."""
