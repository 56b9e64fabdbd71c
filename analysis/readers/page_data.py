"""What a web page says about itself: JSON-LD records, meta elements and visible marks, to title, authors, time, outlet and address."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from analysis import dates
from analysis.readers import values

Record = Mapping[str, Any]

# schema.org types of an article; every one of them ends in one of these words (NewsArticle, ReportageNewsArticle, LiveBlogPosting ...).
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review)$")
_SUFFIX = re.compile(r"\s+[|•·*»:–—-]+\s+")
_ADDRESS = re.compile(r"^https?://|^@|/")
_TIME_NAMES: Final = (
    *(
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "article:published",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
    ),
    *(
        "publishdate",
        "publish-date",
        "publication_date",
        "date.publication",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "date",
    ),
    *(
        "article.published",
        "cxenseparse:recs:publishtime",
        "bt:pubdate",
        "og:pubdate",
        "rnews:datepublished",
        "dc.date.created",
        "published_time",
    ),
    *("publishedtime", "created", "pub_date", "cse_article_published_timestamp", "published-date", "published_at", "og:published_time"),
)
_AUTHOR_NAMES: Final = (
    *("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "article.author", "authors"),
    *("cxenseparse:author", "mediator_author", "article:author_name", "og:article:author", "twitter:creator_name"),
)
_SECTIONS: Final = frozenset(
    (
        "news",
        "world",
        "worldnews",
        "politics",
        "politicsnews",
        "business",
        "national",
        "sport",
        "sports",
        "opinion",
        "us",
        "uk",
        "usnews",
        "uknews",
        "video",
        "local",
    )
)
_ROLE_ONLY = re.compile(r"^(?:[a-z]+\s){0,3}(?:editor|correspondent|reporter|writer|contributor|columnist|producer)$", re.IGNORECASE)
_ROLE = re.compile(
    r",?\s+(?:(?:senior|chief|political|science|health|business|sports?|deputy|foreign|news|world|royal|crime|education|environment|economics|technology)\s+)*"
    r"(?:editor|correspondent|reporter|writer|staff|contributor|columnist|producer)\b.*$|\s+(?:for|in)\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+)*$"
)


def _words(text: str) -> str:
    """Return text for comparing headlines: letters and digits only."""
    return "".join(character for character in text.casefold() if character.isalnum())


@dataclass(frozen=True, kw_only=True)
class PageData:
    """The parts of a page that speak about it.

    Attributes:
        records: Its JSON-LD records, without nesting.
        metas: Meta elements: name or property, in lower case -> contents in order.
        headings: Its visible main headings.
        browser_title: What the browser shows as its title.
        times: `datetime` values of visible times, in order.
        bylines: Visible names of authors.
        links: Canonical addresses.
    """

    records: Sequence[Record]
    metas: Mapping[str, Sequence[str]]
    headings: Sequence[str]
    browser_title: str | None
    times: Sequence[str]
    bylines: Sequence[str]
    links: Sequence[str]

    @cached_property
    def article(self) -> Record:
        """The record of the article itself; of several the one whose headline the page shows, else the first; empty when there is none."""
        found = [record for record in self.records if _is_article(record)]
        shown = {_words(heading) for heading in (*self.headings, self.meta("og:title") or "")}
        agreeing = [record for record in found if _words(_string(record.get("headline")) or "") in shown]
        return next(iter(agreeing or found), {})

    def meta(self, *names: str) -> str | None:
        """Return the first filled content under these names."""
        return next((content for name in names for content in self.metas.get(name, ()) if content), None)

    @cached_property
    def url(self) -> str | None:
        """The address of the page."""
        of_record = self.article.get("mainEntityOfPage")
        of_record = of_record.get("@id") if isinstance(of_record, dict) else of_record
        candidates = (*self.links, self.meta("og:url") or "", of_record, self.article.get("url"))
        return next((str(url) for url in candidates if isinstance(url, str) and url.startswith(("http://", "https://"))), None)

    @cached_property
    def outlet(self) -> str | None:
        """Who published it: the name that goes with the address, else the first that the page gives."""
        publisher = self.article.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        publisher = self._resolved(publisher) if isinstance(publisher, dict) else publisher
        named = publisher.get("name") if isinstance(publisher, dict) else publisher
        names = [
            values.outlet(name)
            for name in (self.meta("og:site_name"), named, self.meta("application-name", "apple-mobile-web-app-title", "dc.publisher"))
        ]
        filled = [name for name in names if name and len(name) <= 60]
        host = _words((values.host(self.url) if self.url else None) or "")
        return next(
            (name for name in filled if host and (_words(name) in host or _words(name.removeprefix("The ")) in host)),
            next(iter(filled), None),
        )

    @cached_property
    def title(self) -> str | None:
        """The headline, without the outlet's name.

        The article's own record has it; where both networks are told another one, which stands nowhere else, that is the one in use.
        """
        record = self._without_outlet(_string(self.article.get("headline")))
        shared = self._without_outlet(self.meta("og:title"))
        tweeted = self._without_outlet(self.meta("twitter:title", "parsely-title"))
        heading = next((heading for heading in self.headings if heading), None)
        browser = self._without_outlet(self.browser_title)
        agreed = shared and tweeted and _words(shared) == _words(tweeted)
        elsewhere = {_words(other) for other in (record, heading, browser) if other}
        if agreed and shared and _words(shared) not in elsewhere:
            return shared
        return record or shared or tweeted or heading or browser

    def _without_outlet(self, title: str | None) -> str | None:
        """Return a title without what sites hang on it: their name and what follows it, their section."""
        if not title:
            return None
        outlets = {_words(name) for name in (self.outlet, values.host(self.url) if self.url else None) if name}
        pieces = list(_SUFFIX.finditer(title))
        ends = [*(piece.start() for piece in pieces[1:]), len(title)]
        cut = title.strip()
        for piece, end in zip(pieces, ends, strict=False):
            head, part = title[: piece.start()].strip(), _words(title[piece.end() : end])
            if any(_words(head) == _words(heading) for heading in self.headings):
                return head
            if head and any(part == name or (len(part) > 3 and (part in name or name in part)) for name in outlets):
                cut = head
                break
        last = list(_SUFFIX.finditer(cut))
        return cut[: last[-1].start()].strip() if last and _words(cut[last[-1].end() :]) in _SECTIONS else cut

    @cached_property
    def published_at(self) -> datetime | None:
        """The time of publication, from the article's record, then the meta elements, then the page."""
        of_records = (
            record.get(key)
            for record in (self.article, *self.records)
            for key in ("datePublished", "dateCreated", "uploadDate")
            if not _is_other(record)
        )
        of_metas = (content for name in _TIME_NAMES for content in self.metas.get(name, ()))
        for value in (*of_records, *of_metas, *self.times):
            found = dates.parse_one(value)
            if found is not None:
                return found
        return None

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors, from the article's record, then the meta elements, then the visible byline."""
        given = self.article.get("author") or self.article.get("creator")
        people = given if isinstance(given, list) else [given]
        names = [name for person in people for name in self._names(person)]
        names = names or next(
            (found for key in _AUTHOR_NAMES if (found := [name for each in self.metas.get(key, ()) for name in _cleaned(each)])), []
        )
        return tuple(dict.fromkeys(names or [name for byline in self.bylines for name in _cleaned(byline)]))

    def _names(self, person: object) -> list[str]:
        if isinstance(person, dict):
            full = self._resolved(person)
            return [name for name in (full.get("name"), full.get("byline")) if name for name in self._names(name)]
        if isinstance(person, list):
            return [name for each in person for name in self._names(each)]
        return _cleaned(person) if isinstance(person, str) else []

    def _resolved(self, record: Record) -> Record:
        """Return the full record that a short one points to."""
        if record.get("name") or not record.get("@id"):
            return record
        return next((other for other in self.records if other.get("@id") == record["@id"] and other.get("name")), record)

    @property
    def body(self) -> str | None:
        """The text, where the article's record holds it."""
        return values.text(self.article.get("articleBody"))


def _types(record: Record) -> list[str]:
    kinds = record.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _is_article(record: Record) -> bool:
    return any(_ARTICLE_TYPE.search(kind) for kind in _types(record)) and bool(
        record.get("headline") or record.get("datePublished") or record.get("articleBody")
    )


def _is_other(record: Record) -> bool:
    """Whether a record with a date is about something else on the page."""
    return not any(_ARTICLE_TYPE.search(kind) or kind == "WebPage" for kind in _types(record))


def _string(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return values.line(html.unescape(value)) if isinstance(value, str) else None


def _cleaned(byline: str) -> list[str]:
    given = [name for name in values.authors(html.unescape(byline)) if not _ADDRESS.search(name)]
    people = [name for name in given if not _ROLE_ONLY.match(name)] or given
    names = (_without_role(name) for name in people)
    return [name for name in names if len(name) > 1 and not name.startswith("(")]


def _without_role(name: str) -> str:
    """Return a name without what its bearer is; "Guardian staff reporter" is all there is of a name."""
    person = _ROLE.sub("", name).strip(" ,")
    return person if " " in person else name
