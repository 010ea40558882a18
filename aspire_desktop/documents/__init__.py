"""Floor 2: what goes out and comes in as a file: frozen facts to bytes, bytes to rows."""
