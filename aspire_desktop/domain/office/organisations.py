"""Councils and other employers: own key, dated names and codes, membership and succession in time."""

from dataclasses import dataclass, field
from datetime import date

from aspire_desktop.domain.office.facts import Fact, Privacy, facts_in, tell
from aspire_desktop.domain.office.values import OrganisationId, fold, tidy
from aspire_desktop.domain.office.written import Words, date_of, gss_of, name_of


@dataclass(eq=False)
class Organisation:
    """A body that employs people, funds places or delivers cohorts. Its names live in OrganisationName."""

    id: OrganisationId = field(init=False)
    type: str
    """A word from the reference list: county, unitary, metropolitan, district, fire, NHS, ..."""
    region: str
    member_since: date | None = None
    member_until: date | None = None

    def tell(self, **facts: str) -> None:
        """Set facts by their names."""
        tell(self, facts)


@dataclass(eq=False)
class OrganisationName:
    """What an organisation was called, and its GSS code, between two dates (None: open)."""

    id: int = field(init=False)
    organisation_id: OrganisationId
    name: str
    gss: str | None = None
    since: date | None = None
    until: date | None = None
    also: str = ""
    """Other names it answers to, as `joined` keeps them."""
    name_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = tidy(self.name)
        self.name_key = fold(self.name)


@dataclass(eq=False)
class Succession:
    """A body that took over (part of) another on a day; one body may have several successors."""

    id: int = field(init=False)
    organisation_id: OrganisationId
    successor_id: OrganisationId
    on: date


def is_member(since: date | None, until: date | None, on: date) -> bool:
    """Tell whether an organisation was a member on a day, its first and last day included."""
    return since is not None and since <= on and (until is None or on <= until)


# What is known of it

NAME = Fact(
    "name",
    "Name",
    "organisation_names",
    heading="Organisation",
    column="name",
    headings="organisation/organisation name/organization/organization name/council/council name/"
    "authority/local authority/employer/name of organisation/name of council/official name",
    rule=name_of,
    privacy=Privacy.IMPERSONAL,
)
TYPE = Fact(
    "type",
    "Type",
    "organisations",
    column="type",
    headings="organisation type/council type/type of organisation/type of council/kind/category/tier",
    privacy=Privacy.IMPERSONAL,
    shared=True,
)
GSS = Fact(
    "gss",
    "Code",
    "organisation_names",
    column="GSS code",
    headings="gss/ons code/ons/code/gss number/area code/authority code/ecode/lad code/la code",
    rule=gss_of,
    privacy=Privacy.IMPERSONAL,
)
REGION = Fact(
    "region",
    "Region",
    "organisations",
    column="region",
    headings="area/english region/nation/region name/region or nation",
    privacy=Privacy.IMPERSONAL,
    shared=True,
)
ORGANISATION = (
    NAME,
    TYPE,
    GSS,
    REGION,
    Fact("also", "Also called", "organisation_names", rule=name_of, privacy=Privacy.IMPERSONAL),
    Fact("member_since", "Member since", "organisations", rule=date_of),
    Fact("member_until", "Member until", "organisations", rule=date_of),
)
"""What is known of an organisation, in the order in which it is told."""


@dataclass(frozen=True)
class OrganisationDetails:
    """What is typed of an organisation beside its name and code, which have a time: as `PersonDetails`."""

    type: Words
    region: Words


DETAILS = facts_in(OrganisationDetails, ORGANISATION)


# What may be read of it


@dataclass(frozen=True)
class NamingRow:
    """A name that an organisation answers to; the code is that of the time when it was its own name."""

    id: OrganisationId
    name: str
    type: str
    gss: str | None


@dataclass(frozen=True)
class _Named:
    id: OrganisationId
    name: str


@dataclass(frozen=True)
class OrganisationRow(OrganisationDetails, _Named):
    """An organisation as it stands on a day."""

    gss: str | None
    member: bool
    ended_on: date | None
    """The last day of its last name; None while it goes on."""
    also: tuple[str, ...]
    """Other names that it answers to."""
    member_since: date | None
    member_until: date | None
