"""The section of the organisation: what the office says of itself on certificates and returns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aspire_desktop.domain.office.settings import OfficeSettings
from aspire_desktop.domain.office.written import code_of, email_of, name_of, words_of
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import TickField
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.forms.text_fields import ProseField, TextField
from aspire_desktop.ui.lists.section import Section
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.fields import NumberField

WIDEST = 760


class OrganisationForm(PaneForm):
    """The office's own words."""

    def __init__(self) -> None:
        super().__init__("Save")
        self.name, self.line = TextField(rule=name_of), TextField(rule=words_of)
        self.prefix, self.declaration = TextField(rule=code_of), ProseField(height=112)
        own = "As it is called in Organisations: the cohorts it delivers are your own work"
        self.add("&Name of the office", self.name, own, about="office_name")
        prefix = "Letters or digits, like WME in WME-ASP-2026-0147. Numbers given out already stay"
        self.add("Certificate &prefix", self.prefix, prefix, about="certificate_prefix")
        line = "It stands on certificates below the partner’s name"
        self.add("Part&nership line", self.line, line, about="partnership_line")
        declared = "The signing officer declares this on each return"
        self.add("&Declaration", self.declaration, declared, about="declaration")
        self.differs = TickField("A return is submitted by another colleague than the one who prepared it")
        submits = "Whoever submits then says who prepared it"
        self.add("Who submits", self.differs, submits, about="authoriser_differs")
        self.years = NumberField(0, 50)
        self.years.setSuffix(" years")
        kept = "How long after a return nobody in it is erased"
        self.add("&Evidence of claims", self.years, kept, about="evidence_years")
        self.address = TextField(rule=email_of)
        answers = "Answers to messages go there, and it invites to sessions"
        self.add("E-mail &address", self.address, answers, about="office_address")
        self.turn("What the office says of itself")

    def show_settings(self, shown: OfficeSettings) -> None:
        """Show what is stored; what is typed stays, to be compared with it when it is saved."""
        if not self.touched:
            self.clear_errors()
            self.begin(ChangeSettings(**vars(shown)))


class Organisation(Section):
    """One form; what is issued or submitted already keeps its own words."""

    key = "organisation"
    title = "Organisation"
    roles = ChangeSettings.roles

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = OrganisationForm()
        self.form.sent.connect(self._send)
        self.form.left.connect(self._begin_again)
        card = Card("Organisation", "Certificates and returns that exist already keep their own words")
        card.setMaximumWidth(WIDEST)
        card.body.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def panes(self) -> Sequence[QWidget]:
        """Give the first field."""
        return (self.form.name,)

    def load(self) -> None:
        """Ask what is stored."""
        self.desk.ask(office_settings.about(), self.form.show_settings, subject="organisation")

    def _send(self, action: Action[object]) -> None:
        self.desk.do(action, lambda _: self._begin_again(), self.form.complain)

    def _begin_again(self) -> None:
        """Show what is stored by now, whatever was typed."""
        self.form.begin(None)
        self.load()
