"""The command that says where the key of a database is kept on this computer."""

from argparse import Namespace
from typing import Final

from aspire_desktop.app import databases, settings
from aspire_desktop.app.answers import Answer
from aspire_desktop.app.parser import Commands, Parser
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.keys import Key, Vault, drop_from_file, key_file

_FILE: Final = "file"
_KEYRING: Final = "keyring"


def declare(commands: Commands) -> None:
    """Add the command."""
    key = commands.add("key", run_key, "keep the database's key in the keyring, or in a file beside it")
    key.add_argument(
        "--keep-in", choices=(_FILE, _KEYRING), required=True, help="from now on also for new databases"
    )


def offer_key_file(parser: Parser) -> None:
    """Add the option that keeps one database's key in a file."""
    parser.add_argument("--key-file", action="store_true", help="keep the key in a file, not in the keyring")


def run_key(request: Request, given: Namespace) -> Answer:
    """Move the key of the database to where it is wanted, and remember that for this computer."""
    in_files = given.keep_in == _FILE
    location = request.location()
    if location.key is None:
        raise Refused("This database is not encrypted: it has no key.")
    key = Key.of_raw(location.key)
    file = key_file(location.file) if location.file else databases.server_key_file(location)
    kept = Vault(in_files=in_files).keep(key, file)
    try:
        if kept.file is None:
            drop_from_file(key, file)
        settings.remember_keys_in_files(in_files)
    except Refused as refused:
        done = f"{kept.told} It stays where it was before as well, or the choice is not remembered."
        raise refused.having_done(done) from refused.__cause__
    problem = "" if in_files or kept.file is None else f"The key could not be moved. {kept.told}"
    return Answer((kept.told,), {"key_kept_in": str(kept)}, problem=problem)
