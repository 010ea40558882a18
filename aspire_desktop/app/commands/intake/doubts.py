"""Whom a row of people means, where that is in doubt: the command's answers --same and --new."""

from argparse import ArgumentTypeError
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from aspire_desktop.app.parser import WrongUse
from aspire_desktop.domain.intake.columns import PEOPLE_KINDS
from aspire_desktop.domain.intake.import_drafts import Decision
from aspire_desktop.domain.intake.imports import Doubt, OnRecord, Problem
from aspire_desktop.services.door.office import Office

if TYPE_CHECKING:
    from aspire_desktop.services.intake.imports.file import ImportFile

Rows = frozenset[int]


def row_numbers(text: str) -> Rows:
    """Read "2,5" as the numbers of rows."""
    try:
        return frozenset(int(part) for part in text.split(","))
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no list of rows like 2,5") from error


def decided(office: Office, action: "ImportFile", same: Rows, new: Rows) -> "ImportFile":
    """Give the import with these rows decided: the person on record is meant, or somebody who is not.

    Raises WrongUse for a row that is not in such a doubt, which must have been meant for another file.
    """
    if not same | new:
        return action
    if action.table.kind not in PEOPLE_KINDS:
        raise WrongUse("Only rows of people can be in doubt: leave --same and --new out.")
    if both := same & new:
        raise WrongUse(f"Row {min(both)} cannot be both --same and --new.")
    found = office.preview(replace(action, strict=False)).value.problems
    doubts = {each.row: each.doubt for each in found if each.doubt is not None}
    made = [_same(row, doubts) for row in sorted(same)] + [_new(row, doubts) for row in sorted(new)]
    return replace(action, decisions=tuple(made))


def answers(problem: Problem) -> tuple[str, ...]:
    """Name the options that answer a problem."""
    match problem.doubt:
        case OnRecord():
            return ("--same", "--new")
        case None:
            return ()
        case repeat:
            return ("--new",) if repeat.may_differ else ()


def answers_words(problem: Problem) -> str:
    """Say how to answer a doubt by command; nothing where there is none to answer."""
    row, named = problem.row, answers(problem)
    if len(named) == 2:
        return f" Answer with --same {row} or --new {row}."
    return f" If these are two people, answer with --new {row}." if named else ""


def _same(row: int, doubts: Mapping[int, Doubt]) -> Decision:
    doubt = doubts.get(row)
    if not isinstance(doubt, OnRecord):
        raise WrongUse(f"Row {row} raises no question about a person on record, so --same does not fit it.")
    return Decision(row, doubt.person_id)


def _new(row: int, doubts: Mapping[int, Doubt]) -> Decision:
    if row not in doubts:
        raise WrongUse(f"Row {row} raises no question about who is meant, so --new does not fit it.")
    return Decision(row, None)
