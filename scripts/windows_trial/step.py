"""One row of the trial's table, and what makes it good."""

import re
from dataclasses import dataclass

from wine import Ran


@dataclass(frozen=True)
class Step:
    """A row of the table."""

    title: str
    good: bool
    told: str
    seconds: float

    @property
    def row(self) -> str:
        """Give the row as Markdown."""
        return f"| {self.title} | {'ok' if self.good else '**failed**'} | {self.told} | {self.seconds:.0f} |"


def judged(title: str, ran: list[Ran], told: str, *, good: bool = True) -> Step:
    """Make a row of programs that ran: good where each ended with 0 and what was seen is right."""
    wrong = [each for each in ran if each.code != 0]
    if wrong:
        last = wrong[0].err.decode("utf-8", "replace").strip().splitlines() or ["no word"]
        told = f"{told}; code {wrong[0].code}: {last[-1][:120]}"
    return Step(title, good and not wrong, told, sum(each.seconds for each in ran))


def counted(out: bytes) -> str:
    """Give the line in which pytest counts, the last of these, without the ends that Windows gives lines."""
    lines = re.findall(r"^.*\b(?:passed|failed|skipped|error)\b.*$", out.decode("utf-8", "replace"), re.M)
    return lines[-1].strip("= \r") if lines else "no count"
