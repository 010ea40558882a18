"""What people said the headings of a file stand for, remembered for files with the same headings."""

import json

from aspire_desktop.domain.intake.imports import Table
from aspire_desktop.domain.intake.mappings import RememberedMapping
from aspire_desktop.storage.tables.intake.mappings import remembered_mappings
from aspire_desktop.storage.work import UnitOfWork


def remember(work: UnitOfWork, table: Table) -> None:
    """Keep the mapping of a table within an action that does more.

    A column left out because the spreadsheet hid it says nothing of files that show it.
    """
    hidden = table.hidden.columns
    told = {
        choice.heading: None if choice.target is None else str(choice.target)
        for choice in table.mapping.choices().made
        if choice.target is not None or choice.heading not in hidden
    }
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    same = (remembered_mappings.c.kind == table.kind) & (
        remembered_mappings.c.headings == table.mapping.signature
    )
    known = work.first(RememberedMapping, same)
    if known is None:
        work.add(RememberedMapping(table.kind, table.mapping.signature, text))
    else:
        known.mapping = text
