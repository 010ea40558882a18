"""What stands in a cell for one name and is not that name alone: a title, an address, both names."""

from aspire_desktop.domain.office.person_names import is_title, without_letters_after


def doubt_of(text: str, part: str) -> str:
    """Say why a cell is not the first or last name (`part`) alone; nothing where it may be."""
    if "@" in text:
        return f"“{text}” is an e-mail address. Write the {part} here."
    if is_title(text):
        return f"“{text}” is a title. Write the {part} here."
    if "," in without_letters_after(text):
        return f"“{text}” holds more than the {part}. Write each name in its own column, without a comma."
    return ""
