"""The papers of an evidence pack: register, enrolment history and return line of a place, and the index."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from aspire_desktop.documents.typesetting.house import Fact, PrintedColumn
from aspire_desktop.domain.money.evidence import EvidencePack, MarkEvidence, PlaceEvidence, SubmittedReturn
from aspire_desktop.domain.money.layouts import LineField
from aspire_desktop.domain.money.line_fields import CLAIM_FIELDS
from aspire_desktop.domain.money.returns import ReturnLineFacts
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import long_date, pounds, short_date

if TYPE_CHECKING:
    from aspire_desktop.documents.flow.paper import Paper

_MARKS = (
    PrintedColumn("Person", 0.2),
    PrintedColumn("Organisation", 0.22),
    PrintedColumn("Mark", 0.14),
    PrintedColumn("Marked by", 0.14),
    PrintedColumn("Marked on", 0.17),
    PrintedColumn("Note", 0.13),
)
_STEPS = (
    PrintedColumn("Status", 0.2),
    PrintedColumn("Took effect on", 0.17),
    PrintedColumn("Noted on", 0.17),
    PrintedColumn("Reason", 0.46),
)
_PLACES = (
    PrintedColumn("Place", 0.2),
    PrintedColumn("Taken on", 0.17),
    PrintedColumn("Released on", 0.17),
    PrintedColumn("Reason", 0.46),
)
_ACTIONS = (
    PrintedColumn("Action", 0.1, figures=True),
    PrintedColumn("When", 0.2),
    PrintedColumn("By", 0.18),
    PrintedColumn("What was done", 0.52),
)
_FACTS = (PrintedColumn("What the line says", 0.32), PrintedColumn("As it was submitted", 0.68))
_STANDING = (
    LineField.STATUS,
    LineField.REQUIRED,
    LineField.ATTENDED,
    LineField.SHARE,
    LineField.MET,
    LineField.MET_ON,
)
_MONEY = (
    LineField.PRICE,
    LineField.SUBSIDY,
    LineField.VAT,
    LineField.CONTRIBUTION,
    LineField.PO_NUMBER,
    LineField.INVOICE,
)
_INDEX = (
    PrintedColumn("Line", 0.07, figures=True),
    PrintedColumn("Folder", 0.2),
    PrintedColumn("Participant", 0.19),
    PrintedColumn("Organisation", 0.2),
    PrintedColumn("Amount", 0.11, figures=True),
    PrintedColumn("Certificate", 0.23),
)
OTHERS_BY_REFERENCE = "Other people of the cohort are named by their references."


def register_pages(place: PlaceEvidence, drawn_from: SubmittedReturn) -> bytes:
    """Give the registers as marked of the sessions that count, each on a page of its own."""
    heading = f"Register as marked, {place.line.cohort.code}"
    pages = _begin(heading, place, drawn_from)
    if not place.sessions:
        pages.paragraph("No session that counts towards the claim is on record any more.")
    for count, session in enumerate(place.sessions):
        if count:
            pages.new_page()
        when = f"{session.on:%A} {long_date(session.on)}, {session.starts:%H:%M}–{session.ends:%H:%M}"
        pages.section(session.title)
        finished = "Finished" if session.finished else "Not finished"
        pages.facts([Fact("When", when), Fact("Register", finished)])
        pages.table(_MARKS, map(_mark, session.marks))
    return pages.finish()


def history_pages(place: PlaceEvidence, drawn_from: SubmittedReturn) -> bytes:
    """Give the enrolment's dated steps, the places it took, and every action behind them."""
    heading = "Enrolment history"
    pages = _begin(heading, place, drawn_from)
    if place.decision:
        on = place.decision.decided_on
        pages.section("Project outcome")
        pages.paragraph(f"{place.decision.title}, decided on {_day(on) or 'a day not recorded'}")
    pages.section("Steps of the enrolment")
    pages.table(
        _STEPS,
        [
            (str(step.status).capitalize(), _day(step.on), _day(step.noted_on), step.reason)
            for step in place.steps
        ],
    )
    pages.section("Places of the agreement")
    pages.table(
        _PLACES,
        [(each.place, _day(each.taken_on), _day(each.released_on), each.reason) for each in place.places],
    )
    pages.section("What was done, as the history has it")
    pages.table(_ACTIONS, [(str(row.id), _moment(row.at), row.actor, row.title) for row in place.actions])
    return pages.finish()


def line_pages(place: PlaceEvidence, drawn_from: SubmittedReturn) -> bytes:
    """Give the return's line as it was stored when it was submitted."""
    heading = f"Line {place.line.number} of the return"
    pages = _begin(heading, place, drawn_from)
    facts = _line_facts(place.line)
    pages.table(_FACTS, [(name, value or "–") for name, value in facts])
    return pages.finish()


