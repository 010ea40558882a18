"""Funders' own forms: kept with their mapping, tried on a draft, and filled in with every return."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, NewType, Self

from sqlalchemy import Connection

from aspire_desktop.documents.money.forms import MOST_BYTES, fill_form, mapping_problems, read_form
from aspire_desktop.domain.money.claims import day_after, open_period
from aspire_desktop.domain.money.funding import Agreement, ReturnStatus
from aspire_desktop.domain.money.layout_mapping import read_mapping, write_mapping
from aspire_desktop.domain.money.layout_slots import joined
from aspire_desktop.domain.money.layouts import FilledForm, FormMapping
from aspire_desktop.domain.money.returns import Evidence, InternalCheck, ReturnFacts
from aspire_desktop.domain.money.settlements import Layout
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.errors import NotFound, Refused, RuleBroken, Unreadable
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import AgreementId, LayoutId, Period, tidy
from aspire_desktop.domain.office.written import Words
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.door.export import Asked, Export, FileExport, Tell
from aspire_desktop.storage.lookups.money.drafts import draft_return
from aspire_desktop.storage.lookups.money.funding import terms_of
from aspire_desktop.storage.lookups.money.layouts import active_layout, is_submitted, submitted_form
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.money.settlements import layouts
from aspire_desktop.storage.work import UnitOfWork

FORM_TAKES_IT = "The funder's form takes the return"
FORM_REFUSES_IT = "The funder's form does not take the return"


Digest = NewType("Digest", str)
"""By which a kept file is known."""


@dataclass(frozen=True)
class AddLayout(Action[LayoutId]):
    """Have the returns of an agreement written into a funder's own form too, in place of an older one."""

    agreement_id: AgreementId
    name: Words
    content: bytes
    """The empty form: an .xlsx workbook."""
    mapping: FormMapping
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[LayoutId]:
        """Refuse a file that is no form, and a mapping that it cannot take."""
        agreement, name = work.get(Agreement, self.agreement_id), _named(self.name)
        _refuse_misfits(name, self.content, self.mapping)
        for older in work.all(Layout, layouts.c.agreement_id == agreement.id, layouts.c.active):
            older.active = False
        kept = work.keep(self.content)
        layout = work.add(Layout(agreement.id, name, kept, write_mapping(self.mapping)))
        return Effect(f"Add form {name} to {agreement.reference}", layout.id)


@dataclass(frozen=True)
class ChangeLayout(Change[None]):
    """Change a form's name or mapping, or put a newer file in its place; returns submitted keep theirs."""

    layout_id: LayoutId
    name: Words
    mapping: FormMapping
    content: bytes | None = None
    """The newer empty form; None keeps the one there is."""
    document: Digest | None = None
    """By which digest the empty form is known that is to stand there; None where nobody looked."""
    roles: ClassVar[frozenset[Role]] = OFFICE
    of_parts: ClassVar[Mapping[str, Callable[[Any, Any, Any], object]]] = {"mapping": joined}

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the form."""
        layout = work.get(Layout, self.layout_id)
        return replace(
            self,
            name=layout.name,
            mapping=read_mapping(layout.mapping),
            content=None,
            document=Digest(layout.document),
        )

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a file that is no form, and a mapping that it cannot take."""
        layout, name = work.get(Layout, self.layout_id), _named(self.name)
        content = work.content(layout.document) if self.content is None else self.content
        _refuse_misfits(name, content, self.mapping)
        layout.name, layout.mapping = name, write_mapping(self.mapping)
        if self.content is not None:
            layout.document = work.keep(self.content)
        return Effect(f"Change form {name}", None)


@dataclass(frozen=True)
class RetireLayout(Action[None]):
    """Use a form no longer; filled ones stay with the returns they were submitted with."""

    layout_id: LayoutId
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse one that is not in use."""
        layout = work.get(Layout, self.layout_id)
        if not layout.active:
            raise RuleBroken(f"The form {layout.name} is not in use.")
        layout.active = False
        return Effect(f"Retire form {layout.name}", None)


def filled_form(work: UnitOfWork, agreement_id: AgreementId, facts: ReturnFacts) -> bytes | None:
    """Fill a return that is being submitted into the agreement's form; None where it has none."""
    found = work.ask(_filled, agreement_id, facts)
    return None if found is None else found.content


@asked_by(OFFICE)
def form_of(
    connection: Connection,
    agreement_id: AgreementId,
    period: Period,
    moment: Moment,
) -> FilledForm:
    """Give the funder's form for a period: the very bytes submitted, or a draft filled in today.

    Raises NotFound where the agreement has no form, or where none was kept with the return.
    """
    refuse_without_form(connection, agreement_id, period, locks=False)
    stored = submitted_form(connection, agreement_id, period)
    if stored is not None:
        return FilledForm(stored, ())
    facts = draft_return(connection, agreement_id, period, moment)
    found = _filled(connection, agreement_id, facts)
    assert found is not None
    return found


