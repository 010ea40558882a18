"""The largest numbers that are taken: beyond them lie slips of the keyboard, and what no database holds."""

from decimal import Decimal
from typing import Final

from aspire_desktop.domain.office.errors import RuleBroken

MOST: Final = 1_000_000
"""Places, people and minutes, and pounds for one place: beyond what anybody here counts or pays."""
MOST_POUNDS: Final = 1_000_000_000
"""Pounds of a whole agreement or payment."""


def check_count(what: str, count: int, most: int = MOST) -> None:
    """Raise RuleBroken for a count that is larger, or as far below nought."""
    if abs(count) > most:
        raise RuleBroken(f"{what}: at most {most:,}.", do="Look at the number again.")


def check_pounds(what: str, amount: Decimal, most: int = MOST_POUNDS) -> None:
    """Raise RuleBroken for an amount that is no number, is larger, or as far below nought.

    To be asked before the amount is rounded or compared, which what is no number cannot be.
    """
    if not amount.is_finite() or abs(amount) > most:
        raise RuleBroken(f"{what}: at most £{most:,}.", do="Look at the amount again.")
