"""The domain's classes mapped onto the tables, imperatively: the domain knows nothing of it."""

from functools import cache

from sqlalchemy.orm import registry

from aspire_desktop.domain.contact.erasures import Erasure
from aspire_desktop.domain.contact.invitations import Invitation
from aspire_desktop.domain.contact.messages import Message
from aspire_desktop.domain.contact.wordings import Wording
from aspire_desktop.domain.intake.mappings import RememberedMapping
from aspire_desktop.domain.money.charges import Charge, Price
from aspire_desktop.domain.money.funding import (
    Agreement,
    Allotment,
    AllotmentRelease,
    Cover,
    Place,
    Return,
    ReturnLine,
)
from aspire_desktop.domain.money.settlements import (
    Acceptance,
    Layout,
    Query,
    QueryFile,
    Remittance,
    RemittanceShare,
)
from aspire_desktop.domain.office.frameworks import Framework, Term
from aspire_desktop.domain.office.organisations import Organisation, OrganisationName, Succession
from aspire_desktop.domain.office.people import Employment, FormerName, Person
from aspire_desktop.domain.office.settings import Setting
from aspire_desktop.domain.office.signatories import Signatory
from aspire_desktop.domain.office.signing import SigningKey
from aspire_desktop.domain.office.staff import Colleague
from aspire_desktop.domain.programmes.approvals import Approval
from aspire_desktop.domain.programmes.attendance import Mark
from aspire_desktop.domain.programmes.certificates import Certificate
from aspire_desktop.domain.programmes.cohorts import Cohort, Session, Trainer
from aspire_desktop.domain.programmes.enrolments import Enrolment, Needs, Step
from aspire_desktop.domain.programmes.programmes import Module, OutcomeOption, Programme, Version
from aspire_desktop.domain.programmes.projects import Project, ProjectMember
from aspire_desktop.domain.programmes.schedules import Accreditation, Associate, Telling
from aspire_desktop.domain.programmes.venues import Venue, VenueRoom
from aspire_desktop.storage.tables.contact import messages
from aspire_desktop.storage.tables.intake import mappings
from aspire_desktop.storage.tables.money import charges, funding, settlements
from aspire_desktop.storage.tables.office import (
    erasures,
    frameworks,
    organisations,
    people,
    settings,
    signing,
    staff,
)
from aspire_desktop.storage.tables.programmes import (
    attendance,
    certificates,
    cohorts,
    enrolments,
    programmes,
    projects,
    schedules,
    venues,
)
from aspire_desktop.storage.tables.schema import metadata

_PAIRS = (
    (Acceptance, settlements.acceptances),
    (Accreditation, schedules.accreditations),
    (Agreement, funding.agreements),
    (Allotment, funding.allotments),
    (AllotmentRelease, funding.allotment_releases),
    (Approval, enrolments.approvals),
    (Associate, schedules.associates),
    (Certificate, certificates.certificates),
    (Charge, charges.charges),
    (Cohort, cohorts.cohorts),
    (Colleague, staff.colleagues),
    (Cover, funding.covers),
    (Employment, people.employments),
    (Enrolment, enrolments.enrolments),
    (Erasure, erasures.erasures),
    (FormerName, people.former_names),
    (Framework, frameworks.frameworks),
    (Invitation, messages.invitations),
    (Layout, settlements.layouts),
    (Mark, attendance.marks),
    (Message, messages.messages),
    (Module, programmes.modules),
    (Needs, enrolments.needs),
    (Organisation, organisations.organisations),
    (OrganisationName, organisations.organisation_names),
    (OutcomeOption, programmes.outcome_options),
    (Person, people.people),
    (Place, funding.places),
    (Price, charges.prices),
    (Programme, programmes.programmes),
    (Project, projects.projects),
    (ProjectMember, projects.project_members),
    (Query, settlements.queries),
    (QueryFile, settlements.query_files),
    (RememberedMapping, mappings.remembered_mappings),
    (Remittance, settlements.remittances),
    (RemittanceShare, settlements.remittance_shares),
    (Return, funding.returns),
    (ReturnLine, funding.return_lines),
    (Session, cohorts.sessions),
    (Setting, settings.settings),
    (Signatory, signing.signatories),
    (SigningKey, signing.signing_keys),
    (Step, enrolments.steps),
    (Succession, organisations.successions),
    (Telling, schedules.tellings),
    (Term, frameworks.terms),
    (Trainer, cohorts.trainers),
    (Venue, venues.venues),
    (VenueRoom, venues.rooms),
    (Version, programmes.versions),
    (Wording, messages.wordings),
)


@cache
def map_all() -> None:
    """Map every class once."""
    mapper = registry(metadata=metadata)
    for entity, table in _PAIRS:
        mapper.map_imperatively(entity, table)
