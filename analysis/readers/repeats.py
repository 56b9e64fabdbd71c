"""Rows whose every field stood in an earlier row of the same reading: counted once, and said so."""

from __future__ import annotations

import hashlib

from analysis.article import Article


class Repeats:
    """The articles seen so far, by what they hold."""

    def __init__(self) -> None:
        self._seen: dict[bytes, tuple[str | None, int | None]] = {}

    def earlier(self, article: Article) -> str | None:
        """Return where the same article stood before, None when it is new. It counts as seen from now on."""
        file, row = self._seen.setdefault(_digest(article), (article.source_file, article.source_row))
        return None if (file, row) == (article.source_file, article.source_row) else f"{file}, row {row}"


def _digest(article: Article) -> bytes:
    when = article.published_at.isoformat() if article.published_at else ""
    parts = (article.title or "", article.text or "", article.outlet or "", "\x1e".join(article.authors), when, article.url or "")
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).digest()
