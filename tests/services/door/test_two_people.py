"""Two offices at one database change one record: nothing is lost, and each clash is said once."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from funder_form import FORM, MAPPING
from openpyxl import load_workbook
from whole_office import WholeOffice

from aspire_desktop.domain.money.charges import ChargeKind
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.money.layout_slots import BEGINS, Part, Slot, mapping_from, texts_of
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Clash, Clashing, RuleBroken, Stale
from aspire_desktop.domain.office.people import PersonRow, full_name
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.door.touched import AsShown, OnlyTouched, with_facts
from aspire_desktop.services.money.charges import ChangeVat, RemovePrice, SetPrice
from aspire_desktop.services.money.funding import INVARIANTS, ChangeAgreement
from aspire_desktop.services.money.layouts import AddLayout, ChangeLayout, Digest
from aspire_desktop.services.office.organisations import AddOrganisation, RenameOrganisation
from aspire_desktop.services.office.people import ChangePerson, MovePerson
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.cohorts import ChangeCohort
from aspire_desktop.services.programmes.enrolments import MoveEnrolment
from aspire_desktop.services.programmes.moving import MovePeople
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.services.programmes.projects import (
    ChangeProject,
    ClearOutcome,
    RecordOutcome,
    RemoveProject,
)
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.agreements import agreement_terms, programmes_covered
from aspire_desktop.storage.lookups.money.charges import price_rows, vat_terms
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.money.layouts import layout_rows
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.lookups.programmes.attendance import cohort_register
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows, version_rows
from aspire_desktop.storage.lookups.programmes.projects import project_member_ids, project_rows
from aspire_desktop.storage.store import Store


def _form(words: str) -> bytes:
    """Give the form with other words in it."""
    book, target = load_workbook(io.BytesIO(FORM)), io.BytesIO()
    book.worksheets[0]["A1"] = words
    book.save(target)
    return target.getvalue()


@pytest.fixture
def theirs(world: WholeOffice, open_location: Location) -> Iterator[Office]:
    """Ellie Marsh's window on the same database."""
    world.office.do(AddColleague("Ellie Marsh", EVERYONE))
    store = Store(open_location, world.office.clock, INVARIANTS)
    yield Office(store, "Ellie Marsh")
    store.close()


def _row(office: Office, world: WholeOffice) -> PersonRow:
    row = office.ask(person_row, world.people[0], office.clock.today())
    assert row is not None
    return row


def _read(office: Office, world: WholeOffice) -> ChangePerson:
    row = _row(office, world)
    return ChangePerson(row.id, row.given_name, row.family_name, row.email, row.job_title)


def test_different_fields_of_one_record_are_both_kept(world: WholeOffice, theirs: Office) -> None:
    mine, read = world.office, _read(world.office, world)
    theirs.do(OnlyTouched(replace(read, email="new@walsall.gov.uk"), read))
    done = mine.do(OnlyTouched(replace(read, job_title="Head of OD"), read))
    row = _row(mine, world)
    assert (row.email, row.job_title) == ("new@walsall.gov.uk", "Head of OD")
    assert done.title == f"Change {read.given_name} {read.family_name}"
    mine.undo()
    row = _row(mine, world)
    assert (row.email, row.job_title) == ("new@walsall.gov.uk", read.job_title)


def test_who_changed_the_field_is_named_and_not_who_changed_the_record_last(
    world: WholeOffice, theirs: Office
) -> None:
    mine, read = world.office, _read(world.office, world)
    theirs.do(OnlyTouched(replace(read, email="theirs@walsall.gov.uk"), read))
    mine.do(OnlyTouched(replace(read, family_name="Reid"), read))
    with pytest.raises(Clash, match="Ellie Marsh changed this") as refused:
        mine.do(OnlyTouched(replace(read, email="mine@walsall.gov.uk"), read))
    assert [each.field for each in refused.value.explanation.clashes] == ["email"]


