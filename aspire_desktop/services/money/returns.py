"""Submitting returns to a funder, and the workbooks of drafts and of submitted ones."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop import __version__
from aspire_desktop.documents.money.returns import return_workbook
from aspire_desktop.documents.workbooks.grid import stored_grid
from aspire_desktop.domain.money.claims import ReturnRow, ReturnSummary
from aspire_desktop.domain.money.figures import line_json, net, summary_of
from aspire_desktop.domain.money.funding import LineKind, Return, ReturnLine, ReturnStatus
from aspire_desktop.domain.money.grid import Grid
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.money.revisions import Revision
from aspire_desktop.domain.money.stored_returns import return_json
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.errors import NotFound, RuleBroken
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import AgreementId, Period, ReturnId, fold, long_date, tidy
from aspire_desktop.domain.office.written import Name, Prose
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.services.money.layouts import filled_form, with_form_check
from aspire_desktop.services.money.places import release_kept_places
from aspire_desktop.storage import journal
from aspire_desktop.storage.lookups.money import drafts
from aspire_desktop.storage.lookups.money.drafts import Restating, ReturnDraft, draft_of, restating_of
from aspire_desktop.storage.lookups.money.returns import (
    submitted_workbook,
)
from aspire_desktop.storage.lookups.money.revisions import revised
from aspire_desktop.storage.lookups.money.stored_returns import known_people, stored_return_for
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.office.staff import roles_of
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class SubmitReturn(Action[ReturnId]):
    """Submit the return of an agreement for a period: its lines and workbook are locked from then on.

    A period that is not over yet may be submitted: the draft warns, and what is met in it
    afterwards falls into the next return, so that no claim is lost. `prepared_by` names the
    colleague who prepared it; empty means the one who submits. `confirmed` is the digest of the draft
    that somebody looked at and confirmed; empty where none was shown.
    """

    agreement_id: AgreementId
    begins: date
    ends: date
    prepared_by: Name = ""
    confirmed: str = ""
    roles: ClassVar[frozenset[Role]] = OFFICE
    answered_by: ClassVar[str] = "an adjustment on the next return, or a revision of this one"

    def apply(self, work: UnitOfWork) -> Effect[ReturnId]:
        """Refuse a period that cannot be submitted, and a draft whose checks do not pass."""
        period = Period(self.begins, self.ends)
        if work.clock.today() < period.begins:
            raise RuleBroken(
                f"The period begins on {long_date(period.begins)}.", do="Submit it once it has begun."
            )
        submitted = _submit(work, self.agreement_id, period, _Asked(self.prepared_by, self.confirmed), None)
        return Effect(f"Submit return {submitted.reference}", submitted.id)


@dataclass(frozen=True)
class RestateReturn(Action[ReturnId]):
    """Submit a revision of the latest return of its agreement, worked out again, for a reason.

    Both stay on record; only the revision counts. An earlier return is corrected by adjustments
    on the next one instead, since later returns rest on it. `confirmed` is the digest of the revision
    that somebody looked at and confirmed; empty where none was shown.
    """

    return_id: ReturnId
    reason: Prose
    prepared_by: Name = ""
    confirmed: str = ""
    roles: ClassVar[frozenset[Role]] = OFFICE
    answered_by: ClassVar[str] = "another revision, or an adjustment on the next return"

    def apply(self, work: UnitOfWork) -> Effect[ReturnId]:
        """Refuse a revision without a reason, without a difference, or of a return that is not the latest."""
        if not tidy(self.reason):
            raise RuleBroken("A revision needs a reason.", do="Say why the return is restated.")
        restating = work.ask(restating_of, self.return_id, tidy(self.reason))
        agreement_id = work.get(Return, self.return_id).agreement_id
        asked = _Asked(self.prepared_by, self.confirmed)
        submitted = _submit(work, agreement_id, restating.period, asked, restating)
        release_kept_places(work, agreement_id, "Restated: not claimed any more")
        return Effect(f"Restate return {submitted.reference}, revision {submitted.revision}", submitted.id)


@asked_by(OFFICE)
def draft_return(
    connection: Connection, agreement_id: AgreementId, period: Period, moment: Moment
) -> ReturnFacts:
    """Give what a return for the period would say, the check of the funder's form among its checks.

    RuleBroken where none can be made for it.
    """
    facts = drafts.draft_return(connection, agreement_id, period, moment)
    return with_form_check(connection, agreement_id, facts)


@asked_by(OFFICE)
def workbook_of(connection: Connection, agreement_id: AgreementId, period: Period, moment: Moment) -> bytes:
    """Give the workbook of a period's return: the very bytes submitted, or a draft worked out today."""
    stored = submitted_workbook(connection, agreement_id, period)
    if stored is not None:
        return stored
    return return_workbook(draft_return(connection, agreement_id, period, moment))


