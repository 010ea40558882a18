"""Draws every component in every state into a PNG: python tests/ui/components_sheet.py FOLDER [SCALE]."""

import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__" and len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from aspire_desktop.ui.charts.bar import Bar
from aspire_desktop.ui.charts.chart import ChartShare
from aspire_desktop.ui.charts.pattern import Pattern
from aspire_desktop.ui.charts.timeline import Event, Sort, Timeline, TimelineRow
from aspire_desktop.ui.charts.waffle import Waffle
from aspire_desktop.ui.looks.theme import Choice, Tone, TypeRole, theme
from aspire_desktop.ui.widgets.banner import Message, MessageBar, PracticeBanner
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card, figure
from aspire_desktop.ui.widgets.cells import Amount, Cell, CellRole, GroupHeading, TableColumn
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog, ErrorDialog, ErrorWords
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.fields import NumberField
from aspire_desktop.ui.widgets.filter_button import FilterButton, FilterChoice
from aspire_desktop.ui.widgets.focus_ring import FocusRing
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import Link, label, rule
from aspire_desktop.ui.widgets.mark import Tile, spoken
from aspire_desktop.ui.widgets.nav_list import NavItem, NavList
from aspire_desktop.ui.widgets.page_header import Crumb, PageHeader
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.progress_row import ProgressRow, Stage
from aspire_desktop.ui.widgets.search_field import SearchField
from aspire_desktop.ui.widgets.status import all_statuses, tag

GROUP = GroupHeading("Inspire OD", 4, folds=True)
Person = tuple[str, str, str, str, Amount, str, str]
PEOPLE: list[Person] = [
    ("Adebayo, Folake", "Birmingham City", "LGA-subsidised", "L-0108", Amount(7, 20), "Confirmed", "4"),
    ("Begum, Nasreen", "Walsall", "Council-paid", "INV-20431", Amount(19, 20), "Confirmed", "2"),
    ("Carter, Jo", "North Warwickshire Borough", "Bursary", "BUR-07", Amount(20, 20), "Offered", "0"),
    ("Łukasz-Ŵyn, Siân", "Wychavon District Council", "LGA-subsidised", "", Amount(1, 5), "Overdue", "−1"),
]
COLUMNS = [
    TableColumn(Cell.CHECK, 44),
    TableColumn(Cell.NAME, 150),
    TableColumn(Cell.QUIET, stretch=True),
    TableColumn(Cell.PILL),
    TableColumn(Cell.LINK, 84),
    TableColumn(Cell.AMOUNT),
    TableColumn(Cell.PILL),
    TableColumn(Cell.TILE, 60),
    TableColumn(Cell.FIGURE, 64),
]
HEADS = ["", "Name", "Organisation", "Place funded by", "Traced to", "Booked", "Booking", "Today", "Events"]
TILES = [Tile.PRESENT, Tile.LATE, Tile.UNMARKED, Tile.NOT_STARTED]


def people_model(parent: QWidget) -> QStandardItemModel:
    """Make a few made-up people under one heading."""
    model = QStandardItemModel(0, len(HEADS), parent)
    model.setHorizontalHeaderLabels(HEADS)
    model.setHeaderData(0, Qt.Orientation.Horizontal, 1, Qt.ItemDataRole.CheckStateRole)
    model.setHeaderData(8, Qt.Orientation.Horizontal, int(Qt.AlignmentFlag.AlignRight), 7)
    heading = QStandardItem()
    heading.setData(GROUP, CellRole.GROUP)
    model.appendRow([heading, *(QStandardItem() for _ in HEADS[1:])])
    for person, tile in zip(PEOPLE, TILES, strict=True):
        model.appendRow(cells(person, tile))
    return model


def cells(person: Person, tile: Tile) -> list[QStandardItem]:
    name, council, funding, traced, booked, booking, events = person
    amount = f"{booked.done}/{booked.total}"
    words = ["", name, council, funding, traced, amount, booking, spoken(tile), events]
    made = [QStandardItem(word) for word in words]
    made[0].setCheckable(True)
    made[0].setCheckState(Qt.CheckState.Checked if name.startswith("A") else Qt.CheckState.Unchecked)
    made[3].setData(funding, CellRole.PILL)
    made[5].setData(booked, CellRole.AMOUNT)
    made[6].setData(booking, CellRole.PILL)
    made[7].setData(tile, CellRole.TILE)
    return made


