"""The office's key, with which certificates and allotments are signed."""

from aspire_desktop.documents.seals import SealingKey, new_key, unwrap, wrap
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.signing import SigningKey
from aspire_desktop.storage.work import UnitOfWork


def signing_key(work: UnitOfWork) -> SealingKey:
    """Give the office's key, made when it is first needed and wrapped by the database's own."""
    if work.secret is None:
        raise RuleBroken(
            "This database has no key of its own, so it cannot keep the key with which it signs.",
            do="Ask an administrator to set the shared database's key in Settings.",
        )
    stored = work.all(SigningKey)
    if stored:
        return unwrap(stored[-1].wrapped, stored[-1].public, work.secret)
    key = new_key()
    work.add(SigningKey(key.public, wrap(key, work.secret)))
    return key
