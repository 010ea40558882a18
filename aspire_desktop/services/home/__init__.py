"""Home: what shows everything at once, and finds it."""