@asked_by(OFFICE)
def nameless_workbook(
    connection: Connection, agreement_id: AgreementId, period: Period, moment: Moment
) -> bytes:
    """Give the workbook of a period's return with references in place of names.

    For a submitted period what is kept of it is printed again; a draft is worked out today.
    """
    facts = stored_return_for(connection, agreement_id, period)
    if facts is None:
        facts = draft_return(connection, agreement_id, period, moment)
    else:
        facts = replace(facts, file=FileFacts(moment.actor, moment.at, __version__))
    return return_workbook(replace(facts, anonymous=True, known=known_people(connection)))


@asked_by(OFFICE)
def revision_draft(connection: Connection, row: ReturnRow, moment: Moment) -> Revision:
    """Give what a revision of a submitted return would change; RuleBroken where it cannot be restated."""
    restating = restating_of(connection, row.id, "")
    draft = draft_of(connection, row.agreement_id, row.period, moment, restating)
    return revised(connection, restating, draft)


@asked_by(OFFICE)
def summary_submitted(connection: Connection, row: ReturnRow) -> ReturnSummary:
    """Give the newest revision of a return in figures; what it left of the agreement is what it says itself.

    The agreement may pay for more or fewer places by now, which changes nothing that was submitted.
    """
    stored = stored_return_for(connection, row.agreement_id, row.period)
    if stored is None:
        raise NotFound.gone("return")
    return replace(row.summary, remaining=summary_of(stored).remaining)


@asked_by(OFFICE)
def submitted_grid(connection: Connection, workbook: str, title: str) -> Grid:
    """Give one sheet of a submitted return, read from the very file that is kept under this digest."""
    return stored_grid(kept_file(connection, workbook), title)


@dataclass(frozen=True)
class WriteReturn(FileExport):
    """Write the workbook of a period's return: a draft as of now, a submitted one byte for byte."""

    agreement_id: AgreementId
    period: Period
    roles: ClassVar[frozenset[Role]] = workbook_of.roles
    ending: ClassVar[str] = ".xlsx"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the workbook."""
        return office.ask(workbook_of, self.agreement_id, self.period, office.moment)


@dataclass(frozen=True)
class WriteNameless(FileExport):
    """Write the workbook of a period's return with references in place of names."""

    agreement_id: AgreementId
    period: Period
    roles: ClassVar[frozenset[Role]] = nameless_workbook.roles
    ending: ClassVar[str] = ".xlsx"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the workbook."""
        return office.ask(nameless_workbook, self.agreement_id, self.period, office.moment)


@dataclass(frozen=True)
class WriteSubmitted(FileExport):
    """Write the very file that was submitted and is kept under this digest."""

    workbook: str
    roles: ClassVar[frozenset[Role]] = kept_file.roles
    ending: ClassVar[str] = ".xlsx"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the file as it is kept."""
        return office.ask(kept_file, self.workbook)


@dataclass(frozen=True)
class _Asked:
    """Who prepared a return, and the digest of what was confirmed of it."""

    prepared_by: str
    confirmed: str


