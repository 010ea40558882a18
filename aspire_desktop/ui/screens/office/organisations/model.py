"""Organisations as a list: what is known of each, told once."""

from collections.abc import Sequence

from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.office.organisations import DETAILS, GSS, NAME, REGION, TYPE, OrganisationRow
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.organisations import ended_rows, organisation_rows
from aspire_desktop.ui.lists.fields import Field, fact_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.sifting import Filter, Order
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import PillLook, tag

MEMBER = tag("Member", Tone.ACCENT)


def _organisations(office: Office) -> Sequence[OrganisationRow]:
    """Ask for every organisation, those that ended too."""
    today = office.clock.today()
    return office.ask(organisation_rows, today) + office.ask(ended_rows, today)


def standing(row: OrganisationRow) -> PillLook | None:
    """Give the tag of a member, or of an organisation that has ended."""
    if row.ended_on is not None:
        return tag(f"Ended {short_date(row.ended_on)}", Tone.NEUTRAL)
    return MEMBER if row.member else None


def _standing_words(row: OrganisationRow) -> str:
    look = standing(row)
    return look.words if look else ""


FACTS = (
    Field[OrganisationRow](
        TYPE.head, lambda row: f"{row.type[:1].upper()}{row.type[1:]}", width=120, least=480, groups=True
    ),
    fact_field(REGION, width=175, least=640),
    fact_field(GSS, Cell.QUIET, 110, least=780),
    *(fact_field(fact, spare=True) for fact in DETAILS if fact not in (TYPE, REGION)),
)
"""What the pane tells too."""
ORGANISATIONS = ListOf[OrganisationRow](
    name="Organisations",
    noun=("organisation", "organisations"),
    key=lambda row: row.id,
    about=lambda row: Record("organisations", row.id, row.name),
    ask=_organisations,
    searched=lambda row: f"{row.name} {row.gss or ''}",
    fields=(
        fact_field(NAME, Cell.STRONG, stretch=True),
        *FACTS,
        Field("Membership", _standing_words, Cell.PILL, 130, pill=standing, groups=True),
    ),
    filters=(
        *(Filter[OrganisationRow](fact.head, fact.of) for fact in DETAILS if fact.shared),
        Filter("Membership", lambda row: "member" if row.member else "", lambda _: "Members"),
    ),
    order=Order("Organisation"),
    empty=Empty(
        "buildings", "There are no organisations yet", "People come from them, and they fund places."
    ),
)
