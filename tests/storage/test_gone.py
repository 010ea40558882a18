"""What is asked for by its id and not there is called what people call it."""

import ast
from pathlib import Path

import pytest

from aspire_desktop.domain.money.funding import ReturnLine
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.programmes.enrolments import Enrolment
from aspire_desktop.domain.programmes.programmes import Version
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.work import called

PACKAGE = Path(__file__).parents[2] / "aspire_desktop"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Person, "This person is not here any more."),
        (Enrolment, "This booking is not here any more."),
        (ReturnLine, "This line is not here any more."),
        (Version, "This programme version is not here any more."),
    ],
)
def test_what_is_gone_is_named_as_people_name_it(store: Store, kind: type[object], words: str) -> None:
    with pytest.raises(NotFound, match=words), store.writing("Ann") as work:
        work.get(kind, 999_999)


def test_no_class_name_of_two_words_is_told_to_people() -> None:
    asked = {
        node.args[0].id
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and node.args
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id[:1].isupper()
    }
    assert "ReturnLine" in asked
    joined = {name for name in asked if name.capitalize() != name and called(name) == name.lower()}
    assert {name for name in joined if not name.isupper()} == set()
