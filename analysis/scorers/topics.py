"""What articles are about: the topics of the register that an article's words speak for, and the words that did it.

One automaton finds every term of the register in one pass over a text; the rest is arithmetic over arrays. Knows nothing of files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.registers import topics as register_file
from analysis.registers.topics import Term, Topic, TopicRegister
from analysis.scorers import term_matching
from analysis.scorers.term_matching import Finder, Found, Integers, Meaning, Numbers
from analysis.tables import Column, Table

# A title says in few words what its article is about, so each of its words counts as often as this. Of 259 short items of agency
# news written to be hard, 1 gets 230 right, 2 239, 3 234 and 4 231; on longer texts the four differ by a point at most.
TITLE_WEIGHT = 2.0
# The least evidence that makes a topic: one weak term in a short text, more in a long one, where chance brings some. Chosen so
# that notices to readers get no topic and short news reports do.
LEAST_EVIDENCE = 0.4
LEAST_EVIDENCE_PER_CHARACTER = 1 / 1000
# A top level other than the heaviest is a side remark below this share; a narrower topic needs more than a passing word.
LEAST_SHARE = 0.12
LEAST_SHARE_NARROWER = 0.08
LEAST_EVIDENCE_NARROWER = 4.0
# Texts taken together: enough for the array work to pay, few enough to stay small in memory.
BATCH = 512

ASSIGNED = Table(
    name="topics of texts",
    row="a topic of a text",
    columns=(
        Column(name="text_no", dtype="int64", meaning="Number of the text, from 0"),
        Column(name="topic_id", dtype="str", meaning="The topic's id, of IPTC Media Topics where one exists"),
        Column(name="name", dtype="str", meaning="The topic's name"),
        Column(name="weight", dtype="float64", meaning="How much of the text is about it, 0 to 1"),
    ),
)

EXPLAINED = Table(
    name="terms of topics",
    row="a place in the text that speaks for a topic of it",
    columns=(
        Column(name="topic_id", dtype="str", meaning="The topic's id"),
        Column(name="name", dtype="str", meaning="The topic's name"),
        Column(name="start", dtype="int64", meaning="First character, counted in the text from 0"),
        Column(name="end", dtype="int64", meaning="One past the last character"),
        Column(name="term", dtype="str", meaning="The term as it stands in the register"),
        Column(name="weight", dtype="float64", meaning="Its part of the topic's weight; over a topic they sum to that weight"),
    ),
)

COUNTED = Table(
    name="counted terms of topics",
    row="a term that speaks for a topic of a text",
    columns=(
        Column(name="text_no", dtype="int64", meaning="Number of the text, from 0"),
        Column(name="topic_id", dtype="str", meaning="The topic's id"),
        Column(name="term", dtype="str", meaning="The term as it stands in the register"),
        Column(name="times", dtype="int64", meaning="How often it stands in the text"),
    ),
)


def classify(texts: Sequence[str], *, register: TopicRegister | None = None) -> pd.DataFrame:
    """Find what each text is about.

    A term's evidence is its weight times 1 + ln(occurrences) (sublinear term frequency: Manning, Raghavan and Schütze,
    Introduction to Information Retrieval, 2008, section 6.4.1); the longest term at a place counts, and those inside it do
    not. A topic's evidence is the sum over its terms and those of its narrower topics. Its weight is that evidence as a
    share of the evidence for all top levels, so the weights of top levels sum to at most 1 and a narrower topic never
    outweighs its broader one.

    Args:
        texts: Article texts, each its title, a blank line (or a line break) and its body; a text without a title will do.
        register: The topics to look for; the bundled ones when None.

    Returns:
        A row a topic of a text (``text_no, topic_id, name, weight``), by text and then by weight, heaviest first; ties in
        the order of the register, broader topics first. A text that fits no topic has no row.
    """
    model = _model(register if register is not None else register_file.load())
    parts = [_assigned(model, texts, first) for first in range(0, len(texts), BATCH)]
    return ASSIGNED.check(pd.concat(parts)) if parts else ASSIGNED.empty()


def explain(text: str, *, register: TopicRegister | None = None) -> pd.DataFrame:
    """Find the words that make a text's topics.

    Args:
        text: The text as it is given to `classify`.
        register: The topics to look for; the bundled ones when None.

    Returns:
        A row a place and topic (``topic_id, name, start, end, term, weight``), in the topics' order of `classify` and then by
        place. The weights of a topic's places sum to its weight in `classify`.
    """
    model = _model(register if register is not None else register_file.load())
    evidence = _evidence(model, [text])
    weights = _weights(model, evidence)[0]
    start, end = term_matching.spans(model.finder, evidence.found, text)
    places = pd.DataFrame({"term_no": evidence.found.meaning, "start": start, "end": end, "counts": _counts(evidence.found)})
    places = places.assign(part=places["counts"] / places.groupby("term_no")["counts"].transform("sum"))
    made = pd.DataFrame({"term_no": evidence.term, "topic_no": evidence.topic, "evidence": evidence.amount})
    frame = places.merge(made[weights[evidence.topic] > 0], on="term_no")
    topic_no = frame["topic_no"].to_numpy()
    part = frame["evidence"] * frame["part"]
    total = part.groupby(frame["topic_no"]).transform("sum")
    frame = frame.assign(
        topic_id=model.ids[topic_no],
        name=model.names[topic_no],
        term=model.terms[frame["term_no"].to_numpy()],
        weight=part / total * weights[topic_no],
        heaviest=-weights[topic_no],
        rank=model.rank[topic_no],
    )
    return EXPLAINED.check(frame.sort_values(["heaviest", "rank", "start"], kind="stable")[EXPLAINED.names])


def count_terms(texts: Sequence[str], *, of: Sequence[str] = (), register: TopicRegister | None = None) -> pd.DataFrame:
    """Count the words that make the topics of many texts: what `explain` lists place by place, without the places.

    Args:
        texts: The texts as they are given to `classify`.
        of: Ids of the topics whose terms are counted; all of them when empty.
        register: The topics to look for; the bundled ones when None.

    Returns:
        A row a text, topic and term (``text_no, topic_id, term, times``), by text, then topics in the order of the register, then term.
    """
    model = _model(register if register is not None else register_file.load())
    asked = np.isin(model.ids.astype("str"), list(of)) if of else np.ones(len(model.ids), dtype=np.bool_)
    parts = [_counted(model, texts, first, asked) for first in range(0, len(texts), BATCH)]
    return COUNTED.check(pd.concat(parts)) if parts else COUNTED.empty()


def _counted(model: _Model, texts: Sequence[str], first: int, asked: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Return the terms behind the topics asked for of one batch of texts; their numbers go on from that of its first."""
    evidence = _evidence(model, texts[first : first + BATCH])
    meant = asked[evidence.topic] & (_weights(model, evidence)[evidence.text, evidence.topic] > 0)
    text_no, term_no = evidence.text[meant], evidence.term[meant]
    found, times = np.unique(evidence.found.text * len(model.terms) + evidence.found.meaning, return_counts=True)
    counted = times[np.searchsorted(found, text_no * len(model.terms) + term_no)]
    names, name_no = np.unique(model.terms.astype("str"), return_inverse=True)  # a word's spellings are one term
    keys = pd.DataFrame({"text_no": text_no, "topic_no": evidence.topic[meant], "name_no": name_no[term_no], "times": counted})
    added = keys.groupby(["text_no", "topic_no", "name_no"], as_index=False)["times"].sum()
    topic_id, term = model.ids[added["topic_no"]], names[added["name_no"]]
    return pd.DataFrame({"text_no": added["text_no"] + first, "topic_id": topic_id, "term": term, "times": added["times"]})


