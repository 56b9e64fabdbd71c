"""The topic register and the topics scorer: loading and its errors, weights by hand, conditions, explanations, quality."""

import csv
import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import RegisterError
from analysis.registers import topics as register_file
from analysis.registers.topics import TopicRegister
from analysis.scorers import term_matching, topics

LABELLED = Path(__file__).parents[1] / "data" / "labelled" / "topics.csv"

TOP_LEVELS = {
    "medtop:01000000": "arts, culture, entertainment and media",
    "medtop:02000000": "crime, law and justice",
    "medtop:03000000": "disaster, accident and emergency incident",
    "medtop:04000000": "economy, business and finance",
    "medtop:05000000": "education",
    "medtop:06000000": "environment",
    "medtop:07000000": "health",
    "medtop:08000000": "human interest",
    "medtop:09000000": "labour",
    "medtop:10000000": "lifestyle and leisure",
    "medtop:11000000": "politics and government",
    "medtop:12000000": "religion",
    "medtop:13000000": "science and technology",
    "medtop:14000000": "society",
    "medtop:15000000": "sport",
    "medtop:16000000": "conflict, war and peace",
    "medtop:17000000": "weather",
}

SMALL = """
ignore = "bread and circuses"

[levels]
strong = 4
clear = 2
weak = 0.5

[[topics]]
id = "dateline:food"
name = "food"
strong = "bakery, Turkey"
clear = "bread, flour mill, pastr*"
weak = "oven"

[[topics]]
id = "dateline:cakes"
name = "cakes"
broader = "dateline:food"
strong = "sponge cake, IT"
clear = "bread"

[[topics]]
id = "dateline:travel"
name = "travel"
strong = "turkey trot, passport"

[[topics.context]]
level = "clear"
terms = "pass, summit"
needs = "passport, hiker"
without = "parliament"
"""


@pytest.fixture
def small(tmp_path: Path) -> TopicRegister:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return register_file.load(path)


def weights(text: str, register: TopicRegister) -> dict[str, float]:
    frame = topics.classify([text], register=register)
    return dict(zip(frame["topic_id"].str.removeprefix("dateline:"), frame["weight"].round(6), strict=True))


# The register


def test_bundled_register_has_the_17_top_levels_and_at_least_120_below_them():
    register = register_file.load()
    assert {topic.topic_id: topic.name for topic in register.topics if topic.broader is None} == TOP_LEVELS
    assert sum(topic.broader is not None for topic in register.topics) >= 120


def test_bundled_register_names_topics_of_the_news_as_iptc_does():
    names = {topic.topic_id: (topic.name, topic.broader) for topic in register_file.load().topics}
    assert names["medtop:20001065"] == ("soccer", "medtop:15000000")
    assert names["medtop:20000350"] == ("central bank", "medtop:04000000")
    assert names["medtop:20000073"] == ("peace process", "medtop:16000000")
    assert names["dateline:ceasefire"] == ("ceasefire and truce", "medtop:20000073")


def test_a_register_is_read_once(small: TopicRegister, tmp_path: Path):
    assert register_file.load(tmp_path / "small.toml") is small


