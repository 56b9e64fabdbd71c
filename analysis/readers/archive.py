"""ZIP and GZIP: the files inside are read each by its own format. Bytes are counted while unpacking, whatever the archive claims."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from analysis import limits
from analysis.article import RejectedRow
from analysis.readers.files import clean_name, is_hidden
from analysis.readers.reader import EMPTY_FILE, TOO_LARGE, UNREADABLE, Allowance, Item, Reader, Source, megabytes, memory_source, rejected

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b\x08"
_CHUNK = 1 << 20
_ENCRYPTED = 0x1  # general purpose bit 0 of the ZIP specification (APPNOTE 4.4.4)
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError)


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is an archive."""
    return head.startswith((*_ZIP, _GZIP))


def unpack(source: Source) -> Iterator[Source | RejectedRow]:
    """Yield the files of an archive, and a rejected row for each that cannot or must not be unpacked."""
    if source.depth >= limits.MAX_ARCHIVE_DEPTH:
        yield rejected(source.name, None, TOO_LARGE, f"Archives are opened {limits.MAX_ARCHIVE_DEPTH} deep; unpack this one yourself.")
        return
    allowance = source.allowance or Allowance(limits.MAX_ARCHIVE_TOTAL)
    if source.head().startswith(_GZIP):
        yield from _unzipped(source, allowance)
    else:
        yield from _members(source, allowance)


def _unzipped(source: Source, allowance: Allowance) -> Iterator[Source | RejectedRow]:
    inner = source.name.removesuffix(".gz")
    with source.open() as packed, gzip.GzipFile(fileobj=packed) as stream:
        yield _inflated(stream, source.size, inner if inner != source.name else f"{source.name}/content", source.depth, allowance)


def _members(source: Source, allowance: Allowance) -> Iterator[Source | RejectedRow]:
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGE as error:
            yield rejected(source.name, None, UNREADABLE, f"The archive is damaged or cut off ({error}).")
            return
        infos = [info for info in archive.infolist() if not info.filename.endswith("/") and not _is_skipped(info.filename)]
        if len(infos) > limits.MAX_ARCHIVE_MEMBERS:
            yield rejected(source.name, None, TOO_LARGE, f"{len(infos):,} files; at most {limits.MAX_ARCHIVE_MEMBERS:,} are read.")
            return
        if not infos:
            yield rejected(source.name, None, EMPTY_FILE, "There is no file in this archive.")
        for info in sorted(infos, key=lambda info: info.filename):
            name = f"{source.name}/{_inner_name(info.filename)}"
            if info.flag_bits & _ENCRYPTED:
                yield rejected(name, None, UNREADABLE, "The file is encrypted; unpack it with its password first.")
                continue
            if allowance.left <= 0:
                yield rejected(name, None, TOO_LARGE, f"The archive unpacks to more than {megabytes(limits.MAX_ARCHIVE_TOTAL)}.")
                continue
            try:
                member = archive.open(info)
            except DAMAGE as error:
                yield rejected(name, None, UNREADABLE, f"The file cannot be unpacked ({error}).")
                continue
            with member:
                yield _inflated(member, info.compress_size, name, source.depth, allowance)


def _inflated(stream: IO[bytes] | gzip.GzipFile, packed: int, name: str, depth: int, allowance: Allowance) -> Source | RejectedRow:
    """Unpack one file as far as the limits go."""
    data = bytearray()
    while True:
        try:
            chunk = stream.read(_CHUNK)
        except DAMAGE as error:
            return rejected(name, None, UNREADABLE, f"The file is damaged or cut off ({error}).")
        if not chunk:
            return memory_source(bytes(data), name, depth=depth + 1, allowance=allowance)
        data += chunk
        if len(data) > limits.MAX_ARCHIVE_MEMBER:
            return rejected(name, None, TOO_LARGE, f"The file unpacks to more than {megabytes(limits.MAX_ARCHIVE_MEMBER)}.")
        if len(data) > limits.RATIO_FREE_BYTES and len(data) > limits.MAX_ARCHIVE_RATIO * max(1, packed):
            return rejected(
                name, None, TOO_LARGE, f"The file unpacks to more than {limits.MAX_ARCHIVE_RATIO} times its size: no text does."
            )
        if not allowance.spend(len(chunk)):
            return rejected(name, None, TOO_LARGE, f"The archive unpacks to more than {megabytes(limits.MAX_ARCHIVE_TOTAL)}.")


def check(source: Source) -> RejectedRow | None:
    """Unpack a document that is itself a ZIP (a workbook, a text document) to nowhere; the reason when it is a bomb or damaged."""
    allowance = Allowance(limits.MAX_ARCHIVE_TOTAL)
    for member in _members(source, allowance):
        if isinstance(member, RejectedRow):
            return rejected(source.name, None, member.reason, member.detail)
    return None


def _is_skipped(filename: str) -> bool:
    return any(is_hidden(part) for part in PurePosixPath(filename.replace("\\", "/")).parts if part != "..")


def _inner_name(filename: str) -> str:
    """Return a member's name without steps out of the archive; it is only shown, never written to."""
    parts = PurePosixPath(clean_name(filename.replace("\\", "/"))).parts
    return "/".join(part for part in parts if part not in ("..", ".", "/")) or "file"


def read(_source: Source) -> Iterator[Item]:
    """Yield nothing: what is inside is read by its own reader."""
    return iter(())


READER = Reader(
    name="ZIP",
    extensions=(".zip", ".gz"),
    what="any of the other formats, packed; folders inside too",
    accepts=accepts,
    read=read,
    unpack=unpack,
)
