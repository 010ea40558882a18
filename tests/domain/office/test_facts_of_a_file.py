"""What a line of a file says anew of a record."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.facts import Fact, tell, told

LATEST, FILLS = Fact("note", "Note"), Fact("note", "Note", fills=True)
WORDS = st.sampled_from(["", "old", "new"])


@given(WORDS, WORDS)
def test_a_file_blanks_nothing_and_what_fills_only_fills(before: str, said: str) -> None:
    line, record = SimpleNamespace(note=said), SimpleNamespace(note=before)
    assert LATEST.news(line, record) == (said if said not in ("", before) else "")
    assert FILLS.news(line, record) == (said if not before else "")


@given(WORDS, WORDS)
def test_what_is_told_of_a_line_is_what_a_record_says_after_it_was_set(before: str, said: str) -> None:
    record = SimpleNamespace(note=before)
    tell(record, told(SimpleNamespace(note=said), [LATEST]))
    assert told(record, [LATEST]) == {"note": said}
