"""What is told of a noun once agrees with where it is kept, and with the acts that set it."""

import pytest
from sqlalchemy import Table

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.office.facts import Fact, Paper, fact_named, facts_in, on_paper
from aspire_desktop.domain.office.organisations import DETAILS as DETAILS_OF_ORGANISATION
from aspire_desktop.domain.office.organisations import GSS
from aspire_desktop.domain.office.organisations import NAME as NAME_OF_ORGANISATION
from aspire_desktop.domain.office.people import DETAILS, EMAIL, JOB_TITLE, NAME, OF_JOB, PERSON, called
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.domain.programmes.cohorts import DETAILS as DETAILS_OF_COHORT
from aspire_desktop.domain.programmes.enrolments import BOOKING
from aspire_desktop.domain.programmes.facts import FACTS
from aspire_desktop.domain.programmes.projects import DETAILS as DETAILS_OF_PROJECT
from aspire_desktop.services.door.wording import rules_of
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    DescribeOrganisation,
    RenameOrganisation,
)
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson
from aspire_desktop.services.programmes.cohorts import AddCohort, ChangeCohort
from aspire_desktop.services.programmes.enrolments import ChangeBooking, EnrolParticipant
from aspire_desktop.services.programmes.projects import AddProject, ChangeProject
from aspire_desktop.storage.tables.office import organisations, people
from aspire_desktop.storage.tables.programmes import cohorts, enrolments, projects
from aspire_desktop.storage.tables.schema import metadata

TABLES = {
    organisations.organisations,
    organisations.organisation_names,
    people.people,
    people.employments,
    cohorts.cohorts,
    cohorts.trainers,
    enrolments.enrolments,
    enrolments.needs,
    projects.projects,
}


def _is_text(table: Table, name: str) -> bool:
    return issubclass(table.c[name].type.python_type, str | tuple)


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.table], ids=lambda fact: fact.name)
def test_every_fact_is_kept_where_it_says_and_text_says_what_erasing_does(fact: Fact) -> None:
    table = metadata.tables[fact.table]
    assert (fact.privacy is not None) == _is_text(table, fact.kept_as)


def test_every_text_of_the_nouns_is_told_once() -> None:
    told = [(fact.table, fact.kept_as) for fact in FACTS if fact.table]
    kept = {
        (table.name, column.name)
        for table in TABLES
        for column in table.c
        if _is_text(table, column.name) and not column.name.endswith("_key")
    }
    assert kept <= set(told)
    assert len(told) == len(set(told))


def test_every_fact_that_files_bring_is_a_column_with_headings() -> None:
    for fact in FACTS:
        assert bool(fact.column) == bool(fact.headings), fact
        assert not fact.column or Column(fact.column).value == fact.column


def test_what_is_restricted_is_on_no_paper() -> None:
    restricted = {fact.name for fact in FACTS if fact.restricted}
    assert restricted == {"access", "dietary"}
    assert not any(fact.papers for fact in FACTS if fact.restricted)


def test_the_rule_of_a_fact_is_that_of_the_act_that_sets_it() -> None:
    for kind, facts in (
        (AddPerson, DETAILS),
        (ChangePerson, DETAILS),
        (MovePerson, OF_JOB),
        (AddOrganisation, (NAME_OF_ORGANISATION, *DETAILS_OF_ORGANISATION, GSS)),
        (DescribeOrganisation, DETAILS_OF_ORGANISATION),
        (RenameOrganisation, (NAME_OF_ORGANISATION, GSS)),
        (AddCohort, DETAILS_OF_COHORT),
        (ChangeCohort, DETAILS_OF_COHORT),
        (AddProject, DETAILS_OF_PROJECT),
        (ChangeProject, DETAILS_OF_PROJECT),
        (ChangeBooking, facts_in(ChangeBooking, BOOKING)),
    ):
        assert [rules_of(kind)[fact.name] for fact in facts] == [fact.rule for fact in facts]
    assert rules_of(EnrolParticipant)["po_number"] is fact_named("po_number", BOOKING).rule


def test_a_paper_says_beside_the_name_what_else_is_told_there() -> None:
    siân = AddPerson("Siân", "Rees", "s.rees@walsall.gov.uk", "", OrganisationId(1))
    assert called(siân, on_paper(Paper.SIGN_IN, PERSON)) == "Siân Rees"
    assert called(siân, (*NAME, JOB_TITLE)) == "Siân Rees"
    assert called(siân, (*NAME, EMAIL)) == "Siân Rees (s.rees@walsall.gov.uk)"


def test_a_change_is_said_in_words_and_of_what_is_restricted_only_that_it_changed() -> None:
    before, after = {"email": "a@x.gov.uk", "access": "lift"}, {"email": None, "access": "hearing loop"}
    access = fact_named("access", BOOKING)
    told = [fact.changed(*images) for fact, images in (
        (EMAIL, (before, after)), (EMAIL, (after, before)), (access, (before, after)),
    )]  # fmt: skip
    assert [each.words for each in told if each] == [
        "E-mail address empty, was “a@x.gov.uk”", "E-mail address “a@x.gov.uk”", "Access needs changed",
    ]  # fmt: skip
    assert EMAIL.changed(before, before) is None
    assert "lift" not in repr(told)
