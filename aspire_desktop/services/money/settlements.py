"""What a funder says of a submitted return: that it is accepted, or queries about its lines."""

import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Self

from aspire_desktop.domain.money.funding import Place, Return, ReturnLine
from aspire_desktop.domain.money.settlements import (
    Acceptance,
    Dated,
    QueriedLine,
    Query,
    QueryFile,
    QueryResult,
    check_order,
    check_queried,
    check_result,
    refuse_carried,
    refuse_restated,
)
from aspire_desktop.domain.office.attached_files import AttachedFile, check_files
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import QueryId, ReturnId, ReturnLineId, pounds, tidy
from aspire_desktop.domain.office.written import Name, Prose
from aspire_desktop.domain.programmes.enrolments import Enrolment
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.door.export import Asked, Export, Tell
from aspire_desktop.services.money.places import give_up_refused, settle_left_behind
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.money.settlements import (
    answer_files,
    queried_line,
    query_row,
    settlements_of,
)
from aspire_desktop.storage.tables.money.funding import returns
from aspire_desktop.storage.tables.money.settlements import acceptances, query_files
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class AcceptReturn(Action[None]):
    """Record that a funder accepts a return as a whole, on a day, by somebody's word."""

    return_id: ReturnId
    on: date
    by: Name
    note: Prose = ""
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse one that was restated, is accepted already, or has a query that is not settled."""
        submitted = work.get(Return, self.return_id)
        _refuse_superseded(work, submitted)
        if work.first(Acceptance, acceptances.c.return_id == submitted.id):
            raise RuleBroken(f"Return {submitted.reference} is accepted already.")
        if (submitted.agreement_id, submitted.reference) in work.ask(settlements_of).queried:
            raise RuleBroken(
                f"Return {submitted.reference} has a query that is not settled.", do="Settle it first."
            )
        if not tidy(self.by):
            raise RuleBroken("An acceptance needs a name.", do="Say who accepted it for the funder.")
        check_order(
            work.clock.today(),
            Dated("submission", _submitted_day(submitted)),
            Dated("acceptance", self.on),
        )
        work.add(Acceptance(submitted.id, self.on, tidy(self.by), tidy(self.note)))
        return Effect(f"Accept return {submitted.reference}", None)


@dataclass(frozen=True)
class WithdrawAcceptance(Action[None]):
    """Take back that a funder accepted a return."""

    return_id: ReturnId
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse one that is not accepted."""
        reference = work.get(Return, self.return_id).reference
        accepted = work.first(Acceptance, acceptances.c.return_id == self.return_id)
        if accepted is None:
            raise RuleBroken(f"Return {reference} is not accepted.")
        work.delete(accepted)
        return Effect(f"Withdraw the acceptance of return {reference}", None)


@dataclass(frozen=True)
class AskQuery(Action[QueryId]):
    """Record what a funder asks about a claim line of a submitted return."""

    line_id: ReturnLineId
    question: Prose
    asked_on: date
    due_on: date | None = None
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[QueryId]:
        """Refuse an adjustment, a line of a return that was restated, and dates out of order."""
        line = work.ask(queried_line, self.line_id)
        check_queried(line)
        _refuse_about_erased(work, self.line_id)
        if not tidy(self.question):
            raise RuleBroken("A query needs its question.", do="Write what the funder asks.")
        check_order(work.clock.today(), _submission(line), Dated("question", self.asked_on))
        if self.due_on is not None and self.due_on < self.asked_on:
            raise RuleBroken("The reply cannot be due before the question was asked.")
        query = work.add(Query(self.line_id, tidy(self.question), self.asked_on, self.due_on))
        return Effect(f"Ask about {line}", query.id)


@dataclass(frozen=True)
class AnswerQuery(Change[None]):
    """Record what was answered, with its files; a file of the same name replaces the one before.

    An answer may be changed until the query is settled.
    """

    query_id: QueryId
    answer: Prose
    answered_on: date | None
    files: tuple[AttachedFile, ...] = ()
    """Those to be kept now, beside the ones that are kept already."""
    roles: ClassVar[frozenset[Role]] = OFFICE

    def stored(self, work: UnitOfWork) -> Self:
        """Give what was answered as it is on record."""
        query = work.get(Query, self.query_id)
        return replace(self, answer=query.answer, answered_on=query.answered_on, files=())

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a query that is settled, an answer without words, and dates out of order."""
        query, line = _open(work, self.query_id)
        if not tidy(self.answer):
            raise RuleBroken("An answer needs words.", do="Write what was answered.")
        if self.answered_on is None:
            raise RuleBroken("An answer needs its day.", do="Say when it was answered.")
        check_order(work.clock.today(), Dated("question", query.asked_on), Dated("answer", self.answered_on))
        check_files(self.files)
        query.answer, query.answered_on = tidy(self.answer), self.answered_on
        for file in self.files:
            _keep(work, query.id, file)
        return Effect(f"Answer the query about {line}", None)


@dataclass(frozen=True)
class SettleQuery(Action[None]):
    """Record what came of a query: the line stands, is adjusted by an amount, or is refused.

    A refused claim is taken back by the next return and never claimed again: where its person withdrew,
    the place is given up at once. An adjusted one has its money alone corrected there. `amount` is
    negative where money is taken back.
    """

    query_id: QueryId
    result: QueryResult
    settled_on: date
    amount: Decimal | None = None
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a query that is settled, and a result that no return could carry."""
        query, line = _open(work, self.query_id)
        check_result(line, self.result, self.amount)
        steps = [Dated("question", query.asked_on)]
        steps += [Dated("answer", query.answered_on)] if query.answered_on else []
        check_order(work.clock.today(), *steps, Dated("result", self.settled_on))
        query.result, query.amount, query.settled_on = self.result, self.amount, self.settled_on
        if self.result is QueryResult.REFUSED:
            give_up_refused(work, _claimed_for(work, query))
        told = f"{self.result} by {pounds(self.amount)}" if self.amount is not None else self.result
        return Effect(f"Settle the query about {line}: {told}", None)


