"""What the headings of files were said to stand for."""

import json

from sqlalchemy import Connection, select

from aspire_desktop.domain.intake.columns import ImportKind, column_named
from aspire_desktop.domain.intake.headings import HeadingChoice, HeadingChoices, Signature
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.intake.mappings import remembered_mappings


@asked_by(EVERYONE)
def remembered_choices(connection: Connection, kind: ImportKind) -> dict[Signature, HeadingChoices]:
    """Give the remembered choices for a kind of file, by the signature of its headings."""
    rows = connection.execute(select(remembered_mappings).where(remembered_mappings.c.kind == kind))
    return {Signature(row.headings): _choices(kind, row.mapping) for row in rows}


def _choices(kind: ImportKind, text: str) -> HeadingChoices:
    told: dict[str, str | None] = json.loads(text)
    return HeadingChoices(
        tuple(
            HeadingChoice(heading, None if column is None else column_named(kind, column))
            for heading, column in told.items()
        )
    )
