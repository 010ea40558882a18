"""One bound parameter for a whole list of ids, however long."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, ColumnElement, Connection, bindparam, func, text


def among(connection: Connection, column: Column[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    """Give the condition that the column's value is one of the ids."""
    listed = sorted(ids)
    if connection.dialect.name == "sqlite":
        # as text: to build it of elements takes longer than to run the statement it stands in
        each = text("SELECT value FROM json_each(:ids)")
        return column.in_(each.bindparams(bindparam("ids", json.dumps(listed), unique=True)))
    return column == func.any(bindparam(None, listed, type_=ARRAY(BigInteger)))
