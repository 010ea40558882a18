"""The grounds on which certificates are given, as they stand on the day of award."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, Row, Select, func, select

from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, OrganisationId, fold
from aspire_desktop.domain.programmes.certificate_awards import MERIT, Grounds
from aspire_desktop.domain.programmes.certificates import SignedBy
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER
from aspire_desktop.domain.programmes.programmes import ModuleKind
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.office.settings import all_settings
from aspire_desktop.storage.lookups.programmes.completions import decisions_of, progress_of
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.office.signing import signatories
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import modules, programmes, versions
from aspire_desktop.storage.tables.programmes.projects import project_members, projects

_BY_HAND = "Authorised signatory"
"""What stands under the line to sign where nobody is named for a delivery partner."""


@asked_by(EVERYONE)
def grounds_of(
    connection: Connection, ids: Iterable[EnrolmentId], awarded_on: date, today: date
) -> dict[EnrolmentId, Grounds]:
    """Give the grounds of everybody of these who is on a register, in the order asked for.

    Organisations go by their names on the day of award; attendance and outcome are today's.
    """
    wanted = list(ids)
    found = {
        row.id: row
        for row in connection.execute(_enrolled().where(among(connection, enrolments.c.id, wanted)))
    }
    cohort_ids = sorted({row.cohort_id for row in found.values()})
    material = _Material(connection, cohort_ids, list(found.values()), awarded_on, today)
    return {id: material.grounds(found[id]) for id in wanted if id in found}


class _Material:
    """What the grounds of several people are put together from, each asked for once."""

    def __init__(
        self,
        connection: Connection,
        cohort_ids: Sequence[CohortId],
        rows: Sequence[Row[tuple[object, ...]]],
        awarded_on: date,
        today: date,
    ) -> None:
        bodies = {row.organisation_id for row in rows} | {row.partner_id for row in rows}
        self._names = names_on(connection, bodies, awarded_on)
        self._progress = progress_of(connection, cohort_ids, today)
        self._decisions = decisions_of(connection, cohort_ids)
        self._completing = {id: rules.completing_outcomes for id, rules in rules_of(connection).items()}
        self._settings = all_settings(connection)
        self._projects = _project_titles(connection, cohort_ids)
        self._days = _days(connection, cohort_ids, awarded_on)
        self._kinds = _kinds(connection, cohort_ids)
        self._signatories = _signatories(connection, {row.partner_id for row in rows})

    def grounds(self, row: Row[tuple[object, ...]]) -> Grounds:
        decision = self._decisions.get(row.id)
        passed = decision is not None and decision.key in self._completing[row.version_id]
        begins, ends = self._days.get(row.cohort_id, (None, None))
        name = full_name(row.given_name, row.family_name)
        return row_of(
            Grounds,
            row,
            enrolment_id=row.id,
            full_name=name,
            name=row.certificate_name or name,
            organisation=self._names[row.organisation_id],
            partner=self._names[row.partner_id],
            partnership=self._setting("partnership_line"),
            prefix=self._setting("certificate_prefix"),
            progress=self._progress[row.id],
            merit=row.graded and decision is not None and decision.key == MERIT,
            project=self._projects.get(row.id, "") if passed else "",
            kinds=self._kinds.get(row.cohort_id, frozenset()),
            begins=begins,
            ends=ends,
            signatories=self._signed_by(row.partner_id),
        )

    def _setting(self, key: str) -> str:
        return self._settings.get(key, "")

    def _signed_by(self, partner_id: OrganisationId) -> tuple[SignedBy, ...]:
        partner = self._names[partner_id]
        named = self._signatories.get(partner_id)
        if named:
            return tuple(row_of(SignedBy, row, organisation=partner) for row in named)
        if fold(partner) == fold(self._setting("office_name")):
            return (SignedBy(self._setting("signatory_name"), self._setting("signatory_job_title"), partner),)
        return (SignedBy("", _BY_HAND, partner),)


def _enrolled() -> Select[tuple[object, ...]]:
    return (
        select(
            enrolments,
            people.c.given_name,
            people.c.family_name,
            people.c.certificate_name,
            cohorts.c.code.label("cohort"),
            cohorts.c.partner_id,
            cohorts.c.version_id,
            versions.c.title.label("version"),
            versions.c.graded,
            programmes.c.full_title.label("programme"),
            programmes.c.code.label("programme_code"),
        )
        .join(people, people.c.id == enrolments.c.person_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .join(programmes, programmes.c.id == versions.c.programme_id)
        .where(enrolments.c.status.in_(ON_REGISTER), people.c.erased_on.is_(None))
    )


def _project_titles(connection: Connection, ids: Sequence[CohortId]) -> dict[EnrolmentId, str]:
    query = (
        select(project_members.c.enrolment_id, projects.c.title)
        .join(projects, projects.c.id == project_members.c.project_id)
        .where(among(connection, projects.c.cohort_id, ids))
    )
    return {row.enrolment_id: row.title for row in connection.execute(query)}


def _days(
    connection: Connection, ids: Sequence[CohortId], awarded_on: date
) -> dict[CohortId, tuple[date, date]]:
    """Give each cohort's first session's day and its last one's up to the day of award.

    A certificate never speaks of days that had not come when it was given.
    """
    begins, ends = func.min(sessions.c.on), func.max(sessions.c.on)
    query = (
        select(sessions.c.cohort_id, begins.label("begins"), ends.label("ends"))
        .where(among(connection, sessions.c.cohort_id, ids), sessions.c.on <= awarded_on)
        .group_by(sessions.c.cohort_id)
    )
    return {row.cohort_id: (row.begins, row.ends) for row in connection.execute(query)}


def _kinds(connection: Connection, ids: Sequence[CohortId]) -> dict[CohortId, frozenset[ModuleKind]]:
    query = (
        select(sessions.c.cohort_id, modules.c.kind)
        .join(modules, modules.c.id == sessions.c.module_id)
        .where(among(connection, sessions.c.cohort_id, ids))
        .distinct()
    )
    found: dict[CohortId, frozenset[ModuleKind]] = {}
    for row in connection.execute(query):
        found[row.cohort_id] = found.get(row.cohort_id, frozenset()) | {row.kind}
    return found


def _signatories(
    connection: Connection, ids: Iterable[OrganisationId]
) -> dict[OrganisationId, list[Row[tuple[object, ...]]]]:
    query = select(signatories).where(among(connection, signatories.c.organisation_id, ids))
    found: dict[OrganisationId, list[Row[tuple[object, ...]]]] = {}
    for row in connection.execute(query.order_by(signatories.c.id)):
        found.setdefault(row.organisation_id, []).append(row)
    return found
