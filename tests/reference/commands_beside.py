"""Commands that follow each other on a database while a window has it open, until killed.

python commands_beside.py DATABASE

Says `taken NAME` for each person whose import was acknowledged.
"""

import os
import sys
from itertools import count
from pathlib import Path

from killed_windows import NOW, PERSON, people_file

from aspire_desktop.app import cli
from aspire_desktop.domain.office.clock import SetClock


def main() -> None:
    """Search, check and import in turn; each command opens the database and closes it again."""
    database = sys.argv[1]
    told = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for number in count(1):
        name = f"Command{number}"
        file = people_file(Path(database).parent, name)
        options = ("--database", database, "--as", PERSON)
        cli.main(("search", "Achebe", *options), SetClock(NOW))
        if cli.main(("import", "people", str(file), *options), SetClock(NOW)) == 0:
            os.write(told, f"taken {name}\n".encode())
        if number % 5 == 0:
            cli.main(("check", *options), SetClock(NOW))


if __name__ == "__main__":
    main()
