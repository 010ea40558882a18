"""Taking a full name in one column apart into given and family name; a doubt is a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "cllr", "councillor", "sir", "dame"}
    | {"rev", "revd", "lord", "lady", "baroness"}
)
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "da", "do", "dos", "das", "du", "del", "della", "di", "la", "los"}
    | {"bin", "binti", "ibn", "ap", "ab", "ten", "ter", "st", "st.", "mac", "o'"}
)
_GIVEN_TOO = frozenset({"van", "do", "da", "du", "di", "la", "ten", "ab", "ap", "bin", "mac"})
"""Particles that, with a capital and alone, are names of their own elsewhere: “Nguyen Van Anh”."""
_LETTERS_AFTER = frozenset(
    {"cipd", "mcipd", "fcipd", "ccipd", "chartered", "assoc", "obe", "mbe", "cbe", "kbe", "dbe", "ba", "bsc"}
    | {"ma", "msc", "mba", "phd", "dphil", "llb", "llm", "pgdip", "jp", "dl", "frsa", "jr", "snr"}
)
_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_FORMER = re.compile(r"\s+(?:née|nee|born|formerly|previously)\s+([^,]+)", re.IGNORECASE)
_ASIDE = re.compile(r"\s+[-–—|/]+\s+")
_OFFICE = re.compile(r"[A-Z&]{1,4}")
"""What stands behind a dash and is no name: HR, OD, L&D."""
_WORK = frozenset(
    {"hr", "od", "it", "l&d", "hrbp", "manager", "officer", "adviser", "advisor", "director", "lead", "head"}
    | {"team", "council", "department", "dept", "partner", "assistant", "senior", "business", "consultant"}
)
"""Words of jobs and offices, which also stand behind a comma: “Jane Smith, HR Manager”."""
_PARTS = re.compile(r"([-'’])")
_NOBODY = frozenset(
    {"tbc", "tba", "tbd", "n/a", "unknown", "not known", "to be confirmed", "to be advised", "not applicable"}
    | {"to follow", "name to follow", "vacant", "vacancy"}
)
"""What is written for a name that is not there yet. “No” and “Na” are names of people."""
_NUMBERED = re.compile(
    r"(?:place|delegate|participant|attendee|nominee|learner|candidate|person|name|staff) ?\d+"
)
"""How places are kept that somebody counts: “Delegate 2”."""
_FILLING = "?-–—.…*_/ "
"""Signs that fill a cell."""
_ANYBODY = frozenset({"a n other", "an other"})


@dataclass(frozen=True)
class PersonName:
    """A name in its two parts; one of them may be empty where only one word was given."""

    given: str
    family: str
    former: str = ""
    """The family name that was borne before, as in “Smith née Brown”."""


def why_nobody(given: str, family: str) -> str:
    """Say in words why a name in two parts is nobody's; empty where it may be somebody's."""
    for part in (given, family):
        if part and not part.strip(_FILLING):
            return f"“{part}” is not a name. Somebody who bears one name alone is added by hand."
    whole = f"{given} {family}".strip()
    if whole and not any(map(str.isalpha, whole)):
        return f"“{whole}” is not a name."
    parts = {part.casefold().replace(".", "").strip(" ?") for part in (given, family)}
    if (
        parts & _NOBODY
        or any(map(_NUMBERED.fullmatch, parts))
        or whole.casefold().replace(".", " ").split() in [each.split() for each in _ANYBODY]
    ):
        return f"“{whole}” names nobody. Write the name, or leave the row out and reserve the place."
    return ""


@dataclass(frozen=True)
class DoubtfulName:
    """A name that can be taken apart in more than one way, each written as “Surname, Forename”."""

    ways: tuple[str, ...]

    def in_words(self, text: str) -> str:
        """Say what is doubtful in a text, and how to write it."""
        if self.ways == (f", {text}",):
            return (
                f"“{text}” is one name alone. Write the last name, a comma and the first name; "
                f"for somebody who has no other name write “{self.ways[0]}”."
            )
        if not self.ways:
            return f"“{text}” is not a name. Write the last name, a comma and the first name."
        ways = " or ".join(f"“{way}”" for way in self.ways)
        return f"Which is the last name of “{text}” is not certain. Write it with a comma: {ways}."


def split_name(text: str, *, surname_first: bool = False) -> PersonName | DoubtfulName:
    """Take apart “Siân O'Neill”, “O'Neill, Siân”, “Dr Anna van der Berg” or “Amy Smith née Brown”.

    Titles before a name, letters after it and pronouns in brackets are left out, because they do not belong
    on a certificate; names all in capitals get small letters. Whatever leaves room for doubt is doubtful, and
    asked about in the letters in which it was typed.
    """
    bare, former, sure = _without_remarks(text)
    found = _split(bare, surname_first=surname_first)
    if isinstance(found, PersonName) and sure:
        return PersonName(_recased_all(found.given), _recased_all(found.family), former)
    ways = (_written(found),) if isinstance(found, PersonName) else found.ways
    return DoubtfulName(tuple(way for way in ways if _is_sure(way)))


def plain_name(text: str, *, surname_first: bool = False) -> str:
    """Give a full name with the given name first; where it cannot be taken apart, as it stands."""
    bare, _, _ = _without_remarks(text)
    found = _split(bare, surname_first=surname_first)
    if isinstance(found, DoubtfulName):
        return " ".join(_plain_words(bare))
    return _recased_all(f"{found.given} {found.family}")


def is_title(text: str) -> bool:
    """Tell a title that stands alone, such as “Mrs”."""
    return _key(text) in _HONORIFICS


def without_title(given: str) -> str:
    """Give a given name without titles before it: “Dr. Anne” is Anne."""
    words = given.split()
    while len(words) > 1 and _key(words[0]) in _HONORIFICS:
        words = words[1:]
    return " ".join(words)


def without_letters_after(family: str) -> str:
    """Give a family name without letters that a comma sets off: “Smith, MBE” is Smith."""
    return ", ".join(_parts_of(family)) or family


def without_former(text: str) -> tuple[str, str]:
    """Give a family name without “née …”, and the one that was borne before or nothing."""
    born = _FORMER.search(text.replace("(", " ").replace(")", " "))
    if born is None:
        return text, ""
    return text[: born.start()].strip(" ("), _recased_all(born[1].strip(" ."))


def _without_remarks(text: str) -> tuple[str, str, bool]:
    """Give a name without what stands beside it, a former name, and whether all that was understood."""
    sure, former = True, ""

    def aside(found: re.Match[str]) -> str:
        nonlocal sure, former
        if born := _FORMER.fullmatch(f" {found[1]}"):
            former = born[1]
        elif "/" not in found[1] and not all(_is_beside(word) for word in found[1].split()):
            sure = False
        return " "

    bare = _BRACKETS.sub(aside, text).strip()
    if born := _FORMER.search(bare):
        bare, former = bare[: born.start()] + bare[born.end() :], born[1]
    name, *tails = _ASIDE.split(bare)
    if any(not _OFFICE.fullmatch(tail.strip()) for tail in tails) or (tails and name.isupper()):
        sure = False
    return name, _recased_all(former.strip(" .")), sure and len(former.split()) < 2


def _is_sure(way: str) -> bool:
    bare, _, sure = _without_remarks(way)
    return sure and bool(way.strip(" ,")) and isinstance(_split(bare), PersonName)


def _is_beside(word: str) -> bool:
    return _key(word) in _HONORIFICS or _key(word) in _LETTERS_AFTER


def _split(text: str, *, surname_first: bool = False) -> PersonName | DoubtfulName:
    parts = _parts_of(text)
    if len(parts) > 1:
        return _by_comma(parts)
    words = _plain_words(parts[0]) if parts else []
    if len(words) < 2:
        return _single(text, words, titled=bool(parts) and words != parts[0].split())
    readings = _surname_first(words) if surname_first else _readings(words)
    return readings[0] if len(readings) == 1 else _doubtful(readings)


def _parts_of(text: str) -> list[str]:
    """Give what stands between commas, less letters after a name."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    while len(parts) > 1 and all(_key(word) in _LETTERS_AFTER for word in parts[-1].split()):
        parts.pop()
    return parts


