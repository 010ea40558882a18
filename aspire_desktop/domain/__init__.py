"""Floor 1: the rules of the programmes, in the standard library only."""
