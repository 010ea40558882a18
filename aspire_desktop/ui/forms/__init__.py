"""Forms: fields that ask for one action."""
