"""Run by the Windows Python: starts a program with no standard handles, as Explorer does, and watches it.

argv: a folder for notes, then the program and its words. Writes `seen` there once a window can be seen, and
`said` once `stop` appears or the program ends.
"""

import ctypes
import subprocess
import sys
import time
from pathlib import Path

assert sys.platform == "win32"
_HANDLES = (-10, -11, -12)
_BOX_OF_A_FAULT = "Unhandled exception in script"


def main() -> None:
    """Start, watch, note what was seen, and end the program."""
    notes, command = Path(sys.argv[1]), sys.argv[2:]
    for handle in _HANDLES:
        ctypes.WinDLL("kernel32").SetStdHandle(handle, None)
    program = subprocess.Popen(command, creationflags=subprocess.DETACHED_PROCESS, close_fds=True)
    while program.poll() is None and not (notes / "stop").exists():
        if not (notes / "seen").exists() and _titles():
            (notes / "seen").touch()
        time.sleep(0.2)
    if program.returncode is not None:
        said = f"ended by itself with code {program.returncode}"
    else:
        titles = _titles()
        program.kill()
        program.wait()
        good = bool(titles) and _BOX_OF_A_FAULT not in titles
        said = f"{'running' if good else 'failed'}: {', '.join(titles) or 'no window'}"
    (notes / "said").write_text(said, encoding="utf-8")


def _titles() -> list[str]:
    found: list[str] = []
    user = ctypes.WinDLL("user32")

    @ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    def note(window: int, _more: int) -> int:
        words = ctypes.create_unicode_buffer(200)
        if user.IsWindowVisible(ctypes.c_void_p(window)):
            user.GetWindowTextW(ctypes.c_void_p(window), words, 200)
            if words.value:
                found.append(words.value)
        return 1

    user.EnumWindows(note, None)
    return found


if __name__ == "__main__":
    main()
