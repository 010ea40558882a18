"""Taking a full name in one column apart into given and family name."""

import re
from dataclasses import dataclass

_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "cllr", "councillor", "sir", "dame"}
    | {"rev", "revd", "lord", "lady", "baroness"}
)
_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "da", "do", "dos", "das", "du", "del", "della", "di", "la", "los"}
    | {"bin", "binti", "ibn", "ap", "ab", "ten", "ter", "st", "st.", "mac", "o'"}
)
_LETTERS_AFTER = frozenset(
    {"mcipd", "fcipd", "ccipd", "assoc cipd", "chartered mcipd", "chartered fcipd", "obe", "mbe", "cbe"}
    | {
        "kbe",
        "dbe",
        "ba",
        "bsc",
        "ma",
        "msc",
        "mba",
        "phd",
        "dphil",
        "llb",
        "llm",
        "pgdip",
        "jp",
        "dl",
        "frsa",
    }
    | {"jr", "snr"}
)
_PRONOUNS = re.compile(r"\s*[(\[][^()\[\]]*/[^()\[\]]*[)\]]")


@dataclass(frozen=True)
class PersonName:
    """A name in its two parts; one of them may be empty where only one word was given."""

    given: str
    family: str


def split_name(text: str) -> PersonName:
    """Take apart “Siân O'Neill”, “O'Neill, Siân”, “Dr Anna van der Berg” or “KOWALCZYK Joanna”.

    Titles before a name, letters after it and pronouns in brackets are left out, because they do not
    belong on a certificate. A single word is the given name, unless a title goes before it.
    """
    parts = [part.strip() for part in _PRONOUNS.sub("", text).split(",") if part.strip()]
    while len(parts) > 1 and _is_letters_after(parts[-1]):
        parts.pop()
    if len(parts) > 1:
        return PersonName(" ".join(_plain_words(" ".join(parts[1:]))), " ".join(_plain_words(parts[0])))
    words = _plain_words(parts[0]) if parts else []
    if len(words) < 2:
        titled = bool(parts) and words != parts[0].split()
        return PersonName("", " ".join(words)) if titled else PersonName(" ".join(words), "")
    cut = _family_from(words)
    if cut < 0:
        return PersonName(" ".join(words[-cut:]), " ".join(words[:-cut]))
    return PersonName(" ".join(words[:cut]), " ".join(words[cut:]))


def _is_letters_after(part: str) -> bool:
    folded = part.casefold().replace(".", "")
    return folded in _LETTERS_AFTER or all(word in _LETTERS_AFTER for word in folded.split())


def _plain_words(text: str) -> list[str]:
    words = text.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in _HONORIFICS:
        words = words[1:]
    while len(words) > 2 and words[-1].casefold().replace(".", "") in _LETTERS_AFTER:
        words = words[:-1]
    return words


def _family_from(words: list[str]) -> int:
    """Give where the family name begins; negative n where the first n words are a family name in capitals."""
    capitals = 0
    while capitals < len(words) and len(words[capitals]) > 2 and words[capitals].isupper():
        capitals += 1
    if 0 < capitals < len(words):
        return -capitals
    for place, word in enumerate(words[1:-1], start=1):
        if word.casefold() in _PARTICLES:
            return place
    return len(words) - 1