def _submit(
    work: UnitOfWork, agreement_id: AgreementId, period: Period, asked: _Asked, restating: Restating | None
) -> Return:
    moment = work.moment
    preparing = replace(moment, actor=_preparer(work, asked.prepared_by))
    draft = work.ask(draft_of, agreement_id, period, preparing, restating)
    if asked.confirmed and asked.confirmed != draft.facts.digest:
        raise _not_as_confirmed(draft.facts)
    if restating is not None:
        work.ask(revised, restating, draft)
    checked = work.ask(with_form_check, agreement_id, draft.facts)
    _refuse_failed_checks(checked)
    facts = replace(checked, status=ReturnStatus.SUBMITTED, submitted_by=moment.actor, submitted_at=moment.at)
    submitted = _store(work, facts, agreement_id, restating)
    work.add_all(_lines(draft, submitted.id))
    return submitted


def _preparer(work: UnitOfWork, named: str) -> str:
    """Give who prepared a return; where the office asks for two people, it must be another colleague."""
    preparer = tidy(named) or work.actor
    if preparer != work.actor and not work.ask(roles_of, preparer) & OFFICE:
        raise RuleBroken(
            f"{preparer} is not a colleague who may prepare a return.",
            do="Name somebody with the role of administrator or finance.",
        )
    if work.ask(office_settings).authoriser_differs and fold(preparer) == fold(work.actor):
        raise RuleBroken(
            "A return is submitted by another colleague than the one who prepared it.",
            do="Say who prepared it, or let a colleague submit it.",
        )
    return preparer


def _not_as_confirmed(facts: ReturnFacts) -> RuleBroken:
    return RuleBroken(
        f"Somebody has changed meanwhile what return {facts.reference} says: "
        f"by now it comes to {net(facts)}.",
        safe="Nothing was submitted.",
        do="Look at it as it is now, then submit it again.",
    )


def _refuse_failed_checks(facts: ReturnFacts) -> None:
    failed = [check for check in facts.checks if check.forbids]
    if failed:
        told = " ".join(f"{check.said}. {check.detail}." for check in failed)
        raise RuleBroken(
            f"Return {facts.reference} does not pass its checks. {told}",
            do="Put this right, then submit the return.",
        )


def _store(
    work: UnitOfWork, facts: ReturnFacts, agreement_id: AgreementId, restating: Restating | None
) -> Return:
    assert facts.submitted_at is not None
    form = filled_form(work, agreement_id, facts)
    return work.add(
        Return(
            agreement_id=agreement_id,
            reference=facts.reference,
            begins=facts.period.begins,
            ends=facts.period.ends,
            status=ReturnStatus.SUBMITTED,
            prepared_by=facts.prepared_by,
            submitted_by=facts.submitted_by,
            submitted_at=facts.submitted_at,
            workbook=work.keep(return_workbook(facts)),
            anchor=str(work.ask(journal.head)),
            revision=facts.revision,
            supersedes_id=restating.id if restating else None,
            revision_reason=facts.revision_reason,
            form=None if form is None else work.keep(form),
            facts=work.keep(return_json(facts).encode()),
        )
    )


def _lines(draft: ReturnDraft, return_id: ReturnId) -> list[ReturnLine]:
    claims = [
        ReturnLine(
            return_id,
            line.number,
            place_id,
            LineKind.CLAIM,
            line.amount,
            None,
            line_json(line),
            reclaims_id=before,
        )
        for line, (place_id, before) in zip(draft.facts.lines, draft.claimed, strict=True)
    ]
    undone = [
        ReturnLine(
            return_id,
            line.number,
            place_id,
            LineKind.ADJUSTMENT,
            line.amount,
            corrects,
            line_json(line),
            line.places,
        )
        for line, (place_id, corrects) in zip(draft.facts.adjustments, draft.adjusted, strict=True)
    ]
    return [*claims, *undone]
