"""What a sentence says about a target, as named numbers: word values by side, distance, clause and grammatical place, and plain flags.

It cuts words, finds the verb that the target governs or suffers, and adds up values. It knows nothing of probabilities.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.text import straighten

# The distances below were chosen by cross-validation on NewsMTSC (benchmarks/learn_toward.py).
DECAY = 0.5
"""A word k words away counts (k + 1) ** -DECAY."""
NEAR_WORDS = 4
"""Words this close to the target also count as near it."""
VERB_WORDS = 7
"""The verb of a subject is looked for among this many words after it, past adverbs and auxiliaries."""
APPOSITION_WORDS = 14
"""An apposition between commas is passed over when it is at most this long."""
NEGATION_WORDS = 3
"""A negation reaches over this many words, as in VADER."""
TITLE_CASE = 0.6
"""A sentence with this share of capitalised words is a headline: capitals tell no names there."""

_TOKEN = re.compile(r"'s\b|[^\W\d_]+(?:-[^\W\d_]+)*(?:'(?!s\b)[^\W\d_]+)?|\d+|[^\w\s]")
_BOUNDARIES = frozenset('; : - – — ( ) " but although though while because whereas who which when after before if since unless'.split())
_BE = frozenset("is was were are be been being am get gets got isn't wasn't aren't weren't become became becomes".split())
_SKIP = frozenset("has have had will would could should can may might must did does do also just later then still already once again even ever now "
                  "reportedly himself herself themselves itself both all once who hasn't haven't hadn't won't wouldn't couldn't didn't doesn't don't not never".split())
_NEGATIONS = frozenset("not no never n't neither nor without none nobody hardly barely cannot can't won't don't doesn't didn't isn't wasn't aren't weren't hasn't "
                       "haven't hadn't wouldn't couldn't shouldn't ain't deny denies denied denying reject rejects rejected".split())
_DETERMINERS = frozenset("a an the his her its their our my your this that these those very so such more most too quite".split())
PREPOSITIONS = ("against", "by", "of", "to", "with", "for", "from", "on", "about", "in", "at", "than", "like", "over", "between", "under", "into", "as")
_PREPOSITIONS = frozenset(PREPOSITIONS)
_PARTICIPLES = frozenset("been born beaten bound brought built caught chosen cut driven fed felt forced found given held hit hurt kept known laid led left "
                         "lost made met paid put seen sent set shot shown slain sold spoken stuck sued sworn taken taught thrown told torn understood won written".split())
_PRONOUNS = frozenset("he she they him her them his hers their theirs i me my we us our you your it its himself herself themselves".split())

_LISTS: Mapping[str, str] = {
    "blame": "accuse accused accuses accusing blame blamed blames blaming condemn condemned condemns condemning criticise criticised criticize criticized criticizes "
             "criticizing criticising attack attacked attacks attacking denounce denounced denounces slam slammed slams blast blasted blasts rebuke rebuked rebukes "
             "mock mocked mocks mocking ridicule ridiculed insult insulted insults dismiss dismissed chide chided scold scolded berate berated lambaste lambasted "
             "deride derided decry decried censure censured impeach impeached target targeted assail assailed bash bashed bashing fault faulted oppose opposed "
             "opposes opposing reject rejected rejects sue sued suing protest protested vilify vilified smear smeared demonize hate hates hated fear feared distrust "
             "criticism criticisms accusation accusations allegation allegations condemnation backlash outrage attacks complaint complaints lawsuit lawsuits scrutiny",
    "trouble": "arrested charged indicted convicted jailed imprisoned sentenced fired ousted suspended detained killed injured wounded shot defeated beaten sanctioned "
               "banned fined subpoenaed investigated suspected expelled resign resigned resigns resigning lost loses losing lose lied lies lying lie fail failed fails "
               "failing violated violates violating threatened threatens threatening misled misleading abused abuses abusing harassed harassing assaulted assaulting "
               "refused refuses refusing ignored ignores ignoring struggled struggles struggling apologised apologized apologises apologizes stole steals stealing "
               "cheated broke breaks raped murdered bombed invaded colluded obstructed incited",
    "praise": "praise praised praises praising endorse endorsed endorses endorsing support supported supports supporting thank thanked thanks thanking congratulate "
              "congratulated congratulates applaud applauded applauds hail hailed hails laud lauded commend commended commends admire admired admires honor honored honors "
              "honour honoured defend defended defends defending back backed backs backing welcome welcomed welcomes trust trusted trusts respect respected respects "
              "love loved loves elect elected celebrate celebrated favor favored favors prefer preferred credit credited salute saluted nominate nominated award awarded "
              "endorsement support praise admiration",
    "success": "win won wins winning succeed succeeded succeeds lead leads leading led help helped helps helping protect protected protects save saved saves saving "
               "achieve achieved achieves improve improved improves pledge pledged pledges promise promised promises vow vowed vows fight fights fought fighting gain "
               "gained gains surge surged deliver delivered rescue rescued celebrate celebrated urge urged urges beat beats rise rises rose inspired inspires",
    "say": "said says say told tells telling added adds wrote writes writing asked asks noted notes stated states explained explains announced announces reported tweeted "
           "tweets saying adding spoke speaks replied responded",
}  # fmt: skip
_LIST_OF = {word: name for name, words in _LISTS.items() for word in words.split()}


class Values(NamedTuple):
    """What a word tells about a target, learned: polarity (-: negative) where it stands before or after the target, is its verb or acts on it; how neutral it is."""

    before: float
    after: float
    subject: float
    object: float
    neutral_before: float
    neutral_after: float


NO_VALUES = Values(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Words(NamedTuple):
    """A sentence cut once for all its targets."""

    text: str
    words: list[str]
    starts: list[int]
    names: list[bool]
    negated: list[bool]
    clause: list[int]


def cut(sentence: str) -> Words:
    """Cut a sentence into words and marks, in lower case, with names, negated words and clauses told apart."""
    text = straighten(sentence)
    matches = list(_TOKEN.finditer(text))
    raw = [match[0] for match in matches]
    capitals = [word[0].isupper() for word in raw]
    letters = sum(word[0].isalpha() for word in raw)
    headline = sum(capitals) >= TITLE_CASE * letters
    names = [False] * len(raw)
    if not headline:
        opening = True
        for number, word in enumerate(raw):
            names[number] = capitals[number] and not opening
            opening = word in '".:!?'
    words = [word.lower() for word in raw]
    negated = [False] * len(raw)
    clause = [0] * len(raw)
    reach = number_of_clause = 0
    for number, word in enumerate(words):
        if word in _BOUNDARIES:
            number_of_clause += 1
            reach = 0
        negated[number] = reach > 0
        clause[number] = number_of_clause
        reach = NEGATION_WORDS if word in _NEGATIONS else reach - 1
    return Words(text, words, [match.start() for match in matches], names, negated, clause)


class Slots(NamedTuple):
    """The places of a target's verb and of what acts on it, as word numbers; None where there is none."""

    subject: int | None
    passive: bool
    predicate: bool
    object: int | None
    preposition: str | None
    possessive: bool


