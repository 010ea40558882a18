"""Programmes' versions with their rules, modules and outcomes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.staff import ADMINISTRATORS, EVERYONE
from aspire_desktop.domain.office.values import VersionId, parted
from aspire_desktop.domain.programmes.programmes import ModuleRow, OutcomeRow, Rules, Thresholds, VersionRow
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.programmes.programmes import modules, outcome_options, programmes, versions


@asked_by(EVERYONE)
def version_rows(connection: Connection) -> list[VersionRow]:
    """Give every version, by programme and position."""
    query = (
        select(
            versions,
            programmes.c.title.label("programme_title"),
            programmes.c.full_title,
            programmes.c.code,
        )
        .join(programmes, programmes.c.id == versions.c.programme_id)
        .order_by(programmes.c.id, versions.c.position)
    )
    return [row_of(VersionRow, row, programme=row.programme_title) for row in connection.execute(query)]


@asked_by(EVERYONE)
def rules_of(connection: Connection) -> dict[VersionId, Rules]:
    """Give the rules of every version: there are a handful."""
    completing: dict[int, set[str]] = {}
    for option in connection.execute(select(outcome_options).where(outcome_options.c.completes)):
        completing.setdefault(option.version_id, set()).add(option.key)
    return {
        VersionId(row["id"]): rules_from({**row}, frozenset(completing.get(row["id"], ())))
        for row in connection.execute(select(versions)).mappings()
    }


def rules_from(version: Mapping[str, Any], completing: frozenset[str]) -> Rules:
    """Read the rules out of a row of versions, with the outcomes that complete it."""
    return Rules(
        sessions_needed=version["sessions_needed"],
        project_needed=version["project_needed"],
        graded=version["graded"],
        claim_rule=version["claim_rule"],
        attended_marks=frozenset(version["attended_marks"].split()),
        completing_outcomes=completing,
        left_early_percent=version["left_early_percent"],
    )


@asked_by(EVERYONE)
def module_rows(connection: Connection, version_id: VersionId) -> list[ModuleRow]:
    """Give a version's modules in order."""
    query = select(modules).where(modules.c.version_id == version_id).order_by(modules.c.position)
    return [row_of(ModuleRow, row) for row in connection.execute(query)]


@asked_by(ADMINISTRATORS)
def threshold_rows(connection: Connection) -> list[Thresholds]:
    """Give what every version asks for, by programme and position."""
    return [
        row_of(
            Thresholds,
            row,
            attended_marks=frozenset(row.attended_marks.split()),
            modules=tuple(module_rows(connection, row.id)),
        )
        for row in connection.execute(select(versions).order_by(versions.c.programme_id, versions.c.position))
    ]


@asked_by(EVERYONE)
def outcome_rows(connection: Connection, version_id: VersionId) -> list[OutcomeRow]:
    """Give the outcomes that a panel of the version may decide, in order."""
    query = (
        select(outcome_options)
        .where(outcome_options.c.version_id == version_id)
        .order_by(outcome_options.c.position)
    )
    return [row_of(OutcomeRow, row, also=parted(row.also)) for row in connection.execute(query)]
