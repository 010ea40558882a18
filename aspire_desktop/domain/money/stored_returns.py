"""What a submitted return says beside its lines, as versioned JSON and back."""

import json
from collections.abc import Sequence

from aspire_desktop.domain.money.returns import AgreedTerms, ReturnFacts
from aspire_desktop.domain.money.stored_facts import built, written
from aspire_desktop.domain.office.errors import Unreadable

VERSION = 1
"""Of what is kept: a new field that has a default needs no other one."""
_ELSEWHERE = frozenset({"lines", "adjustments", "checks", "anonymous", "known", "copy_of"})
"""Lines are stored one by one; checks are for drafts; the others are of a copy."""


def return_json(facts: ReturnFacts) -> str:
    """Write what a return says beside its lines; whom evidence is about is said by its line alone."""
    said = {name: value for name, value in vars(facts).items() if name not in _ELSEWHERE}
    evidence = [
        {name: value for name, value in vars(row).items() if name != "participant"} for row in facts.evidence
    ]
    return written({**said, "evidence": evidence, "version": VERSION})


def read_terms(text: str) -> AgreedTerms | None:
    """Give the terms by which a return was submitted, from what it says; None where they are not known."""
    told = json.loads(text).get("terms")
    return None if told is None else built(AgreedTerms, told)


def read_return(text: str, claims: Sequence[str], adjustments: Sequence[str]) -> ReturnFacts:
    """Put a return together from what it says and from its lines, as they were stored.

    Raises Unreadable for what another version of the program wrote.
    """
    said = json.loads(text)
    if said.pop("version", None) != VERSION:
        raise Unreadable(
            "What is kept of this return was written by another version of Aspire Desktop.",
            do="Install the newest Aspire Desktop.",
        )
    lines, corrections = [*map(json.loads, claims)], [*map(json.loads, adjustments)]
    about = {line["number"]: line["participant"] for line in (*lines, *corrections)}
    evidence = [{**row, "participant": about.get(row["line"])} for row in said["evidence"]]
    told = {**said, "evidence": evidence, "lines": lines, "adjustments": corrections, "checks": []}
    return built(ReturnFacts, told)