def _by_comma(parts: Sequence[str]) -> PersonName | DoubtfulName:
    """Read “Surname, Forename”; what stands behind the comma may also be where somebody works."""
    family, given = _plain_words(parts[0]), _plain_words(parts[1])
    works = any(_key(word) in _WORK for word in given)
    if works or len(parts) > 2:
        readings = _readings(family) if len(family) > 1 else []
        return _doubtful(readings if works else [*readings, _named(family, given)])
    return _named(family, given)


def _single(text: str, words: list[str], *, titled: bool) -> PersonName | DoubtfulName:
    """A single word is a family name behind a title; “, Cher” says that there is no other name."""
    word = " ".join(words)
    if not word or text.lstrip().startswith(",") or titled:
        return PersonName("", word) if titled else PersonName(word, "")
    return DoubtfulName((f", {word}",))


def _readings(words: Sequence[str]) -> list[PersonName]:
    """Give what two or more words can mean, the likeliest first; one reading is no doubt."""
    last = len(words) - 1
    plain, reverse = _named(words[last:], words[:last]), _named(words[:1], words[1:])
    capitals = [len(word) > 2 and word.isupper() for word in words]
    if any(capitals) and not all(word.isupper() for word in words):
        return [reverse, plain] if capitals[0] else [plain, reverse]
    if last == 1:
        return [plain, reverse] if _is_particle(words[0]) else [plain]
    begins = next((at for at in range(1, last) if _leads_on(words[at])), last)
    between = words[begins:last]
    certain = all(map(_is_particle, between[1:])) and not _may_be_given(between)
    if certain and (between or all(len(word.rstrip(".")) == 1 for word in words[1:last])):
        return [_named(words[begins:], words[:begins])]
    return [plain, _named(words[1:], words[:1]), reverse]


