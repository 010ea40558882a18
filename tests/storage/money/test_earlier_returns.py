"""Returns that 0.1.0 and 0.2.0 submitted: what they say is read from their workbooks once, and kept."""

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from remains import found_in
from return_facts import sample
from sqlalchemy import Connection, select, text

from aspire_desktop.documents.workbooks.grid import stored_grid
from aspire_desktop.domain.money.figures import differences, line_json, lines_digest
from aspire_desktop.domain.money.funding import ClaimPoint, ReturnStatus, Tally
from aspire_desktop.domain.money.returns import AgreedTerms, ReturnLineFacts
from aspire_desktop.domain.money.sources import LineFacts, lines_behind
from aspire_desktop.domain.money.stored_returns import read_return
from aspire_desktop.domain.office.clock import Moment, SetClock
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import AgreementId, Period, PersonId, ReturnId
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.inspections import not_as_submitted
from aspire_desktop.services.money.evidence import WriteEvidence
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.money.returns import nameless_workbook
from aspire_desktop.storage.engines import Location, upkeep_engine
from aspire_desktop.storage.lookups.money.returns import submitted_workbook
from aspire_desktop.storage.lookups.money.stored_returns import stored_return
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.office.staff import colleagues
from aspire_desktop.storage.upkeep import migrate

RELEASED = Path(__file__).parents[2] / "released"
REVISED = Path(__file__).parent / "earlier_returns" / "revised"
"""A revision of 14 claims and two adjustments under a cap in pounds, from which two people were erased.

The workbook is as the program wrote it before it kept what a return says.
"""
PERIODS = {
    "0.1.0": Period(date(2026, 4, 1), date(2026, 8, 31)),
    "0.2.0": Period(date(2025, 4, 1), date(2026, 6, 30)),
}
AGREED = {
    "0.1.0": Period(date(2026, 4, 1), date(2028, 3, 31)),
    "0.2.0": Period(date(2025, 4, 1), date(2027, 3, 31)),
}
RULE = {"0.1.0": None, "0.2.0": ClaimPoint.VERSION}


@pytest.fixture(params=sorted(PERIODS))
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def released(version: str, tmp_path: Path) -> Location:
    return left_by(version, tmp_path)


def left_by(version: str, folder: Path) -> Location:
    """Give a database as a release left it."""
    file = Path(shutil.copy(RELEASED / version / "practice.sqlite", folder))
    return Location(file, (RELEASED / version / "practice.sqlite.key").read_text().split()[0])


@pytest.fixture
def connection(released: Location, clock: SetClock) -> Iterator[Connection]:
    migrate(released)
    store = Store(released, clock)
    with store.reading() as connection:
        yield connection
    store.close()


def written(location: Location, *statements: tuple[str, dict[str, object]]) -> None:
    """Write into a database beside the program."""
    engine = upkeep_engine(location)
    with engine.connect() as connection, connection.begin():
        for statement, values in statements:
            connection.execute(text(statement), values)
    engine.dispose()


def test_what_a_return_says_is_data(connection: Connection, version: str) -> None:
    facts = stored_return(connection, ReturnId(1))
    assert not_as_submitted(connection) == []
    assert differences(facts) == ()
    assert facts.digest == lines_digest(facts.lines, facts.adjustments)
    assert (facts.title, facts.office) == ("Return of subsidised Aspire places", "West Midlands Employers")
    assert (facts.funder, facts.agreement) == ("Local Government Association", "LGA-WM-PRACTICE")
    assert (facts.reference, facts.revision, facts.period) == ("LGA-WM-PRACTICE-R1", 1, PERIODS[version])
    assert (facts.allocation, facts.before) == (Tally(100, Decimal("35000.00")), Tally())
    pool = facts.pool
    assert (pool.free, pool.committed, pool.claimable, pool.in_return, pool.claimed) == (89, 2, 0, 9, 0)
    assert (pool.unit, pool.amount_cap, pool.corrected) == (Decimal("350.00"), None, Decimal("0.00"))
    assert len(facts.lines) == 9
    assert {row.line for row in facts.evidence} == set(range(1, 10))
    assert facts.evidence[0].participant == facts.lines[0].participant
    [paragraph] = facts.declaration.paragraphs
    assert paragraph.startswith("I declare that the people listed in this return took part")
    assert (facts.status, facts.file.program_version) == (ReturnStatus.SUBMITTED, version)
    assert facts.file.made_at == facts.submitted_at
    assert facts.terms == AgreedTerms(AGREED[version], Decimal("350.00"), RULE[version], None)


def test_a_copy_without_names_differs_in_names_alone(
    connection: Connection, version: str, clock: SetClock
) -> None:
    asked = (connection, AgreementId(1), PERIODS[version])
    sent = submitted_workbook(*asked)
    assert sent is not None
    copy = nameless_workbook(*asked, Moment.of(clock, "Ann"))
    before, after = (_sheets(data) for data in (sent, copy))
    assert [row[:4] for row in after["Summary"]] == [row[:4] for row in before["Summary"]]
    assert after["By organisation"] == before["By organisation"]
    assert [row[-3:] for row in after["By cohort"]] == [row[-3:] for row in before["By cohort"]]
    names = [line.participant.name for line in stored_return(connection, ReturnId(1)).lines]
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        parts = "".join(archive.read(name).decode() for name in archive.namelist())
    assert [name for name in names if name in parts] == []


