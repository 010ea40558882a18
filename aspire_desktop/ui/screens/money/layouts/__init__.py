"""Layouts: the forms of funders that a return is written into."""
