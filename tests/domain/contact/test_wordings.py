import re
from collections.abc import Mapping
from datetime import date, time
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from messages_at_hand import addressee, occasion

from aspire_desktop.domain.contact.invitations import SessionTold
from aspire_desktop.domain.contact.message_fields import (
    FIELDS,
    Addressee,
    MessageField,
    Missing,
    Occasion,
    Value,
    values_for,
)
from aspire_desktop.domain.contact.wordings import (
    MessageKind,
    WordingRow,
    checked,
    is_alike_for_all,
    lacking,
    read_wordings,
    shown,
    written,
)
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import tidy
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.places import DB

SHIPPED = read_wordings(DB / "reference" / "messages.toml")
WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="{}"), min_size=1, max_size=12
)
OF_A_ROOM = {"room", "venue address", "directions", "how to get in", "Wi-Fi", "venue contact"}
"""Fields that say nothing until a session has a room."""
Token: TypeAlias = str | MessageField
TOKENS = st.lists(WORDS | st.sampled_from(FIELDS), min_size=1, max_size=8)


def typed(tokens: list[Token]) -> str:
    return " ".join(each if isinstance(each, str) else f"{{{each.words}}}" for each in tokens)


def said(tokens: list[Token], values: Mapping[str, Value]) -> str:
    return " ".join(tidy(each) if isinstance(each, str) else str(values[each.key]) for each in tokens)


def wording(subject: str, body: str = "Dear {first name}") -> WordingRow:
    return WordingRow(None, MessageKind.REMINDER, 1, *checked(subject, body))


def test_every_kind_has_a_shipped_wording() -> None:
    assert set(SHIPPED) == set(MessageKind)


@pytest.mark.parametrize("kind", MessageKind)
def test_a_shipped_wording_can_be_filled(kind: MessageKind) -> None:
    letter = written(SHIPPED[kind], values_for(occasion(), addressee()))
    assert "{" not in letter.subject + letter.body
    assert "Lucy" in letter.body


def test_no_field_is_of_access_diet_marks_or_scores() -> None:
    names = " ".join(f"{each.key} {each.words}" for each in FIELDS).lower()
    assert not any(word in names for word in ("access", "diet", "need", "mark", "score", "outcome", "grade"))


@pytest.mark.parametrize("unknown", ["{dietary needs}", "{}", "{first name", "first name}", "{{first name}}"])
def test_what_is_no_field_is_refused_when_it_is_saved(unknown: str) -> None:
    with pytest.raises(RuleBroken):
        checked("Welcome", f"Dear {unknown}")
    with pytest.raises(RuleBroken):
        checked(f"Welcome {unknown}", "Dear all")


def test_a_message_without_subject_or_text_is_refused() -> None:
    for subject, body in ((" ", "text"), ("Welcome", "\n"), ("two\nlines", "text")):
        with pytest.raises(RuleBroken):
            checked(subject, body)


def test_fields_are_kept_by_their_keys_and_shown_by_their_words() -> None:
    subject, body = checked("{Programme}", "Your place: {how it  is paid}\n\n{first_name}")
    assert (subject, body) == ("{programme}", "Your place: {paid}\n\n{first_name}")
    assert shown(body) == "Your place: {how it is paid}\n\n{first name}"
    assert checked(subject, shown(body)) == (subject, body)


def test_a_place_that_the_council_pays_needs_a_po_number_and_others_do_not() -> None:
    text = wording("Your place: {how it is paid}")
    unpaid = addressee(funding=Funding.COUNCIL, po_number="")
    assert lacking(text, values_for(occasion(), unpaid)) == ("PO number",)
    with pytest.raises(RuleBroken, match="PO number"):
        written(text, values_for(occasion(), unpaid))
    paid = addressee(funding=Funding.COUNCIL, po_number="4500081277")
    assert written(text, values_for(occasion(), paid)).subject == "Your place: council-paid, PO 4500081277"
    assert written(text, values_for(occasion(), addressee())).subject == "Your place: LGA-subsidised"


def test_a_name_with_braces_in_it_is_not_read_as_a_field() -> None:
    odd = addressee(given_name="{venue}")
    letter = written(wording("Hello {first name}"), values_for(occasion(), odd))
    assert letter.subject == "Hello {venue}"


def test_a_subject_stays_one_line() -> None:
    letter = written(wording("{all sessions}"), values_for(occasion(), addressee()))
    assert "\n" not in letter.subject
    assert "Module 1" in letter.subject
    assert "Module 2" in letter.subject


def test_a_text_without_a_field_of_one_person_is_alike_for_all() -> None:
    assert is_alike_for_all(wording("{programme}", "On {date} at {venue}"))
    assert not is_alike_for_all(wording("{programme}", "Dear {first name}"))


@given(subject=TOKENS, body=TOKENS, given_name=WORDS, venue=WORDS | st.just(""))
def test_no_message_that_goes_out_holds_an_unfilled_field(
    subject: list[Token], body: list[Token], given_name: str, venue: str
) -> None:
    text = wording(typed(subject), typed(body))
    values = values_for(occasion(venue=venue), addressee(given_name=f"{{{given_name}}}"))
    empty = OF_A_ROOM if venue else OF_A_ROOM | {"venue"}
    used = {each.words for each in (*subject, *body) if isinstance(each, MessageField)}
    missing = lacking(text, values)
    assert set(missing) == used & empty
    if missing:
        with pytest.raises(RuleBroken, match=re.escape(missing[0])):
            written(text, values)
        return
    letter = written(text, values)
    assert letter.body == said(body, values)
    assert letter.subject == tidy(said(subject, values))


def test_a_field_says_something_or_names_what_is_missing() -> None:
    empty = Occasion(occasion().cohort, (), (), "", "", "", date(2026, 11, 1))
    bare = addressee(given_name="", family_name="", job_title="", funding=None, organisation="")
    for value in values_for(empty, bare).values():
        assert value
        assert isinstance(value, (str, Missing))


def test_the_session_written_about_is_the_next_one() -> None:
    first, second = occasion().sessions
    assert occasion(today=date(2026, 11, 12)).session == first
    assert occasion(today=date(2026, 11, 13)).session == second
    assert occasion(today=date(2027, 11, 13)).session == second
    assert isinstance(first, SessionTold)
    assert first.starts == time(9, 30)
    assert isinstance(addressee(), Addressee)
