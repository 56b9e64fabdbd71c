"""Bytes to text for every reader: byte order marks, UTF-16 without one, and files that mix UTF-8 with an older encoding."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass
from typing import BinaryIO

from analysis import limits

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text in UTF-16 without a mark has a NUL in nearly every other byte; other text has next to none.
_UTF16_NUL_SHARE = 0.3
_UTF16_BYTES = 20  # fewer bytes show no pattern
# Beyond one NUL in 100 bytes a file is binary; below it, NULs are damage inside text.
_BINARY_NUL_SHARE = 0.01
# Text without any other control character may hold more of them: fields of a fixed width are filled up with NULs.
_PADDING_NUL_SHARE = 0.2
# Control characters that text never holds. A damaged text has a few, a binary file many.
_BINARY_CONTROL_SHARE = 0.05
# Below this share of non-ASCII bytes the text is Latin with accents; above it, another script in an older encoding.
_OTHER_SCRIPT_SHARE = 0.25
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b\x1a")
_SIGNATURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\x7fELF",
    b"MZ\x90",
    b"PAR1",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
)
_META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)

# Windows-1252 leaves five bytes without a meaning; they are read as ISO 8859-1 reads them, and cleaning removes them.
_LATIN = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256)}


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(_LATIN[byte] for byte in error.object[error.start : error.end]), error.end


codecs.register_error("dateline-windows-1252", _as_windows_1252)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How to decode a file: a codec, what it does with bytes it cannot read, and its name for people."""

    codec: str
    errors: str
    name: str


UTF_8 = Encoding(codec="utf-8", errors="dateline-windows-1252", name="UTF-8")


def is_text(head: bytes) -> bool:
    """Return whether the first bytes of a file are text in some encoding, not binary data."""
    if head.startswith(_SIGNATURES):
        return False
    if any(head.startswith(mark) for mark, _ in _MARKS) or _utf16_order(head):
        return True
    if not head:
        return False
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    nuls = head.count(0)
    most = _BINARY_NUL_SHARE if controls > nuls else _PADDING_NUL_SHARE
    return nuls <= most * len(head) and controls - nuls <= _BINARY_CONTROL_SHARE * len(head)


def guess(head: bytes) -> Encoding:
    """Return the encoding of a file from its first bytes.

    UTF-8 is assumed unless something speaks against it; bytes that are no UTF-8 are then read as Windows-1252 one by one, so that a file
    which mixes both is read whole.
    """
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec=codec, errors="replace" if codec != "utf-8-sig" else UTF_8.errors, name=codec.upper().replace("-SIG", ""))
    order = _utf16_order(head)
    if order:
        return Encoding(codec=order, errors="replace", name="UTF-16")
    if _is_utf8(head):
        return UTF_8
    high = sum(byte > 127 for byte in head)
    if high > _OTHER_SCRIPT_SHARE * len(head):
        return _by_statistics(head)
    # Valid UTF-8 sequences beside invalid bytes mean a mix; otherwise the whole file is the older encoding.
    mixed = re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", head) is not None
    return Encoding(codec="utf-8", errors=UTF_8.errors, name="UTF-8 mixed with Windows-1252" if mixed else "Windows-1252")


def decode(data: bytes) -> tuple[str, Encoding]:
    """Return a whole file as text, with line ends made one, and the encoding that was used."""
    encoding = guess(data)
    text = data.decode(encoding.codec, errors=encoding.errors)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), encoding


def decode_page(data: bytes) -> str:
    """Return a web page as text: as UTF-8 where it is valid, else in the character set that it names, else as other files are read."""
    head = data[: limits.HEAD_BYTES]
    named = declared(head)
    if named and named != "utf-8" and not head.startswith(codecs.BOM_UTF8) and not _utf16_order(head) and not _is_utf8(data):
        return data.decode(named, errors="replace")
    return decode(data)[0]


def open_text(stream: BinaryIO, encoding: Encoding, *, newline: str | None = None) -> io.TextIOWrapper:
    """Return a text stream over a binary one."""
    return io.TextIOWrapper(stream, encoding=encoding.codec, errors=encoding.errors, newline=newline)


def declared(head: bytes) -> str | None:
    """Return the character set that a web page names in its first bytes, when Python knows it."""
    found = _META_CHARSET.search(head[:4096])
    if not found:
        return None
    try:
        return codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None


def _is_utf8(head: bytes) -> bool:
    # The head may end inside a character, so the last three bytes prove nothing.
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_order(head: bytes) -> str | None:
    sample = head[:2000]
    if len(sample) < _UTF16_BYTES:
        return None
    half = len(sample) / 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > _UTF16_NUL_SHARE * half and even <= 0.02 * half:
        return "utf-16-le"
    if even > _UTF16_NUL_SHARE * half and odd <= 0.02 * half:
        return "utf-16-be"
    return None


def _by_statistics(head: bytes) -> Encoding:
    from charset_normalizer import from_bytes

    best = from_bytes(head[:20_000]).best()
    if best is None:
        return Encoding(codec="cp1252", errors="replace", name="Windows-1252")
    return Encoding(codec=best.encoding, errors="replace", name=best.encoding.replace("_", "-").upper())
