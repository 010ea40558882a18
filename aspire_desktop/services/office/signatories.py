"""What may be done with the people who sign certificates."""

from dataclasses import dataclass, replace
from typing import Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.signatories import Signatory
from aspire_desktop.domain.office.values import OrganisationId, fold, tidy
from aspire_desktop.domain.office.written import Name, Words
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.office.organisations import present_name
from aspire_desktop.storage.tables.office.signing import signatories
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class AddSignatory(Action[int]):
    """Let somebody sign the certificates of an organisation's cohorts from now on."""

    organisation_id: OrganisationId
    name: Name
    job_title: Words

    def apply(self, work: UnitOfWork) -> Effect[int]:
        """Refuse an empty name, and one who signs for the organisation already."""
        organisation = present_name(work, self.organisation_id).name
        _refuse_name(work, self.organisation_id, self.name, None)
        added = work.add(Signatory(self.organisation_id, tidy(self.name), tidy(self.job_title)))
        return Effect(f"Let {added.name} sign for {organisation}", added.id)


@dataclass(frozen=True)
class ChangeSignatory(Change[None]):
    """Set the name or the job title of somebody who signs; issued certificates stay as they are."""

    signatory_id: int
    name: Name
    job_title: Words

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of who signs."""
        signatory = work.get(Signatory, self.signatory_id)
        return replace(self, name=signatory.name, job_title=signatory.job_title)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse an empty name, and that of another who signs for the organisation."""
        signatory = work.get(Signatory, self.signatory_id)
        _refuse_name(work, signatory.organisation_id, self.name, signatory)
        signatory.name, signatory.job_title = tidy(self.name), tidy(self.job_title)
        return Effect(f"Change signatory {signatory.name}", None)


@dataclass(frozen=True)
class RemoveSignatory(Action[None]):
    """Let somebody sign no more; issued certificates stay as they are."""

    signatory_id: int

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Delete the signatory."""
        signatory = work.get(Signatory, self.signatory_id)
        work.delete(signatory)
        return Effect(f"Remove signatory {signatory.name}", None)


def _refuse_name(work: UnitOfWork, organisation: OrganisationId, name: str, ours: Signatory | None) -> None:
    if not tidy(name):
        raise RuleBroken("Somebody who signs needs a name.")
    for other in work.all(Signatory, signatories.c.organisation_id == organisation):
        if other is not ours and fold(other.name) == fold(name):
            raise RuleBroken(f"{other.name} signs for this organisation already.")
