"""score_articles: the whole program in ten lines. Cleaning, then every scorer over the same text, then checked tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import pandas as pd

from analysis import boilerplate, cleaning, copies, language, text
from analysis.article import Article
from analysis.article_sentiment import SCORED_LANGUAGE, with_sentiment
from analysis.cleaning import Cleaned
from analysis.errors import InputError
from analysis.scorers import actors, quotes, topics, toward
from analysis.scorers.credits import without_credits
from analysis.scorers.lexicon import LexiconChoice
from analysis.scorers.spacy_names import SpacyNames
from analysis.tables import ARTICLES, TOPICS, Tables, concat

BATCH = 500  # articles; small enough to show progress and to spread over cores, large enough for array work to pay
CLUSTER_PATIENCE = "10s"  # until a scheduler that does not answer is given up
NEWS = LexiconChoice()
Progress = Callable[[int, int], None]
Batch = Sequence[tuple[str, Cleaned]]  # article ids and cleaned articles


def score_articles(
    articles: Sequence[Article],
    *,
    workers: int = 1,
    cluster: str | None = None,
    lexicon: LexiconChoice = NEWS,
    ner: str | None = None,
    progress: Progress | None = None,
) -> Tables:
    """Clean and score articles; the result does not depend on the number of workers.

    Args:
        articles: As the readers made them. Articles identical in every field count once.
        workers: Processes on this machine.
        cluster: Address of a Dask scheduler that takes the batches instead (needs the extra ``cluster``).
        lexicon: Word values for sentiment.
        ner: An installed spaCy pipeline whose names are added to those found.
        progress: Called with (articles done, articles in all) after each batch.

    Returns:
        The tables of ``interfaces``; articles that are not in English have no sentences, mentions, quotes, topics or sentiment.
    """
    cleaned = _clean(articles)
    batches = [cleaned[start : start + BATCH] for start in range(0, len(cleaned), BATCH)]
    parts = []
    done = 0
    for part in _mapped(batches, partial(score_batch, lexicon=lexicon, ner=ner), workers=workers, cluster=cluster):
        parts.append(part)
        done += len(part.articles)
        if progress:
            progress(done, len(cleaned))
    tables = concat(parts)
    return tables.replace(articles=_with_copy_groups(tables.articles), mentions=_with_one_type(tables.mentions))


def score_batch(batch: Batch, lexicon: LexiconChoice = NEWS, ner: str | None = None) -> Tables:
    """Score one batch: a pure function of its articles, fit for any worker."""
    articles = _articles(batch)
    english = articles[articles["language"] == SCORED_LANGUAGE]
    texts = english["text"].tolist()
    titles = english["title"].fillna("").tolist()
    sentences = _sentences(texts)
    names = actors.find(texts, extra=SpacyNames(pipeline=ner) if ner else None)
    found = without_credits(names, texts, [outlet if isinstance(outlet, str) else None for outlet in english["outlet"]])
    said = quotes.find(texts)
    about = topics.classify([f"{title}\n\n{body}" for title, body in zip(titles, texts, strict=True)])
    ids = english["article_id"]
    unscored = Tables(
        articles=articles,
        sentences=_keyed(sentences.assign(voice=quotes.voice(sentences, said)), ids),
        mentions=_keyed(_toward(texts, _in_sentences(found, sentences)), ids),
        quotes=_keyed(_quotes(texts, _in_sentences(said, sentences), found), ids),
        topics=TOPICS.check(_keyed(about, ids)),
    )
    return with_sentiment(unscored, lexicon)


def _mapped(batches: Sequence[Batch], score: Callable[[Batch], Tables], *, workers: int, cluster: str | None) -> Iterable[Tables]:
    if cluster:
        return _on_cluster(batches, score, cluster)
    if workers > 1 and len(batches) > 1:
        return _on_processes(batches, score, workers)
    return map(score, batches)


def _on_processes(batches: Sequence[Batch], score: Callable[[Batch], Tables], workers: int) -> Iterator[Tables]:
    # Spawned, not forked: a fork copies locks that threads of the dashboard may hold.
    with ProcessPoolExecutor(min(workers, len(batches)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(score, batches)


def _on_cluster(batches: Sequence[Batch], score: Callable[[Batch], Tables], cluster: str) -> Iterator[Tables]:
    try:
        from distributed import Client  # the optional extra `cluster`
    except ImportError as error:
        raise InputError("--cluster needs Dask, which is not installed. Install it with: pip install 'dateline[cluster]'") from error
    try:
        client = Client(cluster, timeout=CLUSTER_PATIENCE)  # type: ignore[no-untyped-call]  # Dask has no type information
    except (OSError, ValueError) as error:
        raise InputError(f"No Dask scheduler answers at {cluster}. Check the address and that the scheduler runs.") from error
    with client:
        for future in client.map(score, batches, pure=False):
            yield future.result()


def _clean(articles: Sequence[Article]) -> list[tuple[str, Cleaned]]:
    """Return the distinct articles by their id, cleaned; lines that many articles of one outlet repeat are taken out as well."""
    distinct = {article.article_id: article for article in articles}
    cleaned = {id_: cleaning.clean(article) for id_, article in distinct.items()}
    repeated = boilerplate.repeated_lines(part.article for part in cleaned.values())
    again = {id_: repeated[part.article.outlet] for id_, part in cleaned.items() if part.article.outlet in repeated}
    return list({**cleaned, **{id_: cleaning.clean(distinct[id_], repeated=lines) for id_, lines in again.items()}}.items())


def _articles(batch: Batch) -> pd.DataFrame:
    """Return the articles table without its scores. An article that has only a headline is read as that headline."""
    texts = [part.article.text or part.article.title or "" for _, part in batch]
    languages = language.detect(texts, outlets=[part.article.outlet for _, part in batch])
    rows = [
        {
            "article_id": article_id,
            "title": part.article.title,
            "outlet": part.article.outlet,
            "authors": "; ".join(part.article.authors) or None,
            "published_at": part.article.published_at,
            "dated_by": part.article.dated_by,
            "url": part.article.url,
            "language": code,
            "text": body,
            "removed": "\n".join(part.removed) or None,
            "words": text.count_words(body),
            "copy_group": article_id,
            "story": None,
            "import_id": "",
            "source_file": part.article.source_file,
            "source_row": part.article.source_row,
        }
        for (article_id, part), body, code in zip(batch, texts, languages, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=[name for name in ARTICLES.names if name in rows[0]] if rows else ARTICLES.names)
    return frame.assign(published_at=pd.to_datetime(frame["published_at"], utc=True))


def _sentences(texts: Sequence[str]) -> pd.DataFrame:
    """Return a row a sentence: text_no, sentence_no, start, end, heading."""
    rows = [
        (text_no, sentence_no, start, end, text.is_heading(body, start, end))
        for text_no, body in enumerate(texts)
        for sentence_no, (start, end) in enumerate(text.split_sentences(body))
    ]
    frame = pd.DataFrame(rows, columns=["text_no", "sentence_no", "start", "end", "heading"])
    return frame.astype({"text_no": "int64", "sentence_no": "int64", "start": "int64", "end": "int64", "heading": "bool"})


def _in_sentences(spans: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return spans (text_no, start, ...) with the number, start and end of the sentence that holds their first character."""
    left = spans.reset_index(names="order").sort_values(["start", "text_no"], kind="stable")
    right = sentences[["text_no", "sentence_no", "start", "end"]].rename(columns={"start": "sentence_start", "end": "sentence_end"})
    right = right.sort_values(["sentence_start", "text_no"], kind="stable")
    joined = pd.merge_asof(left, right, left_on="start", right_on="sentence_start", by="text_no")
    return joined.sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)


