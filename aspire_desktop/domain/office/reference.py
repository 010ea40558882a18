"""What the program ships of the office: councils, vocabularies and defaults, read from their files."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.toml_table import TomlTable, read_toml
from aspire_desktop.domain.office.values import parted

REGIONAL_EMPLOYERS = "regional employers' organisation"
"""The type of the organisations that may deliver cohorts as partners."""
_COLUMNS = {"name", "also", "type", "region", "gss", "member"}


@dataclass(frozen=True)
class ShippedOrganisation:
    """An organisation as shipped; the region is empty for one that works nationally."""

    name: str
    also: tuple[str, ...]
    type: str
    region: str
    gss: str | None
    member: bool

    @property
    def delivers(self) -> bool:
        """Whether it may deliver cohorts as a partner."""
        return self.type == REGIONAL_EMPLOYERS


@dataclass(frozen=True)
class Lists:
    """The words that an organisation's type and region are chosen from."""

    types: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class ShippedTerm:
    """A term under its heading, which is empty where the vocabulary has none."""

    heading: str
    title: str


@dataclass(frozen=True)
class ShippedFramework:
    """A vocabulary in one edition, its terms in their order."""

    key: str
    title: str
    edition: str
    levels: tuple[str, ...]
    terms: tuple[ShippedTerm, ...]


@dataclass(frozen=True)
class ShippedSetting:
    """A setting that a new database starts with."""

    key: str
    value: str


def read_organisations(path: Path) -> tuple[ShippedOrganisation, ...]:
    """Read db/reference/organisations.csv; raise Unreadable where it or a line of it cannot be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), strict=True))
        return tuple(_organisation(row, path.name, at) for at, row in enumerate(rows, start=2))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise Unreadable(
            f"{path.name} cannot be read: {problem}.", do="Install the program again."
        ) from problem


def read_lists(path: Path) -> Lists:
    """Read db/reference/lists.toml; raise Unreadable."""
    table = read_toml(path)
    lists = Lists(table.texts("types"), table.texts("regions"))
    table.close()
    return lists


def read_frameworks(path: Path) -> tuple[ShippedFramework, ...]:
    """Read db/reference/frameworks.toml; raise Unreadable."""
    table = read_toml(path)
    frameworks = tuple(_framework(each) for each in table.tables("frameworks"))
    table.close()
    return frameworks


def read_settings(path: Path) -> tuple[ShippedSetting, ...]:
    """Read resources/office.toml, where every value is a text; raise Unreadable."""
    table = read_toml(path)
    return tuple(ShippedSetting(key, table.text(key)) for key in table.names())


def _framework(table: TomlTable) -> ShippedFramework:
    headings = table.tables("headings")
    framework = ShippedFramework(
        key=table.text("key"),
        title=table.text("title"),
        edition=table.text("edition"),
        levels=table.texts("levels"),
        terms=tuple(term for heading in headings for term in _terms(heading)),
    )
    table.close()
    return framework


def _terms(table: TomlTable) -> tuple[ShippedTerm, ...]:
    heading = table.text("title", otherwise="")
    terms = tuple(ShippedTerm(heading, title) for title in table.texts("terms"))
    table.close()
    return terms


def _organisation(row: dict[str, str], file: str, line: int) -> ShippedOrganisation:
    if set(row) != _COLUMNS or None in row.values():
        raise Unreadable(f"{file}, line {line}: its columns are not {', '.join(sorted(_COLUMNS))}.")
    if row["member"] not in ("yes", "no"):
        raise Unreadable(f"{file}, line {line}: member is neither yes nor no.")
    return ShippedOrganisation(
        name=row["name"],
        also=parted(row["also"]),
        type=row["type"],
        region=row["region"],
        gss=row["gss"] or None,
        member=row["member"] == "yes",
    )
