"""One bound parameter for a whole list of ids, however long."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, ColumnElement, Connection, bindparam, func, select


def among(connection: Connection, column: Column[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    """Give the condition that the column's value is one of the ids."""
    listed = sorted(ids)
    if connection.dialect.name == "sqlite":
        each = func.json_each(json.dumps(listed)).table_valued("value")
        return column.in_(select(each.c.value))
    return column == func.any(bindparam(None, listed, type_=ARRAY(BigInteger)))
