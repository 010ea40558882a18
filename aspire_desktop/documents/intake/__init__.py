"""Intake: what takes files in."""
