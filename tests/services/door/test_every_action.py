"""Every action there is: undone and redone exactly, or final with the act that answers it."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
from funder_form import FORM, MAPPING
from round_trips import rows, there_and_back
from whole_office import WORKSHOPS, WholeOffice

from aspire_desktop import services
from aspire_desktop.documents.money.allotments import release_file
from aspire_desktop.documents.seals import new_key
from aspire_desktop.domain.contact.messages import Way
from aspire_desktop.domain.contact.wordings import MessageKind
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.allotments import ReleaseFacts
from aspire_desktop.domain.money.charges import Charged, ChargeKind, VatTerms
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.errors import UndoRefused
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.office.values import (
    CertificateId,
    CohortId,
    EnrolmentId,
    LayoutId,
    PlaceId,
    QueryId,
    RemittanceId,
    ReturnId,
)
from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import RoomBooking, Stage
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.domain.programmes.projects import DETAILS
from aspire_desktop.domain.programmes.registers import MarkEntry
from aspire_desktop.domain.programmes.venues import RoomRow
from aspire_desktop.services.contact.erasures import EraseAgain, ErasePerson, LiftRestriction, RestrictPerson
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.contact.messages import Making, MarkSent, RecordMessages, SaveWording
from aspire_desktop.services.door.action import Action, Change
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.door.touched import AsShown, OnlyTouched
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.money.agreements import RollOver
from aspire_desktop.services.money.allotments import AllotPlaces, RecallPlaces
from aspire_desktop.services.money.charges import (
    ChangeVat,
    CreditCharge,
    NoteInvoice,
    RaiseCharge,
    RemovePrice,
    SetPrice,
    WaiveCharge,
)
from aspire_desktop.services.money.funding import AddAgreement, ChangeAgreement, RemoveAgreement
from aspire_desktop.services.money.layouts import AddLayout, ChangeLayout, RetireLayout
from aspire_desktop.services.money.remittances import (
    ChangeRemittance,
    PaidReturn,
    RecordRemittance,
    RemoveRemittance,
)
from aspire_desktop.services.money.reservations import EndReservation, NameReservation, ReservePlaces
from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn
from aspire_desktop.services.money.settlements import (
    AcceptReturn,
    AnswerQuery,
    AskQuery,
    ReopenQuery,
    SettleQuery,
    WithdrawAcceptance,
)
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    AlsoCalled,
    CalledNoMore,
    DescribeOrganisation,
    RemoveOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson, SetCertificateName
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.office.signatories import AddSignatory, ChangeSignatory, RemoveSignatory
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.services.programmes.approvals import RecordApproval
from aspire_desktop.services.programmes.attendance import (
    FillUnmarked,
    FinishRegister,
    MarkAttendance,
    ReopenRegister,
    SetMarks,
)
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    ReissueCertificate,
    RevokeCertificate,
    RevokeCertificates,
)
from aspire_desktop.services.programmes.cohorts import (
    AddCohort,
    AddSession,
    ChangeCohort,
    MoveSession,
    RemoveSession,
    SetStage,
)
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
    Substitute,
)
from aspire_desktop.services.programmes.moving import DeferTo, MovePeople, MoveToCohort
from aspire_desktop.services.programmes.newcomers import NOBODY_YET, EnrolNewcomer, SubstituteNewcomer
from aspire_desktop.services.programmes.offers import ChangeOffer
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.services.programmes.projects import (
    AddProject,
    ChangeProject,
    ClearOutcome,
    RecordOutcome,
    RemoveProject,
)
from aspire_desktop.services.programmes.schedules import ArrangeSession, ChangeTrainer, SetDecision
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.services.programmes.tellings import MarkTold
from aspire_desktop.services.programmes.venues import AddRoom, AddVenue, ChangeRoom, ChangeVenue, RemoveRoom
from aspire_desktop.services.programmes.waiting import MoveInLine
from aspire_desktop.storage.lookups.contact.messages import compose, message_rows
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, session_rows
from aspire_desktop.storage.lookups.programmes.programmes import module_rows, version_rows
from aspire_desktop.storage.lookups.programmes.projects import project_rows
from aspire_desktop.storage.lookups.programmes.schedules import telling_rows
from aspire_desktop.storage.lookups.programmes.venues import room_rows
from aspire_desktop.storage.store import Store

Example: TypeAlias = Callable[[WholeOffice], Action[object]]
TODAY = date(2026, 10, 8)
THEIRS = new_key()
COVERS_NOTHING_ELSE = (Decimal("350.00"), date(2026, 4, 1), date(2027, 6, 30))


def _layout(world: WholeOffice) -> LayoutId:
    return world.office.do(AddLayout(world.agreement, "LGA claim form", FORM, MAPPING)).value


def _signatory(world: WholeOffice) -> int:
    return world.office.do(AddSignatory(world.walsall, "Rebecca Davis", "Chief Executive")).value


def _offered(world: WholeOffice) -> Action[object]:
    asked = EnrolParticipant(world.workshops, world.people[4], status=Status.OFFERED)
    return ChangeOffer(world.office.do(asked).value, date(2026, 12, 24))


def _later(world: WholeOffice) -> CohortId:
    row = world.office.ask(cohort_row, world.workshops, TODAY)
    assert row is not None
    days = (date(2027, 2, 3), date(2027, 2, 4), date(2027, 3, 3))
    return world.office.do(AddCohort("INS27-WM01", row.version_id, row.partner_id, "Dudley", days)).value


def _deferred(world: WholeOffice) -> Action[object]:
    return DeferTo(world.places[1], _later(world), TODAY, "Leave")


def _waiting(world: WholeOffice, person: int) -> EnrolmentId:
    asked = EnrolParticipant(world.workshops, world.people[person], status=Status.WAITING)
    return world.office.do(asked).value


def _moved(world: WholeOffice) -> Action[object]:
    return MoveToCohort(_waiting(world, 4), _later(world), "No place here")


def _overtaken(world: WholeOffice) -> Action[object]:
    first = _waiting(world, 3)
    return MoveInLine(_waiting(world, 4), first, "Left out last time")


def _decided(world: WholeOffice) -> Action[object]:
    world.office.do(RecordOutcome(world.project, "merit", TODAY))
    return ClearOutcome(world.project)


def _imported(world: WholeOffice, folder: Path) -> Action[object]:
    file = folder / "people.csv"
    file.write_text("Name,Council,E-mail,Funding\nŴyn Nowak,Walsall,w@walsall.gov.uk,council\n", "utf-8")
    table = read_for_import(world.office, file, ImportKind.PARTICIPANTS, world.workshops)
    return ImportFile(table, world.workshops, remember_mapping=True)


def _named_too(world: WholeOffice) -> CalledNoMore:
    world.office.do(AlsoCalled(world.walsall, "Saddlers' Town"))
    return CalledNoMore(world.walsall, "saddlers' town")


def _agreement(world: WholeOffice) -> ChangeAgreement:
    programme = next(row.programme_id for row in world.office.ask(version_rows) if row.id == world.inspire)
    return ChangeAgreement(world.spare, "LGA/2b", ((programme, None),), 5, *COVERS_NOTHING_ELSE)


def _price(world: WholeOffice) -> SetPrice:
    fee = (Decimal("495.00"), Vat.STANDARD, date(2026, 4, 1))
    return SetPrice(world.inspire, ChargeKind.PLACE, True, *fee)


def _due(world: WholeOffice) -> Charged:
    world.office.do(_price(world))
    return Charged(world.places[2], ChargeKind.PLACE)


def _invoiced(world: WholeOffice) -> NoteInvoice:
    return NoteInvoice(_due(world), "INV-1", TODAY)


def _reserved(world: WholeOffice) -> PlaceId:
    return world.office.do(ReservePlaces(world.spare, world.walsall)).value[0]


def _submission(world: WholeOffice) -> SubmitReturn:
    return SubmitReturn(world.agreement, date(2026, 7, 1), date(2026, 9, 30))


def _submitted(world: WholeOffice) -> ReturnId:
    return world.office.do(_submission(world)).value


def _restated(world: WholeOffice) -> RestateReturn:
    sent = _submitted(world)
    world.office.do(MarkAttendance(world.days[1], world.places[:1], Code.ABSENT, "The sheet said so"))
    return RestateReturn(sent, "Day 2 was wrong")


def _queried(world: WholeOffice) -> QueryId:
    [line] = world.office.ask(line_choices, _submitted(world))
    return world.office.do(AskQuery(line.id, "Was she there on both days?", TODAY)).value


def _answer(world: WholeOffice) -> AnswerQuery:
    file = AttachedFile("register.pdf", b"%PDF-1.7")
    query = _queried(world)
    world.office.do(AnswerQuery(query, "We ask the trainer.", TODAY, (file,)))
    other = AttachedFile("letter.txt", b"She was.")
    return AnswerQuery(query, "Yes, see the register.", TODAY, (replace(file, content=b"%PDF-2.0"), other))


def _settled(world: WholeOffice) -> ReopenQuery:
    query = _queried(world)
    world.office.do(SettleQuery(query, QueryResult.ADJUSTED, TODAY, Decimal("-50.00")))
    return ReopenQuery(query)


def _payment(world: WholeOffice) -> RecordRemittance:
    share = PaidReturn(_submitted(world), Decimal("200.00"))
    return RecordRemittance(world.agreement, "BACS 7", TODAY, Decimal("250.00"), (share,))


def _paid(world: WholeOffice) -> tuple[RemittanceId, PaidReturn]:
    payment = _payment(world)
    return world.office.do(payment).value, payment.shares[0]


def _paid_otherwise(world: WholeOffice) -> ChangeRemittance:
    id, share = _paid(world)
    more = (replace(share, amount=Decimal("350.00")),)
    return ChangeRemittance(id, "BACS 8", TODAY, Decimal("400.00"), more)


def _accepted(world: WholeOffice) -> WithdrawAcceptance:
    submitted = _submitted(world)
    world.office.do(AcceptReturn(submitted, TODAY, "Jo Webb"))
    return WithdrawAcceptance(submitted)


def _rolled(world: WholeOffice) -> RollOver:
    same = ChangeAgreement(world.spare, "LGA/2", _agreement(world).covers, 3, *COVERS_NOTHING_ELSE)
    world.office.do(replace(same, terms=AgreementTerms(rolls_into_id=world.agreement)))
    return RollOver(world.spare, 2, "Agreed by the LGA")


def _recalled(world: WholeOffice) -> RecallPlaces:
    world.office.do(AllotPlaces(world.spare, world.dudley, 2, THEIRS.public))
    return RecallPlaces(release_file(ReleaseFacts("LGA/2-A1", 1, 2, TODAY), THEIRS))


def _newcomer(world: WholeOffice) -> AddPerson:
    return AddPerson("Zoë", "Ash", "zoe@walsall.gov.uk", "HR Adviser", world.walsall)


def _restricted(world: WholeOffice) -> LiftRestriction:
    world.office.do(RestrictPerson(world.people[0]))
    return LiftRestriction(world.people[0])


def _renamed(world: WholeOffice) -> ChangePerson:
    return ChangePerson(world.people[0], "Siân", "Rees", "s.rees@walsall.gov.uk", "OD Lead")


def _project_as_shown(world: WholeOffice) -> ChangeProject:
    [row] = [each for each in world.office.ask(project_rows, world.modules) if each.id == world.project]
    return ChangeProject(project_id=row.id, enrolment_ids=row.enrolment_ids, **told(row, DETAILS))


def _making(world: WholeOffice) -> RecordMessages:
    kind = MessageKind.THANKS
    written = world.office.ask(compose, world.workshops, kind, "Ann", world.office.clock.today())
    ready = tuple(Making(each.enrolment_id, each.digest) for each in written.prepared if each.may_go)
    assert ready
    return RecordMessages(world.workshops, kind, Way.DRAFT, ready)


def _drafted(world: WholeOffice) -> MarkSent:
    world.office.do(_making(world))
    return MarkSent(tuple(row.id for row in world.office.ask(message_rows, world.workshops)))


def _added_again(world: WholeOffice) -> AddSession:
    last = world.office.ask(session_rows, world.modules)[-1]
    world.office.do(RemoveSession(last.id))
    version = next(row.id for row in world.office.ask(version_rows) if row.title == "Aspire 2.0")
    module = world.office.ask(module_rows, version)[-1]
    return AddSession(world.modules, module.id, last.on, last.starts, last.ends)


COUNCIL_HOUSE = AddVenue("Council House", "1 High Street", "Step-free", "", "", "Jo", "", "0121")


def _room(world: WholeOffice) -> RoomRow:
    world.office.do(COUNCIL_HOUSE)
    return world.office.ask(room_rows)[0]


def _arranged(world: WholeOffice) -> ArrangeSession:
    last = world.office.ask(session_rows, world.modules)[-1]
    held = (RoomBooking.HELD, date(2026, 12, 1), date(2026, 12, 3), Decimal("120.50"))
    return ArrangeSession(last.id, _room(world).id, *held, "https://teams.example/1", ("Ruth Adeyemi",))


def _told(world: WholeOffice) -> MarkTold:
    world.office.do(_arranged(world))
    last = world.office.ask(session_rows, world.modules)[-1]
    world.office.do(MoveSession(last.id, date(2026, 12, 17), time(10), time(15)))
    return MarkTold(tuple(row.id for row in world.office.ask(telling_rows)))


def _terms(world: WholeOffice) -> ChangeTrainer:
    until = date(2027, 8, 31)
    return ChangeTrainer("Ruth Adeyemi", world.inspire, until, until, Decimal("450.00"))


UNDONE: dict[type[Action[object]], Example] = {
    SaveWording: lambda _: SaveWording(MessageKind.THANKS, "Thank you", "Dear {first name}"),
    RecordMessages: _making,
    MarkSent: _drafted,
    AcceptReturn: lambda w: AcceptReturn(_submitted(w), TODAY, "Jo Webb", "By e-mail"),
    WithdrawAcceptance: _accepted,
    AskQuery: lambda w: AskQuery(
        w.office.ask(line_choices, _submitted(w))[0].id, "Was she there?", TODAY, date(2026, 10, 20)
    ),
    AnswerQuery: _answer,
    SettleQuery: lambda w: SettleQuery(_queried(w), QueryResult.REFUSED, TODAY),
    ReopenQuery: _settled,
    RecordRemittance: _payment,
    ChangeRemittance: _paid_otherwise,
    RemoveRemittance: lambda w: RemoveRemittance(_paid(w)[0]),
    AddAgreement: lambda w: AddAgreement(
        "LGA/3", w.walsall, _agreement(w).covers, 5, Decimal("1.00"), date(2026, 4, 1), date(2027, 3, 31)
    ),
    AddCohort: lambda w: AddCohort(
        "X1", w.inspire, w.walsall, "Rugby", WORKSHOPS, trainers=("Ruth Adeyemi",)
    ),
    AddColleague: lambda _: AddColleague("Bob", EVERYONE),
    AddLayout: lambda w: AddLayout(w.agreement, "LGA claim form", FORM, MAPPING),
    AddOrganisation: lambda _: AddOrganisation("Borough of Nowhere", "district"),
    AddPerson: lambda w: AddPerson("Zoë", "Ash", "zoe@walsall.gov.uk", "", w.walsall),
    AddSignatory: lambda w: AddSignatory(w.walsall, "Rebecca Davis", "Chief Executive"),
    ChangeSignatory: lambda w: ChangeSignatory(_signatory(w), "Rebecca Davis-Hill", "Director"),
    RemoveSignatory: lambda w: RemoveSignatory(_signatory(w)),
    ChangeSettings: lambda _: ChangeSettings("East Midlands Councils", "EMC", "", "I declare it."),
    ChangeVat: lambda _: ChangeVat(VatTerms(Decimal("17.5"), "T9", "", "T0", "T1")),
    CreditCharge: lambda w: CreditCharge(w.office.do(_invoiced(w)).value, "CN-1", TODAY),
    NoteInvoice: _invoiced,
    RaiseCharge: lambda w: RaiseCharge(_due(w)),
    RemovePrice: lambda w: RemovePrice(w.office.do(_price(w)).value),
    SetPrice: _price,
    WaiveCharge: lambda w: WaiveCharge(_due(w), "Goodwill"),
    ChangeVersion: lambda w: ChangeVersion(w.inspire, 2, False, frozenset("PLME"), 80, 24, 4),
    ChangeLayout: lambda w: ChangeLayout(_layout(w), "LGA form 2", MAPPING, FORM),
    ChangeModule: lambda w: ChangeModule(w.office.ask(module_rows, w.inspire)[0].id, "Opening day", 300),
    AddProject: lambda w: AddProject(w.modules, "Staff voice", (w.unprojected,)),
    ChangeAgreement: _agreement,
    ChangeBooking: lambda w: ChangeBooking(w.places[0], "OD Lead", "PO 7"),
    ChangeCohort: lambda w: ChangeCohort(w.workshops, w.walsall, "Rugby", 9, ("M Pell",)),
    ChangeColleague: lambda w: ChangeColleague(w.colleague, frozenset({Role.FINANCE}), active=False),
    ChangeFunding: lambda w: ChangeFunding(w.places[2], Funding.LGA),
    ChangePerson: _renamed,
    ChangeProject: lambda w: ChangeProject(w.project, "Another", (w.unprojected,)),
    ClearOutcome: _decided,
    DescribeOrganisation: lambda w: DescribeOrganisation(w.walsall, "x", "y", TODAY, None),
    EnrolNewcomer: lambda w: EnrolNewcomer(_newcomer(w), EnrolParticipant(w.workshops, NOBODY_YET)),
    EnrolParticipant: lambda w: EnrolParticipant(w.workshops, w.people[4], Funding.LGA, "PO 1"),
    EndReservation: lambda w: EndReservation(_reserved(w), "Nobody comes"),
    FillUnmarked: lambda w: FillUnmarked(w.days[1], Code.PRESENT),
    FinishRegister: lambda w: FinishRegister(w.days[1], "Two went home"),
    MarkAttendance: lambda w: MarkAttendance(w.days[0], w.places, Code.ABSENT, "Mixed up"),
    MergePeople: lambda w: MergePeople(w.people[0], w.people[3]),
    MoveEnrolment: lambda w: MoveEnrolment(w.places[1], Status.WITHDRAWN, TODAY, "New job"),
    MovePerson: lambda w: MovePerson(w.people[0], w.dudley, "Head of OD", TODAY),
    MoveSession: lambda w: MoveSession(w.days[2], date(2026, 10, 9), time(10), time(15)),
    RemoveSession: lambda w: RemoveSession(w.office.ask(session_rows, w.modules)[-1].id),
    AddSession: _added_again,
    NameReservation: lambda w: NameReservation(_reserved(w), "Zoë Ash"),
    RecordApproval: lambda w: RecordApproval(
        w.places[0], "Ann Bell", TODAY, files=(AttachedFile("form.pdf", b"%PDF-1.7"),)
    ),
    ChangeOffer: _offered,
    DeferTo: _deferred,
    MoveToCohort: _moved,
    MoveInLine: _overtaken,
    NoteNeeds: lambda w: NoteNeeds(w.places[0], "Hearing loop", "Vegan"),
    RecordOutcome: lambda w: RecordOutcome(w.project, "merit", TODAY),
    RemoveAgreement: lambda w: RemoveAgreement(w.spare),
    RemoveOrganisation: lambda w: RemoveOrganisation(
        w.office.do(AddOrganisation("Borough of Nowhere")).value
    ),
    RemoveProject: lambda w: RemoveProject(w.project),
    AlsoCalled: lambda w: AlsoCalled(w.walsall, "Saddlers' Town"),
    CalledNoMore: _named_too,
    RenameOrganisation: lambda w: RenameOrganisation(w.walsall, "Walsall MBC", TODAY),
    AddVenue: lambda _: COUNCIL_HOUSE,
    ChangeVenue: lambda w: ChangeVenue(
        _room(w).venue_id, "Town Hall", "", "", "", "", "", "", "", Nation.WALES
    ),
    AddRoom: lambda w: AddRoom(_room(w).venue_id, "Training Room 1", 24),
    ChangeRoom: lambda w: ChangeRoom(_room(w).id, "", 60),
    RemoveRoom: lambda w: RemoveRoom(_room(w).id),
    ArrangeSession: _arranged,
    MarkTold: _told,
    ChangeTrainer: _terms,
    SetDecision: lambda w: SetDecision(w.workshops, 3, date(2026, 11, 2)),
    ReservePlaces: lambda w: ReservePlaces(w.spare, w.walsall, 2),
    RollOver: _rolled,
    ReopenRegister: lambda w: ReopenRegister(w.days[0]),
    RetireLayout: lambda w: RetireLayout(_layout(w)),
    SetCertificateName: lambda w: SetCertificateName(w.people[0], "Siân Mair O’Neill"),
    SetMarks: lambda w: SetMarks(w.workshops, (MarkEntry(w.days[1], w.places[1], Code.EXCUSED, ""),)),
    SetStage: lambda w: SetStage(w.modules, Stage.CANCELLED),
    Several: lambda w: Several(
        tuple(MoveEnrolment(id, Status.WITHDRAWN, TODAY, "New job") for id in w.places[:2]),
        "Withdraw 2 people",
    ),
    AsShown: lambda w: AsShown(RemoveProject(w.project), _project_as_shown(w)),
    MovePeople: lambda w: MovePeople(
        tuple(MoveEnrolment(id, Status.WITHDRAWN, TODAY, "New job") for id in w.places[:2])
    ),
    OnlyTouched: lambda w: OnlyTouched(_renamed(w), replace(_renamed(w), job_title="HR Adviser")),
    RestrictPerson: lambda w: RestrictPerson(w.people[0]),
    LiftRestriction: _restricted,
    Substitute: lambda w: Substitute(w.places[1], w.people[4], WORKSHOPS[0]),
    SubstituteNewcomer: lambda w: SubstituteNewcomer(
        _newcomer(w), Substitute(w.places[1], NOBODY_YET, WORKSHOPS[0])
    ),
    SucceedOrganisation: lambda w: SucceedOrganisation(w.walsall, w.dudley, TODAY),
}


def _issued(world: WholeOffice) -> CertificateId:
    [issued] = world.office.do(IssueCertificates(world.places[:1])).value.issued
    return issued.id


FINAL: dict[type[Action[object]], Example] = {
    ErasePerson: lambda w: ErasePerson(w.people[4]),
    EraseAgain: lambda w: EraseAgain(w.people[4]),
    AllotPlaces: lambda w: AllotPlaces(w.spare, w.dudley, 2, THEIRS.public),
    RecallPlaces: _recalled,
    IssueCertificates: lambda w: IssueCertificates(w.places[:1]),
    ReissueCertificate: lambda w: ReissueCertificate(_issued(w), "Siân Rees", "New name"),
    RestateReturn: _restated,
    RevokeCertificates: lambda w: RevokeCertificates((_issued(w),), "Issued in error"),
    RevokeCertificate: lambda w: RevokeCertificate(_issued(w), "Issued in error"),
    SubmitReturn: lambda w: _submission(w),
}
TESTED_APART = {ImportFile, OpenOffice}


def every_action() -> set[type[Action[object]]]:
    """Import every module of the services and collect what is an action."""
    for module in pkgutil.walk_packages(services.__path__, services.__name__ + "."):
        importlib.import_module(module.name)
    found: set[type[Action[object]]] = set()
    for loaded in [each for name, each in sys.modules.items() if name.startswith(services.__name__)]:
        for each in vars(loaded).values():
            if inspect.isclass(each) and issubclass(each, Action) and not inspect.isabstract(each):
                found.add(each)
    return found


def test_no_action_is_left_out() -> None:
    assert every_action() == {*UNDONE, *FINAL, *TESTED_APART}


@pytest.mark.parametrize("kind", UNDONE, ids=lambda kind: kind.__name__)
def test_undone_and_redone_exactly(world: WholeOffice, open_store: Store, kind: type[Action[object]]) -> None:
    assert not kind.answered_by
    there_and_back(open_store, world.office, UNDONE[kind](world))


CHANGES = [kind for kind in UNDONE if issubclass(kind, Change)]


@pytest.mark.parametrize("kind", CHANGES, ids=lambda kind: kind.__name__)
def test_a_change_of_which_nothing_was_touched_changes_nothing(
    world: WholeOffice, kind: type[Action[object]]
) -> None:
    change = UNDONE[kind](world)
    assert isinstance(change, Change)
    world.office.do(change)
    assert world.office.do(OnlyTouched(change, change)).id is None


def test_an_import_is_undone_and_redone_exactly(
    world: WholeOffice, open_store: Store, tmp_path: Path
) -> None:
    there_and_back(open_store, world.office, _imported(world, tmp_path))


@pytest.mark.parametrize("kind", FINAL, ids=lambda kind: kind.__name__)
def test_final_acts_are_stepped_over(
    world: WholeOffice, open_store: Store, kind: type[Action[object]]
) -> None:
    assert kind.answered_by
    done = world.office.do(FINAL[kind](world))
    before = rows(open_store)
    try:
        assert done.title in world.office.undo().value.stepped_over
    except UndoRefused:
        assert rows(open_store) == before


def test_opening_an_office_is_final(open_office: Office, open_store: Store) -> None:
    assert OpenOffice.answered_by
    before = rows(open_store)
    with pytest.raises(UndoRefused, match="nothing of yours"):
        open_office.undo()
    assert rows(open_store) == before
