"""Organisations: the councils and other bodies people come from."""
