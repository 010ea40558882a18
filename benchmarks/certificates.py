"""How fast certificates are made: plain reportlab against ours, in the same run.

python benchmarks/certificates.py [--people 200] [--rounds 5]
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import segno
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from aspire_desktop.documents.programmes.certificate_page import HEIGHT, LEFT, RIGHT, WIDTH
from aspire_desktop.documents.programmes.certificates import certificate, certificates_combined
from aspire_desktop.documents.seals import SealingKey, key_id, new_key, seal
from aspire_desktop.documents.typesetting.typefaces import FOLDER, ITALIC, SANS, SEMIBOLD, SERIF
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.certificates import (
    CertificateFacts,
    SealedCertificate,
    SignedBy,
    check_code,
)

GIVEN = ("Nick", "Siân", "Amelia", "Priya", "Łukasz", "Chloe", "Owen", "Fiona", "Wiktoria", "Zoë", "Tom")
FAMILY = ("Barlow", "O’Neill", "Griffiths", "Featherstonehaugh", "Ŵyn-Jones", "Patel", "Smith-Davies")


def people(count: int, key: SealingKey) -> list[SealedCertificate]:
    """Make a batch with names of all sorts, one in seven with letters beyond the everyday ones."""
    return [seal(_facts(place, key), key) for place in range(count)]


def _facts(place: int, key: SealingKey) -> CertificateFacts:
    name = f"{GIVEN[place % len(GIVEN)]} {FAMILY[place // len(GIVEN) % len(FAMILY)]}"
    number, day = f"WME-ASP-2026-{place + 1:04d}", date(2026, 10, 15)
    programme = "Aspire Strategic HR and OD Business Partner Programme"
    return CertificateFacts(
        number=number,
        check_code=check_code(number, name, programme, day),
        name=name,
        organisation="Worcestershire County Council",
        programme=programme,
        version="Aspire 2.0",
        cohort="ASP26-WM01",
        partner="West Midlands Employers",
        partnership="in partnership with the CIPD and the Local Government Association",
        grade="merit",
        attended=5,
        modules=5,
        modules_called="modules",
        project="From absence policy to wellbeing practice: what changes when managers ask first",
        begins=date(2026, 3, 12),
        ends=day,
        cpd_hours=Decimal(30),
        awarded_on=day,
        signatories=(
            SignedBy("Rebecca Davis", "Chief Executive", "West Midlands Employers"),
            SignedBy("Paula Harvey", "Chair of the panel", "Head of HR, Dudley MBC"),
        ),
        key_id=key_id(key.public),
    )


def plain_page(canvas: Canvas, sealed: SealedCertificate) -> None:
    """Draw the same facts as anybody would with reportlab: strings, lines and a rectangle for each module."""
    facts = sealed.facts
    canvas.setFillColorRGB(0.94, 0.96, 0.96)
    canvas.rect(0, 0, 127.6, HEIGHT, stroke=0, fill=1)
    canvas.setFillColorRGB(0.08, 0.14, 0.16)
    for step in range(facts.modules):
        canvas.line(26 + 16 * step, 0, 26 + 16 * step, 158 + 81 * step)
        canvas.circle(26 + 16 * step, 158 + 81 * step, 2.8, stroke=0, fill=1)
    sentence = f"Five modules and an assessed project, {facts.project}, presented to a panel of heads of HR."
    texts = [
        (SEMIBOLD, 13.5, 60.0, facts.partner),
        (SERIF, 19.5, 129.0, "Certificate of completion"),
        (SERIF, 50.0, 182.5, facts.name),
        (SERIF, 17.5, 217.0, facts.organisation),
        (SERIF, 18.5, 281.5, f"has completed with {facts.grade} the"),
        (SERIF, 27.0, 314.5, facts.programme),
        (SANS, 11.0, 340.0, f"{facts.version}, cohort {facts.cohort}"),
        (
            SANS,
            11.0,
            356.0,
            f"{long_date(facts.begins)} to {long_date(facts.ends)}, {facts.cpd_hours} hours of CPD",
        ),
    ]
    for line, words in enumerate(simpleSplit(sentence, ITALIC, 16.5, 0.86 * (RIGHT - LEFT))):
        texts.append((ITALIC, 16.5, 387.0 + 22 * line, words))
    for font, size, down, words in texts:
        canvas.setFont(font, size)
        canvas.drawString(LEFT, HEIGHT - down, words)
    _plain_foot(canvas, sealed)


def _plain_foot(canvas: Canvas, sealed: SealedCertificate) -> None:
    facts = sealed.facts
    canvas.setFont(SANS, 10)
    canvas.drawRightString(RIGHT, HEIGHT - 60, facts.partnership)
    for place, signer in enumerate(facts.signatories):
        left = LEFT + 148 * place
        canvas.line(left, HEIGHT - 504, left + 130, HEIGHT - 504)
        for line, words in enumerate((signer.name, signer.job_title, signer.organisation)):
            canvas.drawString(left, HEIGHT - 520 - 13 * line, words)
    canvas.drawString(LEFT + 296, HEIGHT - 497, long_date(facts.awarded_on))
    canvas.drawRightString(710, HEIGHT - 533, facts.number)
    canvas.drawRightString(710, HEIGHT - 546, f"Check code {facts.check_code}")
    code = segno.make(sealed.payload, error="m", boost_error=False, micro=False)
    module = 68 / len(code.matrix)
    for down, row in enumerate(code.matrix):
        for across, dark in enumerate(row):
            if dark:
                canvas.rect(
                    RIGHT - 68 + across * module, 116 - down * module, module, module, stroke=0, fill=1
                )


def plain(sealed: SealedCertificate) -> bytes:
    """Make one certificate with reportlab's own ways."""
    return _plain_file([sealed])


