"""Alumni: who completed, and where they are now."""

from datetime import date

from small_cohort import complete, small_cohort

from aspire_desktop.domain.office.organisations import Organisation, OrganisationName
from aspire_desktop.domain.office.people import Employment
from aspire_desktop.domain.programmes.enrolments import Enrolment, Status, Step
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    ReissueCertificate,
    RevokeCertificate,
)
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.network.alumni import alumni_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.office.people import employments
from aspire_desktop.storage.tables.schema import SCHEMA

TODAY = date(2026, 10, 8)


def test_completers_are_listed_with_their_present_job(store: Store, office: Office) -> None:
    cohort = small_cohort(store)
    complete(office, cohort, 0, 1)
    office.do(IssueCertificates((cohort.places[0],)))
    with store.writing("Ann") as work:
        work.get(Enrolment, cohort.places[2]).status = Status.COMPLETED
        work.add(Step(cohort.places[2], Status.COMPLETED, date(2026, 10, 1), TODAY))
        walsall = work.add(Organisation("metropolitan", "West Midlands"))
        work.add(OrganisationName(walsall.id, "Walsall Council"))
        old = work.first(Employment, employments.c.person_id == cohort.people[2])
        assert old is not None
        old.until = date(2026, 8, 31)
        work.add(Employment(cohort.people[2], walsall.id, "OD Manager", date(2026, 9, 1)))
        store.seal(work, Entry(store.clock.now(), "Ann", "M", "Move", final=True, schema=SCHEMA))
    fraser, oneill, completed = office.ask(alumni_rows, TODAY)
    assert (completed.given_name, completed.certificate) == ("Ŵyn", "")
    assert completed.finished_on == date(2026, 10, 8)
    assert (fraser.family_name, fraser.job_title, fraser.organisation) == (
        "Fraser", "OD Manager", "Walsall Council",
    )  # fmt: skip
    assert (fraser.finished_on, fraser.certificate) == (date(2026, 10, 1), "")
    assert (oneill.family_name, oneill.organisation, oneill.programme) == (
        "O’Neill", "Dudley MBC", "Aspire 2.0",
    )  # fmt: skip
    assert (oneill.finished_on, oneill.certificate) == (date(2026, 10, 8), "WME-ASP-2026-0001")


def test_the_certificate_that_stands_is_named(store: Store, office: Office) -> None:
    cohort = small_cohort(store)
    complete(office, cohort, 0, 1)
    first, second = office.do(IssueCertificates(cohort.places[:2])).value.issued
    office.do(ReissueCertificate(first.id, "Siân Davies", "married"))
    office.do(RevokeCertificate(second.id, "issued in error"))
    assert [row.certificate for row in office.ask(alumni_rows, TODAY)] == ["WME-ASP-2026-0003", ""]


def test_without_a_present_job_somebody_stays_an_alumnus(store: Store, office: Office) -> None:
    cohort = small_cohort(store)
    complete(office, cohort, 0)
    office.do(IssueCertificates(cohort.places[:1]))
    with store.writing("Ann") as work:
        for job in work.all(Employment):
            job.until = date(2026, 1, 1)
        store.seal(work, Entry(store.clock.now(), "Ann", "E", "End", final=True, schema=SCHEMA))
    [row] = office.ask(alumni_rows, TODAY)
    assert (row.organisation_id, row.organisation, row.job_title) == (None, "", "")
