"""Amounts as people type them into the fields of settings."""

from decimal import Decimal, InvalidOperation


def amount(words: str) -> Decimal | None:
    """Read pounds and pence, or None where it is no number."""
    try:
        read = Decimal(words.replace("£", "").replace(",", "").strip())
    except InvalidOperation:
        return None
    return read if read.is_finite() else None
