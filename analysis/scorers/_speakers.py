"""Who says a quotation: the reporter's words on both sides of it, read by pattern.

It sees two short windows of text and returns a name and a cue verb. It knows nothing of quotation marks, paragraphs or actors.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

_REGISTER = Path(__file__).parent.parent / "registers" / "quote_cues.csv"

LABEL_GAP_WORDS = 6
"""A labelling cue reaches this many words (`called what happened in the harbour "unfair"`); longer ones are clauses."""
BARE_SUBJECT_WORDS = 2
"""After a quotation without a comma, a subject counts when it is this short (`"We won" he said`)."""
SUBJECT_WORDS = 16
"""A subject between a closing mark and its verb has at most this many words: name, apposition and age; longer ones are another clause."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(*kinds: str) -> frozenset[str]:
    with _REGISTER.open(encoding="utf-8", newline="") as lines:
        return frozenset(form for row in csv.DictReader(lines) if row["kind"] in kinds for form in row["forms"].split("|"))


_LABELS = _forms("label")
_CUES = _forms("speech", "label")

_ALWAYS_VERBS = frozenset(("said", "told", "wrote", "according to"))
# These take the hearer or the thing labelled as their object, so what follows them is not the speaker.
_NOT_INVERTED = _LABELS | _set(
    """
    told tells tell telling reminded assured informed urged thanked reminds assures informs urges thanks
    """
)