@asked_by(OFFICE)
def refuse_without_form(
    connection: Connection, agreement_id: AgreementId, period: Period, *, locks: bool
) -> None:
    """Raise NotFound where no form can be written for a period, before anything is locked."""
    drafted = locks or not is_submitted(connection, agreement_id, period)
    if drafted and active_layout(connection, agreement_id) is None:
        raise NotFound(
            "This agreement has no form of the funder's own.",
            do="Add it in Settings, under Funders' forms.",
        )
    if not drafted and submitted_form(connection, agreement_id, period) is None:
        raise NotFound(
            f"No form was kept with the return for {period}: the agreement had none then.",
            do="Send the program's own workbook.",
        )


def with_form_check(connection: Connection, agreement_id: AgreementId, facts: ReturnFacts) -> ReturnFacts:
    """Add the check that the agreement's own form takes this draft; where there is no form, there is none.

    It is filled in as on submission, so that whatever stands in the way is said long before.
    """
    if active_layout(connection, agreement_id) is None:
        return facts
    try:
        submitting = replace(facts, status=ReturnStatus.SUBMITTED, submitted_by=facts.prepared_by)
        found = _filled(connection, agreement_id, submitting)
    except Refused as refused:
        return _checked(facts, passed=False, detail=refused.explanation.what.rstrip("."))
    agreeing = 0 if found is None else sum(each.agrees for each in found.totals)
    return _checked(facts, passed=True, detail=f"{agreeing} of its totals agree")


def _checked(facts: ReturnFacts, *, passed: bool, detail: str) -> ReturnFacts:
    check = InternalCheck(FORM_TAKES_IT, passed, detail, Evidence.NOTHING, failing=FORM_REFUSES_IT)
    return replace(facts, checks=(*facts.checks, check))


@dataclass(frozen=True)
class WrittenForm:
    """A funder's form as it was written, and what is to be told of its totals."""

    file: Path
    told: tuple[str, ...]


@dataclass(frozen=True)
class WriteForm(Export[WrittenForm]):
    """Write the funder's own form of a period's return: the bytes submitted, or a draft filled in."""

    agreement_id: AgreementId
    period: Period
    roles: ClassVar[frozenset[Role]] = form_of.roles
    ending: ClassVar[str] = ".xlsx"

    def write(self, office: Asked, target: Path, tell: Tell) -> WrittenForm:
        """Fill the form, then write it."""
        filled = office.ask(form_of, self.agreement_id, self.period, office.moment)
        return WrittenForm(WriteFilled(filled).write(office, target, tell), tuple(filled.told()))


@dataclass(frozen=True)
class WriteFilled(FileExport):
    """Write a form that is filled in already."""

    filled: FilledForm
    roles: ClassVar[frozenset[Role]] = form_of.roles
    ending: ClassVar[str] = ".xlsx"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the form as it was filled."""
        return self.filled.content


def load_form(path: Path) -> bytes:
    """Read an empty form from a file; raise Unreadable for one that cannot be a form."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"“{path.name}” is larger than {MOST_BYTES // 2**20} MB.", do="Choose the form.")
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"“{path.name}” could not be read: {(error.strerror or 'the disk refused it').lower()}.",
            do="Check its name and place, and close it in other programs.",
        ) from error
    read_form(content, path.name)
    return content


@asked_by(OFFICE)
def kept_form(connection: Connection, digest: str) -> bytes:
    """Give an empty form as it was added."""
    return kept_file(connection, digest)


def sheets_of(content: bytes) -> tuple[str, ...]:
    """Name the sheets of a form, those that are shown first."""
    return tuple(read_form(content, "the form").sheets)


@asked_by(OFFICE)
def tried_form(
    connection: Connection, agreement_id: AgreementId, content: bytes, mapping: FormMapping, moment: Moment
) -> FilledForm:
    """Fill the draft of the open period into a form that is not stored yet; raise Refused naming problems.

    Where no period is open yet, the day after the latest return is tried.
    """
    terms = terms_of(connection, agreement_id)[agreement_id]
    period = open_period(terms, moment.today) or Period(day_after(terms), day_after(terms))
    facts = draft_return(connection, agreement_id, period, moment)
    return fill_form(read_form(content, "the form"), mapping, facts)


def _filled(connection: Connection, agreement_id: AgreementId, facts: ReturnFacts) -> FilledForm | None:
    layout = active_layout(connection, agreement_id)
    if layout is None:
        return None
    return fill_form(read_form(kept_file(connection, layout.document), layout.name), layout.mapping, facts)


def _named(name: str) -> str:
    if not tidy(name):
        raise RuleBroken("A form needs a name.", do="Give it the one by which the funder calls it.")
    return tidy(name)


def _refuse_misfits(name: str, content: bytes, mapping: FormMapping) -> None:
    # read back, so that only what can be read later is stored
    problems = mapping_problems(read_form(content, name), read_mapping(write_mapping(mapping)))
    if problems:
        raise RuleBroken(
            f"The form {name} cannot take what is mapped. {' '.join(problems)}", do="Change the mapping."
        )
