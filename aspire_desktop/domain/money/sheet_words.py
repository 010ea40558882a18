"""The sheets of a return's workbook and the rows that are about lines or the pool, each with its words.

What a figure comes from is found by these keys. Words may be changed, as long as those before stay behind
them: the files that were submitted bear them for ever.
"""

from enum import Enum, auto


class ReturnSheet(Enum):
    """A sheet of the workbook."""

    SUMMARY = auto()
    PLACES = auto()
    ADJUSTMENTS = auto()
    BY_ORGANISATION = auto()
    BY_COHORT = auto()
    EVIDENCE = auto()
    DECLARATION = auto()
    CONTROL = auto()
    ABOUT = auto()


class SheetRow(Enum):
    """A row that is known by what it sums up, and not by a number, an organisation or a cohort."""

    CLAIM = auto()
    """Of the places claimed on a cohort, by its kind."""
    ADJUSTMENT = auto()
    """Of the corrections of an earlier return, whose reference follows."""
    TOTAL = auto()
    CLAIMS = auto()
    ADJUSTMENTS = auto()
    THIS_RETURN = auto()
    FREE = auto()
    COMMITTED = auto()
    CLAIMABLE = auto()
    IN_RETURN = auto()
    BEFORE = auto()
    LIST_TOTAL = auto()
    """Below the lists by organisation and by cohort."""


WORDS: dict[ReturnSheet | SheetRow, tuple[str, ...]] = {
    ReturnSheet.SUMMARY: ("Summary",),
    ReturnSheet.PLACES: ("Places",),
    ReturnSheet.ADJUSTMENTS: ("Adjustments",),
    ReturnSheet.BY_ORGANISATION: ("By organisation",),
    ReturnSheet.BY_COHORT: ("By cohort",),
    ReturnSheet.EVIDENCE: ("Evidence",),
    ReturnSheet.DECLARATION: ("Declaration",),
    ReturnSheet.CONTROL: ("Control",),
    ReturnSheet.ABOUT: ("About this file",),
    SheetRow.CLAIM: ("Claim",),
    SheetRow.ADJUSTMENT: ("Adjustment to",),
    SheetRow.TOTAL: ("Total for this period",),
    SheetRow.CLAIMS: ("Claims in this return",),
    SheetRow.ADJUSTMENTS: ("Adjustments in this return",),
    SheetRow.THIS_RETURN: ("This return",),
    SheetRow.FREE: ("Free",),
    SheetRow.COMMITTED: ("Committed",),
    SheetRow.CLAIMABLE: ("Claimable",),
    SheetRow.IN_RETURN: ("In this return",),
    SheetRow.BEFORE: ("Claimed before",),
    SheetRow.LIST_TOTAL: ("Total",),
}
"""How each is written: today's words, then those of files submitted before."""


def written(what: ReturnSheet | SheetRow) -> str:
    """Give the words with which a sheet or row is written today."""
    return WORDS[what][0]


def sheet_called(title: str) -> ReturnSheet | None:
    """Tell which sheet bears a title, in today's workbooks or in earlier ones."""
    return next((sheet for sheet in ReturnSheet if title in WORDS[sheet]), None)


def row_called(words: str) -> SheetRow | None:
    """Tell which row bears these words, in today's workbooks or in earlier ones."""
    return next((row for row in SheetRow if words in WORDS[row]), None)


def corrected_by(words: str) -> str:
    """Read which return the words of an adjustment's kind name; nothing where they are not such words."""
    before = (f"{each} " for each in WORDS[SheetRow.ADJUSTMENT])
    return next((words.removeprefix(each) for each in before if words.startswith(each)), "")