def test_the_same_field_is_a_clash_until_one_is_kept(world: WholeOffice, theirs: Office) -> None:
    mine, read = world.office, _read(world.office, world)
    theirs.do(OnlyTouched(replace(read, email="theirs@walsall.gov.uk", family_name="Reid"), read))
    wanted = replace(read, email="mine@walsall.gov.uk", job_title="Head of OD")
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(wanted, read))
    told = refused.value.explanation
    assert told.clashes == (Clashing("email", "theirs@walsall.gov.uk"),)
    assert told.what == "Ellie Marsh changed this at 10:30."
    assert (told.safe, told.do) == ("Your change is not saved yet.", "Compare the two, then keep one.")
    assert _row(mine, world).email == "theirs@walsall.gov.uk"
    seen = with_facts(read, {each.field: each.theirs for each in told.clashes})
    mine.do(OnlyTouched(wanted, seen))
    row = _row(mine, world)
    assert (row.email, row.job_title, row.family_name) == ("mine@walsall.gov.uk", "Head of OD", "Reid")


def test_a_job_title_does_not_land_on_another_job_unseen(world: WholeOffice, theirs: Office) -> None:
    mine, row = world.office, _row(world.office, world)
    read = replace(_read(mine, world), organisation_id=row.organisation_id)
    theirs.do(MovePerson(row.id, world.dudley, row.job_title, mine.clock.today()))
    wanted = replace(read, job_title="Head of OD", email="mine@walsall.gov.uk")
    with pytest.raises(Clash, match=r"at 10:30\. The present job is at Dudley") as refused:
        mine.do(OnlyTouched(wanted, read))
    seen = with_facts(read, {each.field: each.theirs for each in refused.value.explanation.clashes})
    assert seen == replace(read, organisation_id=world.dudley)
    mine.do(OnlyTouched(replace(read, email="mine@walsall.gov.uk"), read))
    assert _row(mine, world).job_title == row.job_title
    mine.do(OnlyTouched(replace(seen, job_title="Head of OD"), seen))
    assert _row(mine, world).job_title == "Head of OD"


def test_another_present_job_than_was_seen_does_not_end_unseen(world: WholeOffice, theirs: Office) -> None:
    mine, row, today = world.office, _row(world.office, world), world.office.clock.today()
    assert row.organisation_id is not None
    other = theirs.do(AddOrganisation("Acorn Partners")).value
    theirs.do(MovePerson(row.id, world.dudley, "OD Lead", today - timedelta(days=3), row.organisation_id))
    wanted = MovePerson(row.id, other, "Head of OD", today, row.organisation_id)
    with pytest.raises(Clash, match=r"The present job is at Dudley.* That job would end") as refused:
        mine.do(wanted)
    assert refused.value.explanation.clashes == (Clashing("read", world.dudley),)
    assert _row(mine, world).organisation_id == world.dudley
    mine.do(replace(wanted, read=world.dudley))
    assert _row(mine, world).organisation_id == other


def test_another_name_than_was_seen_does_not_end_unseen(world: WholeOffice, theirs: Office) -> None:
    mine, today = world.office, world.office.clock.today()
    name = next(row.name for row in mine.ask(organisation_rows, today) if row.id == world.walsall)
    theirs.do(RenameOrganisation(world.walsall, "Walsall Borough", today - timedelta(days=3), read=name))
    wanted = RenameOrganisation(world.walsall, "Walsall City", today, read=name)
    with pytest.raises(Clash, match=r"Walsall Borough from 5 October 2026 on\. That name") as told:
        mine.do(wanted)
    mine.do(replace(wanted, read=str(told.value.explanation.clashes[0].theirs)))
    rows = mine.ask(organisation_rows, today)
    assert "Walsall City" in [row.name for row in rows if row.id == world.walsall]


def test_whoever_changes_it_back_meanwhile_is_shown_again(world: WholeOffice, theirs: Office) -> None:
    mine, read = world.office, _read(world.office, world)
    wanted, seen = replace(read, email="mine@walsall.gov.uk"), replace(read, email="theirs@walsall.gov.uk")
    with pytest.raises(Clash):
        mine.do(OnlyTouched(wanted, seen))
    theirs.do(seen)
    mine.do(OnlyTouched(wanted, seen))
    assert _row(mine, world).email == "mine@walsall.gov.uk"


