"""The query language, the index that answers it and where it matches: by hand, against docs/search.md, and against plain Python."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import search
from analysis.errors import CorpusError, InputError
from analysis.search.query import And, AtLeast, Near, Node, Not, Or, Term
from analysis.search.words import MAX_WORD_CHARACTERS, Cut, cut
from tests import builders

DOCS = (Path(__file__).parent.parent / "docs" / "search.md").read_text(encoding="utf-8")


Texts = Mapping[str, str | tuple[str | None, str | None]]


def frame(texts: Texts) -> pd.DataFrame:
    """Articles of an id and a text, or an id and (title, text)."""
    rows = [(article_id, None, text) if isinstance(text, str) else (article_id, *text) for article_id, text in texts.items()]
    return pd.DataFrame(rows, columns=["article_id", "title", "text"])


Ask = Callable[[str], list[str]]


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[Texts], Ask]:
    """Build an index of some articles and return what asks it."""

    def built(texts: Texts) -> Ask:
        search.build(tmp_path / "index", frame(texts))
        return lambda query: search.matching([tmp_path / "index"], search.parse(query))

    return built


FIVE = builders.article_rows()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("talks", ["a1", "a2"]),
        ("TALKS -failed", ["a1"]),
        ('"the valley"', ["a3"]),
        ("“the valley”", ["a3"]),
        ("talk", []),
        ("échoué", ["a5"]),
        ("'; DROP VIEW articles; --", []),
        ("-talks", ["a3", "a4", "a5"]),
    ],
)
def test_a_simple_query_keeps_what_the_filter_of_words_kept(tmp_path: Path, query: str, kept: list[str]) -> None:
    search.build(tmp_path / "five", FIVE)
    assert search.matching([tmp_path / "five"], search.parse(query)) == kept


PAIRS = {
    "plain": "The talks in the valley failed.",
    "hyphen": "Peace-talks resumed, said the U.S. Senate.",
    "apostrophe": "Israel’s army won’t say",
    "price": "It cost $5, not US$7",
    "near": "peace after long hard slow talks",
    "stars": "immigrants immigration organisation organization",
    "title": ("Valley of peace", "nothing here"),
    "accents": "Échoué à Orléans, Straße, İzmir",
    "empty": (None, None),
}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("talks", ["hyphen", "near", "plain"]),
        ("peace-talks", ["hyphen"]),
        ('"peace talks"', []),
        ('"talks resumed"', ["hyphen"]),
        ('"resumed said"', []),
        ("U.S.", ["hyphen"]),
        ("U.S", ["hyphen"]),
        ("U", ["hyphen"]),
        ("US", ["price"]),
        ("Israel", ["apostrophe"]),
        ("israel's", ["apostrophe"]),
        ("israels", []),
        ("$5", ["price"]),
        ("$7", []),
        ("peace NEAR/4 talks", ["hyphen", "near"]),
        ("talks NEAR/3 peace", ["hyphen"]),
        ("talks NEAR/3 peace OR talks NEAR/1 valley", ["hyphen"]),
        ("talks NEAR/2 valley", ["plain"]),
        ("talks NEAR/4 talks", []),
        ('"in the" NEAR/1 failed', ["plain"]),
        ('"in the" NEAR/1 talks', ["plain"]),
        ("immigra*", ["stars"]),
        ("organi*ation", ["stars"]),
        ("organi*", ["stars"]),
        ('"immigra* immigra*"', ["stars"]),
        ("immigr* NEAR/2 organi*", ["stars"]),
        ("immigr* NEAR/5 immigr*", ["stars"]),
        ("title:peace", ["title"]),
        ("title:talks", []),
        ('title:"of peace"', ["title"]),
        ("title:(peace OR talks)", ["title"]),
        ("valley", ["plain", "title"]),
        ('"peace nothing"', []),
        ("peace NEAR/1 nothing", []),
        ("peace nothing", ["title"]),
        ("échoué", ["accents"]),
        ("echoue", []),
        ("STRASSE", ["accents"]),
        ("IZMIR", ["accents"]),
        ("NOT (talks OR peace OR immigra*)", ["accents", "apostrophe", "empty", "price"]),
        ("-talks -valley -immigra* -peace", ["accents", "apostrophe", "empty", "price"]),
        ("talks OR -the", ["accents", "apostrophe", "empty", "hyphen", "near", "plain", "price", "stars", "title"]),
        ("NOT NOT valley", ["plain", "title"]),
        ("won't OR valley failed", ["apostrophe", "plain"]),
        ("(won't OR valley) failed", ["plain"]),
        ("or", []),
        ("peace & nothing", ["title"]),
    ],
)
def test_a_query_finds(ask: Callable[[Texts], Ask], query: str, kept: list[str]) -> None:
    assert ask(PAIRS)(query) == kept


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("京都", ["ja", "zh"]),
        ("東京", ["ja"]),
        ("都京", []),
        ("covid", ["zh"]),
        ("疫情", ["zh"]),
        ("ไทย", ["th"]),
        ("กา", []),
        ("서울", []),
        ("서울*", ["ko"]),
        ("русский", ["ru"]),
        ("किताब", ["hi"]),
        ("कित", []),
        ("résumé", ["fr"]),
        ("ΟΔΟΣ", ["el"]),
    ],
)
def test_other_scripts_are_searched(ask: Callable[[Texts], Ask], query: str, kept: list[str]) -> None:
    texts: Texts = {
        "ja": "東京都の知事",
        "zh": "京都COVID疫情",
        "th": "ประเทศไทยกำ",
        "ko": "서울에서",
        "ru": "Русский язык",
        "hi": "किताब पढ़ना",
        "fr": "re\u0301sume\u0301",
        "el": "οδός οδος",
    }
    assert ask(texts)(query) == kept


def test_no_long_word_is_lost(ask: Callable[[Texts], Ask]) -> None:
    long = "x" * 70_000
    asked = ask({"forty": "a" * 60, "long": f"begin {long}tail end"})
    assert asked("a" * 60) == ["forty"]
    assert asked("begin xx* end") == ["long"]
    assert [len(word) for word in cut("y" * 900).words] == [MAX_WORD_CHARACTERS, MAX_WORD_CHARACTERS, 100]


def test_a_star_may_stand_for_more_words_than_the_engine_takes_at_once(
    ask: Callable[[Texts], Ask],
) -> None:
    asked = ask({f"a{first:05d}": " ".join(f"ab{first + number:05d} end" for number in range(1_000)) for first in range(0, 20_000, 1_000)})
    every = [f"a{first:05d}" for first in range(0, 20_000, 1_000)]
    assert asked("ab*") == every
    assert asked('"ab* end"') == every
    assert asked('"ab*7 end" NEAR/1 ab00*') == ["a00000"]
    assert asked('"ab0*1 end ab1*"') == []


# What docs/search.md promises, row by row.


def rows_of(heading: str) -> list[list[str]]:
    section = DOCS.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("| `")]
    assert len(rows) > 8
    return rows


@pytest.mark.parametrize("row", rows_of("What you can write"), ids=lambda row: row[0])
def test_the_examples_of_the_page_hold(row: list[str]) -> None:
    typed, _, such_as, but_not = row
    query = search.parse(typed.strip("`"))
    if such_as:
        assert search.matches(query, title=None, text=such_as.strip("`"))
    else:
        assert search.matches(query, title=but_not.strip("`"), text=but_not.strip("`"))
    assert not search.matches(query, title=None, text=but_not.strip("`"))


@pytest.mark.parametrize("row", rows_of("How words are compared"), ids=lambda row: row[0])
def test_words_are_compared_as_the_page_says(row: list[str]) -> None:
    typed, found, missed, _ = row
    query = search.parse(typed.strip("`"))
    assert [text for text in found.strip("`").split("`, `") if not search.matches(query, title=None, text=text)] == []
    assert [text for text in missed.strip("`").split("`, `") if search.matches(query, title=None, text=text)] == []


# What cannot be read.


@pytest.mark.parametrize(
    ("query", "position", "said"),
    [
        ("", 0, "no word in the search"),
        ("(( .*", 0, "no word in the search"),
        ('peace"', 5, "quotation mark at character 6"),
        ("peace “talks", 6, "quotation mark at character 7"),
        ('a "" b', 2, "no word between the quotation marks at character 3"),
        ("((peace) talks", 0, "bracket at character 1 is not closed"),
        ("peace AND (talks", 10, "bracket at character 11 is not closed"),
        ("peace) talks", 5, "bracket at character 6 closes nothing"),
        ("peace () talks", 6, "no word in the brackets at character 7"),
        ("peace AND", 6, "AND at character 7 has no word after it"),
        ("peace AND OR talks", 6, "AND at character 7 has no word after it"),
        ("peace OR", 6, "OR at character 7 has no word after it"),
        ("OR peace", 0, "OR at character 1 has no word before it"),
        ("peace (AND talks)", 7, "AND at character 8 has no word before it"),
        ("peace NOT", 6, "NOT at character 7 has no word after it"),
        ("peace -AND talks", 6, "minus at character 7 has no word after it"),
        ("peace NEAR talks", 6, "NEAR at character 7 needs the number of words"),
        ("peace NEAR/0 talks", 6, "from 1 to 50"),
        ("peace NEAR/51 talks", 6, "from 1 to 50"),
        ("peace NEAR/5", 6, "NEAR/5 at character 7 has no word after it"),
        ("NEAR/5 peace", 0, "NEAR/5 at character 1 has no word before it"),
        ("peace NEAR/5 -talks", 13, "none of them can be excluded"),
        ("-peace NEAR/5 talks", 0, "minus at character 1 cannot stand before a word of NEAR"),
        ("peace NEAR/5 (talks AND truce)", 13, "what stands at character 14 is none of these"),
        ("peace NEAR/5 talks NEAR/5 truce", 19, "NEAR at character 20 follows another NEAR"),
        ("title:peace NEAR/5 talks", 12, "a word of the title and one of the text"),
        ("title: peace", 0, "no word after title: at character 1"),
        ("*migrant", 0, "star at character 1 needs at least 2 letters"),
        ("peace i*", 7, "star at character 8 needs at least 2 letters"),
        ('"no peace-t* here"', 11, "star at character 12 needs at least 2 letters"),
        ("peace *", 6, "star at character 7 needs at least 2 letters"),
        ("東京*", 2, "star at character 3 is not needed"),
        ("(" * 21 + "peace" + ")" * 21, 20, "nest deeper than 20 at character 21"),
        ("NOT " * 21 + "peace", 80, "nest deeper than 20 at character 81"),
        ("x" * 501, 500, "501 characters; at most 500"),
        (" ".join(["x"] * 51), 100, "51 words; at most 50"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(query: str, position: int, said: str) -> None:
    with pytest.raises(search.QueryError, match=re.escape(said)) as error:
        search.parse(query)
    assert error.value.position == position
    assert isinstance(error.value, InputError)


def test_the_limits_themselves_are_read() -> None:
    assert search.parse("x" * 500).text == "x" * 500
    assert search.parse(f"{'x' * 1_990} -y", max_characters=2_000).tree == And(
        parts=(search.parse("x" * 1_990, max_characters=2_000).tree, Not(part=Term(text="y", words=("y",))))
    )
    assert search.parse(" ".join(["x"] * 50)).tree == And(parts=(Term(text="x", words=("x",)),) * 50)
    assert search.parse("(" * 20 + "peace" + ")" * 20).tree == Term(text="peace", words=("peace",))
    assert isinstance(search.parse("peace NEAR/50 talks").tree, Near)


def test_a_query_is_a_small_tree() -> None:
    peace, talks, oslo = (Term(text=word, words=(word.lower(),)) for word in ("peace", "talks", "Oslo"))
    assert search.parse("peace talks").tree == And(parts=(peace, talks))
    assert search.parse("peace AND talks").tree == And(parts=(peace, talks))
    assert search.parse("peace talks OR Oslo").tree == Or(parts=(And(parts=(peace, talks)), oslo))
    assert search.parse("peace AND NOT talks").tree == And(parts=(peace, Not(part=talks)))
    assert search.parse("peace NEAR/5 talks").tree == Near(left=peace, right=talks, distance=5)
    assert search.parse("(peace OR talks) NEAR/2 Oslo").tree == Or(
        parts=(Near(left=peace, right=oslo, distance=2), Near(left=talks, right=oslo, distance=2))
    )
    assert search.parse('title:"U.S. talks"').tree == Term(
        text="U.S. talks", words=("u", "s", "talks"), gaps=(".", ". "), quoted=True, title=True
    )
    assert search.parse("$5").tree == Term(text="$5", words=("5",), before="$")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("peace", "peace"),
        ('"peace  talks"', "“peace talks”"),
        ("peace talks -Oslo", "peace and talks, without Oslo"),
        ("(peace OR talks) Oslo", "(peace or talks) and Oslo"),
        ("peace talks OR Oslo", "(peace and talks) or Oslo"),
        ("-peace", "without peace"),
        ("peace NEAR/1 talks", "peace and talks at most 1 word apart"),
        ("title:(peace OR talks)", "peace in the title or talks in the title"),
        ("NOT (peace OR talks)", "without (peace or talks)"),
        ("peace OR NOT talks", "peace or (without talks)"),
    ],
)
def test_a_query_in_words(query: str, words: str) -> None:
    assert str(search.parse(query)) == words
    assert search.in_words(search.parse(query)) == words


def test_the_terms_of_a_query_are_queries_of_their_own() -> None:
    query = search.parse('peace NEAR/5 "Oslo talks" OR title:truce OR peace -Cairo')
    assert [term.text for term in search.terms(query)] == ["peace", '"Oslo talks"', "title:truce"]
    assert [search.parse(term.text).tree for term in search.terms(query)] == [term.tree for term in search.terms(query)]


# Where a query matches.


def marked(query: str, text: str, part: str = "text") -> list[str]:
    return [text[start:end] for start, end in search.spans(search.parse(query), text, part=part)]  # type: ignore[arg-type]


def test_spans_are_the_characters_that_match() -> None:
    text = "“Peace talks” in the U.S. — peace, then Talks; the Cairo talks."
    assert search.spans(search.parse("peace"), text) == [(1, 6), (28, 33)]
    assert marked('"peace talks"', text) == ["Peace talks"]
    assert marked('"peace talks" OR talks', text) == ["Peace talks", "Talks", "talks"]
    assert marked("U.S.", text) == ["U.S."]
    assert marked("peace NEAR/1 talks", text) == ["Peace", "talks", "peace", "Talks"]
    assert marked("Cairo NEAR/1 talks", text) == ["Talks", "Cairo", "talks"]
    assert marked("ta* -Cairo", text) == ["talks", "Talks", "talks"]
    assert marked("-peace", text) == []
    assert marked("NOT (talks -Cairo)", text) == ["Cairo"]
    assert marked("peace", "") == []


def test_the_title_is_marked_apart() -> None:
    assert marked("title:peace talks", "Peace talks") == ["talks"]
    assert marked("title:peace talks", "Peace talks", "title") == ["Peace", "talks"]


def test_what_an_article_lacks_is_named() -> None:
    query = search.parse("peace (talks OR truce) -Oslo")
    assert search.missing(query, title="Peace", text="in Oslo") == ["talks or truce", "without Oslo"]
    assert search.missing(query, title="Peace", text="talks") == []
    assert search.missing(search.parse("peace OR truce"), title=None, text="war") == ["peace or truce"]


# Near misses.


def nearly(tmp_path: Path, texts: Texts, query: str, count: int = 10) -> list[str]:
    search.build(tmp_path / "nearly", frame(texts))
    return search.near_misses([tmp_path / "nearly"], search.parse(query), count)


def test_near_misses_come_nearest_first(tmp_path: Path) -> None:
    texts = {
        "far": "hostages and other things",
        "form": "cease fire for hostages",
        "match": "cease-fire for hostages",
        "none": "rain in the valley",
        "words": "fire, they cry, until they cease the hostages to hold",
    }
    assert nearly(tmp_path, texts, "cease-fire hostages") == ["form", "words", "far"]
    assert nearly(tmp_path, texts, "cease-fire hostages", 1) == ["form"]


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("sanction", ["endings"]),
        ("ceasefire", ["hyphen"]),
        ("cease-fire", []),
        ("peace NEAR/1 valley", ["apart"]),
        ("title:sanctions", ["endings"]),
        ("peace -quiet", ["apart"]),
        ("zebra", []),
        ("-peace", []),
        ("zebra OR sanction", ["endings"]),
    ],
)
def test_near_misses_are_of_every_kind(tmp_path: Path, query: str, near: list[str]) -> None:
    texts = {"apart": "peace in a quiet valley", "endings": "new sanctions", "hyphen": "the cease-fire"}
    assert nearly(tmp_path, texts, query) == near


def test_near_misses_over_several_indexes_are_ordered_by_fit_then_id(tmp_path: Path) -> None:
    search.build(tmp_path / "one", frame({"b": "talks on water", "d": "talks talks talks"}))
    search.build(tmp_path / "two", frame({"a": "talks on water", "c": "peace talks"}))
    folders = [tmp_path / "one", tmp_path / "two"]
    found = search.near_misses(folders, search.parse("peace talks"))
    assert sorted(found) == ["a", "b", "d"]
    assert found.index("d") < found.index("b")  # three times the word
    assert search.near_misses(folders, search.parse("peace talks")) == found
    assert search.near_misses([], search.parse("peace talks")) == []


# The index on disk.


def test_several_indexes_answer_as_one(tmp_path: Path) -> None:
    search.build(tmp_path / "one", frame({"b": "peace", "d": "war"}))
    search.build(tmp_path / "two", frame({"a": "peace", "c": "peace"}))
    assert search.matching([tmp_path / "one", tmp_path / "two"], search.parse("peace")) == ["a", "b", "c"]
    assert search.matching([], search.parse("peace")) == []


def test_an_index_of_no_articles_finds_none(tmp_path: Path) -> None:
    search.build(tmp_path / "none", FIVE.iloc[:0])
    for query in ("peace", "-peace", '"pe* x"', "peace NEAR/2 talks"):
        assert search.matching([tmp_path / "none"], search.parse(query)) == []
    assert search.near_misses([tmp_path / "none"], search.parse("peace talks")) == []


def test_building_leaves_the_index_and_nothing_else(tmp_path: Path) -> None:
    search.build(tmp_path / "index", FIVE)
    search.build(tmp_path / "index", FIVE.iloc[:1])
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
    assert [path.name for path in (tmp_path / "index").iterdir() if "lock" in path.name] == []
    assert search.matching([tmp_path / "index"], search.parse("-xyz")) == ["a1"]


def test_the_articles_are_not_changed(tmp_path: Path) -> None:
    before = FIVE.copy(deep=True)
    search.build(tmp_path / "index", FIVE)
    pd.testing.assert_frame_equal(FIVE, before)


def test_the_texts_are_not_in_the_index(tmp_path: Path) -> None:
    search.build(tmp_path / "index", frame({"a": "an unmistakable sentence", "b": "another one"}))
    assert [path.name for path in (tmp_path / "index").iterdir() if b"unmistakable sentence" in path.read_bytes()] == []


def test_reading_changes_nothing_in_the_folder(tmp_path: Path) -> None:
    search.build(tmp_path / "index", FIVE)
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "index").iterdir()}
    assert search.matching([tmp_path / "index"], search.parse("talks")) == ["a1", "a2"]
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "index").iterdir()} == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="could not be written"):
        search.build(tmp_path / "missing" / "index", FIVE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["missing", "no record", "half a record", "another version", "cut off", "lost file", "garbage"])
def test_a_damaged_index_is_told_from_an_empty_one(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    search.build(folder, FIVE)
    record = folder / "index.json"
    engine = sorted(path for path in folder.iterdir() if path != record)
    if damage == "missing":
        shutil.rmtree(folder)
    elif damage == "no record":
        record.unlink()
    elif damage == "half a record":
        record.write_bytes(record.read_bytes()[:20])
    elif damage == "another version":
        record.write_text(json.dumps({**json.loads(record.read_text(encoding="utf-8")), "format": 0}), encoding="utf-8")
    elif damage == "cut off":
        engine[-1].write_bytes(engine[-1].read_bytes()[:-1])
    elif damage == "lost file":
        engine[0].unlink()
    else:
        for path in engine:
            path.write_bytes(b"\xff" * path.stat().st_size)
    for ask_it in (search.matching, search.near_misses):
        with pytest.raises(search.SearchIndexError) as error:
            ask_it([folder], search.parse("talks failed"))
        assert error.value.folder == folder
    search.build(folder, FIVE)
    assert search.matching([folder], search.parse("talks")) == ["a1", "a2"]


def test_an_index_may_be_asked_while_it_is_built_again(tmp_path: Path) -> None:
    folder, query = tmp_path / "index", search.parse("talks")
    search.build(folder, FIVE)
    answers: list[list[str]] = []

    def asking() -> None:
        for _ in range(20):
            try:
                answers.append(search.matching([folder], query))
            except search.SearchIndexError:  # between the two renames
                continue

    threads = [threading.Thread(target=asking) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        search.build(folder, FIVE)
    for thread in threads:
        thread.join()
    assert {tuple(answer) for answer in answers} == {("a1", "a2")}


# The index against a plain reading of the tree, over random articles and queries.


def places(term: Term, text: Cut, part: str) -> list[tuple[int, int]]:
    """First word and one past the last of each match, found by trying every word in turn."""
    if term.title and part != "title":
        return []
    patterns = [re.compile(re.escape(word).replace(r"\*", ".*")) for word in term.words]
    length, found = len(patterns), list[tuple[int, int]]()
    for first in range(len(text.words) - length + 1):
        words = text.words[first : first + length]
        before, *between, after = text.gaps[first : first + length + 1]
        if (
            all(pattern.fullmatch(word) for pattern, word in zip(patterns, words, strict=True))
            and between == list(term.gaps)
            and (not term.before or (before.endswith(term.before) and before != term.before))
            and (not term.after or (after.startswith(term.after) and after != term.after))
        ):
            found.append((first, first + length))
    return found


def plainly(node: Node, article: dict[str, Cut]) -> bool:
    if isinstance(node, Term):
        return any(places(node, text, part) for part, text in article.items())
    if isinstance(node, Near):
        return any(
            0 <= right[0] - left[1] <= node.distance or 0 <= left[0] - right[1] <= node.distance
            for part, text in article.items()
            for left in places(node.left, text, part)
            for right in places(node.right, text, part)
        )
    if isinstance(node, Not):
        return not plainly(node.part, article)
    held = [plainly(part, article) for part in node.parts]
    return sum(held) >= node.count if isinstance(node, AtLeast) else all(held) if isinstance(node, And) else any(held)


WORDS = [
    "ab",
    "abc",
    "abd",
    "ABC",
    "abcd",
    "b",
    "c",
    "É",
    "éa",
    "e\u0301a",
    "Straße",
    "STRASSE",
    "İab",
    "ıab",
    "12",
    "a_b",
    "東京",
    "京",
    "कि",
    "ไทย",
]
GAPS = [" ", " ", " ", "  ", "\n\n", "-", "–", "'", "’", ". ", ", ", "", "$", " $", "--", '"', " “", " 😀 ", "…", "\u00a0"]
TYPED = [
    "ab",
    "abc",
    "abd",
    "b",
    "c",
    "é",
    "éa",
    "strasse",
    "iab",
    "12",
    "a_b",
    "東京",
    "京",
    "कि",
    "ไทย",
    "ab*",
    "abc*",
    "ab*d",
    "str*e*",
    "a_b*",
]

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=12).map(
    lambda pairs: "".join(word + between for word, between in pairs)
)
joined = st.tuples(
    st.sampled_from(["", "$", "'"]), st.lists(st.sampled_from(TYPED), min_size=1, max_size=3), st.sampled_from(["-", "'", "."])
).map(lambda made: made[0] + made[2].join(made[1]))
phrases = st.tuples(
    st.lists(st.sampled_from(TYPED), min_size=1, max_size=3), st.sampled_from([" ", ", ", "-", " $"]), st.sampled_from(["", ".", "$"])
).map(lambda made: f'"{made[1].join(made[0])}{made[2]}"')
terms = st.one_of(st.sampled_from(TYPED), joined, phrases)
nears = st.tuples(terms, st.integers(1, 4), terms).map(lambda made: f"({made[0]} NEAR/{made[1]} {made[2]})")
queries = st.recursive(
    st.one_of(terms, terms.map("title:{}".format), nears, nears.map("title:{}".format)),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR "]), inner).map(lambda made: f"({''.join(made)})"),
        inner.map("(NOT {})".format),
        inner.map("-({})".format),
    ),
    max_leaves=5,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(articles=st.lists(st.tuples(texts, texts), min_size=1, max_size=30), asked=st.lists(queries, min_size=1, max_size=8))
def test_the_index_finds_what_a_plain_reading_finds(tmp_path: Path, articles: list[tuple[str, str]], asked: list[str]) -> None:
    ids = {f"a{number:02d}": article for number, article in enumerate(articles)}
    search.build(tmp_path / "random", frame(ids))
    cuts = {article_id: {"title": cut(title), "text": cut(text)} for article_id, (title, text) in ids.items()}
    for typed in asked:
        query = search.parse(typed)
        expected = [article_id for article_id, article in cuts.items() if plainly(query.tree, article)]
        assert search.matching([tmp_path / "random"], query) == expected
        assert [article_id for article_id, (title, text) in ids.items() if search.matches(query, title=title, text=text)] == expected
        assert not set(search.near_misses([tmp_path / "random"], query)) & set(expected)


@settings(deadline=None)
@given(text=texts, typed=queries)
def test_spans_lie_in_the_text_and_never_overlap(text: str, typed: str) -> None:
    found = search.spans(search.parse(typed), text)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in found)


@settings(deadline=None)
@given(text=texts, typed=st.one_of(terms, terms.map("-{}".format)))
def test_a_term_marks_something_exactly_when_it_matches(text: str, typed: str) -> None:
    query = search.parse(typed)
    excluded = isinstance(query.tree, Not)
    assert bool(search.spans(query, text)) == (not excluded and search.matches(query, title=None, text=text))


@settings(deadline=None)
@given(
    text=st.text(alphabet="ab 'é-.\n\"’,$_", max_size=40),
    words=st.lists(st.text(alphabet="ab'é-.,$_", min_size=1, max_size=4), min_size=1, max_size=3),
)
def test_simple_terms_match_as_the_written_characters_do(text: str, words: list[str]) -> None:
    """A word or phrase matches where its very characters stand, white space as white space, with no letter or digit beside them."""
    typed = '"' + " ".join(words) + '"'
    if not re.search(r"\w", typed):
        return
    pattern = r"\s+".join(re.escape(word) for word in words)
    expected = re.search(rf"(?i)(?:^|[^\w]){pattern}(?:$|[^\w])", text.replace("’", "'")) is not None
    assert search.matches(search.parse(typed), title=None, text=text) == expected


@settings(deadline=None)
@given(st.text(alphabet='ab*()"- ANDORTNE/5:title$東\n', max_size=30))
def test_whatever_is_typed_is_read_or_refused_with_its_place(typed: str) -> None:
    read, position = None, 0
    try:
        read = search.parse(typed)
    except search.QueryError as error:
        position = error.position
    assert 0 <= position <= len(typed)
    assert read is None or (str(read) and search.parse(typed) == read)
