"""What can be done with every list: copy, export, print, and its menus; each once, for whoever has a list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.record_history import record_history
from aspire_desktop.ui.lists.arrange_dialog import ArrangeDialog
from aspire_desktop.ui.lists.copying import Copied, copied
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.files import Snapshot, export_of, print_of
from aspire_desktop.ui.lists.jobs import ListJobs
from aspire_desktop.ui.lists.list_of import ListOf
from aspire_desktop.ui.lists.paging import all_rows
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.shelves import Paged
from aspire_desktop.ui.lists.sifting import Group
from aspire_desktop.ui.lists.view_dialog import SaveViewDialog
from aspire_desktop.ui.lists.view_menu import Offer, ViewOffers
from aspire_desktop.ui.lists.views import ListView
from aspire_desktop.ui.widgets.file_dialogs import SaveAs, ask_where

T = TypeVar("T")
STANDARD_VIEW = "Standard view"
NO_GROUPS = "No groups"
BACKWARDS = "From last to first"
AS_ASKED = "No column"
"""Names the order in which rows come where they are sorted by nothing at first."""
EXCEL = SaveAs("Export the list to Excel", "Excel workbook (*.xlsx)")
PDF = SaveAs("Save the list for printing", "PDF (*.pdf)")
Made = Callable[[str, str, str], QAction]
"""Makes a command of a screen or a tab: words, keys, icon."""


class ListCommands(QObject, Generic[T]):
    """Copy, export and print of one list, and its menus; the host lays `jobs` out below it.

    `changed` when other rows are shown, so that there may be something to export, or nothing.
    """

    changed = Signal()

    def __init__(self, rows: RowList[T]) -> None:
        super().__init__(rows)
        self._list, self._desk, self._told = rows, rows.desk, rows.told
        self.jobs = ListJobs(rows.desk)
        self.copy_command = self._on_table("&Copy", "Ctrl+C", self.copy)
        self.export_command = self._on_table("&Export list to Excel…", "", self.ask_export)
        self.print_command = self._on_table("&Print list…", "", self.ask_print)
        self.history_command = self._on_table("&History…", "Ctrl+H", self.show_history)
        self._in_menu: Sequence[QAction] = ()
        self.offer_for_rows(())
        for menu in (rows.tools.menu, rows.table.heading_menu):
            menu.ask = self.view_offers
        rows.shown.connect(self._allow)
        rows.followed.connect(self._allow_history)

    def _on_table(self, words: str, keys: str, does: Callable[[], None]) -> QAction:
        made = QAction(words, self)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.triggered.connect(lambda: does())
        self._list.table.addAction(made)
        return made

    def in_menu(self, make: Made, print_keys: str = "Ctrl+P") -> None:
        """Put export and print into the menu of the screen, with the keys that every list has.

        `print_keys` is "" where Ctrl+P prints something else, as the statement of the pool.
        """
        export = make("E&xport list to Excel…", "Ctrl+E", "file-xls")
        export.triggered.connect(self.ask_export)
        printing = make("&Print list…", print_keys, "printer")
        printing.triggered.connect(self.ask_print)
        columns = make("Columns and &views…", "", "columns")
        columns.triggered.connect(self.open_views)
        self._in_menu = (export, printing, columns)
        self.take_commands(export, printing)

    def take_commands(self, export: QAction, printing: QAction) -> None:
        """Offer these, which do it for this list, in the menu of a row."""
        self.export_command, self.print_command = export, printing
        self.offer_for_rows(self._row_commands)

    def opening(self, words: str) -> QAction:
        """Make a command for the menu of a row that does what Enter does."""
        made = QAction(words, self)
        made.triggered.connect(lambda: self._list.opened.emit())
        return made

    def show_in_menu(self, shown: bool) -> None:
        """Show the commands in the menu of the screen, with their keys, or leave both to something else."""
        for command in self._in_menu:
            command.setVisible(shown)

    def offer_for_rows(self, commands: Sequence[QAction]) -> None:
        """Offer these first in the menu of a row."""
        self._row_commands = tuple(commands)
        menu = self._list.table.row_menu
        menu.clear()
        menu.addActions([*commands])
        menu.addSeparator()
        if self._told.about is not None:
            menu.addAction(self.history_command)
        menu.addActions([self.copy_command, self.export_command, self.print_command])

    def holds(self, widget: QWidget | None) -> bool:
        """Tell whether a widget is its table or stands in the line above it."""
        tools = self._list.tools
        own = (self._list.table, tools.columns_button)
        return widget is not None and (widget in own or tools.isAncestorOf(widget))

    @property
    def is_visible(self) -> bool:
        """Tell whether it can be seen, rows or what stands in their place."""
        return self._list.table.isVisible() or self._list.nothing.isVisible()

    @property
    def has_rows(self) -> bool:
        """Tell whether any row is shown."""
        return self._list.model.rowCount() > 0

    def _allow(self) -> None:
        for command in (self.copy_command, self.export_command, self.print_command):
            command.setEnabled(self.has_rows)
        self._allow_history()
        self.changed.emit()

    def _allow_history(self) -> None:
        there = self._told.about is not None and self._list.current is not None
        self._desk.allow(self.history_command, record_history, there=there)

    # history

    def show_history(self) -> None:
        """Show what was ever done to the record that is chosen."""
        row = self._list.current
        if row is not None and self._told.about is not None:
            self._desk.bell.history_wanted.emit(self._told.about(row))

    # copy

    def copy(self) -> None:
        """Put the rows that are chosen on the clipboard, under the headings of the columns chosen."""
        fields, shelf = self._list.columns.shown, self._list.model.shelf
        numbers = self._list.choice.numbers
        if isinstance(shelf, Paged) and any(map(shelf.lacks, numbers)):
            places = map(shelf.place_at, numbers)
            keys = [shelf.keys[place] for place in places if place is not None]
            self._desk.ask(partial(_copied, fields, self._told, keys), Copied.put, subject="copy")
        elif numbers:
            copied(fields, self._list.rows).put()

    # files

    def snapshot(self) -> Snapshot[T]:
        """Give the rows and the columns chosen as they are now, for a file."""
        shown, grouping = self._list, self._list.grouping
        name = grouping.name if grouping else ""
        shot: Snapshot[T] = Snapshot(self._list.title, shown.columns.shown, self.filter_words(), name)
        shelf = shown.model.shelf
        if isinstance(shelf, Paged):
            groups = shelf.groups or (Group("", shelf.keys),)
            return replace(shot, keys=groups, rows_of=self._told.in_order)
        return replace(shot, groups=shown.sifted.groups)

    def filter_words(self) -> tuple[str, ...]:
        """Say which filters are in force: Region: West Midlands."""
        wanted, words = self._list.wanted, {each.name: each.words for each in self._told.filters}
        said = [f"{name}: {words[name](key)}" for name, key in wanted.filters.items()]
        return tuple([f"“{wanted.text}”", *said] if wanted.text else said)

    def ask_export(self) -> None:
        """Ask where to write the list as an Excel workbook, and write it."""
        chosen = self._ask(EXCEL, ".xlsx")
        if chosen is not None:
            self.export_to(chosen)

    def export_to(self, target: Path) -> None:
        """Write what is shown to an Excel workbook."""
        self.jobs.write("Writing rows", export_of(self.snapshot()), target, lambda _: None)

    def ask_print(self) -> None:
        """Ask where to write the list for printing, write it, and open it."""
        chosen = self._ask(PDF, ".pdf")
        if chosen is not None:
            self.print_to(chosen)

    def print_to(self, target: Path) -> None:
        """Write what is shown to a PDF, and open it for printing; say so where it is too long."""
        try:
            printed = print_of(self.snapshot())
        except RuleBroken as refused:
            self.jobs.fail(refused.explanation)
        else:
            self.jobs.write("Setting rows", printed, target, lambda done: self.jobs.open_file(done))

    def _ask(self, save_as: SaveAs, ending: str) -> Path | None:
        offered = file_name(self._list.title, self._desk.clock.today().isoformat(), ending=ending)
        return ask_where(self._list.table.window(), save_as, offered)

    # views

    def open_views(self) -> None:
        """Open the menu of columns and views, at the headings where no button for it can be seen."""
        if self._list.tools.columns_button.isVisible():
            self._list.tools.open_menu()
        else:
            self._list.table.open_heading_menu(QPoint())

    def view_offers(self) -> ViewOffers:
        """Give what the menu of columns and views offers."""
        rows = self._list
        shown, names = rows.columns.headings, rows.views.names
        narrow = dict.fromkeys(rows.columns.given_way, ", for now in copies and files alone")
        return ViewOffers(
            [
                Offer(f"{each}{narrow.get(each, '')}", each in shown, partial(rows.columns.turn, each))
                for each in rows.columns.known
            ],
            self.arrange,
            self._order_offers(),
            Offer(BACKWARDS, rows.wanted.order.descending, rows.turn_order),
            self._group_offers(),
            [
                Offer(STANDARD_VIEW, rows.view == ListView(), partial(rows.show_view, ListView())),
                *(self._view_offer(name) for name in names),
            ],
            self.save_view,
            [Offer(name, False, partial(rows.views.forget, name)) for name in names],
        )

    def _order_offers(self) -> list[Offer]:
        rows = self._list
        by, usual = rows.wanted.order.heading, self._told.order.heading
        headings = [each for each in rows.columns.known if each in self._told.sortable]
        names = headings if usual in headings else [usual, *headings]
        return [Offer(name or AS_ASKED, by == name, partial(rows.sort_by, name)) for name in names]

    def arrange(self) -> None:
        """Ask which columns are shown, and in which order."""
        columns = self._list.columns
        ArrangeDialog(self._desk, columns.known, columns.headings, columns.arrange).ask()

    def _group_offers(self) -> list[Offer]:
        rows = self._list
        if not self._told.groupings:
            return []
        names = ["", *(each.name for each in self._told.groupings)]
        return [
            Offer(name or NO_GROUPS, rows.wanted.group == name, partial(rows.group_by, name))
            for name in names
        ]

    def _view_offer(self, name: str) -> Offer:
        view = self._list.views.named(name)
        return Offer(name, self._list.view == view, partial(self._list.show_view, view))

    def save_view(self) -> None:
        """Ask for a name, and keep how the list looks under it."""
        rows = self._list
        SaveViewDialog(self._desk, rows.views.names, lambda name: rows.views.save(name, rows.view)).ask()


def _copied(fields: Sequence[Field[T]], told: ListOf[T], keys: Sequence[int], office: Office) -> Copied:
    return copied(fields, all_rows(told, keys, office))
