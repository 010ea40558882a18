"""Dialogs of venues and their rooms."""

from typing import Any

from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.domain.office.written import words_if_any
from aspire_desktop.domain.programmes.venues import DETAILS, RoomRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.programmes.venues import AddRoom, AddVenue, ChangeRoom, ChangeVenue
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.fact_fields import FactFields
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.fields import NumberOrNone


class VenueDialog(FormDialog):
    """A venue that is new, or that of a room as it is known."""

    def __init__(self, desk: Desk, row: RoomRow | None = None) -> None:
        super().__init__(
            desk, f"Change {row.name}" if row else "New venue", "Save venue" if row else "Add venue"
        )
        self.told = FactFields(self, DETAILS, others="b", needs={"name": "Enter the name of the venue"})
        self.nation = OneOf({nation: nation.value for nation in Nation}, Nation.ENGLAND)
        self.add("&Bank holidays of", self.nation, about="nation")
        names, rows = list(self.told.fields), self.told.rows
        self.beside(*(rows[names.index(name)] for name in ("contact", "contact_email", "contact_phone")))
        read = ChangeVenue(venue_id=row.venue_id, nation=row.nation, **told(row, DETAILS)) if row else None
        self.begin(read)

    def action(self) -> Action[Any] | None:
        """Add or change the venue."""
        if self.read is not None:
            return super().action()
        return AddVenue(nation=self.nation.given, **self.told.given)


class RoomDialog(FormDialog):
    """A room that is new to a venue, or one as it is known."""

    def __init__(self, desk: Desk, row: RoomRow, *, new: bool = False) -> None:
        title = f"New room at {row.name}" if new else f"Change {row.words}"
        super().__init__(desk, title, "Add room" if new else "Save room")
        self._venue_id = row.venue_id
        self.name, self.holds = TextField(rule=words_if_any), NumberOrNone("Not known")
        whole = not new and not row.room
        need = "" if whole else "Enter the name of the room"
        hint = "Empty: the whole of the venue" if whole else ""
        self.add("&Name", self.name, hint, need=need, about="name")
        self.add("&People it takes", self.holds, about="holds")
        self.begin(None if new else ChangeRoom(row.id, row.room, row.holds))

    def action(self) -> Action[Any] | None:
        """Add or change the room."""
        if self.read is not None:
            return super().action()
        return AddRoom(self._venue_id, self.name.given, self.holds.given)