def index_pages(pack: EvidencePack) -> bytes:
    """Give the pack's index: what was drawn, how, and where each place's papers lie."""
    drawn, heading = pack.drawn_from, "Evidence pack"
    made = pack.made_at.astimezone(OFFICE_ZONE)
    title = f"{heading}, return {drawn.name}"
    by = f"Made on {long_date(made.date())}, {made:%H:%M} by {pack.made_by}."
    pages = _paper(title, by)
    pages.heading(heading, f"Return {drawn.name}")
    pages.facts([Fact(name, words) for name, words in about(pack)])
    pages.section("Places in the sample")
    rows = [
        (
            str(each.line),
            each.folder,
            each.participant,
            each.organisation,
            pounds(each.amount),
            each.certificate,
        )
        for each in pack.places
    ]
    pages.table(_INDEX, rows)
    return pages.finish()


def about(pack: EvidencePack) -> list[tuple[str, str]]:
    """Say what the pack is and how its places were drawn."""
    drawn = pack.drawn_from
    sent = drawn.submitted_at.astimezone(OFFICE_ZONE)
    return [
        ("Agreement", drawn.agreement),
        ("Period", str(drawn.period)),
        ("Submitted", f"{long_date(sent.date())} by {drawn.submitted_by}"),
        ("Stored return", f"sha256 {drawn.digest}"),
        ("Anchor", drawn.anchor),
        ("Sample", f"{len(pack.places)} of {pack.of} places claimed"),
        (
            "How drawn",
            "Lines in the order of the sha256 of the anchor, a colon and the line’s number: the first "
            "ones. The anchor was fixed when the return was submitted: whoever draws again gets the same.",
        ),
        ("Papers", "Registers and history as recorded on the day of this pack; lines as submitted."),
        ("Other people", OTHERS_BY_REFERENCE),
    ]


def _begin(heading: str, place: PlaceEvidence, drawn_from: SubmittedReturn) -> "Paper":
    line = place.line
    title = f"{heading}, {line.place}"
    foot = f"Evidence for return {drawn_from.name}, line {line.number}. {OTHERS_BY_REFERENCE}"
    pages = _paper(title, foot)
    pages.heading(heading, f"Return {drawn_from.name}, line {line.number}")
    facts = (
        ("Place", line.place),
        ("Participant", _person(line.participant)),
        ("Organisation", line.organisation.name),
        ("Cohort", f"{line.cohort.code}, {line.cohort.programme} {line.cohort.version}"),
    )
    pages.facts([Fact(name, words or "–") for name, words in facts])
    return pages


def _paper(title: str, foot: str) -> "Paper":
    from aspire_desktop.documents.flow.paper import Paper  # Platypus loads for whoever prints

    return Paper(title, foot)


def _mark(mark: MarkEvidence) -> tuple[str, ...]:
    texts = (mark.person, mark.organisation, mark.mark, mark.marked_by)
    return (*texts, _moment(mark.marked_at), mark.note)


def _line_facts(line: ReturnLineFacts) -> Iterator[tuple[str, str]]:
    """Give each field by its heading; two that belong together as one, people with their references."""
    yield from _told(line, LineField.NUMBER)
    yield "Return", f"{line.return_reference}, revision {line.revision}"
    yield from _told(line, LineField.PLACE, LineField.AGREEMENT)
    yield "Programme and version", f"{line.cohort.programme}, {line.cohort.version}"
    yield from _told(line, LineField.COHORT, LineField.PARTNER)
    yield "First and last session", f"{_day(line.cohort.first_on)} to {_day(line.cohort.last_on)}"
    yield CLAIM_FIELDS[LineField.PARTICIPANT].heading, _person(line.participant)
    yield from _told(line, LineField.JOB_TITLE, LineField.ORGANISATION, LineField.GSS)
    yield "Type and region", ", ".join(filter(None, (line.organisation.type, line.organisation.region)))
    yield from _told(line, *_STANDING, *_MONEY)
    yield CLAIM_FIELDS[LineField.SUBSTITUTION_OF].heading, _person(line.substitution_of)
    yield from _told(line, LineField.PREVIOUS_CLAIM, LineField.AMOUNT, LineField.EVIDENCE)


def _told(line: ReturnLineFacts, *fields: LineField) -> Iterator[tuple[str, str]]:
    return ((CLAIM_FIELDS[field].heading, CLAIM_FIELDS[field].words(line)) for field in fields)


def _person(person: PersonFacts | None) -> str:
    """Write name and reference; somebody who was erased since is the reference alone."""
    if person is None:
        return ""
    erased = person.name == person.reference
    return f"{person.reference}, erased since" if erased else f"{person.name}, {person.reference}"


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = at.astimezone(OFFICE_ZONE)
    return f"{short_date(local.date())} {local:%H:%M}"
