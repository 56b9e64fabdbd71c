"""``dateline actors``: look at the actors of a corpus, correct them, and undo it. It reads options, calls the package and prints."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from analysis import console
from analysis.console import CorpusFolder, friendly
from analysis.errors import InputError
from analysis.registers.actors import ActorType

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus import Corpus
    from analysis.corrections import Correction

app = typer.Typer(name="actors", help="Look at the actors of a corpus and correct them; every change can be undone.", no_args_is_help=True)

TypeChoice = StrEnum("TypeChoice", {type_.upper(): type_ for type_ in get_args(ActorType)})  # type: ignore[misc]  # one list of types, in the register

Who = Annotated[str, typer.Argument(help="The actor, by name or id.", metavar="ACTOR", show_default=False)]
Others = Annotated[list[str], typer.Argument(help="Other actors, by name or id.", metavar="OTHER...", show_default=False)]
Alias = Annotated[str, typer.Argument(help="The name as it stands in the texts; case counts.", metavar="NAME", show_default=False)]
Count = Annotated[int, typer.Option("--count", min=1, help="Rows at most.")]


@app.command("list")
def list_(corpus: CorpusFolder, count: Count = 50) -> None:
    """List the actors in most articles."""
    with friendly():
        _print_actors(_actors(_opened(corpus)).head(count))


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A part of the name.", show_default=False)], corpus: CorpusFolder, count: Count = 50
) -> None:
    """List the actors with a name, and every name they go by."""
    with friendly():
        from analysis.correction_effect import counted
        from analysis.measures.actor_names import names

        opened = _opened(corpus)
        actors = _actors(opened)
        matching = actors[actors["name"].str.casefold().str.contains(name.casefold(), regex=False)].head(count)
        if matching.empty:
            raise InputError(f"The corpus has no actor with {name!r} in its name.")
        _print_actors(matching)
        for actor_id in matching["actor_id"] if len(matching) == 1 else []:
            for surface, form, mentions, articles in names(opened, actor_id).itertuples(index=False, name=None):
                typer.echo(f"  as {surface} ({form}): {counted(mentions, articles)}")


@app.command()
def merge(actor: Who, others: Others, corpus: CorpusFolder) -> None:
    """Let other actors be this one."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        target, *sources = _ids(opened, [actor, *others])
        if set(sources) <= {target}:
            raise InputError("These are one actor already.")
        _make(opened, corrections.merge(target, *sources))


@app.command()
def split(
    actor: Who,
    alias: Alias,
    corpus: CorpusFolder,
    to: Annotated[str | None, typer.Option("--to", help="The actor it goes to. Default: one of its own.", metavar="ACTOR")] = None,
    type_: Annotated[TypeChoice | None, typer.Option("--type", help="Type of the new actor. Default: that of ACTOR.")] = None,
) -> None:
    """Take a name away from an actor."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        who, *target = _ids(opened, [actor, *([to] if to else [])])
        _make(opened, corrections.split(who, alias, to=target[0] if target else None, type_=_type(type_)), must_move=True)


@app.command()
def rename(actor: Who, name: Annotated[str, typer.Argument(help="Its new name.", show_default=False)], corpus: CorpusFolder) -> None:
    """Show an actor under another name."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        _make(opened, corrections.rename(_id(opened, actor), name))


@app.command()
def retype(actor: Who, type_: Annotated[TypeChoice, typer.Argument(metavar="TYPE", show_default=False)], corpus: CorpusFolder) -> None:
    """Count an actor as another type."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        _make(opened, corrections.retype(_id(opened, actor), _type(type_) or "person"))


@app.command()
def hide(actor: Who, corpus: CorpusFolder) -> None:
    """Leave an actor out of all counts."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        _make(opened, corrections.hide(_id(opened, actor)))


@app.command("add-alias")
def add_alias(actor: Who, alias: Alias, corpus: CorpusFolder) -> None:
    """Let a name, wherever it stands in the texts, count for an actor."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        _make(opened, corrections.add_alias(_id(opened, actor), alias))


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Its name as it stands in the texts.", show_default=False)],
    corpus: CorpusFolder,
    type_: Annotated[TypeChoice, typer.Option("--type", help="What kind of actor it is.", show_default=False)],
    alias: Annotated[list[str] | None, typer.Option("--alias", help="A further name. May be repeated.", metavar="NAME")] = None,
) -> None:
    """Add an actor that is found wherever its name stands."""
    with friendly():
        from analysis import corrections

        _make(_opened(corpus), corrections.add_actor(name, _type(type_) or "person", alias or ()))


@app.command()
def refuse(actor: Who, others: Others, corpus: CorpusFolder) -> None:
    """Keep actors apart: never suggest to merge them again."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        who, *apart = _ids(opened, [actor, *others])
        _make(opened, corrections.refuse(who, *apart))


@app.command()
def suggest(
    corpus: CorpusFolder,
    count: Count = 50,
    accept_from: Annotated[float | None, typer.Option(min=0.0, max=1.0, help="Merge all pairs shown of at least this strength.")] = None,
) -> None:
    """List actors that may be one under two names, the likeliest first."""
    with friendly():
        from analysis.merge_suggestions import accepted
        from analysis.merge_suggestions import suggest as suggested

        opened = _opened(corpus)
        pairs = suggested(opened, count)
        for row in pairs.itertuples(index=False):
            typer.echo(f"{row.strength:.2f}  {row.other_name} [{row.other_id}] may be {row.name} [{row.actor_id}]: {row.reason}")
        merges = accepted(pairs[pairs["strength"] >= accept_from]) if accept_from is not None else []
        if merges:
            opened.correct(*merges)
            numbers = ", ".join(str(each.number) for each in opened.corrections[-len(merges) :])
            names = sum(len(each.others) for each in merges)
            typer.echo(
                f"Merged {names:,} {'name' if names == 1 else 'names'}; undo it with: dateline actors undo {numbers.replace(',', '')}"
            )
        elif pairs.empty:
            typer.echo("No actors look like one under two names.")


