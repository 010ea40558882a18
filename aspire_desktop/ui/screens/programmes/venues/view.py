"""The screen of venues: each of their rooms, how to get in and whom to ask."""

from aspire_desktop.domain.programmes.venues import VENUE, RoomRow
from aspire_desktop.services.programmes.venues import AddRoom, AddVenue, ChangeRoom, ChangeVenue, RemoveRoom
from aspire_desktop.storage.lookups.programmes.venues import room_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field, fact_field
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.lists.sifting import Grouping
from aspire_desktop.ui.screens.programmes.venues.dialogs import RoomDialog, VenueDialog
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.cells import Cell

_NAME, *_OTHERS = VENUE
SPARE = ("access", "wifi", "directions")
VENUES = ListOf[RoomRow](
    name="Venues",
    noun=("room", "rooms"),
    key=lambda row: row.id,
    ask=room_rows.about(),
    fields=(
        Field("Room", lambda row: row.room or "Whole venue", Cell.STRONG, 190),
        fact_field(_NAME, width=190, groups=True, spare=True),
        Field("People", lambda row: str(row.holds or ""), Cell.FIGURE, 72, order=lambda row: row.holds or 0),
        Field("Nation", lambda row: row.nation.value, Cell.QUIET, 96, groups=True, least=900),
        *(
            fact_field(
                fact,
                Cell.QUIET,
                170,
                stretch=fact.name == "address",
                spare=fact.name in ("wifi", "access", "directions"),
            )
            for fact in _OTHERS
        ),
    ),
    grouping=Grouping("Venue", lambda row: row.name, lambda row: row.name),
    empty=Empty(
        "map-pin",
        "There are no venues yet",
        "A session has a room of a venue, with its address and how to get in.",
    ),
)


class Venues(ListScreen[RoomRow]):
    """Enter changes the venue, F2 the room; Ctrl+N adds a venue."""

    key = "venues"
    title = "Venues"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, VENUES)
        self.add_command = self.command("&New venue…", "Ctrl+N", "plus")
        self.change_command = self.command("&Change venue…", "", "pencil-simple")
        self.room_command = self.command("Change &room…", "F2", "pencil-simple")
        self.new_room_command = self.command("New roo&m…", "Ctrl+Shift+N", "plus")
        self.remove_command = self.command("Remo&ve room", "Del", "trash")
        self.add_command.triggered.connect(self.add)
        self.change_command.triggered.connect(lambda: self.open_row(self.current))
        self.room_command.triggered.connect(self._change_room)
        self.new_room_command.triggered.connect(self._new_room)
        self.remove_command.triggered.connect(self._remove)
        self.desk.allow(self.add_command, AddVenue)
        self.offer_list(self.change_command, self.room_command, self.new_room_command, self.remove_command)
        self.list.add_words = "Add venue" if self.desk.may(AddVenue) else ""
        button = Button("New venue", Kind.PRIMARY, "plus", "Ctrl+N")
        button.stand_for(self.add_command)
        self.header.add_action(button)
        self.follow(None)

    def follow(self, row: RoomRow | None) -> None:
        """Offer what can be done with the room that is chosen."""
        there, allow = row is not None, self.desk.allow
        allow(self.change_command, ChangeVenue, there=there)
        allow(self.room_command, ChangeRoom, there=there)
        allow(self.new_room_command, AddRoom, there=there)
        allow(self.remove_command, RemoveRoom, there=there)

    def open_row(self, row: RoomRow | None) -> None:
        """Change the venue of a room."""
        if row is not None and self.change_command.isEnabled():
            VenueDialog(self.desk, row).ask()

    def add(self) -> None:
        """Begin a new venue."""
        if self.add_command.isEnabled():
            VenueDialog(self.desk).ask()

    def _change_room(self) -> None:
        if self.current is not None:
            RoomDialog(self.desk, self.current).ask()

    def _new_room(self) -> None:
        if self.current is not None:
            RoomDialog(self.desk, self.current, new=True).ask()

    def _remove(self) -> None:
        if self.current is not None:
            self.desk.do(RemoveRoom(self.current.id))