@dataclass(frozen=True)
class ReopenQuery(Action[None]):
    """Take back what came of a query, for as long as no submitted return carries it.

    A place that was given up for it is held again.
    """

    query_id: QueryId
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a query that is open, one whose result a return carries, and where no place is free."""
        query, row = work.get(Query, self.query_id), work.ask(query_row, self.query_id)
        about = f"line {row.line.number} of {row.return_reference}"
        if row.open:
            raise RuleBroken(f"The query about {about} is open.")
        if row.carried_in:
            refuse_carried(row.carried_in, row.line.number, row.return_reference)
        query.result = query.amount = query.settled_on = None
        settle_left_behind(work, [_claimed_for(work, query).id])
        return Effect(f"Reopen the query about {about}", None)


@dataclass(frozen=True)
class WriteAnswerFiles(Export[list[Path]]):
    """Write the files that went with the answer of a query into a folder, beside what is there."""

    query_id: QueryId
    roles: ClassVar[frozenset[Role]] = answer_files.roles

    def write(self, office: Asked, target: Path, tell: Tell) -> list[Path]:
        """Write one after another; raise Refused, saying how many are saved, where one cannot be."""
        taken, written = {file.name for file in target.iterdir()}, list[Path]()
        files = office.ask(answer_files, self.query_id)
        for file in files:
            tell(len(written), len(files), file.name)
            stem, ending = Path(file.name).stem, Path(file.name).suffix
            place = target / file_name(stem, ending=ending, taken=taken)
            taken.add(place.name)
            try:
                written.append(write_file(place, file.content, private=True))
            except Refused as refused:
                done = f"The answer is as it was; {len(written)} of {len(files)} files were saved."
                raise refused.having_done(done) from refused.__cause__
        return written


def _submitted_day(submitted: Return) -> date:
    """Give the day on which a return was submitted, as the office counts days."""
    return submitted.submitted_at.astimezone(OFFICE_ZONE).date()


def _refuse_superseded(work: UnitOfWork, submitted: Return) -> None:
    """Refuse what can only be said of a return that stands."""
    if work.first(Return, returns.c.supersedes_id == submitted.id):
        refuse_restated(submitted.reference, submitted.revision, do="Choose its newest revision.")


def _open(work: UnitOfWork, id: QueryId) -> tuple[Query, QueriedLine]:
    query = work.get(Query, id)
    line = work.ask(queried_line, query.line_id, leaving_out=id)
    if query.result is not None:
        raise RuleBroken(f"The query about {line} is settled.", do="Reopen it first.")
    return query, line


def _claimed_for(work: UnitOfWork, query: Query) -> Enrolment:
    """Give the booking that the line of a query claims for."""
    held = work.get(Place, work.get(ReturnLine, query.line_id).place_id).enrolment_id
    assert held is not None  # a place that was claimed keeps its person
    return work.get(Enrolment, held)


def _refuse_about_erased(work: UnitOfWork, line_id: ReturnLineId) -> None:
    participant = json.loads(work.get(ReturnLine, line_id).facts)["participant"]
    if participant["name"] == participant["reference"]:
        raise RuleBroken(
            f"{participant['reference']} was erased, so that nothing is noted of them any more.",
            do="Tell the funder that the person’s data were erased after the years of evidence.",
        )


def _submission(line: QueriedLine) -> Dated:
    return Dated("submission", line.submitted_on)


def _keep(work: UnitOfWork, id: QueryId, file: AttachedFile) -> None:
    document = work.keep(file.content)
    stored = work.first(QueryFile, query_files.c.query_id == id, query_files.c.name == file.name)
    if stored is None:
        work.add(QueryFile(id, file.name, document))
    else:
        stored.document = document
