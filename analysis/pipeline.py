"""score_articles: the whole program in ten lines. Cleaning, then every scorer over the same text, then checked tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Literal

import pandas as pd

from analysis import boilerplate, cleaning, copies, language, text
from analysis.article import Article
from analysis.cleaning import Cleaned
from analysis.errors import InputError
from analysis.scorers import actors, quotes, sentiment, topics, toward
from analysis.scorers.credits import without_credits
from analysis.tables import ARTICLES, MENTIONS, QUOTES, SENTENCES, TOPICS, Tables, concat

BATCH = 500  # articles; small enough to show progress and to spread over cores, large enough for array work to pay
SCORED_LANGUAGE = "en"
CLUSTER_PATIENCE = "10s"  # until a scheduler that does not answer is given up
Lexicon = Literal["news", "vader"]
Progress = Callable[[int, int], None]
Batch = Sequence[tuple[str, Cleaned]]  # article ids and cleaned articles


def score_articles(
    articles: Sequence[Article],
    *,
    workers: int = 1,
    cluster: str | None = None,
    lexicon: Lexicon = "news",
    progress: Progress | None = None,
) -> Tables:
    """Clean and score articles; the result does not depend on the number of workers.

    Args:
        articles: As the readers made them. Articles identical in every field count once.
        workers: Processes on this machine.
        cluster: Address of a Dask scheduler that takes the batches instead (needs the extra ``cluster``).
        lexicon: Word values for sentiment.
        progress: Called with (articles done, articles in all) after each batch.

    Returns:
        The tables of ``interfaces``; articles that are not in English have no sentences, mentions, quotes, topics or sentiment.
    """
    cleaned = _clean(articles)
    batches = [cleaned[start : start + BATCH] for start in range(0, len(cleaned), BATCH)]
    parts = []
    done = 0
    for part in _mapped(batches, lexicon, workers=workers, cluster=cluster):
        parts.append(part)
        done += len(part.articles)
        if progress:
            progress(done, len(cleaned))
    tables = concat(parts)
    return tables.replace(articles=_with_copy_groups(tables.articles), mentions=_with_one_type(tables.mentions))


def score_batch(batch: Batch, lexicon: Lexicon = "news") -> Tables:
    """Score one batch: a pure function of its articles, fit for any worker."""
    frame = _articles(batch)
    english = frame[frame["language"] == SCORED_LANGUAGE].reset_index(drop=True)
    texts = english["text"].tolist()
    ids = english["article_id"]
    sentences = _sentences(texts)
    found = without_credits(actors.find(texts), texts, english["outlet"].where(english["outlet"].notna(), None).tolist())
    said = quotes.find(texts)
    mentions = _in_sentences(found, sentences)
    scored = _scored_sentences(texts, sentences, mentions, said, lexicon)
    return Tables(
        articles=ARTICLES.check(_with_sentiment(frame, english, scored, lexicon)),
        sentences=SENTENCES.check(_keyed(scored, ids)),
        mentions=MENTIONS.check(_keyed(_toward(texts, mentions, scored), ids)),
        quotes=QUOTES.check(_keyed(_quotes(texts, _in_sentences(said, sentences), found, lexicon), ids)),
        topics=TOPICS.check(
            _keyed(topics.classify([f"{title}\n\n{body}" for title, body in zip(english["title"].fillna(""), texts, strict=True)]), ids)
        ),
    )


def _mapped(batches: Sequence[Batch], lexicon: Lexicon, *, workers: int, cluster: str | None) -> Iterable[Tables]:
    lexicons: list[Lexicon] = [lexicon] * len(batches)
    if cluster:
        return _on_cluster(batches, lexicons, cluster)
    if workers > 1 and len(batches) > 1:
        return _on_processes(batches, lexicons, workers)
    return map(score_batch, batches, lexicons)


def _on_processes(batches: Sequence[Batch], lexicons: Sequence[Lexicon], workers: int) -> Iterator[Tables]:
    # Spawned, not forked: a fork copies locks that threads of the dashboard may hold.
    with ProcessPoolExecutor(min(workers, len(batches)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(score_batch, batches, lexicons)


def _on_cluster(batches: Sequence[Batch], lexicons: Sequence[Lexicon], cluster: str) -> Iterator[Tables]:
    try:
        from distributed import Client  # the optional extra `cluster`
    except ImportError as error:
        raise InputError("--cluster needs Dask, which is not installed. Install it with: pip install 'dateline[cluster]'") from error
    try:
        client = Client(cluster, timeout=CLUSTER_PATIENCE)  # type: ignore[no-untyped-call]  # Dask has no type information
    except (OSError, ValueError) as error:
        raise InputError(f"No Dask scheduler answers at {cluster}. Check the address and that the scheduler runs.") from error
    with client:
        for future in client.map(score_batch, batches, lexicons, pure=False):
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
    """Return spans (text_no, start, ...) with the sentence that holds their first character, and that sentence's row number."""
    left = spans.reset_index(names="order").sort_values(["start", "text_no"], kind="stable")
    right = sentences[["text_no", "sentence_no", "start"]].rename(columns={"start": "sentence_start"}).reset_index(names="sentence_row")
    right = right.sort_values(["sentence_start", "text_no"], kind="stable")
    joined = pd.merge_asof(left, right, left_on="start", right_on="sentence_start", by="text_no")
    return joined.sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)


