"""The bank holidays of a nation, as the library `holidays` keeps them."""

from datetime import date

from holidays import country_holidays

from aspire_desktop.domain.office.working_days import Nation

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


def bank_holidays(nation: Nation, first: date, last: date) -> frozenset[date]:
    """Give the bank holidays of a nation between two days, and of all of both their years."""
    years = range(first.year, last.year + 1)
    return frozenset(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=years))