def test_both_doing_the_same_is_no_clash(world: WholeOffice, theirs: Office) -> None:
    read = _read(world.office, world)
    for office in (theirs, world.office):
        office.do(OnlyTouched(replace(read, email="one@walsall.gov.uk"), read))
    assert _row(world.office, world).email == "one@walsall.gov.uk"


def test_the_day_is_said_where_it_is_another(world: WholeOffice, theirs: Office, clock: SetClock) -> None:
    read = _read(world.office, world)
    theirs.do(OnlyTouched(replace(read, email="theirs@walsall.gov.uk"), read))
    clock.instant += timedelta(days=1)
    with pytest.raises(Clash, match=r"Ellie Marsh changed this on 8 Oct 2026 at 10:30\."):
        world.office.do(OnlyTouched(replace(read, email="mine@walsall.gov.uk"), read))


def test_a_cohorts_trainers_and_places_are_kept_apart(world: WholeOffice, theirs: Office) -> None:
    mine, today = world.office, world.office.clock.today()
    row = mine.ask(cohort_row, world.workshops, today)
    assert row is not None
    read = ChangeCohort(row.id, row.partner_id, row.venue, row.capacity, ())
    theirs.do(Several((OnlyTouched(replace(read, trainers=("Ruth Adeyemi",)), read),), "Change"))
    mine.do(OnlyTouched(replace(read, venue="Rugby"), read))
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(replace(read, trainers=("M Pell",)), read))
    assert refused.value.explanation.clashes == (Clashing("trainers", ("Ruth Adeyemi",)),)


def test_terms_of_an_agreement_clash_one_by_one(world: WholeOffice, theirs: Office) -> None:
    mine, today = world.office, world.office.clock.today()
    row = next(each for each in mine.ask(agreement_rows, today) if each.id == world.spare)
    terms = mine.ask(agreement_terms)[world.spare]
    covered = tuple(mine.ask(programmes_covered, world.spare))
    dates = (row.begins, row.ends, row.period_months)
    read = ChangeAgreement(row.id, row.reference, covered, 3, row.unit, *dates, terms)
    other = {"terms.members_only": True, "terms.organisation_cap": 2}
    theirs.do(OnlyTouched(with_facts(read, other), read))
    wanted = with_facts(read, {"terms.organisation_cap": 3, "ends": date(2027, 7, 31)})
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(wanted, read))
    assert refused.value.explanation.clashes == (Clashing("terms.organisation_cap", 2),)
    mine.do(OnlyTouched(wanted, with_facts(read, {"terms.organisation_cap": 2})))
    now = mine.ask(agreement_terms)[world.spare]
    assert (now.members_only, now.organisation_cap) == (True, 3)


def test_each_tick_of_a_role_is_a_fact_of_its_own(world: WholeOffice, theirs: Office) -> None:
    mine = world.office
    ruth = mine.do(AddColleague("Ruth Adeyemi", frozenset({Role.TRAINER}))).value
    read = ChangeColleague(ruth, frozenset({Role.TRAINER}))
    theirs.do(OnlyTouched(replace(read, given=frozenset({Role.TRAINER, Role.FINANCE})), read))
    mine.do(OnlyTouched(replace(read, given=frozenset()), read))
    mine.do(OnlyTouched(replace(read, active=False), read))
    row = next(each for each in mine.ask(colleague_rows) if each.id == ruth)
    assert (row.roles, row.active) == (frozenset({Role.FINANCE}), False)


