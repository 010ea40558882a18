"""The pages for those who build it point at what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("aspire_desktop/", "docs/", "tests/", "resources/", "db/", "scripts/", "benchmarks/")


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md", "docs/windows.md"])
def test_every_file_named_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./-]+)`", text)) | set(re.findall(r"\]\(([\w./-]+)\)", text))
    paths = {each for each in named if each.startswith(FOLDERS)}
    assert {each for each in paths if not (ROOT / each).exists()} == set()
