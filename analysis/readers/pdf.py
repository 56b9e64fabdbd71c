"""PDF: one article, read in a process of its own with limits on time and memory, because a PDF can be made never to end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from analysis import dates, limits
from analysis.article import Article
from analysis.readers import exports, pdf_text, plain_text, values
from analysis.readers.reader import NO_CONTENT, TOO_LARGE, UNREADABLE, Item, Reader, Source, rejected


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is a PDF; the mark may stand a little after the start."""
    return b"%PDF-" in head[:1024]


def read(source: Source) -> Iterator[Item]:
    """Yield the article of the document."""
    command = [sys.executable, "-I", pdf_text.__file__, str(limits.MAX_PDF_MEMORY)]
    try:
        done = subprocess.run(command, input=source.bytes(), capture_output=True, timeout=limits.MAX_PDF_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        yield rejected(source.name, None, TOO_LARGE, f"The PDF could not be read in {limits.MAX_PDF_SECONDS} seconds.")
        return
    if done.returncode != 0:
        yield rejected(source.name, None, UNREADABLE, "The PDF is damaged, encrypted, or needs too much memory.")
        return
    found = json.loads(done.stdout)
    text = str(found["text"])
    if not text.strip():
        yield rejected(source.name, None, NO_CONTENT, "The PDF holds no text, perhaps only pictures of pages.")
        return
    many = list(exports.articles(text))
    if many:
        yield from many
        return
    title, rest = plain_text.split_title(text)
    yield Article(
        title=title or values.line(found["title"]),
        text=rest,
        authors=values.authors(found["author"]),
        published_at=dates.parse_one(found["created"]),
        source_row=1,
    )


READER = Reader(
    name="PDF",
    extensions=(".pdf",),
    what="one article a file, when it holds text and not pictures",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_ARTICLE_FILE,
)
