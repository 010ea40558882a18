from collections.abc import Callable
from pathlib import Path

import pytest
from trouble_file import (
    COUNCILS,
    ROWS,
    Stage,
    TroubleRow,
    Written,
    in_workbook,
    write_marked_utf8,
    write_semicolons,
    write_workbook,
)

from aspire_desktop.documents.intake.intake import read_table
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_tables import Hidden, Wanted
from aspire_desktop.domain.intake.imports import ParticipantLine, Table
from aspire_desktop.domain.office.organisation_names import (
    Ambiguous,
    Matched,
    OrganisationNames,
    Unknown,
    why_not,
)
from aspire_desktop.domain.office.organisations import NamingRow
from aspire_desktop.domain.office.values import OrganisationId

FORMS = [write_semicolons, write_marked_utf8, write_workbook]
NAMES = OrganisationNames(
    NamingRow(OrganisationId(number), name, kind, gss)
    for number, (name, kind, gss) in enumerate(COUNCILS, start=1)
)


def _read(write: Callable[[Path], Written], folder: Path) -> tuple[Written, Table, list[TroubleRow]]:
    workbook = write is write_workbook
    written = write(folder / ("trouble.xlsx" if workbook else "trouble.csv"))
    expected = [in_workbook(row) if workbook else row for row in ROWS]
    # one row of the workbook is hidden
    everything = Wanted(hidden=Hidden.TAKE)
    return written, read_table(written.path, ImportKind.PARTICIPANTS, wanted=everything), expected


@pytest.mark.parametrize("write", FORMS)
def test_every_row_of_the_trouble_file_becomes_what_it_must(
    write: Callable[[Path], Written], tmp_path: Path
) -> None:
    written, table, expected = _read(write, tmp_path)
    assert tuple(row.number for row in table.rows) == written.numbers
    assert table.mapping.row == written.headings
    for row, wanted in zip(table.rows, expected, strict=True):
        if wanted.stage is not Stage.CELLS:
            assert row.problems == (), wanted
            continue
        assert row.line is None
        (problem,) = row.problems
        assert (problem.row, problem.column) == (row.number, wanted.heading)
        assert wanted.says in problem.problem


@pytest.mark.parametrize("write", FORMS)
def test_organisations_of_the_trouble_file_are_known_by_their_names(
    write: Callable[[Path], Written], tmp_path: Path
) -> None:
    _, table, expected = _read(write, tmp_path)
    for row, wanted in zip(table.rows, expected, strict=True):
        if not isinstance(row.line, ParticipantLine):
            continue
        answer = NAMES.match(row.line.organisation)
        if wanted.stage is Stage.GOOD:
            assert isinstance(answer, Matched), wanted
            assert answer.name == wanted.organisation
        if wanted.stage is Stage.KNOWN:
            assert isinstance(answer, Ambiguous | Unknown)
            assert wanted.says in why_not(row.line.organisation, answer)


@pytest.mark.parametrize("write", FORMS)
def test_names_come_in_whole(write: Callable[[Path], Written], tmp_path: Path) -> None:
    _, table, _ = _read(write, tmp_path)
    names = {f"{line.given_name} {line.family_name}" for line in table.lines(ParticipantLine)}
    assert {
        "Siân Rees",
        "Zoë O'Neill",
        "Niamh O’Brien",
        "Anna van der Berg",
        "José Müller",
        "Shreya Banerjee",
        'Jo "JJ" Kowalczyk',
        "Line Break Smith",
        "Chloé D'Arcy-Jones",
        '=HYPERLINK("http://x.example") Formula',
        "+44 Plus",
    } <= names
