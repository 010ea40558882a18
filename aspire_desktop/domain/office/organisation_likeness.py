"""Which name on record a text most likely means, by the words that tell bodies apart."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import chain

from aspire_desktop.domain.office.council_names import COUNCIL_WORDS, Key
from aspire_desktop.domain.office.values import OrganisationId

_TRIED = 12
_NEAR = 0.75
"""How alike (0 to 1) two words must be, and more, to be one word and a slip of the pen."""
_SHORT = 4
"""Words of fewer letters are never taken for a slip: “East” is not “West”."""

_MOST = 3
"""How many bodies a text may fit equally well before it tells nothing."""


@dataclass(frozen=True)
class _Name:
    key: Key
    id: OrganisationId

    @property
    def telling(self) -> list[str]:
        return _telling(self.key)


class Likeness:
    """Suggests a body: each telling word of a text must stand in its name, or nearly so."""

    def __init__(self) -> None:
        self._names: list[_Name] = []
        self._with_word: dict[str, list[int]] = defaultdict(list)
        self._squeezed: dict[str, OrganisationId] = {}
        self._words = _Words()

    def take_in(self, key: Key, id: OrganisationId) -> None:
        """Note a name of a body."""
        self._squeezed.setdefault(key.replace(" ", ""), id)
        for word in set(key.split()):
            self._words.take_in(word)
            self._with_word[word].append(len(self._names))
        self._names.append(_Name(key, id))

    def nearest(self, key: Key) -> OrganisationId | None:
        """Give the body that a text most likely means, or None."""
        asked = _telling(key)
        if not asked:
            return None
        if (joined := self._squeezed.get(key.replace(" ", ""))) is not None:
            return joined
        likely = {word: self._words.near(word) for word in asked}
        found: set[int] = set()
        for word in set(chain.from_iterable(likely.values())) - COUNCIL_WORDS:
            found.update(self._with_word[word])
        scored = [(_score(key, likely, self._names[at]), at) for at in found]
        (fit, _), best = max(scored, key=lambda each: (each[0], -each[1]), default=((0.0, 0.0), 0))
        alike = {self._names[at].id for score, at in scored if score[0] == fit}
        return self._names[best].id if fit and len(alike) <= _MOST else None


def _score(key: Key, likely: dict[str, dict[str, float]], name: _Name) -> tuple[float, float]:
    """Weigh how well a name explains the telling words of a text (0: not all of them), then the rest."""
    words = name.key.split()
    initials = "".join(word[0] for word in words)
    fits: list[float] = []
    for asked, near in likely.items():
        fit = max((near[word] for word in words if word in near), default=0.0)
        if not fit and 1 < len(asked) < _SHORT and asked in initials:
            fit = _NEAR
        fits.append(fit)
    if not all(fits):
        begins = name.key.count(" ") and key.startswith(f"{name.key} ")
        return (_NEAR, len(name.key)) if begins else (0.0, 0.0)
    told = name.telling
    said = sum(any(word in near for near in likely.values()) for word in told) / max(1, len(told))
    return sum(fits) / len(fits) + said, SequenceMatcher(None, key, name.key).ratio()


def _telling(key: Key) -> list[str]:
    return [word for word in key.split() if word not in COUNCIL_WORDS]


class _Words:
    """Finds the words most like another: pairs of letters narrow down, difflib decides."""

    def __init__(self) -> None:
        self._all: dict[str, int] = {}
        self._holding: dict[str, list[str]] = defaultdict(list)

    def take_in(self, word: str) -> None:
        if word not in self._all:
            self._all[word] = len(word)
            for pair in {word[at : at + 2] for at in range(len(word) - 1)}:
                self._holding[pair].append(word)

    def near(self, word: str) -> dict[str, float]:
        """Give the words that this one may be, each with how alike it is."""
        found = {word: 1.0} if word in self._all else {}
        if len(word) < _SHORT:
            return found
        shared = Counter(
            chain.from_iterable(self._holding.get(word[at : at + 2], ()) for at in range(len(word) - 1))
        )
        for other in nlargest(_TRIED, shared, key=lambda each: shared[each] / (len(word) + len(each))):
            alike = SequenceMatcher(None, other, word).ratio()
            if other[0] == word[0] and len(other) >= _SHORT and alike > _NEAR:
                found[other] = alike
        return found
