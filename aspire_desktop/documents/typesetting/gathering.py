"""Finished PDFs gathered into one for printing."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf


def gathered(finished: Sequence[bytes]) -> bytes:
    """Give one PDF with the pages of all of these in order; the same ones always give the same bytes."""
    with pikepdf.new() as together:
        for content in finished:
            with pikepdf.open(BytesIO(content)) as part:
                together.pages.extend(part.pages)
        written = BytesIO()
        together.save(written, deterministic_id=True)
        return written.getvalue()