def _toward(texts: Sequence[str], mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions with the sentiment toward the actor in their sentence."""
    holding = mentions[["text_no"]].assign(start=mentions["sentence_start"], end=mentions["sentence_end"])
    labels = toward.classify(
        _cut(texts, holding),
        (mentions["start"] - mentions["sentence_start"]).tolist(),
        (mentions["end"] - mentions["sentence_start"]).tolist(),
    )
    return mentions.assign(toward=labels["label"].to_numpy(), toward_score=(labels["positive"] - labels["negative"]).to_numpy())


def _quotes(texts: Sequence[str], said: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the quotations with their words, and the speaker's actor id where the speaker is a known actor."""
    speakers = found.drop_duplicates(["text_no", "surface"])[["text_no", "surface", "actor_id"]]
    known = said[["text_no", "speaker"]].merge(speakers, left_on=["text_no", "speaker"], right_on=["text_no", "surface"], how="left")
    return said.assign(quote=_cut(texts, said), speaker_id=known["actor_id"].to_numpy())


def _with_copy_groups(articles: pd.DataFrame) -> pd.DataFrame:
    numbers = pd.Series(copies.group(articles["text"].tolist()), index=articles.index, dtype="int64")
    return articles.assign(copy_group=articles["article_id"].groupby(numbers).transform("first"))


def _with_one_type(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions with one type for each actor: batches may disagree on a name that no register knows. Ties: the first by name."""
    votes = mentions.groupby(["actor_id", "type"], as_index=False).agg(votes=("surface", "size"))
    elected = (
        votes.sort_values(["votes", "type"], ascending=[False, True], kind="stable")
        .drop_duplicates("actor_id")
        .set_index("actor_id")["type"]
    )
    return mentions.assign(type=mentions["actor_id"].map(elected).astype("str"))


def _cut(texts: Sequence[str], spans: pd.DataFrame) -> list[str]:
    return [texts[text_no][start:end] for text_no, start, end in zip(spans["text_no"], spans["start"], spans["end"], strict=True)]


def _keyed(frame: pd.DataFrame, article_ids: pd.Series) -> pd.DataFrame:
    """Return a frame with the article's id instead of its number in the batch, and no columns but those tables know."""
    helpers = [name for name in ("text_no", "sentence_start", "sentence_end") if name in frame.columns]
    return frame.assign(article_id=article_ids.iloc[frame["text_no"]].to_numpy()).drop(columns=helpers)
