"""Which language an article is in. English is told by its small words, anything else by py3langid among the languages of the news."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_JUDGED_CHARACTERS: Final = 3_000
"""Characters of a text that are judged; more changes nothing but the time."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Function words of English that are no words of another language of the list below, or rare ones (the closed classes of Quirk et al., A
# Comprehensive Grammar of the English Language; without in, on, is, a, an, me, as, at, for, will, he, so, which are words elsewhere).
_ENGLISH: Final = frozenset(
    _listed(
        """
        the of and to that it with was his her by from they this have had not are but what were their which you she if would there been one
        could about than who its into has more after when where how why these those such only some over between against before during while
        because through should may might must being says said new up out your our we be
        """
    )
)
_ENGLISH_SHARE: Final = 0.18
"""Share of function words from which a text is English: English prose has 0.3 to 0.5, other languages below 0.05."""
_ENGLISH_WORDS: Final = 20
"""Words from which that share says enough."""
_SHORT_LETTERS: Final = 20
"""Letters below which a text tells nothing by itself; it is taken as English unless another script speaks."""
_EXCLUDED: Final = 0.01
"""Probability of English below which a short text in Latin letters is believed to be another language. English headlines, names and all,
have more (1,511 of 1,512 of a Canadian paper), foreign ones less (58 of 60 of a Norwegian paper)."""
_LIKELY: Final = 0.5
"""Probability of English from which a short text needs no help of its outlet."""
_OUTLET_TEXTS: Final = 3
"""Sure texts of an outlet from which its language is known."""
_OUTLET_SHARE: Final = 0.6
"""Share of them in one language."""
_SHORT_WORDS: Final = 25
"""Words up to which a text counts as short, as headlines are."""
LANGUAGES: Final[dict[str, str]] = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "da": "Danish", "sv": "Swedish", "no": "Norwegian", "nb": "Norwegian Bokmål", "nn": "Norwegian Nynorsk", "fi": "Finnish",
    "is": "Icelandic", "pl": "Polish", "cs": "Czech", "sk": "Slovak", "sl": "Slovenian", "hr": "Croatian", "sr": "Serbian",
    "bs": "Bosnian", "mk": "Macedonian", "bg": "Bulgarian", "ro": "Romanian", "hu": "Hungarian", "el": "Greek", "tr": "Turkish",
    "az": "Azerbaijani", "ru": "Russian", "uk": "Ukrainian", "be": "Belarusian", "lt": "Lithuanian", "lv": "Latvian", "et": "Estonian",
    "sq": "Albanian", "ka": "Georgian", "hy": "Armenian", "he": "Hebrew", "ar": "Arabic", "fa": "Persian", "ur": "Urdu", "ps": "Pashto",
    "ku": "Kurdish", "hi": "Hindi", "bn": "Bengali", "ta": "Tamil", "te": "Telugu", "mr": "Marathi", "gu": "Gujarati", "kn": "Kannada",
    "ml": "Malayalam", "pa": "Punjabi", "or": "Odia", "si": "Sinhala", "ne": "Nepali", "th": "Thai", "km": "Khmer", "lo": "Lao",
    "vi": "Vietnamese", "id": "Indonesian", "ms": "Malay", "tl": "Tagalog", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
    "mn": "Mongolian", "kk": "Kazakh", "sw": "Swahili", "am": "Amharic", "af": "Afrikaans", "zu": "Zulu", "xh": "Xhosa",
    "rw": "Kinyarwanda", "ca": "Catalan", "gl": "Galician", "eu": "Basque", "cy": "Welsh", "ga": "Irish", "mt": "Maltese",
    "ht": "Haitian Creole",
}  # fmt: skip
"""ISO 639-1 code -> name, of the languages that news is told apart in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    code: str | None
    sure: bool


def detect(texts: Sequence[str], *, outlets: Sequence[str | None] | None = None) -> list[str | None]:
    """Tell the language of each text.

    Args:
        texts: Articles or headlines.
        outlets: The outlet of each text; a headline that says too little by itself is then judged by its outlet's other texts.

    Returns:
        An ISO 639-1 code a text, in order; None for a text without letters. Norwegian is "no" whichever written form it has. A short text
        in Latin letters is English unless English is all but excluded.

    Raises:
        ValueError: There are not as many outlets as texts.
    """
    verdicts = [_judge(text) for text in texts]
    if outlets is None:
        return [verdict.code for verdict in verdicts]
    usual = _usual(verdicts, outlets)
    return [verdict.code if verdict.sure else usual.get(outlet, verdict.code) for verdict, outlet in zip(verdicts, outlets, strict=True)]


def _usual(verdicts: Sequence[_Verdict], outlets: Sequence[str | None]) -> dict[str | None, str]:
    """Return the language of each outlet that has one, by its sure texts."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for verdict, outlet in zip(verdicts, outlets, strict=True):
        if outlet is not None and verdict.sure and verdict.code is not None:
            counts[outlet][verdict.code] += 1
    usual: dict[str | None, str] = {}
    for outlet, codes in counts.items():
        code, count = min(codes.items(), key=lambda pair: (-pair[1], pair[0]))
        if codes.total() >= _OUTLET_TEXTS and count >= _OUTLET_SHARE * codes.total():
            usual[outlet] = code
    return usual


def _judge(text: str) -> _Verdict:
    judged = text[:_JUDGED_CHARACTERS]
    words = [word.lower() for word in _WORD.findall(judged)]
    if not words:
        return _Verdict(code=None, sure=True)
    english = sum(word in _ENGLISH for word in words)
    if len(words) >= _ENGLISH_WORDS and english >= _ENGLISH_SHARE * len(words):
        return _Verdict(code="en", sure=True)
    letters = "".join(words)
    latin = sum(letter < "\u0250" for letter in letters) >= 0.5 * len(letters)
    if latin and len(letters) < _SHORT_LETTERS and english:
        return _Verdict(code="en", sure=False)
    ranked = _identifier().rank(judged)
    code = str(ranked[0][0])
    code = "no" if code in ("nb", "nn") else code
    if not latin or len(words) > _SHORT_WORDS:
        return _Verdict(code=code, sure=True)
    chance = float(dict(ranked)["en"])
    if chance < _EXCLUDED and english < 0.25 * len(words) and len(letters) >= _SHORT_LETTERS:
        return _Verdict(code=code, sure=True)
    return _Verdict(code="en", sure=chance >= _LIKELY)


@cache
def _identifier() -> Any:  # py3langid has no type information
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in LANGUAGES if code in known])
    return identifier
