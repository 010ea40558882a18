"""The letters of a text file: in which code they are, line by line where that changes, and the guess."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aspire_desktop.domain.office.broken_text import odd_signs

_MARKED = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_PAGES = {
    "cp1252": "Windows-1252",
    "cp850": "DOS (code page 850)",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250 (Central European)",
}
"""Old codes without a mark, the likeliest in Britain first."""
_POUNDS_IN_WORD = re.compile(r"£(?!million|billion|thousand)(?=[^\W\d_]{4})")
"""Where Windows-1250 has a letter, as in “£ukasz”; not “£m” or “£ea”."""
_NARROW = 0.1
"""The share of bytes that may be otherwise where every second one is nought."""
_FEW = 100
"""Letters beside one nought in a text; more of them are no text."""
_WORD = re.compile(r"[^\s,;|\t\"]*[^\x00-\x7f][^\s,;|\t\"]*")
_WORDS_TOLD = 5


class NotText(Exception):
    """The bytes are no text."""


@dataclass(frozen=True)
class Letters:
    """A text, what there is to say of how it was read, and other readings of it where it is not clear."""

    text: str
    remarks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """The whole text in other codes in which it is as likely; where they differ nothing may be taken."""


def letters_of(content: bytes) -> Letters:
    """Read by the mark at the beginning, else as UTF-8, else by line; raise NotText for what is no text."""
    for code, mark in _MARKED:
        if content.startswith(mark):
            return Letters(_decoded(content, code))
    if code := _wide_code(content):
        return Letters(_decoded(content, code), (_told("UTF-16", []),))
    try:
        return Letters(_text(content.decode("utf-8")))
    except UnicodeDecodeError:
        return _by_line(content)


def _decoded(content: bytes, code: str) -> str:
    try:
        return _text(content.decode(code))
    except UnicodeDecodeError as error:
        raise NotText from error


def _text(text: str) -> str:
    """Let a stray nought pass, which makes one cell unreadable and no file."""
    if "\0" in text and (text.count("\0") * _FEW > len(text) or _is_binary(text.replace("\0", "").encode())):
        raise NotText
    return text


def _wide_code(content: bytes) -> str:
    """Recognise UTF-16 without a mark by nearly every second byte being nought."""
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2:
        return ""
    first, second = (sample[begin::2].count(0) * 2 / len(sample) for begin in (0, 1))
    if first >= 1 - _NARROW and second <= _NARROW:
        return "utf-16-be"
    return "utf-16-le" if second >= 1 - _NARROW and first <= _NARROW else ""


def _by_line(content: bytes) -> Letters:
    """Read each line as UTF-8 where it is, and the others in the old code in which their words look right."""
    lines = content.splitlines(keepends=True)
    utf8 = [_utf8(line) for line in lines]
    old = b"".join(line for line, text in zip(lines, utf8, strict=True) if text is None)
    if b"\0" in old or _is_binary(old):
        raise NotText
    pages = _likely_pages(old)
    first, *others = ("".join(_lines(lines, utf8, page)) for page in pages)
    words = _words(old.decode(pages[0], "replace"))
    name = " or ".join(_PAGES[page] for page in pages)
    if any(text is not None and not text.isascii() for text in utf8):
        told = f"The file mixes two codes for letters, UTF-8 and {name}; each line was read by its own. "
        remark = f"{told}Look at {_listed(words)}."
    elif others:
        remark = (
            f"The file does not say in which code its letters are, {name}: where it matters you are asked."
        )
    else:
        remark = _told(name, words)
    return Letters(first, (remark,), tuple(others))


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _lines(lines: Iterable[bytes], utf8: Iterable[str | None], page: str) -> Iterable[str]:
    return (
        line.decode(page, "replace") if text is None else text for line, text in zip(lines, utf8, strict=True)
    )


def _is_binary(content: bytes) -> bool:
    """Tell whether there are control characters that no text has."""
    return any(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a" for byte in content)


def _likely_pages(content: bytes) -> list[str]:
    """Give the codes in which no word looks odd; the first is read, the others are as likely.

    Windows-1252 alone where it fits, because nearly every file of an office is written in it.
    """
    odd = {page: _oddness(content, page) for page in _PAGES}
    least = min(odd.values())
    likely = [page for page, count in odd.items() if count == least]
    return likely[:1] if "cp1252" in likely else likely


def _oddness(content: bytes, page: str) -> int:
    try:
        words = _WORD.findall(content.decode(page))
    except UnicodeDecodeError:
        words = _WORD.findall(content.decode(page, "replace"))
    return sum(
        len(odd_signs(word)) + len(_POUNDS_IN_WORD.findall(word)) + word.count("\ufffd")
        for word in set(words)
    )


def _words(text: str) -> list[str]:
    words = (word for word in _WORD.findall(text) if any(map(str.isalpha, word)))
    return list(dict.fromkeys(words))[:_WORDS_TOLD]


def _told(name: str, words: list[str]) -> str:
    look = f" Look at {_listed(words)}." if words else ""
    return f"The file does not say in which code its letters are; they were read as {name}.{look}"


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
