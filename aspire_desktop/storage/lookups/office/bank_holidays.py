"""The bank holidays of a nation, as the library `holidays` keeps them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.storage.question import asked_by

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@asked_by(EVERYONE)
def closed_days(_connection: Connection, first: date, last: date) -> Mapping[Nation, Mapping[date, str]]:
    """Give the bank holidays of every nation, as `bank_holidays` does."""
    return {nation: bank_holidays(nation, first, last) for nation in Nation}


def bank_holidays(nation: Nation, first: date, last: date) -> Mapping[date, str]:
    """Give the bank holidays of a nation, with their names, of all years from one day to another."""
    from holidays import country_holidays  # takes its time, and few commands ask for it

    years = range(first.year, last.year + 1)
    return dict(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=years))
