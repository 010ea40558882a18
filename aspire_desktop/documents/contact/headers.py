"""Headers of mail as they are sent (RFC 2047, RFC 5322): any language, any length, and every space as it was.

Python's own way of breaking headers into lines loses or adds spaces between words with accents, and may
encode the comma between two addresses, so that the second of them is lost. Here a text or a name is encoded
whole, and addresses stand apart.
"""

from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from email.utils import formataddr

_LONGEST_LINE = 75


class HeaderPolicy(EmailPolicy):
    """Python's policy for mail that is sent, with headers of our own writing."""

    def fold_binary(self, name: str, value: object) -> bytes:
        """Write a header line, broken where it is long."""
        if name.lower() == "subject":
            return self._line(name, _encoded(name, str(value)))
        addresses = getattr(value, "addresses", None)
        if addresses:
            return self._line(name, f",{self.linesep} ".join(map(_address, addresses)))
        return super().fold_binary(name, value)  # type: ignore[arg-type]

    def _line(self, name: str, words: str) -> bytes:
        return f"{name}: {words}{self.linesep}".encode("ascii")


def _encoded(name: str, text: str) -> str:
    plain = text.isascii() and "=?" not in text
    charset = "us-ascii" if plain else "utf-8"
    return Header(text, charset, _LONGEST_LINE, name).encode(linesep="\r\n")


def _address(address: Address) -> str:
    name = address.display_name
    if name.isascii() and "=?" not in name:
        return formataddr((name, address.addr_spec))
    return f"{_encoded('To', name)} <{address.addr_spec}>"
