"""Headings about what people need, however they are worded: such a column is never left out for its words."""

from aspire_desktop.domain.intake.columns import COLUMNS, Column, ImportKind, heading_key

_DIET = frozenset(
    {"diet", "dietary", "food", "meal", "meals", "catering", "allergy", "allergies", "allergens", "allergic"}
    | {"intolerance", "intolerances"}
)
_ACCESS = frozenset({"access", "accessibility", "adjustment", "adjustments", "disability", "disabilities"})
_BESIDE = frozenset(
    {"and", "or", "any", "other", "the", "your", "need", "needs", "requirement", "requirements", "special"}
    | {"specific", "reasonable", "info", "information", "details", "notes", "please", "give", "state", "list"}
    | {"do", "you", "have", "preference", "preferences", "e", "g", "eg", "etc", "if"}
)


def needs_named(kind: ImportKind, text: str) -> Column | None:
    """Tell which needs a heading is about and nothing else; one about both is read as access needs."""
    words = set(heading_key(text).split())
    if Column.ACCESS_NEEDS not in COLUMNS[kind] or words - _DIET - _ACCESS - _BESIDE:
        return None
    if words & _ACCESS:
        return Column.ACCESS_NEEDS
    return Column.DIETARY_NEEDS if words & _DIET else None
