"""What may be done with organisations: add, rename from a date, describe, succeed, remove."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self, TypeVar

from aspire_desktop.domain.office.errors import Clash, Clashing, RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.organisation_names import Matched, OrganisationNames
from aspire_desktop.domain.office.organisation_types import region_meant, type_meant
from aspire_desktop.domain.office.organisations import (
    DETAILS,
    Organisation,
    OrganisationDetails,
    OrganisationName,
    Succession,
)
from aspire_desktop.domain.office.values import (
    OrganisationId,
    fold,
    joined,
    long_date,
    means_none,
    parted,
    tidy,
    unparted,
)
from aspire_desktop.domain.office.written import Gss, Name, Words
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.door.touched import changed_by
from aspire_desktop.services.office.reference_lists import shipped_lists
from aspire_desktop.storage.lookups.office.organisations import (
    organisation_namings,
)
from aspire_desktop.storage.lookups.office.successions import lineage
from aspire_desktop.storage.tables.office.organisations import organisation_names, successions
from aspire_desktop.storage.work import UnitOfWork

D = TypeVar("D", bound=OrganisationDetails)


@dataclass(frozen=True)
class _Named:
    name: Name


@dataclass(frozen=True)
class AddOrganisation(OrganisationDetails, _Named, Action[OrganisationId]):
    """Add an organisation under its present name, of which nothing else need be known."""

    type: Words = ""
    region: Words = ""
    gss: Gss = None
    member_since: date | None = None

    def apply(self, work: UnitOfWork) -> Effect[OrganisationId]:
        """Refuse an empty name, and one that an organisation bears today."""
        _refuse_no_name(self.name)
        _refuse_taken_name(work, self.name)
        _refuse_taken_code(work, self.gss)
        said = in_words_of_the_lists(self)
        organisation = Organisation(said.type, said.region, self.member_since)
        organisation.tell(**told(said, DETAILS))
        work.add(organisation)
        work.add(OrganisationName(organisation.id, self.name, self.gss))
        return Effect(f"Add {tidy(self.name)}", organisation.id)


@dataclass(frozen=True)
class RenameOrganisation(Action[None]):
    """Give an organisation another name (and code) from a day on; what is dated before keeps the old one."""

    organisation_id: OrganisationId
    name: Name
    on: date
    gss: Gss = None
    read: str = ""
    """What whoever renames it saw it called; empty where nobody looked."""

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """End the present name the day before and begin the new one; another one than was seen is a Clash."""
        _refuse_no_name(self.name)
        present = present_name(work, self.organisation_id)
        if self.read and self.read != present.name:
            raise self._renamed_already(work, present)
        if present.since is not None and self.on <= present.since:
            raise _too_soon(present, present.since)
        if fold(self.name) != present.name_key:
            _refuse_taken_name(work, self.name)
        if self.gss != present.gss:
            _refuse_taken_code(work, self.gss)
        present.until = self.on - timedelta(days=1)
        work.add(OrganisationName(self.organisation_id, self.name, self.gss or present.gss, since=self.on))
        return Effect(f"Rename {present.name} to {tidy(self.name)}", None)

    def _renamed_already(self, work: UnitOfWork, last: OrganisationName) -> Clash:
        since = "" if last.since is None else f" from {long_date(last.since)} on"
        who = changed_by(work, [(organisation_names.name, last.id)])
        return Clash(
            f"{who} It is called {last.name}{since}. That name would end the day before.",
            (Clashing("read", last.name, of=self),),
            do="Send it again if it is still meant.",
        )


@dataclass(frozen=True)
class AlsoCalled(Action[None]):
    """Keep another name that an organisation answers to, so that files which use it are understood."""

    organisation_id: OrganisationId
    name: Name

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a name that names nobody, and one by which another organisation is meant."""
        _refuse_no_name(self.name)
        latest = latest_name(work, self.organisation_id)
        also = unparted(self.name)
        known = OrganisationNames(work.ask(organisation_namings)).match(also)
        if isinstance(known, Matched) and known.id != self.organisation_id:
            raise RuleBroken(f"“{also}” means {known.name}.", do="Choose another name.")
        if not isinstance(known, Matched):
            latest.also = joined((*parted(latest.also), also))
        return Effect(f"{latest.name} is also called {also}", None)


