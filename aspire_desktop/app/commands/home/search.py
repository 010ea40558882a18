"""The command that finds people, organisations, cohorts and certificates."""

from argparse import Namespace

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.storage.lookups.home.search import search


def declare(commands: Commands) -> None:
    """Add the command."""
    find = commands.add("search", run_search, "find people, organisations, cohorts and certificates")
    find.add_argument("text", metavar="TEXT", help="part of a name, code, number or e-mail address")


def run_search(request: Request, given: Namespace) -> Answer:
    """List what was found."""
    text: str = given.text
    with request.office() as office:
        found = office.ask(search, text, office.clock.today())
    lines = [f"{each.kind}  {each.name}  {each.detail}".rstrip() for each in found]
    facts = [{"kind": each.kind, "name": each.name, "detail": each.detail} for each in found]
    return Answer(tuple(lines or [f"Nothing was found for “{text}”."]), {"results": facts})