_U = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_SHORT_TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sens?|Reps?|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Cmdr|St)\."
_CAPITAL = rf"(?:{_SHORT_TITLE}|(?:[{_U}]\.)+|(?:al-|el-|d[’'])?[{_U}][\w’'-]*\w|[{_U}])"
_LINK = r"(?:\s(?:de|del|della|der|di|da|dos|du|la|le|van|von|den|ter|bin|ibn|al|el|of|the|and|for|&)){0,2}"
_NAME = re.compile(rf"(?<![\w’'-]){_CAPITAL}(?:\s[\"“‘']{_CAPITAL}[\"”’']|{_LINK}\s{_CAPITAL}){{0,7}}")
_LETTERS = re.compile(r"(?<![\w’'-])[a-zA-Z]+(?![\w’'-])")
_SECOND_WORDS = {form.split()[0]: form.split()[1] for form in sorted(_CUES) if " " in form} | {"according": "to"}
_PRONOUN = re.compile(
    r"(?:^|\s)(he|she|they)(?:\s+(?:\w+ly|also|later|then|once|has|had|have|again|even|still|further)){0,3}\s*$", re.IGNORECASE
)
_FIRST_PRONOUN = re.compile(r"\s*(he|she|they)\b", re.IGNORECASE)
_FILLERS = _set("and but then later also who which that has had have having is was were been being once even to in turn meanwhile")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CLAUSE = re.compile(r",|;|:|\s[–—-]\s|—")
_WORD = re.compile(r"[\w’'-]+")
_COLON_NAME = re.compile(rf"^\W*({_NAME.pattern}):\s*$")
# An unfinished quotation is followed by its attribution; a finished one (full stop inside) usually is not.
_OPEN_END = re.compile(r"[,?!…–—-]$|\.\.\.$")
_NOT_A_SUBJECT = _set(
    """
    and but or that which who while when as in to of for is was were are be has had have with on at by from if because after before than
    into over during since until though although where would could will can may might should must did does do not nor so then about
    against
    """
)
_PREPOSITIONS = _set(
    """
    in on at during after before since from with by near outside inside under over amid despite to about against as of for than via
    """
)
_DETERMINERS = _set(
    """
    a an the his her its their our my your this these those such no any some of in by for s’ new
    """
)
_ROLES = _set(
    """
    spokesman spokeswoman spokesperson president minister leader chief director secretary governor mayor lawyer attorney analyst
    professor economist researcher official chairman chairwoman chair ceo founder co-founder author editor reporter correspondent
    candidate senator congressman congresswoman lawmaker legislator officer commander ambassador envoy representative manager coach
    captain resident owner activist expert historian scientist judge prosecutor politician negotiator aide adviser advisor strategist
    executive head deputy commissioner coordinator organiser organizer farmer teacher student nurse doctor driver worker member general
    colonel inspector detective sheriff pastor priest bishop imam star actor actress player singer writer columnist consultant pollster
    veteran lecturer sociologist biologist engineer fellow partner treasurer clerk
    """
)
# A name before one of these describes them: `Acre officials said` names no speaker.
_GROUPS = _set(
    """
    officials official aides aide lawyers lawyer attorney attorneys leaders leader sources authorities police troops forces media
    government administration military court judge judges prosecutors lawmakers diplomats diplomat ambassador president minister
    analysts experts researchers scientists residents supporters voters protesters activists campaign team allies family relatives
    critics report study tv television radio newspaper news agency host reporter reporters people men women workers soldiers commanders
    commander adviser advisers advisor advisors
    """
)
# Between a verb of speech and a quotation that stands beside it are no words but these.
_HEARERS = _set(
    """
    that it he she they was were is are be been had has would a an the not reporters journalists lawmakers supporters me us him her them
    """
)
_SPOKES = re.compile(
    r"(?:spokes(?:man|woman|person|people|men)|representatives?|statement|officials?|sources?)\s+(?:for|from|of|by|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# `Acre-based` describes, `R-Fla` is a party and a state.
_NOT_A_NAME = re.compile(r"^(?:[\w’'.-]*-(?:based|born|led|backed|era|style|wide|area)|[RDI]-[A-Z]\w*)\b")
_NOT_NAMES = _set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
    November December I He She They We You It His Her Their The A An In On At But And Or So Yet After Before When While As If For From
    With By This That These Those There Here Then Meanwhile However Later Earlier Asked Speaking Police Officials Witnesses Authorities
    Critics Experts Analysts Residents Lawyers Prosecutors Investigators Researchers Scientists Supporters Opponents Protesters
    Lawmakers Democrats Republicans Today Yesterday Tonight Now Still Also Even Another One Two Some Many Most Others Both Neither Who
    What Why How Where Which Its My Our Your Once Until Because Although Though Despite During Since According Not No Yes Instead
    Moreover Indeed Three Four Several Last Next Of
    """
)
_TITLES = _set(
    """
    Mr Mrs Ms Miss Dr Prof Professor Rev Reverend Sir Dame Lord Lady Baroness Sen Senator Senators Rep Representative Reps Congressman
    Congresswoman Gov Governor President Vice Deputy Prime Minister Premier Chancellor Secretary Foreign Interior Defence Defense
    Finance Health Education Justice Home Attorney General Gen Lt Lieutenant Col Colonel Maj Major Capt Captain Sgt Sergeant Adm Admiral
    Cmdr Commander Chief Judge Mayor Councillor Councilman Councilwoman Ambassador King Queen Prince Princess Pope Cardinal Archbishop
    Bishop Imam Sheikh Ayatollah Rabbi Father Speaker Chairman Chairwoman Director Detective Inspector Officer Sheriff Constable
    Superintendent Coach Former Acting State Majority Minority Leader Executive CEO Spokesman Spokeswoman Commissioner Treasurer
    Treasury Democrat Republican Lecturer Analyst Secretary-General
    Vice-President Major-General Chairperson Director-General Co-Chair
    """
)
_AFTER_NAME = _set("MP MPs MEP CEO QC KC PhD MD Spokesman Spokeswoman")
_BODIES = _set(
    """
    Ministry Department Office Council Committee Court House Party Union Bank Agency Group Association University Institute Police Army
    Force Forces Commission Corporation Company Inc Ltd Corp Foundation Times Post News Center Centre Board Authority Service Services
    Society League Federation Organisation Organization Trust Network Alliance Front Movement Guard Guards Bureau Assembly Congress
    Senate Parliament Nations Embassy Secretariat
    """
)

Place = Literal["beside", "sentence", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says a quotation.

    Attributes:
        speaker: The name as it stands in the text, without title; None when no name is there.
        cue: The introducing verb in lower case, or `according to`; None when there is none.
        pronoun: The pronoun that stands where the name would be, in lower case.
        place: Where the cue stands: beside the quotation, elsewhere in its sentence, or nowhere.
    """

    speaker: str | None = None
    cue: str | None = None
    pronoun: str | None = None
    place: Place = "none"


NOBODY = Source()


class _Cue(NamedTuple):
    """A cue verb in lower case and its half-open place."""

    form: str
    start: int
    end: int


def source(before: str, quoted: str, after: str) -> Source:
    """Name who says the quoted words.

    Args:
        before: The reporter's words of the same sentence before the opening mark; quoted stretches in it are blanked.
        quoted: The quoted words.
        after: The reporter's words after the closing mark, up to the end of the sentence or the next quotation.

    Returns:
        What stands beside the quotation wins (before it, then after it), then a cue elsewhere in its sentence, then `Name: "..."`.
    """
    left = _before(_BRACKETS.sub(lambda found: " " * len(found[0]), before))
    if left.place == "beside":
        return left
    right = _after(_BRACKETS.sub("", after), quoted)
    if right.place != "none":
        return right
    if left.place != "none":
        return left
    named = _COLON_NAME.match(before)
    return Source(speaker=_person(named[1])) if named else NOBODY


def names(text: str) -> list[str]:
    """List the names in the reporter's words that could be a speaker: those that no preposition governs."""
    found = ((_person(match[0]), _word_before(text, match.start())) for match in _NAME.finditer(text))
    return [name for name, governor in found if name is not None and governor not in _PREPOSITIONS]


def _before(text: str) -> Source:
    cues = list(_verbs(text))
    if not cues:
        return NOBODY
    last = cues[-1]
    cue = last.form
    gap = _WORD.findall(text, last.end)
    colon = text.rstrip().endswith(":") and cue not in _LABELS
    near = len(gap) <= LABEL_GAP_WORDS if cue in _LABELS else {word.lower() for word in gap} <= _HEARERS
    # `"We will," said Jane Doe, "and soon"`: a quotation taken up again.
    again = "\0" in text and text.rstrip().endswith(",")
    place: Place = "beside" if near or colon or again else "sentence"
    for number in range(len(cues) - 1, -1, -1):
        form, opened, closed = cues[number]
        subject = text[text.rfind("\0", 0, opened) + 1 : opened].lstrip("\"”’'`")
        if form == "according to":
            name, pronoun = _object(text[closed:])
        else:
            name, pronoun = _subject(subject, participle=form.endswith("ing"))
            if name is None and pronoun is None and form not in _NOT_INVERTED and not subject.strip(" ,"):
                name, pronoun = _object(text[closed:])
        if name or pronoun:
            return Source(speaker=name, cue=cue, pronoun=pronoun, place=place)
    return Source(cue=cue, place=place)


def _after(text: str, quoted: str) -> Source:
    start = len(text) - len(text.lstrip(" ,–—-\t\n"))
    match = next(_verbs(text), None)
    if match is None:
        return NOBODY
    cue = match.form
    finished = quoted.rstrip()[-1:] in ".;" and not quoted.rstrip().endswith("...")
    if match.start == start and (not finished or text[start].islower()):
        if cue in _NOT_INVERTED:
            return NOBODY
        name, pronoun = _object(text[match.end :])
        return Source(speaker=name, cue=cue, pronoun=pronoun, place="beside")
    subject = text[start : match.start]
    words = _WORD.findall(subject)
    if cue == "according to" or not words or len(words) > SUBJECT_WORDS or words[0] in _NOT_A_SUBJECT:
        return NOBODY
    unfinished = bool(_OPEN_END.search(quoted.rstrip())) or text.lstrip().startswith((",", "–", "—"))
    bare = len(words) <= BARE_SUBJECT_WORDS and (words[0].islower() or not finished)
    rest = text[match.end :].lstrip(" ")
    if not (unfinished or bare) or (quoted.rstrip()[-1:] in "?!" and not _ends_attribution(rest, cue)):
        return NOBODY
    name, pronoun = _subject(subject)
    return Source(speaker=name, cue=cue, pronoun=pronoun, place="beside")


def _ends_attribution(rest: str, cue: str) -> bool:
    word = _WORD.match(rest)
    return cue in _NOT_INVERTED or not word or word[0] in _PREPOSITIONS or word[0][0].isupper() or word[0].endswith("ly")


def _verbs(text: str) -> Iterator[_Cue]:
    """Find the cues; a noun of the same form (`the report`, `his claims`) or a name (`United States`) is none."""
    words = [(match[0], match.start(), match.end()) for match in _LETTERS.finditer(text)]
    for number, (word, start, end) in enumerate(words):
        form = word.lower()
        second = _SECOND_WORDS.get(form)
        if second is not None and number + 1 < len(words) and words[number + 1][0] == second:
            form, end = f"{form} {second}", words[number + 1][2]
        if form in _CUES or form == "according to":
            governor = _word_before(text, start)
            noun = governor in _DETERMINERS or governor.endswith(("’s", "'s"))
            if (word.islower() and (not noun or form in _ALWAYS_VERBS)) or (word[0].isupper() and not governor):
                yield _Cue(form, start, end)


def _word_before(text: str, position: int) -> str:
    found = _WORD.findall(text[max(0, position - 24) : position])
    return found[-1].lower() if found else ""


def _subject(text: str, *, participle: bool = False) -> tuple[str | None, str | None]:
    """Find the subject before a verb: `X`, `X, the mayor,`, `the mayor, X,`, `X, who`, `he later`; a participle's is a clause away."""
    pronoun = _PRONOUN.search(text)
    if pronoun:
        return None, pronoun[1].lower()
    pieces = [piece for piece in _CLAUSE.split(text) if piece.strip()]
    if not pieces:
        return None, None
    inserted = text.rstrip()[-1:] in {",", "—", "–"}
    if not inserted and not _is_filler(pieces[-1]):
        return _head_name(pieces[-1]), None
    if inserted and len(pieces) >= 2:
        alone = _whole_name(pieces[-1])
        if alone and not _whole_name(pieces[-2]):
            return alone, None
    for piece in reversed(pieces[-4:] if participle or len(pieces) == 1 else pieces[-4:-1]):
        first = _FIRST_PRONOUN.match(piece)
        if first:
            return None, first[1].lower()
        name = _head_name(piece)
        if name:
            return name, None
    return None, None


def _is_filler(piece: str) -> bool:
    return all(word in _FILLERS or word.endswith("ly") for word in _WORD.findall(piece))


def _object(text: str) -> tuple[str | None, str | None]:
    """Find the speaker that follows an inverted verb: `said X`, `said the mayor, X`, `said a spokesman for X`."""
    pronoun = _FIRST_PRONOUN.match(text)
    if pronoun:
        return None, pronoun[1].lower()
    words = _WORD.findall(text[:40])
    if not words or words[0] in _PREPOSITIONS - {"of"} or words[0] in ("that", "earlier", "later") or text.lstrip()[:1] in {",", ".", ":"}:
        return None, None
    pieces = [piece for piece in _CLAUSE.split(text) if piece.strip()]
    name = _head_name(pieces[0]) if pieces else None
    if name is None and len(pieces) > 1:
        name = _whole_name(pieces[1])
    return name, None


def _head_name(piece: str) -> str | None:
    """Return the name that heads a phrase, not one in its description: `the mayor of Springfield` has none."""
    matches = list(_NAME.finditer(piece))
    for number, match in enumerate(matches):
        name = _person(match[0])
        if name is None or match[0].endswith(("’s", "'s", "s’", "s'")):
            continue
        lead = piece[: match.start()]
        following = _WORD.findall(piece[match.end() : match.end() + 40])[:2]
        if _GROUPS & set(following) and not (number + 1 < len(matches) and _ROLES & set(following)):
            continue
        if _word_before(lead, len(lead)) in _PREPOSITIONS | {"the"} and not _SPOKES.search(lead) and _governed(lead):
            continue
        if number + 1 < len(matches):
            between = _WORD.findall(piece[match.end() : matches[number + 1].start()])
            if between and between[-1].lower() in _ROLES and all(word.islower() for word in between) and not _PREPOSITIONS & set(between):
                continue
        return name
    return None


def _governed(lead: str) -> bool:
    words = [word.lower() for word in _WORD.findall(lead[-40:])]
    return bool(words) and (words[-1] in _PREPOSITIONS or (len(words) > 1 and words[-1] == "the" and words[-2] in _PREPOSITIONS))


def _whole_name(piece: str) -> str | None:
    """Return the name when a phrase is nothing else (a leading role word is allowed: `resident Jane Doe`)."""
    words = piece.strip(" .!?\n\"”’'")
    match = _NAME.search(words)
    if match is None or match.end() != len(words):
        return None
    lead = _WORD.findall(words[: match.start()])
    return _person(match[0]) if not lead or lead[-1] in _ROLES else None


def _person(text: str) -> str | None:
    """Strip titles and words that open sentences from a run of capitalised words; None when no name is left."""
    tokens = list(re.finditer(r"\S+", text))
    if _NOT_A_NAME.search(text):
        return None
    plain = [token[0].strip(".,\"“”‘’'") for token in tokens]
    first, last = 0, len(tokens)
    while first < last and (plain[first] in _NOT_NAMES or plain[first].islower()):
        first += 1
    # `Jane Doe of Acre` is Jane Doe; the Ministry of Health and the Secretary of State are not cut.
    for place in range(first + 1, last - 1):
        if plain[place] in ("of", "and", "for") and not _BODIES & set(plain[first:place]) and plain[place - 1] not in _TITLES:
            last = place
            break
    # `Acre Steel's Jane Doe` is Jane Doe, but the Foreign Ministry keeps its country.
    owners = [place for place in range(first, last - 1) if plain[place].endswith(("’s", "'s"))]
    if owners and not _BODIES & set(plain[owners[-1] + 1 : last]):
        first = owners[-1] + 1
    while last - first > 1 and plain[last - 1] in _AFTER_NAME:
        last -= 1
    body = max((place for place in range(first, last) if plain[place] in _BODIES), default=-1)
    titles = [place for place in range(max(first, body), last - 1) if plain[place] in _TITLES and plain[place + 1] not in ("Jr", "Sr")]
    first = titles[-1] + 1 if titles else first
    while first < last and plain[first].islower():
        first += 1
    if last - first == 1 and plain[first] in _TITLES | _AFTER_NAME:
        return None
    while last > first and plain[last - 1] in _NOT_NAMES:
        last -= 1
    if first >= last:
        return None
    name = text[tokens[first].start() : tokens[last - 1].end()]
    return re.sub(r"[’']s$", "", name)
