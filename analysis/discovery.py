"""What articles are about beyond the topics that are known: themes found in their words, as an aid to naming new topics.

Non-negative matrix factorisation of TF-IDF (Lee and Seung, Nature 401, 1999), from a start that is the same every time. Knows nothing of corpora.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]

FEWEST_ARTICLES = 20  # below this, two articles that share a name look like a theme
MOST_ARTICLES = 3_000  # more are drawn from: the themes of a fair draw of this size are those of the whole, in seconds
MOST_THEMES = 10  # more than anybody reads through
TERMS = 8  # terms that a theme is shown with
LABEL_TERMS = 3
EXAMPLES = 3  # articles that are named for a theme
# Of relevance, the part that frequency has against distinctness; people told topics best at 0.6 (Sievert and Shirley, LDAvis, 2014).
_FREQUENCY_PART = 0.6
_LEAST_OWN_PART = 0.6  # of a term's weight in all themes; a term below it would bring in articles on other things
_LEAST_ARTICLES_OF_A_TERM = 3
_LARGEST_SHARE_OF_A_TERM = 0.5  # a word in every second article tells none of them apart
_VOCABULARY = 6_000
_ITERATIONS = 400
_SEED = 0  # of the singular value decomposition that the factorisation starts from
_LOOKED_AT = 30  # articles that tell how a term is written
_OPENING = 2_500  # characters of an article that are read: news tells what it is about first
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words of the trade and of the calendar, which are about nothing; ``common`` words are in scikit-learn's list.
_EMPTY_WORDS = """
    said says say saying told tell added adding according reported report reports reporting news press agency statement spokesman
    spokeswoman spokesperson official officials asked called including monday tuesday wednesday thursday friday saturday sunday january
    february march april june july august september october november december year years month months week weeks day days today yesterday
    tomorrow hour hours time times mr mrs ms dr like just new one two three four five six seven eight nine ten first second third last
    next people man men woman women make made makes making take took taken taking come came coming going went gone get got getting know
    known think thought want wanted wants use used using way ways thing things lot did does doing don didn doesn isn wasn aren weren won
    wouldn couldn shouldn hasn haven hadn also well many much advertisement subscribe newsletter photo image video reuters afp associated
    copyright rights reserved read continue click share follow email twitter facebook com www http https amp
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Something that several articles are about.

    Attributes:
        label: Its strongest distinctive terms.
        terms: Its terms, the most telling first.
        query: A query that finds articles about it: any of those of its terms that belong to it more than to all other themes.
        articles: Numbers of the articles that are about it more than about any other theme, the clearest first.
    """

    label: str
    terms: tuple[str, ...]
    query: str
    articles: tuple[int, ...]


def themes(texts: Sequence[str]) -> list[Theme]:
    """Return what texts are about, the theme of most texts first.

    The number of themes is the square root of half the number of texts (Mardia, Kent and Bibby, Multivariate Analysis, 1979), at most
    ``MOST_THEMES``. Terms are single words and pairs of neighbours; a theme's terms are ranked by relevance.

    Args:
        texts: Titles and texts of articles in English; at most ``MOST_ARTICLES``, else only the first so many are read.

    Returns:
        The themes; none for fewer than ``FEWEST_ARTICLES`` texts, or for texts that share no words. The same texts give the same themes.
    """
    texts = texts[:MOST_ARTICLES]
    if len(texts) < FEWEST_ARTICLES:
        return []
    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    empty = ENGLISH_STOP_WORDS | frozenset(_EMPTY_WORDS.split())
    vectors = TfidfVectorizer(
        analyzer=lambda text: _terms(text, empty), min_df=_LEAST_ARTICLES_OF_A_TERM, max_df=_LARGEST_SHARE_OF_A_TERM, max_features=_VOCABULARY,
        sublinear_tf=True,
    )  # fmt: skip
    try:
        matrix = vectors.fit_transform(texts)
    except ValueError:  # scikit-learn's way to say that no term is left
        return []
    number = min(max(2, round(sqrt(len(texts) / 2))), MOST_THEMES, len(vectors.vocabulary_))
    model = NMF(n_components=number, init="nndsvda", random_state=_SEED, max_iter=_ITERATIONS)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        # A theme that has not settled to the last digit is the same theme, and the same every time; where the texts are fitted
        # without a rest, the root of that rest may be one of a number just below 0.
        warnings.simplefilter("ignore", ConvergenceWarning)
        parts = model.fit_transform(matrix)
    names = list(vectors.get_feature_names_out())
    return _found(texts, parts, model.components_, names)


def _relevance(weights: Numbers) -> Numbers:
    """Return how much each term (column) tells of each theme (row): frequent in it, and more so than elsewhere; -inf where it is not in it."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        within = np.log(weights / weights.sum(axis=1, keepdims=True))
        lift = within - np.log(weights.sum(axis=0) / weights.sum())
    return np.where(weights > 0, _FREQUENCY_PART * within + (1 - _FREQUENCY_PART) * lift, -np.inf)


