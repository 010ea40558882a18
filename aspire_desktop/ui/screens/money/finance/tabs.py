"""What every tab of finance is: a tab that shows one agreement."""

from collections.abc import Sequence
from typing import Any

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.tabs import Bench, Tab
from aspire_desktop.ui.lists.row_list import RowList


class AgreementTab(Tab):
    """Base of the tabs: `load` asks for what the tab shows of `agreement`."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.agreement: AgreementRow | None = None
        self.lists: Sequence[RowList[Any]] = ()
        """Those that are of the agreement: their files name it."""

    def show_agreement(self, agreement: AgreementRow) -> None:
        """Take the agreement as it stands, and load."""
        if self.agreement is None or self.agreement.id != agreement.id:
            self.clear()
        self.agreement = agreement
        for each in self.lists:
            each.title = f"{each.told.name} of {agreement.reference}"
        self.load()

    def clear(self) -> None:
        """Forget what was chosen in another agreement."""

    @staticmethod
    def note_of(agreement: AgreementRow, office: Office) -> str:
        """Give the count that stands at the tab, or a note; asked whichever tab is in front."""
        return ""
