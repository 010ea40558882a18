"""Cohorts: which run, how full they are, and what needs attention."""
