"""The desk: what a screen works at, and what rings when something changed."""
