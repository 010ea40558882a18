"""Set up Aspire Desktop in an environment of its own beside this file, then run it.

python3 run.py test     install what the tests need and run them
python3 run.py ...      anything else goes to aspire-desktop (demo, new, import, ...)

Standard library only, and no other preparation: the environment is made without pip and
filled by the pip of the Python that runs this file, which works on Windows and on a stock
Debian alike. Needs Python 3.11 or newer with pip.
"""

import ctypes.util
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("ASPIRE_ENVIRONMENT", ROOT / ".venv"))
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LINUX_LIBRARIES = {
    "GL": "libgl1",
    "EGL": "libegl1",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
    "glib-2.0": "libglib2.0-0",
    "xkbcommon": "libxkbcommon0",
}


def main() -> int:
    """Make the environment if it is missing or out of date, then do what was asked."""
    if sys.version_info < (3, 11):
        print(
            f"Aspire Desktop needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr
        )
        return 1
    words = sys.argv[1:]
    tests = words[:1] == ["test"]
    say_missing_libraries()
    if not prepare(with_tests=tests):
        return 1
    if tests:
        return subprocess.call([PYTHON, "-m", "pytest", *words[1:]], cwd=ROOT)
    return subprocess.call([PYTHON, "-m", "aspire_desktop", *words])


def prepare(with_tests: bool) -> bool:
    """Install the project into its environment unless the same pyproject is installed already."""
    wanted = "[dev]" if with_tests else ""
    project = (ROOT / "pyproject.toml").read_bytes()
    note = ENVIRONMENT / f"installed{wanted}"
    digest = hashlib.sha256(project + sys.version.encode() + str(ROOT).encode()).hexdigest()
    if PYTHON.exists() and note.exists() and note.read_text() == digest:
        return True
    print(f"Setting up {ENVIRONMENT} (once; about a minute) ...", file=sys.stderr)
    venv.EnvBuilder(with_pip=False, clear=False, symlinks=os.name != "nt").create(ENVIRONMENT)
    install = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    if subprocess.call([*install, "--disable-pip-version-check", "-e", f"{ROOT}{wanted}"]) != 0:
        print(
            "The libraries could not be installed. Nothing of yours was changed.\n"
            "Check that this computer reaches the internet and that `python -m pip --version` works, "
            "then run the same command again.",
            file=sys.stderr,
        )
        return False
    note.write_text(digest)
    return True


def say_missing_libraries() -> None:
    """Name the Debian packages that Qt needs on Linux and that are not there."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for name, package in LINUX_LIBRARIES.items() if ctypes.util.find_library(name) is None]
    if missing:
        print(
            f"The window needs Linux libraries that are missing here: {' '.join(missing)}\n"
            f"Install them with: sudo apt-get install {' '.join(missing)}",
            file=sys.stderr,
        )


if __name__ == "__main__":
    sys.exit(main())
