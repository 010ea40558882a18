"""What was opened last, kept by number alone and for each database apart."""

from collections.abc import Mapping

from aspire_desktop.domain.home.search import FoundKey
from aspire_desktop.storage.lookups.office.history import first_digest
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.shell.finding import key_of

MOST, DATABASES = 8, 12


class Recents:
    """Names are asked anew each time, so none is kept of whoever is renamed, erased or gone.

    A database is known by the digest of the first action in it, wherever its file lies.
    """

    def __init__(self, desk: Desk) -> None:
        self._memory, self._mark = desk.memory, ""
        desk.ask(first_digest.about(), self._know, subject="first digest")

    def _know(self, digest: str) -> None:
        self._mark = digest[:16]

    @property
    def keys(self) -> list[FoundKey]:
        """Give what was opened in this database, the latest first."""
        kept = self._memory.kept.recents.get(self._mark)
        return [key for each in kept if (key := _read(each))] if isinstance(kept, list) else []

    def note(self, place: Destination) -> None:
        """Remember that a record was opened; a list is none."""
        key = key_of(place)
        if key is None or not self._mark:
            return
        keys = [key, *(each for each in self.keys if each != key)][:MOST]
        recents = self._memory.kept.recents
        recents.pop(self._mark, None)
        recents[self._mark] = [{"kind": each.kind, "id": each.id, "part": each.part} for each in keys]
        for oldest in list(recents)[:-DATABASES]:
            del recents[oldest]
        self._memory.save()


def _read(kept: object) -> FoundKey | None:
    if not isinstance(kept, Mapping):
        return None
    kind, id, part = kept.get("kind"), kept.get("id"), kept.get("part")
    known = isinstance(kind, str) and isinstance(id, int) and isinstance(part, str)
    return FoundKey(str(kind), int(str(id)), str(part)) if known else None
