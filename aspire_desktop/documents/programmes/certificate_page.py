"""The page of a certificate: A4 landscape, with a band that has one rising line for each module."""

from itertools import pairwise

from aspire_desktop.documents.programmes.certificate_body import BodyStyle, draw_body
from aspire_desktop.documents.typesetting.fitting import Measure, fit, wrap
from aspire_desktop.documents.typesetting.house import GREY, LINE, LONG, PETROL, SHORT
from aspire_desktop.documents.typesetting.ink import Box, Colour, Ink
from aspire_desktop.documents.typesetting.squares import QUIET, square
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD
from aspire_desktop.documents.typesetting.typesetting import width_of
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.certificates import CertificateFacts, SealedCertificate, SignedBy

WIDTH, HEIGHT = LONG, SHORT
LEFT, RIGHT = 176.6, 789.7
MOST_SIGNATORIES = 3

_BAND = 127.6
_FOOT = 547.0
"""The lowest edge of the bottom row, and the baseline of its last line."""
_SQUARE = 24 / 25.4 * 72
_SIGN_LINE = 504.5
_GAP = 18.0
_INK = Colour(0x15, 0x23, 0x2A)
_TINT = Colour(0xF1, 0xF6, 0xF6)
_COLUMN_SIZES = ((9.75, 1), (9.25, 1), (8.75, 1), (8.75, 2), (8.25, 2), (7.75, 3), (7.0, 3))
"""Sizes in points, and how many lines a text may then take."""


def draw(sealed: SealedCertificate) -> Ink:
    """Draw a certificate.

    Raises RuleBroken where a character has no glyph, a text does not fit even at its smallest size, or more
    people sign than there is room for.
    """
    facts, ink = sealed.facts, Ink(WIDTH, HEIGHT)
    _band(ink, facts.modules)
    _head(ink, facts)
    draw_body(ink, facts, BodyStyle(LEFT, RIGHT, _INK, GREY, PETROL))
    number_left = _number(ink, sealed)
    _signatures(ink, facts, number_left - 24)
    return ink


def _band(ink: Ink, modules: int) -> None:
    with ink.decoration():
        ink.box(Box(0, 0, _BAND, HEIGHT), _TINT)
        ink.box(Box(_BAND, 0, _BAND + 0.8, HEIGHT), PETROL)
        for step in range(modules):
            share = step / (modules - 1) if modules > 1 else 1.0
            centre, top = 25.8 + 65.8 * share, 437.5 - 323.5 * share
            colour = _mixed(0.45 + 0.5 * share)
            ink.box(Box(centre - 0.5, top, centre + 0.5, HEIGHT), colour)
            ink.disc(centre, top, 2.8, colour)


def _mixed(share: float) -> Colour:
    """Mix the band's tint and petrol: solid colours print alike everywhere, transparency does not."""
    ends = zip((_TINT.red, _TINT.green, _TINT.blue), (PETROL.red, PETROL.green, PETROL.blue), strict=True)
    red, green, blue = (round(pale + (full - pale) * share) for pale, full in ends)
    return Colour(red, green, blue)


def _head(ink: Ink, facts: CertificateFacts) -> None:
    room = RIGHT - LEFT
    partner = fit(facts.partner, Measure(SEMIBOLD, room * 0.5, (13.5, 12.5, 11.5, 10.5, 9.5, 8.5), 2))
    with ink.part("P"):
        for line, words in enumerate(partner.lines):
            ink.text(words, LEFT, 60 + line * partner.size * 1.2, SEMIBOLD, partner.size, PETROL)
    if not facts.partnership:
        return
    beside = fit(facts.partnership, Measure(SANS, room * 0.47, (10.0, 9.5, 9.0, 8.5), 3))
    with ink.part("P"):
        for line, words in enumerate(beside.lines):
            left = RIGHT - width_of(words, SANS, beside.size)
            ink.text(words, left, 60 + line * 13, SANS, beside.size, GREY)


