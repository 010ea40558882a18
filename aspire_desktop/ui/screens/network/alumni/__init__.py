"""The network: people who completed a programme, and where they work now."""