def _assigned(model: _Model, texts: Sequence[str], first: int) -> pd.DataFrame:
    """Return the topics of one batch of texts, in order; their numbers go on from that of its first."""
    weights = _weights(model, _evidence(model, texts[first : first + BATCH]))
    text_no, topic_no = weights.nonzero()
    weight = weights[text_no, topic_no]
    order = np.lexsort((model.rank[topic_no], -weight, text_no))
    topic_no = topic_no[order]
    columns = {"text_no": text_no[order] + first, "topic_id": model.ids[topic_no], "name": model.names[topic_no], "weight": weight[order]}
    return pd.DataFrame(columns)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Model:
    """A register as arrays. A posting says that a term speaks for a topic, how strongly, and under which condition (0: none)."""

    finder: Finder
    terms: npt.NDArray[np.object_]
    ids: npt.NDArray[np.object_]
    names: npt.NDArray[np.object_]
    rank: Integers
    top: Integers
    first: Integers
    topic: Integers
    weight: Numbers
    condition: Integers
    needs: list[Integers]
    without: list[Integers]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Evidence:
    """What was found in some texts, and the evidence that each term found in a text gives to a topic."""

    found: Found
    lengths: Integers
    text: Integers
    term: Integers
    topic: Integers
    amount: Numbers


@lru_cache(maxsize=4)
def _model(register: TopicRegister) -> _Model:
    number = {topic.topic_id: position for position, topic in enumerate(register.topics)}
    broader = {topic.topic_id: topic.broader for topic in register.topics}
    above_no = [[number[topic_id] for topic_id in _path(topic.topic_id, broader)] for topic in register.topics]
    finder = term_matching.finder([*_all_terms(register.topics), *register.ignored])
    listing = defaultdict[str, dict[int, Term]](dict)
    for topic_no, topic in enumerate(register.topics):
        for term in topic.terms:
            listing[term.text][topic_no] = term
    once: dict[tuple[int, int], Term] = {}
    meanings_of = defaultdict[str, list[int]](list)
    for meaning_no, meaning in enumerate(finder.meanings):
        for name in meaning.terms:
            meanings_of[name].append(meaning_no)
        for topic_no, terms in _speaking(meaning, listing, above_no).items():
            once[meaning_no, topic_no] = _once(terms)
    kinds = dict.fromkeys([((), ()), *((term.needs, term.without) for term in once.values())])
    conditions = {kind: condition for condition, kind in enumerate(kinds)}
    return _Model(
        finder=finder,
        terms=np.array([meaning.terms[0] for meaning in finder.meanings], dtype=object),
        ids=np.array([topic.topic_id for topic in register.topics], dtype=object),
        names=np.array([topic.name for topic in register.topics], dtype=object),
        rank=np.argsort(np.argsort([len(path) for path in above_no], kind="stable")),
        top=np.array([path[-1] for path in above_no], dtype=np.int64),
        first=np.searchsorted([meaning_no for meaning_no, _ in once], np.arange(len(finder.meanings) + 1)),
        topic=np.array([topic for _, topic in once], dtype=np.int64),
        weight=np.array([term.weight for term in once.values()], dtype=np.float64),
        condition=np.array([conditions[term.needs, term.without] for term in once.values()], dtype=np.int64),
        needs=[_numbers(needs, meanings_of) for needs, _ in kinds],
        without=[_numbers(without, meanings_of) for _, without in kinds],
    )


