"""What may be done with programme versions: their thresholds and their modules."""

from dataclasses import dataclass, replace
from typing import Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.history import with_reason
from aspire_desktop.domain.office.limits import check_count
from aspire_desktop.domain.office.values import ModuleId, VersionId, tidy
from aspire_desktop.domain.office.written import Prose, Words
from aspire_desktop.domain.programmes.cohorts import check_capacity
from aspire_desktop.domain.programmes.programmes import MARKS, Module, OutcomeOption, Version, check_version
from aspire_desktop.domain.programmes.rule_effects import RuleEffect
from aspire_desktop.services.door.action import Change, Effect
from aspire_desktop.services.money.rule_changes import claims_by_now, claims_rest_on, settle_by_new_rules
from aspire_desktop.storage.tables.programmes.programmes import modules, outcome_options
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class ChangeVersion(Change[RuleEffect]):
    """Set what a version asks for; gives what that takes back or adds of claims, as a preview does too.

    Cohorts that follow it are judged by the new rules at once; submitted returns and issued certificates
    are stored copies and stay as they are. Whoever withdrew keeps a subsidised place, or is given it back,
    as the new rules have it. Capacity and minimum count for cohorts made from now on.

    A version is fixed once a return or a certificate rests on it: its rules are corrected for a reason, which
    stands with the day and the name beside every claim that this takes back or adds.
    """

    version_id: VersionId
    sessions_needed: int
    project_needed: bool
    attended_marks: frozenset[str]
    left_early_percent: int | None
    capacity: int
    minimum: int
    reason: Prose = ""

    def stored(self, work: UnitOfWork) -> Self:
        """Give what the version asks for by now, with the reason that was given."""
        version = work.get(Version, self.version_id)
        return replace(
            self,
            sessions_needed=version.sessions_needed,
            project_needed=version.project_needed,
            attended_marks=frozenset(version.attended_marks.split()),
            left_early_percent=version.left_early_percent,
            capacity=version.capacity,
            minimum=version.minimum,
        )

    def apply(self, work: UnitOfWork) -> Effect[RuleEffect]:
        """Refuse rules that nobody could ever meet, and those that give back a place where none is free."""
        version = work.get(Version, self.version_id)
        for what, count in (
            ("Sessions needed", self.sessions_needed),
            ("The share of a session", self.left_early_percent or 0),
            ("People needed to run", self.minimum),
        ):
            check_count(what, count)
        check_capacity(self.capacity)
        if self.minimum < 0:
            raise RuleBroken("A cohort cannot need fewer than no people to run.", about="minimum")
        if not self._keeps_rules(version):
            _refuse_without_reason(work, version, self.reason)
        before = claims_by_now(work)
        version.sessions_needed, version.project_needed = self.sessions_needed, self.project_needed
        version.attended_marks = _in_order(self.attended_marks)
        version.left_early_percent = self.left_early_percent
        version.capacity, version.minimum = self.capacity, self.minimum
        own = work.all(Module, modules.c.version_id == version.id)
        options = work.all(OutcomeOption, outcome_options.c.version_id == version.id)
        check_version(version, own, options)
        title = with_reason(f"Change the thresholds of {version.title}", tidy(self.reason))
        return Effect(title, settle_by_new_rules(work, version.id, before))

    def _keeps_rules(self, version: Version) -> bool:
        return (
            version.sessions_needed,
            version.project_needed,
            version.attended_marks,
            version.left_early_percent,
        ) == (
            self.sessions_needed,
            self.project_needed,
            _in_order(self.attended_marks),
            self.left_early_percent,
        )


@dataclass(frozen=True)
class ChangeModule(Change[RuleEffect]):
    """Set a module's title and its minutes of activity, from which CPD hours are counted.

    Gives what other minutes take back or add of claims: who left early may have stayed long enough, or not.
    """

    module_id: ModuleId
    title: Words
    minutes: int
    reason: Prose = ""
    """Needed where the minutes of a fixed version change: CPD hours and Left early are counted from them."""

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the module, with the reason that was given."""
        module = work.get(Module, self.module_id)
        return replace(self, title=module.title, minutes=module.minutes)

    def apply(self, work: UnitOfWork) -> Effect[RuleEffect]:
        """Refuse a module without a title, and one that takes no time or more than a day."""
        module = work.get(Module, self.module_id)
        if not tidy(self.title):
            raise RuleBroken("A module needs a title.", about="title")
        if not 1 <= self.minutes <= 24 * 60:
            raise RuleBroken("A module takes between 1 minute and a day.")
        version = work.get(Version, module.version_id)
        if module.minutes != self.minutes:
            _refuse_without_reason(work, version, self.reason)
        before = claims_by_now(work)
        module.title, module.minutes = tidy(self.title), self.minutes
        title = with_reason(f"Change module {module.position} of {version.title}", tidy(self.reason))
        return Effect(title, settle_by_new_rules(work, version.id, before))


def _refuse_without_reason(work: UnitOfWork, version: Version, reason: str) -> None:
    if not tidy(reason) and claims_rest_on(work, version.id):
        raise RuleBroken(
            f"Returns or certificates rest on the rules of {version.title}.",
            do="Give the reason of the correction: it stands beside every claim that it changes.",
            about="reason",
        )


def _in_order(marks: frozenset[str]) -> str:
    known = MARKS.split()
    return " ".join(sorted(marks, key=lambda mark: known.index(mark) if mark in known else len(known)))