def _found(texts: Sequence[str], parts: Numbers, weights: Numbers, names: Sequence[str]) -> list[Theme]:
    """Return the themes that articles are about, those of most articles first; ties by their terms."""
    import numpy as np

    relevance = _relevance(weights)
    amount = weights * parts.sum(axis=0)[:, None]
    own_part = amount / np.maximum(amount.sum(axis=0), np.finfo(float).tiny)
    strongest = np.where(parts.max(axis=1) > 0, parts.argmax(axis=1), -1)
    found = []
    for number in range(parts.shape[1]):
        own = np.flatnonzero(strongest == number)
        articles = own[np.lexsort((own, -parts[own, number]))]
        order = [int(column) for column in np.lexsort((np.array(names), -relevance[number])) if np.isfinite(relevance[number, column])]
        chosen = _distinct(order, names)
        terms = _as_written([names[column] for column in chosen], [texts[article] for article in articles[:_LOOKED_AT]])
        mine = [term for term, column in zip(terms, chosen, strict=True) if own_part[number, column] >= _LEAST_OWN_PART]
        if len(articles) and terms:
            label = ", ".join(terms[:LABEL_TERMS])
            found.append(
                Theme(label=label, terms=terms, query=_query(mine or terms[:1]), articles=tuple(int(article) for article in articles))
            )
    return sorted(found, key=lambda theme: (-len(theme.articles), theme.terms))


def _distinct(ranked: Iterable[int], names: Sequence[str]) -> list[int]:
    """Return the columns of the first ``TERMS`` terms of which none shares a word with another."""
    chosen: list[int] = []
    used: set[str] = set()
    for column in ranked:
        words = {word.removesuffix("s") for word in names[column].split()}
        if not words & used:
            chosen.append(column)
            used |= words
        if len(chosen) == TERMS:
            break
    return chosen


def _as_written(terms: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Return terms in the capitals that texts mostly write them with."""
    written = [
        Counter(match[0] for text in texts for match in re.finditer(rf"\b{term}\b", text[:_OPENING], re.IGNORECASE)) for term in terms
    ]
    return tuple(min(forms, key=lambda form: (-forms[form], form)) if forms else term for term, forms in zip(terms, written, strict=True))


def _query(terms: Sequence[str]) -> str:
    return " OR ".join(f'"{term}"' if " " in term else term for term in terms)


def _terms(text: str, empty: frozenset[str]) -> Iterator[str]:
    """Yield the words of a text, and the pairs of words that only a space parts; in small letters, without those that say nothing."""
    opening = text[:_OPENING].lower()
    before: re.Match[str] | None = None
    for word in _WORD.finditer(opening):
        if word[0] in empty:
            before = None
            continue
        yield word[0]
        if before is not None and opening[before.end() : word.start()] == " ":
            yield f"{before[0]} {word[0]}"
        before = word
