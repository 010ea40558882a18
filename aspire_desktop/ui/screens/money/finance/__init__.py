"""Finance: pools of funded places, and the returns that claim them."""
