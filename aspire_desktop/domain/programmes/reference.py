"""What the program ships: programmes, councils, vocabularies, office defaults, read from their files."""

import csv
import io
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.toml_table import Table, read_toml
from aspire_desktop.domain.office.values import ProgrammeId, VersionId, joined, parted
from aspire_desktop.domain.programmes.programmes import (
    ApprovalRule,
    ClaimRule,
    Module,
    ModuleKind,
    OutcomeOption,
    Programme,
    Version,
)

REGIONAL_EMPLOYERS = "regional employers' organisation"
"""The type of the organisations that may deliver cohorts as partners."""


@dataclass(frozen=True)
class ShippedModule:
    """A module as shipped; its position is its place in the list, from 1."""

    title: str
    kind: ModuleKind
    minutes: int
    for_claim: bool
    starts: time
    ends: time

    def module(self, version_id: VersionId, position: int) -> Module:
        """Make the module of a stored version."""
        return Module(
            version_id, position, self.title, self.kind, self.minutes, self.for_claim, self.starts, self.ends
        )


@dataclass(frozen=True)
class ShippedOutcome:
    """An outcome as shipped, with the other words that imported files use for it."""

    key: str
    title: str
    completes: bool
    also: tuple[str, ...]

    def option(self, version_id: VersionId, position: int) -> OutcomeOption:
        """Make the outcome of a stored version."""
        return OutcomeOption(version_id, self.key, self.title, self.completes, position, joined(self.also))


@dataclass(frozen=True)
class ShippedVersion:
    """A version as shipped: each field means what it means in Version."""

    label: str
    title: str
    sessions_needed: int
    project_needed: bool
    graded: bool
    claim_rule: ClaimRule
    attended_marks: str
    left_early_percent: int | None
    panel_minimum: int
    capacity: int
    minimum: int
    substitution_until: int
    deferral_months: int
    approval: ApprovalRule
    offer_days: int
    joining_days: int
    charges: str
    modules: tuple[ShippedModule, ...]
    outcomes: tuple[ShippedOutcome, ...]

    def version(self, programme_id: ProgrammeId, position: int) -> Version:
        """Make the version of a stored programme."""
        return Version(
            programme_id=programme_id,
            label=self.label,
            title=self.title,
            sessions_needed=self.sessions_needed,
            project_needed=self.project_needed,
            graded=self.graded,
            claim_rule=self.claim_rule,
            attended_marks=self.attended_marks,
            left_early_percent=self.left_early_percent,
            panel_minimum=self.panel_minimum,
            capacity=self.capacity,
            minimum=self.minimum,
            substitution_until=self.substitution_until,
            deferral_months=self.deferral_months,
            approval=self.approval,
            offer_days=self.offer_days,
            joining_days=self.joining_days,
            charges=self.charges,
            position=position,
        )


@dataclass(frozen=True)
class ShippedProgramme:
    """A programme as shipped, its versions oldest first."""

    key: str
    code: str
    title: str
    full_title: str
    versions: tuple[ShippedVersion, ...]

    def programme(self) -> Programme:
        """Make the programme to store."""
        return Programme(self.key, self.title, self.full_title, self.code)


@dataclass(frozen=True)
class ShippedOrganisation:
    """An organisation as shipped; the region is empty for one that works nationally."""

    name: str
    also: tuple[str, ...]
    type: str
    region: str
    gss: str | None
    member: bool

    @property
    def delivers(self) -> bool:
        """Whether it may deliver cohorts as a partner."""
        return self.type == REGIONAL_EMPLOYERS


@dataclass(frozen=True)
class Lists:
    """The words that an organisation's type and region are chosen from."""

    types: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class ShippedTerm:
    """A term under its heading, which is empty where the vocabulary has none."""

    heading: str
    title: str


@dataclass(frozen=True)
class ShippedFramework:
    """A vocabulary in one edition, its terms in their order."""

    key: str
    title: str
    edition: str
    levels: tuple[str, ...]
    terms: tuple[ShippedTerm, ...]


@dataclass(frozen=True)
class ShippedSetting:
    """A setting that a new database starts with."""

    key: str
    value: str


def read_programmes(folder: Path) -> tuple[ShippedProgramme, ...]:
    """Read every programme of a folder such as resources/programmes, by file name; raise Unreadable."""
    return tuple(_programme(read_toml(path)) for path in sorted(folder.glob("*.toml")))


