"""The command that prints who may ask, do and have what."""

from argparse import Namespace

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.staff import Role


def declare(commands: Commands) -> None:
    """Add the command."""
    commands.add("roles", run_roles, "print which role may ask, do and write what, as a page of Markdown")


def run_roles(_request: Request, _given: Namespace) -> Answer:
    """Print the matrix: it is the same in every database."""
    # It reads every module there is, and no other command should wait for that.
    from aspire_desktop.services.door.matrix import matrix_lines, rights

    facts = [
        {
            "kind": right.kind.value.lower(),
            "name": right.name,
            "roles": [role.value for role in Role if right.given_to(role)],
            "anybody": right.roles is None,
        }
        for right in rights()
    ]
    return Answer(tuple(matrix_lines()), {"rights": facts})
