"""A mapping slot by slot: written and read, and two changes of one put together or held apart."""

from funder_form import MAPPING
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.layout_slots import (
    BEGINS,
    SLOTS,
    Part,
    Slot,
    disputed,
    joined,
    mapping_from,
    taken_over,
    texts_of,
)
from aspire_desktop.domain.money.layouts import FormMapping

FIGURES = SLOTS[Part.FIGURES][:6]
PLACES = st.sampled_from(["", *(f"Summary!{column}{row}" for column in "CDE" for row in (20, 21))])
CHANGES = st.dictionaries(st.sampled_from(FIGURES), PLACES, max_size=4)
BEGINNING, NAME = Slot(Part.LINES, BEGINS), Slot(Part.LINES, "participant")


def mapped(changes: dict[Slot, str]) -> FormMapping:
    return mapping_from(texts_of(MAPPING) | changes)


def without_contradiction(changes: dict[Slot, str]) -> dict[Slot, str]:
    """Leave out each place that another slot takes before."""
    taken: dict[str, Slot] = {}
    for slot, place in changes.items():
        taken.setdefault(place, slot)
    return {slot: place for slot, place in changes.items() if not place or taken[place] is slot}


def test_what_is_written_is_the_mapping() -> None:
    assert mapping_from(texts_of(MAPPING)) == MAPPING


@given(CHANGES, CHANGES)
def test_two_changes_go_together_or_each_slot_in_dispute_is_named(
    mine: dict[Slot, str], theirs: dict[Slot, str]
) -> None:
    own, other = mapped(without_contradiction(mine)), mapped(without_contradiction(theirs))
    before, mine_told, theirs_told = texts_of(MAPPING), texts_of(own), texts_of(other)
    both, apart = joined(own, MAPPING, other), disputed(own, MAPPING, other)
    if both is None:
        assert apart
        assert all(mine_told.get(slot) != theirs_told.get(slot) for slot in apart)
    else:
        told = texts_of(both)
        for slot in FIGURES:
            touched = mine_told.get(slot) != before.get(slot)
            assert told.get(slot) == (mine_told if touched else theirs_told).get(slot)
    taken = taken_over(own, MAPPING, other)
    assert not set(taken) & set(apart)
    assert all(mine_told.get(slot) == before.get(slot) for slot in taken)


def test_a_column_further_left_is_no_other_beginning() -> None:
    read = mapped({NAME: ""})  # then the list begins in column B
    own = mapped({})
    other = mapping_from(texts_of(read) | {BEGINNING: "Claim!B7"})
    both = joined(own, read, other)
    assert both is not None
    assert both.lines is not None
    assert (both.lines.first_row, len(both.lines.columns)) == (7, 2)
    assert disputed(own, read, mapped({NAME: "C"})) == [NAME]


def test_changes_that_contradict_are_in_dispute_wherever_they_differ() -> None:
    office, funder = Slot(Part.FIGURES, "office"), Slot(Part.FIGURES, "funder")
    own, other = mapped({office: "Claim!B3"}), mapped({funder: "Claim!B3"})
    assert joined(own, MAPPING, other) is None
    assert disputed(own, MAPPING, other) == [office, funder]
    assert taken_over(own, MAPPING, other) == []
    assert joined(own, MAPPING, mapped({funder: "Claim!C3"})) == mapped(
        {office: "Claim!B3", funder: "Claim!C3"}
    )
