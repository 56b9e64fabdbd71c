"""PAGES: every page of the dashboard, one line each, in the order of the menu. Two stand behind others and not in the menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.selection import Selection
from dashboard.views import actors, articles, copies, data, lexicon, method, outlets, overview, sentiment, timeline, topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page.

    Attributes:
        slug: Its word in the address.
        title, icon: Its name and icon in the menu.
        question: What it answers.
        render: The view that answers it.
        listed: Whether the menu shows it.
        filtered: Whether the filters count on it.
    """

    slug: str
    title: str
    icon: str
    question: str
    render: Callable[[Selection], None]
    listed: bool = True
    filtered: bool = True


PAGES: tuple[Page, ...] = (
    Page(slug="overview", title="Overview", icon=":material/newspaper:", question="What is in these articles?", render=overview.render),
    Page(slug="timeline", title="Timeline", icon=":material/timeline:", question="How does it change?", render=timeline.render),
    Page(slug="sentiment", title="Sentiment", icon=":material/contrast:", question="How does the coverage sound?", render=sentiment.render),
    Page(slug="topics", title="Topics", icon=":material/sell:", question="What is the coverage about?", render=topics.render),
    Page(slug="actors", title="Actors", icon=":material/groups:", question="Who is in the news?", render=actors.render),
    Page(slug="outlets", title="Outlets", icon=":material/news:", question="Who reports how?", render=outlets.render),
    Page(slug="articles", title="Articles", icon=":material/article:", question="What do the articles say?", render=articles.render),
    Page(slug="copies", title="Copies", icon=":material/content_copy:", question="Who reprinted what?", render=copies.render, listed=False),
    Page(
        slug="data", title="Data", icon=":material/upload_file:", question="Which articles are these?", render=data.render, filtered=False
    ),
    Page(
        slug="lexicon",
        title="Lexicon",
        icon=":material/spellcheck:",
        question="What is a word worth?",
        render=lexicon.render,
        filtered=False,
        listed=False,
    ),
    Page(
        slug="method",
        title="Method",
        icon=":material/menu_book:",
        question="How is each number made?",
        render=method.render,
        filtered=False,
    ),
)
