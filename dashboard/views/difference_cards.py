"""Cards that set two slices against each other: tone, topics, actors, and the articles of both behind a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.measures import Options, differences
from analysis.noise import FEWEST
from analysis.slice import Slice
from dashboard import charts, components, links, loading, theme
from dashboard.components import Card
from dashboard.selection import Selection

ROWS = 12  # topics or actors drawn; all of them are in the table
_LISTED = 6  # articles of each slice that are seen at once in the list behind a row
_TITLED = {"topic": 1, "actor": 2}  # that a title names for one direction; names of topics are long
_LABEL = 24  # characters of a slice's name in a chart; longer ones are told by letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two slices that are compared.

    Attributes:
        a, b: The slices.
        a_name, b_name: What they are called.
    """

    a: Slice
    b: Slice
    a_name: str
    b_name: str


def rows_of(selection: Selection, pair: Pair) -> pd.DataFrame:
    """Return the rows of the measure ``differences`` for a pair."""
    return loading.rows(selection.folder, selection.version, "differences", pair.a, Options(versus=pair.b))


def counted(rows: pd.DataFrame, id_: str) -> tuple[int, int]:
    """Return a count of articles in both slices: compared, both, english or copies."""
    found = rows[(rows["kind"] == "articles") & (rows["id"] == id_)]
    return int(found["a_n"].sum()), int(found["b_n"].sum())


def tone(rows: pd.DataFrame, a: str, b: str) -> str:
    """Return a sentence on the tone of two slices and whether it differs beyond noise, in Markdown.

    Args:
        rows: Rows of the measure ``differences``.
        a, b: What the slices are called within a sentence, in Markdown.
    """
    row = rows[rows["kind"] == "sentiment"].iloc[0]
    if pd.isna(row["low"]):
        return f"Too few articles are scored to compare the tone of {a} with that of {b}."
    first, second, apart = theme.apart(row["a"], row["b"])
    both = f"{first} against {second}"
    span = f"{theme.signed(row['low'])} to {theme.signed(row['high'])}"
    if not row["exceeds"]:
        return f"The tone of {a} does not differ from that of {b} by more than noise explains ({both}; difference {span})."
    word = "negative" if row["difference"] < 0 else "positive"
    return f"{a[:1].upper()}{a[1:]} is more {word} than {b}: {both}; the difference, {apart} ({span}), exceeds noise."


def means(selection: Selection, pair: Pair, *, key: str) -> Card:
    """Return the card of what both slices are on average: tone, negative sentences, length."""
    rows = rows_of(selection, pair)
    a, b = labels(pair)
    row = rows[rows["kind"] == "sentiment"].iloc[0]
    title = (
        "Tone and length of both"
        if pd.isna(row["low"])
        else "The tone differs"
        if row["exceeds"]
        else "The tone does not differ beyond noise"
    )
    return _card(
        selection, pair, rows, key=f"{key}-means", title=title,
        measured=f"Means over articles with their 95 % intervals; {selection.words}; {_n(rows, pair, 'sentiment')}",
        reading=f"Filled dots: the two differ by more than noise explains; hollow: within noise. Dots of fewer than {theme.THIN} articles are faint. "
        "Click a dot for the articles of both.",
        figure=charts.differences.means(rows, a=a, b=b), alt=f"Dots of mean sentiment, share of negative sentences and words an article of {a} and of {b}.",
        least_width=640,
    )  # fmt: skip


def topics(selection: Selection, pair: Pair, *, key: str) -> Card:
    """Return the card of the topics that one slice has more of."""
    return _shares(selection, pair, key=f"{key}-topics", kind="topic", measured="Difference of the shares of articles about a topic")


def actors(selection: Selection, pair: Pair, *, key: str) -> Card:
    """Return the card of the actors that one slice names more often."""
    return _shares(
        selection, pair, key=f"{key}-actors", kind="actor", measured="Difference of the shares of articles that mention an actor"
    )


def _shares(selection: Selection, pair: Pair, *, key: str, kind: str, measured: str) -> Card:
    rows = rows_of(selection, pair)
    found = rows[rows["kind"] == kind]
    beyond = int(found["exceeds"].sum())
    drawn = charts.differences.leading(found, rows=ROWS)
    a, b = labels(pair)
    if found.empty:
        said = f"Too few articles to compare {kind}s"
    elif not beyond:
        said = f"No {kind} differs beyond noise"
    else:
        said = f"{theme.plain(pair.a_name[:1].upper() + pair.a_name[1:])}: {_finding(found, kind)}"
    levels = found["confidence"].dropna()
    level = f" Intervals of {theme.share(levels.iloc[0])}, widened for so many rows." if len(levels) else ""
    return _card(
        selection, pair, rows, key=key, title=said, measured=f"{measured}; {selection.words}; {_n(rows, pair, 'english')}",
        reading=f"Right of the line: more in {a}. Filled: more than noise explains, the interval does not reach the line ({theme.count(beyond)} of "
        f"{theme.counted(len(found), kind)} with at least {FEWEST} articles); hollow: within noise.{level} At the right both shares.{_more(beyond)} "
        "Click a dot for the articles of both.",
        figure=charts.differences.diverging(drawn, a=a, b=b),
        alt=f"Dot chart of the differences between {a} and {b}: {', '.join(drawn['name'].head(5)) or 'none'}.",
    )  # fmt: skip


