"""Participants and alumni, and their employments in time: people move, history does not."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from aspire_desktop.domain.office.facts import Fact, Merging, Paper, Privacy
from aspire_desktop.domain.office.values import OrganisationId, PersonId, fold, tidy
from aspire_desktop.domain.office.written import email_of, name_of


@dataclass(eq=False)
class Person:
    """Somebody who takes part; `email` may be empty, `certificate_name` is the spelling they confirmed."""

    id: PersonId = field(init=False)
    given_name: str
    family_name: str
    email: str = ""
    certificate_name: str = ""
    restricted_on: date | None = None
    """Since when the record is only kept, for evidence, and used for nothing else."""
    erased_on: date | None = None
    """When everything personal was erased; only what figures rest on is left."""
    name_key: str = field(init=False)
    email_key: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.rename(self.given_name, self.family_name)
        self.write_to(self.email)

    def rename(self, given_name: str, family_name: str) -> None:
        """Change the name, and the key it is matched by."""
        self.given_name, self.family_name = tidy(given_name), tidy(family_name)
        self.name_key = fold(self.full_name())

    def write_to(self, email: str) -> None:
        """Change the e-mail address, and the key it is matched by."""
        self.email = tidy(email)
        self.email_key = fold(self.email) or None

    def full_name(self) -> str:
        """Give the given name, then the family name."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(eq=False)
class Employment:
    """A job at an organisation between two dates; `until` None is the present one."""

    id: int = field(init=False)
    person_id: PersonId
    organisation_id: OrganisationId
    job_title: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(eq=False)
class FormerName:
    """A name and e-mail address that somebody bore until a day, by which they are still found."""

    id: int = field(init=False)
    person_id: PersonId
    given_name: str
    family_name: str
    email: str
    until: date
    name_key: str = field(init=False)
    email_key: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.name_key = fold(f"{self.given_name} {self.family_name}".strip())
        self.email_key = fold(self.email) or None


MERGED = "Merged"
"""How the reason of a place begins that was released because two records turned out to be one person."""


# What is known of it

_PERSONAL = Privacy.PERSONAL
_SIGNED = frozenset({Paper.SIGN_IN})
JOB_TITLE = Fact(
    "job_title",
    "Job title",
    "employments",
    heading="Role",
    column="job title",
    headings="jobtitle/job/role/job role/post/post title/position/current role/occupation/"
    "current job title/title of post/designation",
    privacy=_PERSONAL,
    merging=Merging.CHOSEN,
)
CERTIFICATE_NAME = Fact(
    "certificate_name",
    "Name on certificates",
    "people",
    rule=name_of,
    privacy=_PERSONAL,
    merging=Merging.CHOSEN,
)
PERSON = (
    Fact(
        "given_name",
        "Given name",
        "people",
        column="first name",
        headings="forename/forenames/first names/given name/given names/christian name/first/firstname/"
        "fname/given/personal name/personal first name/given first name/name first/name given",
        rule=name_of,
        privacy=_PERSONAL,
        papers=_SIGNED,
    ),
    Fact(
        "family_name",
        "Family name",
        "people",
        column="last name",
        headings="surname/surnames/last names/family name/family names/second name/last/lastname/lname/"
        "family/family last name/name last/name family",
        rule=name_of,
        privacy=_PERSONAL,
        papers=_SIGNED,
    ),
    Fact(
        "email",
        "E-mail address",
        "people",
        column="e-mail",
        headings="email/mail/email address/email id/work email/work email address/contact email/"
        "email contact/business email/council email",
        rule=email_of,
        example="name@council.gov.uk",
        privacy=_PERSONAL,
        merging=Merging.CHOSEN,
        fills=True,
    ),
    JOB_TITLE,
    Fact(
        "organisation",
        "Organisation",
        "employments",
        column="organisation",
        headings="organization/council/employer/authority/local authority/company/organisation name/"
        "name of organisation/council name/name of council/employing organisation/employing council/"
        "organisation council/council organisation/organisation authority/council employer/la/org/workplace/"
        "affiliation/affiliated organisation/organisation affiliation/employer affiliation",
        rule=name_of,
        of_body=True,
    ),
    CERTIFICATE_NAME,
)
"""What is known of a person, in the order in which it is told."""


# What may be read of it


@dataclass(frozen=True)
class FormerNameRow:
    """What somebody was called, and their address then, until a day."""

    given_name: str
    family_name: str
    email: str
    until: date


@dataclass(frozen=True)
class Difference:
    """A fact of which both records that are merged say something else; the first option is taken unasked."""

    key: str
    words: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """Which of the options of a difference is right."""

    key: str
    value: str


@dataclass(frozen=True)
class Merged:
    """What becomes of a person's record when another one is merged into it."""

    cohorts: tuple[str, ...]
    """Codes of the cohorts whose places pass to the record that stays."""
    released: tuple[str, ...]
    """Subsidised places given up, since an agreement pays for one a person: "L-0108 on INS26-02"."""
    kept: tuple[str, ...]
    """Those that pay for nobody either, and stay taken: they were claimed, and are not to be free again."""
    differences: tuple[Difference, ...] = ()
    """Where both records have a value."""
    told: tuple[str, ...] = ()
    """What is in the record that goes and cannot be carried on as it is: a sentence for each."""


class PeopleOrder(StrEnum):
    """By what people can be sorted; those alike come by name."""

    NAME = "name"
    ROLE = "role"
    ORGANISATION = "organisation"
    EMAIL = "e-mail"


@dataclass(frozen=True)
class PersonRow:
    """A person with their present job."""

    id: PersonId
    given_name: str
    family_name: str
    email: str
    job_title: str
    organisation_id: OrganisationId | None
    organisation: str
    restricted_on: date | None = None
    erased_on: date | None = None


@dataclass(frozen=True)
class EmploymentRow:
    """A job somebody has or had, under the organisation's name on its last day; None: open at that end."""

    job_title: str
    organisation_id: OrganisationId
    organisation: str
    since: date | None
    until: date | None
