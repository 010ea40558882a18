"""What had happened by the end of a day, and what stood then: one condition for every list as at a date."""

from datetime import date

from sqlalchemy import ColumnElement, or_


def happened(on: ColumnElement[date], day: date) -> ColumnElement[bool]:
    """Be true of a row whose own date is the day or an earlier one."""
    return on <= day


def stood(begun: ColumnElement[date], over: ColumnElement[date | None], day: date) -> ColumnElement[bool]:
    """Be true of a row that had begun by the end of the day and was not over then."""
    return happened(begun, day) & or_(over.is_(None), over > day)
