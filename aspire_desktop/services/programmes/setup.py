"""Opening an office: the first person, the programmes, organisations, vocabularies and settings."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.frameworks import Framework, Term
from aspire_desktop.domain.office.organisations import Organisation, OrganisationName
from aspire_desktop.domain.office.reference import (
    ShippedFramework,
    ShippedOrganisation,
    read_frameworks,
    read_organisations,
    read_settings,
)
from aspire_desktop.domain.office.settings import Setting
from aspire_desktop.domain.office.staff import EVERYONE, Colleague, role_words
from aspire_desktop.domain.office.values import ProgrammeId, joined
from aspire_desktop.domain.office.written import Name
from aspire_desktop.domain.programmes.reference import ShippedProgramme, ShippedVersion, read_programmes
from aspire_desktop.places import DB, RESOURCES
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.storage.work import UnitOfWork

LONG_AGO = date(1974, 4, 1)
"""Since when shipped members count as such: the day on which most of today's councils began."""


@dataclass(frozen=True)
class OpenOffice(Action[None]):
    """Fill a new database with what the program ships; whoever does it holds every role."""

    name: Name
    before_anybody: ClassVar[bool] = True
    answered_by: ClassVar[str] = "making another database"

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a database that somebody works in already."""
        if work.first(Colleague) is not None:
            raise RuleBroken("This database is in use already.", do="Make a new one in another place.")
        work.add(Colleague(self.name, role_words(EVERYONE)))
        for programme in read_programmes(RESOURCES / "programmes"):
            _add_programme(work, programme)
        for organisation in read_organisations(DB / "reference" / "organisations.csv"):
            _add_organisation(work, organisation)
        for framework in read_frameworks(DB / "reference" / "frameworks.toml"):
            _add_framework(work, framework)
        work.add_all([Setting(each.key, each.value) for each in read_settings(RESOURCES / "office.toml")])
        return Effect("Open the office", None)


def _add_programme(work: UnitOfWork, shipped: ShippedProgramme) -> None:
    programme = work.add(shipped.programme())
    for position, version in enumerate(shipped.versions, start=1):
        _add_version(work, programme.id, version, position)


def _add_version(work: UnitOfWork, programme_id: ProgrammeId, shipped: ShippedVersion, position: int) -> None:
    version = work.add(shipped.version(programme_id, position))
    work.add_all([each.module(version.id, at) for at, each in enumerate(shipped.modules, start=1)])
    work.add_all([each.option(version.id, at) for at, each in enumerate(shipped.outcomes, start=1)])


def _add_organisation(work: UnitOfWork, shipped: ShippedOrganisation) -> None:
    member_since = LONG_AGO if shipped.member else None
    organisation = work.add(Organisation(shipped.type, shipped.region, member_since))
    work.add(OrganisationName(organisation.id, shipped.name, shipped.gss, also=joined(shipped.also)))


def _add_framework(work: UnitOfWork, shipped: ShippedFramework) -> None:
    framework = work.add(Framework(shipped.key, shipped.title, shipped.edition, joined(shipped.levels)))
    terms = [
        Term(framework.id, term.heading, term.title, position)
        for position, term in enumerate(shipped.terms, start=1)
    ]
    work.add_all(terms)