@dataclass(frozen=True)
class CalledNoMore(Action[None]):
    """Take back another name that an organisation answers to: files that use it are asked about again."""

    organisation_id: OrganisationId
    name: Name

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a name that is not kept for the organisation."""
        latest = latest_name(work, self.organisation_id)
        names = list(parted(latest.also))
        left = [each for each in names if fold(each) != fold(self.name)]
        if left == names:
            raise RuleBroken(f"{latest.name} is not also called {tidy(self.name)}.", about="name")
        latest.also = joined(left)
        return Effect(f"{latest.name} is no longer called {tidy(self.name)}", None)


@dataclass(frozen=True)
class _OfOrganisation:
    organisation_id: OrganisationId


@dataclass(frozen=True)
class DescribeOrganisation(OrganisationDetails, _OfOrganisation, Change[None]):
    """Set what is known of an organisation, and its membership."""

    member_since: date | None
    member_until: date | None

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the organisation."""
        body = work.get(Organisation, self.organisation_id)
        return replace(
            self,
            member_since=body.member_since,
            member_until=body.member_until,
            **told(body, DETAILS),
        )

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a membership that ends before it begins."""
        if self.member_since and self.member_until and self.member_until < self.member_since:
            raise RuleBroken("A membership cannot end before it begins.", about="member_until")
        organisation = work.get(Organisation, self.organisation_id)
        organisation.tell(**told(in_words_of_the_lists(self), DETAILS))
        organisation.member_since, organisation.member_until = self.member_since, self.member_until
        return Effect(f"Describe {latest_name(work, self.organisation_id).name}", None)


@dataclass(frozen=True)
class SucceedOrganisation(Action[None]):
    """Say that another organisation took over from this one on a day; it may have several successors.

    The old name ends the day before. What is dated from the day on goes by the name of a single successor.
    """

    organisation_id: OrganisationId
    successor_id: OrganisationId
    on: date

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse an organisation as its own successor, and one that ended on another day."""
        new = _name_on(work, self.successor_id, self.on)
        ended = (successions.c.organisation_id == self.organisation_id) & (
            successions.c.successor_id == self.successor_id
        )
        if work.first(Succession, ended):
            raise RuleBroken(f"{new} is a successor already.")
        if self.organisation_id in work.ask(lineage).everybody([self.successor_id]):
            raise RuleBroken("An organisation cannot succeed itself.")
        old = _end(work, self.organisation_id, self.on - timedelta(days=1))
        work.add(Succession(self.organisation_id, self.successor_id, self.on))
        return Effect(f"{new} succeeds {old}", None)


@dataclass(frozen=True)
class RemoveOrganisation(Action[None]):
    """Remove an organisation that nothing refers to."""

    organisation_id: OrganisationId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Delete it with its names; what still refers to it stops the transaction."""
        name = latest_name(work, self.organisation_id).name
        ours = organisation_names.c.organisation_id == self.organisation_id
        linked = (successions.c.organisation_id == self.organisation_id) | (
            successions.c.successor_id == self.organisation_id
        )
        if work.first(Succession, linked):
            raise RuleBroken(f"{name} has a successor or is one, so it stays on record.")
        for dated in work.all(OrganisationName, ours):
            work.delete(dated)
        work.delete(work.get(Organisation, self.organisation_id))
        return Effect(f"Remove {name}", None)


def present_name(work: UnitOfWork, id: OrganisationId) -> OrganisationName:
    """Give the name that an organisation bears from now on; raise RuleBroken where it has ended."""
    latest = latest_name(work, id)
    if latest.until is not None:
        raise _over(latest, latest.until)
    return latest


def called(work: UnitOfWork, id: OrganisationId) -> str:
    """Say what an organisation is called, or was called last, for `Change.named`."""
    return latest_name(work, id).name


def latest_name(work: UnitOfWork, id: OrganisationId) -> OrganisationName:
    """Give the name that an organisation bears, or bore last, within an action that does more."""
    work.get(Organisation, id)
    names = work.all(OrganisationName, organisation_names.c.organisation_id == id)
    return next((name for name in names if name.until is None), names[-1])


def _name_on(work: UnitOfWork, id: OrganisationId, on: date) -> str:
    """Give what an organisation was called last; raise RuleBroken where it ended before a day."""
    latest = latest_name(work, id)
    if latest.until is not None and latest.until < on:
        raise _over(latest, latest.until)
    return latest.name


def _over(latest: OrganisationName, until: date) -> RuleBroken:
    return RuleBroken(
        f"{latest.name} ended on {long_date(until)}.", do="Choose the organisation that took over."
    )


def _too_soon(name: OrganisationName, since: date) -> RuleBroken:
    return RuleBroken(f"{name.name} has been the name since {long_date(since)}.", do="Choose a later day.")


def _end(work: UnitOfWork, id: OrganisationId, last_day: date) -> str:
    """End an organisation's name; another part of one that ended may go over on the same day only."""
    latest = latest_name(work, id)
    if latest.until is not None and latest.until != last_day:
        raise RuleBroken(
            f"{latest.name} ended on {long_date(latest.until)}.", do="Give the day after for all successors."
        )
    if latest.since is not None and last_day < latest.since:
        raise _too_soon(latest, latest.since)
    latest.until = last_day
    return latest.name


def in_words_of_the_lists(said: D) -> D:
    """Give type and region in the words of the lists, which agreements ask for, where they mean one."""
    lists = shipped_lists()
    return replace(
        said,
        type=type_meant(said.type, lists.types) or tidy(said.type),
        region=region_meant(said.region, lists.regions) or tidy(said.region),
    )


def _refuse_taken_code(work: UnitOfWork, gss: str | None) -> None:
    known = organisation_names.c.until.is_(None) & (organisation_names.c.gss == gss)
    other = work.first(OrganisationName, known) if gss else None
    if other is not None:
        raise RuleBroken(
            f"The code {gss} belongs to {other.name}.", do="Look at the code again.", about="gss"
        )


def _refuse_no_name(name: str) -> None:
    if not tidy(name):
        raise RuleBroken("An organisation needs a name.", about="name")
    if means_none(name):
        told = f"“{tidy(name)}” names no organisation."
        raise RuleBroken(told, do="Write what it is called.", about="name")


def _refuse_taken_name(work: UnitOfWork, name: str) -> None:
    same = organisation_names.c.name_key == fold(name)
    if work.first(OrganisationName, same, organisation_names.c.until.is_(None)):
        raise RuleBroken(f"There is an organisation called {tidy(name)} already.", about="name")
