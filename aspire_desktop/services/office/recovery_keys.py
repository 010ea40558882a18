"""The recovery key as a file for the person who keeps it."""

from pathlib import Path

from aspire_desktop.storage.files import write_file


def save_recovery_key(file: Path, key: str) -> Path:
    """Write the key so that nobody but the file's owner can read it, from its first byte; raise Refused."""
    content = f"Recovery key of the Aspire database:\n{key}\n"
    return write_file(file, content.encode(), private=True)
