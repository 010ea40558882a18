"""Floor 5: who is put together with whom."""