def _numbers(names: Sequence[str], meanings_of: Mapping[str, list[int]]) -> Integers:
    return np.array([meaning_no for name in names for meaning_no in meanings_of[name]], dtype=np.int64)


def _speaking(meaning: Meaning, listing: Mapping[str, dict[int, Term]], above: Sequence[Sequence[int]]) -> dict[int, list[Term]]:
    """Return the terms by which a spelling speaks for each topic; what a topic says of a plural counts before its singular."""
    speaking = defaultdict[int, list[Term]](list)
    for topic_no in sorted({topic_no for name in meaning.terms for topic_no in listing[name]}):
        own = [listing[name][topic_no] for name in meaning.own if topic_no in listing[name]]
        plural = [listing[name][topic_no] for name in meaning.plural_of if topic_no in listing[name]]
        for above_no in above[topic_no]:
            speaking[above_no] += own or plural
    return speaking


def _once(terms: Sequence[Term]) -> Term:
    """Return one term for those of a topic and its narrower ones: as strong as the strongest, wherever one of them counts."""
    needs = () if any(not term.needs for term in terms) else tuple(dict.fromkeys(name for term in terms for name in term.needs))
    without = tuple(name for name in terms[0].without if all(name in term.without for term in terms))
    return Term(text=terms[0].text, weight=max(term.weight for term in terms), needs=needs, without=without)


