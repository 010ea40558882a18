"""The cap of an agreement is kept by the database itself, whatever program writes to it."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from aspire_desktop.storage.engines import Location, upkeep_engine

BODY = "INSERT INTO organisations (type, region) VALUES ('unitary', 'West Midlands')"
AGREEMENT = (
    "INSERT INTO agreements (reference, reference_key, funder_id, places, unit, begins, ends, period_months,"
    " amount_cap, claim_point, eligible_types, eligible_regions, members_only, substitution, vat,"
    " clawed_back_is_free) VALUES ('LGA/1', 'lga/1', 1, 3, 35000, '2026-04-01', '2027-03-31', 3,"
    " :cap, 'version', '[]', '[]', :no, 'version', 'outside the scope', :yes)"
)
PLACE = (
    "INSERT INTO places (agreement_id, taken_on, released_on, release_reason, reserved_for)"
    " VALUES (1, '2026-05-01', :released, '', '')"
)
ALLOTMENT = (
    "INSERT INTO allotments (agreement_id, partner_id, reference, places, allotted_on, partner_key, document)"
    " VALUES (1, 1, 'A1', :places, '2026-05-01', '', '')"
)
OTHER = (
    "INSERT INTO agreements (reference, reference_key, funder_id, places, unit, begins, ends, period_months,"
    " claim_point, eligible_types, eligible_regions, members_only, substitution, vat, clawed_back_is_free)"
    " SELECT 'LGA/2', 'lga/2', funder_id, places, unit, begins, ends, period_months, claim_point,"
    " eligible_types, eligible_regions, members_only, substitution, vat, clawed_back_is_free FROM agreements"
)
OTHER_ALLOTMENT = ALLOTMENT.replace("VALUES (1, 1, 'A1', :places", "VALUES (2, 1, 'A2', 1")
RELEASE = (
    "INSERT INTO allotment_releases (allotment_id, number, places, released_on, document)"
    " VALUES (1, {number}, {places}, '2026-06-01', '')"
)


def _prepare(connection: Connection, amount_cap: Decimal | None = None) -> None:
    pence = None if amount_cap is None else int(amount_cap * 100)
    connection.execute(text(BODY))
    connection.execute(text(AGREEMENT), {"cap": pence, "no": False, "yes": True})


def _take(connection: Connection, times: int, released: str | None = None) -> None:
    for _ in range(times):
        connection.execute(text(PLACE), {"released": released})


def _refused(location: Location, *statements: str, allotted: int = 0, cap: Decimal | None = None) -> str:
    engine = upkeep_engine(location)
    with pytest.raises(IntegrityError) as refused:
        _write(engine, statements, allotted, cap)
    engine.dispose()
    return str(refused.value.orig)


def _refused_afterwards(location: Location, before: Sequence[str], statement: str) -> str:
    """Write a statement in a transaction of its own, one place allotted: PostgreSQL asks at its end."""
    engine = upkeep_engine(location)
    _write(engine, before, 1, None)
    with pytest.raises(IntegrityError) as refused, engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    return str(refused.value.orig)


def _write(engine: Engine, statements: Sequence[str], allotted: int, cap: Decimal | None) -> None:
    with engine.connect() as connection, connection.begin():
        _prepare(connection, cap)
        _take(connection, 2)
        _take(connection, 5, released="2026-06-01")
        connection.execute(text(ALLOTMENT), {"places": allotted})
        for statement in statements:
            connection.execute(text(statement), {"released": None} if ":released" in statement else {})


def test_one_place_too_many_is_refused(location: Location) -> None:
    assert "Agreement LGA/1 has 3 of 3 places taken: none is free." in _refused(location, PLACE, PLACE)


def test_allotted_places_count(location: Location) -> None:
    assert "none is free" in _refused(location, PLACE, allotted=1)


def test_a_released_place_is_not_brought_back_over_the_cap(location: Location) -> None:
    assert "none is free" in _refused(location, "UPDATE places SET released_on = NULL WHERE id > 2")


def test_the_cap_is_not_lowered_below_what_is_taken(location: Location) -> None:
    told = _refused_afterwards(location, (), "UPDATE agreements SET places = 1")
    assert "Agreement LGA/1 has 3 places taken, so it cannot have only 1." in told


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM allotment_releases",
        "UPDATE allotment_releases SET places = 0",
        "UPDATE allotment_releases SET allotment_id = 2",
        RELEASE.format(number=2, places=-1),
    ],
)
def test_places_given_back_are_not_taken_away_again(location: Location, statement: str) -> None:
    """A partner gave its place back, and somebody else holds it by now."""
    before = (OTHER, OTHER_ALLOTMENT, RELEASE.format(number=1, places=1), PLACE)
    told = _refused_afterwards(location, before, statement)
    assert "Agreement LGA/1 has 3 of 3 places taken: none is free." in told


def test_a_release_may_be_corrected_within_the_cap(location: Location) -> None:
    engine = upkeep_engine(location)
    corrected = "UPDATE allotment_releases SET places = 0"
    statements = (RELEASE.format(number=1, places=1), corrected, "DELETE FROM allotment_releases")
    _write(engine, statements, 1, None)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM allotment_releases")) == 0
    engine.dispose()


def test_the_cap_in_pounds_counts(location: Location) -> None:
    assert "has 2 of 2 places taken" in _refused(location, PLACE, cap=Decimal("1049.99"))