def test_rules_of_a_version_are_kept_apart_and_each_mark_is_a_tick(
    world: WholeOffice, theirs: Office
) -> None:
    mine, row = world.office, world.office.ask(threshold_rows)[0]
    rules = (row.sessions_needed, row.project_needed, row.attended_marks, row.left_early_percent)
    read = ChangeVersion(row.id, *rules, row.capacity, row.minimum)
    theirs.do(OnlyTouched(replace(read, capacity=31, attended_marks=row.attended_marks | {"L"}), read))
    mine.do(OnlyTouched(replace(read, minimum=3, attended_marks=row.attended_marks - {"P"}), read))
    now = mine.ask(threshold_rows)[0]
    assert (now.capacity, now.minimum) == (31, 3)
    assert now.attended_marks == row.attended_marks - {"P"} | {"L"}
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(replace(read, capacity=12), read))
    assert refused.value.explanation.clashes == (Clashing("capacity", 31),)


def test_each_member_of_a_project_is_a_tick_of_its_own(world: WholeOffice, theirs: Office) -> None:
    mine, one = world.office, world.unprojected
    before = tuple(mine.ask(project_member_ids, world.project))
    read = ChangeProject(world.project, "From absence policy to practice", before)
    theirs.do(OnlyTouched(replace(read, enrolment_ids=(*before, one)), read))
    mine.do(OnlyTouched(replace(read, title="Voices"), read))
    assert mine.ask(project_member_ids, world.project) == [*before, one]
    mine.do(OnlyTouched(replace(read, enrolment_ids=before[1:]), read))
    assert mine.ask(project_member_ids, world.project) == [*before[1:], one]


def test_a_modules_title_and_minutes_are_kept_apart(world: WholeOffice, theirs: Office) -> None:
    mine, module = world.office, world.office.ask(threshold_rows)[0].modules[0]
    read = ChangeModule(module.id, module.title, module.minutes)
    theirs.do(OnlyTouched(replace(read, title="Theirs", reason="A slip"), read))
    mine.do(OnlyTouched(replace(read, minutes=module.minutes + 5, reason="The break"), read))
    now = mine.ask(threshold_rows)[0].modules[0]
    assert (now.title, now.minutes) == ("Theirs", module.minutes + 5)
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(replace(read, title="Mine"), read))
    assert refused.value.explanation.clashes == (Clashing("title", "Theirs"),)


def test_a_prices_amount_and_vat_are_kept_apart(world: WholeOffice, theirs: Office) -> None:
    mine, since = world.office, date(2026, 4, 1)
    read = SetPrice(world.inspire, ChargeKind.PLACE, True, Decimal(495), Vat.STANDARD, since)
    mine.do(read)
    theirs.do(OnlyTouched(replace(read, vat=Vat.EXEMPT), read))
    mine.do(OnlyTouched(replace(read, amount=Decimal(500)), read))
    [now] = mine.ask(price_rows)
    assert (now.amount, now.vat) == (Decimal(500), Vat.EXEMPT)
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(replace(read, vat=Vat.ZERO), read))
    assert refused.value.explanation.clashes == (Clashing("vat", Vat.EXEMPT),)


def test_a_price_removed_meanwhile_is_not_put_back_unseen(world: WholeOffice, theirs: Office) -> None:
    mine, since = world.office, date(2026, 4, 1)
    read = SetPrice(world.inspire, ChargeKind.PLACE, True, Decimal(495), Vat.STANDARD, since, shown=True)
    theirs.do(RemovePrice(theirs.do(replace(read, shown=False)).value))
    for wanted in (replace(read, amount=Decimal(500)), read):
        with pytest.raises(RuleBroken, match="Somebody has removed this price meanwhile"):
            mine.do(OnlyTouched(wanted, read))
    assert mine.ask(price_rows) == []
    mine.do(replace(read, amount=Decimal(500), shown=False))
    assert [row.amount for row in mine.ask(price_rows)] == [Decimal(500)]


def test_a_price_that_both_add_is_not_changed_unseen(world: WholeOffice, theirs: Office) -> None:
    mine, since = world.office, date(2026, 4, 1)
    wanted = SetPrice(world.inspire, ChargeKind.PLACE, True, Decimal(999), Vat.STANDARD, since, shown=False)
    theirs.do(wanted)
    with pytest.raises(RuleBroken, match=r"added this price already: £999\.00, VAT standard rate"):
        mine.do(replace(wanted, amount=Decimal(111)))
    assert [row.amount for row in mine.ask(price_rows)] == [Decimal(999)]
    assert mine.do(wanted).id is None, "both wanted the same"


