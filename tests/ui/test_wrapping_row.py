"""A row of controls that wraps: nothing is narrower than it needs, and what expands takes what is left."""

import pytest
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

GAP = 8


@pytest.fixture
def row(qtbot: QtBot) -> tuple[QWidget, list[QWidget]]:
    """A field, two buttons, and words at the right end."""
    host = QWidget()
    qtbot.addWidget(host)
    field, words = QLineEdit(), label("12 people")
    field.setMinimumWidth(100)
    field.setMaximumWidth(200)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    parts = [field, Button("Confirm…"), Button("Withdraw…"), words]
    line = WrappingRow(host, GAP)
    for part in parts[:3]:
        line.addWidget(part)
    line.addStretch()
    line.addWidget(words)
    host.show()
    return host, parts


def _laid_out(host: QWidget, width: int) -> None:
    host.resize(width, 400)
    layout = host.layout()
    assert layout is not None
    layout.activate()


def test_with_room_it_is_one_line_as_any_other(row: tuple[QWidget, list[QWidget]]) -> None:
    host, (field, first, second, words) = row
    _laid_out(host, 900)
    assert field.width() == 200
    assert first.x() == 200 + GAP
    assert second.x() == first.geometry().right() + 1 + GAP
    assert words.geometry().right() == 899
    layout = host.layout()
    assert layout is not None
    assert layout.heightForWidth(900) == max(each.sizeHint().height() for each in (field, first, words))


def test_what_has_no_room_goes_on_below_and_keeps_its_width(row: tuple[QWidget, list[QWidget]]) -> None:
    host, parts = row
    for width in (150, 220, 320):
        _laid_out(host, width)
        assert len({part.geometry().center().y() for part in parts}) > 1, width
        assert all(part.geometry().right() < width for part in parts), width
        assert all(part.width() >= part.sizeHint().width() for part in parts[1:]), width
        places = [part.geometry() for part in parts]
        assert not any(one.intersects(other) for one in places for other in places if one is not other)


def test_it_asks_for_the_height_it_needs_and_for_no_line_of_what_is_hidden(
    row: tuple[QWidget, list[QWidget]],
) -> None:
    host, (field, first, second, words) = row
    layout = host.layout()
    assert layout is not None
    high = layout.heightForWidth(150)
    for part in (first, second, words):
        part.hide()
    assert layout.heightForWidth(150) == field.sizeHint().height() < high
    assert layout.minimumSize().width() == 100


def test_a_part_is_put_before_others_and_taken_out(row: tuple[QWidget, list[QWidget]]) -> None:
    host, (field, *_others) = row
    layout, new = host.layout(), Button("More")
    assert isinstance(layout, WrappingRow)
    layout.insertWidget(1, new)
    new.show()
    _laid_out(host, 900)
    assert new.x() == field.geometry().right() + 1 + GAP
    assert layout.count() == 6
    layout.takeAt(1)
    assert layout.count() == 5
    assert layout.takeAt(7) is None
