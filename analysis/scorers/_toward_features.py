"""What a sentence says about a target, as named numbers: word values by side, distance, clause and grammatical place, and plain flags.

It cuts words, finds the verb that the target governs or suffers, and adds up values. It knows nothing of probabilities.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
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
FAR_WORDS = 64
"""Words farther away than this are not read, so that time is linear in the text; hardly a news sentence is longer."""
NEGATION_WORDS = 3
"""A negation reaches over this many words, as in VADER (Hutto and Gilbert 2014)."""
NEGATED_FEELING = -0.74
"""A negated word's feeling is multiplied by this, as in VADER."""
TITLE_CASE = 0.6
"""A sentence with this share of capitalised words is in title case: capitals tell no names there."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOKEN = re.compile(r"'s\b|[^\W\d_]+(?:-[^\W\d_]+)*(?:'(?!s\b)[^\W\d_]+)?|\d+|[^\w\s]")
_BOUNDARIES = _set("""; : - – — ( ) " but although though while because whereas who which when after before if since unless""")
_BE = _set(
    """
    is was were are be been being am get gets got isn't wasn't aren't weren't become became becomes
    """
)
_SKIP = _set(
    """
    has have had will would could should can may might must did does do also just later then still already once again even ever now
    reportedly himself herself themselves itself both all who hasn't haven't hadn't won't wouldn't couldn't didn't doesn't don't not
    never
    """
)
_ENDS = frozenset((".", "!", "?", "…", '"', "'", ")", ":", ";"))
_NEGATIONS = _set(
    """
    not no never n't neither nor without none nobody hardly barely cannot can't won't don't doesn't didn't isn't wasn't aren't weren't
    hasn't haven't hadn't wouldn't couldn't shouldn't ain't deny denies denied denying reject rejects rejected
    """
)
_DETERMINERS = _set(
    """
    a an the his her its their our my your this that these those very so such more most too quite
    """
)
_PREPOSITIONS = _set("against by of to with for from on about in at than like over between under into as")
_PARTICIPLES = _set(
    """
    been born beaten bound brought built caught chosen cut driven fed felt forced found given held hit hurt kept known laid led left
    lost made met paid put seen sent set shot shown slain sold spoken stuck sued sworn taken taught thrown told torn understood won
    written
    """
)
_PRONOUNS = _set(
    """
    he she they him her them his hers their theirs i me my we us our you your it its himself herself themselves
    """
)

_LISTS: Mapping[str, str] = {
    "blame": """
    accuse accused accuses accusing blame blamed blames blaming attack attacked attacks attacking mock mocked mocks mocking ridicule
    ridiculed insult insulted insults dismiss dismissed scold scolded berate berated lambaste lambasted deride derided impeach impeached
    target targeted assail assailed bash bashed bashing sue sued suing vilify vilified smear smeared demonize hate hates hated fear
    feared distrust criticism criticisms accusation accusations allegation allegations condemnation backlash outrage complaint
    complaints lawsuit lawsuits scrutiny
    """,
    "condemn": """
    condemn condemned condemns condemning criticise criticised criticize criticized criticizes criticizing criticising denounce
    denounced denounces slam slammed slams blast blasted blasts rebuke rebuked rebukes chide chided decry decried censure censured fault
    faulted oppose opposed opposes opposing reject rejected rejects protest protested denouncing rejecting protesting slamming blasting
    rebuking lament lamented laments deplore deplored deplores regret regretted mourn mourned
    """,
    "trouble": """
    arrested charged indicted convicted jailed imprisoned sentenced fired ousted suspended detained killed injured wounded shot defeated
    beaten sanctioned banned fined subpoenaed investigated suspected expelled resign resigned resigns resigning lost loses losing lose
    lied lies lying lie fail failed fails failing violated violates violating threatened threatens threatening misled misleading abused
    abuses abusing harassed harassing assaulted assaulting refused refuses refusing ignored ignores ignoring struggled struggles
    struggling apologised apologized apologises apologizes stole steals stealing cheated broke breaks raped murdered bombed invaded
    colluded obstructed incited
    """,
    "praise": """
    praise praised praises praising endorse endorsed endorses endorsing support supported supports supporting thank thanked thanks
    thanking congratulate congratulated congratulates applaud applauded applauds hail hailed hails laud lauded commend commended
    commends admire admired admires honor honored honors honour honoured defend defended defends defending back backed backs backing
    welcome welcomed welcomes trust trusted trusts respect respected respects love loved loves elect elected celebrate celebrated favor
    favored favors prefer preferred credit credited salute saluted nominate nominated award awarded endorsement admiration
    """,
    "success": """
    win won wins winning succeed succeeded succeeds lead leads leading led help helped helps helping protect protected protects save
    saved saves saving achieve achieved achieves improve improved improves pledge pledged pledges promise promised promises vow vowed
    vows fight fights fought fighting gain gained gains surge surged deliver delivered rescue rescued celebrate celebrated urge urged
    urges beat beats rise rises rose inspired inspires
    """,
    "say": """
    said says say told tells telling added adds wrote writes writing asked asks noted notes stated states explained explains announced
    announces reported tweeted tweets saying adding spoke speaks replied responded
    """,
}
_LIST_OF = {word: name for name, words in _LISTS.items() for word in words.split()}


class Values(NamedTuple):
    """What a word tells about a target, learned.

    Polarity (minus is negative) where it stands before or after the target, is its verb or acts on it; how neutral it is
    before and after.
    """

    before: float
    after: float
    subject: float
    object: float
    neutral_before: float
    neutral_after: float


