"""Prices: what a place costs a council, and its VAT."""
