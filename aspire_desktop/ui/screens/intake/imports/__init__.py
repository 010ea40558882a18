"""The import of a file in four steps, with nothing saved before the last."""
