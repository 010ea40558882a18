"""What keeps a cohort from being complete, in words."""

from dataclasses import replace

import pytest

from aspire_desktop.domain.office.values import CohortId, OrganisationId, VersionId
from aspire_desktop.domain.programmes.cohorts import CohortRow, Stage
from aspire_desktop.domain.programmes.open_work import NOBODY, OpenWork, is_complete, still_open

OVER = CohortRow(
    id=CohortId(1),
    code="INS26-1",
    version_id=VersionId(1),
    programme="Inspire OD",
    version="Inspire OD",
    partner_id=OrganisationId(1),
    partner="West Midlands Employers",
    venue="",
    capacity=20,
    minimum=8,
    held=1,
    stage=Stage.COMPLETED,
    first_on=None,
    last_on=None,
    next_on=None,
    next_title="",
    sessions=0,
    sessions_held=0,
)


def test_a_cohort_is_complete_where_somebody_is_on_it_and_nothing_is_open() -> None:
    assert is_complete(OVER, OpenWork())
    assert still_open(OVER, OpenWork()) == ()
    assert not is_complete(OVER, OpenWork(waiting=1))
    assert still_open(OVER, OpenWork(waiting=1)) == ("1 person is still on the waiting list.",)


def test_nor_is_one_that_nobody_is_on() -> None:
    empty = replace(OVER, held=0)
    assert not is_complete(empty, OpenWork())
    assert still_open(empty, OpenWork()) == (NOBODY,)
    assert still_open(empty, OpenWork(registers=1)) == ("1 register is not finished.",)


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.COMPLETED}))
def test_of_a_cohort_that_is_not_over_nothing_is_asked(stage: Stage) -> None:
    row = replace(OVER, stage=stage, held=0)
    assert not is_complete(row, OpenWork())
    assert still_open(row, OpenWork(waiting=1)) == ()


def test_what_is_open_is_said_one_sentence_each() -> None:
    assert OpenWork().sentences == ()
    assert OpenWork(1, 1, 1, 1, 1).sentences == (
        "1 session is still to come.",
        "1 mark is missing on the registers.",
        "1 register is not finished.",
        "1 person has no project outcome yet.",
        "1 person has completed and no certificate was issued.",
    )
    assert OpenWork(unmarked=2, certificates=3).sentences == (
        "2 marks are missing on the registers.",
        "3 people have completed and no certificate was issued.",
    )
    assert OpenWork(waiting=1, unsettled=1).sentences == (
        "1 person was nominated or offered a place and is not confirmed.",
        "1 person is still on the waiting list.",
    )
    assert OpenWork(waiting=2, unsettled=3).sentences == (
        "3 people were nominated or offered a place and are not confirmed.",
        "2 people are still on the waiting list.",
    )
