"""Lookups that the program itself never asks at the door, made questions for tests that look behind it."""

from typing import ParamSpec, TypeVar

from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.storage.question import Lookup, Question

P = ParamSpec("P")
R = TypeVar("R")


def any_question(lookup: Lookup[P, R]) -> Question[P, R]:
    """Let everyone with a role ask it."""
    return Question(lookup, EVERYONE)
