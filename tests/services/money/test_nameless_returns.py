"""Copies of returns without names: a draft's, and a stored one's, whatever the record says since."""

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from funded_office import Q2, Q3, FundedOffice, Held
from openpyxl import load_workbook

from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import AgreementId, CohortId, Period
from aspire_desktop.domain.programmes.enrolments import Step
from aspire_desktop.services.money.returns import RestateReturn, nameless_workbook, workbook_of
from aspire_desktop.storage.tables.programmes.enrolments import steps

DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(*DAYS)


def nameless(funded: FundedOffice, agreement: AgreementId, period: Period) -> bytes:
    return funded.office.ask(nameless_workbook, agreement, period, funded.office.moment)


def whole(data: bytes) -> str:
    """Give every part of the file: cells, comments, properties, footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def sheet_of(data: bytes, title: str) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data), data_only=True)[title].iter_rows(values_only=True))


def leave(funded: FundedOffice, held: Held, reason: str) -> None:
    """Withdraw somebody for a reason in somebody's words."""
    funded.leave(held, DAYS[0])
    with funded.writing() as work:
        [*_, step] = work.all(Step, steps.c.enrolment_id == held.enrolment)
        step.reason = reason


@pytest.fixture
def submitted(funded: FundedOffice, agreement: AgreementId, cohort: CohortId) -> AgreementId:
    """An agreement whose Q2 is submitted, for Gwen and Tomasz, who both left afterwards; Gwen married."""
    gwen, tomasz = funded.enrol(agreement, cohort, "Gwen"), funded.enrol(agreement, cohort, "Tomasz")
    funded.mark(gwen, "PP")
    funded.mark(tomasz, "PP")
    funded.submit(agreement, Q2)
    with funded.writing() as work:
        work.get(Person, gwen.person).tell(given_name="Gwendolen", family_name="Featherstone")
        funded.add_person(work, "Outsider")
    funded.clock.instant += timedelta(days=30)
    leave(funded, gwen, "Rang: Tomasz Ash and Outsider Ash agree, and so does Gwen")
    leave(funded, tomasz, "Gwendolen Featherstone takes his place")
    return agreement


NAMES = ("Gwen", "Gwendolen", "Featherstone", "Tomasz", "Outsider", "Ash")


def test_no_part_of_a_draft_names_anybody(funded: FundedOffice, submitted: AgreementId) -> None:
    data = nameless(funded, submitted, Q3)
    assert [name for name in NAMES if name in whole(data)] == []
    head, *rows = sheet_of(data, "Adjustments")
    reasons = {row[head.index("Participant")]: row[head.index("Reason")] for row in rows}
    assert reasons == {
        "P-00001": "[left out: it may name somebody]",
        "P-00002": "P-00001 takes his place",
    }
    assert "copy, without names" not in whole(data)
    named = funded.office.ask(workbook_of, submitted, Q3, funded.office.moment)
    assert "Tomasz Ash" in whole(named)


def test_a_stored_return_is_printed_again_from_what_is_stored(
    funded: FundedOffice, submitted: AgreementId
) -> None:
    sent = funded.office.ask(workbook_of, submitted, Q2, funded.office.moment)
    copy = nameless(funded, submitted, Q2)
    assert [name for name in NAMES if name in whole(copy)] == []
    assert hashlib.sha256(sent).hexdigest() in whole(copy)
    for title in ("Summary", "By organisation", "By cohort", "Declaration", "Control"):
        assert sheet_of(copy, title) == sheet_of(sent, title)
    for title, column in (("Places", "Participant"), ("Evidence", "Participant")):
        before, after = sheet_of(sent, title), sheet_of(copy, title)
        at = before[0].index(column)
        assert [(*row[:at], *row[at + 1 :]) for row in after] == [
            (*row[:at], *row[at + 1 :]) for row in before
        ]
    assert [row[before[0].index("Participant")] for row in sheet_of(copy, "Places")[1:]]
    assert funded.office.ask(workbook_of, submitted, Q2, funded.office.moment) == sent


def test_a_revision_is_copied_with_what_it_supersedes(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    first = funded.submit(agreement, Q2)
    gwen = funded.enrol(agreement, cohort, "Gwen")
    funded.mark(gwen, "PP")
    funded.office.do(RestateReturn(first, "Gwen Ash was left out"))
    sent = funded.office.ask(workbook_of, agreement, Q2, funded.office.moment)
    copy = nameless(funded, agreement, Q2)
    assert "LGA/OD/1-R1 revision 1: Gwen Ash was left out" in whole(sent)
    assert "LGA/OD/1-R1 revision 1: P-00001 was left out" in whole(copy)
    assert [name for name in ("Gwen", "Ash") if name in whole(copy)] == []