def row(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(gap)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made


def sheet() -> QWidget:
    page = QWidget()
    page.setAutoFillBackground(True)
    page.resize(1000, 1500)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(20, 16, 20, 16)
    whole.setSpacing(10)
    parts: list[QWidget | QLayout] = [
        header(),
        PracticeBanner(),
        *buttons(),
        *pills(),
        *fields(),
        *messages(),
    ]
    for part in parts:
        if isinstance(part, QLayout):
            whole.addLayout(part)
        else:
            whole.addWidget(part)
    whole.addWidget(table_card())
    whole.addLayout(quantities())
    whole.addWidget(timeline_card())
    whole.addStretch(1)
    return page


def header() -> QWidget:
    made = PageHeader("INS26-WM02")
    made.set_breadcrumb([Crumb("Cohorts", "cohorts"), Crumb("Inspire OD")])
    made.set_pills([Pill("Full"), Pill(tag("Starts in 62 days", Tone.INFO, "calendar-blank"))])
    made.add_action(Button("Refresh", icon="arrow-clockwise", keys="F5"))
    made.add_action(Button("Add person", Kind.PRIMARY, "user-plus", "Ctrl+Shift+N"))
    return made


def buttons() -> list[QLayout]:
    off, primary_off = Button("Disabled"), Button("Issue 12 certificates", Kind.PRIMARY, "certificate")
    off.setEnabled(False)
    primary_off.setEnabled(False)
    choices = [FilterChoice("running", "running"), FilterChoice("open", "open")]
    active = FilterButton("Status", choices)
    active.choose("running")
    return [
        row(
            Button("Primary", Kind.PRIMARY),
            Button("Secondary"),
            Button("&Mark register", small=True),
            off,
            primary_off,
            Button("Quiet", Kind.QUIET, "copy"),
            Button("Present", icon="check", icon_token="ok", keys="P"),
            Link("Open pool"),
            KeyCap("↑"),
            KeyCap("Enter"),
        ),
        row(
            SearchField("Filter this list", "Ctrl+F", "funnel-simple"),
            FilterButton("Programme", choices),
            active,
        ),
    ]


def pills() -> list[QLayout]:
    looks = all_statuses()
    rows: list[QLayout] = [
        row(*(Pill(look) for look in looks[start : start + 9]), gap=6) for start in range(0, len(looks), 9)
    ]
    others = [Pill("2 left"), Pill("Differ by 2"), Pill("6 of 7 pass"), Pill("Blocked: attendance")]
    rows.append(row(*others, Pill("7 created"), Pill(tag("CODE member")), gap=6))
    return rows


def fields() -> list[QLayout]:
    made = QHBoxLayout()
    spin = NumberField(most=99)
    spin.setValue(20)
    combo = QComboBox()
    combo.addItems(["Council House", "Oldbury"])
    email = FieldRow("Email", QLineEdit("p.langford@stoke"))
    email.set_error("Enter the full address, like name@council.gov.uk")
    for part in (
        FieldRow("Capacity", spin),
        FieldRow("Date of award", DateField(on(8))),
        FieldRow("Venue", combo, "Choose from the list"),
        email,
    ):
        made.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    ticked, half, round_one = QCheckBox("Move down after marking"), QCheckBox("Some"), QRadioButton("Mine")
    ticked.setChecked(True)
    half.setCheckState(Qt.CheckState.PartiallyChecked)
    round_one.setChecked(True)
    return [made, row(ticked, half, QCheckBox("None"), round_one, QRadioButton("Everyone’s"))]


def messages() -> list[QWidget]:
    clash = Message(
        "Ellie Marsh changed this person’s funding at 10:24.",
        "Your change is not saved yet.",
        "Compare the two, then keep one.",
    )
    bar = MessageBar(Tone.BAD, clash)
    bar.add_action(Button("Compare", small=True))
    progress = ProgressRow("Creating certificates")
    progress.show_stage(
        Stage(7, 12, "Simran Kaur", 6), "You can keep working. Cancel keeps the 7 already made."
    )
    return [bar, MessageBar(Tone.OK, Message("All registers are marked")), progress]


def table_card() -> QWidget:
    card = Card("Participants", "20 people, by name")
    card.add_trailing(Link("All cohorts"))
    table = DataTable("Participants", COLUMNS, grouped=True)
    table.setModel(people_model(table))
    table.horizontalHeader().setSortIndicatorShown(True)
    table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    table.selectRow(2)
    table.setFixedHeight(182)
    card.body.addWidget(table)
    footer = card.add_footer()
    footer.addWidget(label("246 booked of 292 places shown", TypeRole.SMALL, "2"))
    footer.addStretch(1)
    footer.addWidget(Button("Open attendance", small=True))
    return card


def quantities() -> QLayout:
    grid = QGridLayout()
    pool = Card("LGA Inspire OD places 2026/27", padded=True)
    pool.body.addLayout(figure("28", "places free", "of 100 subsidised nationally"))
    waffle = Waffle()
    waffle.set_shares(
        [
            ChartShare(Pattern.SOLID, 28, "claimed"),
            ChartShare(Pattern.DOT, 13, "in return"),
            ChartShare(Pattern.HATCH, 21, "committed"),
            ChartShare(Pattern.LINES, 10, "bursary"),
            ChartShare(Pattern.EMPTY, 28, "free"),
        ]
    )
    pool.body.addWidget(waffle)
    bar = Bar()
    bar.show_amount(16, 20, "16 of 20 booked", hatched=2)
    pool.body.addWidget(rule())
    pool.body.addWidget(bar)
    empty = QFrame()
    empty.setProperty("card", True)
    QVBoxLayout(empty).addWidget(
        EmptyState(
            "users-three", "No cohorts match these filters", "There are 47 cohorts in all.", "Clear filters"
        )
    )
    grid.addWidget(pool, 0, 0)
    grid.addWidget(empty, 0, 1)
    return grid


def on(day: int) -> date:
    return date(2026, 10, day)


def timeline_card() -> QWidget:
    card = Card("Next two weeks", "8 to 21 October", padded=True)
    timeline = Timeline()
    day = on(8)
    timeline.show_lines(
        day,
        day,
        [
            TimelineRow("ASP26-WM02", "Oldbury", [Event("1", day, day, "M2")]),
            TimelineRow("CODE drop-in", "Online", [Event("2", on(14), on(14), "Drop-in 2", Sort.NETWORK)]),
            TimelineRow("ASP26-WM01", "Birmingham", [Event("3", on(15), on(16), "Panel", Sort.PANEL)]),
            TimelineRow("LGA return Q2", "Finance", [Event("4", on(16), on(16), "Due", Sort.DEADLINE)]),
        ],
    )
    card.body.addWidget(timeline)
    return card


def window() -> QWidget:
    whole = QWidget()
    whole.resize(1240, 1640)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    places = [
        ("Home", "house"),
        ("Cohorts", "users-three"),
        ("Registers", "clipboard-text"),
        ("Finance", "bank"),
    ]
    items = [NavItem(words.lower(), words, glyph, f"Ctrl+{n}") for n, (words, glyph) in enumerate(places, 1)]
    nav = NavList(items, [NavItem("settings", "Settings", "gear")])
    nav.set_pinned([NavItem("p1", "ASP26-WM02", "push-pin")])
    nav.set_current("cohorts")
    nav.set_count("registers", 3)
    nav.set_person("Ellie Marsh", "Programme administrator")
    row.addWidget(nav)
    row.addWidget(sheet(), 1)
    return whole


def error_dialog() -> ErrorDialog:
    made = ErrorDialog(
        ErrorWords(
            "The return was not exported",
            "The Excel file is open somewhere else",
            "“LGA return 2026-27 Q2 DRAFT.xlsx” is open in another program, so it could not be replaced.",
            "Nothing is lost.",
            "The Q2 return is still a draft, with its 14 places and 1 adjustment.",
            ["Close the file in Excel, then choose Try again.", "Or save this export under a new name."],
            "Reference EXP-0042 · 8 October 2026, 11:24:07 · Aspire Desktop 1.0\nsharing violation (32)",
        ),
        ["Try again", "Save with a new name…"],
    )
    made.show_details(True)
    return made


def confirm_dialog() -> ConfirmDialog:
    return ConfirmDialog(
        "Submit the Q2 return and lock it?",
        [
            "13 places and £4,550 go to the LGA.",
            "A submitted return cannot change; a correction is an adjustment.",
        ],
        "Submit and lock",
    )


def main() -> None:
    folder, scale = Path(sys.argv[1]), (sys.argv[2:] or ["1"])[0]
    app = QApplication([])
    theme().apply(app)
    FocusRing(app)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme().choose(choice)
        for name, make in (("components", window), ("error", error_dialog), ("confirm", confirm_dialog)):
            page = make()
            page.show()
            page.activateWindow()
            app.processEvents()
            app.processEvents()
            page.grab().save(str(folder / f"{name}-{choice}-{scale}.png"))


if __name__ == "__main__":
    main()