def _number(ink: Ink, sealed: SealedCertificate) -> float:
    """Draw the QR square, the number and the check code; give the left edge of what was drawn."""
    code = square(sealed.payload)
    module = _SQUARE / code.modules
    box = Box(RIGHT - _SQUARE, _FOOT - _SQUARE, RIGHT, _FOOT)
    words = f"QR square that proves certificate {sealed.facts.number}"
    right = box.left - QUIET * module - 4
    lines = (
        (sealed.facts.number, SEMIBOLD, 9.75, _INK, _FOOT - 14),
        (f"Check code {sealed.facts.check_code}", SANS, 8.75, GREY, _FOOT - 1),
    )
    lefts = [right - width_of(text, face, size) for text, face, size, _, _ in lines]
    for left, (text, face, size, colour, baseline) in zip(lefts, lines, strict=True):
        with ink.part("P"):
            ink.text(text, left, baseline, face, size, colour)
    with ink.part("Figure", words, box):
        ink.path(code.path, box.left, box.top, module, _INK)
    return min(lefts)


def _signatures(ink: Ink, facts: CertificateFacts, right: float) -> None:
    signers = facts.signatories or (SignedBy("", "", facts.partner),)
    if len(signers) > MOST_SIGNATORIES:
        raise RuleBroken(
            f"{len(signers)} people are to sign; a certificate has room for {MOST_SIGNATORIES}.",
            do="Take somebody off the list of those who sign.",
        )
    edges = _columns(len(signers), right)
    for signer, (left, end) in zip(signers, edges[:-1], strict=True):
        _column(ink, left, end, (signer.name or "Signature", signer.job_title, signer.organisation))
    left, end = edges[-1]
    _column(ink, left, end, ("", "Date of award"), above=long_date(facts.awarded_on))


def _columns(signers: int, right: float) -> list[tuple[float, float]]:
    """Give the left and right edges of a column for each signatory and of the one for the date."""
    date_width = 86.0
    width = min((right - LEFT - date_width - signers * _GAP) / signers, 130.0)
    lefts = [LEFT + (width + _GAP) * place for place in range(signers + 1)]
    return [(left, after - _GAP) for left, after in pairwise(lefts)] + [(lefts[-1], lefts[-1] + date_width)]


def _column(ink: Ink, left: float, right: float, below: tuple[str, ...], above: str = "") -> None:
    """Draw a line with words under it, the first of them bold, and perhaps some above it."""
    with ink.decoration():
        ink.box(Box(left, _SIGN_LINE, right, _SIGN_LINE + 0.6), LINE)
    if above:
        with ink.part("P"):
            ink.text(above, left, _SIGN_LINE - 7, SANS, 9.75, _INK)
    size, texts = _fitted_column(below, right - left)
    baseline = _SIGN_LINE + 15.5
    leading = 13.0 if sum(map(len, texts)) <= 3 else size * 1.2
    for place, lines in enumerate(texts):
        face, colour = (SEMIBOLD, _INK) if place == 0 else (SANS, GREY)
        if not lines:
            continue
        with ink.part("P"):
            for line in lines:
                ink.text(line, left, baseline, face, size, colour)
                baseline += leading


def _fitted_column(texts: tuple[str, ...], width: float) -> tuple[float, list[tuple[str, ...]]]:
    """Give one size for all texts of a column, and each text's lines; the first text is set bold."""
    for size, most_lines in _COLUMN_SIZES:
        lines = [
            wrap(text, Measure(SANS if place else SEMIBOLD, width, (size,)), size) if text else ()
            for place, text in enumerate(texts)
        ]
        if all(
            (found or not text) and len(found) <= most_lines for found, text in zip(lines, texts, strict=True)
        ):
            return size, lines
    longest = max(texts, key=len)
    raise RuleBroken(f"“{longest}” is too long to stand under a signature.", do="Write a shorter form of it.")