def _path(topic_id: str, broader: Mapping[str, str | None]) -> list[str]:
    """Return a topic and its broader ones, up to the top level."""
    path = [topic_id]
    while (above := broader[path[-1]]) is not None:
        path.append(above)
    return path


def _all_terms(topics: Sequence[Topic]) -> list[str]:
    terms = [term for topic in topics for term in topic.terms]
    return [text for term in terms for text in (term.text, *term.needs, *term.without)]


def _counts(found: Found) -> Numbers:
    return np.where(found.title, TITLE_WEIGHT, 1.0)


def _evidence(model: _Model, texts: Sequence[str]) -> _Evidence:
    found = term_matching.find(model.finder, texts)
    pairs, place = np.unique(found.text * len(model.terms) + found.meaning, return_inverse=True)
    text, term = np.divmod(pairs, len(model.terms))
    damped = 1.0 + np.log(np.bincount(place, weights=_counts(found), minlength=len(pairs)))
    postings = model.first[term + 1] - model.first[term]
    pair = np.repeat(np.arange(len(pairs)), postings)
    posting = np.arange(len(pair)) - np.repeat(np.cumsum(postings) - postings, postings) + model.first[term[pair]]
    holds = _conditions(model, text, term, len(texts))[text[pair], model.condition[posting]]
    pair, posting = pair[holds], posting[holds]
    return _Evidence(
        found=found,
        lengths=np.array([len(text) for text in texts], dtype=np.int64),
        text=text[pair],
        term=term[pair],
        topic=model.topic[posting],
        amount=model.weight[posting] * damped[pair],
    )


def _conditions(model: _Model, text: Integers, term: Integers, texts: int) -> npt.NDArray[np.bool_]:
    """Return which condition (column) holds in which text (row), from the terms that stand in each text."""
    holds = np.ones((texts, len(model.needs)), dtype=np.bool_)
    for condition, (needs, without) in enumerate(zip(model.needs, model.without, strict=True)):
        if len(needs):
            holds[:, condition] = False
            holds[text[np.isin(term, needs)], condition] = True
        if len(without):
            holds[text[np.isin(term, without)], condition] = False
    return holds


def _weights(model: _Model, evidence: _Evidence) -> Numbers:
    """Return the weight of each topic (column) in each text (row); 0 where the text is not about it."""
    shape = len(evidence.lengths), len(model.ids)
    amount = np.bincount(evidence.text * shape[1] + evidence.topic, weights=evidence.amount, minlength=shape[0] * shape[1]).reshape(shape)
    is_top = model.top == np.arange(shape[1])
    total = amount[:, is_top].sum(axis=1, keepdims=True)
    share = np.divide(amount, total, out=np.zeros(shape), where=total > 0)
    least = LEAST_EVIDENCE + LEAST_EVIDENCE_PER_CHARACTER * evidence.lengths[:, None]
    heaviest = share >= np.where(is_top, share, 0.0).max(axis=1, keepdims=True, initial=0.0)
    kept_top = is_top & (amount >= least) & (heaviest | (share >= LEAST_SHARE))
    kept_narrower = (amount >= LEAST_EVIDENCE_NARROWER) & (share >= LEAST_SHARE_NARROWER) & kept_top[:, model.top]
    return np.where(kept_top | kept_narrower, share, 0.0)
