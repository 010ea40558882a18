"""Why the pane beside a list shows no row: nothing is listed, none is chosen, or several are."""

from dataclasses import dataclass
from typing import Any

from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.widgets.empty_state import EmptyState


@dataclass(frozen=True)
class Unchosen:
    """What stands in the pane; before the list has been asked there are no words."""

    icon: str
    heading: str = ""
    sentences: str = ""

    def page(self) -> EmptyState:
        """Give what shows it."""
        return EmptyState(self.icon, self.heading, self.sentences)


def unchosen(shown: RowList[Any]) -> Unchosen:
    """Say why no row of a list is the one that is chosen."""
    icon, (one, many) = shown.told.empty.icon, shown.told.noun
    chosen = len(shown.choice.numbers)
    if chosen > 1:
        return Unchosen(icon, f"{chosen:,} {many} chosen", "Choose a single one to see the details here.")
    if chosen:
        return Unchosen(icon, f"1 {one} chosen")  # its row is on the way
    if shown.model.rowCount():
        return Unchosen(icon, f"No {one} chosen", "Choose one in the list to see the details here.")
    return Unchosen(icon, f"No {many} listed", "Details are shown here once there is one in the list.")
