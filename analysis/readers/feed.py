"""Feeds and other XML lists of articles: RSS, RDF and Atom. Entities are never expanded and nothing is fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from analysis import limits
from analysis.readers import columns, encoding, nitf, values
from analysis.readers.reader import NO_CONTENT, NOT_NEWS, UNREADABLE, Item, Note, Reader, Row, Source, rejected

_ROOTS: Final = (b"<rss", b"<feed", b"<rdf:rdf", b"<?xml")
_ITEMS: Final = frozenset(("item", "entry"))
_PREFIXES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
}
_BLOCKS: Final = frozenset(("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"))
# Children an element of an unknown kind of XML must have by name to be taken for an article.
_KNOWN_CHILDREN: Final = 2


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is XML that is no web page."""
    text = encoding.decode(head[:4096])[0].lstrip("\ufeff \t\r\n").lower().encode("utf-8", "replace")
    return text.startswith(_ROOTS) and b"<html" not in text and b"<!doctype html" not in text


def read(source: Source) -> Iterator[Item]:
    """Yield a row for each item of the feed."""
    from lxml import etree  # type: ignore[import-untyped]  # ships no type information

    # Entities stay unexpanded (no bombs), no file or address is opened, and libxml2's own limits on depth and size stay in force.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(source.bytes(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield rejected(source.name, None, UNREADABLE, f"Not valid XML ({error}).")
        return
    found = list(nitf.articles(root)) if root is not None else []
    if found:
        for article in found:
            empty = article.title is None and article.text is None
            yield rejected(source.name, article.source_row, NO_CONTENT, "Neither a headline nor a text.") if empty else article
        return
    items = _items(root) if root is not None else []
    if not items:
        yield rejected(source.name, None, NOT_NEWS, "XML without items, entries or articles.")
        return
    if parser.error_log.last_error is not None:
        yield Note(
            file=source.name, text=f"the XML is damaged in line {parser.error_log.last_error.line}; {len(items)} items could be read"
        )
    outlet = _feed_title(root)
    for number, item in enumerate(items, start=1):
        yield Row(number=number, values=_values(item, outlet))


def _items(root: Any) -> list[Any]:  # lxml has no type information
    found = [element for element in root.iter("{*}*") if _local(element) in _ITEMS]
    if found:
        return found
    # Some archive's own XML: the kind of element that most often has children named like fields of an article.
    kinds: Counter[str] = Counter()
    for element in root.iter("{*}*"):
        if sum(columns.is_known(_local(child)) for child in element) >= _KNOWN_CHILDREN:
            kinds[element.tag] += 1
    return list(root.iter(min(kinds, key=lambda tag: (-kinds[tag], tag)))) if kinds else []


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _name(element: Any) -> str:
    space, _, local = element.tag.rpartition("}")
    return _PREFIXES.get(space.lstrip("{"), "") + str(local)


def _feed_title(root: Any) -> str | None:
    for element in root.iter("{*}channel", "{*}feed"):
        for child in element:
            if _local(child) == "title":
                return values.line(_content(child))
    return None


def _content(element: Any) -> str:
    """Return the text of an element; of markup inside it (XHTML content) only the paragraphs are kept."""
    if len(element) == 0:
        return element.text or ""
    pieces = [element.text or ""]
    for part in element.iterdescendants():
        if _local(part) in _BLOCKS:
            pieces.append("\n\n")
        pieces += [part.text or "" if isinstance(part.tag, str) else "", part.tail or ""]
    return "".join(pieces)


def _values(item: Any, outlet: str | None) -> dict[str, object]:
    found: dict[str, object] = {}
    authors: list[str] = []
    for child in item:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        if name in ("author", "dc:creator"):
            authors.append(next((_content(part) for part in child if _local(part) == "name"), _content(child)))
        elif name == "link":
            if child.get("rel", "alternate") == "alternate":
                found.setdefault("link", child.get("href") or _content(child).strip())
        elif name == "source":
            found["source"] = next((_content(part) for part in child if _local(part) == "title"), _content(child))
        else:
            found.setdefault(name, _content(child))
    found["author"] = [author for author in authors if author.strip()]
    # Atom demands the time of the last change and makes that of publication optional.
    found.setdefault("published", next((found[name] for name in ("pubDate", "dc:date", "updated", "date") if found.get(name)), None))
    found["outlet"] = found.pop("source", None) or outlet
    return found


READER = Reader(
    name="feed",
    extensions=(".xml", ".rss", ".atom"),
    what="RSS, RDF, Atom, NITF and other XML lists of articles",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_WHOLE_FILE,
)
