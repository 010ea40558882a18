"""The programmes that the program ships, read from their files."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path

from aspire_desktop.domain.office.toml_table import TomlTable, read_toml
from aspire_desktop.domain.office.values import ProgrammeId, VersionId, joined
from aspire_desktop.domain.programmes.programmes import (
    ApprovalRule,
    ClaimRule,
    Module,
    ModuleKind,
    OutcomeOption,
    Programme,
    Version,
)


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


def read_programmes(folder: Path) -> tuple[ShippedProgramme, ...]:
    """Read every programme of a folder such as resources/programmes, by file name; raise Unreadable."""
    return tuple(_programme(read_toml(path)) for path in sorted(folder.glob("*.toml")))


def _programme(table: TomlTable) -> ShippedProgramme:
    programme = ShippedProgramme(
        key=table.text("key"),
        code=table.text("code"),
        title=table.text("title"),
        full_title=table.text("full_title"),
        versions=tuple(_version(each) for each in table.tables("versions")),
    )
    table.close()
    return programme


def _version(table: TomlTable) -> ShippedVersion:
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


def _module(table: TomlTable) -> ShippedModule:
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


def _outcome(table: TomlTable) -> ShippedOutcome:
    outcome = ShippedOutcome(
        key=table.text("key"),
        title=table.text("title"),
        completes=table.flag("completes"),
        also=table.texts("also"),
    )
    table.close()
    return outcome
