"""The command that revokes a certificate, and what a command says of certificates that lost their ground."""

from argparse import Namespace
from collections.abc import Sequence

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.programmes.certificate_awards import Unfounded, lost_words


def declare(commands: Commands) -> None:
    """Add the command."""
    revoke = commands.add("revoke", run_revoke, "say that a certificate no longer stands")
    revoke.add_argument("number", metavar="NUMBER", help="the certificate's number")
    revoke.add_argument("--reason", required=True, metavar="TEXT", help="why: it stays on record")


def run_revoke(request: Request, given: Namespace) -> Answer:
    """Revoke the certificate of this number."""
    # Certificates take a while to load, and no other command should wait for them.
    from aspire_desktop.services.programmes.certificates import RevokeCertificate
    from aspire_desktop.storage.lookups.programmes.certificates import certificate_numbered

    number: str = given.number
    with request.office() as office:
        row = office.ask(certificate_numbered, number.strip().upper())
        if row is None:
            raise NotFound(f"There is no certificate {number}.", do="Check its number.")
        done = office.do(RevokeCertificate(row.id, given.reason))
    return Answer((f"{done.title}.",), {"number": row.number, "name": row.name, "reason": given.reason})


def revoking_offered(lost: Sequence[Unfounded], *, dry: bool = False) -> tuple[str, ...]:
    """Say whose certificate lost its ground by what was done and how it is revoked, or would lose it."""
    if dry:
        return lost_words(lost, would=True)
    return tuple(
        f"{words} If it is not to stand: aspire-desktop revoke {each.number} --reason TEXT"
        for each, words in zip(lost, lost_words(lost), strict=True)
    )
