"""``dateline topics``: the analyst's own topics on the command line. It reads options, calls the package and prints."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import console
from analysis.console import CorpusFolder, friendly
from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.corpus import Corpus
    from analysis.own_topics import OwnTopic

app = typer.Typer(
    name="topics",
    help="Your own topics: a name and a query each, kept with the corpus.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Name = Annotated[str, typer.Argument(help="Its name or its id, in any case.", show_default=False)]
Query = Annotated[
    str, typer.Argument(help='Words, "phrases", AND, OR, NOT, brackets, NEAR/5, endings as in immigra*, title:word.', show_default=False)
]


@app.command("list")
def list_(corpus: CorpusFolder, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a topic.")] = False) -> None:
    """List the topics with their articles and queries."""
    with friendly():
        from analysis.measures import topics
        from analysis.own_topics import problem

        opened = _opened(corpus)
        found = topics.leading(opened)
        counts = dict(zip(found["topic_id"], found["articles"], strict=True))
        for topic in opened.own_topics.topics:
            articles = int(counts.get(topic.topic_id, 0))
            wrong = problem(topic.query)
            row = {"topic_id": topic.topic_id, "name": topic.name, "query": topic.query, "articles": articles, "problem": wrong}
            said = f"{topic.name} ({topic.topic_id}), {_counted(articles)}: {topic.query}" + (
                f"  [matches nothing: {wrong}]" if wrong else ""
            )
            typer.echo(json.dumps(row, ensure_ascii=False) if as_json else said)
        for topic in () if as_json else opened.own_topics.removed:
            typer.echo(f"removed: {topic.name} ({topic.topic_id}): {topic.query}")


@app.command()
def add(name: Annotated[str, typer.Argument(help="What it is called.", show_default=False)], query: Query, corpus: CorpusFolder) -> None:
    """Add a topic, or give the one of that name another query."""
    with friendly():
        from analysis import own_topics

        opened = _opened(corpus)
        own = opened.own_topics
        same = [topic for topic in own.topics if topic.name.casefold() == " ".join(name.split()).casefold()]
        topic = replace(same[0], query=query.strip()) if same else own_topics.new(own, name, query)
        opened.keep_topics(own_topics.saved(own, topic))
        typer.echo(f"{topic.name} ({topic.topic_id}), {_counted(_articles(opened, topic))}", err=True)


@app.command()
def remove(name: Name, corpus: CorpusFolder) -> None:
    """Remove a topic. ``restore`` brings it back."""
    with friendly():
        from analysis import own_topics

        opened = _opened(corpus)
        own = opened.own_topics
        opened.keep_topics(own_topics.removed(own, _named(own.topics, name).topic_id))


@app.command()
def restore(name: Name, corpus: CorpusFolder) -> None:
    """Bring back a topic that was removed, or the version before its last change."""
    with friendly():
        from analysis import own_topics

        opened = _opened(corpus)
        own = opened.own_topics
        opened.keep_topics(own_topics.restored(own, _named((*own.topics, *own.earlier), name).topic_id))


@app.command("try")
def try_(query: Query, corpus: CorpusFolder) -> None:
    """Say what a query would match, with ten articles that match and ten that nearly do."""
    with friendly():
        from analysis.measures.topic_trial import tried

        trial = tried(_opened(corpus), query)
    others = f"; {trial.others:,} more in other languages, which do not count" if trial.others else ""
    typer.echo(f"matches {_counted(trial.articles)} of {trial.total:,} in English{others}")
    for head, articles in (("such as", trial.matching), ("near misses", trial.near)):
        if len(articles):
            typer.echo(f"{head}:")
        for article_id, published, outlet, title in articles[["article_id", "published_at", "outlet", "title"]].itertuples(index=False):
            day = "undated" if published is None or published != published else f"{published:%Y-%m-%d}"
            typer.echo(f"  {article_id}  {day}  {_text(outlet)}: {_text(title)}")


@app.command()
def save(file: Annotated[Path, typer.Argument(help="File to write.", show_default=False)], corpus: CorpusFolder) -> None:
    """Write the topics to a file, for another corpus."""
    with friendly():
        from analysis import own_topics

        content = own_topics.to_file(_opened(corpus).own_topics.topics)
        console.write(content, file)


@app.command()
def load(file: Annotated[Path, typer.Argument(help="File that save wrote.", show_default=False)], corpus: CorpusFolder) -> None:
    """Bring in the topics of a file; one of a known name takes the query of the file."""
    with friendly():
        from analysis import own_topics

        opened = _opened(corpus)
        content = console.content_of(file)
        brought = own_topics.from_file(content, name=file.name)
        opened.keep_topics(own_topics.merged(opened.own_topics, brought))
        typer.echo(f"{len(brought):,} {'topic' if len(brought) == 1 else 'topics'} loaded", err=True)


def _opened(folder: Path) -> Corpus:
    from analysis.corpus import Corpus

    return Corpus.open(folder)


def _named(topics: tuple[OwnTopic, ...], name: str) -> OwnTopic:
    asked = name.casefold()
    for topic in topics:
        if asked in (topic.name.casefold(), topic.topic_id.casefold()):
            return topic
    raise InputError(f"There is no topic {name!r} of your own here. Topics: {', '.join(dict.fromkeys(t.name for t in topics)) or 'none'}.")


def _articles(corpus: Corpus, topic: OwnTopic) -> int:
    found = corpus.query("SELECT count(*) AS articles FROM topics JOIN articles USING (article_id) WHERE topic_id = ?", [topic.topic_id])
    return int(found["articles"].iloc[0])


def _counted(articles: int) -> str:
    return f"{articles:,} {'article' if articles == 1 else 'articles'}"


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else "not named"