def slots(sentence: Words, first: int, last: int) -> Slots:
    """Find the verb of the target that fills the words [first, last), and the verb or noun that governs it."""
    words, count = sentence.words, len(sentence.words)
    place = last
    possessive = place < count and words[place] == "'s"
    if possessive:
        place += 1
    elif place < count and words[place] in (",", "("):
        closing = "," if words[place] == "," else ")"
        stop = min(count, place + APPOSITION_WORDS)
        found = next((number for number in range(place + 1, stop) if words[number] == closing), None)
        place = found + 1 if found is not None else count
    subject, be = None, False
    for number in range(place, min(count, place + VERB_WORDS)):
        word = words[number]
        if word in _BE:
            be = True
        elif not (word in _SKIP or word in _DETERMINERS or (word.endswith("ly") and len(word) > 4)):
            if word[0].isalpha() and word not in _PREPOSITIONS and not sentence.names[number]:
                subject = number
            break
    passive = be and subject is not None and (words[subject].endswith("ed") or words[subject] in _PARTICIPLES)
    governor: int | None = None
    preposition: str | None = None
    for number in range(first - 1, max(-1, first - 1 - VERB_WORDS), -1):
        word = words[number]
        if word in _PREPOSITIONS and preposition is None:
            preposition = word
        elif word in _DETERMINERS or sentence.names[number] or word in ("'s", "and"):
            continue
        else:
            governor = number if word[0].isalpha() and word not in _BOUNDARIES else None
            break
    return Slots(subject, passive, be and subject is not None and not passive, governor, preposition, possessive)


