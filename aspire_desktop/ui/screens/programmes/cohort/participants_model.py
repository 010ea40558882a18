"""The people of a cohort as a list: those on it, then those who have left."""

from collections.abc import Sequence

from aspire_desktop.domain.office.facts import fact_named
from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.office.people import EMAIL, full_name, listed_name
from aspire_desktop.domain.programmes.enrolments import (
    BOOKING,
    ON_REGISTER,
    PAID_AS,
    UNSETTLED,
    Funding,
    ParticipantRow,
    Status,
)
from aspire_desktop.ui.lists.fields import Field, day_field, fact_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf, Ticking
from aspire_desktop.ui.lists.sifting import Filter, Grouping, Order
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.words import (
    BOOKINGS,
    FUNDING_WORDS,
    FUNDINGS,
    ON_COHORT,
    approval_look,
    booking_look,
)

NO_FUNDING = "none"
HERE, LEFT = "On this cohort", "No longer on this cohort"
_FUNDING_KEYS = {each.value if each else NO_FUNDING: words for each, words in FUNDING_WORDS.items()}
_BOOKING_KEYS = {each.value: look.words for each, look in BOOKINGS.items() if each is not Status.WAITING}


def _is_here(row: ParticipantRow) -> bool:
    return row.status in ON_COHORT


def _to_know(row: ParticipantRow) -> str:
    """Say of the person what is on other cohorts, as a sentence."""
    return f"{row.elsewhere[:1].upper()}{row.elsewhere[1:]}"


PARTICIPANTS = ListOf[ParticipantRow](
    name="Participants",
    noun=("person", "people"),
    key=lambda row: row.id,
    about=lambda row: Record("enrolments", row.id, full_name(row.given_name, row.family_name)),
    searched=lambda row: f"{row.given_name} {row.family_name} {row.organisation} {row.email}",
    fields=(
        Field("", lambda row: "", Cell.CHECK, 44),
        Field("Name", lambda row: listed_name(row.given_name, row.family_name), Cell.NAME, 160),
        fact_field(fact_named("job_title", BOOKING), Cell.QUIET, 150, least=900),
        Field("Organisation", lambda row: row.organisation, stretch=True, groups=True),
        Field(
            "Place funded by",
            lambda row: FUNDING_WORDS[row.funding] if row.funding else "",
            Cell.PILL,
            146,
            pill=lambda row: FUNDINGS[row.funding],
            groups=True,
        ),
        Field("Traced to", lambda row: row.traced_to, Cell.QUIET, 150, least=1180),
        Field(
            "Booking",
            lambda row: booking_look(row).words,
            Cell.PILL,
            124,
            pill=booking_look,
            groups=True,
        ),
        fact_field(fact_named("po_number", BOOKING), width=110, least=1320),
        Field(
            "Manager’s approval",
            lambda row: approved.words if (approved := approval_look(row)) else "",
            Cell.PILL,
            124,
            pill=approval_look,
            groups=True,
            least=1000,
            tip=lambda row: f"Approved by {row.approved_by}" if row.approved_by else "",
        ),
        Field("To know", _to_know, Cell.QUIET, 120, tip=_to_know, least=860),
        day_field("Answer by", lambda row: row.offered_until, spare=True),
        Field("Approved by", lambda row: row.approved_by, Cell.QUIET, 150, spare=True),
        fact_field(EMAIL, Cell.QUIET, 220, spare=True),
    ),
    filters=(
        Filter(
            "Funding",
            lambda row: row.funding.value if row.funding else NO_FUNDING,
            _FUNDING_KEYS.__getitem__,
            tuple(_FUNDING_KEYS),
            always=True,
        ),
        Filter(
            "Booking",
            lambda row: row.status.value,
            _BOOKING_KEYS.__getitem__,
            tuple(_BOOKING_KEYS),
            always=True,
        ),
    ),
    grouping=Grouping(
        "Whether still here",
        lambda row: HERE if _is_here(row) else LEFT,
        lambda row: not _is_here(row),
        folds=False,
        headless=HERE,
    ),
    ticking=Ticking(may=lambda row: True, together=_is_here),
    order=Order("Name"),
    empty=Empty("users-three", "Nobody is on this cohort yet", "Add people one by one, or import a list."),
    no_match="Nobody matches these filters",
    search_hint="Filter people",
)


def counted(rows: Sequence[ParticipantRow]) -> str:
    """Count the places held by funding, then who is to have one: 11 LGA-subsidised · 2 offered."""
    sure = [row for row in rows if row.status in ON_REGISTER]
    told: list[tuple[Funding | None, str]] = [*PAID_AS.items(), (None, "funding not decided yet")]
    parts = [(sum(row.funding is funding for row in sure), words) for funding, words in told]
    asked = [status for status in Status if status in UNSETTLED]
    parts += [(sum(row.status is status for row in rows), status.value) for status in asked]
    return "  ·  ".join(f"{count} {words}" for count, words in parts if count)
