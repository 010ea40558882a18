"""What a revision of a return would say, compared with the lines that were submitted."""

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.funding import LineKind
from aspire_desktop.domain.money.revisions import Revision, Stated, check_differs, line_changes
from aspire_desktop.domain.money.stored_lines import read_adjustment, read_claim
from aspire_desktop.domain.office.values import ReturnId
from aspire_desktop.storage.lookups.money.drafts import Restating, ReturnDraft
from aspire_desktop.storage.tables.money.funding import return_lines


def revised(connection: Connection, restating: Restating, draft: ReturnDraft) -> Revision:
    """Give what a draft changes of the return it restates; RuleBroken where nothing would differ."""
    changes = line_changes(_submitted(connection, restating.id), draft.stated)
    check_differs(restating.reference, restating.revision, changes)
    return Revision(draft.facts, changes)


def _submitted(connection: Connection, return_id: ReturnId) -> list[Stated]:
    query = select(return_lines).where(return_lines.c.return_id == return_id).order_by(return_lines.c.number)
    return [
        (row.place_id, read_claim(row.facts) if row.kind is LineKind.CLAIM else read_adjustment(row.facts))
        for row in connection.execute(query)
    ]
