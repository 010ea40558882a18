"""A funder's own form with an agreement: added, tried, filled in with each return, kept with it."""

import io
from dataclasses import replace
from datetime import date

import pytest
from funded_office import Q1, Q2, FundedOffice
from funder_form import FORM, MAPPING
from openpyxl import load_workbook

from aspire_desktop.domain.money.layouts import CellPlace, FigureCell, FilledForm, FormFigure
from aspire_desktop.domain.money.returns import InternalCheck
from aspire_desktop.domain.office.errors import NotFound, RuleBroken, Unreadable
from aspire_desktop.domain.office.values import AgreementId, CohortId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.layouts import (
    AddLayout,
    ChangeLayout,
    RetireLayout,
    form_of,
    kept_form,
    tried_form,
)
from aspire_desktop.services.money.returns import RestateReturn, draft_return
from aspire_desktop.storage.engines import Location, upkeep_engine
from aspire_desktop.storage.lookups.money.layouts import layout_rows
from aspire_desktop.storage.soundness import problems


@pytest.fixture
def agreement(funded: FundedOffice) -> AgreementId:
    return funded.agreement()


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(date(2026, 6, 2), date(2026, 6, 3), date(2026, 7, 1))


def values(content: bytes) -> list[object]:
    sheet = load_workbook(io.BytesIO(content), data_only=True)["Claim"]
    return [sheet[at].value for at in ("B1", "B2", "A5", "B5", "B8")]


def tried(office: Office, agreement: AgreementId) -> FilledForm:
    return office.ask(tried_form, agreement, FORM, MAPPING, office.moment)


def form(office: Office, agreement: AgreementId) -> bytes:
    return office.ask(form_of, agreement, Q1, office.moment).content


def test_a_return_is_submitted_with_the_form_and_its_bytes_stay(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    office = funded.office
    with pytest.raises(NotFound, match="has no form of the funder's own"):
        form(office, agreement)
    funded.mark(funded.enrol(agreement, cohort, "=Ann"), "PP")
    added = office.do(AddLayout(agreement, "LGA claim form", FORM, MAPPING)).value
    assert values(form(office, agreement)) == ["LGA/OD/1-R1", 350, "=Ann Ash", 350, 350]
    returned = funded.submit(agreement, Q1)
    stored = form(office, agreement)
    assert values(stored) == ["LGA/OD/1-R1", 350, "=Ann Ash", 350, 350]
    office.do(RetireLayout(added))
    assert form(office, agreement) == stored
    with pytest.raises(RuleBroken, match="not in use"):
        office.do(RetireLayout(added))
    funded.mark(funded.enrol(agreement, cohort), "PP")
    office.do(RestateReturn(returned, "One more was marked"))
    with pytest.raises(NotFound, match="No form was kept with the return"):
        form(office, agreement)


def test_more_places_than_the_form_has_rows_stop_the_return_before_it_is_locked(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    funded.office.do(AddLayout(agreement, "LGA claim form", FORM, MAPPING))
    for _ in range(4):
        funded.mark(funded.enrol(agreement, cohort), "PP")
    with pytest.raises(RuleBroken, match=r"3 rows for lines on “Claim”.* and the return has 4"):
        funded.submit(agreement, Q1)
    assert funded.returned(agreement) == []


def test_a_total_that_differs_is_told_of_a_draft_and_stops_the_return(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    funded.mark(funded.enrol(agreement, cohort), "PP")
    total = FigureCell(FormFigure.CLAIMS, CellPlace("Claim", 8, 2))
    funded.office.do(AddLayout(agreement, "LGA claim form", FORM, replace(MAPPING, totals=(total,))))
    draft = funded.office.ask(form_of, agreement, Q1, funded.office.moment)
    assert [str(each) for each in draft.differing] == [
        "Claim!B8 comes to 350 and differs from places claimed, 1."
    ]
    with pytest.raises(RuleBroken, match="The funder's form does not add up"):
        funded.submit(agreement, Q1)


def test_what_a_form_cannot_take_is_a_check_before_the_period_ends(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    def checks() -> dict[str, InternalCheck]:
        draft = funded.office.ask(draft_return, agreement, Q1, funded.office.moment)
        return {check.title: check for check in draft.checks}

    title = "The funder's form takes the return"
    assert title not in checks()
    funded.office.do(AddLayout(agreement, "LGA claim form", FORM, MAPPING))
    for _ in range(3):
        funded.mark(funded.enrol(agreement, cohort), "PP")
    assert checks()[title].passed
    funded.mark(funded.enrol(agreement, cohort), "PP")
    failed = checks()[title]
    assert failed.said == "The funder's form does not take the return"
    assert "has 3 rows for lines on “Claim”" in failed.detail


def test_a_newer_form_takes_the_place_of_an_older_one(funded: FundedOffice, agreement: AgreementId) -> None:
    office = funded.office
    first = office.do(AddLayout(agreement, "Form of 2025", FORM, MAPPING)).value
    second = office.do(AddLayout(agreement, " Form of 2026 ", FORM, MAPPING)).value
    rows = office.ask(layout_rows)
    assert [(row.id, row.name, row.active) for row in rows] == [
        (second, "Form of 2026", True),
        (first, "Form of 2025", False),
    ]
    fewer = replace(MAPPING, totals=())
    office.do(ChangeLayout(second, "Form", fewer))
    assert office.ask(layout_rows)[0].mapping == fewer
    assert office.ask(kept_form, office.ask(layout_rows)[0].document) == FORM


def test_misfits_are_refused_with_their_problems(funded: FundedOffice, agreement: AgreementId) -> None:
    elsewhere = replace(MAPPING, figures=(FigureCell(FormFigure.TITLE, CellPlace("Cover", 1, 1)),))
    with pytest.raises(RuleBroken, match=r"no sheet “Cover”\. It has: Claim"):
        funded.office.do(AddLayout(agreement, "Form", FORM, elsewhere))
    with pytest.raises(Unreadable, match="“Form” cannot be a form"):
        funded.office.do(AddLayout(agreement, "Form", b"no workbook", MAPPING))
    with pytest.raises(RuleBroken, match="needs a name"):
        funded.office.do(AddLayout(agreement, " ", FORM, MAPPING))


def test_a_mapping_is_tried_on_the_open_period(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    funded.mark(funded.enrol(agreement, cohort), "PP")
    assert [each.agrees for each in tried(funded.office, agreement).totals] == [True]
    funded.submit(agreement, Q1)
    funded.go_to(Q2.ends)
    funded.submit(agreement, Q2)
    assert tried(funded.office, agreement).differing == ()


def test_a_form_whose_file_is_gone_is_told_by_the_check(
    funded: FundedOffice, agreement: AgreementId, location: Location
) -> None:
    funded.office.do(AddLayout(agreement, "LGA claim form", FORM, MAPPING))
    assert problems(location) == []
    engine = upkeep_engine(location)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM blob")
    engine.dispose()
    assert "The empty form LGA claim form is missing." in problems(location)
