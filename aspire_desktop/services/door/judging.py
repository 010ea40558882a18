"""Whom changes of rows judge otherwise: by what they attended or passed, or by what is needed."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.values import AgreementId, EnrolmentId, ProjectId, SessionId, VersionId
from aspire_desktop.storage.images import Image, values
from aspire_desktop.storage.lookups.money.held_wrongly import left_by_rules_of, left_under
from aspire_desktop.storage.lookups.programmes.enrolments import booked_for
from aspire_desktop.storage.lookups.programmes.projects import project_member_ids
from aspire_desktop.storage.lookups.programmes.unfounded import certified_by_rules_of
from aspire_desktop.storage.tables.programmes.programmes import modules


class ChangedRow(Protocol):
    """A row before and after, as the journal has it or as a transaction found it."""

    @property
    def tbl(self) -> str:
        """The name of its table."""

    @property
    def row(self) -> int:
        """Its id."""

    @property
    def before(self) -> Image | None:
        """Its image before, None where it was not there."""

    @property
    def after(self) -> Image | None:
        """Its image after, None where it went."""


def judged(connection: Connection, changes: Sequence[ChangedRow]) -> set[EnrolmentId]:
    """Give everybody of whom these changes say otherwise what they attended or passed."""
    ids = {id for change in changes if change.tbl in ("marks", "project_members") for id in holders(change)}
    ids.update(*(project_member_ids(connection, ProjectId(id)) for id in rows_of(changes, "projects")))
    ids.update(*(booked_for(connection, SessionId(id)) for id in rows_of(changes, "sessions")))
    return ids


def judged_leavers(connection: Connection, changes: Sequence[ChangedRow]) -> set[EnrolmentId]:
    """Give whoever left of whom these changes say otherwise what is needed to have earned their place."""
    ids = set[EnrolmentId]()
    ids.update(*(left_by_rules_of(connection, id) for id in _ruled_versions(connection, changes)))
    ruled = {change.row for change in changes if change.tbl == "agreements" and _ruled_otherwise(change)}
    ids.update(*(left_under(connection, AgreementId(id)) for id in ruled))
    return ids


def judged_certified(connection: Connection, changes: Sequence[ChangedRow]) -> set[EnrolmentId]:
    """Give everybody on whose certificates these changes bear, and others who have none."""
    ids = judged(connection, changes) | set(map(EnrolmentId, rows_of(changes, "enrolments")))
    ids.update(*(certified_by_rules_of(connection, id) for id in _ruled_versions(connection, changes)))
    return ids


def rows_of(changes: Iterable[ChangedRow], table: str) -> set[int]:
    """Give the ids of the changed rows of one table."""
    return {change.row for change in changes if change.tbl == table}


def holders(change: ChangedRow) -> set[EnrolmentId]:
    """Give whose a place, mark or part in a project is, before and after a change of it."""
    images = [values(image) for image in (change.before, change.after) if image is not None]
    held = [image["enrolment_id"] for image in images]
    return {EnrolmentId(int(id)) for id in held if id is not None}


def _ruled_versions(connection: Connection, changes: Sequence[ChangedRow]) -> set[VersionId]:
    """Give the versions whose rules changed, or modules, by whose minutes Left early counts."""
    found, changed = rows_of(changes, "versions"), rows_of(changes, "modules")
    if changed:
        found.update(connection.scalars(select(modules.c.version_id).where(modules.c.id.in_(changed))))
    return set(map(VersionId, found))


def _ruled_otherwise(change: ChangedRow) -> bool:
    """Tell whether an agreement that is still there claims its places by another rule."""
    if change.before is None or change.after is None:
        return False
    before, after = values(change.before), values(change.after)
    return any(before[name] != after[name] for name in ("claim_point", "sessions_needed"))
