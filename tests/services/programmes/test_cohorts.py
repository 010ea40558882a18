"""Cohorts: one session for each date, following the version's modules in order."""

from datetime import date, time

import pytest

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import OrganisationId, VersionId
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.attendance import FinishRegister
from aspire_desktop.services.programmes.cohorts import AddCohort, MoveSession, SetStage
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import (
    cohort_row,
    cohort_rows,
    session_rows,
    trainer_names,
)
from aspire_desktop.storage.lookups.programmes.programmes import version_rows

TODAY = date(2026, 10, 8)
DAYS = (date(2026, 9, 9), date(2026, 10, 8), date(2026, 11, 4))


@pytest.fixture
def inspire(open_office: Office) -> VersionId:
    return next(row.id for row in open_office.ask(version_rows) if row.title == "Inspire OD")


@pytest.fixture
def partner(open_office: Office) -> OrganisationId:
    rows = open_office.ask(organisation_rows, TODAY)
    return next(row.id for row in rows if row.name == "West Midlands Employers")


def test_sessions_follow_the_modules(
    open_office: Office, inspire: VersionId, partner: OrganisationId
) -> None:
    added = open_office.do(
        AddCohort("INS26", inspire, partner, "Oldbury", DAYS, trainers=("Ruth", " ", "Bo"))
    )
    sessions = open_office.ask(session_rows, added.value)
    assert [(day.position, day.title, day.on) for day in sessions] == [
        (1, "Workshop day 1", DAYS[0]),
        (2, "Workshop day 2", DAYS[1]),
        (3, "Review day", DAYS[2]),
    ]
    assert [day.for_claim for day in sessions] == [True, True, False]
    assert open_office.ask(trainer_names, added.value) == ["Ruth", "Bo"]
    [row] = open_office.ask(cohort_rows, TODAY)
    assert (row.first_on, row.last_on, row.next_on, row.next_title) == (
        DAYS[0], DAYS[2], TODAY, "Workshop day 2",
    )  # fmt: skip
    assert (row.capacity, row.held, row.stage, row.sessions_held) == (20, 0, Stage.RUNNING, 2)


@pytest.mark.parametrize(
    ("code", "days", "more", "words"),
    [
        (" ", DAYS, {}, "needs a code"),
        ("ins26", DAYS, {}, "a cohort ins26 already"),
        ("X", (), {}, "date of at least its first session"),
        ("X", (*DAYS, date(2026, 12, 1)), {}, "has 3 sessions, and 4 dates"),
        ("X", DAYS[::-1], {}, "not in order"),
        ("X", DAYS, {"capacity": 0}, "at least one place"),
        ("X", DAYS, {"starts": time(17)}, "cannot end at 16:30 when it starts at 17:00"),
    ],
)
def test_what_cannot_be_a_cohort_is_refused_in_words(
    open_office: Office,
    inspire: VersionId,
    partner: OrganisationId,
    code: str,
    days: tuple[date, ...],
    more: dict[str, object],
    words: str,
) -> None:
    open_office.do(AddCohort("INS26", inspire, partner, "Oldbury", DAYS))
    capacity, starts = more.get("capacity"), more.get("starts")
    assert capacity is None or isinstance(capacity, int)
    assert starts is None or isinstance(starts, time)
    with pytest.raises(RuleBroken, match=words):
        open_office.do(AddCohort(code, inspire, partner, "", days, capacity, starts))
    assert len(open_office.ask(cohort_rows, TODAY)) == 1


def test_a_session_moves_until_its_register_is_finished(
    open_office: Office, inspire: VersionId, partner: OrganisationId
) -> None:
    cohort = open_office.do(AddCohort("INS26", inspire, partner, "Oldbury", DAYS)).value
    first = open_office.ask(session_rows, cohort)[0]
    open_office.do(MoveSession(first.id, date(2026, 9, 16), time(10), time(15)))
    assert open_office.ask(session_rows, cohort)[0].on == date(2026, 9, 16)
    open_office.do(FinishRegister(first.id))
    with pytest.raises(RuleBroken, match="register is finished"):
        open_office.do(MoveSession(first.id, date(2026, 9, 17), time(10), time(15)))


def test_a_cancelled_cohort_stays_so(
    open_office: Office, inspire: VersionId, partner: OrganisationId
) -> None:
    cohort = open_office.do(AddCohort("INS26", inspire, partner, "Oldbury", DAYS)).value
    open_office.do(SetStage(cohort, Stage.CANCELLED))
    row = open_office.ask(cohort_row, cohort, TODAY)
    assert row is not None
    assert row.stage is Stage.CANCELLED
    with pytest.raises(RuleBroken, match="cancelled cohort cannot become running"):
        open_office.do(SetStage(cohort, Stage.RUNNING))
