"""People on a cohort's register, asked by e-mail."""

from aspire_desktop.domain.columns import Column
from aspire_desktop.domain.enrolments import ON_REGISTER
from aspire_desktop.domain.values import CohortId, EnrolmentId, fold
from aspire_desktop.services.imports.sorting import RowRejected
from aspire_desktop.storage.lookups.enrolments import participant_rows
from aspire_desktop.storage.work import UnitOfWork


class OnRegister:
    """The people on one cohort's register."""

    def __init__(self, work: UnitOfWork, cohort_id: CohortId) -> None:
        rows = work.ask(participant_rows, cohort_id, work.clock.today())
        self._by_email = {fold(row.email): row for row in rows if row.email}

    def find(self, email: str) -> EnrolmentId:
        """Give the enrolment of an address; raise RowRejected where nobody of it is on the register."""
        row = self._by_email.get(fold(email))
        if row is None:
            raise RowRejected(
                Column.EMAIL, f"Nobody on this cohort has the address {email}. Check it, or enrol them."
            )
        if row.status not in ON_REGISTER:
            raise RowRejected(
                Column.EMAIL, f"{row.given_name} {row.family_name} is {row.status}, so not on the register."
            )
        return row.id
