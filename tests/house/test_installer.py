"""The installer takes nothing away but the program's own files, and nothing at all while it is open."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / "installer.nsi").read_text(encoding="utf-8")
SECTIONS = {"Install": "OnlyWhileClosed", "Uninstall": "un.OnlyWhileClosed"}
CHANGES = ("RMDir", "Delete", "File", "SetOutPath", "WriteUninstaller")


def test_it_knows_the_programs_by_the_names_that_they_are_frozen_under() -> None:
    frozen = re.findall(r'program\("(.+?)", console', (ROOT / "build.spec").read_text(encoding="utf-8"))
    assert {f"{name}.exe" for name in frozen} == set(programs().values())


@pytest.mark.parametrize("section", SECTIONS)
def test_every_program_must_be_closed_before_anything_changes(section: str) -> None:
    lines = lines_of(section)
    first = next(number for number, line in enumerate(lines) if line.split()[0] in CHANGES)
    asked = [f'Push "${{{name}}}"\nCall {SECTIONS[section]}' for name in programs()]
    assert [each for each in asked if each not in "\n".join(lines[:first])] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_whole_folders_are_removed_only_where_no_data_can_lie(section: str) -> None:
    removed = [line for line in lines_of(section) if line.startswith("RMDir /r")]
    assert removed == [r'RMDir /r "$INSTDIR\_internal"']


def programs() -> dict[str, str]:
    """Give the names in the script of the programs that it installs, with their files."""
    return dict(re.findall(r'^!define (PROGRAM|COMMAND) "(.+\.exe)"$', SCRIPT, re.M))


def lines_of(section: str) -> list[str]:
    [body] = re.findall(rf'^Section "{section}"\n(.+?)^SectionEnd', SCRIPT, re.M | re.S)
    return [line.strip() for line in body.splitlines() if not line.strip().startswith(";")]