def test_terms_carry_their_level_and_condition(small: TopicRegister):
    travel = small.topics[2]
    assert [(term.text, term.weight, term.needs, term.without) for term in travel.terms] == [
        ("turkey trot", 4.0, (), ()),
        ("passport", 4.0, (), ()),
        ("pass", 2.0, ("passport", "hiker"), ("parliament",)),
        ("summit", 2.0, ("passport", "hiker"), ("parliament",)),
    ]
    assert small.ignored == ("bread and circuses",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('id = "dateline:food"', 'id = "Food!"'), "small.toml, topic 1 (Food!): an id looks like"),
        (('name = "cakes"\n', ""), "small.toml, topic 2 (dateline:cakes): name is missing."),
        (('broader = "dateline:food"', 'broader = "dateline:meals"'), "its broader topic dateline:meals is not in the register"),
        (('broader = "dateline:food"', 'broader = "dateline:cakes"'), "dateline:cakes (cakes): its broader topics lead back to itself"),
        (('id = "dateline:travel"', 'id = "dateline:food"'), "more than one topic has the id dateline:food"),
        (("bakery, Turkey", "bakery, -Turkey"), "topic 1 (dateline:food), strong: '-Turkey' must begin and end"),
        (("pastr*", "pas*"), "topic 1 (dateline:food), clear: 'pas*' needs at least 4 letters before the *"),
        (('weak = "oven"', 'weak = "oven, bakery"'), "topic 1 (dateline:food): listed twice: bakery."),
        (('weak = "oven"', 'mild = "oven"'), "topic 1 (dateline:food): mild is not known here"),
        (('weak = "oven"', 'weak = ["oven"]'), "topic 1 (dateline:food), weak: terms are one text, separated by commas"),
        (('level = "clear"', 'level = "huge"'), "topic 3 (dateline:travel), context 1: level must be one of strong, clear, weak"),
        (('needs = "passport, hiker"\nwithout = "parliament"\n', ""), "context 1: say what the terms need"),
        (("weak = 0.5", "weak = 0"), "small.toml, levels: the weight of weak must be a number above 0"),
        (("[levels]\nstrong = 4\nclear = 2\nweak = 0.5\n", ""), "small.toml: a section [levels] must give"),
        (("[levels]", "[levels"), "small.toml cannot be read:"),
    ],
)
def test_a_faulty_register_names_the_file_and_the_entry(tmp_path: Path, change: tuple[str, str], message: str):
    assert change[0] in SMALL
    path = tmp_path / "small.toml"
    path.write_text(SMALL.replace(*change), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        register_file.load(path)
    assert message in str(caught.value)


def test_a_missing_register_says_so(tmp_path: Path):
    with pytest.raises(RegisterError, match=r"gone\.toml cannot be read"):
        register_file.load(tmp_path / "gone.toml")


# Terms in texts


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("goalkeeper", "Two GOALKEEPERS and a Goalkeeper.", 2),
        ("city", "Cities grow.", 1),
        ("coach", "All coaches left.", 1),
        ("Labour", "Labour lost; labour won; LABOUR sat.", 2),
        ("AIDS", "It aids them. Aids for hearing. AIDS spreads.", 1),
        ("cease-fire", "A cease fire, the cease-fire and cease\u2011no.", 2),
        ("interest rate", "Of interest: rate cuts. Interest\nrates rose.", 1),
        ("vaccin*", "Vaccines, vaccination and vaccinated.", 3),
        ("art", "The cart started.", 0),
        ("café", "Two cafés, one café.", 2),
        ("team's bus", "The team\u2019s bus stopped.", 1),
        ("peace talks", "peace talks peace talks", 2),
        ("war", "war war war", 3),
    ],
)
def test_terms_are_found_as_the_register_says(term: str, text: str, found: int):
    finder = term_matching.finder([term])
    assert len(term_matching.find(finder, [text]).meaning) == found


def test_the_longest_term_counts_alone():
    finder = term_matching.finder(["white house", "house", "house prices"])
    found = term_matching.find(finder, ["The White House house prices house"])
    assert [finder.meanings[number].terms[0] for number in found.meaning] == ["white house", "house prices", "house"]


def test_a_plural_that_is_a_term_of_its_own_is_also_the_plural_of_the_other():
    finder = term_matching.finder(["share", "shares", "cease-fire", "cease fire", "Labour", "labour"])
    found = term_matching.find(finder, ["Shares, a share, cease-fires, Labour and labour"])
    assert [finder.meanings[number].terms for number in found.meaning] == [
        ("shares", "share"),
        ("share",),
        ("cease-fire", "cease fire"),
        ("Labour",),
        ("labour",),
    ]


def test_a_topic_that_lists_the_plural_says_what_it_weighs(tmp_path: Path):
    path = tmp_path / "plural.toml"
    path.write_text(
        '[levels]\nstrong = 4\nweak = 1\n[[topics]]\nid = "dateline:law"\nname = "law"\nstrong = "victim"\n'
        '[[topics]]\nid = "dateline:fire"\nname = "fire"\nstrong = "flame"\nweak = "victims, flames"\n',
        encoding="utf-8",
    )
    register = register_file.load(path)
    assert weights("Victims.", register) == {"law": 0.8, "fire": 0.2}
    assert weights("Flames, flame.", register) == {"fire": 1.0}
    assert weights("Flames, victim.", register) == {"law": 0.8, "fire": 0.2}


