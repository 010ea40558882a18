"""Organisations as a file names them, matched with those on record."""

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.organisation_names import Matched, OrganisationNames, why_not
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.intake.imports.sorting import RowRejected
from aspire_desktop.storage.lookups.office.organisations import organisation_namings
from aspire_desktop.storage.work import UnitOfWork


class Employers:
    """The organisations on record, asked by whatever name a file uses."""

    def __init__(self, work: UnitOfWork) -> None:
        self._names = OrganisationNames(work.ask(organisation_namings))

    def called(self, name: str) -> OrganisationId:
        """Give the organisation that somebody chose by its name. Raises RuleBroken."""
        answer = self._names.match(name)
        if isinstance(answer, Matched):
            return answer.id
        raise RuleBroken(why_not(name, answer))

    def find(self, text: str, column: Column = Column.ORGANISATION) -> OrganisationId:
        """Give the organisation that is meant; raise RowRejected where there is none or more than one."""
        answer = self._names.match(text)
        if isinstance(answer, Matched):
            return answer.id
        raise RowRejected(column, why_not(text, answer))
