"""The command that checks a database by every rule there is."""

from argparse import Namespace

from aspire_desktop.app import databases
from aspire_desktop.app.answers import Answer
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.errors import Damaged
from aspire_desktop.services.home.soundness import advice, found_in
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.soundness import Finding, FindingKind

_LONG = 16
"""Digits that no number of an action has."""


def declare(commands: Commands) -> None:
    """Add the command."""
    check = commands.add("check", run_check, "check the file, its history, every kept file and every rule")
    anchor = "what its history must hold, as backup told it or a return’s evidence has it"
    check.add_argument("--anchor", type=_anchor, metavar="ANCHOR", help=anchor)


def run_check(request: Request, given: Namespace) -> Answer:
    """Check everything; exit code 1 where something is wrong."""
    place = request.place()
    databases.refuse_missing(place)
    try:
        found = found_in(databases.unlocked(place, request.vault), given.anchor)
    except Damaged as damaged:
        found = [Finding(FindingKind.DAMAGED, damaged.explanation.what)]
    words = [each.what for each in found]
    facts = {"ok": not found, "problems": words}
    if not found:
        return Answer((f"{place} is sound: its file, its history and its kept files.",), facts)
    told = f"{place} is not sound. It was not changed. {' '.join(advice(found))}"
    return Answer(tuple(words), facts, problem=told)


def _anchor(typed: str) -> Head:
    number, _, digest = typed.strip().partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < _LONG and digest):
        raise ValueError
    return Head(int(number), digest)
