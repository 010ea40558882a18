"""The office's key, with which certificates and allotments are signed."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class SigningKey:
    """A pair of Ed25519 keys; the private one is wrapped by the database's own key."""

    id: int = field(init=False)
    public: str
    """32 bytes in hexadecimal."""
    wrapped: str
    """The encrypted private key in hexadecimal."""