def test_names_are_found_in_a_text_without_capitals_but_acronyms_are_not():
    finder = term_matching.finder(["Apple", "WHO"])
    found = term_matching.find(finder, ["apple and who", "Apple and who", "an apple and who, I say", "APPLE AND WHO"])
    assert list(zip(found.text, [finder.meanings[number].terms[0] for number in found.meaning], strict=True)) == [
        (0, "Apple"),
        (1, "Apple"),
        (3, "Apple"),
    ]


@given(st.text(alphabet="ab \u2019é\U0001f600.-\n\ud800", max_size=40))
def test_spans_are_the_found_words_in_any_text(text: str):
    finder = term_matching.finder(["a", "b a", "é*"])
    found = term_matching.find(finder, [text])
    starts, ends = term_matching.spans(finder, found, text)
    for number, start, end in zip(found.meaning, starts, ends, strict=True):
        words = {"a": "a", "b a": "b a"}.get(finder.meanings[number].terms[0])
        cut = "".join(letter if letter.isalnum() else " " for letter in text[start:end])
        assert cut.removesuffix("s") == words if words else cut.startswith("é")


# Weights


def test_weights_follow_from_the_levels_by_hand(small: TopicRegister):
    # bakery 4 + bread 2 * (1 + ln 2) for food; passport 4 for travel.
    food = 4 + 2 * (1 + math.log(2))
    assert weights("The bakery sold bread, and bread alone. Passport please.", small) == {
        "food": round(food / (food + 4), 6),
        "travel": round(4 / (food + 4), 6),
    }


def test_a_title_counts_twice(small: TopicRegister):
    # bakery stands once in the title: 4 * (1 + ln 2); passport once in the body: 4.
    food = 4 * (1 + math.log(2))
    assert weights("Bakery\n\nPassport.", small) == {"food": round(food / (food + 4), 6), "travel": round(4 / (food + 4), 6)}
    assert weights("Bakery\nPassport.", small) == weights("Bakery\n\nPassport.", small)
    assert weights("Bakery passport.", small) == {"food": 0.5, "travel": 0.5}


def test_narrower_topics_speak_for_broader_ones_once(small: TopicRegister):
    # bread is a term of both: it counts once for food. Cakes: sponge cake 4 + bread 2.
    assert weights("Sponge cake and bread, passport.", small) == {"food": 0.6, "cakes": 0.6, "travel": 0.4}
    frame = topics.classify(["Sponge cake and bread, passport."], register=small)
    assert frame["topic_id"].tolist() == ["dateline:food", "dateline:cakes", "dateline:travel"]


def test_conditions_ask_for_company_and_forbid_it(small: TopicRegister):
    assert weights("A pass and the oven.", small) == {"food": 1.0}
    assert weights("A pass for every hiker, and bread.", small) == {"food": 0.5, "travel": 0.5}
    assert weights("Parliament gave each hiker a pass, and bread.", small) == {"food": 1.0}


def test_names_phrases_endings_and_ignored_phrases(small: TopicRegister):
    assert weights("Turkey today.", small) == {"food": 1.0}
    assert weights("A turkey today.", small) == {}
    assert weights("The turkey trot.", small) == {"travel": 1.0}
    assert weights("Pastries!", small) == {"food": 1.0}
    assert weights("Bread and circuses.", small) == {}
    assert weights("Is it here?", small) == {}


def test_a_side_remark_in_a_long_text_is_no_topic(small: TopicRegister):
    travel = 4 * (1 + math.log(40))
    assert weights("Passport. " * 40 + "Oven.", small) == {"travel": round(travel / (travel + 0.5), 6)}
    assert weights("Oven." + " Nothing more.", small) == {"food": 1.0}
    assert weights("Oven." + " Nothing more to say." * 100, small) == {}


# The public calls


def test_no_texts_give_an_empty_typed_frame():
    frame = topics.classify([])
    assert frame.empty
    assert frame.dtypes.astype(str).to_dict() == {"text_no": "int64", "topic_id": "str", "name": "str", "weight": "float64"}
    assert topics.explain("").dtypes.astype(str).to_dict() == {
        "topic_id": "str",
        "name": "str",
        "start": "int64",
        "end": "int64",
        "term": "str",
        "weight": "float64",
    }


