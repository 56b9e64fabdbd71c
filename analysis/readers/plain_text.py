"""Plain text and Markdown: a file is one article, its first line the title when it reads like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis import limits
from analysis.article import Article
from analysis.readers import encoding, exports
from analysis.readers.reader import Decoded, Item, Note, Reader, Source

_MAX_TITLE = 150
_MAX_TITLE_WORDS = 25
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_SENTENCE_END = re.compile(r"[.…:;,](?:[\"'”’)]*)$")
_DATELINE = re.compile(
    r"^[A-Z][A-Z .,'/\-]{2,40}(?:\s*\([^)]{2,30}\))?(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?\s*(?:--|[–—-])\s|^\(?(?:Reuters|AP|AFP)\)"
)
# Bounded, so that a text of opening marks alone does not take for ever.
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((?:[^()]|\([^()]{0,300}\)){0,300}\)")
_MARKUP = re.compile(r"(?<![\w*])(\*\*|__|\*|_)(?=\S)(.{1,200}?)(?<=\S)\1(?![\w*])")


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is text. It is asked last, after every reader that knows a format."""
    return encoding.is_text(head)


def read(source: Source) -> Iterator[Item]:
    """Yield the one article of the file."""
    text, code = encoding.decode(source.bytes())
    yield Decoded(encoding=code.name)
    if code.name != "UTF-8":
        yield Note(file=source.name, text=f"read as {code.name}")
    if source.name.lower().endswith((".md", ".markdown")):
        text = _without_markdown(text)
    found = list(exports.articles(text))
    if found:
        yield from found
        return
    title, body = split_title(text)
    yield Article(title=title, text=body, source_row=1)


def split_title(text: str) -> tuple[str | None, str | None]:
    """Return (title, rest) of a text; no title when its first line is a sentence, a dateline, or not followed by a blank line.

    A title is one short line without a full stop, followed by a blank line.
    """
    stripped = text.strip("\ufeff \t\r\n")
    first, newline, rest = stripped.partition("\n")
    first = first.strip()
    markdown = _MARKDOWN_HEADING.match(first)
    if markdown and newline:
        return markdown.group(1), rest.strip() or None
    followed_by_blank = newline and (not rest or rest.partition("\n")[0].strip() == "")
    short = 0 < len(first) <= _MAX_TITLE and len(first.split()) <= _MAX_TITLE_WORDS
    if followed_by_blank and rest.strip() and short and not _SENTENCE_END.search(first) and not _DATELINE.match(first):
        return first, rest.strip()
    return None, stripped or None


def _without_markdown(text: str) -> str:
    lines = (_MARKDOWN_HEADING.sub(r"\1", line) if number else line for number, line in enumerate(text.strip().split("\n")))
    return _MARKUP.sub(r"\2", _LINK.sub(r"\1", "\n".join(lines)))


READER = Reader(
    name="plain text",
    extensions=(".txt", ".md", ".text"),
    what="one article a file, or a ProQuest, Nexis or Factiva export of many",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_ARTICLE_FILE,
)
