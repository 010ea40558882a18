"""Copies without names, funders' forms and evidence packs, written from the tab of returns."""

import io
from pathlib import Path

from busy_office import BusyOffice
from funder_form import FORM
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from aspire_desktop.domain.money.layout_mapping import read_mapping
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.layouts import AddLayout
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.ui.screens.money.finance.return_files import ReturnFiles
from aspire_desktop.ui.screens.money.finance.view import Finance
from tests.ui.bench import Bench
from tests.ui.conftest import Saving
from tests.ui.test_finance import JUNE


def files(bench: Bench, folder: Path, saving: Saving) -> tuple[Finance, ReturnFiles]:
    screen = bench.go("finance")
    assert isinstance(screen, Finance)
    saving.at(folder)
    return screen, screen.files


def test_a_draft_is_written_without_names_and_into_the_funders_form(
    busy_bench: Bench, opened: Office, busy: BusyOffice, tmp_path: Path, saving: Saving
) -> None:
    figures = read_mapping('{"figures": {"reference": "Claim!B1", "net amount": "Claim!B2"}}')
    opened.do(AddLayout(busy.agreement, "LGA claim form", FORM, figures))
    screen, written = files(busy_bench, tmp_path, saving)
    written.nameless_command.trigger()
    busy_bench.settle()
    [file] = tmp_path.glob("Return*.xlsx")
    assert screen.returns.checks.reason.text() == f"Saved as {file.name}"
    book = load_workbook(io.BytesIO(file.read_bytes()))
    words = [str(cell) for sheet in book for row in sheet.values for cell in row]
    assert any(word.startswith("P-000") for word in words)
    assert not [word for word in words if "Adebayo" in word]
    written.form_command.trigger()
    busy_bench.settle()
    [form] = tmp_path.glob("Form*.xlsx")
    assert load_workbook(form)["Claim"]["B2"].value == 4550
    written.evidence_command.trigger()
    busy_bench.settle()
    assert written.dialog is None  # a draft has no evidence to sample


def test_an_evidence_pack_is_written_of_a_submitted_return(
    busy_bench: Bench, opened: Office, busy: BusyOffice, tmp_path: Path, saving: Saving
) -> None:
    opened.do(SubmitReturn(busy.agreement, *JUNE))
    screen, written = files(busy_bench, tmp_path, saving)
    screen.returns.list.choose_submitted()
    busy_bench.settle()
    written.evidence_command.trigger()
    dialog = written.dialog
    assert dialog is not None
    assert dialog.sample.value() == 5
    dialog.sample.setValue(2)
    busy_bench.press(Qt.Key.Key_Return)
    busy_bench.settle()
    [pack] = tmp_path.glob("Evidence*")
    assert screen.returns.checks.reason.text() == f"Saved in {pack.name}"
    assert len([each for each in pack.iterdir() if each.is_dir()]) == 2
    written.form_command.trigger()
    busy_bench.settle()
    assert not list(tmp_path.glob("Form*"))
