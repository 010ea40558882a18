"""What kind of workbook a file is, by its content and never by its name, and how its sheets look."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from aspire_desktop.documents.intake.binary_facts import looks_of_binary, looks_of_old
from aspire_desktop.documents.intake.opendocument_facts import check_opendocument, looks_of_opendocument
from aspire_desktop.documents.intake.sheet_facts import SheetLook
from aspire_desktop.documents.intake.workbook_facts import looks_of_workbook
from aspire_desktop.documents.workbooks.workbook_parts import OLE, Unfit, check


def looks_of(path: Path) -> Iterator[SheetLook]:
    """Check a workbook and look at each sheet that holds something, those that are shown first.

    Raises Unfit for what is no workbook of a kind that is read, or cannot be read at all.
    """
    with path.open("rb") as stream:
        beginning = stream.read(len(OLE))
    if beginning == OLE:
        yield from looks_of_old(path)
        return
    with zipfile.ZipFile(path) as archive:
        check(archive)
        yield from _looks(archive)


def _looks(archive: zipfile.ZipFile) -> Iterable[SheetLook]:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return looks_of_workbook(archive)
    if "xl/workbook.bin" in names:
        return looks_of_binary(archive)
    if "content.xml" in names and "mimetype" in names:
        check_opendocument(archive)
        return looks_of_opendocument(archive)
    if "[Content_Types].xml" in names and b"spreadsheetml" in archive.read("[Content_Types].xml"):
        raise Unfit("its parts lie in other places than in a workbook that Excel saves")
    raise Unfit("it is not a workbook of Excel (.xlsx, .xlsb, .xls) or OpenDocument (.ods)")
