"""People: where they work, what they took part in, and the name on their certificates."""