def test_the_rate_and_the_codes_of_vat_are_kept_apart(world: WholeOffice, theirs: Office) -> None:
    mine, read = world.office, ChangeVat(world.office.ask(vat_terms))
    theirs.do(OnlyTouched(with_facts(read, {"terms.percent": Decimal("17.5")}), read))
    mine.do(OnlyTouched(with_facts(read, {"terms.standard": "S"}), read))
    now = mine.ask(vat_terms)
    assert (now.percent, now.standard) == (Decimal("17.5"), "S")
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(with_facts(read, {"terms.percent": Decimal(15)}), read))
    assert refused.value.explanation.clashes == (Clashing("terms.percent", Decimal("17.5")),)


def test_programmes_that_an_agreement_covers_are_one_fact(world: WholeOffice, theirs: Office) -> None:
    mine = world.office
    row = next(each for each in mine.ask(agreement_rows, mine.clock.today()) if each.id == world.spare)
    covered, terms = mine.ask(programmes_covered, row.id), mine.ask(agreement_terms)[row.id]
    dates = (row.begins, row.ends, row.period_months)
    read = ChangeAgreement(row.id, row.reference, covered, 3, row.unit, *dates, terms)
    both = tuple(dict.fromkeys((each.programme_id, None) for each in mine.ask(version_rows)))
    theirs.do(OnlyTouched(replace(read, covers=both), read))
    mine.do(OnlyTouched(replace(read, places=4), read))
    mine.do(OnlyTouched(replace(read, covers=both[::-1]), read))
    now = mine.ask(programmes_covered, row.id)
    assert set(now) == set(both)
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(replace(read, covers=both[:1]), read))
    assert refused.value.explanation.clashes == (Clashing("covers", now),)


def test_the_journal_notes_the_change_itself(world: WholeOffice) -> None:
    read = _read(world.office, world)
    change = OnlyTouched(replace(read, job_title="Head of OD"), read)
    assert (change.noted_as, change.allowed()) == ("ChangePerson", read.allowed())
    world.office.do(change)
    assert world.office.ask(action_rows, 1)[0].title.startswith("Change ")


def test_each_cell_of_a_funders_form_is_a_fact_of_its_own(world: WholeOffice, theirs: Office) -> None:
    mine = world.office
    form = mine.do(AddLayout(world.agreement, "LGA claim", FORM, MAPPING)).value
    read = ChangeLayout(form, "LGA claim", MAPPING)
    reference, begins = Slot(Part.FIGURES, "reference"), Slot(Part.LINES, BEGINS)
    texts = texts_of(MAPPING)
    other = mapping_from(texts | {reference: "Claim!C1", begins: "Claim!A6"})
    theirs.do(OnlyTouched(replace(read, mapping=other), read))
    own = texts | {Slot(Part.FIGURES, "office"): "Claim!B3"}
    mine.do(OnlyTouched(replace(read, mapping=mapping_from(own)), read))
    [row] = mine.ask(layout_rows)
    both = mapping_from(own | {reference: "Claim!C1", begins: "Claim!A6"})
    assert row.mapping == both
    with pytest.raises(Clash) as refused:
        mine.do(OnlyTouched(replace(read, mapping=mapping_from(own | {begins: "Claim!A7"})), read))
    assert refused.value.explanation.clashes == (Clashing("mapping", both),)
    [row] = mine.ask(layout_rows)
    assert row.mapping == both


