"""The domain's classes mapped onto the tables, imperatively: the domain knows nothing of it."""

from functools import cache

from sqlalchemy.orm import registry

from aspire_desktop.domain.attendance import Mark
from aspire_desktop.domain.certificates import Certificate, Signatory, SigningKey
from aspire_desktop.domain.cohorts import Cohort, Session, Trainer
from aspire_desktop.domain.enrolments import Enrolment, Needs, Step
from aspire_desktop.domain.frameworks import Framework, Term
from aspire_desktop.domain.funding import Agreement, Cover, Place, Return, ReturnLine
from aspire_desktop.domain.mappings import RememberedMapping
from aspire_desktop.domain.organisations import Organisation, OrganisationName, Succession
from aspire_desktop.domain.people import Employment, Person
from aspire_desktop.domain.programmes import Module, OutcomeOption, Programme, Version
from aspire_desktop.domain.projects import Project, ProjectMember
from aspire_desktop.domain.settings import Setting
from aspire_desktop.domain.staff import Colleague
from aspire_desktop.storage.tables import (
    attendance,
    certificates,
    cohorts,
    enrolments,
    frameworks,
    funding,
    mappings,
    organisations,
    people,
    programmes,
    projects,
    settings,
    staff,
)
from aspire_desktop.storage.tables.schema import metadata

_PAIRS = (
    (Agreement, funding.agreements),
    (Certificate, certificates.certificates),
    (Cohort, cohorts.cohorts),
    (Colleague, staff.colleagues),
    (Cover, funding.covers),
    (Employment, people.employments),
    (Enrolment, enrolments.enrolments),
    (Framework, frameworks.frameworks),
    (Mark, attendance.marks),
    (Module, programmes.modules),
    (Needs, enrolments.needs),
    (Organisation, organisations.organisations),
    (OrganisationName, organisations.organisation_names),
    (OutcomeOption, programmes.outcome_options),
    (Person, people.people),
    (Place, funding.places),
    (Programme, programmes.programmes),
    (Project, projects.projects),
    (ProjectMember, projects.project_members),
    (RememberedMapping, mappings.remembered_mappings),
    (Return, funding.returns),
    (ReturnLine, funding.return_lines),
    (Session, cohorts.sessions),
    (Setting, settings.settings),
    (Signatory, certificates.signatories),
    (SigningKey, certificates.signing_keys),
    (Step, enrolments.steps),
    (Succession, organisations.successions),
    (Term, frameworks.terms),
    (Trainer, cohorts.trainers),
    (Version, programmes.versions),
)


@cache
def map_all() -> None:
    """Map every class once."""
    mapper = registry(metadata=metadata)
    for entity, table in _PAIRS:
        mapper.map_imperatively(entity, table)
