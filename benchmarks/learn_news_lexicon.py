"""Learn analysis/registers/news_lexicon.csv again from rated sentences, or cross-validate it.

Nothing is learned when the program runs.

Word values are fitted through VADER's own squashing: a rating is about a * S / sqrt(S * S + 15) + b, where S is the sum of a sentence's
word values, each times what negation and "but" make of it; a and b are each data set's own. Every word is held to a value expected
beforehand: VADER's, ours by hand (benchmarks/news_words.csv), or, for words with neither, 0. What is rated too rarely, or moves too
little, is left out, so the list stays short enough to be read.

    python benchmarks/learn_news_lexicon.py --editorials nyt_editorials.jsonl --headlines semeval2007_trial.jsonl \
        --targets newsmtsc_train.jsonl --entities sentfin_headlines.jsonl [--cross-validate] [--out FILE]

Editorials: VADER's own ground truth (Hutto and Gilbert 2014). Headlines: SemEval-2007 task 14. Targets: NewsMTSC. Entities: SEntFiN.
"""

from __future__ import annotations

import argparse
import csv
import json
import string
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis.scorers import names, sentiment, tokens, vader
from analysis.scorers.lexicon import COLUMNS, NEWS_LEXICON
from analysis.text import straighten

Floats = npt.NDArray[np.float64]

BY_HAND: Final = Path(__file__).parent / "news_words.csv"
FOLDS: Final = 5
SEED: Final = 0
# All figures below were chosen by cross-validation over the articles of the editorials and over the headlines.
WEIGHTS: Final = {"editorials": 1.0, "headlines": 3.0, "targets": 0.15, "entities": 0.1}  # sentiment toward a target is a weak label
RATINGS: Final = {"editorials": 1.0, "headlines": 4.0, "targets": 0.3, "entities": 0.2}  # how much of a rating one sentence counts
SCALES: Final = {"editorials": 2.0, "headlines": 60.0, "targets": 1.0, "entities": 1.0}  # brings the ratings to a spread of about 1/2
HOLD: Final = {"vader": 0.4, "hand": 0.5, "new": 1.0}  # how firmly a word is held to the value expected beforehand
LOWER_SHARE: Final = 0.5  # a word oftener written with a capital is a name
RATINGS_MIN: Final = 5.0  # a new word needs so many
MOVE_MIN: Final = 0.2  # and must move so far
HAND_MOVE_MAX: Final = 0.8  # ratings may shade a value given by hand, not overrule it; a word named a topic stays at 0
VALUE_MIN: Final = 0.4  # smaller values make neutral sentences look toned
NEGATED: Final = -0.74
ROUNDS: Final = 4
STEPS: Final = 40
_LEAST: Final = 0.2  # slope between score and rating, from below

_SKIPPED_WORDS: Final = """
    the its she they you this that these those there his her hers their our your who what when where why how which and nor yet
    after before while since until although though because however also then now some many much few several both each every all any
    another other others did does are was were been being has have had can could will would should may might must shall for from with
    under over between during among about into through than too just down out off again once only own same such them him himself herself
    itself themselves let's says say said told percent rupees crore lakh pct u.s
"""
_SKIPPED: Final = frozenset(_SKIPPED_WORDS.split())


