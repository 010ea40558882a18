"""What this system has and keeps: marks for tests that ask for more, each skipped by its reason."""

import os
import sys

import pytest

posix = pytest.mark.skipif(os.name == "nt", reason="Windows knows neither these rights nor handles by number")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists its locks")
has_links = pytest.mark.skipif(os.name == "nt", reason="on Windows links need an administrator's right")


def _under_wine() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


keeps_limits = pytest.mark.skipif(
    _under_wine(), reason="Wine takes the limits of a job object and keeps none"
)
