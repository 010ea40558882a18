"""Places handed to a partner and given back by it, as the signed files say it, and how many are out."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import AgreementId, AllotmentId, Period, long_date

_MOST_RELEASES = 100_000
"""Far more than anybody signs, and a number that every database holds."""
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class AllotmentFacts:
    """What the signed file of an allotment says."""

    reference: str
    agreement: str
    funder: str
    programmes: tuple[str, ...]
    """Titles of the programmes and versions that the agreement pays for."""
    unit: Decimal
    """Pounds for one place."""
    dates: Period
    """The agreement's: cohorts that begin within it may take the places."""
    office: str
    """Who allots."""
    partner: str
    partner_key: str
    """The partner's public key (Ed25519, hexadecimal), with which releases are to be signed."""
    places: int
    allotted_on: date


@dataclass(frozen=True)
class ReleaseFacts:
    """What the signed file of a release says."""

    allotment: str
    """The reference of the allotment that the places belong to."""
    number: int
    """The partner's own number of the release within the allotment, from 1."""
    places: int
    released_on: date


@dataclass(frozen=True)
class AllotmentRow:
    """An allotment as listed."""

    id: AllotmentId
    agreement_id: AgreementId
    agreement: str
    reference: str
    partner: str
    partner_key: str
    places: int
    outstanding: int
    """How many of them are still with the partner, and so committed."""
    allotted_on: date
    document: str
    """Digest of the signed file."""


@dataclass(frozen=True)
class Recalled:
    """What a release brought: the allotment it belongs to, its own number, and how many places."""

    allotment_id: AllotmentId
    number: int
    places: int


def read_key(text: str) -> str:
    """Read a public key as people pass it on; raise RuleBroken for anything else."""
    key = "".join(text.split()).lower()
    if not _KEY.fullmatch(key):
        raise RuleBroken(
            "This is not a public key: a key has 64 digits from 0 to 9 and a to f.",
            do="Ask the partner for the key that its own database shows.",
        )
    return key


def check_number(release: ReleaseFacts, row: AllotmentRow) -> None:
    """Raise RuleBroken for a number that no release has, and that a database may not hold."""
    if not 1 <= release.number <= _MOST_RELEASES:
        raise RuleBroken(
            f"A release of {row.reference} is numbered from 1 to {_MOST_RELEASES:,}, and this one is not.",
            do="Ask the partner for another file.",
        )


def check_release(release: ReleaseFacts, row: AllotmentRow, today: date) -> None:
    """Raise RuleBroken for a release that cannot be right, whoever signed it."""
    name = f"Release {release.number} of {row.reference}"
    if release.places < 1:
        raise RuleBroken(f"{name} gives no place back.", do="Ask the partner for another file.")
    if release.places > row.outstanding:
        raise RuleBroken(
            f"{name} gives back {places_words(release.places)}, and only {row.outstanding} "
            f"{'is' if row.outstanding == 1 else 'are'} still allotted.",
            do="Ask the partner which releases it sent before.",
        )
    if release.released_on > today:
        raise RuleBroken(
            f"{name} is of {long_date(release.released_on)}, which is still to come.",
            do="Take it in on that day, or ask the partner for another file: its clock may be wrong.",
        )
    if release.released_on < row.allotted_on:
        raise RuleBroken(
            f"{name} is of {long_date(release.released_on)}, and the places were allotted on "
            f"{long_date(row.allotted_on)}.",
            do="Ask the partner for another file.",
        )


def places_words(count: int) -> str:
    """Write "1 place" or "5 places"."""
    return "1 place" if count == 1 else f"{count} places"
