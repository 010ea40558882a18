"""An evidence pack holds what is recorded of the places sampled, of nobody else by name, or is not there."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pypdf
import pytest
from funded_office import Q2, FundedOffice, Held

from aspire_desktop.domain.money.funding import Place
from aspire_desktop.domain.money.layouts import LineField
from aspire_desktop.domain.money.line_fields import CLAIM_FIELDS
from aspire_desktop.domain.office.errors import NotFound, Refused, RuleBroken
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import AgreementId, CohortId, ReturnId
from aspire_desktop.domain.programmes.certificates import Certificate
from aspire_desktop.domain.programmes.enrolments import Enrolment, Needs, Status
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.money.evidence import WriteEvidence, gather_evidence
from aspire_desktop.services.money.statements import statement_file
from aspire_desktop.storage.lookups.money.evidence import submitted_returns

TOLD_TOGETHER = {
    *(LineField.RETURN, LineField.REVISION, LineField.PROGRAMME, LineField.VERSION),
    *(LineField.FIRST_ON, LineField.LAST_ON, LineField.TYPE, LineField.REGION, LineField.PERSON_REFERENCE),
}
"""Fields that the paper of a line says with another, below a heading of both."""
DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(*DAYS)


@pytest.fixture
def held(funded: FundedOffice, agreement: AgreementId, cohort: CohortId) -> list[Held]:
    people = [funded.enrol(agreement, cohort, name) for name in ("Siân", "Tomasz", "Gwen", "Priya")]
    for each in people:
        funded.mark(each, "PL")
    return people


@pytest.fixture
def returned(funded: FundedOffice, agreement: AgreementId, held: list[Held]) -> ReturnId:
    assert len(held) == 4
    return funded.submit(agreement, Q2)


def words_of(pdf: Path) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf.read_bytes()))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def certify(funded: FundedOffice, held: Held, number: str) -> bytes:
    content = f"certificate {number}".encode()
    with funded.writing() as work:
        work.add(Certificate(number, held.enrolment, "Siân Ash", DAYS[2], "payload", work.keep(content)))
    return content


def test_a_pack_holds_four_papers_for_each_place(
    funded: FundedOffice, returned: ReturnId, held: list[Held], tmp_path: Path
) -> None:
    certificate = certify(funded, held[0], "WME-INS-2026-0001")
    pack = funded.office.export(WriteEvidence(returned, 99), tmp_path / "pack")
    assert (len(pack.places), pack.of) == (4, 4)
    assert {each.name for each in pack.folder.iterdir()} == {
        *(f"L-000{n} INS26-001" for n in range(1, 5)),
        "index.pdf",
        "index.xlsx",
    }
    first = pack.folder / "L-0001 INS26-001"
    papers = {"Register.pdf", "Enrolment history.pdf", "Return line.pdf"}
    assert {each.name for each in first.iterdir()} == {*papers, "Certificate WME-INS-2026-0001.pdf"}
    assert (first / "Certificate WME-INS-2026-0001.pdf").read_bytes() == certificate
    for place in pack.places:
        assert {file.name for file in place.files} >= papers
        for file in place.files:
            content = (pack.folder / place.folder / file.name).read_bytes()
            assert (file.size, file.digest) == (len(content), hashlib.sha256(content).hexdigest())
    assert [place.certificate for place in pack.places][1:] == ["None issued"] * 3
    assert {each.name for each in tmp_path.iterdir()} >= {"pack"}
    assert not [each for each in tmp_path.iterdir() if each.name.endswith(".part")]


def test_papers_say_what_is_recorded_and_name_nobody_else(
    funded: FundedOffice, returned: ReturnId, held: list[Held], tmp_path: Path
) -> None:
    with funded.writing() as work:
        work.add(Needs(held[0].enrolment, "Large print", "Vegan"))
    folder = funded.office.export(WriteEvidence(returned, 4), tmp_path / "pack").folder / "L-0001 INS26-001"
    register, history, line = (
        words_of(folder / name) for name in ("Register.pdf", "Enrolment history.pdf", "Return line.pdf")
    )
    for said in (
        "Workshop day 1",
        "Workshop day 2",
        "Siân Ash, P-00001",
        "Present",
        "Late",
        "P-00002",
        "Ann",
    ):
        assert said in register
    assert "Workshop day 3" not in register
    for said in ("Steps of the enrolment", "L-0001", "8 Oct 2026", "Prepare"):
        assert said in history
    for said in ("LGA/OD/1-R1, revision 1", "HR manager", "PO 7", "£350.00", "Walsall Council"):
        assert said in line
    for said in (register, history, line):
        assert not [name for name in ("Tomasz", "Gwen", "Priya", "Large print", "Vegan") if name in said]


def test_the_paper_of_a_line_says_every_field(
    funded: FundedOffice, agreement: AgreementId, held: list[Held], tmp_path: Path
) -> None:
    assert held
    line = funded.draft(agreement, Q2).lines[0]
    pack = funded.office.export(WriteEvidence(funded.submit(agreement, Q2), 9), tmp_path / "pack")
    told = words_of(pack.folder / f"{line.place} {line.cohort.code}" / "Return line.pdf")
    for key, field in CLAIM_FIELDS.items():
        heading = "" if key in TOLD_TOGETHER else f"{field.heading} "
        assert f"{heading}{field.words(line) or '–'}" in told, key


def test_the_line_is_as_submitted_and_the_place_as_held_then(
    funded: FundedOffice, returned: ReturnId, held: list[Held], cohort: CohortId, tmp_path: Path
) -> None:
    first = held[0]
    with funded.writing() as work:
        work.get(Person, first.person).tell(given_name="Sara", family_name="O'Neill")
        other = funded.add_person(work, "Latecomer")
        booked = work.get(Enrolment, first.enrolment)
        taken = work.add(Enrolment(cohort, other, booked.organisation_id, booked.status))
        work.get(Place, first.place).enrolment_id = taken.id
    pack = funded.office.export(WriteEvidence(returned, 4), tmp_path / "pack")
    folder = pack.folder / "L-0001 INS26-001"
    assert "Siân Ash, P-00001" in words_of(folder / "Return line.pdf")
    assert "Latecomer" not in words_of(folder / "Register.pdf")
    assert "Sara O'Neill, P-00001" in words_of(folder / "Register.pdf")


def test_a_booking_that_was_made_one_with_another_is_followed(
    funded: FundedOffice, returned: ReturnId, held: list[Held], cohort: CohortId, tmp_path: Path
) -> None:
    first = held[0]
    funded.mark(first, "..")
    funded.leave(first, DAYS[0])
    with funded.writing() as work:
        other = funded.add_person(work, "Sian")
        booked = work.get(Enrolment, first.enrolment)
        work.add(Enrolment(cohort, other, booked.organisation_id, Status.CONFIRMED))
    funded.office.do(MergePeople(other, first.person))
    pack = funded.office.export(WriteEvidence(returned, 4), tmp_path / "pack")
    folder = pack.folder / "L-0001 INS26-001"
    assert "Siân Ash, P-00001" in words_of(folder / "Return line.pdf")
    history = words_of(folder / "Enrolment history.pdf")
    assert "Merge Siân Ash into Sian Ash" in history


def test_the_index_lists_every_place_and_file(
    funded: FundedOffice, returned: ReturnId, tmp_path: Path
) -> None:
    pack = funded.office.export(WriteEvidence(returned, 2), tmp_path / "pack")
    book = openpyxl.load_workbook(pack.folder / "index.xlsx")
    assert book.sheetnames == ["Index", "Files", "About this file"]
    head, *rows = book["Index"].iter_rows(values_only=True)
    folder, certificate = head.index("Folder"), head.index("Certificate")
    assert [row[folder] for row in rows] == [place.folder for place in pack.places]
    assert {row[certificate] for row in rows} == {"None issued"}
    assert len(list(book["Files"].iter_rows())) == 1 + 2 * 3
    [submitted] = funded.office.ask(submitted_returns)
    assert submitted.digest in words_of(pack.folder / "index.pdf")
    assert "2 of 4 places claimed" in words_of(pack.folder / "index.pdf")


def test_the_same_places_are_drawn_again(funded: FundedOffice, returned: ReturnId, tmp_path: Path) -> None:
    first = funded.office.export(WriteEvidence(returned, 2), tmp_path / "one")
    funded.clock.instant += timedelta(days=9)
    again = funded.office.export(WriteEvidence(returned, 2), tmp_path / "two")
    assert [place.folder for place in again.places] == [place.folder for place in first.places]


def test_whoever_stops_leaves_nothing(funded: FundedOffice, returned: ReturnId, tmp_path: Path) -> None:
    going = gather_evidence(funded.office, returned, 4, tmp_path / "pack")
    told = next(going)
    assert (told.done, told.total, told.place, told.pack) == (1, 4, "L-0001", None)
    assert isinstance(going, Iterator)
    del going
    assert not (tmp_path / "pack").exists()
    assert not [each for each in tmp_path.iterdir() if each.name.endswith(".part")]


def test_what_cannot_be_sampled_is_refused(funded: FundedOffice, returned: ReturnId, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="not an empty folder"):
        funded.office.export(WriteEvidence(returned, 1), tmp_path / "full")
    with pytest.raises(RuleBroken, match="at least one"):
        funded.office.export(WriteEvidence(returned, 0), tmp_path / "pack")
    with pytest.raises(NotFound):
        funded.office.export(WriteEvidence(ReturnId(returned + 99), 1), tmp_path / "pack")
    empty = funded.submit(funded.agreement(), Q2)
    with pytest.raises(RuleBroken, match="claims no place"):
        funded.office.export(WriteEvidence(empty, 1), tmp_path / "pack")
    assert not (tmp_path / "pack").exists()


def test_a_statement_tells_the_pool_and_its_ledger(
    funded: FundedOffice, agreement: AgreementId, returned: ReturnId
) -> None:
    reader = pypdf.PdfReader(io.BytesIO(funded.office.ask(statement_file, agreement, funded.office.moment)))
    told = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "Claimed Submitted returns, net of adjustments 4 £1,400.00" in told
    assert "Siân Ash" in told
    assert "E-0009" in told
    with pytest.raises(NotFound):
        funded.office.ask(statement_file, AgreementId(agreement + 9), funded.office.moment)
