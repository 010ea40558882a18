"""What may be done with the office's settings."""

from dataclasses import dataclass
from typing import Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.settings import YEARS_OF_EVIDENCE, Setting, certificate_number
from aspire_desktop.domain.office.values import tidy
from aspire_desktop.domain.office.written import Code, Email, Name, Prose, Words, email_of
from aspire_desktop.services.door.action import Change, Effect
from aspire_desktop.storage.lookups.office.settings import YES, office_settings
from aspire_desktop.storage.tables.office.settings import settings
from aspire_desktop.storage.work import UnitOfWork

_LONGEST_PREFIX = 12
_MOST_YEARS = 50


@dataclass(frozen=True)
class ChangeSettings(Change[None]):
    """Set what the office says of itself; what was issued or submitted stays as it is."""

    office_name: Name
    certificate_prefix: Code
    partnership_line: Words
    declaration: Prose
    authoriser_differs: bool = False
    evidence_years: int = YEARS_OF_EVIDENCE
    office_address: Email = ""

    def stored(self, work: UnitOfWork) -> Self:
        """Give what the office says of itself by now."""
        return type(self)(**vars(work.ask(office_settings)))

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse an office without a name, and a prefix that no certificate number could bear."""
        if not tidy(self.office_name):
            raise RuleBroken("The office needs a name.")
        prefix = tidy(self.certificate_prefix)
        if not prefix or len(prefix) > _LONGEST_PREFIX:
            raise RuleBroken(f"Certificate numbers begin with 1 to {_LONGEST_PREFIX} letters or digits.")
        if not 0 <= self.evidence_years <= _MOST_YEARS:
            raise RuleBroken(f"Claims are evidenced for 0 to {_MOST_YEARS} years.")
        certificate_number(prefix, "ASP", work.clock.today().year, 1)
        for key, value in (
            ("office_name", self.office_name),
            ("certificate_prefix", prefix.upper()),
            ("partnership_line", self.partnership_line),
            ("declaration", self.declaration),
            ("authoriser_differs", YES if self.authoriser_differs else ""),
            ("evidence_years", str(self.evidence_years)),
            ("office_address", email_of(self.office_address)),
        ):
            store_setting(work, key, tidy(value))
        return Effect("Change what the office says of itself", None)


def store_setting(work: UnitOfWork, key: str, value: str) -> None:
    """Set one setting within an action."""
    stored = work.first(Setting, settings.c.key == key)
    if stored is None:
        work.add(Setting(key, value))
    else:
        stored.value = value
