"""What a file on disk holds of somebody who was erased: nothing, in its pages or in its log."""

from datetime import date
from pathlib import Path

from whole_office import whole_office

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.upkeep import migrate

NAMES = (b"Zephaniah", b"Quartermaine", b"zq@walsall.gov.uk")


def held(file: Path) -> list[bytes]:
    """Give what stands in the bytes of a database and of its log."""
    bytes_of = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    return [name for name in NAMES if name in bytes_of]


def test_no_page_and_no_log_holds_what_was_erased(tmp_path: Path, clock: SetClock) -> None:
    location = Location(file=tmp_path / "plain.sqlite")
    migrate(location)
    store = Store(location, clock)
    office = Office(store, "Ann")
    office.do(OpenOffice("Ann"))
    world = whole_office(office)
    added = AddPerson("Zephaniah", "Quartermaine", "zq@walsall.gov.uk", "Adviser", world.walsall)
    person = office.do(added).value
    assert location.file is not None
    assert held(location.file) == list(NAMES)
    office.do(ErasePerson(person))
    assert clock.today() == date(2026, 10, 8)
    store.close()
    assert held(location.file) == []
