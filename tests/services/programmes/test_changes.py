"""What an action changed is told fact by fact: also days, who delivers, and who trains."""

from datetime import date, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whole_office import WholeOffice

from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.office.organisations import DescribeOrganisation
from aspire_desktop.services.programmes.cohorts import AddCohort, ChangeCohort, MoveSession
from aspire_desktop.services.programmes.projects import RecordOutcome
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.programmes.changes import fact_changes

NAMES = st.lists(st.sampled_from(["Ann Bo", "M Pell", "Cy Dee"]), max_size=3, unique=True)


def latest(world: WholeOffice) -> list[tuple[str, list[str]]]:
    """Give what the latest action changed: what each row is called, and its facts."""
    office = world.office
    (newest,) = office.ask(action_rows, 1)
    told = office.ask(fact_changes, [newest.id], office.clock.today()).get(newest.id, ())
    return [(row.called, [fact.words for fact in row.facts]) for row in told]


def changed(world: WholeOffice, *trainers: str, partner: OrganisationId, venue: str) -> ChangeCohort:
    return ChangeCohort(world.workshops, partner, venue, 9, trainers)


def test_a_membership_is_told_by_its_days(world: WholeOffice) -> None:
    office, today = world.office, date(2026, 4, 1)
    body = DescribeOrganisation(world.walsall, "metropolitan", "West Midlands", today, None)
    office.do(body)
    office.do(DescribeOrganisation(world.walsall, "metropolitan", "West Midlands", None, None))
    assert latest(world) == [("Walsall Council", ["Member since empty, was “1 Apr 2026”"])]
    office.do(DescribeOrganisation(world.walsall, "metropolitan", "West Midlands", today, today))
    [(_, facts)] = latest(world)
    assert facts == ["Member since “1 Apr 2026”", "Member until “1 Apr 2026”"]


def test_a_session_is_told_by_its_place_day_and_times(world: WholeOffice) -> None:
    world.office.do(MoveSession(world.days[2], date(2026, 10, 9), time(10), time(15)))
    world.office.do(MoveSession(world.days[2], date(2026, 10, 12), time(10), time(15, 30)))
    assert latest(world) == [
        (
            "INS26-WM01, session 3",
            ["Date “12 Oct 2026”, was “9 Oct 2026”", "Ends “15:30”, was “15:00”"],
        )
    ]


def test_what_a_panel_decided_is_told_with_its_day(world: WholeOffice) -> None:
    world.office.do(RecordOutcome(world.project, "merit", date(2026, 10, 8)))
    [(_, facts)] = latest(world)
    assert facts == ["Outcome “Merit”", "Decided on “8 Oct 2026”"]
    world.office.do(RecordOutcome(world.project, "pass", date(2026, 10, 8)))
    [(_, facts)] = latest(world)
    assert facts == ["Outcome “Pass”, was “Merit”"]


def test_who_delivers_and_who_trains_a_cohort_is_told_with_the_rest_of_it(world: WholeOffice) -> None:
    world.office.do(changed(world, "M Pell", partner=world.walsall, venue="Oldbury"))
    world.office.do(changed(world, "M Pell", "Ann Bo", partner=world.dudley, venue="Rugby"))
    told = [
        (
            "INS26-WM01",
            [
                "Delivery partner “Dudley Metropolitan Borough Council”, was “Walsall Council”",
                "Venue “Rugby”, was “Oldbury”",
                "Trainers “M Pell, Ann Bo”, was “M Pell”",
            ],
        )
    ]
    assert latest(world) == told
    world.office.undo()
    [(_, facts)] = latest(world)
    assert facts[2] == "Trainers “M Pell”, was “M Pell, Ann Bo”"


def test_of_a_cohort_that_comes_or_goes_with_its_trainers_nothing_is_told(world: WholeOffice) -> None:
    office = world.office
    office.do(AddCohort("INS27-01", world.inspire, world.walsall, "", (date(2027, 1, 4),), trainers=("A B",)))
    assert latest(world) == []
    office.undo()
    assert latest(world) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, NAMES)
def test_trainers_are_told_exactly_where_they_are_others(
    world: WholeOffice, before: list[str], after: list[str]
) -> None:
    world.office.do(changed(world, *before, partner=world.walsall, venue=""))
    first = world.office.ask(action_rows, 1)
    world.office.do(changed(world, *after, partner=world.walsall, venue=""))
    noted = world.office.ask(action_rows, 1) != first
    told = [fact for _, facts in latest(world) for fact in facts] if noted else []
    assert bool(told) == (before != after)
    assert all(", ".join(after) in fact for fact in told)


def test_each_of_several_acts_is_told_of_its_own_record(world: WholeOffice) -> None:
    acts: tuple[Action[None], ...] = (
        changed(world, "Cy Dee", partner=world.walsall, venue="Oldbury"),
        ChangeCohort(world.modules, world.walsall, "Rugby", 20, ("M Pell",)),
    )
    world.office.do(Several(acts, "Change both"))
    told = dict(latest(world))
    assert "Trainers “Cy Dee”" in told["INS26-WM01"]
    assert any("Trainers “M Pell”" in facts for called, facts in told.items() if called != "INS26-WM01")
