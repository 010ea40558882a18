"""People on a cohort's register, asked by e-mail, or by a name that only one of them bears."""

from collections import defaultdict
from datetime import date

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.intake.imports import AttendanceLine, ProjectLine
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, fold
from aspire_desktop.domain.programmes.enrolments import ParticipantRow, check_stands
from aspire_desktop.services.intake.imports.sorting import RowRejected
from aspire_desktop.storage.lookups.office.people import formerly_called
from aspire_desktop.storage.lookups.programmes.attendance import people_on_register
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.work import UnitOfWork


class OnRegister:
    """The people on one cohort's register."""

    def __init__(self, work: UnitOfWork, cohort_id: CohortId) -> None:
        self._work = work
        self._rows = work.ask(participant_rows, cohort_id, work.clock.today())
        self._there = work.ask(people_on_register, cohort_id)
        self._by_email = {fold(row.email): row for row in self._rows if row.email}
        self._by_name: defaultdict[str, list[ParticipantRow]] = defaultdict(list)
        for row in self._rows:
            self._by_name[fold(full_name(row.given_name, row.family_name))].append(row)

    def find(self, line: AttendanceLine | ProjectLine) -> EnrolmentId:
        """Give the enrolment of a line; raise RowRejected where not exactly one person can be meant."""
        row = self._at(line.email) if line.email else self._called(line.name)
        if row.id not in self._there:
            raise RowRejected(
                Column.EMAIL,
                f"{full_name(row.given_name, row.family_name)} is {row.status}, so not on the register.",
            )
        return row.id

    def check_stands(self, id: EnrolmentId, day: date) -> None:
        """Raise RuleBroken where somebody found does not stand on the register of a session of that day."""
        check_stands(self._there[id].name, self._there[id].departure, day)

    def _at(self, email: str) -> ParticipantRow:
        row = self._by_email.get(fold(email))
        if row is None:
            raise RowRejected(
                Column.EMAIL, f"Nobody on this cohort has the address {email}. Check it, or enrol them."
            )
        return row

    def _called(self, name: str) -> ParticipantRow:
        found = self._by_name.get(fold(name)) or self._formerly_called(name)
        if not found:
            raise RowRejected(
                Column.FULL_NAME, f"Nobody on this cohort is called {name}. Check the name, or enrol them."
            )
        if len(found) > 1:
            raise RowRejected(
                Column.FULL_NAME,
                f"{len(found)} people on this cohort are called {name}. Give the e-mail address.",
            )
        return found[0]

    def _formerly_called(self, name: str) -> list[ParticipantRow]:
        before = set(self._work.ask(formerly_called, name))
        return [row for row in self._rows if row.person_id in before]
