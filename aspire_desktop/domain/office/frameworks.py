"""Versioned vocabularies: the CIPD Profession Map, OD themes, workforce priorities and others."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class Framework:
    """A vocabulary in one version; tags on old projects keep pointing at theirs."""

    id: int = field(init=False)
    key: str
    title: str
    edition: str
    """The year or the place that tells one edition from another: "2018"."""
    levels: str = ""
    """Levels at which a term can be met, lowest first, as `joined` keeps them; empty where there are none."""


@dataclass(eq=False)
class Term:
    """A term of a vocabulary, under a heading such as Core knowledge (empty where there is none)."""

    id: int = field(init=False)
    framework_id: int
    heading: str
    title: str
    position: int