NO_VALUES = Values(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class Words(NamedTuple):
    """A sentence cut once for all its targets; a headline is one that no mark ends."""

    text: str
    words: list[str]
    starts: list[int]
    names: list[bool]
    negated: list[bool]
    clause: list[int]
    quoted: list[bool]
    headline: bool
    question: bool
    quotation: bool


def cut(sentence: str) -> Words:
    """Cut a sentence into words and marks, in lower case, with names, negated words and clauses told apart."""
    text = straighten(sentence)
    matches = list(_TOKEN.finditer(text))
    raw = [match[0] for match in matches]
    capitals = [word[0].isupper() for word in raw]
    letters = sum(word[0].isalpha() for word in raw)
    title_case = sum(capitals) >= TITLE_CASE * letters
    names = [False] * len(raw)
    if not title_case:
        opening = True
        for number, word in enumerate(raw):
            names[number] = capitals[number] and not opening
            opening = word in '".:!?'
    words = [word.lower() for word in raw]
    negated: list[bool] = []
    clause: list[int] = []
    quoted: list[bool] = []
    reach = clauses = 0
    inside = False
    for word in words:
        if word in _BOUNDARIES:
            clauses += 1
            reach = 0
            inside = inside != (word == '"')
        negated.append(reach > 0)
        clause.append(clauses)
        quoted.append(inside)
        reach = NEGATION_WORDS if word in _NEGATIONS else reach - 1
    headline = not words or words[-1] not in _ENDS
    return Words(text, words, [match.start() for match in matches], names, negated, clause, quoted, headline, "?" in words, any(quoted))


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


def features(
    sentence: Words, start: int, end: int, values: Mapping[str, Values], lexicon: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
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
    first = bisect_left(sentence.starts, start)
    last = max(bisect_left(sentence.starts, end), first)
    count = len(sentence.words)
    found = slots(sentence, first, last)
    own = sentence.clause[min(first, count - 1)] if count else 0
    acts = found.subject is not None and not (found.passive or found.predicate or found.possessive)
    deed = _LIST_OF.get(sentence.words[found.subject]) if acts and found.subject is not None else None
    yield "always", 1.0
    yield from _side(sentence, "before", range(first - 1, max(-1, first - 1 - FAR_WORDS), -1), own, None, values, lexicon)
    # What a target says or condemns is not what it is: such words count apart.
    after = f"after, target does: {deed}" if deed in ("say", "condemn") else "after"
    yield from _side(sentence, after, range(last, min(count, last + FAR_WORDS)), own, deed, values, lexicon)
    yield from _grammar(sentence, found, values, lexicon)
    yield from _target(sentence, first, last, lexicon)


_WEIGHTS = [(distance + 1) ** -DECAY for distance in range(FAR_WORDS)]


def _side(
    sentence: Words, side: str, places: range, own: int, deed: str | None, values: Mapping[str, Values], lexicon: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """Add up the words on one side, nearest first. One loop over plain locals: nearly all the time is spent here."""
    words, names, negated, clause, quoted = sentence.words, sentence.names, sentence.negated, sentence.clause, sentence.quoted
    polarity, neutrality = (0, 4) if side == "before" else (1, 5)
    total = neutral = inside = near = flipped = said = worst = best = 0.0
    bad = good = inside_feeling = near_feeling = 0.0
    for weight, distance, place in zip(_WEIGHTS, range(FAR_WORDS), places, strict=False):
        if names[place]:
            continue
        learned = values.get(words[place])
        if learned is not None:
            value = learned[polarity]
            weighted = weight * value
            total += weighted
            neutral += weight * learned[neutrality]
            worst, best = min(worst, value), max(best, value)
            if clause[place] == own:
                inside += weighted
            if distance < NEAR_WORDS:
                near += value
            if negated[place]:
                flipped += weighted
            if quoted[place]:
                said += weighted
        feeling = lexicon.get(words[place], 0.0)
        if feeling:
            feeling *= NEGATED_FEELING if negated[place] else 1.0
            bad, good = bad + weight * min(feeling, 0.0), good + weight * max(feeling, 0.0)
            if clause[place] == own:
                inside_feeling += weight * feeling
            if distance < NEAR_WORDS:
                near_feeling += feeling
    yield f"words {side}", total
    yield f"neutral words {side}", neutral
    yield f"words {side}, same clause", inside
    yield f"words {side}, near", near
    yield f"words {side}, negated", flipped
    yield f"words {side}, quoted", said
    yield f"worst word {side}", worst
    yield f"best word {side}", best
    yield f"bad feeling {side}", bad
    yield f"good feeling {side}", good
    yield f"feeling {side}, same clause", inside_feeling
    yield f"feeling {side}, near", near_feeling
    if deed is not None and side == "after":
        yield f"words {side}, target does: {deed}", total
        yield f"feeling {side}, target does: {deed}", bad + good


_ROLE_OF = {word: word for word in ("by", "of", "against", "to", "for", "with")}


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
        role = "object" if found.preposition is None else _ROLE_OF.get(found.preposition, "other preposition")
        sign = -1.0 if sentence.negated[found.object] else 1.0
        yield f"{role}: word", sign * values.get(word, NO_VALUES).object
        yield f"{role}: feeling", sign * lexicon.get(word, 0.0)
        if word in _LIST_OF:
            yield f"{role}: {_LIST_OF[word]}{' negated' if sign < 0 else ''}", 1.0


def _target(sentence: Words, first: int, last: int, lexicon: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    words = sentence.words
    if sentence.quotation:
        yield "quotation in the sentence", 1.0
        if first > 0 and sentence.quoted[first - 1]:
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
    if sentence.question:
        yield "question", 1.0
    yield "words in the sentence / 25", len(words) / 25
