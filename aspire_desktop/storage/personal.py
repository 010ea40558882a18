"""What is personal in each table, and the same rows without it: what erasing a person leaves.

Every text column of every table is in one of the three lists, but for the facts of return lines; a test
keeps them complete.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from aspire_desktop.domain.contact.erasures import ERASED, OF_A_LINE
from aspire_desktop.domain.office.facts import Privacy
from aspire_desktop.domain.office.people import listing_key, person_reference
from aspire_desktop.domain.office.values import PersonId, fold
from aspire_desktop.domain.programmes.facts import FACTS
from aspire_desktop.storage.identity import Identity
from aspire_desktop.storage.images import Image, Values, canonical, image, values
from aspire_desktop.storage.tables.money.funding import return_lines, returns

_FILES = ("workbook", "form", "facts")


def _told(privacy: Privacy) -> dict[str, tuple[str, ...]]:
    """Give the columns of the nouns whose facts are told once, by table."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in FACTS:
        if fact.table and fact.privacy is privacy:
            found[fact.table] = (*found.get(fact.table, ()), fact.kept_as)
    return found


_KEYS: Mapping[str, str | None] = {"name_key": "", "email_key": None}
"""By what people are found, and what is left of it."""
PERSONAL: Mapping[str, Mapping[str, str | None]] = {
    **{table: dict.fromkeys(names, "") for table, names in _told(Privacy.PERSONAL).items()},
    "people": {**dict.fromkeys(_told(Privacy.PERSONAL)["people"], ""), **_KEYS, "listing_key": ""},
    "former_names": {"given_name": "", "family_name": "", "email": "", **_KEYS},
    "approvals": {"by": "", "note": "", "name": "", "document": ""},
    "steps": {"reason": ""},
    "marks": {"note": "", "made_up_at": ""},
    "certificates": {"name": "", "payload": "", "document": "", "reason": "", "revoked_reason": ""},
    "charges": {"waiver_reason": ""},
    "messages": {"digest": ""},
    "invitations": {"uid": ""},
    "queries": {"question": ERASED, "answer": ""},
    "query_files": {"name": ERASED, "document": ""},
}
"""What a person's own rows hold of them, by table, and what is left in its place."""

FREE: Mapping[str, Collection[str]] = {
    **_told(Privacy.FREE),
    "acceptances": ("note", "by"),
    "approvals": ("by", "note", "name"),
    "certificates": ("reason", "revoked_reason"),
    "charges": ("waiver_reason", "po_number"),
    "marks": ("note", "made_up_at"),
    "places": ("release_reason", "reserved_for"),
    "queries": ("question", "answer"),
    "query_files": ("name",),
    "returns": ("revision_reason",),
    "steps": ("reason",),
    "wordings": ("subject", "body"),
}
"""Words of the office's own, in which somebody's name may stand in anybody's row."""

_TOLD = _told(Privacy.IMPERSONAL)
IMPERSONAL: Mapping[str, Collection[str]] = {
    **_TOLD,
    "associates": ("name", "name_key"),
    "agreements": (
        "reference",
        "reference_key",
        "claim_point",
        "eligible_types",
        "eligible_regions",
        "substitution",
        "vat",
    ),
    "allotment_releases": ("document",),
    "allotments": ("reference", "partner_key", "document"),
    "certificates": ("number",),
    "charges": ("kind", "vat", "invoice", "credit_note"),
    "cohorts": (*_TOLD["cohorts"], "code_key"),
    "colleagues": ("name", "name_key", "roles"),
    "erasures": ("changes", "titles"),
    "frameworks": ("key", "title", "edition", "levels"),
    "invitations": ("title", "zone", "place"),
    "layouts": ("name", "document", "mapping"),
    "marks": ("code",),
    "messages": ("kind", "way", "state", "made_by", "sent_by"),
    "modules": ("title", "kind"),
    "organisation_names": (*_TOLD["organisation_names"], "name_key"),
    "outcome_options": ("key", "title", "also"),
    "prices": ("kind", "vat"),
    "programmes": ("key", "title", "code", "full_title"),
    "queries": ("result",),
    "remembered_mappings": ("kind", "headings", "mapping"),
    "remittances": ("reference",),
    "return_lines": ("kind",),
    "returns": ("reference", "status", "prepared_by", "submitted_by", "workbook", "anchor", "form", "facts"),
    "rooms": ("name",),
    "sessions": ("zone", "booking", "link", "trained_by"),
    "settings": ("key", "value"),
    "signatories": ("name", "job_title"),
    "signing_keys": ("public", "wrapped"),
    "steps": ("status",),
    "tellings": ("title", "audience", "who", "was", "now"),
    "terms": ("heading", "title"),
    "venues": (*_TOLD["venues"], "name_key", "nation"),
    "wordings": ("kind",),
    "versions": ("label", "title", "claim_rule", "approval", "attended_marks", "charges"),
}
"""Text that says nothing of a participant: codes, vocabularies, and the office's own colleagues.

The facts of a return line are none of the three: whom they are about is said in them by reference.
"""


@dataclass(frozen=True)
class Redaction:
    """Takes one person out of rows and of their images: their own words go, their name becomes a reference.

    The same is taken out of a stored row and of every image of it, so that the row stays as its history
    left it.
    """

    identity: Identity
    files: Mapping[str, str] = field(default_factory=dict)
    """Digests of kept files with those of what stands in for them: a digest of names can be guessed."""

    def of(self, table: str, row: int, taken: Values) -> Values:
        """Give a row's values without the person."""
        own = row in self.identity.belongings.rows.get(table, ())
        left = dict(taken)
        if own:
            personal = PERSONAL.get(table, {})
            left |= {
                name: _left(table, name, value, row) for name, value in personal.items() if name in taken
            }
        for name in FREE.get(table, ()):
            if text := str(left.get(name) or ""):
                left[name] = self.identity.hidden(text) if own else self.identity.veiled(text, own=False)
        if table == returns.name:
            left |= {name: self.files.get(str(taken[name]), taken[name]) for name in _FILES if name in taken}
        if table == return_lines.name:
            left["facts"] = canonical(self._facts(json.loads(str(taken["facts"])), own=own))
        return left

    def image(self, table: str, row: int, taken: str | None) -> Image | None:
        """Give an image without the person."""
        return None if taken is None else image(self.of(table, row, values(Image(taken))))

    def _facts(self, facts: dict[str, Any], *, own: bool) -> dict[str, Any]:
        """Take the person out of a line: who is named goes by reference, and texts lose their names."""
        left: dict[str, Any] = {}
        for name, value in facts.items():
            if isinstance(value, dict) and value.get("reference") in self.identity.belongings.references:
                left[name] = value | {"name": value["reference"]}
            elif own and name in OF_A_LINE:
                left[name] = ""
            elif own and name == "cause":
                left[name] = self.identity.hidden(value)
            elif isinstance(value, str):
                left[name] = self.identity.veiled(value, own=own)
            else:
                left[name] = value
        return left


def _left(table: str, column: str, value: str | None, row: int) -> str | None:
    """Give what stands in a column afterwards; a person is called by their reference."""
    reference = person_reference(PersonId(row))
    called = {
        "family_name": reference,
        "name_key": fold(reference),
        "listing_key": listing_key("", reference),
    }
    return called.get(column, value) if table == "people" else value
