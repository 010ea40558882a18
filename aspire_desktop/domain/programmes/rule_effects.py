"""What a change of rules does to claims: what it takes back of submitted returns, and what it adds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from aspire_desktop.domain.office.values import PlaceId, enumerated, pounds


@dataclass(frozen=True)
class ClaimState:
    """How one place stands towards its claim."""

    agreement: str
    """The agreement's reference."""
    met: bool
    """Whether it may be claimed."""
    claimed: bool
    """Whether a submitted return claims it."""
    amount: Decimal
    """What its claim comes to, in pounds."""


@dataclass(frozen=True)
class RuleEffect:
    """Claims that a change of rules takes back of submitted returns, and that it adds; pounds unsigned."""

    taken_back: int = 0
    amount_back: Decimal = Decimal("0.00")
    added: int = 0
    amount_added: Decimal = Decimal("0.00")
    agreements: tuple[str, ...] = ()
    """References of those whose claims change."""

    @property
    def words(self) -> str:
        """Say it in a sentence; empty where no claim changes."""
        told = [
            f"takes back {_claims(self.taken_back)} of submitted returns, {pounds(-self.amount_back)}"
            if self.taken_back
            else "",
            f"adds {_claims(self.added)}, {pounds(self.amount_added)}" if self.added else "",
        ]
        said = enumerated(filter(None, told))
        return f"This {said}, on the next return of {', '.join(self.agreements)}." if said else ""


def rule_effect(before: Mapping[PlaceId, ClaimState], after: Mapping[PlaceId, ClaimState]) -> RuleEffect:
    """Compare how places stand before a change and after it."""
    pairs = [(was, after[id]) for id, was in before.items() if id in after and was.met != after[id].met]
    back = [was for was, now in pairs if was.claimed and not now.met]
    new = [now for _, now in pairs if now.met and not now.claimed]
    agreements = Counter(each.agreement for each in (*back, *new))
    return RuleEffect(
        len(back),
        sum((each.amount for each in back), Decimal("0.00")),
        len(new),
        sum((each.amount for each in new), Decimal("0.00")),
        tuple(sorted(agreements)),
    )


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count} claims"
