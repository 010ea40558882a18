"""Files that a command is given to read."""

from pathlib import Path

from aspire_desktop.domain.errors import NotFound, Refused


def content_of(path: Path) -> bytes:
    """Give what a file holds; raise NotFound, or Refused where it may not be read."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", do="Check its name and place.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} could not be read.", do="Check that you may read it.") from error
