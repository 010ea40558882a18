"""Pieces that screens are made of: buttons, pills, cards, tables, dialogs."""
