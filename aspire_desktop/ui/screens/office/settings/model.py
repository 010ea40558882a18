"""The people who use Aspire as a list."""

from aspire_desktop.domain.office.staff import ColleagueRow, Role
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.widgets.cells import Cell

ROLE_WORDS = {Role.ADMINISTRATOR: "Administrator", Role.TRAINER: "Trainer", Role.FINANCE: "Finance"}


def _roles(row: ColleagueRow) -> str:
    return ", ".join(word for role, word in ROLE_WORDS.items() if role in row.roles) or "No role yet"


COLLEAGUES = ListOf[ColleagueRow](
    name="People who use Aspire",
    noun=("person", "people"),
    key=lambda row: row.id,
    fields=(
        Field("Person", lambda row: row.name, Cell.STRONG, 220),
        Field("Roles", _roles, stretch=True, groups=True),
        Field(
            "Access", lambda row: "May use Aspire" if row.active else "Closed", Cell.QUIET, 150, groups=True
        ),
    ),
    empty=Empty("users", "Nobody yet"),
)
