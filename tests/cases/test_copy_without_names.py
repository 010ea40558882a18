"""No spelling of a name that somebody may have typed is left in the copy without names."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from funded_office import Q1, Q2, FundedOffice
from return_facts import build_return, make_adjustment, make_line

from aspire_desktop.domain.money.anonymity import LEFT_OUT, without_names
from aspire_desktop.domain.money.returns import InternalCheck, ReturnFacts
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.people import Person, PersonFacts
from aspire_desktop.domain.office.values import fold
from aspire_desktop.domain.programmes.enrolments import Enrolment, Step
from aspire_desktop.services.money.returns import nameless_workbook, workbook_of
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.programmes.enrolments import steps

NAMES = (
    ("Siân", "O'Neill"), ("Anke", "Willems-De Boer"), ("Johannes", "van den Berg"), ("Zoë", "Ash"),
    ("May", "Day"), ("Will", "Price"), ("Rose", "Green"), ("Mark", "Long"), ("Renée", "St John-Green"),
    ("Łukasz", "Ødegård"), ("Ṣadé", "Adébáyọ̀"), ("Priya", "Rao"), ("Mary Jane", "D'Arcy"), ("Tom", "Head"),
    ("Grace", "Church"), ("Ngozi", "Eze"), ("Piet", "Van de Velde"), ("Dean", "Young"), ("Joy", "Best"),
    ("Bronwen", "Llewellyn"),
)  # fmt: skip
PEOPLE = tuple(
    PersonFacts(f"P-{n:05}", f"{given} {family}") for n, (given, family) in enumerate(NAMES, start=301)
)
LEET, TURKISH = str.maketrans("aeioAEIO", "43104310"), str.maketrans("i", "ı")
LOOK_ALIKE = str.maketrans("aeopcxAEOPCX", "аеорсхАЕОРСХ")
Spell = Callable[[str, str], str]


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


def initials(text: str) -> str:
    return "".join(word[0] for word in text.split())


SPELLINGS: tuple[Spell, ...] = (
    lambda g, f: f"{g} {f}",
    lambda g, f: f"{g} {f}".upper(),
    lambda g, f: f"{g} {f}".lower(),
    lambda g, f: fold(f"{g} {f}"),
    lambda g, f: f"{f}, {g}",
    lambda g, f: f"{f} {g}".lower(),
    lambda g, f: f"{g} {f}'s",
    lambda g, f: f"{g} {f}’s",
    lambda g, f: f"the {f}s",
    lambda g, f: f"the {f}es",
    lambda g, f: f"the {bare(f)}s".lower(),
    lambda g, f: f"Mrs {bare(f).upper()}",
    lambda g, f: f"Mr {f}",
    lambda g, f: f"Dr {f.lower()}",
    lambda g, f: f"{g} {bare(f)}",
    lambda g, f: f"{g} {bare(f)} 77",
    lambda g, f: f"{bare(g)}{bare(f)}",
    lambda g, f: f"{bare(g)}{bare(f)}".lower(),
    lambda g, f: f"{fold(g)[0]}.{fold(bare(f))}0@example.gov.uk",
    lambda g, f: f"{fold(bare(g))}.{fold(bare(f))}@example.gov.uk",
    lambda g, f: f"{fold(bare(f))}_{fold(bare(g))}",
    lambda g, f: f"{bare(g)}-{bare(f)}",
    lambda g, f: f"@{fold(bare(g))}{fold(bare(f))}",
    lambda g, f: f"#{bare(f)}",
    lambda g, f: f"{initials(g)}. {f}",
    lambda g, f: f"{initials(g)} {f.upper()}",
    lambda g, f: f"{g} {initials(f)}.",
    lambda g, f: g,
    lambda g, f: f,
    lambda g, f: f.lower(),
    lambda g, f: f"{g}".lower(),
    lambda g, f: f"“{g}”",
    lambda g, f: f"({f})",
    lambda g, f: f"{g}/{f}",
    lambda g, f: f"{g}  {f}",
    lambda g, f: f"{g}\u00a0{f}",
    lambda g, f: f"{g}\n{f}",
    lambda g, f: unicodedata.normalize("NFD", f"{g} {f}"),
    lambda g, f: "\u200b".join(f"{g}{f}"),
    lambda g, f: f"{g} {f[:2]}\u00ad{f[2:]}",
    lambda g, f: " ".join(bare(f)),
    lambda g, f: ".".join(bare(f)),
    lambda g, f: f"{g} {f}".translate(LOOK_ALIKE),
    lambda g, f: f"{g} {f}".translate(LEET),
    lambda g, f: f"{g} {f}".translate(TURKISH),
    lambda g, f: quote(f"{g} {f}"),
    lambda g, f: f"{g} {f}".encode().decode("cp1252", "replace"),
    lambda g, f: f"{g} {f}".encode("ascii", "xmlcharrefreplace").decode(),
    lambda g, f: f"{bare(f)}{len(f)}",
    lambda g, f: f"{g}{g[-1]} {f}{f[-1]}",
)
SENTENCES = ("{} told us", "moved by {}, who left", "PO {}", "{}")


def seeded(text: str) -> ReturnFacts:
    """Give a return that bears a text in every field that somebody can type."""
    line = replace(make_line(1), job_title=text, po_number=text, invoice=text, evidence=text)
    change = replace(make_adjustment(2), cause=text, reason=text, evidence=text)
    facts = build_return((line,), (change,))
    proofs = (replace(facts.evidence[0], title=text, source=text),)
    checks = (InternalCheck("Nobody is claimed twice", False, text),)
    return replace(facts, evidence=proofs, checks=checks, revision_reason=text, known=PEOPLE)


def typed(facts: ReturnFacts) -> list[str]:
    [line], [change], [proof], [check] = facts.lines, facts.adjustments, facts.evidence, facts.checks
    return [
        line.job_title, line.po_number, line.invoice, line.evidence, change.cause, change.reason,
        change.evidence, proof.title, proof.source, check.detail, facts.revision_reason,
    ]  # fmt: skip


def test_there_are_fifty_spellings_of_twenty_names() -> None:
    assert (len(SPELLINGS), len(NAMES)) == (50, 20)
    assert len({spell(*NAMES[0]) for spell in SPELLINGS}) == 50


@pytest.mark.parametrize("name", NAMES, ids=lambda name: fold(" ".join(name)))
def test_no_spelling_of_a_name_is_left_in_any_field(name: tuple[str, str]) -> None:
    parts = [fold(part) for part in name]
    for number, spell in enumerate(SPELLINGS):
        spelled = spell(*name)
        for said in typed(without_names(seeded(SENTENCES[number % len(SENTENCES)].format(spelled)))):
            if said != LEFT_OUT:
                assert spelled not in said
                assert not [part for part in parts if part in fold(said)], said


@pytest.mark.parametrize(
    "words",
    [
        "s.oneill0@example.gov.uk told us",
        "the O'Neills",
        "Mrs ONEILL",
        "Siân ONeill 77",
        "Told by Price",
        "a letter from Kowalczyk",
    ],
)
def test_words_that_may_name_somebody_are_left_out(words: str) -> None:
    assert set(typed(without_names(seeded(words)))) == {LEFT_OUT}


@pytest.mark.parametrize(
    "words",
    [
        "Withdrew before day 2",
        "Workshop day 2, 11 Jun 2026: Absent; Review day, 5 November 2026: Not marked",
        "Told on 2 September, effective in April",
        "0045001234",
        "PO-00731",
        "HR business partner",
        "Moved to another department; they did not finish",
        "The funder's query was settled by another amount.",
        "Registers of INS26-NW01: 2 Jun 2026, 3 Jun 2026",
        "Enrolment history of P-00042 on INS26-NW01",
        "LGA-2026-Q1, line 17",
        "",
    ],
)
def test_words_that_name_nobody_are_kept(words: str) -> None:
    change = replace(make_adjustment(2), reason=words)
    facts = replace(build_return((), (change,)), known=(PersonFacts("P-00301", "Siân O'Neill"),))
    assert without_names(facts).adjustments[0].reason == words


REASONS = ("s.oneill0@example.gov.uk told us", "the O'Neills", "Mrs ONEILL")


def test_the_file_holds_none_of_what_was_typed(sqlite_store: Store, clock: SetClock) -> None:
    """Three people are claimed with a name in their purchase order, and leave for reasons with names."""
    funded = FundedOffice(sqlite_store, clock)
    funded.go_to(date(2026, 5, 1))
    id, cohort = funded.agreement(), funded.cohort(date(2026, 6, 2), date(2026, 6, 3), date(2026, 9, 1))
    held = [funded.enrol(id, cohort) for _ in REASONS]
    with funded.writing() as work:
        work.get(Person, held[0].person).tell(given_name="Siân", family_name="O'Neill")
        for each in held:
            work.get(Enrolment, each.enrolment).po_number = "Siân ONeill 77"
    for each in held:
        funded.mark(each, "PP")
    funded.go_to(date(2026, 7, 10))
    funded.submit(id, Q1)
    for each, reason in zip(held, REASONS, strict=True):
        funded.leave(each, date(2026, 6, 2))
        with funded.writing() as work:
            [step] = work.all(Step, steps.c.enrolment_id == each.enrolment)
            step.reason = reason
    for period in (Q1, Q2):
        named = text_of(funded.office.ask(workbook_of, id, period, funded.office.moment))
        assert "neill" in fold(named)
        copy = fold(text_of(funded.office.ask(nameless_workbook, id, period, funded.office.moment)))
        assert "neill" not in copy
        assert "sian" not in copy
        assert "told us" not in copy


def text_of(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())
