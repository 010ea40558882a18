"""What may be asked of the people who completed a programme."""
