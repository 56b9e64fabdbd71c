"""The one record that readers make and every later stage shares. It knows nothing of files, scores or storage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as it was read, before or after cleaning.

    Missing values are None (authors: an empty tuple), never an empty string.

    Attributes:
        title: Headline.
        text: Body; paragraphs are separated by a blank line.
        outlet: Who published it.
        authors: Names of the authors in the order given.
        published_at: Time of publication, timezone-aware; UTC after reading.
        url: Address it was published at. Never fetched.
        source_file: Name of the file it was read from, for people (no absolute path).
        source_row: Number of the record in that file, from 1.
        dated_by: Where the date was found when no field gave one: "dateline" in the text, or the "address"; else None. It is no part
            of the article's id.
    """

    title: str | None = None
    text: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    url: str | None = None
    source_file: str | None = None
    source_row: int | None = None
    dated_by: Literal["dateline", "address"] | None = None

    @property
    def article_id(self) -> str:
        """Sixteen hex digits of the content: the same article has the same id in every file and on every machine."""
        when = self.published_at.isoformat() if self.published_at else ""
        parts = (self.title or "", self.text or "", self.outlet or "", "\x1e".join(self.authors), when, self.url or "")
        return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """An input row that was not kept, and why.

    Attributes:
        file: Name of the file.
        row: Number of the record in that file, from 1; None when the whole file could not be read.
        reason: One of the few fixed reasons, in plain words ("no text or title", "not a news file").
        detail: What was found there, for the analyst who repairs the file; never more than a line.
        content: The record as it was found: a JSON object {column: value}, or the raw text of a record that could not be taken apart;
            None for a whole file, and for a record beyond `limits.MAX_KEPT_RECORD`.
    """

    file: str
    row: int | None
    reason: str
    detail: str
    content: str | None = None

    def __str__(self) -> str:
        """Return file, row, reason and detail as one sentence."""
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}: {self.reason}" + (f" ({self.detail})" if self.detail else "")