@app.command()
def changes(corpus: CorpusFolder) -> None:
    """List the changes, the latest first, and what each decides on now."""
    with friendly():
        from analysis.correction_effect import changes as listed
        from analysis.correction_effect import counted

        made = listed(_opened(corpus))
        if made.empty:
            typer.echo("No changes.")
        for number, when, kind, what, mentions, articles, effective in made.itertuples(index=False, name=None):
            now = counted(mentions, articles) if effective else "has no effect now"
            typer.echo(f"{number:>4}  {when:%Y-%m-%d %H:%M}  {what}" + ("" if kind == "refuse" else f" ({now})"))


@app.command()
def undo(numbers: Annotated[list[int], typer.Argument(help="Numbers of changes.", metavar="NUMBER...")], corpus: CorpusFolder) -> None:
    """Undo changes by their numbers."""
    with friendly():
        from analysis.correction_effect import actor_names
        from analysis.corrections import in_words, without

        opened = _opened(corpus)
        without(opened.corrections, *numbers)  # all of them or none
        names = actor_names(opened, opened.corrections)
        undone = [correction for correction in opened.corrections if correction.number in numbers]
        for correction in undone:
            opened.undo_correction(correction.number)
            typer.echo(f"Undone: {in_words(correction, names)}")


@app.command()
def save(file: Annotated[Path, typer.Argument(help="File to write.", show_default=False)], corpus: CorpusFolder) -> None:
    """Save the changes to a file that another corpus can load."""
    with friendly():
        from analysis import corrections

        made = _opened(corpus).corrections
        console.write(corrections.dumps(made), file)
        typer.echo(f"{len(made):,} changes saved to {file}")


@app.command()
def load(file: Annotated[Path, typer.Argument(help="File that was saved.", show_default=False)], corpus: CorpusFolder) -> None:
    """Add the changes of a file to those of the corpus; what is there already is not added again."""
    with friendly():
        from analysis import corrections

        opened = _opened(corpus)
        content = console.content_of(file)
        before, loaded = len(opened.corrections), len(corrections.loads(content))
        opened.load_corrections(content)
        typer.echo(f"{len(opened.corrections) - before:,} of {loaded:,} changes added; see what they do with: dateline actors changes")


def _opened(folder: Path) -> Corpus:
    from analysis.corpus import Corpus

    return Corpus.open(folder)


def _actors(corpus: Corpus) -> pd.DataFrame:
    return corpus.query(
        """SELECT actor_id, min(name) AS name, min(type) AS type, count(*) AS mentions, count(DISTINCT article_id) AS articles
           FROM mentions JOIN chosen USING (article_id) GROUP BY actor_id ORDER BY articles DESC, mentions DESC, actor_id"""
    )


def _print_actors(actors: pd.DataFrame) -> None:
    typer.echo(f"{'articles':>8} {'mentions':>9}  actor")
    shown = actors.assign(kind=actors["type"].str.replace("_", " "))
    for row in shown.itertuples(index=False):
        typer.echo(f"{row.articles:>8,} {row.mentions:>9,}  {row.name} ({row.kind}) [{row.actor_id}]")


def _id(corpus: Corpus, asked: str) -> str:
    return _ids(corpus, [asked])[0]


def _ids(corpus: Corpus, asked: Sequence[str]) -> list[str]:
    """Return the ids of actors given by id or name; an id of the register need not be in the corpus yet.

    Raises:
        InputError: The corpus has no such actor, or several of that name.
    """
    from analysis.corrections import current_id
    from analysis.naming import with_ids
    from analysis.registers.actors import bundled_register
    from analysis.slice import Slice

    actors = _actors(corpus)
    there, register = set(actors["actor_id"]), {actor.actor_id for actor in bundled_register().actors}
    ids = []
    for one in asked:
        now = current_id(corpus.corrections, one)
        bearers = actors[actors["name"].str.casefold() == one.casefold()]
        if now in there or now in register:
            ids.append(now)
        elif len(bearers) > 1:
            raise InputError(f"{len(bearers)} actors are called {one}: {', '.join(bearers['actor_id'])}. Name one by its id.")
        else:
            ids += with_ids(corpus, Slice(actors=(one,))).actors
    return ids


def _type(choice: TypeChoice | None) -> ActorType | None:
    return None if choice is None else next(type_ for type_ in get_args(ActorType) if type_ == choice.value)


def _make(corpus: Corpus, correction: Correction, *, must_move: bool = False) -> None:
    """Make a correction and say what it did."""
    from analysis.correction_effect import actor_names, effect
    from analysis.corrections import in_words

    names, expected = actor_names(corpus, [correction]), effect(corpus, correction)
    if must_move and not expected.mentions:
        raise InputError(f"There is no mention to move. See the names of an actor with: dateline actors find NAME --corpus {corpus.folder}")
    corpus.correct(correction)
    typer.echo(f"{in_words(correction, names)}. {expected.words}")
    typer.echo(f"Undo it with: dateline actors undo {corpus.corrections[-1].number} --corpus {corpus.folder}")
