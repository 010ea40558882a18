"""Registers as a list in groups: overdue, today, this week and next, earlier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aspire_desktop.domain.programmes.registers import RegisterListRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.attendance import register_list
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.sifting import Grouping
from aspire_desktop.ui.register.words import status_of
from aspire_desktop.ui.widgets.cells import Amount, Cell
from aspire_desktop.ui.widgets.status import PillLook
from aspire_desktop.ui.widgets.words import weekday_date

LOOKS_BACK = timedelta(days=120)
GROUPS = ("Overdue", "Today", "This week and next", "Earlier")


@dataclass(frozen=True)
class RegisterToday:
    """A register as it stands on a day."""

    row: RegisterListRow
    today: date

    @property
    def due(self) -> bool:
        """Tell whether it waits to be marked or finished."""
        return self.row.is_due(self.today)

    @property
    def group(self) -> str:
        """Say under which heading it stands."""
        on = self.row.session.on
        if on == self.today:
            return "Today"
        if on > self.today:
            return "This week and next"
        return "Overdue" if self.due else "Earlier"

    @property
    def look(self) -> PillLook:
        """Give the pill of its status."""
        row = self.row
        return status_of(row.state(self.today), row.session.on, self.today, begun=row.marked > 0)


def _registers(office: Office) -> Sequence[RegisterToday]:
    """Ask for those due, those until the end of next week, and finished ones of late, the latest first."""
    today = office.clock.today()
    until = today + timedelta(days=13 - today.weekday())
    rows = [RegisterToday(row, today) for row in office.ask(register_list, today - LOOKS_BACK, until)]
    earlier = [row for row in rows if row.group == "Earlier"]
    return [row for row in rows if row.group != "Earlier"] + earlier[::-1]


REGISTERS = ListOf[RegisterToday](
    name="Registers",
    noun=("register", "registers"),
    key=lambda each: each.row.session.id,
    ask=_registers,
    searched=lambda each: " ".join(
        (each.row.cohort, each.row.session.title, each.row.programme, each.row.venue, *each.row.trainers)
    ),
    fields=(
        Field("Cohort", lambda each: each.row.cohort, Cell.STRONG, 150, groups=True),
        Field("Session", lambda each: each.row.session.title, stretch=True),
        day_field("Day", lambda each: each.row.session.on, 130, said=weekday_date),
        Field("Programme", lambda each: each.row.programme, Cell.QUIET, 120, least=1100, groups=True),
        Field("Venue", lambda each: each.row.venue, Cell.QUIET, 170, least=1000),
        Field("Trainer", lambda each: ", ".join(each.row.trainers), Cell.QUIET, 150, groups=True),
        Field(
            "Marked",
            lambda each: f"{each.row.marked}/{each.row.people}",
            Cell.AMOUNT,
            120,
            order=lambda each: (each.row.marked / max(1, each.row.people), each.row.people),
            amount=lambda each: Amount(each.row.marked, each.row.people),
        ),
        Field("Status", lambda each: each.look.words, Cell.PILL, 130, pill=lambda each: each.look),
    ),
    grouping=Grouping("When", lambda each: each.group, lambda each: GROUPS.index(each.group), folds=False),
    empty=Empty(
        "clipboard-text",
        "There are no registers yet",
        "A confirmed cohort brings one for each session.",
    ),
    no_match="No registers match these words",
)
