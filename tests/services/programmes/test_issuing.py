"""Certificates: who gets one, under which number, and what never changes afterwards."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from any_question import any_question
from pypdf import PdfReader
from round_trips import rows, there_and_back
from small_cohort import SmallCohort, attend, complete, small_cohort

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import NotAllowed, Refused, RuleBroken, UndoRefused
from aspire_desktop.domain.office.organisations import OrganisationName
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.certificate_awards import (
    Candidate,
    CertificateRow,
    CertificateStatus,
    Issued,
)
from aspire_desktop.domain.programmes.certificates import read_claim
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.home import home_facts
from aspire_desktop.services.office.organisations import RenameOrganisation
from aspire_desktop.services.office.people import SetCertificateName
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    NothingToIssue,
    ReissueCertificate,
    RevokeCertificate,
    certificate_candidates,
    issue_in_chunks,
    write_certificates,
)
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.lookups.programmes.certificates import (
    certificate_files,
    certificate_rows,
    payload_of,
    public_keys,
)
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA

TODAY = date(2026, 10, 8)


@dataclass(frozen=True)
class Room:
    """An office with a small cohort."""

    store: Store
    office: Office
    cohort: SmallCohort

    def issue(self, *who: int) -> tuple[Issued, ...]:
        ids = tuple(self.cohort.places[one] for one in who)
        return self.office.do(IssueCertificates(ids)).value.issued

    def rows(self) -> list[CertificateRow]:
        return self.office.ask(certificate_rows, self.cohort.cohort_id)

    def candidate(self, who: int) -> Candidate:
        found = self.office.ask(certificate_candidates, self.cohort.cohort_id, self.office.clock.today())
        return next(each for each in found if each.enrolment_id == self.cohort.places[who])

    def words(self, issued: Issued) -> str:
        """Give the words on a stored certificate."""
        row = next(row for row in self.rows() if row.id == issued.id)
        reader = PdfReader(BytesIO(self.office.ask(kept_file, row.document)))
        return " ".join(reader.pages[0].extract_text().split())


@pytest.fixture
def room(store: Store, office: Office) -> Room:
    return Room(store, office, small_cohort(store))


def test_candidates_say_what_stands_in_the_way(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    attend(room.office, room.cohort, 1)
    assert room.candidate(0).ready
    assert room.candidate(1).reasons == ("The project has no outcome yet.",)
    assert not room.candidate(2).ready
    assert room.candidate(2).reasons[0].startswith("Attended 0 of 5 sessions; 4 are needed.")


def test_issuing_numbers_signs_and_keeps(room: Room) -> None:
    complete(room.office, room.cohort, 0, 1, outcome="Merit")
    ids = (room.cohort.places[0], room.cohort.places[1])
    done = room.office.do(IssueCertificates(ids))
    assert done.title == "Issue 2 certificates, WME-ASP-2026-0001 to WME-ASP-2026-0002"
    first, second = done.value.issued
    assert (first.name, second.name) == ("Siân O’Neill", "Ŵyn Ŷstradfellte")
    claim = read_claim(room.office.ask(any_question(payload_of), second.id).rpartition("|")[0])
    assert (claim.number, claim.name, claim.awarded_on) == ("WME-ASP-2026-0002", "Ŵyn Ŷstradfellte", TODAY)
    words = room.words(second)
    for said in (
        "Ŵyn Ŷstradfellte", "Dudley MBC", "with merit", "Aspire 2.0, cohort ASP26-WM02", "22 hours of CPD",
        "10 June 2026 to 8 October 2026", "Four of five modules", "wellbeing practice", "Rebecca Davis",
        "in partnership with the CIPD",
    ):  # fmt: skip
        assert said in words, words


def test_a_pass_is_not_named(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    assert "merit" not in room.words(room.issue(0)[0])


def test_issuing_is_final(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    attend(room.office, room.cohort, 1)
    room.issue(0)
    step = room.office.undo().value
    assert step.stepped_over == ("Issue certificate WME-ASP-2026-0001 to Siân O’Neill",)
    assert [row.number for row in room.rows()] == ["WME-ASP-2026-0001"]


def test_nobody_gets_two(room: Room) -> None:
    complete(room.office, room.cohort, 0, 1)
    room.issue(0)
    both = room.office.do(IssueCertificates((room.cohort.places[0], room.cohort.places[1]))).value
    assert [each.number for each in both.already] == ["WME-ASP-2026-0001"]
    assert [each.number for each in both.issued] == ["WME-ASP-2026-0002"]
    with pytest.raises(NothingToIssue, match="Siân O’Neill holds WME-ASP-2026-0001 already"):
        room.issue(0)
    with pytest.raises(NothingToIssue, match="All 2 people hold"):
        room.issue(0, 1)


def test_whoever_is_not_ready_is_listed_with_reasons(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    issue = room.office.do(IssueCertificates(room.cohort.places)).value
    assert len(issue.issued) == 1
    assert {each.name for each in issue.blocked} == {"Ŵyn Ŷstradfellte", "Callum Fraser", "Bethan Pritchard"}
    with pytest.raises(NothingToIssue, match="Callum Fraser is not ready for a certificate: Attended 0 of 5"):
        room.issue(2)
    with pytest.raises(RuleBroken, match="not on a register"):
        room.office.do(IssueCertificates((EnrolmentId(999),)))


def test_a_preview_takes_no_number(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    before = rows(room.store)
    assert room.office.preview(IssueCertificates(room.cohort.places)).value.issued[0].number.endswith("0001")
    assert rows(room.store) == before


def test_numbers_run_on_within_a_year_and_are_never_used_again(room: Room, clock: SetClock) -> None:
    complete(room.office, room.cohort, 0, 1, 2)
    [first] = room.issue(0)
    room.office.do(RevokeCertificate(first.id, "wrong person"))
    assert room.issue(2)[0].number == "WME-ASP-2026-0002"
    other = small_cohort(room.store, "ASP26-WM03")
    complete(room.office, other, 0)
    [issued] = room.office.do(IssueCertificates((other.places[0],))).value.issued
    assert issued.number == "WME-ASP-2026-0003"
    clock.instant += timedelta(days=365)
    assert room.issue(1)[0].number == "WME-ASP-2027-0001"


def test_one_key_signs_them_all(room: Room) -> None:
    complete(room.office, room.cohort, 0, 1)
    room.issue(0)
    room.issue(1)
    assert len(room.office.ask(any_question(public_keys))) == 1


def test_a_confirmed_spelling_is_used(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    there_and_back(room.store, room.office, SetCertificateName(room.cohort.people[0], "Siân Mair O’Neill"))
    assert (room.candidate(0).name, room.candidate(0).name_set) == ("Siân Mair O’Neill", True)
    [issued] = room.issue(0)
    assert issued.name == "Siân Mair O’Neill"
    room.office.do(SetCertificateName(room.cohort.people[0], ""))
    assert room.candidate(0).name == "Siân O’Neill"
    assert room.rows()[0].name == "Siân Mair O’Neill"


def test_who_cannot_be_printed_is_named_beforehand_and_held_back_alone(room: Room) -> None:
    complete(room.office, room.cohort, 0, 1)
    room.office.do(SetCertificateName(room.cohort.people[1], "Ŵyn \U0001f600"))
    [why] = room.candidate(1).reasons
    assert not room.candidate(1).ready
    assert why == (
        "“Ŵyn \U0001f600” cannot be printed: no typeface has a letter for \U0001f600 (U+1F600). "
        "Write it without that letter; for a certificate, set the name on the certificate."
    )
    given = room.office.do(IssueCertificates(room.cohort.places[:2])).value
    assert [(each.number, each.name) for each in given.issued] == [("WME-ASP-2026-0001", "Siân O’Neill")]
    assert [(each.name, each.reasons) for each in given.blocked] == [("Ŵyn Ŷstradfellte", (why,))]
    room.office.do(SetCertificateName(room.cohort.people[1], ""))
    assert room.candidate(1).ready
    [after] = room.issue(0, 1)
    assert (after.number, after.name) == ("WME-ASP-2026-0002", "Ŵyn Ŷstradfellte")


def test_home_counts_them_as_blocked_too(room: Room) -> None:
    def counted() -> list[tuple[int, int]]:
        found = room.office.ask(home_facts, TODAY).certificates
        return [(each.ready, each.blocked) for each in found]

    complete(room.office, room.cohort, 0, 1)
    assert counted() == [(2, 2)]
    room.office.do(SetCertificateName(room.cohort.people[1], "Ŵyn \U0001f600"))
    assert counted() == [(1, 3)]


def test_a_batch_that_is_stopped_says_what_it_issued(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    complete(room.office, room.cohort, 0, 1)
    carry_out, calls = room.office.do, iter([True, False])

    def refuse_the_second(action: IssueCertificates) -> object:
        if next(calls):
            return carry_out(action)
        raise Refused("The disk is full.", do="Free some space and try again.")

    monkeypatch.setattr(room.office, "do", refuse_the_second)
    with pytest.raises(Refused) as told:
        list(issue_in_chunks(room.office, room.cohort.places[:2], size=1))
    assert told.value.explanation.safe == (
        "1 certificate was issued before that and stays issued; the rest were not. "
        "Issuing again goes on with the rest."
    )
    monkeypatch.undo()
    assert [row.number for row in room.rows()] == ["WME-ASP-2026-0001"]
    again = [step.latest for step in issue_in_chunks(room.office, room.cohort.places[:2], size=1)]
    assert [len(latest.issued) for latest in again] == [0, 1]


def test_nothing_was_changed_is_said_where_nothing_was_issued(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(room.office, room.cohort, 0)

    def refuse(_action: IssueCertificates) -> object:
        raise Refused("The disk is full.")

    monkeypatch.setattr(room.office, "do", refuse)
    with pytest.raises(Refused) as told:
        list(issue_in_chunks(room.office, room.cohort.places[:1]))
    assert told.value.denies_changes


def test_saving_the_files_says_how_many_are_saved(room: Room, tmp_path: Path) -> None:
    complete(room.office, room.cohort, 0, 1)
    room.issue(0, 1)
    files = room.office.ask(certificate_files, room.cohort.cohort_id)
    (tmp_path / files[1].file_name).mkdir()  # a folder stands where the second file belongs
    saving = write_certificates(files, tmp_path)
    assert next(saving).read_bytes() == files[0].content
    with pytest.raises(Refused) as told:
        next(saving)
    assert told.value.explanation.safe == "The certificates are safe in Aspire; 1 of 2 files were saved."


def test_organisations_go_by_their_name_on_the_day_of_award(room: Room, clock: SetClock) -> None:
    complete(room.office, room.cohort, 0, 1)
    [before] = room.issue(0)
    room.office.do(RenameOrganisation(room.cohort.employer_id, "Dudley Council", date(2026, 11, 1)))
    clock.instant += timedelta(days=30)
    [after] = room.issue(1)
    again = room.office.do(ReissueCertificate(before.id, "Siân Davies", "married")).value
    assert "Dudley MBC" in room.words(before)
    assert "Dudley Council" in room.words(after)
    assert "Dudley MBC" in room.words(again)


def test_a_partners_cohort_bears_its_name_and_signatory(room: Room) -> None:
    cohort = small_cohort(room.store, "ASP26-EM01", signatory="Priya Nair")
    complete(room.office, cohort, 0)
    [issued] = room.office.do(IssueCertificates((cohort.places[0],))).value.issued
    words = Room(room.store, room.office, cohort).words(issued)
    assert "East Midlands Councils" in words
    assert "Priya Nair" in words
    assert "Rebecca Davis" not in words


def test_a_reissue_names_what_it_replaces_and_keeps_the_day_of_award(room: Room, clock: SetClock) -> None:
    complete(room.office, room.cohort, 0)
    [old] = room.issue(0)
    clock.instant += timedelta(days=30)
    done = room.office.do(ReissueCertificate(old.id, "Siân Davies", "married"))
    assert done.title == "Reissue WME-ASP-2026-0001 as WME-ASP-2026-0002. Reason: married"
    first, second = room.rows()
    assert (first.status, first.replaced_by, first.name) == (
        CertificateStatus.REPLACED, "WME-ASP-2026-0002", "Siân O’Neill",
    )  # fmt: skip
    assert (second.status, second.reason) == (CertificateStatus.ISSUED, "married")
    assert "8 October 2026" in room.words(done.value)
    assert room.candidate(0).name == "Siân Davies"
    for refused in (ReissueCertificate(old.id, "Siân Davies", "again"), RevokeCertificate(old.id, "slip")):
        with pytest.raises(RuleBroken, match="was replaced by WME-ASP-2026-0002"):
            room.office.do(refused)
    with pytest.raises(NothingToIssue, match="Siân Davies holds WME-ASP-2026-0002 already"):
        room.issue(0)


def test_a_reissue_needs_a_name_a_reason_and_grounds(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    [old] = room.issue(0)
    for name, reason in (("", "married"), ("Siân Davies", " ")):
        with pytest.raises(RuleBroken):
            room.office.do(ReissueCertificate(old.id, name, reason))
    room.office.do(MarkAttendance(room.cohort.sessions[0], (room.cohort.places[0],), Code.ABSENT))
    with pytest.raises(RuleBroken, match="no longer so"):
        room.office.do(ReissueCertificate(old.id, "Siân Davies", "married"))


def test_revoking_gives_a_reason_and_happens_once(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    [old] = room.issue(0)
    with pytest.raises(RuleBroken, match="reason"):
        room.office.do(RevokeCertificate(old.id, ""))
    room.office.do(RevokeCertificate(old.id, "issued in error"))
    [row] = room.rows()
    assert (row.status, row.reason) == (CertificateStatus.REVOKED, "issued in error")
    with pytest.raises(RuleBroken, match="was revoked"):
        room.office.do(RevokeCertificate(old.id, "issued in error"))
    assert not room.candidate(0).ready
    assert room.candidate(0).reasons == (
        f"Certificate {old.number} was revoked: issued in error. Reissue it to give another.",
    )
    with pytest.raises(RuleBroken, match="Reissue it"):
        room.issue(0)
    assert room.office.do(ReissueCertificate(old.id, "Siân O’Neill", "appeal")).value.number.endswith("0002")


def test_a_batch_goes_in_chunks_and_keeps_what_is_done(room: Room) -> None:
    complete(room.office, room.cohort, 0, 1, 3)
    steps = issue_in_chunks(room.office, room.cohort.places, size=1)
    assert [next(steps).done, next(steps).done] == [1, 2]
    steps.close()  # type: ignore[attr-defined]  # a generator, told as an iterator
    assert [row.number for row in room.rows()] == ["WME-ASP-2026-0001", "WME-ASP-2026-0002"]
    rest = list(issue_in_chunks(room.office, room.cohort.places, size=1))
    assert [(len(s.latest.issued), len(s.latest.already), len(s.latest.blocked)) for s in rest] == [
        (0, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 0),
    ]  # fmt: skip
    assert rest[-1].done == rest[-1].total == 4


def test_stored_bytes_are_written_again_under_safe_names(room: Room) -> None:
    complete(room.office, room.cohort, 0, 1)
    room.issue(0, 1)
    room.office.do(ReissueCertificate(room.rows()[1].id, 'A/B: "Ŵyn"*', "asked"))
    files = room.office.ask(certificate_files, room.cohort.cohort_id)
    assert [file.file_name for file in files] == [
        "WME-ASP-2026-0001 Siân O’Neill.pdf", "WME-ASP-2026-0003 A-B- -Ŵyn-.pdf",
    ]  # fmt: skip
    assert all(file.content.startswith(b"%PDF") for file in files)


def test_a_server_without_a_key_cannot_sign(postgresql_location: Location, clock: SetClock) -> None:
    store = Store(replace(postgresql_location, key=None), clock)
    office, cohort = Office(store, "Ann"), small_cohort(store)
    complete(office, cohort, 0)
    with pytest.raises(RuleBroken, match="no key of its own"):
        office.do(IssueCertificates(cohort.places[:1]))
    store.close()


def test_people_of_an_organisation_that_ended_are_certified_under_its_last_name(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    with room.store.writing("Ann") as work:
        for name in work.all(OrganisationName):
            name.until = date(2026, 9, 30)
        room.store.seal(work, Entry(room.store.clock.now(), "Ann", "E", "End", final=True, schema=SCHEMA))
    assert room.candidate(0).organisation == "Dudley MBC"
    assert "Dudley MBC" in room.words(room.issue(0)[0])


def test_only_administrators_issue(room: Room) -> None:
    complete(room.office, room.cohort, 0)
    room.office.do(AddColleague("Ruth", frozenset({Role.TRAINER})))
    with pytest.raises(NotAllowed):
        Office(room.store, "Ruth").do(IssueCertificates(room.cohort.places))
    with pytest.raises(UndoRefused):
        Office(room.store, "Ruth").undo()
