"""Make a corpus of invented articles of any size, for speed and for looking at pages: realistic lengths, dates, outlets, names, copies and gaps.

Usage: python benchmarks/make_corpus.py OUT [--articles 40000] [--seed 1] [--workers 2]

The articles are put together from sentences of our own (``made_texts``) and scored by the real pipeline, all of them. Names are states,
organisations and places of the register, and people whose first and last names are drawn apart; nobody who exists is quoted. The same arguments
make the same corpus. Only the copy groups are not computed but known: sentences from one box of parts share so many runs of words that the search
for near copies, which is quick on texts that people wrote, would take longer than all scoring. 40,000 articles take five minutes and 5 GB of memory.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[1]))

from analysis import Article, Corpus, copies, score_articles  # run from anywhere
from analysis.registers.actors import bundled_register
from benchmarks import made_texts as made

FIRST_DAY = datetime(2023, 1, 2, tzinfo=UTC)
DAYS = 546  # 18 months
WEEKEND = 0.55  # of a weekday's articles
BURSTS = 14  # topics that are everywhere for a few days
MEDIAN_WORDS, SPREAD = 600, 0.6  # of the log-normal length
SENTENCE_WORDS = 16.5  # a made sentence has about so many
COPIED, UNDATED, FOREIGN, HEADLINE_ONLY = 0.02, 0.03, 0.05, 0.004
PEOPLE = 60_000  # names that articles draw from, most of them once or never
ZIPF = 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Things to draw from, with their weights summed up."""

    things: Sequence[str]
    sums: Sequence[float]

    def draw(self, chance: random.Random) -> str:
        """Return one of them."""
        return chance.choices(self.things, cum_weights=self.sums)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What there is to write about: who is in the news, who writes, and which days are busy with what."""

    people: Weighted
    institutions: Weighted
    places: Weighted
    outlets: Weighted
    tone: dict[str, float]
    days: Sequence[float]
    bursts: Sequence[tuple[int, int, str, str]]


def ranked(things: Sequence[str], exponent: float = ZIPF) -> Weighted:
    """Return things of which the nth is drawn in proportion to 1 / n ** exponent."""
    return Weighted(things=things, sums=list(accumulate(1 / rank**exponent for rank in range(1, len(things) + 1))))


def world(chance: random.Random) -> World:
    """Return a world of a seed."""
    registers = Path(__file__).parents[1] / "analysis" / "registers"
    first, last = (
        [
            word
            for line in (registers / f"{name}.txt").read_text(encoding="utf-8").splitlines()
            if (word := line.strip()).isalpha() and word.istitle()
        ]
        for name in ("first_names", "surnames")
    )
    taken = {actor.name for actor in bundled_register().actors if actor.type == "person"}
    names = [f"{chance.choice(first)} {chance.choice(last)}" for _ in range(PEOPLE)]
    states, organisations, places = (
        chance.sample(listed, len(listed))
        for kind in ("state", "organisation", "place")
        if (listed := sorted({actor.name for actor in bundled_register().actors if actor.type == kind}))
    )
    # Two states for each organisation, until there are no more states.
    institutions = [name for place, organisation in enumerate(organisations) for name in (*states[2 * place : 2 * place + 2], organisation)]
    weekly = [WEEKEND if day % 7 > 4 else 1.0 for day in range(DAYS)]
    season = [1 + 0.25 * day / DAYS + chance.uniform(-0.15, 0.15) for day in range(DAYS)]
    topics = [topic for topic in made.THINGS if topic != "plain"]
    return World(
        people=ranked([name for name in dict.fromkeys(names) if name not in taken]), institutions=ranked(institutions), places=ranked(places),
        outlets=ranked(made.OUTLETS, 0.9), tone={name: chance.uniform(-0.25, 0.3) for name in (*made.THINGS, *made.OUTLETS)},
        days=[rhythm * volume for rhythm, volume in zip(weekly, season, strict=True)],
        bursts=[(chance.randrange(DAYS), chance.randint(4, 16), chance.choice(topics), chance.choice(institutions[:60])) for _ in range(BURSTS)],
    )  # fmt: skip


def article(world_: World, chance: random.Random, number: int) -> Article:
    """Return one invented article."""
    burst = chance.choice(world_.bursts) if chance.random() < 0.14 else None
    day = min(DAYS - 1, burst[0] + int(chance.expovariate(2 / burst[1]))) if burst else chance.choices(range(DAYS), weights=world_.days)[0]
    hour = timedelta(minutes=chance.randrange(24 * 60)) if chance.random() < 0.8 else timedelta()
    outlet = world_.outlets.draw(chance)
    words = chance.lognormvariate(0, SPREAD) * MEDIAN_WORDS
    language = chance.choice(list(made.FOREIGN)) if chance.random() < FOREIGN else None
    title, text = _foreign(world_, chance, language, words) if language else _english(world_, chance, outlet, burst, words)
    return Article(
        title=title, text=None if chance.random() < HEADLINE_ONLY else text, outlet=outlet if chance.random() > 0.01 else None,
        published_at=None if chance.random() < UNDATED else FIRST_DAY + timedelta(days=day) + hour,
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{number}", source_file="made.jsonl", source_row=number + 1,
    )  # fmt: skip


def _english(world_: World, chance: random.Random, outlet: str, burst: tuple[int, int, str, str] | None, words: float) -> tuple[str, str]:
    topics = [topic for topic in made.THINGS if topic != "plain"]
    topic = burst[2] if burst else "plain" if chance.random() < 0.05 else chance.choice(topics)
    second = chance.choice(topics) if chance.random() < 0.4 and topic != "plain" else topic
    cast = [world_.people.draw(chance) for _ in range(chance.randint(1, 4))] + [
        world_.institutions.draw(chance) for _ in range(chance.randint(1, 4))
    ]
    cast += [burst[3], burst[3]] if burst else []
    tone = world_.tone[topic] + world_.tone[outlet] / 2 + chance.gauss(0, 0.2) + (-0.2 if burst else 0)
    sentences = [
        _sentence(world_, chance, cast, chance.choice(made.THINGS[topic if chance.random() < 0.75 else second]), tone)
        for _ in range(max(2, round(words / SENTENCE_WORDS)))
    ]
    title = f"{chance.choice(cast)} {chance.choice(_toned(chance, tone, made.GOOD_VERBS, made.PLAIN_VERBS, made.BAD_VERBS))} {chance.choice(made.THINGS[topic])}"
    return title, _paragraphs(chance, sentences)


def _sentence(world_: World, chance: random.Random, cast: list[str], thing: str, tone: float) -> str:
    if chance.random() < 0.08:
        quote = chance.choice(_toned(chance, tone, made.GOOD_QUOTES, made.PLAIN_QUOTES, made.BAD_QUOTES)).format(thing=thing)
        return f"“{quote},” {chance.choice(made.CUES)} {world_.people.draw(chance)}, {chance.choice(made.JOBS)} in {world_.places.draw(chance)}."
    subject = chance.choice(cast) if chance.random() < 0.2 else chance.choice(made.ROLES)
    verb = chance.choice(_toned(chance, tone, made.GOOD_VERBS, made.PLAIN_VERBS, made.BAD_VERBS))
    tail = chance.choice(_toned(chance, tone, made.GOOD_TAILS, made.PLAIN_TAILS, made.BAD_TAILS))
    where = f" in {world_.places.draw(chance)}" if chance.random() < 0.1 else ""
    also = f", then {chance.choice(made.PLAIN_VERBS)} {chance.choice(made.THINGS['plain'])} and {chance.choice(made.PLAIN_VERBS)} {thing}"
    sentence = f"{chance.choice(made.OPENERS)}{subject} {verb} {thing}{where}{also if chance.random() < 0.35 else ''}{tail}."
    return sentence[0].upper() + sentence[1:]


def _toned(chance: random.Random, tone: float, good: Sequence[str], plain: Sequence[str], bad: Sequence[str]) -> Sequence[str]:
    drawn = chance.gauss(tone, 0.5)
    return good if drawn > 0.45 else bad if drawn < -0.45 else plain


def _foreign(world_: World, chance: random.Random, language: str, words: float) -> tuple[str, str]:
    parts = made.FOREIGN[language]

    def filled() -> str:
        return chance.choice(parts).format(
            day=chance.choice(made.DAYS[language]), place=world_.places.draw(chance), number=chance.randint(3, 90)
        )

    return filled().rstrip("."), _paragraphs(chance, [filled() for _ in range(max(2, round(words / 13)))])


def _paragraphs(chance: random.Random, sentences: Sequence[str]) -> str:
    text = sentences[0]
    for sentence in sentences[1:]:
        text += ("\n\n" if chance.random() < 0.35 else " ") + sentence
    return text


def copied(source: Article, world_: World, chance: random.Random, number: int) -> Article:
    """Return an article as another outlet reprinted it, some hours later."""
    outlet = world_.outlets.draw(chance)
    later = source.published_at + timedelta(minutes=chance.randrange(20, 4000)) if source.published_at else None
    text = f"{source.text}\n\n{_sentence(world_, chance, [outlet], 'the list', 0.0)}" if source.text else None
    return replace(
        source,
        outlet=outlet,
        published_at=later,
        text=text,
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{number}",
        source_row=number + 1,
    )


def articles(count: int, seed: int) -> tuple[list[Article], list[int]]:
    """Return so many articles of a seed, and for each the number of the article that it repeats, or its own."""
    chance = random.Random(seed)
    world_ = world(chance)
    made_: list[Article] = []
    groups: list[int] = []
    for number in range(count):
        source = chance.randrange(number) if chance.random() < COPIED and number > 0 else None
        made_.append(article(world_, chance, number) if source is None else copied(made_[source], world_, chance, number))
        groups.append(number if source is None else groups[source])
    return made_, groups


def main() -> None:
    """Make it and say what it took."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--articles", type=int, default=40_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--workers", type=int, default=2)
    given = arguments.parse_args()
    corpus = Corpus.create(given.out, name=f"{given.articles:,} made articles")
    begin = time.perf_counter()
    texts, groups = articles(given.articles, given.seed)
    print(f"{len(texts):,} articles written in {time.perf_counter() - begin:.0f} s", flush=True)
    begin = time.perf_counter()
    with mock.patch.object(copies, "group", lambda asked: groups[: len(asked)]):
        tables = score_articles(
            texts, workers=given.workers, progress=lambda done, total: print(f"{done:,} of {total:,}", end="\r", flush=True)
        )
        seconds = time.perf_counter() - begin
        corpus.add(tables, seconds=seconds)
    print(
        f"{len(tables.articles):,} articles, {len(tables.sentences):,} sentences, {len(tables.mentions):,} mentions scored in {seconds:.0f} s; in {given.out}"
    )


if __name__ == "__main__":
    main()
