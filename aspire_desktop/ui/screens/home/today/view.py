"""The screen of home: what needs doing beside the pool, the days ahead and the cohorts under way."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.home.home import Funded, HomeFacts
from aspire_desktop.domain.money.claims import PoolPlace, runs_first
from aspire_desktop.services.home.home import home_facts, home_without_money
from aspire_desktop.storage.lookups.money.funding import pool_places
from aspire_desktop.ui.charts.pool import behind_square
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.front_list import FrontList
from aspire_desktop.ui.looks.theme import CARD_GAP, theme
from aspire_desktop.ui.screens.home.today.boards import Ahead, Low, ProgressBoard
from aspire_desktop.ui.screens.home.today.first_run import FirstRun
from aspire_desktop.ui.screens.home.today.pool_card import PoolCard
from aspire_desktop.ui.screens.home.today.tasks import summary, tasks_of
from aspire_desktop.ui.screens.home.today.todo import ToDo
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.scrolled import Scrolled

LEAST_TODO = 260
NARROW = 1000
"""Below this width of the page the columns stand below one another."""


class Home(Screen):
    """Today first: the most urgent task has the keyboard, and Enter goes where it is done."""

    key = "home"
    title = "Home"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts: HomeFacts | None = None
        self._started = False
        again = Button("Refresh", icon="arrow-clockwise", keys="F5")
        again.clicked.connect(self.refresh)
        self.header.add_action(again)
        self.todo, self.pool, self.low = ToDo(self.desk), PoolCard(), Low(self.desk)
        self.ahead, self.progress, self.first_run = Ahead(), ProgressBoard(self.desk), FirstRun()
        for card in (self.todo, self.pool, self.low, self.ahead, self.progress, self.first_run):
            card.opened.connect(self.desk.go)
        self.todo.turned.connect(self._show_tasks)
        self.pool.square.connect(self._open_square)
        FrontList(self, (self.todo.files, self.low.files, self.progress.files), self.command)
        self._lay_out()
        self.header.hide()

    def _lay_out(self) -> None:
        self._board = QWidget()
        self._columns = columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._board)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(CARD_GAP)
        for cards, wide in (((self.todo, self.ahead), 18), ((self.pool, self.low, self.progress), 10)):
            column = QVBoxLayout()
            column.setSpacing(CARD_GAP)
            for card in cards:
                column.addWidget(card, {self.todo: 10, self.progress: 4}.get(card, 0))
            columns.addLayout(column, wide)
        self.todo.setMinimumHeight(LEAST_TODO)
        self._stack = QStackedWidget()
        self._area = Scrolled(self._board, sideways=True)
        self._beginning = Scrolled(self.first_run)
        for page in (QWidget(), self._area, self._beginning):
            self._stack.addWidget(page)
        self.whole.addWidget(self._stack, 1)
        self.panes = (
            self.todo.table,
            self.pool.waffle,
            self.low.table,
            self.ahead.timeline,
            self.progress.table,
        )

    def load(self) -> None:
        """Ask for everything of today at once."""
        question = home_facts if self.desk.may(home_facts) else home_without_money
        self.desk.ask(question.about(self.desk.clock.today()), self.show_facts, subject="home")

    def show_facts(self, facts: HomeFacts) -> None:
        """Show the day, or how to begin where there is no cohort yet."""
        self._facts = facts
        empty = facts.readiness.cohorts == 0
        self.header.setVisible(not empty)
        self._stack.setCurrentWidget(self._beginning if empty else self._area)
        if empty:
            self.first_run.ready.show_readiness(facts.readiness)
        else:
            self._show_tasks()
            self.pool.setVisible(self.desk.may(home_facts))
            first = runs_first([each.agreement for each in facts.funded], facts.today)
            self.pool.show_pools(facts.funded, first.id if first else None)
            self.low.show_rows(facts.low)
            self.ahead.show_facts(facts)
            self.progress.show_running(facts.running, facts.today)
        if not self._started:
            self._started = True
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the most urgent task, or on the best way to begin."""
        page = self.first_run if self._stack.currentWidget() is self._beginning else self.todo
        page.start()

    def _show_tasks(self) -> None:
        if self._facts is None:
            return
        mine = self.desk.presence.roles if self.todo.mine.isChecked() else None
        tasks = tasks_of(self._facts, mine)
        today = self._facts.today
        self.header.set_title(f"{today:%A} {today.day} {today:%B %Y}", summary(tasks))
        self.todo.show_tasks(tasks)

    def _open_square(self, square: int) -> None:
        """Open the person behind a square; a free one leads to the pool."""
        funded = self.pool.funded
        if funded is not None:
            question = pool_places.about(funded.agreement.id, self.desk.clock.today())
            self.desk.ask(question, partial(self._go_behind, funded, square), subject="square")

    def _go_behind(self, funded: Funded, square: int, places: Sequence[PoolPlace]) -> None:
        found = behind_square(places, funded.pool, square)
        if found is None or found.person_id is None:
            self.desk.go(Destination("finance", funded.agreement.id))
        else:
            self.desk.go(Destination("people", found.person_id))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the cards below one another where two columns would be too narrow."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wide = self.width() * 100 >= NARROW * theme().text_percent
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Look again when the window comes back to the front: the day may be another."""
        super().changeEvent(event)
        back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if back and self._started and self.isVisible():
            self.refresh()
