"""The fields of what an agreement says beside its places, price and dates, in three groups."""

from collections.abc import Sequence

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.funding import ClaimPoint, SubstitutionRule, Vat
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.services.door.touched import with_facts
from aspire_desktop.ui.forms.choices import OneOf, TickField
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.screens.money.agreements.words_choice import WordsChoice
from aspire_desktop.ui.widgets.fields import MoneyField, NumberOrNone

ABOUT = "terms."
_CLAIMED = {
    ClaimPoint.VERSION: "As the programme version says",
    ClaimPoint.START: "Once one session is attended",
    ClaimPoint.SESSIONS: "Once so many sessions are attended",
    ClaimPoint.COMPLETION: "On completion",
}
_PASSES_ON = {
    SubstitutionRule.VERSION: "As the programme version says",
    SubstitutionRule.BEFORE_START: "Before the first session",
    SubstitutionRule.ANY_TIME: "At any time",
    SubstitutionRule.NEVER: "Never",
}
_VATS = {vat: vat.value.capitalize() for vat in Vat}
_NO_OTHER: dict[AgreementId | None, str] = {None: "No other agreement"}


class TermsFields:
    """What an agreement says, from the usual to the rare, as fields of its form."""

    def __init__(self, form: PaneForm) -> None:
        self._form = form
        form.head("What is claimed")
        self.claim, self.sessions = OneOf(_CLAIMED), NumberOrNone("Not said", most=99)
        form.add("A place is claimed", self.claim, about=f"{ABOUT}claim_point")
        self._sessions_row = form.add(
            "How many sessions", self.sessions, need="Say how many sessions.", about=f"{ABOUT}sessions_needed"
        )
        self.amount_cap, self.vat = MoneyField(), OneOf(_VATS)
        only = "Empty where the places are the only cap"
        self.amount_row = form.add(
            "Most pounds it pays in all", self.amount_cap, only, about=f"{ABOUT}amount_cap"
        )
        form.add("VAT on what is claimed", self.vat, about=f"{ABOUT}vat")
        form.head("Who may take a place")
        self.types, self.regions = WordsChoice("Any type"), WordsChoice("Any region")
        form.add("Types of organisation", self.types, about=f"{ABOUT}eligible_types")
        form.add("Regions", self.regions, about=f"{ABOUT}eligible_regions")
        self.members = TickField("Members on the first day only")
        form.add("Membership", self.members, about=f"{ABOUT}members_only")
        self.most = NumberOrNone("No limit", most=9999)
        form.add("Most places of one organisation", self.most, about=f"{ABOUT}organisation_cap")
        form.head("What becomes of places")
        self.passes_on, self.again = OneOf(_PASSES_ON), TickField("Is free for somebody else")
        form.add("A place passes to another person", self.passes_on, about=f"{ABOUT}substitution")
        form.add("A claimed place that is taken back", self.again, about=f"{ABOUT}clawed_back_is_free")
        self.next = OneOf(_NO_OTHER)
        form.add("Places left may roll over into", self.next, about=f"{ABOUT}rolls_into_id")
        self.claim.currentIndexChanged.connect(lambda _: self._show_sessions())
        self._show_sessions()

    def _show_sessions(self) -> None:
        self._sessions_row.setVisible(self.claim.given is ClaimPoint.SESSIONS)

    def offer(self, organisations: Sequence[OrganisationRow]) -> None:
        """Offer the types and regions of the organisations on record."""
        self.types.offer(sorted({row.type for row in organisations if row.type}, key=str.casefold))
        self.regions.offer(sorted({row.region for row in organisations if row.region}))

    def offer_next(self, others: Sequence[AgreementRow]) -> None:
        """Offer the agreements into which places may roll over."""
        self.next.offer(_NO_OTHER | {row.id: row.reference for row in others})

    def show_terms(self, terms: AgreementTerms) -> None:
        """Show what an agreement says."""
        for row in self._form.rows:
            if row.about.startswith(ABOUT):
                row.put(getattr(terms, row.about.removeprefix(ABOUT)))

    @property
    def sessions_needed(self) -> int | None:
        """Give how many sessions claim a place, where that is what claims it."""
        return self.sessions.given if self.claim.given is ClaimPoint.SESSIONS else None

    def terms(self) -> AgreementTerms:
        """Give what the fields say."""
        rows = [row for row in self._form.rows if row.about.startswith(ABOUT)]
        given = {row.about.removeprefix(ABOUT): row.given for row in rows}
        return with_facts(AgreementTerms(), given | {"sessions_needed": self.sessions_needed})
