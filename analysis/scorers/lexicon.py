"""Word values: VADER's own, and ours for news, as one record that an analyst's edited list can be loaded into. Nothing here scores."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.errors import InputError, RegisterError

NEWS_LEXICON: Final = Path(__file__).parent.parent / "registers" / "news_lexicon.csv"
COLUMNS: Final = ("word", "vader", "ours", "why")
LARGEST_VALUE: Final = 4.0  # VADER's raters used -4 to 4
WORD_MAX_CHARACTERS: Final = 60  # longer than any word; a longer one is a damaged row


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word values and how text is read for them.

    Attributes:
        name: What to call it on screen.
        values: Value of each lower-case word, -4 to 4; a word without feeling is left out.
        for_news: True to straighten quotes and to leave names without value; False to read as vaderSentiment does, to the last digit.
        recipe: Sixteen hex digits of all the above but the name: equal recipes give equal scores.
    """

    name: str
    values: Mapping[str, float]
    for_news: bool
    recipe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconChoice:
    """Which word values a corpus is scored with: one of ours, and the analyst's own changes of it.

    Attributes:
        base: "news", or "vader" for exactly what vaderSentiment gives; changes are then left aside.
        changes: Lower-case words and their values, -4 to 4, sorted by word; value 0 takes a word's feeling away.
    """

    base: Literal["news", "vader"] = "news"
    changes: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a change that is no word or no value.

        Raises:
            InputError: A word or its value is not well formed.
        """
        for word, value in self.changes:
            if not is_word(word) or word != word.lower():
                raise InputError(f"“{word[:WORD_MAX_CHARACTERS]}” is not one word in small letters. Enter a single word without spaces.")
            if not math.isfinite(value) or abs(value) > LARGEST_VALUE:
                raise InputError(f"The value of “{word}” must lie between −4 and +4.")

    def changed(self, word: str, value: float | None) -> LexiconChoice:
        """Return the choice with one word's value changed, or with its change taken back for None."""
        kept = {**dict(self.changes), word.strip().lower(): value}
        return LexiconChoice(base=self.base, changes=tuple(sorted((key, number) for key, number in kept.items() if number is not None)))


@lru_cache(maxsize=16)  # an analyst tries a few
def chosen_lexicon(choice: LexiconChoice) -> Lexicon:
    """Return the word values of a choice."""
    if choice.base == "vader":
        return vader_lexicon()
    if not choice.changes:
        return news_lexicon()
    values = {word: value for word, value in {**news_lexicon().values, **dict(choice.changes)}.items() if value != 0}
    return _lexicon("news, changed", values, for_news=True)


def is_word(text: str) -> bool:
    """Tell whether a text can be a word of a lexicon: not empty, not too long, no space in it."""
    return 0 < len(text) <= WORD_MAX_CHARACTERS and not any(map(str.isspace, text))


@cache
def vader_lexicon() -> Lexicon:
    """Return VADER's own word values (Hutto and Gilbert 2014), read exactly as the library reads them."""
    return _lexicon("vader", dict(SentimentIntensityAnalyzer().lexicon), for_news=False)


@cache
def news_lexicon() -> Lexicon:
    """Return VADER's word values with our corrections for news, as they stand in the register."""
    return load_lexicon(NEWS_LEXICON, name="news")


def load_lexicon(path: Path | str, *, name: str | None = None) -> Lexicon:
    """Return VADER's word values with the corrections of a CSV file.

    Args:
        path: A file with the columns word, vader, ours, why, in any order; only word and ours are needed.
            Value 0 takes a word's feeling away.
        name: What to call it; the file's name by default.

    Returns:
        The lexicon, reading text for news.

    Raises:
        RegisterError: The file cannot be read, or a row is not well formed; the message names the file and the row.
    """
    path = Path(path)
    corrections: dict[str, float] = {}
    for number, row in _rows(path):
        word = (row.get("word") or "").strip().lower()
        if not is_word(word):
            raise RegisterError(f"{path.name}, row {number}: the column 'word' must hold one word without spaces.")
        if word in corrections:
            raise RegisterError(f"{path.name}, row {number}: the word '{word}' stands there twice. Keep one of the rows.")
        corrections[word] = _value(path, number, word, row.get("ours"))
    values = {word: value for word, value in {**vader_lexicon().values, **corrections}.items() if value != 0}
    return _lexicon(name or path.stem, values, for_news=True)


def _rows(path: Path) -> list[tuple[int, dict[str, str | None]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(f"{path.name}: cannot be read as a UTF-8 text file.") from error
    reader = csv.DictReader(text.splitlines())
    if not {"word", "ours"} <= set(reader.fieldnames or ()):
        raise RegisterError(f"{path.name}, row 1: the columns 'word' and 'ours' are needed; the first row must name the columns.")
    return [(reader.line_num, row) for row in reader if any(row.values())]


def _value(path: Path, number: int, word: str, field: str | None) -> float:
    try:
        value = float(field or "")
    except ValueError as error:
        raise RegisterError(
            f"{path.name}, row {number}: the value of '{word}' must be a number from -4 to 4, not '{field or ''}'."
        ) from error
    if not math.isfinite(value) or abs(value) > LARGEST_VALUE:
        raise RegisterError(f"{path.name}, row {number}: the value of '{word}' must lie between -4 and 4, not be {field}.")
    return value


def _lexicon(name: str, values: dict[str, float], *, for_news: bool) -> Lexicon:
    lines = [f"for_news={for_news}", *(f"{word}\t{value!r}" for word, value in sorted(values.items()))]
    recipe = hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Lexicon(name=name, values=MappingProxyType(values), for_news=for_news, recipe=recipe)
