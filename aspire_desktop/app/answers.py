"""What a command answers: lines for people, facts for scripts."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from aspire_desktop.domain.office.clock import OFFICE_ZONE


@dataclass(frozen=True)
class Answer:
    """What a command has to say; `problem` is set where the exit code is 1 although it ran to its end."""

    lines: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""
    warnings: tuple[str, ...] = ()
    after: Callable[[], int] | None = None
    """What goes on once this is told: a window. It gives the exit code."""

    @property
    def code(self) -> int:
        """The exit code."""
        return 1 if self.problem else 0

    def as_json(self) -> str:
        """Give the facts as one JSON object: ISO dates, money as numbers, absolute paths."""
        told = dict(self.facts)
        if self.problem:
            told["error"] = self.problem
        if self.warnings:
            told["warnings"] = list(self.warnings)
        return json.dumps(told, default=_plain, indent=1)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, datetime):
        return value.astimezone(OFFICE_ZONE).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value.absolute())
    raise TypeError(f"a {type(value).__name__} cannot stand in JSON")
