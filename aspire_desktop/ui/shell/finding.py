"""What the palette searches, and in which order it shows what is found."""

from collections.abc import Sequence

from aspire_desktop.domain.home.search import Found
from aspire_desktop.domain.office.values import fold
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.home.search import search


def find_everything(office: Office, text: str, limit: int) -> Sequence[Found]:
    """Find people, organisations, cohorts and certificates; runs on the reading thread.

    The name in full first, then names that begin with the text, then names with a word that does.
    """
    found = office.ask(search, text, office.clock.today(), limit)
    return sorted(found, key=lambda each: _distance(fold(each.name), fold(text)))


def _distance(name: str, text: str) -> int:
    if name == text:
        return 0
    if name.startswith(text):
        return 1
    return 2 if any(word.startswith(text) for word in name.split()) else 3
