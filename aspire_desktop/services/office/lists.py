"""Lists as files: what a screen shows, written to Excel or for printing."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop import __version__
from aspire_desktop.documents.office.lists import list_pdf, list_workbook
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.lists import ShownList
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.services.door.export import Asked, Export, Tell
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.question import asked_by


@asked_by(EVERYONE)
def heading_of_lists(connection: Connection) -> str:
    """Give the name of the office, which stands over a list."""
    return setting(connection, "office_name")


@dataclass(frozen=True)
class _WriteList(Export[Path]):
    """Write what a list shows; `shown` asks for its rows, as whoever has it written."""

    shown: Callable[[Asked, Tell], ShownList]
    roles: ClassVar[frozenset[Role]] = EVERYONE

    def write(self, office: Asked, target: Path, tell: Tell) -> Path:
        """Write the file and give its path."""
        shown, moment = self.shown(office, tell), office.moment
        file = FileFacts(moment.actor, moment.at, __version__, shown.filters)
        return write_file(target, self.made(shown, office.ask(heading_of_lists), file), private=True)

    @abstractmethod
    def made(self, shown: ShownList, office: str, file: FileFacts) -> bytes:
        """Give the bytes."""


class ExportList(_WriteList):
    """Write a list to an Excel file."""

    ending: ClassVar[str] = ".xlsx"

    def made(self, shown: ShownList, office: str, file: FileFacts) -> bytes:
        """Give the workbook."""
        return list_workbook(shown, office, file)


class PrintList(_WriteList):
    """Write a list to a PDF for printing; one that is too long is refused."""

    ending: ClassVar[str] = ".pdf"

    def made(self, shown: ShownList, office: str, file: FileFacts) -> bytes:
        """Give the PDF."""
        return list_pdf(shown, office, file)
