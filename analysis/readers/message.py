"""Mail messages (EML) and web archives (MHTML): one article, from the text or the page inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from analysis import dates, limits
from analysis.article import Article
from analysis.readers import apart, values, web_page
from analysis.readers.reader import NO_CONTENT, TOO_LARGE, UNREADABLE, Item, Reader, Source, rejected

_HEADERS = re.compile(rb"^(?:From|MIME-Version|Return-Path|Received|Delivered-To|Message-ID|Date|Subject|X-[\w-]+)\s*:", re.IGNORECASE)
_BODY = re.compile(rb"^(?:MIME-Version|Content-Type|Message-ID|Received)\s*:", re.IGNORECASE | re.MULTILINE)


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this begins with the headers of a message."""
    return _HEADERS.match(head) is not None and _BODY.search(head[:8192].partition(b"\n\n")[0]) is not None


def read(source: Source) -> Iterator[Item]:
    """Yield the article of the message."""
    data = source.bytes()
    try:
        found = apart.result("analysis.readers.message:found", data, seconds=limits.MAX_PAGE_SECONDS, memory=limits.MAX_APART_MEMORY)
    except apart.TooSlowError:
        yield rejected(source.name, None, TOO_LARGE, f"The message could not be read in {limits.MAX_PAGE_SECONDS} seconds.")
        return
    except apart.ApartError as error:
        yield rejected(source.name, None, UNREADABLE, f"The message is damaged, or needs too much memory ({error}).")
        return
    yield found or rejected(source.name, None, NO_CONTENT, "The message holds neither a subject nor a text.")


def found(data: bytes) -> Article | None:
    """Return the article of a message; None when it has neither a subject nor a text."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    page = _part(message, "text/html")
    plain = _part(message, "text/plain")
    article = web_page.read(_content(page)) if page is not None else Article(source_row=1)
    if plain is not None:
        article = replace(article, text=values.text(_content(plain).decode("utf-8", errors="replace")) or article.text)
    subject = values.line(message.get("Subject"))
    if subject is None and article.title is None and article.text is None:
        return None
    sender = parseaddr(str(message.get("From", "")))[0]
    return replace(
        article,
        title=article.title if message.get("Snapshot-Content-Location") else subject or article.title,
        outlet=article.outlet or (sender if not sender.startswith("<") else "") or None,
        published_at=article.published_at or dates.parse_one(str(message.get("Date", ""))),
        url=article.url or values.url(message.get("Snapshot-Content-Location")),
    )


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    return next((part for part in message.walk() if part.get_content_type() == kind and not part.is_attachment()), None)


def _content(part: EmailMessage) -> bytes:
    """Return the bytes of a part as UTF-8."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8", errors="replace").encode("utf-8", "replace")
    except LookupError:
        return data


READER = Reader(
    name="message",
    extensions=(".eml", ".mht", ".mhtml"),
    what="one article a mail message or web archive",
    accepts=accepts,
    read=read,
    max_bytes=limits.MAX_ARTICLE_FILE,
)
