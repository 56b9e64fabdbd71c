"""The sentiment columns of every table, from texts, sentences and mentions. Scoring and scoring again go through here, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.scorers import sentiment
from analysis.scorers.lexicon import LexiconChoice, chosen_lexicon
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, Tables

SCORED_LANGUAGE = "en"

_SCORES = ["sentiment", "positive_share", "negative_share", "title_sentiment"]


def with_sentiment(tables: Tables, choice: LexiconChoice) -> Tables:
    """Return the tables with all their sentiment scored by one lexicon; whatever stood in those columns is replaced.

    The names of actors carry no feeling in their sentences. An article is the mean of its sentences.

    Args:
        tables: Tables whose sentences, mentions and quotes lie in the texts of their articles.
        choice: Which word values count.
    """
    lexicon = chosen_lexicon(choice)
    texts = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    sentences = tables.sentences
    bodies = _cut(texts, sentences)
    rows = _rows_of(tables.mentions, sentences)
    scores = sentiment.score_sentences(bodies, lexicon=lexicon, names=_names(tables.mentions, rows, sentences))
    scored = sentences.assign(**{name: scores[name].to_numpy() for name in scores.columns})
    quoted = sentiment.score_texts(tables.quotes["quote"].tolist(), lexicon=lexicon)["sentiment"]
    return tables.replace(
        articles=ARTICLES.check(_articles(tables.articles, scored, lexicon)),
        sentences=SENTENCES.check(scored),
        mentions=MENTIONS.check(tables.mentions.assign(sentiment=scored["compound"].to_numpy()[rows])),
        quotes=QUOTES.check(tables.quotes.assign(compound=quoted.to_numpy())),
    )


def _articles(articles: pd.DataFrame, sentences: pd.DataFrame, lexicon: sentiment.Lexicon) -> pd.DataFrame:
    """Return the articles with the mean over their sentences, the shares of positive and negative ones, and the title's own score."""
    means = (
        sentences.assign(
            positive_share=(sentences["compound"] >= sentiment.POSITIVE_FROM).astype("float64"),
            negative_share=(sentences["compound"] <= sentiment.NEGATIVE_TO).astype("float64"),
        )
        .groupby("article_id")
        .agg(
            sentences=("compound", "size"),
            sentiment=("compound", "mean"),
            positive_share=("positive_share", "mean"),
            negative_share=("negative_share", "mean"),
        )
    )
    titled = articles[(articles["language"] == SCORED_LANGUAGE) & articles["title"].notna()]
    titles = sentiment.score_sentences(titled["title"].tolist(), lexicon=lexicon)["compound"]
    title_sentiment = pd.Series(titles.to_numpy(), index=titled["article_id"], dtype="float64", name="title_sentiment")
    bare = articles.drop(columns=["sentences", *_SCORES], errors="ignore")
    joined = bare.join(means, on="article_id").join(title_sentiment, on="article_id")
    return joined.assign(sentences=joined["sentences"].fillna(0).astype("int64"))


def _rows_of(mentions: pd.DataFrame, sentences: pd.DataFrame) -> list[int]:
    """Return for each mention the row number of the sentence that holds it."""
    numbers = {key: row for row, key in enumerate(zip(sentences["article_id"], sentences["sentence_no"], strict=True))}
    return [numbers[key] for key in zip(mentions["article_id"], mentions["sentence_no"], strict=True)]


def _names(mentions: pd.DataFrame, rows: list[int], sentences: pd.DataFrame) -> list[list[tuple[int, int]]]:
    """Return for each sentence the spans of the names in it, counted from its first character."""
    names: list[list[tuple[int, int]]] = [[] for _ in range(len(sentences))]
    firsts = sentences["start"].tolist()
    for row, start, end in zip(rows, mentions["start"].tolist(), mentions["end"].tolist(), strict=True):
        names[row].append((start - firsts[row], end - firsts[row]))
    return names


def _cut(texts: Mapping[str, str], spans: pd.DataFrame) -> list[str]:
    return [texts[id_][start:end] for id_, start, end in zip(spans["article_id"], spans["start"], spans["end"], strict=True)]
