import pytest

from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.mark import MARKS, Tile, spoken
from aspire_desktop.ui.widgets.pill import Pill, pill_size
from aspire_desktop.ui.widgets.status import all_statuses, status, tag, to_do


@pytest.mark.parametrize(
    ("words", "tone", "glyph"),
    [
        ("Overdue", Tone.BAD, "warning-circle"),
        ("LGA-subsidised", Tone.ACCENT, "hand-coins"),
        ("2 left", Tone.DUE, "warning"),
        ("Differ by 2", Tone.DUE, "arrows-left-right"),
        ("6 of 7 pass", Tone.BAD, "x-circle"),
        ("7 of 7 pass", Tone.OK, "check-circle"),
        ("Blocked: attendance", Tone.BAD, "prohibit"),
        ("4 waiting", Tone.NEUTRAL, "hourglass-medium"),
    ],
)
def test_words_of_the_design_have_their_look(words: str, tone: Tone, glyph: str) -> None:
    look = status(words)
    assert (look.words, look.tone, look.glyph) == (words, tone, glyph)


@pytest.mark.parametrize("words", ["", "Fine", "overdue", "3 unicorns", "OPEN"])
def test_no_screen_can_invent_a_status(words: str) -> None:
    with pytest.raises(ValueError, match="not a status"):
        status(words)


def test_every_status_has_glyph_and_one_to_three_words() -> None:
    assert all(look.glyph and 1 <= len(look.words.split()) <= 3 for look in all_statuses())


def test_a_pill_is_read_with_its_word_and_never_shrinks() -> None:
    pill = Pill("Overdue")
    assert pill.accessibleName() == "Status: Overdue"
    assert pill.minimumSizeHint() == pill_size(pill.look)
    pill.set_look("Blocked: attendance")
    assert pill.accessibleName() == "Status: Blocked: attendance"
    assert pill.sizeHint().width() > pill_size(status("Overdue")).width()
    assert pill_size(to_do("bank")).height() >= 20
    assert pill_size(tag("Mentor")).width() < pill_size(tag("Mentor", glyph="star")).width()


def test_marks_have_letter_word_and_glyph() -> None:
    assert "".join(MARKS) == "PLFAEMN"
    assert [spoken(tile) for tile in (Tile.LEFT_EARLY, Tile.UNMARKED, Tile.NOT_STARTED)] == [
        "Left early",
        "Not marked",
        "Not started",
    ]
