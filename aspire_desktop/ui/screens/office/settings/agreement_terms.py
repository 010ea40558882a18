"""The fields of what an agreement says beside its places, price and dates, in three groups."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.funding import ClaimPoint, SubstitutionRule, Vat
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.office.settings.words_choice import WordsChoice
from aspire_desktop.ui.widgets.fields import ChoiceField, MoneyField, NumberField
from aspire_desktop.ui.widgets.label import label, rule

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


class TermsFields(QWidget):
    """What an agreement says, from the usual to the rare; `rows` are for complaints."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(10)
        self.rows: list[FormRow] = []
        self._group("What is claimed")
        self.claim, self.sessions = _choice(_CLAIMED), NumberField(1, 99)
        self._add("A place is claimed", self.claim)
        self._sessions_row = self._add("How many sessions", self.sessions)
        self.amount_cap = MoneyField()
        self.amount_row = self._add(
            "Most pounds it pays in all", self.amount_cap, "Empty where the places are the only cap"
        )
        self.vat = _choice(_VATS)
        self._add("VAT on what is claimed", self.vat)
        self._group("Who may take a place")
        self.types, self.regions = WordsChoice("Any type"), WordsChoice("Any region")
        self._add("Types of organisation", self.types)
        self._add("Regions", self.regions)
        self.members = QCheckBox("Members on the first day only")
        self._add("Membership", self.members)
        self.most = NumberField(0, 9999)
        self.most.setSpecialValueText("No limit")
        self._add("Most places of one organisation", self.most)
        self._group("What becomes of places")
        self.passes_on = _choice(_PASSES_ON)
        self._add("A place passes to another person", self.passes_on)
        self.again = QCheckBox("Is free for somebody else")
        self._add("A claimed place that is taken back", self.again)
        self.next = ChoiceField()
        self.next.setMinimumContentsLength(12)
        self._add("Places left may roll over into", self.next)
        self.claim.currentIndexChanged.connect(lambda _: self._show_sessions())
        self._show_sessions()

    def _group(self, words: str) -> None:
        self._column.addWidget(rule())
        self._column.addWidget(label(words, TypeRole.STRONG))

    def _add(self, words: str, field: QWidget, hint: str = "") -> FormRow:
        row = FormRow(words, field, hint)
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _show_sessions(self) -> None:
        self._sessions_row.setVisible(self._claim_point() is ClaimPoint.SESSIONS)

    def _claim_point(self) -> ClaimPoint:
        return list(_CLAIMED)[self.claim.currentIndex()]

    def offer(self, organisations: Sequence[OrganisationRow]) -> None:
        """Offer the types and regions of the organisations on record."""
        self.types.offer(sorted({row.type for row in organisations if row.type}, key=str.casefold))
        self.regions.offer(sorted({row.region for row in organisations if row.region}))

    def offer_next(self, others: Sequence[AgreementRow]) -> None:
        """Offer the agreements into which places may roll over."""
        self.next.clear()
        self.next.addItem("No other agreement", None)
        for row in others:
            self.next.addItem(row.reference, row.id)

    def show_terms(self, terms: AgreementTerms) -> None:
        """Show what an agreement says."""
        self.claim.setCurrentIndex(list(_CLAIMED).index(terms.claim_point))
        self.sessions.setValue(terms.sessions_needed or 1)
        self.amount_cap.show_amount(terms.amount_cap)
        self.vat.setCurrentIndex(list(_VATS).index(terms.vat))
        self.types.show_words(terms.eligible_types)
        self.regions.show_words(terms.eligible_regions)
        self.members.setChecked(terms.members_only)
        self.most.setValue(terms.organisation_cap or 0)
        self.passes_on.setCurrentIndex(list(_PASSES_ON).index(terms.substitution))
        self.again.setChecked(terms.clawed_back_is_free)
        self.next.setCurrentIndex(max(0, self.next.findData(terms.rolls_into_id)))

    def terms(self) -> AgreementTerms:
        """Give what the fields say."""
        claim = self._claim_point()
        chosen = self.next.currentData()
        return AgreementTerms(
            amount_cap=self.amount_cap.amount,
            claim_point=claim,
            sessions_needed=self.sessions.value() if claim is ClaimPoint.SESSIONS else None,
            eligible_types=self.types.words(),
            eligible_regions=self.regions.words(),
            members_only=self.members.isChecked(),
            substitution=list(_PASSES_ON)[self.passes_on.currentIndex()],
            vat=list(_VATS)[self.vat.currentIndex()],
            organisation_cap=self.most.value() or None,
            clawed_back_is_free=self.again.isChecked(),
            rolls_into_id=None if chosen is None else AgreementId(int(chosen)),
        )


def _choice(words: dict[ClaimPoint, str] | dict[SubstitutionRule, str] | dict[Vat, str]) -> ChoiceField:
    made = ChoiceField()
    made.addItems(list(words.values()))
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made