def _scored_sentences(
    texts: Sequence[str], sentences: pd.DataFrame, mentions: pd.DataFrame, said: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Return the sentences with voice and sentiment; the names of actors carry no feeling."""
    bodies = _cut(texts, sentences)
    names: list[list[tuple[int, int]]] = [[] for _ in bodies]
    spans = zip(
        mentions["sentence_row"], mentions["start"] - mentions["sentence_start"], mentions["end"] - mentions["sentence_start"], strict=True
    )
    for row, start, end in spans:
        names[int(row)].append((int(start), int(end)))
    scores = sentiment.score_sentences(bodies, lexicon=lexicon, names=names)
    return sentences.assign(voice=quotes.voice(sentences, said)).join(scores)


def _toward(texts: Sequence[str], mentions: pd.DataFrame, scored: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions with the sentiment of their sentence, and the sentiment toward the actor."""
    holding = scored.loc[mentions["sentence_row"], ["text_no", "start", "end", "compound"]].reset_index(drop=True)
    labels = toward.classify(
        _cut(texts, holding),
        (mentions["start"] - mentions["sentence_start"]).tolist(),
        (mentions["end"] - mentions["sentence_start"]).tolist(),
    )
    return mentions.assign(
        sentiment=holding["compound"].to_numpy(),
        toward=labels["label"].to_numpy(),
        toward_score=(labels["positive"] - labels["negative"]).to_numpy(),
    )


def _quotes(texts: Sequence[str], said: pd.DataFrame, found: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the quotations with their words, their sentiment, and the speaker's actor id where the speaker is a known actor."""
    bodies = _cut(texts, said)
    speakers = found.drop_duplicates(["text_no", "surface"])[["text_no", "surface", "actor_id"]]
    known = said[["text_no", "speaker"]].merge(speakers, left_on=["text_no", "speaker"], right_on=["text_no", "surface"], how="left")
    scores = sentiment.score_texts(bodies, lexicon=lexicon)
    return said.assign(quote=bodies, speaker_id=known["actor_id"].to_numpy(), compound=scores["sentiment"].to_numpy())


def _with_sentiment(frame: pd.DataFrame, english: pd.DataFrame, scored: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the articles with the mean over their sentences, the shares of positive and negative ones, and the title's own score."""
    shares = scored.assign(
        positive_share=(scored["compound"] >= sentiment.POSITIVE_FROM).astype("float64"),
        negative_share=(scored["compound"] <= sentiment.NEGATIVE_TO).astype("float64"),
    )
    means = shares.groupby("text_no").agg(
        sentences=("compound", "size"),
        sentiment=("compound", "mean"),
        positive_share=("positive_share", "mean"),
        negative_share=("negative_share", "mean"),
    )
    titles = english["title"].fillna("")
    title_scores = sentiment.score_sentences(titles.tolist(), lexicon=lexicon)["compound"].where(titles != "")
    scores = english[["article_id"]].join(means).assign(title_sentiment=title_scores.to_numpy())
    joined = frame.merge(scores, on="article_id", how="left")
    return joined.assign(sentences=joined["sentences"].fillna(0).astype("int64"))


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
    helpers = [name for name in ("text_no", "sentence_row", "sentence_start") if name in frame.columns]
    return frame.assign(article_id=article_ids.iloc[frame["text_no"]].to_numpy()).drop(columns=helpers)
