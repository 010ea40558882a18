"""The diary: the sessions of all cohorts by day, with who trains them where."""

from aspire_desktop.domain.programmes.cohorts import DiaryRow
from aspire_desktop.storage.lookups.programmes.cohorts import diary_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.lists.sifting import Filter
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.words import times_words, weekday_date

DIARY = ListOf[DiaryRow](
    name="Diary",
    noun=("session", "sessions"),
    key=lambda row: row.session.id,
    ask=lambda office: office.ask(diary_rows, office.clock.today()),
    fields=(
        day_field("Day", lambda row: row.session.on, 130, said=weekday_date),
        Field("Time", lambda row: times_words(row.session), Cell.QUIET, 120),
        Field("Cohort", lambda row: row.cohort.code, Cell.STRONG, 130, groups=True),
        Field("Session", lambda row: row.session.title, stretch=True),
        Field("Programme", lambda row: row.cohort.programme, Cell.QUIET, 120, least=1000, groups=True),
        Field("Venue", lambda row: row.cohort.venue, Cell.QUIET, 170, least=900, groups=True),
        Field("Trainer", lambda row: row.trainers, width=150, groups=True),
        Field("Delivered by", lambda row: row.cohort.partner, width=190, groups=True, spare=True),
    ),
    filters=(
        Filter("When", lambda row: "To come" if row.to_come else "Past"),
        Filter("Programme", lambda row: row.cohort.programme),
        Filter("Trainer", lambda row: row.trainers),
    ),
    begins=lambda row: row.to_come,
    empty=Empty("calendar-blank", "There are no sessions yet", "A cohort brings its sessions with it."),
)


class Diary(ListScreen[DiaryRow]):
    """Enter opens the schedule of the cohort."""

    key = "diary"
    title = "Diary"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, DIARY)
        self.offer_list(self.files.opening("&Open cohort"))

    def open_row(self, row: DiaryRow | None) -> None:
        """Go to the cohort."""
        if row is not None:
            self.desk.go(Destination("cohort", row.cohort.id, "schedule"))
