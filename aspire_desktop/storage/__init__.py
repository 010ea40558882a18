"""Floor 2: how it is kept."""
