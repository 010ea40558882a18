"""The signed files that allot places to a partner and give them back: JSON in one spelling only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from aspire_desktop.documents.seals import SealingKey, is_signed_by, key_id, sign
from aspire_desktop.domain.money.allotments import AllotmentFacts, ReleaseFacts
from aspire_desktop.domain.office.errors import Refused, RuleBroken, Unreadable
from aspire_desktop.domain.office.values import Period

_ALLOTMENT: Final = "allotment of places"
_RELEASE: Final = "release of allotted places"
_FORMAT: Final = 1
_LARGEST: Final = 100_000


@dataclass(frozen=True)
class SignedRelease:
    """A release as read; nothing of it may be relied on before `check` has passed."""

    facts: ReleaseFacts
    _signed: "_Signed"

    def check(self, public_key: str) -> ReleaseFacts:
        """Give what it says; raise RuleBroken where it was not signed with this key (hexadecimal)."""
        self._signed.check(public_key)
        return self.facts


def allotment_file(facts: AllotmentFacts, key: SealingKey) -> bytes:
    """Write and sign an allotment. The same facts and key always give the same bytes."""
    return _file(
        _ALLOTMENT,
        {
            "agreement": facts.agreement,
            "allotted_on": facts.allotted_on.isoformat(),
            "begins": facts.dates.begins.isoformat(),
            "ends": facts.dates.ends.isoformat(),
            "funder": facts.funder,
            "office": facts.office,
            "partner": facts.partner,
            "partner_key": facts.partner_key,
            "places": facts.places,
            "programmes": list(facts.programmes),
            "reference": facts.reference,
            "unit": str(facts.unit),
        },
        key,
    )


def read_allotment(content: bytes, public_key: str) -> AllotmentFacts:
    """Read an allotment and check that it was signed with a key (hexadecimal).

    Raises Unreadable for another kind of file, RuleBroken for one that was altered.
    """
    signed = _read(content, _ALLOTMENT)
    signed.check(public_key)
    fields = signed.fields
    return AllotmentFacts(
        reference=fields.text("reference"),
        agreement=fields.text("agreement"),
        funder=fields.text("funder"),
        programmes=fields.texts("programmes"),
        unit=fields.money("unit"),
        dates=Period(fields.day("begins"), fields.day("ends")),
        office=fields.text("office"),
        partner=fields.text("partner"),
        partner_key=fields.text("partner_key"),
        places=fields.number("places"),
        allotted_on=fields.day("allotted_on"),
    )


def release_file(facts: ReleaseFacts, key: SealingKey) -> bytes:
    """Write and sign a release. The same facts and key always give the same bytes."""
    return _file(
        _RELEASE,
        {
            "allotment": facts.allotment,
            "number": facts.number,
            "places": facts.places,
            "released_on": facts.released_on.isoformat(),
        },
        key,
    )


def read_release(content: bytes) -> SignedRelease:
    """Read a release, whose allotment says with which key it must be signed; raise Unreadable."""
    signed = _read(content, _RELEASE)
    fields = signed.fields
    facts = ReleaseFacts(
        fields.text("allotment"), fields.number("number"), fields.number("places"), fields.day("released_on")
    )
    return SignedRelease(facts, signed)


class _Fields:
    """What a file says, each value of the kind that it must be."""

    def __init__(self, values: Mapping[str, object], kind: str) -> None:
        self._values = values
        self._kind = kind

    def text(self, name: str) -> str:
        """Give a value as it is; raise Unreadable where there is none or it is something else."""
        value = self._values.get(name)
        if not isinstance(value, str):
            raise _no_such(self._kind)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts."""
        values = self._values.get(name)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise _no_such(self._kind)
        return tuple(values)

    def number(self, name: str) -> int:
        """Give a whole number."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _no_such(self._kind)
        return value

    def day(self, name: str) -> date:
        """Read a value as an ISO date; raise Unreadable where it is none."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise _no_such(self._kind) from None

    def money(self, name: str) -> Decimal:
        """Give an amount."""
        try:
            return Decimal(self.text(name))
        except InvalidOperation:
            raise _no_such(self._kind) from None


@dataclass(frozen=True)
class _Signed:
    fields: _Fields
    kind: str
    key: str
    text: str
    signature: str

    def check(self, public_key: str) -> None:
        """Raise RuleBroken where another key signed this text, or none did."""
        if self.key != key_id(public_key) or not is_signed_by(public_key, self.text, self.signature):
            raise RuleBroken(
                f"This {self.kind} was changed since it was signed, or somebody else signed it.",
                do="Ask whoever sent it for the file again, as it was made.",
            )


def _file(kind: str, fields: Mapping[str, object], key: SealingKey) -> bytes:
    signed = {"format": _FORMAT, "kind": kind, "key": key_id(key.public), "says": fields}
    return _spelled(signed | {"signature": sign(_spelled(signed), key)}).encode()


def _read(content: bytes, kind: str) -> _Signed:
    if len(content) > _LARGEST:
        raise _no_such(kind)
    try:
        whole = json.loads(content.decode("utf-8"))
        alike = isinstance(whole, dict) and _spelled(whole).encode() == content
    except (ValueError, RecursionError):
        raise _no_such(kind) from None
    if not isinstance(whole, dict) or whole.get("kind") != kind:
        raise _no_such(kind)
    if not alike:
        raise Unreadable(
            f"This {kind} was changed or saved again since it was signed.",
            do="Ask whoever sent it for the file again, as it was made.",
        )
    said = whole.pop("signature", None)
    says, key = whole.get("says"), whole.get("key")
    known = set(whole) == {"format", "kind", "key", "says"} and whole["format"] == _FORMAT
    if not known or not isinstance(said, str) or not isinstance(key, str) or not isinstance(says, dict):
        raise _no_such(kind)
    return _Signed(_Fields(says, kind), kind, key, _spelled(whole), said)


def _spelled(values: Mapping[str, object]) -> str:
    """Write JSON in the one way that is read again: sorted, a value to a line, nothing escaped in vain."""
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def _no_such(kind: str) -> Refused:
    return Unreadable(
        f"This file is no {kind}, or it was changed since it was signed.",
        do="Choose the file as it was sent.",
    )
