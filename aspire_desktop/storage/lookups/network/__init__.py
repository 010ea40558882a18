"""The network: who completed a programme, and what they come back to."""
