"""Names print as they are written, whatever their script and marks, and are read back as they were typed."""

import io
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date, time

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from certificate_facts import FACTS, KEY
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from aspire_desktop.documents.programmes.attendance import sign_in_sheets
from aspire_desktop.documents.programmes.certificates import certificate, certificates_combined
from aspire_desktop.documents.seals import seal
from aspire_desktop.documents.typesetting.binding import bind
from aspire_desktop.documents.typesetting.ink import Colour, Ink
from aspire_desktop.documents.typesetting.typefaces import FALLBACK, SANS, SERIF, typeface
from aspire_desktop.documents.typesetting.typesetting import line_of, printable, width_of
from aspire_desktop.domain.programmes.attendance import SignInPerson, SignInSheet

NAMES = {
    "Welsh": "Siân Ŵyn-Jones ŷ",
    "Polish": "Łukasz Żółć",
    "Yoruba": "Ẹniọlá Ọ̀ṣun",
    "Vietnamese": "Nguyễn Thị Phượng",
    "Māori with a loose mark": "M̄āori x̀e",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Cyrillic": "Иван Петров",
    "Arabic": "محمد الأحمد",
    "Arabic with marks": "فاطِمة الزَّهراء",
    "Persian with a joiner": "علی‌رضا",
    "Hebrew": "שרה כהן",
    "Hebrew with points": "שָׂרָה לֵוִי",
    "Devanagari": "प्रिया श्रीकृष्ण",
    "Bengali": "অনির্বাণ",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ",
    "Tamil": "தமிழ்ச்செல்வி",
    "Sinhala": "ගයාන්",
    "Thai": "สมชาย",
    "Thai with two marks on a letter": "ปั้นแก้ว ญี่ปุ่น",
    "Baoulé with two loose marks": "Akɔ̃́ n̄̀da",
    "Khmer": "ខ្មែរ",
    "Georgian": "ანა",
    "Ethiopic": "አበበ",
    "Chinese": "王小明",
    "Chinese with a variation": "葛󠄀城",
    "Japanese": "さくら 山田",
    "Korean": "김민수",
    "A ligature typed as one": "ﬁona",
}
OPERATORS = {
    *("q", "Q", "cm", "gs", "Do", "BMC", "BDC", "EMC", "BT", "ET", "Td", "Tm", "Tf", "Ts", "Tj", "TJ"),
    *("m", "l", "c", "h", "re", "S", "f", "n", "W", "w", "J", "d", "rg", "RG"),
}
"""What our pages are made of, of that which ISO 32000 names."""
_DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f"))
"""Signs with which pdftotext says that a line runs from right to left."""
SHEET = SignInSheet(
    programme="Aspire",
    cohort="ASP26-WM01",
    session="Module 1",
    on=date(2026, 10, 8),
    starts=time(9, 30),
    ends=time(16),
    venue="Dudley Council House",
    trainers=(),
    people=(),
    walk_ins=0,
)

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def read_back(pdf: bytes) -> str:
    """Give the words that pdftotext finds."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().translate(_DIRECTIONS).split())


def printed(name: str) -> bytes:
    return certificate(seal(replace(FACTS, name=name), KEY))


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_page_has_no_operator_that_readers_do_not_know(name: str) -> None:
    with pikepdf.open(io.BytesIO(printed(name))) as pdf:
        used = {str(each.operator) for page in pdf.pages for each in pikepdf.parse_content_stream(page)}
    assert used <= OPERATORS


@needs_poppler
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_certificate_gives_the_name_back_exactly(name: str) -> None:
    pdf = printed(name)
    assert unicodedata.normalize("NFC", name) in read_back(pdf)
    assert len(pdf) <= 48_000


@needs_poppler
def test_a_sign_in_sheet_gives_every_name_back_exactly() -> None:
    people = tuple(SignInPerson(name, "Dudley MBC") for name in NAMES.values())
    told = read_back(sign_in_sheets([replace(SHEET, people=people)]))
    assert [name for name in NAMES.values() if unicodedata.normalize("NFC", name) not in told] == []


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_letter_is_left_out_or_shown_as_an_empty_box(name: str) -> None:
    line = line_of(name, SERIF)
    glyphs = [glyph for run in line.runs for cluster in run.clusters for glyph in cluster.glyphs]
    assert 0 not in [glyph.number for glyph in glyphs]
    shown = "".join(
        cluster.text
        for run in line.runs
        for cluster in (reversed(run.clusters) if run.leftwards else run.clusters)
    )
    composed = unicodedata.normalize("NFC", name)
    assert not line.runs or sorted(shown) == sorted(composed)
    assert width_of(name, SANS, 10) > 0


def picture(words: str, face: str) -> Image.Image:
    """Give a text as it is seen at 100 points, its first letter 10 points from the left."""
    ink = Ink(800, 200)
    with ink.part("P"):
        ink.text(words, 10, 130, face, 100, Colour(0, 0, 0))
    seen: Image.Image = pypdfium2.PdfDocument(bind([ink], "Trial"))[0].render(scale=1).to_pil().convert("L")
    return seen


@pytest.mark.parametrize("face", [SERIF, SANS])
@pytest.mark.parametrize("letter", ["Ọ", "ọ", "Ẹ", "x", "M"])
def test_a_loose_mark_stands_above_its_own_letter(letter: str, face: str) -> None:
    bare = picture(letter, face)
    # The letter alone is in another typeface: what was added above its top is the mark.
    top = ImageChops.invert(bare).getbbox()
    whole = ImageChops.invert(picture(f"{letter}\u0300", face)).getbbox()
    wide = width_of(f"{letter}\u0300", face, 100)
    assert top is not None
    assert whole is not None
    assert whole[1] < top[1]
    assert whole[2] <= 10 + wide + 2
    assert whole[0] >= 8


def test_right_to_left_is_seen_from_right_to_left() -> None:
    (run,) = line_of("שרה", SERIF).runs
    assert [cluster.text for cluster in run.clusters] == ["ה", "ר", "ש"]
    mixed = line_of("Zoë שרה Smith", SERIF).runs
    assert [run.leftwards for run in mixed].count(True) == 1
    assert mixed[0].clusters[0].text == "Z"


def test_words_of_one_script_share_a_typeface() -> None:
    assert {run.face for run in line_of("Ade Ọ̀ṣun", SERIF).runs} == {"NotoSerif-Regular"}


def test_screen_readers_are_told_a_shaped_name_as_it_is_read() -> None:
    with pikepdf.open(io.BytesIO(printed("محمد الأحمد"))) as pdf:
        told = [
            str(item["/ActualText"])
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/Type") == "/StructElem"
            and "/ActualText" in item
        ]
    assert told == ["محمد الأحمد"]


def test_typefaces_of_a_batch_are_embedded_once_each() -> None:
    batch = [seal(replace(FACTS, name=name), KEY) for name in ("王小明", "小王", "Nick Barlow")]
    with pikepdf.open(io.BytesIO(certificates_combined(batch))) as pdf:
        names = [
            str(item["/FontName"])
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert pdf.check_pdf_syntax() == []
    assert len(names) == 5
    assert len([name for name in names if "Droid" in name]) == 1


def test_every_shipped_typeface_may_be_embedded_and_has_its_licence_beside_it() -> None:
    shipped = sorted(path.stem for path in FALLBACK.glob("*.ttf"))
    assert sum(path.stat().st_size for path in FALLBACK.iterdir()) < 10_000_000
    for name in shipped:
        permission = int.from_bytes(typeface(name).table("OS/2")[8:10], "big")
        assert permission & 0x2 == 0, name
    families = {"Noto": "OFL-Noto.txt", "Droid": "APACHE-Droid.txt", "Nanum": "OFL-Nanum.txt"}
    for name in shipped:
        licence = next(file for family, file in families.items() if name.startswith(family))
        assert (FALLBACK / licence).exists()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=0x1FFFF, exclude_categories=["Cs"]), max_size=12))
def test_whatever_is_typed_can_be_printed_or_is_named(words: str) -> None:
    told = printable(words)
    assert line_of(told, SANS).width >= 0
    assert "[U+" in told or told == unicodedata.normalize("NFC", " ".join(words.split()))
