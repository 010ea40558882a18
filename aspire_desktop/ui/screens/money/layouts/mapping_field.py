"""The field in which a mapping is typed; of a change that clashes each slot is picked by itself."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView

from aspire_desktop.domain.money.layout_slots import disputed, mapping_from, taken_over, texts_of
from aspire_desktop.domain.money.layouts import FormMapping
from aspire_desktop.domain.office.errors import NotUnderstood, RuleBroken
from aspire_desktop.ui.screens.money.layouts.mapping import MappingModel, slot_words
from aspire_desktop.ui.widgets.cells import Cell, TableColumn
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.field import Dispute, Field

HEIGHT = 300


class MappingField(DataTable, Field[FormMapping]):
    """A table with a line for each thing that may be mapped; Enter types into it."""

    def __init__(self) -> None:
        columns = (TableColumn(Cell.TEXT, stretch=True), TableColumn(Cell.STRONG, 130))
        super().__init__("Where a return goes", columns, grouped=True)
        self.mapping = MappingModel(self)
        self.only_sheet = ""
        """The sheet of a form that has but one, which need not be typed."""
        self.setModel(self.mapping)
        self.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.SelectedClicked | trigger.DoubleClicked)
        self.opened.connect(self._edit)
        self.setFixedHeight(HEIGHT)

    def _edit(self, index: QModelIndex) -> None:
        # the Enter that ends typing comes here too, while the cell is still being typed into
        if self.state() is not QAbstractItemView.State.EditingState:
            self.edit(index.siblingAtColumn(1))

    @property
    def given(self) -> FormMapping:
        """Give the mapping that is typed; raise NotUnderstood where it cannot be."""
        try:
            return mapping_from(self.mapping.texts, self.only_sheet)
        except RuleBroken as refused:
            raise NotUnderstood(refused.explanation.what, do=refused.explanation.do) from refused

    def put(self, value: FormMapping) -> None:
        """Show another mapping."""
        self.mapping.show_texts(texts_of(value))

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Hear of each cell that is typed."""
        self.mapping.dataChanged.connect(lambda: hear())

    @property
    def trouble(self) -> str:
        """Say what cannot be in what is typed."""
        try:
            mapping_from(self.mapping.texts, self.only_sheet)
        except RuleBroken as refused:
            return f"{refused.explanation.what} {refused.explanation.do}".strip()
        return ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is mapped."""
        return not any(self.mapping.texts.values())

    def disputes(self, before: FormMapping, theirs: FormMapping) -> Sequence[Dispute]:
        """Take in what somebody else alone has set; of what both have set each slot is to be picked."""
        mine = self.given
        own, other = texts_of(mine), texts_of(theirs)
        for slot in taken_over(mine, before, theirs):
            self.mapping.write(slot, other.get(slot, ""))
        return [
            Dispute(
                slot_words(slot),
                own.get(slot, ""),
                other.get(slot, ""),
                partial(self.mapping.write, slot, own.get(slot, "")),
                partial(self.mapping.write, slot, other.get(slot, "")),
            )
            for slot in disputed(mine, before, theirs)
        ]