# Whom a sentence is about says nothing of its tone: no group of people, side, country or office is given a value, whatever the ratings say.
_PEOPLE_WORDS: Final = """
    women woman men man boy boys girl girls teen teens toddler child children parent parents parental family families gay lesbian
    transgender white black brown racial racially race ethnic muslim islam islamic jewish jew jews christian catholic sunni shiite
    religion religious immigrant immigrants immigration migrant migrants alien aliens refugee refugees young younger youngest youth
    old older oldest elderly senior seniors adult adults middle-aged liberal liberals conservative conservatives left right leftist
    rightist centrist democrat democrats republican republicans lawmaker lawmakers politician politicians senator senators president
    presidents presidency official officials officer officers police prosecutor prosecutors soldier soldiers troops activist activists
    voter voters protestors spokesman spokeswoman billionaire worker workers employee employees veteran veterans sister brother mother
    father abortion abortions anti-abortion welfare filibuster german russian israeli kurdish mexican american indian chinese
    alzheimer sex sexual sexually feminist celebrity celebrities artist artists reporter reporters newspaper federal tuesday professor
    diplomat gentleman player team minutemen agents agent authorities militia tanks nonpartisan
"""
_PEOPLE: Final = frozenset(_PEOPLE_WORDS.split())
# Read through and left out: the ratings of these words are those of the few stories they stood in.
_STORY_WORDS: Final = """
    above abroad add added address adoption advertising against agency ago aide alcohol always amaryllis anniversary annual apart
    aside away became beer begin believes below bench birthday bit bloc bone border born brain bridge bringing brings bus buy buying
    buys cab called calling calories camera campaigns campus cases century chair chemical cigarettes citing cleanliness clinical club
    coin cold college color command comment comments connection contest contests continues cooking cos counts course cover crew cross
    date delegates delivering desk digital dinner dinners display drawing dress drive email emails enforcement even event evidence
    exactly exhibition exit fact facts far fat fee fellow fetches field filed files final finally finds first flower flowers forces
    four-year fruit full gallery gardens gave generation give gives ground hedge high higher highest highs hits holds horse hospital
    hours human inauguration incinerators independent inquiry inside instant instead internet introduced ipod jewellery journal kim
    known knows latest launches laws learned leaving light lights lily limit limits listed lists long-term longer magazine marathon
    marijuana mate mean meet met metal midcap midterm millions model modern months mothers moving mud multiple museum museums nears
    neck needed net nose noted nutrition oils opera opposition overseas pair panda paper papers past patrol photographer picks pit
    platform poetry pointing policies pork portfolio pre-sale predicts premium profit-booking project projects provided provides
    public range reader record red regulations related remains reported reports requires roads role room saying scent sea seen select
    sell selling separate serve served set sets shown shows silver simply sites skull sleep small smoking snacks soap society somebody
    sound source spend spinach spoke square squirrel stage stand stands star stars starts statements stay storm subscribed substitute
    subway subways suit summit table tablet tank tape target task tax taxes telephone tell therefore three titles token tokens tonight
    toward towards trading traffic transition trees tropical truck tuition universal upcoming used using van version visit vocabulary
    ways wedding weeks whatever whether windows wine writing zero zinc zucchini
"""
_STORIES: Final = frozenset(_STORY_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Rated sentences: text, rating on the scale of the fit, and the article or headline that a fold keeps together."""

    name: str
    sentences: list[str]
    ratings: Floats
    groups: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Which word stands in which sentence, with what the rules multiply its value by."""

    sentence: npt.NDArray[np.int64]
    word: npt.NDArray[np.int64]
    factor: Floats
    base: Floats
    ratings: Floats
    weight: float


def read_rated(name: str, path: Path) -> Rated:
    """Return one data set; sentences named several times, once a target, get their mean."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    keys = {
        "editorials": ("text", "mean_valence"),
        "headlines": ("headline", "valence"),
        "targets": ("sentence", "label"),
        "entities": ("title", "label"),
    }
    text, rating = keys[name]
    labels: dict[Any, float] = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
    ratings: dict[str, list[float]] = {}
    articles: dict[str, str] = {}
    for number, row in enumerate(rows):
        sentence = row[text] if name in {"targets", "entities"} else f"{row[text]}\0{number}"
        ratings.setdefault(sentence, []).append(
            float(labels.get(row[rating], row[rating]) if isinstance(row[rating], str) else row[rating])
        )
        articles[sentence] = str(row.get("article", sentence))
    groups = np.unique(list(articles.values()), return_inverse=True)[1]
    means = np.array([np.mean(values) for values in ratings.values()]) / SCALES[name]
    return Rated(name=name, sentences=[sentence.split("\0")[0] for sentence in ratings], ratings=means, groups=groups)


def words_of(sentences: Sequence[str]) -> list[list[tuple[str, float]]]:
    """Return for each sentence its words outside names, in lower case, with what negation and "but" multiply their values by."""
    prepared = [names.prepare(sentence) for sentence in sentences]
    batch = tokens.read_batch(prepared, tokens.Vocabulary({}, mark=names.mark))
    everything = batch.table._replace(known=np.ones_like(batch.table.known))
    capitals = set(names.by_capitals(tokens.Batch(**{**_fields(batch), "table": everything})).tolist())
    found = []
    for sentence, start in zip(prepared, batch.starts.tolist(), strict=True):
        words = [tokens.without_punctuation(token).lower() for token in sentence.split()]
        turns = [word in NEGATE or "n't" in word or word == "no" for word in words]
        but = words.index("but") if "but" in words else None
        found.append(
            [
                (word.removesuffix("'s"), NEGATED ** sum(turns[max(0, place - 3) : place]) * _beside_but(place, but))
                for place, word in enumerate(words)
                if start + place not in capitals
            ]
        )
    return found


def _fields(batch: tokens.Batch) -> dict[str, Any]:
    return {name: getattr(batch, name) for name in ("rows", "starts", "ends", "emphases", "table")}


def _beside_but(place: int, but: int | None) -> float:
    return 1.0 if but is None or place == but else vader.BEFORE_BUT if place < but else vader.AFTER_BUT


def may_carry(word: str) -> bool:
    """Tell whether a word may be given a value at all: no number, no function word, none that VADER's rules use."""
    rules = word in BOOSTER_DICT or word in NEGATE or "n't" in word or "'" in word
    return len(word) > 2 and not rules and word not in _SKIPPED | _PEOPLE | _STORIES and word.replace("-", "").isalpha()


def fit(designs: Sequence[Design], expected: Floats, hold: Floats) -> Floats:
    """Return the changes of word values: Gauss-Newton steps, each solved by conjugate gradients."""
    change = expected.copy()
    for _ in range(ROUNDS):
        parts = []
        for design in designs:
            total = design.base + np.bincount(design.sentence, design.factor * change[design.word], len(design.base))
            squashed = total / np.sqrt(total * total + vader.NORMAL_ALPHA)
            slope, shift = np.polyfit(squashed, design.ratings, 1)
            slope = max(float(slope), _LEAST)
            steep = slope * vader.NORMAL_ALPHA / (total * total + vader.NORMAL_ALPHA) ** 1.5
            parts.append((design, steep, design.ratings - slope * squashed - shift))

        def curvature(step: Floats, parts: list[tuple[Design, Floats, Floats]] = parts) -> Floats:
            whole = hold * step
            for design, steep, _ in parts:
                moved = np.bincount(design.sentence, design.factor * step[design.word], len(design.base)) * steep**2
                whole = whole + design.weight * np.bincount(design.word, design.factor * moved[design.sentence], len(step))
            return np.asarray(whole)

        pull = hold * (expected - change)
        for design, steep, error in parts:
            pull = pull + design.weight * np.bincount(design.word, design.factor * (steep * error)[design.sentence], len(change))
        change = change + conjugate_gradients(curvature, pull)
    return change


def conjugate_gradients(multiply: Callable[[Floats], Floats], right: Floats) -> Floats:
    """Return the solution of a symmetric positive system (Hestenes and Stiefel 1952)."""
    solution, residual = np.zeros_like(right), right
    direction, size = residual, float(residual @ residual)
    for _ in range(STEPS):
        image = multiply(direction)
        step = size / float(direction @ image)
        solution, residual = solution + step * direction, residual - step * image
        size, before = float(residual @ residual), size
        if size < 1e-12:
            break
        direction = residual + (size / before) * direction
    return solution


class Learner:
    """The data in arrays, ready to be fitted on any part of it."""

    def __init__(self, sets: Sequence[Rated]) -> None:
        self.sets = sets
        self.words = {rated.name: words_of(rated.sentences) for rated in sets}
        self.vader = dict(sentiment.vader_lexicon().values)
        with BY_HAND.open(encoding="utf-8", newline="") as lines:
            self.hand = {row["word"]: float(row["value"]) for row in csv.DictReader(lines)}
        rated: dict[str, float] = defaultdict(float)
        for name, found in self.words.items():
            for words in found:
                for word in {word for word, _ in words}:
                    rated[word] += RATINGS[name]
        self.rated = rated
        lower, every = Counter[str](), Counter[str]()
        for rated_set in sets:
            for token in (
                straighten(token).strip(string.punctuation) for sentence in rated_set.sentences for token in sentence.split()[1:]
            ):
                every[token.lower()] += 1
                lower[token] += token.islower()
        self.names = {word for word, times in every.items() if lower[word] < LOWER_SHARE * times}
        self.vocabulary = sorted(
            w
            for w in {*rated, *self.hand}
            if w in self.hand or (may_carry(w) and w not in self.names and (w in self.vader or rated[w] >= 2))
        )
        self.place = {word: number for number, word in enumerate(self.vocabulary)}
        self.base = np.array([self.vader.get(word, 0.0) for word in self.vocabulary])
        self.expected = np.array([self.hand[w] - self.vader.get(w, 0.0) if w in self.hand else 0.0 for w in self.vocabulary])
        kinds = ["hand" if w in self.hand else "vader" if w in self.vader else "new" for w in self.vocabulary]
        self.hold = np.array([HOLD[kind] for kind in kinds])

    def design(self, rated: Rated, rows: Sequence[int]) -> Design:
        """Return some rows of a data set, ready to be fitted."""
        entries = [
            (number, self.place[word], factor)
            for number, row in enumerate(rows)
            for word, factor in self.words[rated.name][row]
            if word in self.place
        ]
        sentence, word, factor = (np.array(column) for column in zip(*entries, strict=True))
        base = np.zeros(len(rows))
        for number, row in enumerate(rows):
            base[number] = sum(self.vader.get(word, 0.0) * factor for word, factor in self.words[rated.name][row])
        return Design(sentence=sentence, word=word, factor=factor, base=base, ratings=rated.ratings[list(rows)], weight=WEIGHTS[rated.name])

    def learn(self, held_out: dict[str, npt.NDArray[np.bool_]] | None = None) -> list[tuple[str, str, str, str]]:
        """Return the rows of the lexicon, learned without the held-out sentences."""
        out = held_out or {}
        designs = [
            self.design(rated, np.flatnonzero(~out.get(rated.name, np.zeros(len(rated.ratings), bool))).tolist()) for rated in self.sets
        ]
        learned = fit(designs, self.expected, self.hold)
        room = np.array([HAND_MOVE_MAX if self.hand.get(word) else 0.0 for word in self.vocabulary])
        shaded = np.clip(learned, self.expected - room, self.expected + room)
        by_hand = np.array([word in self.hand for word in self.vocabulary])
        values = np.clip(np.round(self.base + np.where(by_hand, shaded, learned), 1), -4, 4)
        values = np.where(np.abs(values) < VALUE_MIN, 0.0, values)
        return [row for word, value in zip(self.vocabulary, values.tolist(), strict=True) if (row := self._row(word, value))]

    def _row(self, word: str, value: float) -> tuple[str, str, str, str] | None:
        before = self.vader.get(word)
        moved = abs(value - (before or 0.0))
        times = round(self.rated[word])
        if word in self.hand:
            why = f"by hand, then {times} rating{'s' if times > 1 else ''}" if times >= 1 else "by hand"
        elif moved >= MOVE_MIN and times >= RATINGS_MIN:
            why = f"learned from {times} ratings"
        else:
            return None
        if moved < MOVE_MIN:
            return None
        return word, "" if before is None else f"{before:g}", f"{value:g}", why


def write(rows: Sequence[tuple[str, str, str, str]], path: Path) -> None:
    """Write the lexicon as a CSV file that a spreadsheet opens."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def cross_validate(learner: Learner) -> None:
    """Print correlations on sentences whose article, or headlines that, no part of the learning has seen."""
    judged = [rated for rated in learner.sets if rated.name in {"editorials", "headlines"}]
    rng = np.random.default_rng(SEED)
    folds = {rated.name: (rng.permutation(int(rated.groups.max()) + 1) % FOLDS)[rated.groups] for rated in judged}
    scores = {rated.name: np.zeros(len(rated.ratings)) for rated in judged}
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            held = {rated.name: folds[rated.name] == fold for rated in judged}
            path = Path(folder) / f"fold_{fold}.csv"
            write(learner.learn(held), path)
            lexicon = sentiment.load_lexicon(path)
            for rated in judged:
                rows = np.flatnonzero(held[rated.name])
                frame = sentiment.score_sentences([rated.sentences[row] for row in rows], lexicon=lexicon)
                scores[rated.name][rows] = frame["compound"].to_numpy()
    for rated in judged:
        plain = sentiment.score_sentences(rated.sentences, lexicon="vader")["compound"].to_numpy()
        print(f"{rated.name}: plain VADER r = {_r(plain, rated.ratings):.3f}, held out r = {_r(scores[rated.name], rated.ratings):.3f}")
        if rated.name == "editorials":
            means = [_mean_by(values, rated.groups) for values in (plain, scores[rated.name], rated.ratings)]
            print(f"article means: plain VADER r = {_r(means[0], means[2]):.3f}, held out r = {_r(means[1], means[2]):.3f}")


def _r(left: Floats, right: Floats) -> float:
    return float(np.corrcoef(left, right)[0, 1])


def _mean_by(values: Floats, groups: npt.NDArray[np.int64]) -> Floats:
    return np.asarray(np.bincount(groups, values) / np.bincount(groups))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in WEIGHTS:
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--out", type=Path, default=NEWS_LEXICON)
    options = parser.parse_args()
    learner = Learner([read_rated(name, getattr(options, name)) for name in WEIGHTS])
    if options.cross_validate:
        cross_validate(learner)
        return
    rows = learner.learn()
    write(rows, options.out)
    print(f"{len(rows):,} words written to {options.out}")


if __name__ == "__main__":
    main()
