"""Certificates say what they should, look alike singly and combined, and are the same bytes each time."""

import io
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from typing import Protocol

import pikepdf
import pypdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from certificate_facts import FACTS, KEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aspire_desktop.documents.programmes.certificate_page import HEIGHT, LEFT, RIGHT, WIDTH, draw
from aspire_desktop.documents.programmes.certificates import certificate, certificates_combined
from aspire_desktop.documents.seals import seal
from aspire_desktop.documents.typesetting.typefaces import SERIF
from aspire_desktop.documents.typesetting.typesetting import line_of
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.certificates import SealedCertificate, SignedBy

LONG_NAME = "Alexandrina Featherstonehaugh-Cholmondeley Llewellyn"
LONGER_NAME = (
    "Alexandrina Wilhelmina Featherstonehaugh-Cholmondeley Llewellyn-Montgomery of Griffithstown-on-Tees"
)
NAMES = (
    "Nick Barlow",
    "Siân O’Neill",
    "Łukasz Ŵyn-Griffiths ŷ",
    "Fiona Geoffrey-Affleck",
    LONG_NAME,
    LONGER_NAME,
)


class Maker(Protocol):
    """Makes a sealed certificate for a name, with some facts changed."""

    def __call__(self, name: str = ..., **changes: object) -> SealedCertificate: ...


@pytest.fixture(scope="module")
def sealed() -> Maker:
    def make(name: str = "Nick Barlow", **changes: object) -> SealedCertificate:
        changed = replace(FACTS, name=name, **changes)  # type: ignore[arg-type]  # by name, in tests only
        return seal(changed, KEY)

    return make


def words_of(pdf: bytes) -> str:
    return " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


@pytest.mark.parametrize("name", NAMES)
def test_name_can_be_read_back_exactly(sealed: Maker, name: str) -> None:
    assert name in words_of(certificate(sealed(name)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_name_can_be_read_back_exactly_by_poppler(sealed: Maker, name: str) -> None:
    read = subprocess.run(
        ["pdftotext", "-", "-"], input=certificate(sealed(name)), capture_output=True, check=True
    )
    assert name in " ".join(read.stdout.decode().split())


def test_every_fact_is_on_the_page(sealed: Maker) -> None:
    words = words_of(certificate(sealed()))
    for fact in (
        "Worcestershire County Council",
        "has completed with merit the",
        "Aspire 2.0, cohort ASP26-WM01",
        "12 March 2026 to 15 October 2026, 30 hours of CPD",
        "Five modules and an assessed project",
        "Rebecca Davis",
        "WME-ASP-2026-0147",
        FACTS.check_code,
    ):
        assert fact in words


def test_without_signatories_a_line_says_what_it_is_for(sealed: Maker) -> None:
    assert "Signature" in words_of(certificate(sealed(signatories=())))


def test_ungraded_version_without_project_names_neither(sealed: Maker) -> None:
    words = words_of(
        certificate(sealed(grade="", project="", attended=3, modules=3, modules_called="sessions"))
    )
    assert "has completed the" in words
    assert "Attended all three sessions." in words
    assert "project" not in words


@pytest.mark.parametrize("name", ["Nick \U0001f600", "أحمد \U0001f600", "Nick\u200bBarlow", "Nick\ue000"])
def test_character_without_a_glyph_is_named(sealed: Maker, name: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        certificate(sealed(name))
    strange = next(letter for letter in name if letter in "\U0001f600\u200b\ue000")
    assert f"U+{ord(strange):04X}" in str(refusal.value)
    assert name in str(refusal.value)


def test_names_written_in_parts_are_composed(sealed: Maker) -> None:
    parted = unicodedata.normalize("NFD", "Siân Ŵyn")
    assert "Siân Ŵyn" in words_of(certificate(sealed(parted)))


def test_four_signatories_are_refused(sealed: Maker) -> None:
    with pytest.raises(RuleBroken, match="4 people are to sign"):
        certificate(sealed(signatories=(SignedBy("Jo Fox", "Head", "WME"),) * 4))


def test_same_facts_give_the_same_bytes_whatever_came_before(sealed: Maker) -> None:
    alone = certificate(sealed())
    for name in NAMES:
        certificate(sealed(name))
    assert certificate(sealed()) == alone


@pytest.mark.parametrize("name", NAMES)
def test_one_certificate_has_45_kilobytes_at_most(sealed: Maker, name: str) -> None:
    assert len(certificate(sealed(name))) <= 45_000


def test_only_embedded_typefaces_are_named(sealed: Maker) -> None:
    with pikepdf.open(io.BytesIO(certificate(sealed()))) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        descriptors = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
        assert len(descriptors) == 4
        assert all("/FontFile2" in descriptor for descriptor in descriptors)
        assert pdf.check_pdf_syntax() == []


def test_combined_pages_look_like_the_single_ones(sealed: Maker) -> None:
    batch = [sealed(name) for name in NAMES]
    together = pypdfium2.PdfDocument(certificates_combined(batch))
    assert len(together) == len(batch)
    for place, one in enumerate(batch):
        single = pypdfium2.PdfDocument(certificate(one))
        assert (
            single[0].render(scale=1).to_pil().tobytes() == together[place].render(scale=1).to_pil().tobytes()
        )


def test_title_and_language_are_set(sealed: Maker) -> None:
    with pikepdf.open(io.BytesIO(certificate(sealed()))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Certificate of completion: Nick Barlow, WME-ASP-2026-0147"
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"])


def ink_box(pdf: bytes) -> tuple[float, float, float, float]:
    """Give the edges, in points, of everything dark that stands right of the band."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")
    width, height = picture.size
    dark = picture.crop((135, 0, width, height)).point(lambda value: 255 if value < 200 else 0)
    left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    return left + 135.0, float(top), right + 135.0, float(bottom)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.text(alphabet="ABEGfilmnorstw ’-éŵŁ", min_size=1, max_size=100).map(str.strip).filter(bool),
    project=st.text(alphabet="aeilnrst  ", max_size=250),
    organisation=st.text(alphabet="CDMaeilnrst  ", max_size=90),
)
def test_whatever_is_written_stays_within_the_margins(
    sealed: Maker, name: str, project: str, organisation: str
) -> None:
    pdf = certificate(sealed(name, project=project, organisation=organisation))
    left, top, right, bottom = ink_box(pdf)
    assert left >= LEFT - 8
    assert right <= RIGHT + 8
    assert top >= 40
    assert bottom <= HEIGHT - 12
    assert right < WIDTH


@pytest.mark.parametrize(
    ("name", "largest", "smallest"), [("Nick Barlow", 50, 50), (LONG_NAME, 30, 36), (LONGER_NAME, 16, 36)]
)
def test_long_names_step_down(sealed: Maker, name: str, largest: float, smallest: float) -> None:
    ink = draw(sealed(name)).content()
    first = line_of(name.split()[0], SERIF).letters[-2:].encode("utf-16-be")
    line = next(line for line in ink.splitlines() if first in line)
    size = float(line.partition(b" Tf")[0].split()[-1])
    assert min(largest, smallest) <= size <= max(largest, smallest)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.characters(max_codepoint=0x24F), min_size=1, max_size=24).map(str.strip).filter(bool)
)
def test_any_name_is_printed_as_it_is_or_refused(name: str) -> None:
    try:
        line_of(name, SERIF)
    except RuleBroken:
        return
    composed = unicodedata.normalize("NFC", name)
    read = unicodedata.normalize("NFC", words_of(certificate(seal(replace(FACTS, name=name), KEY))))
    assert " ".join(composed.split()) in read
