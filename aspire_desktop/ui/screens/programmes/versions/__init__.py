"""Versions of programmes: what completing one takes."""
