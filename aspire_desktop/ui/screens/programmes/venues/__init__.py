"""The screen of venues and their rooms."""
