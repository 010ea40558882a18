"""Set up Aspire Desktop in an environment of its own beside this file, then run it.

python3 run.py test     install what the tests need and run them
python3 run.py ...      anything else goes to aspire-desktop (demo, new, import, ...)

Standard library only, and no other preparation: the environment is made without pip and
filled by the pip of the Python that runs this file, which works on Windows and on a stock
Debian alike. Needs Python 3.11 or newer with pip.
"""

import ctypes.util
import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("ASPIRE_ENVIRONMENT", ROOT / ".venv"))
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LONGEST_FOLDER = 80
"""Characters that leave room under 260 for the longest path of a library in the environment."""
NO_PIP = "Install it (Windows: py -m ensurepip; Debian: python3-pip), then run the same command again."
NO_INTERNET = "Check that this computer reaches the internet, where the libraries come from."
FREE_PLACE = "Name a folder that you may write to in the variable ASPIRE_ENVIRONMENT."
ADVICE = {
    "proxy": "A proxy stands between this computer and the internet: name it in the variable HTTPS_PROXY.",
    "407": "A proxy stands between this computer and the internet: name it in the variable HTTPS_PROXY.",
    "certificate": "The connection is watched by a certificate of your network: ask your IT for PIP_CERT.",
    "no space left": "The disk is full: free about a gigabyte.",
    "permission": f"The environment may not be written. {FREE_PLACE}",
    "connection": NO_INTERNET,
    "timed out": NO_INTERNET,
    "no matching distribution": "Either this computer does not reach the internet, or a library is not made "
    f"for this Python ({sys.version.split()[0]}, {platform.machine()}).",
}
"""Words in what pip says, and what helps; the first that fits."""
READ_PIP = "Why stands above, in the words of pip, which fetches and builds the libraries."
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
    if importlib.util.find_spec("pip") is None:
        print(f"This Python ({sys.executable}) has no pip. {NO_PIP}", file=sys.stderr)
        return False
    print(f"Setting up {ENVIRONMENT} (once; about a minute) ...", file=sys.stderr)
    try:
        venv.EnvBuilder(with_pip=False, clear=False, symlinks=os.name != "nt").create(ENVIRONMENT)
    except OSError as error:
        print(f"{ENVIRONMENT} could not be made: {error.strerror}. {FREE_PLACE}", file=sys.stderr)
        return False
    install = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    wish = [*install, "--disable-pip-version-check", "-e", f"{ROOT}{wanted}"]
    ended = subprocess.run(wish, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
    if ended.returncode != 0:
        print(ended.stderr, file=sys.stderr)
        print("The libraries could not be installed. Nothing of yours was changed.", file=sys.stderr)
        advice = what_helps(ended.stderr, str(ENVIRONMENT), has_short_paths())
        print(f"{advice} Then run the same command again.", file=sys.stderr)
        return False
    note.write_text(digest)
    return True


def what_helps(said: str, folder: str, short_paths: bool) -> str:
    """Say what helps against what pip said; `short_paths` is whether Windows ends paths at 260 characters."""
    if short_paths and len(folder) > LONGEST_FOLDER:
        return (
            f"Windows ends paths at 260 characters here, and {folder} alone has {len(folder)}: "
            "move the project to a shorter folder, or name one in the variable ASPIRE_ENVIRONMENT."
        )
    return next((advice for word, advice in ADVICE.items() if word in said.lower()), READ_PIP)


def has_short_paths() -> bool:
    """Tell whether this is a Windows whose long paths are not switched on."""
    if sys.platform != "win32":
        return False
    import winreg

    where = r"SYSTEM\CurrentControlSet\Control\FileSystem"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where) as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] != 1
    except OSError:
        return True  # never set: switched off


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
