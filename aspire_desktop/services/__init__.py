"""Floor 3: what may be done, a module per noun, a small class per intent."""
