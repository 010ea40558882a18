"""What the office sets for itself: its name, partners' line, certificate prefix and the like."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class Setting:
    """One setting by its key."""

    id: int = field(init=False)
    key: str
    value: str