def features(sentence: Words, start: int, end: int, values: Mapping[str, Values], lexicon: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Name what the sentence says about the target at the characters [start, end).

    Args:
        sentence: The cut sentence.
        start: First character of the target.
        end: One past its last.
        values: Learned values of words.
        lexicon: VADER's values of words.

    Yields:
        Feature and value; a feature that is not named is 0.
    """
    words, names, negated, clause = sentence.words, sentence.names, sentence.negated, sentence.clause
    first = bisect_left(sentence.starts, start)
    last = max(bisect_left(sentence.starts, end), first)
    count = len(words)
    yield "always", 1.0
    own = clause[min(first, count - 1)] if count else 0
    found = slots(sentence, first, last)
    quoted = _quoted(words)
    for side, places in (("before", range(first - 1, -1, -1)), ("after", range(last, count))):
        total = neutral = inside = near = flipped = said = worst = best = 0.0
        bad = good = near_feeling = inside_feeling = 0.0
        for distance, place in enumerate(places):
            word = words[place]
            if names[place]:
                continue
            learned = values.get(word)
            feeling = lexicon.get(word, 0.0)
            if learned is None and not feeling:
                continue
            weight = _WEIGHTS[distance] if distance < len(_WEIGHTS) else _WEIGHTS[-1]
            if learned is not None:
                value = learned[0] if side == "before" else learned[1]
                total += weight * value
                neutral += weight * (learned[4] if side == "before" else learned[5])
                worst = min(worst, value)
                best = max(best, value)
                if clause[place] == own:
                    inside += weight * value
                if distance < NEAR_WORDS:
                    near += value
                if negated[place]:
                    flipped += weight * value
                if quoted[place]:
                    said += weight * value
            if feeling:
                if negated[place]:
                    feeling *= -0.74
                if feeling < 0:
                    bad += weight * feeling
                else:
                    good += weight * feeling
                if clause[place] == own:
                    inside_feeling += weight * feeling
                if distance < NEAR_WORDS:
                    near_feeling += feeling
        yield f"words {side}", total
        yield f"neutral words {side}", neutral
        yield f"words {side}, same clause", inside
        yield f"words {side}, near", near
        yield f"words {side}, negated", flipped
        yield f"worst word {side}", worst
        yield f"best word {side}", best
        yield f"bad feeling {side}", bad
        yield f"good feeling {side}", good
        yield f"feeling {side}, same clause", inside_feeling
        yield f"feeling {side}, near", near_feeling
        yield f"words {side}, quoted", said
        if side == "after" and found.subject is not None and not found.passive and not found.predicate and not found.possessive:
            deed = _LIST_OF.get(words[found.subject])
            if deed is not None:
                yield f"words after, target does: {deed}", total
                yield f"feeling after, target does: {deed}", bad + good
    yield from _grammar(sentence, found, values, lexicon)
    yield from _target(sentence, first, last, lexicon)


def _quoted(words: Sequence[str]) -> list[bool]:
    inside, result = False, []
    for word in words:
        inside = inside != (word == '"')
        result.append(inside)
    return result


_WEIGHTS = [(distance + 1) ** -DECAY for distance in range(64)]


def _grammar(sentence: Words, found: Slots, values: Mapping[str, Values], lexicon: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    words = sentence.words
    if found.possessive:
        yield "target's", 1.0
    if found.subject is not None:
        word = words[found.subject]
        role = "target's" if found.possessive else "passive" if found.passive else "predicate" if found.predicate else "subject"
        sign = -1.0 if sentence.negated[found.subject] else 1.0
        yield f"{role}: word", sign * values.get(word, NO_VALUES).subject
        yield f"{role}: feeling", sign * lexicon.get(word, 0.0)
        yield f"{role}: any", 1.0
        if word in _LIST_OF:
            yield f"{role}: {_LIST_OF[word]}{' negated' if sign < 0 else ''}", 1.0
    if found.preposition is not None:
        yield f"preposition: {found.preposition}", 1.0
    if found.object is not None:
        word = words[found.object]
        role = "object" if found.preposition is None else found.preposition if found.preposition in ("by", "of", "against", "to", "for", "with") else "other preposition"
        sign = -1.0 if sentence.negated[found.object] else 1.0
        yield f"{role}: word", sign * values.get(word, NO_VALUES).object
        yield f"{role}: feeling", sign * lexicon.get(word, 0.0)
        if word in _LIST_OF:
            yield f"{role}: {_LIST_OF[word]}{' negated' if sign < 0 else ''}", 1.0


def _target(sentence: Words, first: int, last: int, lexicon: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    words = sentence.words
    marks = [number for number, word in enumerate(words) if word == '"']
    if marks:
        yield "quotation in the sentence", 1.0
        if sum(number < first for number in marks) % 2:
            yield "target inside a quotation", 1.0
    own = words[first:last]
    if len(own) == 1 and own[0] in _PRONOUNS:
        yield "target is a pronoun", 1.0
    elif own and not any(sentence.names[first:last]) and first > 0:
        yield "target is a common noun", 1.0
    feeling = sum(lexicon.get(word, 0.0) for number, word in enumerate(own, first) if not sentence.names[number])
    if feeling:
        yield "feeling in the target", feeling
    if first == 0:
        yield "target opens the sentence", 1.0
    if "?" in words:
        yield "question", 1.0
    yield "words in the sentence / 25", len(words) / 25
