"""Reads the stored copies of return lines back; figures.line_json writes them."""

from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
from aspire_desktop.domain.money.stored_facts import read


def read_claim(text: str) -> ReturnLineFacts:
    """Read a claim as it was submitted."""
    return read(ReturnLineFacts, text)


def read_adjustment(text: str) -> AdjustmentFacts:
    """Read an adjustment as it was submitted."""
    return read(AdjustmentFacts, text)