def read_organisations(path: Path) -> tuple[ShippedOrganisation, ...]:
    """Read db/reference/organisations.csv; raise Unreadable where it or a line of it cannot be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), strict=True))
        return tuple(_organisation(row, path.name, at) for at, row in enumerate(rows, start=2))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise Unreadable(
            f"{path.name} cannot be read: {problem}.", do="Install the program again."
        ) from problem


def read_lists(path: Path) -> Lists:
    """Read db/reference/lists.toml; raise Unreadable."""
    table = read_toml(path)
    lists = Lists(table.texts("types"), table.texts("regions"))
    table.close()
    return lists


def read_frameworks(path: Path) -> tuple[ShippedFramework, ...]:
    """Read db/reference/frameworks.toml; raise Unreadable."""
    table = read_toml(path)
    frameworks = tuple(_framework(each) for each in table.tables("frameworks"))
    table.close()
    return frameworks


def read_settings(path: Path) -> tuple[ShippedSetting, ...]:
    """Read resources/office.toml, where every value is a text; raise Unreadable."""
    table = read_toml(path)
    return tuple(ShippedSetting(key, table.text(key)) for key in table.names())


def _programme(table: Table) -> ShippedProgramme:
    programme = ShippedProgramme(
        key=table.text("key"),
        code=table.text("code"),
        title=table.text("title"),
        full_title=table.text("full_title"),
        versions=tuple(_version(each) for each in table.tables("versions")),
    )
    table.close()
    return programme


def _version(table: Table) -> ShippedVersion:
    version = ShippedVersion(
        label=table.text("label"),
        title=table.text("title"),
        sessions_needed=table.number("sessions_needed"),
        project_needed=table.flag("project_needed"),
        graded=table.flag("graded"),
        claim_rule=table.word("claim_rule", ClaimRule),
        attended_marks=table.text("attended_marks"),
        left_early_percent=table.optional_number("left_early_percent"),
        panel_minimum=table.number("panel_minimum"),
        capacity=table.number("capacity"),
        minimum=table.number("minimum"),
        substitution_until=table.number("substitution_until"),
        deferral_months=table.number("deferral_months"),
        approval=table.word("approval", ApprovalRule),
        offer_days=table.number("offer_days"),
        joining_days=table.number("joining_days"),
        charges=table.text("charges"),
        modules=tuple(_module(each) for each in table.tables("modules")),
        outcomes=tuple(_outcome(each) for each in table.tables("outcomes")),
    )
    table.close()
    return version


def _module(table: Table) -> ShippedModule:
    module = ShippedModule(
        title=table.text("title"),
        kind=table.word("kind", ModuleKind),
        minutes=table.number("minutes"),
        for_claim=table.flag("for_claim", otherwise=False),
        starts=table.clock_time("starts"),
        ends=table.clock_time("ends"),
    )
    table.close()
    return module


def _outcome(table: Table) -> ShippedOutcome:
    outcome = ShippedOutcome(
        key=table.text("key"),
        title=table.text("title"),
        completes=table.flag("completes"),
        also=table.texts("also"),
    )
    table.close()
    return outcome


def _framework(table: Table) -> ShippedFramework:
    headings = table.tables("headings")
    framework = ShippedFramework(
        key=table.text("key"),
        title=table.text("title"),
        edition=table.text("edition"),
        levels=table.texts("levels"),
        terms=tuple(term for heading in headings for term in _terms(heading)),
    )
    table.close()
    return framework


def _terms(table: Table) -> tuple[ShippedTerm, ...]:
    heading = table.text("title", otherwise="")
    terms = tuple(ShippedTerm(heading, title) for title in table.texts("terms"))
    table.close()
    return terms


_COLUMNS = {"name", "also", "type", "region", "gss", "member"}


def _organisation(row: dict[str, str], file: str, line: int) -> ShippedOrganisation:
    if set(row) != _COLUMNS or None in row.values():
        raise Unreadable(f"{file}, line {line}: its columns are not {', '.join(sorted(_COLUMNS))}.")
    if row["member"] not in ("yes", "no"):
        raise Unreadable(f"{file}, line {line}: member is neither yes nor no.")
    return ShippedOrganisation(
        name=row["name"],
        also=parted(row["also"]),
        type=row["type"],
        region=row["region"],
        gss=row["gss"] or None,
        member=row["member"] == "yes",
    )
