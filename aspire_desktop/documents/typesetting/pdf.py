"""The file format PDF 1.7, as far as certificates need it: objects, streams and the table of them."""

import hashlib
import zlib


class PdfFile:
    """A PDF file in the making. The same objects in the same order give the same bytes."""

    def __init__(self) -> None:
        self._data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._offsets: list[int] = []

    def copy(self) -> "PdfFile":
        """Give another file that begins with the same objects."""
        twin = PdfFile()
        twin._data, twin._offsets = self._data[:], self._offsets[:]
        return twin

    def reserve(self) -> int:
        """Take an object number whose body is put later."""
        self._offsets.append(0)
        return len(self._offsets)

    def put(self, number: int, body: bytes) -> None:
        """Write the body of a reserved object."""
        self._offsets[number - 1] = len(self._data)
        self._data += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def add(self, body: bytes) -> int:
        """Write an object and give its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, entries: bytes, data: bytes) -> int:
        """Write a compressed stream with these entries in its dictionary."""
        return self.packed_stream(entries, packed(data))

    def packed_stream(self, entries: bytes, data: bytes) -> int:
        """Write a stream whose data are packed already."""
        return self.plain_stream(entries + b"/Filter/FlateDecode", data)

    def plain_stream(self, entries: bytes, data: bytes) -> int:
        """Write a stream whose data stand as they are, readable by programs that do not know PDF."""
        return self.add(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data))

    def close(self, catalogue: int, info: int) -> bytes:
        """Write the table and give the whole file; its identity is the digest of what it holds."""
        identity = hashlib.sha256(self._data).hexdigest()[:32].encode()
        table = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets)
        count, start = len(self._offsets) + 1, len(self._data)
        return bytes(self._data) + (
            b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n"
            b"<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, table, count, catalogue, info, identity, identity, start)
        )


def packed(data: bytes) -> bytes:
    """Pack data as streams are packed."""
    return zlib.compress(data, 9)


def text_string(text: str) -> bytes:
    """Write text that people read, such as a title, in UTF-16."""
    return b"<FEFF%b>" % text.encode("utf-16-be").hex().upper().encode()


def escaped(data: bytes) -> bytes:
    """Write bytes as a literal string."""
    marked = data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    return b"(%b)" % marked
