"""Handing places to a partner by a signed file, and taking them back by the partner's signed release."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from aspire_desktop.documents.money.allotments import allotment_file, read_allotment, read_release
from aspire_desktop.domain.money.allotments import (
    AllotmentFacts,
    AllotmentRow,
    Recalled,
    check_number,
    check_release,
    places_words,
    read_key,
)
from aspire_desktop.domain.money.funding import Agreement, Allotment, AllotmentRelease
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import AgreementId, AllotmentId, OrganisationId, Period, long_date
from aspire_desktop.domain.office.written import Prose
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.services.money.agreements import free_places
from aspire_desktop.services.office.organisations import present_name
from aspire_desktop.services.office.signing import signing_key
from aspire_desktop.storage.lookups.money.allotments import allotment_document, allotment_rows
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.tables.money.funding import allotment_releases, allotments
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class AllotPlaces(Action[AllotmentId]):
    """Hand so many places of an agreement to a partner by a signed file; they count as committed."""

    agreement_id: AgreementId
    partner_id: OrganisationId
    places: int
    partner_key: Prose
    """The partner's public key (Ed25519, hexadecimal): releases must be signed with it."""
    roles: ClassVar[frozenset[Role]] = OFFICE
    answered_by: ClassVar[str] = "a release that the partner signs"

    def apply(self, work: UnitOfWork) -> Effect[AllotmentId]:
        """Refuse more places than are free, an agreement that is over, and what is no key of a partner."""
        agreement, today = work.get(Agreement, self.agreement_id), work.clock.today()
        partner_key, key = read_key(self.partner_key), signing_key(work)
        if partner_key == key.public:
            raise RuleBroken("This is this office's own key.", do="Give the key of the partner.")
        _check_wanted(agreement, self.places, free_places(work, agreement.id), today)
        partner = present_name(work, self.partner_id).name
        facts = _facts(work, agreement, partner, partner_key, self.places)
        content = allotment_file(facts, key)
        # a file that is given out cannot be unsent, so it is read back first
        assert read_allotment(content, key.public) == facts
        made = work.add(
            Allotment(
                agreement.id,
                self.partner_id,
                facts.reference,
                self.places,
                today,
                partner_key,
                work.keep(content),
            )
        )
        title = f"Allot {places_words(self.places)} of {agreement.reference} to {partner}"
        return Effect(title, made.id)


@dataclass(frozen=True)
class RecallPlaces(Action[Recalled]):
    """Take in a release that a partner signed: its places are free again."""

    content: bytes
    """The file as the partner sent it."""
    roles: ClassVar[frozenset[Role]] = OFFICE
    answered_by: ClassVar[str] = "allotting places again"

    def apply(self, work: UnitOfWork) -> Effect[Recalled]:
        """Refuse a file that was altered, one taken in before, and more places than are out."""
        signed = read_release(self.content)
        row = _row_called(work, signed.facts.allotment)
        release = signed.check(row.partner_key)
        check_number(release, row)
        _refuse_taken_in(work, row, release.number)
        check_release(release, row, work.clock.today())
        work.add(
            AllotmentRelease(
                row.id, release.number, release.places, release.released_on, work.keep(self.content)
            )
        )
        back = places_words(release.places)
        title = f"Take in release {release.number} of {row.reference}: {back} free again"
        return Effect(title, Recalled(row.id, release.number, release.places))


@dataclass(frozen=True)
class WriteAllotment(FileExport):
    """Write the signed file of an allotment, byte for byte."""

    allotment_id: AllotmentId
    roles: ClassVar[frozenset[Role]] = allotment_document.roles
    ending: ClassVar[str] = ".json"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the file as it was signed."""
        return office.ask(allotment_document, self.allotment_id)


def _check_wanted(agreement: Agreement, wanted: int, free: int, today: date) -> None:
    if wanted < 1:
        raise RuleBroken("At least one place is allotted.")
    if agreement.ends < today:
        raise RuleBroken(
            f"Agreement {agreement.reference} ended on {long_date(agreement.ends)}.",
            do="Allot places of one that still runs.",
        )
    if wanted > free:
        raise RuleBroken(
            f"Agreement {agreement.reference} has {places_words(free)} free, so {wanted} cannot be allotted.",
            do="Allot fewer, or release places first.",
        )


def _facts(
    work: UnitOfWork, agreement: Agreement, partner: str, partner_key: str, places: int
) -> AllotmentFacts:
    today = work.clock.today()
    row = next(row for row in work.ask(agreement_rows, today) if row.id == agreement.id)
    return AllotmentFacts(
        reference=_next_reference(work, agreement),
        agreement=row.reference,
        funder=row.funder,
        programmes=row.covers,
        unit=row.unit,
        dates=Period(row.begins, row.ends),
        office=work.ask(setting, "office_name"),
        partner=partner,
        partner_key=partner_key,
        places=places,
        allotted_on=today,
    )


def _next_reference(work: UnitOfWork, agreement: Agreement) -> str:
    """Number within the agreement; one renamed since may have left a number to another of its old name."""
    number = len(work.all(Allotment, allotments.c.agreement_id == agreement.id)) + 1
    while work.first(Allotment, allotments.c.reference == f"{agreement.reference}-A{number}"):
        number += 1
    return f"{agreement.reference}-A{number}"


def _row_called(work: UnitOfWork, reference: str) -> AllotmentRow:
    for row in work.ask(allotment_rows, work.clock.today()):
        if row.reference == reference:
            return row
    raise RuleBroken(
        f"This release is of allotment “{reference}”, which is not known here.",
        do="Check that it was sent to the right office.",
    )


def _refuse_taken_in(work: UnitOfWork, row: AllotmentRow, number: int) -> None:
    same = (allotment_releases.c.allotment_id == row.id) & (allotment_releases.c.number == number)
    before = work.first(AllotmentRelease, same)
    if before is not None:
        raise RuleBroken(
            f"Release {number} of {row.reference} was taken in before: it gave back "
            f"{places_words(before.places)} on {long_date(before.released_on)}.",
            do="Each release counts once. Ask the partner for a new one for further places.",
        )
