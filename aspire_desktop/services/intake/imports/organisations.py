"""Organisations of a file, added or brought up to date."""

from collections.abc import Sequence
from dataclasses import replace

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import OrganisationLine, RepeatOf
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.organisation_names import Ambiguous, Matched, OrganisationNames, why_not
from aspire_desktop.domain.office.organisations import DETAILS, Organisation
from aspire_desktop.domain.office.values import OrganisationId, fold
from aspire_desktop.services.intake.imports.sorting import RowRejected, Sorting, rejected_by
from aspire_desktop.services.office.organisations import AddOrganisation, in_words_of_the_lists, present_name
from aspire_desktop.services.office.reference_lists import shipped_lists
from aspire_desktop.storage.lookups.office.organisations import organisation_namings
from aspire_desktop.storage.work import UnitOfWork


def import_organisations(work: UnitOfWork, sorting: Sorting) -> None:
    """Add the organisations of a file that are not on record."""
    known = _Known(work)
    for line in sorting.table.lines(OrganisationLine):
        try:
            sorting.sort(line.row, _take_in(work, known, in_words_of_the_lists(line)))
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


class _Known:
    """Organisations on record and those that the file has added so far."""

    def __init__(self, work: UnitOfWork) -> None:
        rows = work.ask(organisation_namings)
        self._names = OrganisationNames(rows)
        self._exact = {fold(row.name): row.id for row in reversed(rows)}
        self._codes = {row.gss: row.id for row in rows if row.gss}
        self.added: dict[OrganisationId, OrganisationLine] = {}

    def find(self, line: OrganisationLine) -> OrganisationId | None:
        """Give the organisation that a line means, or None for a new one; raise RowRejected for a doubt."""
        named = self._exact.get(fold(line.name))
        coded = self._codes.get(line.gss) if line.gss else None
        if named is None and line.gss is None:
            named = self._by_abbreviation(line.name)
        if named is not None and coded is not None and named != coded:
            raise RowRejected(
                Column.GSS_CODE, f"The code {line.gss} belongs to another organisation on record."
            )
        if named is None and coded is not None:
            raise RowRejected(
                Column.NAME,
                f"The code {line.gss} is on record under another name. Rename that one, or correct the row.",
            )
        return named

    def take_in(self, line: OrganisationLine, id: OrganisationId) -> None:
        """Note an organisation that the file added."""
        self._exact[fold(line.name)] = id
        if line.gss:
            self._codes[line.gss] = id
        self.added[id] = line

    def _by_abbreviation(self, name: str) -> OrganisationId | None:
        answer = self._names.match(name)
        if isinstance(answer, Ambiguous):
            raise RowRejected(Column.NAME, why_not(name, answer))
        return answer.id if isinstance(answer, Matched) else None


def _take_in(work: UnitOfWork, known: _Known, line: OrganisationLine) -> Fate:
    id = known.find(line)
    if id is None:
        known.take_in(line, _add(work, line))
        return Fate.NEW
    earlier = known.added.get(id)
    if earlier is not None:
        return _repeat(earlier, line)
    return _refresh(work, id, line)


def _add(work: UnitOfWork, line: OrganisationLine) -> OrganisationId:
    try:
        return AddOrganisation(line.name, gss=line.gss, **told(line, DETAILS)).apply(work).value
    except RuleBroken as refused:
        raise rejected_by(Column.NAME, refused) from refused


def _repeat(earlier: OrganisationLine, line: OrganisationLine) -> Fate:
    if replace(earlier, row=line.row, name=line.name) != line:
        raise RowRejected(
            Column.NAME,
            f"Row {earlier.row} names the same organisation with other details. Keep one of the two.",
            RepeatOf(earlier.row),
        )
    return Fate.MATCHED


def _refresh(work: UnitOfWork, id: OrganisationId, line: OrganisationLine) -> Fate:
    """Bring in what the file says anew, the code too; what it leaves blank stays."""
    organisation, name = work.get(Organisation, id), present_name(work, id)
    if line.gss and name.gss and line.gss != name.gss:
        raise RowRejected(
            Column.GSS_CODE,
            f"{name.name} has the code {name.gss} on record. Change it there, from the day it holds.",
        )
    lists = shipped_lists()
    _keep_listed(Column.TYPE, line.type, organisation.type, lists.types)
    _keep_listed(Column.REGION, line.region, organisation.region, lists.regions)
    news = {fact.name: said for fact in DETAILS if (said := fact.news(line, organisation))}
    coded = line.gss is not None and name.gss is None
    organisation.tell(**news)
    name.gss = line.gss or name.gss
    return Fate.UPDATED if news or coded else Fate.MATCHED


def _keep_listed(column: Column, told: str, on_record: str, known: Sequence[str]) -> None:
    """Refuse to put a word of nobody's list in place of one of the list: agreements ask for these words."""
    if told and told not in known and on_record in known:
        raise RowRejected(
            column,
            f"“{told}” is not a {column} that is known here, and “{on_record}” is on record. "
            f"Write one of: {', '.join(known)}; or leave it empty.",
        )
