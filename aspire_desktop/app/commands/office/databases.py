"""The commands that make, back up and restore a database."""

from argparse import Namespace
from pathlib import Path

from aspire_desktop.app import databases
from aspire_desktop.app.answers import Answer
from aspire_desktop.app.commands.office.keys import offer_key_file
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.app.restoring import RestoreOrder, restored, told_again
from aspire_desktop.app.shared_places import warning_of
from aspire_desktop.app.sources import refuse_unfit
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.backup import back_up


def declare(commands: Commands) -> None:
    """Add the commands."""
    new = commands.add("new", run_new, "make a database, with programmes and reference data")
    offer_key_file(new)
    backup = commands.add("backup", run_backup, "write a backup that is checked before it gets its name")
    backup.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    back = commands.add("restore", run_restore, "put a backup in the database's place, on any computer")
    back.add_argument("file", type=Path, metavar="FILE", help="the backup")
    back.add_argument("--recovery-key", metavar="KEY", help="the printed key, on a computer without the key")
    offer_key_file(back)


def run_new(request: Request, given: Namespace) -> Answer:
    """Make the database that --database names."""
    place, in_file = request.place(), bool(given.key_file)
    made = databases.make(place, request.name(), request.clock, request.vault, key_in_file=in_file)
    where = str(made.location)
    warning = warning_of(place.file)
    warnings = (f"Warning: {warning.what} {warning.do}",) if warning else ()
    lines = (
        f"Made {where}. {request.name()} holds every role in it.",
        made.kept.told,
        "",
        f"Recovery key: {made.recovery_key}",
        "Print it and keep it in a safe place. It is shown only now, and it is the only way back to the data",
        "if this computer is lost.",
    )
    facts = {"database": where, "recovery_key": made.recovery_key, "key_kept_in": str(made.kept)}
    return Answer(lines, facts, warnings=warnings)


def run_backup(request: Request, given: Namespace) -> Answer:
    """Write a verified backup to --out."""
    out: Path = given.out
    made = back_up(request.location(), out)
    lines = (
        f"Backed up to {made.file}: opened, fully checked, {made.rows} rows.",
        f"Anchor of its history: {made.anchor}",
        "Its key is not in it. On another computer it needs the recovery key.",
    )
    return Answer(lines, {"file": made.file, "anchor": str(made.anchor), "rows": made.rows})


def run_restore(request: Request, given: Namespace) -> Answer:
    """Put the backup in the place of the database that --database names."""
    source: Path = given.file
    target = request.place().file
    if target is None:
        raise Refused(
            "A database on a server is restored by the server's own program.",
            do="Use pg_restore with a file that pg_dump wrote.",
        )
    if source.is_file():
        refuse_unfit(source, request)
    wanted = RestoreOrder(source, target, request.name(), given.recovery_key, bool(given.key_file))
    done = restored(wanted, request.clock, request.vault)
    anchor, kept = done.restored.anchor, done.restored.before
    lines = (
        f"Restored {done.restored.file} from {source}.",
        done.key_told,
        f"Anchor of its history: {anchor}",
        f"What was there before is kept as {kept}." if kept else "",
        *told_again(done),
    )
    facts = {
        "database": done.restored.file,
        "anchor": str(anchor),
        "before": kept,
        "erased_again": [each.reference for each in done.again],
        "unread": list(done.unread),
    }
    return Answer(tuple(filter(None, lines)), facts)
