"""Every screen and tab as it is kept in tests/ui/kept, and its words readable at every size.

After a change that is meant: python run.py test tests/ui/test_kept_pictures.py --renew-pictures, and look at
what has changed before it is committed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTabBar

from aspire_desktop.ui.shell.navigation import ENTRIES
from tests.ui.bench import SMALL, Bench
from tests.ui.kept_pictures import KEPT, difference, keep
from tests.ui.readable import unreadable

USUAL = QSize(1366, 768)


def walked(bench: Bench) -> Iterator[str]:
    """Bring forward each screen and each of its tabs, and give its name."""
    for entry in ENTRIES:
        screen = bench.go(entry.key, 1 if entry.under else None)
        yield entry.key
        for bar in screen.findChildren(QTabBar)[:1]:  # those of a workbook's sheets come after
            for number in range(1, bar.count()):
                bar.setCurrentIndex(number)
                bench.settle()
                yield f"{entry.key}-{number + 1}"


def at_rest(bench: Bench) -> bool:
    """Say whether nothing waits for its moment: a pane follows its list after a pause."""
    timers = bench.window.findChildren(QTimer)
    return bench.desk.idle and not any(each.isActive() and each.isSingleShot() for each in timers)


def drawn(bench: Bench, size: QSize) -> QImage:
    bench.window.resize(size)
    for _round in range(3):  # the navigation narrows, then the page, then its tables
        QApplication.processEvents()
        bench.until(lambda: at_rest(bench))
    image = QImage(size, QImage.Format.Format_RGB32)
    bench.window.render(image)
    return image


@pytest.fixture
def _steady_caret(qapp: QApplication) -> Iterator[None]:
    """A caret that blinks is there or not, as it happens: it stands while pictures are taken."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


@pytest.fixture
def renewed(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-pictures"))


@pytest.mark.usefixtures("_steady_caret")
def test_every_screen_looks_as_it_is_kept_and_can_be_read(
    busy_bench: Bench, pictures: Path, renewed: bool
) -> None:
    wrong, seen = list[str](), set[str]()
    for name in walked(busy_bench):
        for size in (SMALL, USUAL):
            picture = drawn(busy_bench, size)
            wrong += [f"{name}, {size.width()} wide: {words}" for words in unreadable(busy_bench.window)]
        seen.add(name)
        if renewed:
            keep(picture, name)
        elif os.name == "posix":  # Windows draws letters in its own way
            wrong += filter(None, [difference(picture, name, pictures)])
    assert wrong == []
    assert seen == {file.stem for file in KEPT.glob("*.png")}
    assert len(seen) > 20
