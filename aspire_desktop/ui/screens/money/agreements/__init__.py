"""Agreements: what funders pay for, on which terms, and what of it was handed on."""