def test_an_evidence_pack_is_drawn_and_people_are_erased_from_what_is_kept(
    released: Location, version: str, clock: SetClock, tmp_path: Path
) -> None:
    """The JSON loses the person with the workbook; no figure moves, and the copy and the digest stay true."""
    migrate(released)
    clock.instant = datetime(2034, 1, 9, 9, tzinfo=UTC)
    store = Store(released, clock, INVARIANTS)
    with store.reading() as connection:
        before = stored_return(connection, ReturnId(1))
        actor = connection.scalars(select(colleagues.c.name).order_by(colleagues.c.id)).first()
        old = connection.execute(text("SELECT workbook, facts FROM returns")).one()
    office = Office(store, str(actor))
    pack = office.export(WriteEvidence(ReturnId(1), 9), tmp_path / "pack")
    office.do(ErasePerson(PersonId(1)))
    with store.reading() as connection:
        after = stored_return(connection, ReturnId(1))
        copy = nameless_workbook(connection, AgreementId(1), PERIODS[version], Moment.of(clock, ""))
        kept = set(connection.scalars(text("SELECT digest FROM blob")))
        assert not_as_submitted(connection) == []
        assert found_in(connection, [before.lines[0].participant.name]) == []
    store.close()
    assert [place.participant for place in pack.places] == [line.participant.name for line in before.lines]
    assert not {*old} & kept
    assert (after.erased, after.lines[0].participant) == (("P-00001",), PersonFacts("P-00001", "P-00001"))
    assert after.evidence[0].participant == after.lines[0].participant
    assert (after.pool, after.allocation, after.declaration) == (
        before.pool,
        before.allocation,
        before.declaration,
    )
    assert differences(after) == ()
    assert _sheets(copy)["Control"][4][1] == after.digest != before.digest


def _sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(data), data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_hardest_workbook_is_read_whole(tmp_path: Path, clock: SetClock) -> None:
    location, digest = left_by("0.2.0", tmp_path), "ab" * 32
    lines: list[LineFacts] = [*sample().lines, *sample().adjustments]
    written(
        location,
        (_BLOB, {"digest": digest, "content": REVISED.with_suffix(".xlsx").read_bytes()}),
        (_RETURN, {"digest": digest}),
        *((_LINE, _line(line)) for line in lines),
    )
    migrate(location)
    store = Store(location, clock)
    with store.reading() as connection:
        found = stored_return(connection, ReturnId(2))
    store.close()
    claims, changes = ([line_json(each) for each in part] for part in (lines[:14], lines[14:]))
    said = read_return(REVISED.with_suffix(".json").read_text("utf-8"), claims, changes)
    assert replace(found, copy_of="") == said


_BLOB = "INSERT INTO blob (digest, content) VALUES (:digest, :content)"
_RETURN = (
    "INSERT INTO returns (id, agreement_id, reference, begins, ends, status, prepared_by, submitted_by,"
    " submitted_at, workbook, anchor, revision, supersedes_id, revision_reason) VALUES (2, 1, 'LGA-2026-Q2',"
    " '2026-07-01', '2026-09-30', 'submitted', 'James Osei, Finance', 'Helen Marsh',"
    " '2026-10-09 14:05:00.000000', :digest, '1:', 2, 1, 'A line was left out: _x0041_')"
)
_LINE = (
    "INSERT INTO return_lines (return_id, number, place_id, kind, amount, facts, places)"
    " VALUES (2, :number, 1, :kind, :amount, :facts, 1)"
)


def test_a_file_of_before_shows_the_lines_behind_its_figures() -> None:
    """By the words that it bears, whatever the same rows are called today."""
    content = REVISED.with_suffix(".xlsx").read_bytes()
    lines: list[LineFacts] = [*sample().lines, *sample().adjustments]

    def opened(title: str) -> Counter[str]:
        grid, found = stored_grid(content, title), Counter[str]()
        for at, cells in enumerate(grid.rows):
            if behind := len(lines_behind(grid, at, lines)):
                found[cells[0].words] += behind
        return found

    summed = opened("Summary")
    assert summed == {
        "INS26-WM01": 15,
        "INS26-NW01": 1,
        "Total for this period": 16,
        "Claims in this return": 14,
        "Adjustments in this return": 2,
        "This return": 16,
        "In this return": 16,
    }
    assert opened("By organisation")["Total"] == opened("By cohort")["Total"] == 16
    assert opened("Control")["Lines on Adjustments"] == 2


def _line(line: LineFacts) -> dict[str, object]:
    kind = "claim" if isinstance(line, ReturnLineFacts) else "adjustment"
    return {
        "number": line.number,
        "kind": kind,
        "amount": int(line.amount * 100),
        "facts": line_json(line),
    }


def test_what_cannot_be_read_is_said_and_the_row_is_kept(released: Location, clock: SetClock) -> None:
    written(released, ("UPDATE blob SET content = :bad", {"bad": b"no workbook"}))
    migrate(released)
    store = Store(released, clock)
    with store.reading() as connection:
        with pytest.raises(Unreadable, match="only its lines are known"):
            stored_return(connection, ReturnId(1))
        [said] = not_as_submitted(connection)
    store.close()
    assert said == (
        "The workbook of return LGA-WM-PRACTICE-R1 could not be read when the database was brought to this "
        "version, so only its lines are known."
    )


def test_lines_that_a_return_was_not_made_from_are_named(released: Location, clock: SetClock) -> None:
    migrate(released)
    written(released, ("UPDATE return_lines SET facts = replace(facts, '350.00', '351.00')", {}))
    store = Store(released, clock)
    with store.reading() as connection:
        found = not_as_submitted(connection)
    store.close()
    assert found == ["Return LGA-WM-PRACTICE-R1 is not as it was submitted: its lines are others."]
