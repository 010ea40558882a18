"""Which files are the program's own, and not for people to choose; and which paths no file can have."""

from pathlib import Path

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.open_files import is_ours
from aspire_desktop.storage.paths import refuse_impossible_name

__all__ = ["is_ours", "why_no_file"]


def why_no_file(path: Path) -> str:
    """Say in words why no file can have a path on this system; "" where one can. The disk is not asked."""
    try:
        refuse_impossible_name(path)
    except Refused as refused:
        return f"{refused.explanation.what} {refused.explanation.do}"
    return ""
