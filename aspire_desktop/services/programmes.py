"""What may be done with programme versions: their thresholds and their modules."""

from dataclasses import dataclass

from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.domain.programmes import MARKS, Module, OutcomeOption, Version, check_version
from aspire_desktop.domain.values import ModuleId, VersionId, tidy
from aspire_desktop.services.action import Action, Effect
from aspire_desktop.services.places import settle_left_behind
from aspire_desktop.storage.lookups.held_wrongly import left_by_rules_of
from aspire_desktop.storage.lookups.programmes import threshold_rows, version_rows
from aspire_desktop.storage.tables.programmes import modules, outcome_options
from aspire_desktop.storage.work import UnitOfWork

__all__ = ["ChangeModule", "ChangeVersion", "threshold_rows", "version_rows"]


@dataclass(frozen=True)
class ChangeVersion(Action[None]):
    """Set what a version asks for.

    Cohorts that follow it are judged by the new rules at once; submitted returns and issued certificates
    are stored copies and stay as they are. Whoever withdrew keeps a subsidised place, or is given it back,
    as the new rules have it. Capacity and minimum count for cohorts made from now on.
    """

    version_id: VersionId
    sessions_needed: int
    project_needed: bool
    attended_marks: frozenset[str]
    left_early_percent: int | None
    capacity: int
    minimum: int

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse rules that nobody could ever meet, and those that give back a place where none is free."""
        version = work.get(Version, self.version_id)
        if self.capacity < 1 or self.minimum < 0:
            raise RuleBroken("A cohort needs at least one place.")
        version.sessions_needed, version.project_needed = self.sessions_needed, self.project_needed
        version.attended_marks = _in_order(self.attended_marks)
        version.left_early_percent = self.left_early_percent
        version.capacity, version.minimum = self.capacity, self.minimum
        own = work.all(Module, modules.c.version_id == version.id)
        options = work.all(OutcomeOption, outcome_options.c.version_id == version.id)
        check_version(version, own, options)
        settle_left_behind(work, work.ask(left_by_rules_of, version.id))
        return Effect(f"Change the thresholds of {version.title}", None)


@dataclass(frozen=True)
class ChangeModule(Action[None]):
    """Set a module's title and its minutes of activity, from which CPD hours are counted."""

    module_id: ModuleId
    title: str
    minutes: int

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a module without a title, and one that takes no time or more than a day."""
        module = work.get(Module, self.module_id)
        if not tidy(self.title):
            raise RuleBroken("A module needs a title.")
        if not 1 <= self.minutes <= 24 * 60:
            raise RuleBroken("A module takes between 1 minute and a day.")
        module.title, module.minutes = tidy(self.title), self.minutes
        version = work.get(Version, module.version_id)
        return Effect(f"Change module {module.position} of {version.title}", None)


def _in_order(marks: frozenset[str]) -> str:
    known = MARKS.split()
    return " ".join(sorted(marks, key=lambda mark: known.index(mark) if mark in known else len(known)))