def test_an_outcome_is_cleared_and_a_project_removed_only_as_it_was_shown(
    world: WholeOffice, theirs: Office
) -> None:
    mine, today = world.office, world.office.clock.today()
    theirs.do(RecordOutcome(world.project, "pass", today))
    clearing = AsShown(ClearOutcome(world.project), RecordOutcome(world.project, "pass", today))
    theirs.do(RecordOutcome(world.project, "merit", today))
    with pytest.raises(Stale, match="Ellie Marsh changed this at") as refused:
        mine.do(clearing)
    assert "projects" in refused.value.tables
    [row] = mine.ask(project_rows, world.modules)
    assert row.outcome_key == "merit"
    mine.do(AsShown(ClearOutcome(world.project), RecordOutcome(world.project, "merit", today)))
    shown = ChangeProject(project_id=row.id, enrolment_ids=row.enrolment_ids, title=row.title)
    theirs.do(replace(shown, title="Staff voice"))
    with pytest.raises(Stale):
        mine.do(AsShown(RemoveProject(row.id), shown))
    [row] = mine.ask(project_rows, world.modules)
    assert row.title == "Staff voice"


def test_a_newer_workbook_is_not_put_over_anothers(world: WholeOffice, theirs: Office) -> None:
    newer_form, newest = _form("Our reference"), _form("Your reference")
    form = world.office.do(AddLayout(world.agreement, "LGA claim", FORM, MAPPING)).value
    [row] = world.office.ask(layout_rows)
    read = ChangeLayout(form, "LGA claim", MAPPING, document=Digest(row.document))
    theirs.do(
        OnlyTouched(replace(read, content=newer_form, document=Digest(sha256(newer_form).hexdigest())), read)
    )
    [newer] = world.office.ask(layout_rows)
    assert newer.document == sha256(newer_form).hexdigest() != row.document
    again = replace(read, content=newest, document=Digest(sha256(newest).hexdigest()))
    with pytest.raises(Clash) as refused:
        world.office.do(OnlyTouched(again, read))
    assert [each.field for each in refused.value.explanation.clashes] == ["document"]
    world.office.do(OnlyTouched(replace(read, name="LGA return"), read))
    [kept] = world.office.ask(layout_rows)
    assert (kept.name, kept.document) == ("LGA return", newer.document)


def test_a_note_stays_with_the_mark_it_was_written_for(world: WholeOffice, theirs: Office) -> None:
    day, place = world.days[1], world.places[0]

    def stands() -> tuple[object, str]:
        register = world.office.ask(cohort_register, world.workshops, world.office.clock.today())
        mark = next(
            mark
            for row in register.rows
            for mark in row.marks
            if mark and (mark.session_id, mark.enrolment_id) == (day, place)
        )
        return mark.code, mark.note

    theirs.do(MarkAttendance(day, (place,), Code.ABSENT, note="Rang in sick"))
    absent = stands()
    assert absent == (Code.ABSENT, "Rang in sick")
    theirs.do(MarkAttendance(day, (place,), Code.ABSENT))
    assert stands() == absent, "the same letter again keeps it"
    world.office.do(MarkAttendance(day, (place,), Code.PRESENT))
    assert stands() == (Code.PRESENT, "")
    world.office.undo()
    assert stands() == absent
    world.office.redo()
    assert stands() == (Code.PRESENT, "")


def test_one_person_whom_another_moved_does_not_stop_the_others(world: WholeOffice, theirs: Office) -> None:
    today = world.office.clock.today()
    first, second, third = world.places[:3]
    read = {row.id: row for row in world.office.ask(participant_rows, world.workshops, today)}
    moves = tuple(
        MoveEnrolment(id, Status.DEFERRED, today, "Leave", read=read[id].status)
        for id in (first, second, third)
    )
    theirs.do(MoveEnrolment(first, Status.DEFERRED, today, "Theirs"))
    theirs.do(MoveEnrolment(second, Status.WITHDRAWN, today, "New job"))
    [left] = world.office.do(MovePeople(moves)).value
    assert left.name == full_name(read[second].given_name, read[second].family_name)
    assert left.reason.startswith("withdrawn by now. Ellie Marsh changed this at")
    now = {row.id: row.status for row in world.office.ask(participant_rows, world.workshops, today)}
    assert [now[id] for id in (first, second, third)] == [Status.DEFERRED, Status.WITHDRAWN, Status.DEFERRED]
    with pytest.raises(Stale, match=left.name):
        world.office.do(MovePeople(moves[1:2]))
