"""Participants and alumni, and their employments in time: people move, history does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from aspire_desktop.domain.office.facts import Fact, Merging, Paper, Privacy, facts_in, tell
from aspire_desktop.domain.office.values import OrganisationId, PersonId, fold
from aspire_desktop.domain.office.written import (
    Email,
    Name,
    NameIfAny,
    Words,
    WordsIfAny,
    email_of,
    name_if_any,
    name_of,
    words_if_any,
)


def full_name(given_name: str, family_name: str) -> str:
    """Give the given name, then the family name; somebody may have one name alone."""
    return f"{given_name} {family_name}".strip()


def listed_name(given_name: str, family_name: str) -> str:
    """Write Adebayo, Folake, as lists of people have it; one name alone as it is."""
    return ", ".join(part for part in (family_name, given_name) if part)


def person_reference(id: PersonId) -> str:
    """Write "P-00042", which stands for a name in copies without names."""
    return f"P-{id:05}"


def listing_key(given_name: str, family_name: str) -> str:
    """Give by what people are listed: the family name, then the given one, without case and accents."""
    # a tab stands before the space: De Souza, Z before De Souza Lima, A
    return f"{fold(family_name)}\t{fold(given_name)}"


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
    known_as: str = ""
    phone: str = ""
    notes: str = ""
    name_key: str = field(init=False)
    email_key: str | None = field(init=False)
    listing_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.tell(given_name=self.given_name, family_name=self.family_name, email=self.email)

    def tell(self, **facts: str) -> None:
        """Set facts by their names, and the keys that the person is matched and listed by."""
        tell(self, facts)
        self.listing_key = listing_key(self.given_name, self.family_name)
        self.name_key = fold(self.full_name())
        self.email_key = fold(self.email) or None

    def full_name(self) -> str:
        """Give the given name, then the family name."""
        return full_name(self.given_name, self.family_name)


@dataclass(eq=False)
class Employment:
    """A job at an organisation between two dates; `until` None is the present one."""

    id: int = field(init=False)
    person_id: PersonId
    organisation_id: OrganisationId
    job_title: str = ""
    since: date | None = None
    until: date | None = None

    def tell(self, **facts: str) -> None:
        """Set facts by their names."""
        tell(self, facts)


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
        self.name_key = fold(full_name(self.given_name, self.family_name))
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
NAME = (
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
)
EMAIL = Fact(
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
)
EMPLOYER = Fact(
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
)
KNOWN_AS = Fact(
    "known_as",
    "Known as",
    "people",
    column="known as",
    headings="preferred name/preferred first name/prefers to be called/likes to be called/nickname/"
    "badge name/name on badge/name for badge/called/calling name",
    rule=name_if_any,
    privacy=_PERSONAL,
    merging=Merging.CHOSEN,
    papers=_SIGNED,
)
PHONE = Fact(
    "phone",
    "Phone",
    "people",
    column="phone",
    headings="telephone/telephone number/phone number/tel/tel no/mobile/mobile number/mobile phone/"
    "contact number/contact telephone/work phone/direct dial",
    rule=words_if_any,
    example="0121 496 0000",
    privacy=_PERSONAL,
    merging=Merging.CHOSEN,
)
NOTES = Fact(
    "notes",
    "Notes",
    "people",
    column="notes",
    headings="note/comment/comments/remarks/remark/further information/other information",
    rule=words_if_any,
    privacy=_PERSONAL,
    merging=Merging.TOGETHER,
)
PERSON = (*NAME, EMAIL, JOB_TITLE, EMPLOYER, CERTIFICATE_NAME, KNOWN_AS, PHONE, NOTES)
"""What is known of a person, in the order in which it is told."""


@dataclass(frozen=True)
class JobDetails:
    """What is typed of a job: adding and moving somebody, a line of a file and a row have it alike."""

    job_title: Words


@dataclass(frozen=True)
class _OfThemselves:
    given_name: Name
    family_name: Name
    email: Email
    known_as: NameIfAny = field(default="", kw_only=True)
    phone: WordsIfAny = field(default="", kw_only=True)
    notes: WordsIfAny = field(default="", kw_only=True)

    def full_name(self) -> str:
        """Give the given name, then the family name."""
        return full_name(self.given_name, self.family_name)


@dataclass(frozen=True)
class PersonDetails(JobDetails, _OfThemselves):
    """What is typed of a person and their present job, alike in rows, lines of files and acts that set it.

    What comes first in them is in a class of its own, since the fields of the last base come first.
    """


DETAILS = facts_in(PersonDetails, PERSON)
BEYOND_NAME = tuple(fact for fact in DETAILS if fact not in NAME)
OF_THEMSELVES = tuple(fact for fact in DETAILS if fact.table == "people")
OF_JOB = facts_in(JobDetails, PERSON)
"""What is kept with each job of theirs; the rest with the person."""


def called(row: object, facts: Sequence[Fact]) -> str:
    """Give what a paper of these facts calls somebody: the name, and in brackets what else it says."""
    name = " ".join(filter(None, (fact.of(row) for fact in NAME)))
    beside = ", ".join(filter(None, (fact.of(row) for fact in facts if fact not in NAME)))
    return f"{name} ({beside})" if beside else name


# What may be read of it


@dataclass(frozen=True)
class PersonFacts:
    """Somebody as printed; `reference` stands for the name in copies without names."""

    reference: str
    name: str


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
    REGION = "region"
    EMAIL = "e-mail"


@dataclass(frozen=True)
class PeopleAmong:
    """Among whom people are listed: those with this employer, role and region today; empty for any."""

    organisation: str = ""
    job_title: str = ""
    region: str = ""


ANYBODY = PeopleAmong()


@dataclass(frozen=True)
class PeopleChoices:
    """What people can be listed among: the employers, roles and regions there are."""

    organisations: Sequence[str]
    job_titles: Sequence[str]
    """Those that most people have, for a menu that can be read."""
    regions: Sequence[str]


@dataclass(frozen=True)
class _Numbered:
    id: PersonId


@dataclass(frozen=True)
class PersonRow(PersonDetails, _Numbered):
    """A person with their present job."""

    organisation_id: OrganisationId | None
    organisation: str
    certificate_name: str
    restricted_on: date | None = None
    erased_on: date | None = None
    region: str = ""
    """That of the employer."""


@dataclass(frozen=True)
class EmploymentRow(JobDetails):
    """A job somebody has or had, under the organisation's name on its last day; None: open at that end."""

    organisation_id: OrganisationId
    organisation: str
    since: date | None
    until: date | None
