"""Which backups are kept: 12 days, 10 weeks, 9 months, those before an update, and no good one too early."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.domain.office.backups import (
    BackupPlaceState,
    BackupState,
    Checked,
    KeptCopy,
    Shelf,
    ago,
    may_go,
    shelved,
    told_state,
)

START = datetime(2024, 1, 1, 6, tzinfo=UTC)
PLACE = BackupPlaceState(Path("D:/Aspire backups"), connected=True, newest=START)


def taken(at: datetime, checked: Checked = Checked.SOUND, *, before_update: bool = False) -> KeptCopy:
    return KeptCopy(Path(f"{at:%Y%m%d%H%M%S}"), at, 1000, 1, checked, before_update)


hours = st.integers(0, 24 * 500)
copies = st.lists(
    st.builds(
        lambda hour, checked, update: taken(START + timedelta(hours=hour), checked, before_update=update),
        hours,
        st.sampled_from(Checked),
        st.booleans(),
    ),
    max_size=60,
    unique_by=lambda copy: copy.at,
)


@given(copies)
def test_nothing_that_may_still_be_needed_goes(kept: list[KeptCopy]) -> None:
    gone = may_go(kept)
    good = [each for each in kept if each.checked is Checked.SOUND]
    waiting = [each.at for each in kept if each.checked is Checked.NOT_YET]
    assert not any(each.before_update or each.checked is Checked.NOT_YET for each in gone)
    assert not any(at > each.at for each in gone for at in waiting)
    if good:
        assert max(good, key=lambda each: each.at) not in gone
    else:
        assert gone == []


@given(copies)
def test_thinning_again_takes_nothing_more(kept: list[KeptCopy]) -> None:
    left = [each for each in kept if each not in may_go(kept)]
    assert may_go(left) == []


@given(copies)
def test_no_shelf_holds_more_than_its_room(kept: list[KeptCopy]) -> None:
    found = list(shelved(kept).values())
    assert found.count(Shelf.DAILY) <= 12
    assert found.count(Shelf.WEEKLY) <= 10
    assert found.count(Shelf.MONTHLY) <= 9
    updates = [each for each in kept if each.before_update]
    assert found.count(Shelf.UPDATE) == len(updates)


@settings(max_examples=10, deadline=None)
@given(st.integers(500, 800), st.sets(st.integers(0, 800), max_size=300))
def test_thinned_day_by_day_a_year_and_more_is_reached_back(days: int, without: set[int]) -> None:
    kept: list[KeptCopy] = []
    for day in range(days):
        if day not in without:
            kept.append(taken(START + timedelta(days=day)))
            gone = may_go(kept)
            kept = [each for each in kept if each not in gone]
    found = list(shelved(kept).values())
    assert (found.count(Shelf.DAILY), found.count(Shelf.WEEKLY)) == (12, 10)
    assert found.count(Shelf.MONTHLY) == 9
    assert len(kept) == 31
    assert kept[0].at <= kept[-1].at - timedelta(days=270)


def test_the_newest_of_a_day_is_the_one_of_that_day() -> None:
    early, late = taken(START), taken(START + timedelta(hours=5))
    assert may_go([early, late]) == [early]
    assert may_go([early, replace(late, checked=Checked.NOT_YET)]) == []
    assert may_go([early, replace(late, checked=Checked.UNSOUND)]) == []


def test_age_and_the_worst_place_are_said() -> None:
    today = date(2024, 1, 2)
    assert ago(START, today - timedelta(days=1)) == "06:00 today"
    assert ago(START, today) == "06:00 yesterday"
    assert ago(START, date(2024, 2, 1)) == "on 1 Jan 2024"
    assert told_state(BackupState((PLACE,), (), 3), today) == "Backed up 06:00 yesterday"
    away = replace(PLACE, folder=Path("E:/"), connected=False)
    assert told_state(BackupState((PLACE, away), (), 0), today) == (
        "Backup place not reached, newest there 06:00 yesterday"
    )
    assert told_state(BackupState((replace(PLACE, newest=None),), (), 0), today) == "No backup yet"


def test_a_backup_is_due_once_a_day_and_where_a_place_is_back() -> None:
    changed = BackupState((PLACE,), (), 3)
    assert not changed.is_due(date(2024, 1, 1))
    assert changed.is_due(date(2024, 1, 2))
    assert not replace(changed, pending=0).is_due(date(2024, 1, 2))
    back = replace(PLACE, folder=Path("E:/"), newest=START - timedelta(days=3))
    assert BackupState((PLACE, back), (), 0).is_due(date(2024, 1, 1))
    assert not BackupState((PLACE, replace(back, connected=False)), (), 0).is_due(date(2024, 1, 1))
