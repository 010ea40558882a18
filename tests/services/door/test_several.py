"""Several actions as one: whoever may do only some of them may do none."""

from datetime import date

import pytest
from whole_office import whole_office

from aspire_desktop.domain.office.errors import NotAllowed
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.enrolments import ChangeBooking
from aspire_desktop.storage.store import Store


def test_roles_must_cover_every_part(open_office: Office, open_store: Store) -> None:
    world = whole_office(open_office)
    open_office.do(AddColleague("Tess", frozenset({Role.TRAINER})))
    both = Several(
        (MarkAttendance(world.days[1], world.places, Code.PRESENT), ChangeBooking(world.places[0], "", "")),
        "Both",
    )
    with pytest.raises(NotAllowed, match="administrator"):
        Office(open_store, "Tess").do(both)


def test_where_no_role_covers_all_nobody_may(open_office: Office, open_store: Store) -> None:
    class ForFinance(ChangeBooking):
        roles = frozenset({Role.FINANCE})

    class ForTrainers(ChangeBooking):
        roles = frozenset({Role.TRAINER})

    world = whole_office(open_office)
    with pytest.raises(NotAllowed, match="covers all of it"):
        open_office.do(
            Several((ForFinance(world.places[0], "", ""), ForTrainers(world.places[0], "", "")), "Both")
        )


def test_no_part_is_final(open_office: Office) -> None:
    world = whole_office(open_office)
    with pytest.raises(ValueError, match="final act"):
        Several((SubmitReturn(world.agreement, date(2026, 7, 1), date(2026, 9, 30)),), "Submit")
