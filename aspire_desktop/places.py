"""Where the files shipped with the program lie: in the checkout, in a wheel or in a frozen build."""

import sys
from pathlib import Path

_HERE = Path(__file__).parent


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    shipped = _HERE / "shipped"
    return shipped if shipped.is_dir() else _HERE.parent


RESOURCES = _root() / "resources"
DB = _root() / "db"