def plain_combined(batch: Sequence[SealedCertificate]) -> bytes:
    """Make one file of a batch with reportlab's own ways."""
    return _plain_file(batch)


def _plain_file(batch: Sequence[SealedCertificate]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    for sealed in batch:
        plain_page(canvas, sealed)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@dataclass(frozen=True)
class Timing:
    """Median certificates for each second of processor time, and kilobytes for each certificate."""

    rate: float
    kilobytes: float


def timed(batch: Sequence[SealedCertificate], make: Callable[[], Sequence[bytes]], rounds: int) -> Timing:
    """Run a way of making the batch several times."""
    rates, size = [], 0
    for _ in range(rounds):
        begun = time.process_time()
        files = make()
        rates.append(len(batch) / (time.process_time() - begun))
        size = sum(map(len, files))
    return Timing(statistics.median(rates), size / len(batch) / 1000)


def main() -> None:
    """Print a table of medians."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=200)
    words.add_argument("--rounds", type=int, default=5)
    asked = words.parse_args()
    for name in (SERIF, ITALIC, SANS, SEMIBOLD):
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    key = new_key()
    batch = people(asked.people, key)
    ways: list[tuple[str, Callable[[], Sequence[bytes]]]] = [
        ("plain reportlab, one file each", lambda: [plain(one) for one in batch]),
        ("ours, one file each", lambda: [certificate(one) for one in batch]),
        ("plain reportlab, one file", lambda: [plain_combined(batch)]),
        ("ours, one file", lambda: [certificates_combined(batch)]),
        ("signing alone", lambda: [seal(replace(one.facts), key).payload.encode() for one in batch]),
    ]
    print(f"{asked.people} certificates, median of {asked.rounds} rounds\n")
    print(f"{'':32}{'per cpu-s':>10}{'kB each':>9}{'times':>7}")
    before = 0.0
    for title, make in ways:
        timing = timed(batch, make, asked.rounds)
        times = f"{timing.rate / before:.1f}" if title.startswith("ours") else ""
        print(f"{title:32}{timing.rate:10.0f}{timing.kilobytes:9.1f}{times:>7}")
        before = timing.rate


if __name__ == "__main__":
    main()
