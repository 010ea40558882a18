"""Finding what a person names at the command line."""

import re

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.evidence import SubmittedReturn
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.organisation_names import Matched, OrganisationNames, why_not
from aspire_desktop.domain.office.values import OrganisationId, fold
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_namings
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows

_REVISION = re.compile(r"(.+?),? +rev(?:ision|\.)? *([0-9]+)", re.IGNORECASE)


def cohort_called(office: Office, code: str) -> CohortRow:
    """Give the cohort of this code, whatever its case; raise NotFound naming some that there are."""
    rows = office.ask(cohort_rows, office.clock.today())
    for row in rows:
        if fold(row.code) == fold(code):
            return row
    known = ", ".join(row.code for row in rows[:10])
    raise NotFound(
        f"There is no cohort {code}.",
        do=f"Cohorts there are: {known}." if known else "Import cohorts first.",
    )


def organisation_called(office: Office, name: str) -> OrganisationId:
    """Give the organisation that a name, short name or GSS code means; raise NotFound otherwise."""
    answer = OrganisationNames(office.ask(organisation_namings)).match(name)
    if isinstance(answer, Matched):
        return answer.id
    raise NotFound(why_not(name, answer))


def agreement_called(office: Office, reference: str) -> AgreementRow:
    """Give the agreement of this reference, whatever its case; raise NotFound naming those there are."""
    rows = office.ask(agreement_rows, office.clock.today())
    for row in rows:
        if fold(row.reference) == fold(reference):
            return row
    known = ", ".join(row.reference for row in rows[:10])
    raise NotFound(
        f"There is no agreement {reference}.",
        do=f"Agreements there are: {known}." if known else "Import agreements first.",
    )


def return_called(office: Office, words: str) -> SubmittedReturn:
    """Give the submitted return of this reference, the newest revision unless the words name another."""
    from aspire_desktop.storage.lookups.money.evidence import submitted_returns

    named = _REVISION.fullmatch(words.strip())
    reference, revision = (named[1], int(named[2])) if named else (words.strip(), None)
    rows = office.ask(submitted_returns)
    alike = [row for row in rows if fold(row.reference) == fold(reference)]
    for row in sorted(alike, key=lambda row: row.revision, reverse=True):
        if revision in (None, row.revision):
            return row
    known = ", ".join(row.name for row in rows[:10])
    raise NotFound(
        f"There is no submitted return {words.strip()}. A draft cannot be sampled.",
        do=f"Returns submitted are: {known}." if known else "Submit the return first.",
    )
