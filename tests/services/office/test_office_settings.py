"""Signatories, what the office says of itself, and thresholds: done, undone and done again, and refused."""

from datetime import date

import pytest
from round_trips import there_and_back

from aspire_desktop.domain.office.errors import NotAllowed, RuleBroken
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.domain.programmes.programmes import Thresholds
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.office.signatories import AddSignatory, ChangeSignatory, RemoveSignatory
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.office.signatories import signatory_rows
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows
from aspire_desktop.storage.store import Store

TODAY = date(2026, 10, 8)


def organisation(office: Office, name: str = "West Midlands Employers") -> OrganisationId:
    [found] = [row.id for row in office.ask(organisation_rows, TODAY) if row.name == name]
    return found


def version(office: Office, title: str) -> Thresholds:
    [found] = [row for row in office.ask(threshold_rows) if row.title == title]
    return found


def change(row: Thresholds, **other: object) -> ChangeVersion:
    asked = {
        "sessions_needed": row.sessions_needed,
        "project_needed": row.project_needed,
        "attended_marks": row.attended_marks,
        "left_early_percent": row.left_early_percent,
        "capacity": row.capacity,
        "minimum": row.minimum,
    }
    return ChangeVersion(row.id, **(asked | other))  # type: ignore[arg-type]  # a test names what it changes


def test_signatories_come_and_go(open_office: Office, open_store: Store) -> None:
    ours = organisation(open_office)
    added = there_and_back(open_store, open_office, AddSignatory(ours, " Rebecca  Davis", "Chief Executive"))
    assert added.title == "Let Rebecca Davis sign for West Midlands Employers"
    there_and_back(open_store, open_office, ChangeSignatory(added.value, "Rebecca Davis", "Director"))
    [row] = open_office.ask(signatory_rows, TODAY)
    assert (row.organisation, row.name, row.job_title) == (
        "West Midlands Employers",
        "Rebecca Davis",
        "Director",
    )
    there_and_back(open_store, open_office, RemoveSignatory(added.value))
    assert open_office.ask(signatory_rows, TODAY) == []


def test_a_signatory_has_a_name_of_their_own(open_office: Office) -> None:
    ours = organisation(open_office)
    first = open_office.do(AddSignatory(ours, "Rebecca Davis", "")).value
    second = open_office.do(AddSignatory(ours, "James Osei", "")).value
    for wanted, said in (
        (AddSignatory(ours, "  ", ""), "needs a name"),
        (AddSignatory(ours, "rebecca davis", ""), "already"),
        (ChangeSignatory(second, "Rebecca Davis", ""), "already"),
    ):
        with pytest.raises(RuleBroken, match=said):
            open_office.do(wanted)
    open_office.do(ChangeSignatory(first, "Rebecca DAVIS", ""))


def test_what_the_office_says_of_itself(open_office: Office, open_store: Store) -> None:
    wanted = ChangeSettings("East Midlands Councils", "emc", "with the CIPD", "I declare it.\nAll of it.")
    there_and_back(open_store, open_office, wanted)
    stored = open_office.ask(office_settings)
    assert (stored.office_name, stored.certificate_prefix) == ("East Midlands Councils", "EMC")
    assert (stored.partnership_line, stored.declaration) == ("with the CIPD", "I declare it. All of it.")


@pytest.mark.parametrize(
    ("name", "prefix", "said"),
    [
        (" ", "WME", "needs a name"),
        ("Office", "", "letters or digits"),
        ("Office", "W-M", "certificate number"),
        ("Office", "ABCDEFGHIJKLM", "letters or digits"),
    ],
)
def test_settings_that_cannot_be(open_office: Office, name: str, prefix: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        open_office.do(ChangeSettings(name, prefix, "", ""))


def test_thresholds_change(open_office: Office, open_store: Store) -> None:
    row = version(open_office, "Aspire 2.0")
    wanted = change(
        row,
        sessions_needed=3,
        attended_marks=frozenset("MPF"),
        left_early_percent=50,
        capacity=24,
        minimum=10,
    )
    assert there_and_back(open_store, open_office, wanted).title == "Change the thresholds of Aspire 2.0"
    now = version(open_office, "Aspire 2.0")
    assert (now.sessions_needed, now.left_early_percent, now.capacity, now.minimum) == (3, 50, 24, 10)
    assert now.attended_marks == frozenset("PFM")


@pytest.mark.parametrize(
    "other",
    [
        {"sessions_needed": 6},
        {"capacity": 5},
        {"capacity": 0},
        {"capacity": 2**70},
        {"sessions_needed": 2**70},
        {"left_early_percent": 2**70},
        {"attended_marks": frozenset("PN")},
    ],
)
def test_thresholds_that_nobody_could_meet(open_office: Office, other: dict[str, object]) -> None:
    with pytest.raises(RuleBroken):
        open_office.do(change(version(open_office, "Aspire 2.0"), **other))


def test_a_module_gets_its_title(open_office: Office, open_store: Store) -> None:
    module = version(open_office, "Aspire").modules[2]
    there_and_back(open_store, open_office, ChangeModule(module.id, "Leading change", 300))
    assert [row.title for row in version(open_office, "Aspire").modules][2] == "Leading change"
    for title, minutes in ((" ", 300), ("Leading change", 0)):
        with pytest.raises(RuleBroken):
            open_office.do(ChangeModule(module.id, title, minutes))


def test_only_administrators_change_them(open_office: Office, open_store: Store) -> None:
    open_office.do(AddColleague("Flo", frozenset({Role.FINANCE})))
    flo = Office(open_store, "Flo")
    with pytest.raises(NotAllowed):
        flo.do(ChangeSettings("Office", "WME", "", ""))
    with pytest.raises(NotAllowed):
        flo.do(AddSignatory(organisation(open_office), "Flo", ""))
    with pytest.raises(NotAllowed):
        flo.do(change(version(open_office, "Aspire"), capacity=30))