def test_a_register_without_topics_finds_none():
    register = register_file.parse({"levels": {"strong": 4}}, file="none.toml")
    assert topics.classify([WAR, ""], register=register).empty
    assert topics.explain(WAR, register=register).empty


def test_texts_without_a_topic_have_no_row_and_the_others_keep_their_number():
    frame = topics.classify(["", "Write to us.", "The striker missed a penalty in the cup final.", "\n\n", "Xyzzy."])
    assert set(frame["text_no"]) == {2}
    assert frame["topic_id"].iloc[0] == "medtop:15000000"


def test_rows_are_sorted_and_the_same_twice():
    texts = [row["title"] + "\n\n" + row["text"] for row in labelled()] * 5
    first, second = topics.classify(texts), topics.classify(texts)
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(first, first.sort_values(["text_no", "weight"], ascending=[True, False], kind="stable"))
    assert first["weight"].between(0, 1).all()
    assert (first[first["topic_id"].isin(list(TOP_LEVELS))].groupby("text_no")["weight"].sum() <= 1 + 1e-9).all()
    alone = topics.classify(texts[-1:])
    pd.testing.assert_frame_equal(first[first["text_no"] == len(texts) - 1].reset_index(drop=True).assign(text_no=0), alone)


WAR = (
    "Truce talks falter\n\nThe defence minister said troops would stay until the hostages are freed. Shelling killed nine civilians.\n\n"
    "Diplomats in the capital\u2019s embassy quarter urged both governments to accept the Security Council resolution. "
    "The foreign secretary will meet the president, and lawmakers want sanctions."
)


def test_an_article_on_war_and_diplomacy_is_about_both():
    found = topics.classify([WAR])["topic_id"].tolist()
    assert {"medtop:16000000", "medtop:11000000"} <= set(found)
    assert not {"medtop:15000000", "medtop:01000000"} & set(found)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Chip maker's profit climbs\n\nThe company said quarterly earnings rose on demand for its processors.", "medtop:04000000"),
        ("Chip maker shows processor with four cores\n\nThe new silicon will reach laptops and servers in the spring.", "medtop:13000000"),
        ("Former chief executive's trial opens\n\nA jury will hear charges that he misled shareholders.", "medtop:04000000"),
        ("Farmhand's trial opens\n\nA jury will hear charges that he killed his neighbour with a spade.", "medtop:02000000"),
        ("Labels sue students over downloads\n\nThe lawsuits name file-swappers who shared thousands of songs.", "medtop:13000000"),
        ("Coral reefs turn white\n\nDivers found dead reefs along the coast, and fishermen fear for their catch.", "medtop:06000000"),
        ("Coral reefs turn white, scientists say\n\nResearchers measured the reefs by satellite and sensors.", "medtop:13000000"),
        ("Hornets snap skid\n\nThe club got its first win in nine games.", "medtop:15000000"),
        ("Hornets close school\n\nPupils were sent home after a nest was found in the attic.", "medtop:05000000"),
    ],
)
def test_the_company_a_word_keeps_decides_what_it_speaks_for(text: str, first: str):
    assert topics.classify([text])["topic_id"].iloc[0] == first


def test_explain_shows_the_terms_that_made_each_weight():
    given_weights = topics.classify([WAR]).set_index("topic_id")["weight"]
    places = topics.explain(WAR)
    pd.testing.assert_series_equal(places.groupby("topic_id")["weight"].sum().sort_index(), given_weights.sort_index())
    war = places[places["topic_id"] == "medtop:16000000"]
    shown = [WAR[start:end] for start, end in zip(war["start"], war["end"], strict=True)]
    assert {"Truce", "troops", "hostages", "Shelling", "civilians"} <= set(shown)
    assert war["start"].is_monotonic_increasing
    assert places["topic_id"].drop_duplicates().tolist() == given_weights.index.tolist()


# Quality on texts written for this project


def labelled() -> list[dict[str, str]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_heaviest_topic_of_labelled_texts_is_right():
    rows = labelled()
    frame = topics.classify([row["title"] + "\n\n" + row["text"] for row in rows])
    first = frame.drop_duplicates("text_no").set_index("text_no")["topic_id"]
    right = sum(first.get(number, "") == row["topic_id"] for number, row in enumerate(rows))
    assert len(rows) >= 100
    assert right / len(rows) >= 0.95
