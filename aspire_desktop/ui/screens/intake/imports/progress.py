"""How far an import is, in words: what there is to say of each step, and why one cannot go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_drafts import Draft
from aspire_desktop.domain.office.values import enumerated
from aspire_desktop.services.intake.imports.review import Review, RowStanding
from aspire_desktop.ui.screens.intake.imports.words import KINDS, counted, matched_words, things

CHOOSE, MATCH, CHECK, CONFIRM = range(4)
LAST = "Nothing is saved before this"


@dataclass(frozen=True)
class ImportProgress:
    """An import as it stands. `lacking` is what the first step still needs, `rows` what the file holds."""

    draft: Draft | None
    review: Review | None
    reading: str
    lacking: str
    rows: int

    @property
    def reached(self) -> int:
        """Give the furthest step that can be gone to now."""
        return next((step for step in (CHOOSE, MATCH, CHECK) if self.why_not(step)), CONFIRM)

    def why_not(self, step: int) -> str:
        """Say why one cannot go on from a step, or nothing."""
        if self.draft is None:
            return f"Reading {self.reading}" if self.reading else self.lacking or "Choose a file to continue"
        if step == CHOOSE:
            return ""
        if step == MATCH:
            missing = enumerated(self.draft.missing)
            if missing or not self.draft.unclear:
                return f"Say which column is the {missing}" if missing else ""
            return f"Say which session “{self.draft.unclear[0]}” is, or leave it out"
        if self.review is None:
            return f"Checking {counted(self.rows, 'row')}"
        return _why_not_import(self.review, step)

    def verb(self, step: int) -> str:
        """Name the way on from a step."""
        if step == CONFIRM and self.review is not None:
            return f"Import {things(self.review.draft.kind, self.review.report.taken)}"
        return ("Continue", "Continue to check", "Continue to confirm", "Import")[step]

    def more(self) -> Sequence[str]:
        """Give what there is to say of each step."""
        draft = self.draft
        if draft is None:
            return ("", "", "", LAST)
        sheet = f"sheet “{draft.sheet.name}”, " if draft.sheet.name else ""
        chosen = f"{draft.file}, {sheet}{counted(self.rows, 'row')}"
        return (chosen, matched_words(draft.mapping), _states(self.review), LAST)

    def heading(self, step: int, kind: ImportKind, code: str) -> str:
        """Give the title of a step, for a kind of file and the code of a cohort (or nothing)."""
        what = KINDS[kind].split(" of ")[0].lower()
        where = f" to {code}" if code else ""
        return (
            f"Import {what}{where}",
            f"Match the columns of {self.draft.file if self.draft else 'the file'}",
            f"Check rows before importing {what}{where}",
            f"Confirm the import of {what}{where}",
        )[step]


def _why_not_import(review: Review, step: int) -> str:
    """Name what stands in the way; a problem found later, as others work, stops the last step too."""
    if rows := len(review.troubled):
        return f"{counted(rows, 'row')} must be fixed or left out first"
    nothing = step == CONFIRM and not (review.report.taken or review.draft.additions)
    return "There is nothing to import" if nothing else ""


def _states(review: Review | None) -> str:
    if review is None:
        return ""
    counts = review.counts
    parts = (
        (RowStanding.MUST_FIX, f"{counts[RowStanding.MUST_FIX]} to fix"),
        (RowStanding.CHECK, f"{counts[RowStanding.CHECK]} to check"),
        (RowStanding.DUPLICATE, counted(counts[RowStanding.DUPLICATE], "duplicate")),
        (RowStanding.LEFT_OUT, f"{counts[RowStanding.LEFT_OUT]} left out"),
    )
    return ", ".join(words for standing, words in parts if counts[standing]) or "All rows are ready"
