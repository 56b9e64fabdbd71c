"""Word documents (DOCX): one article, or the many of an archive's export. Only the document's text is read; entities are never expanded."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any, Final

from analysis import dates, limits
from analysis.article import Article
from analysis.readers import archive, exports, plain_text, values
from analysis.readers.reader import UNREADABLE, Item, Reader, Source, rejected

_MAIN: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE: Final = "docProps/core.xml"


def accepts(head: bytes, name: str) -> bool:
    """Return whether this is a Word document: a ZIP with a folder word."""
    return head.startswith(b"PK\x03\x04") and ((b"[Content_Types].xml" in head and b"word/" in head) or name.lower().endswith(".docx"))


def read(source: Source) -> Iterator[Item]:
    """Yield the article or articles of the document."""
    problem = archive.check(source)
    if problem is not None:
        yield problem
        return
    with source.open() as stream, zipfile.ZipFile(stream) as parts:
        try:
            body = parts.read("word/document.xml")
        except KeyError:
            yield rejected(source.name, None, UNREADABLE, "The document has no text part.")
            return
        core = parts.read(_CORE) if _CORE in parts.namelist() else None
    text = "\n\n".join(_paragraphs(_parsed(body)))
    found = list(exports.articles(text))
    if found:
        yield from found
        return
    title, rest = plain_text.split_title(text)
    about = _about(core)
    yield Article(
        title=title or about.get("title"),
        text=rest,
        authors=values.authors(about.get("creator")),
        published_at=dates.parse_one(about.get("created")),
        source_row=1,
    )


def _parsed(content: bytes) -> Any:  # lxml has no type information
    from lxml import etree  # type: ignore[import-untyped]  # ships no type information

    return etree.fromstring(
        content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    )


def _paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{_MAIN}p") if root is not None else ():
        pieces = []
        for element in paragraph.iter(f"{_MAIN}t", f"{_MAIN}br", f"{_MAIN}cr", f"{_MAIN}tab"):
            kind = element.tag.removeprefix(_MAIN)
            pieces.append((element.text or "") if kind == "t" else " " if kind == "tab" else "\n")
        yield "".join(pieces).strip()


def _about(core: bytes | None) -> dict[str, str]:
    root = _parsed(core) if core else None
    return (
        {element.tag.rpartition("}")[2]: element.text for element in root.iter("{*}*") if element.text and isinstance(element.tag, str)}
        if root is not None
        else {}
    )


READER = Reader(
    name="Word",
    extensions=(".docx",),
    what="one article, or a Nexis or Factiva export of many",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_WHOLE_FILE,
)