def _surname_first(words: Sequence[str]) -> list[PersonName]:
    """Give what words can mean of which the family name stands first, though no comma says where it ends."""
    last = len(words) - 1
    begins = next((at for at, word in enumerate(words[:last]) if not _is_particle(word)), 0)
    shortest = _named(words[: begins + 1], words[begins + 1 :])
    return [shortest] if last - begins == 1 else [shortest, _named(words[:last], words[last:])]


def _doubtful(readings: Sequence[PersonName]) -> DoubtfulName:
    return DoubtfulName(tuple(dict.fromkeys(map(_written, readings))))


def _named(family: Sequence[str], given: Sequence[str]) -> PersonName:
    return PersonName(" ".join(given), " ".join(family))


def _written(name: PersonName) -> str:
    return f"{name.family}, {name.given}" if name.given else f"{name.family},"


def _leads_on(word: str) -> bool:
    """Tell a word that is not the last of a family name: a particle, or one behind a hyphen."""
    return _is_particle(word) or _is_particle(word.rpartition("-")[2])


def _is_particle(word: str) -> bool:
    return word.casefold() in _PARTICLES


def _may_be_given(between: Sequence[str]) -> bool:
    return len(between) == 1 and between[0][:1].isupper() and between[0].casefold() in _GIVEN_TOO


def _plain_words(text: str) -> list[str]:
    words = without_title(text).split()
    while len(words) > 2 and _key(words[-1]) in _LETTERS_AFTER:
        words = words[:-1]
    return words


def _key(word: str) -> str:
    return word.casefold().replace(".", "")


def _recased_all(text: str) -> str:
    return " ".join(map(_recased, text.split()))


def _recased(word: str) -> str:
    """Write a word that is all capitals with small letters: O'NEILL as O'Neill, MCDONALD as McDonald."""
    if len(word) < 3 or not word.isupper() or word.casefold().upper() != word:
        return word
    return "".join(map(_small, _PARTS.split(word)))


def _small(part: str) -> str:
    return f"Mc{part[2:].capitalize()}" if part.startswith("MC") and len(part) > 4 else part.capitalize()