def _more(beyond: int) -> str:
    return f" The {ROWS} largest are drawn; all are in the table." if beyond > ROWS else ""


def _finding(found: pd.DataFrame, kind: str) -> str:
    """Return what the first slice has more and less of, the largest differences beyond noise, in Markdown."""
    beyond = found[found["exceeds"]]
    parts = []
    for word, some in (("more", beyond[beyond["difference"] > 0]), ("less", beyond[beyond["difference"] < 0])):
        names = " and ".join(theme.plain(name) for name in some["name"].head(_TITLED[kind]))
        parts += [f"{word} about {names}" if kind == "topic" else f"{names} {word} often"] if names else []
    return ", ".join(parts)


def _card(
    selection: Selection, pair: Pair, rows: pd.DataFrame, *, key: str, title: str, measured: str, reading: str, figure: go.Figure, alt: str,
    least_width: int = 400,
) -> Card:  # fmt: skip
    return Card(
        key=key, title=title, measured=measured, reading=reading + overlap(rows, pair), figure=figure, alt=alt, rows=rows, measure="differences",
        options=Options(versus=pair.b), panel=_panel(selection, pair, rows, key), least_width=least_width,
    )  # fmt: skip


def draw(selection: Selection, pair: Pair, card: Card) -> None:
    """Draw a card: its rows are those of the first slice against the second."""
    components.chart_card(replace(selection, slice_=pair.a), card)


def overlap(rows: pd.DataFrame, pair: Pair) -> str:
    """Return how many articles are in both slices and in which of them they count, a space before it; nothing where there is none."""
    both = counted(rows, "both")[0]
    asked = rows[(rows["kind"] == "articles") & (rows["id"] == "compared")].iloc[0]
    if not both or int(asked["a_n"]) == int(asked["a_total"]) == both or int(asked["b_n"]) == int(asked["b_total"]) == both:
        return ""  # one slice lies within the other, which is then called the rest
    keeps = pair.a_name if int(asked["a_n"]) == int(asked["a_total"]) else pair.b_name
    return f" {theme.counted(both, 'article')} in both count in “{keeps}” alone."


def _panel(selection: Selection, pair: Pair, rows: pd.DataFrame, key: str) -> Callable[[str], None]:
    def panel(point: str) -> None:
        kind, _, id_ = point.partition("|")
        names = rows[(rows["kind"] == kind) & (rows["id"] == id_)]["name"]
        if names.empty:
            return  # an address of another slice
        what = {"topic": f"about {names.iloc[0]}", "actor": f"naming {names.iloc[0]}"}.get(kind, "")
        found = differences.behind(loading.corpus(selection.folder), pair.a, pair.b, cast(differences.Kind, kind), id_)
        st.button("Close", key=f"close-{key}", type="tertiary", icon=":material/close:", on_click=links.choose_points, args=(key, []))
        for side, name, slice_, ids in (("a", pair.a_name, pair.a, found[0]), ("b", pair.b_name, pair.b, found[1])):
            articles = loading.article_list(selection.folder, selection.version, slice_, ids)
            more = f", the latest {components.LISTED} listed" if len(articles) > components.LISTED else ""
            st.markdown(f"**{theme.plain(name)}**: {theme.counted(len(articles), 'article')} {theme.plain(what)}{more}".rstrip())
            if len(articles):
                listed = articles.head(components.LISTED)
                components.article_table(listed, key=f"behind-{key}-{side}", height=38 + 35 * min(len(listed), _LISTED))

    return panel


def labels(pair: Pair) -> tuple[str, str]:
    """Return what the slices are called in a chart: their names, or A and B where one is too long for it."""
    short = max(len(pair.a_name), len(pair.b_name)) <= _LABEL
    return (pair.a_name, pair.b_name) if short else ("A", "B")


def _n(rows: pd.DataFrame, pair: Pair, what: str) -> str:
    """Return both slices in words, each with the number of articles that count."""
    if what == "sentiment":
        row = rows[rows["kind"] == "sentiment"].iloc[0]
        a, b = int(row["a_n"]), int(row["b_n"])
        noun = "scored article"
    else:
        (a, b), noun = counted(rows, what), "article"
    in_english = " in English" if what == "english" else ""
    letters = ("A, ", "B, ") if labels(pair) == ("A", "B") else ("", "")
    return f"{letters[0]}{pair.a_name} (n = {theme.counted(a, noun)}{in_english}) against {letters[1]}{pair.b_name} (n = {theme.count(b)})"
