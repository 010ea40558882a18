import pytest

from aspire_desktop.domain.office.broken_text import repaired, suspicion_of
from aspire_desktop.domain.office.errors import BrokenLetters
from aspire_desktop.domain.office.written import words_of

WHOLE = (
    "Siân",
    "O’Neill",
    "O´Neill",
    "Renée",
    "SIÂN",
    "McÉvoy",
    "D’Arcy-Jones",
    "Nuñez–Smith",
    "Łukasz Żółć",
    "Ẹniọlá Ọ̀ṣun",
    "Trần Thị Mỹ",
    "Ŵyn ap Siôn",
    "Þór Ægisson",
    "Paral·lel",
    "Ana “Annie” Bell",
    "Café™",
    "NESTLÉ®",
    "MENÜ–KARTE",
    "Иван",
    "李雷",
    "Telford & Wrekin",
    "AT&T;",
    "£350 – ½ day",
)


@pytest.mark.parametrize("text", WHOLE)
def test_whole_text_is_left_alone(text: str) -> None:
    assert suspicion_of(text, of_name=True) is None
    assert repaired(text) == text


@pytest.mark.parametrize("page", ["cp1252", "mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("text", ["Siân", "Zoë O’Neill", "Łukasz", "Renée – HR", "Ŵyn", "ÉMILIE"])
def test_utf8_read_as_an_old_code_is_put_right(text: str, page: str) -> None:
    broken = "".join(_as_browsers_do(byte, page) for byte in text.encode())
    assert repaired(broken) == text
    suspicion = suspicion_of(broken)
    assert suspicion is not None
    assert suspicion.instead == (text,)


def _as_browsers_do(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


def test_letters_broken_twice_are_put_right() -> None:
    assert repaired("SiÃƒÂ¢n") == "Siân"


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Si\ufffdn", ()),
        ("Si?n", ()),
        ("?yn", ()),
        ("Si&acirc;n", ("Siân",)),
        ("O&#39;Neill", ("O'Neill",)),
        ("Telford &amp; Wrekin", ("Telford & Wrekin",)),
        ("Ren‚e", ("Renée",)),
        ("Si‰n", ("Siën", "Siân")),
        ("SiÉn", ()),
        ("Zo‘", ("Zoæ", "Zoë")),
    ],
)
def test_broken_text_is_named_with_what_may_be_meant(text: str, instead: tuple[str, ...]) -> None:
    suspicion = suspicion_of(text)
    assert suspicion is not None
    assert text in suspicion.why
    assert suspicion.instead == instead


def test_a_question_mark_is_no_part_of_a_name_and_may_end_other_text() -> None:
    assert suspicion_of("Loop needed?") is None
    assert suspicion_of("Bell?", of_name=True) is not None


def test_what_was_meant_is_offered_for_letters_broken_into_control_characters() -> None:
    with pytest.raises(BrokenLetters) as refused:
        words_of("Å\x81ukasz")
    assert refused.value.instead == ("Łukasz",)


def test_a_pound_sign_begins_no_name() -> None:
    found = suspicion_of("£ukasz Żak", of_name=True)
    assert found is not None
    assert found.instead == ("Łukasz Żak",)
    assert suspicion_of("£m saved", of_name=False) is None
