"""Home: what needs doing today, and where everything stands."""
