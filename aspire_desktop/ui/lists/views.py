"""The views of a list: how it looks now, and the looks that somebody gave a name."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from aspire_desktop.ui.desk.memory import Memory

_NOW, _NAMED = "now", "named"


@dataclass(frozen=True)
class ListView:
    """What a list remembers, by the headings of its fields; never a text that was searched for.

    Without `columns` those of the declaration are shown; `order` None is that of the declaration.
    """

    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    """Logical pixels at standard text size."""
    order: str | None = None
    descending: bool = False
    group: str | None = None
    """The name of a grouping, "" for none, None for that of the declaration."""
    filters: Mapping[str, str] = field(default_factory=dict)


class Views:
    """The views of one list in the memory of the window."""

    def __init__(self, memory: Memory, name: str) -> None:
        self._memory, self._name = memory, name

    @property
    def now(self) -> ListView:
        """Give how the list looked last."""
        return _view(self._part(_NOW))

    def keep(self, view: ListView) -> None:
        """Remember how the list looks now."""
        self._put(_NOW, asdict(view))

    @property
    def names(self) -> list[str]:
        """Give the names of views, in their order."""
        return sorted(self._part(_NAMED), key=str.casefold)

    def named(self, name: str) -> ListView:
        """Give a view by its name; the standard one for a name that is not there."""
        return _view(_mapping(self._part(_NAMED).get(name)))

    def save(self, name: str, view: ListView) -> None:
        """Give a view a name, in place of any before under it."""
        self._put(_NAMED, {**self._part(_NAMED), name: asdict(view)})
        self._memory.save()

    def forget(self, name: str) -> None:
        """Take a name away."""
        self._put(_NAMED, {each: view for each, view in self._part(_NAMED).items() if each != name})
        self._memory.save()

    def _part(self, part: str) -> Mapping[str, object]:
        return _mapping(_mapping(self._memory.kept.lists.get(self._name)).get(part))

    def _put(self, part: str, value: Mapping[str, object]) -> None:
        whole = _mapping(self._memory.kept.lists.get(self._name))
        self._memory.kept.lists[self._name] = {**whole, part: value}


def _view(kept: Mapping[str, object]) -> ListView:
    """Read a view; what has not the right type counts as not remembered."""
    columns, order, group = kept.get("columns"), kept.get("order"), kept.get("group")
    widths, filters = _mapping(kept.get("widths")), _mapping(kept.get("filters"))
    return ListView(
        tuple(str(each) for each in columns) if isinstance(columns, list | tuple) else (),
        {name: width for name, width in widths.items() if isinstance(width, int)},
        order if isinstance(order, str) else None,
        kept.get("descending") is True,
        group if isinstance(group, str) else None,
        {name: key for name, key in filters.items() if isinstance(key, str)},
    )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
