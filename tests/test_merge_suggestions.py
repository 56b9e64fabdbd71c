"""Which actors are suggested to be one: pairs of names by hand, and a small corpus in which some of them keep the same company."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import corrections
from analysis.corpus import Corpus
from analysis.merge_suggestions import COLUMNS, accepted, suggest
from analysis.name_pairs import Spelling, pairs
from analysis.registers.actors import Actor, Register
from analysis.tables import QUOTES, TOPICS, Tables
from tests import harbour


def reasons(*names: str, type_: str = "person") -> list[tuple[str, str, str]]:
    """The pairs among names, each an actor of its own, that their spelling tells."""
    found = pairs([Spelling(actor_id=f"a{number}", text=name, type=type_) for number, name in enumerate(names)])
    return [(names[int(pair.one[1:])], names[int(pair.other[1:])], pair.reason) for pair in found if not pair.by_company]


@pytest.mark.parametrize(
    ("one", "other", "type_", "reason"),
    [
        ("Recep Erdoğan", "Recep Erdogan", "person", "same letters but for accents, marks and capitals"),
        ("Ban Ki-moon", "Ban Ki Moon", "person", "same letters but for accents, marks and capitals"),
        ("The Harbour Post", "Harbour Post", "organisation", "same letters but for accents, marks and capitals"),
        ("Lind Mara", "Mara Lind", "person", "same words in another order"),
        ("Wexmoor Council", "Wexmor Council", "organisation", "one letter apart"),
        ("Mara Lindqvist", "Mara Lindkvist", "person", "one letter apart"),
        ("Moammar Gadhafi", "Muammar Gaddhafy", "person", None),
        ("Muammar Gaddafi", "Moammar Gadafi", "person", "two letters apart"),
        ("M. Lind", "Mara Lind", "person", "same surname and first initial"),
        ("Ben Lind", "Benjamin Lind", "person", "same surname and first initial"),
        ("Mara Lind", "Mara J. Lind", "person", "same first name and surname"),
        ("George W. Lind", "George H. Lind", "person", None),
        ("John Lind", "James Lind", "person", None),
        ("Wexmoor Harbour Authority", "WHA", "organisation", "WHA is the acronym of Wexmoor Harbour Authority"),
        ("Institute of Peace", "IOP", "organisation", "IOP is the acronym of Institute of Peace"),
        ("Wexmoor Harbour Authority", "WHB", "organisation", None),
        ("Lindqvist", "Mara Lindqvist", "person", "surname alone"),
        ("Mara", "Mara Lindqvist", "person", None),
        ("Calder Institute", "Calder Institute for Peace", "organisation", "part of the longer name"),
        ("Wexmoor", "Wexmoor University", "place", "part of the longer name"),
        ("F-15 Squadron", "F-16 Squadron", "organisation", None),
        ("Fire Board", "Five Board", "place", None),
        ("ABC News", "NBC News", "organisation", None),
        ("Iran", "Iraq", "state", None),
        ("Mara Lind", "Tom Becker", "person", None),
        ("…", "—", "person", None),
    ],
)
def test_a_pair_of_names(one: str, other: str, type_: str, reason: str | None) -> None:
    expected = [] if reason is None else [(one, other, reason)]
    assert reasons(one, other, type_=type_) == expected
    assert [said for *_, said in reasons(other, one, type_=type_)] == [said for *_, said in expected]


def test_a_person_is_no_part_of_an_institution() -> None:
    spellings = [Spelling(actor_id="a", text="Calder", type="person"), Spelling(actor_id="b", text="Calder Institute", type="organisation")]
    assert pairs(spellings) == []


def test_a_name_that_many_share_says_nothing() -> None:
    assert len(reasons("Lindqvist", *(f"{first} Lindqvist" for first in ("Mara", "Tomas", "Ulla")))) == 3
    assert reasons("Lindqvist", *(f"{first} Lindqvist" for first in ("Mara", "Tomas", "Ulla", "Egon"))) == []


def test_another_name_of_an_actor_is_told() -> None:
    spellings = [
        Spelling(actor_id="a", text="Harbour Board", type="organisation"),
        Spelling(actor_id="a", text="Port Authority", type="organisation", shown=False),
        Spelling(actor_id="b", text="Port Autority", type="organisation"),
    ]
    assert [(pair.one, pair.other, pair.reason) for pair in pairs(spellings)] == [("a", "b", "one letter apart (Port Authority)")]


def test_names_that_share_a_rare_word_are_left_to_their_company() -> None:
    spellings = [
        Spelling(actor_id=id_, text=text, type="organisation") for id_, text in (("a", "Calder Ministry"), ("b", "Department of Calder"))
    ]
    assert [(pair.one, pair.other, pair.by_company) for pair in pairs(spellings)] == [("a", "b", True)]
    assert (
        pairs([Spelling(actor_id=id_, text=text, type="person") for id_, text in (("a", "Mara Lindqvist"), ("b", "Tom Lindqvist"))]) == []
    )


def test_each_pair_comes_once_with_its_strongest_reason() -> None:
    assert reasons("Mara Lindqvist", "M. Lindqvist", "Mara Lindqvíst") == [
        ("Mara Lindqvist", "M. Lindqvist", "same surname and first initial"),
        ("Mara Lindqvist", "Mara Lindqvíst", "same letters but for accents, marks and capitals"),
        ("M. Lindqvist", "Mara Lindqvíst", "same surname and first initial"),
    ]
    assert pairs([]) == []


# In a corpus. Each article is a list of names.


def corpus_of(folder: Path, *articles: tuple[str, ...]) -> Corpus:
    corpus = Corpus.create(folder / "named", name="Named")
    texts = {f"n{number}": ", ".join(names) + " met." for number, names in enumerate(articles)}
    base = harbour.tables()
    made = pd.DataFrame(
        [
            (article_id, texts[article_id].index(name), name, f"found:{name.lower().replace(' ', '-').replace('.', '')}")
            for article_id, names in zip(texts, articles, strict=True)
            for name in names
        ],
        columns=["article_id", "start", "surface", "actor_id"],
    )
    blank = base.mentions.head(1).drop(columns=list(made.columns))
    mentions = made.merge(blank, how="cross").assign(end=made["start"] + made["surface"].str.len(), sentence_no=0, name=made["surface"])
    blank_article = base.articles.head(1).drop(columns=["article_id", "text", "copy_group"])
    written = pd.DataFrame({"article_id": list(texts), "text": list(texts.values()), "copy_group": list(texts)}).merge(
        blank_article, how="cross"
    )
    blank_sentence = base.sentences.head(1).drop(columns="article_id")
    corpus.add(
        Tables(
            articles=written[base.articles.columns],
            sentences=pd.DataFrame({"article_id": list(texts)}).merge(blank_sentence, how="cross")[base.sentences.columns],
            mentions=mentions[base.mentions.columns],
            quotes=QUOTES.empty(),
            topics=TOPICS.empty(),
        )
    )
    return corpus


NAMED = (
    ("Mara Lindqvist", "Tom Becker"),
    ("Mara Lindqvist", "Tom Becker"),
    ("Mara Lindqvist", "Tom Becker"),
    ("Mara Lindqvist", "Ulla Gant"),
    ("M. Lindqvist", "Tom Becker"),
    ("Ulla Gant", "Olla Gantt"),
)


def test_suggestions_name_both_the_reason_and_the_strength(tmp_path: Path) -> None:
    rows = suggest(corpus_of(tmp_path, *NAMED))
    assert list(rows.columns) == list(COLUMNS)
    assert rows.to_numpy().tolist() == [
        [
            "found:mara-lindqvist",
            "Mara Lindqvist",
            "person",
            4,
            "found:m-lindqvist",
            "M. Lindqvist",
            "person",
            1,
            "same surname and first initial",
            0.8,
        ],
    ]


def test_the_same_company_makes_a_pair_stronger_and_another_weaker(tmp_path: Path) -> None:
    beside = ("Tom Becker", "Ulla Gant", "Egon Ries")
    alike = (*(("Mara Lindqvist", *beside),) * 3, *(("M. Lindqvist", *beside),) * 3)
    unlike = (*(("Mara Lindqvist", *beside),) * 3, *(("M. Lindqvist", "Ida Moor", "Jon Petri"),) * 3)
    assert suggest(corpus_of(tmp_path / "alike", *alike))["strength"].tolist() == [0.86]  # 0.8 + 0.3 of the way to 1
    assert suggest(corpus_of(tmp_path / "unlike", *unlike))["strength"].iloc[0] < 0.7


def test_names_that_share_a_word_are_suggested_when_their_company_is_the_same(tmp_path: Path) -> None:
    beside = ("Tom Becker", "Ulla Gant", "Egon Ries")
    alike = suggest(corpus_of(tmp_path / "alike", *(("Mike Morell", *beside),) * 3, *(("Michael Morell", *beside),) * 3))
    assert alike[["other_name", "reason"]].to_numpy().tolist() == [["Mike Morell", "named in the same contexts, and they share a word"]]
    assert suggest(corpus_of(tmp_path / "unlike", *(("Mike Morell", *beside),) * 3, *(("Michael Morell", "Ida Moor"),) * 3)).empty


def test_two_names_that_stand_in_the_same_articles_are_weaker(tmp_path: Path) -> None:
    assert suggest(corpus_of(tmp_path, ("Mara Lindqvist", "M. Lindqvist"), ("Mara Lindqvist",)))["strength"].tolist() == [0.48]  # 0.8 * 0.6


def test_refused_and_merged_pairs_do_not_come_back(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, *NAMED)
    corpus.correct(corrections.refuse("found:m-lindqvist", "found:mara-lindqvist"))
    assert suggest(corpus).empty
    corpus.correct(
        corrections.merge("found:ulla-gant", "found:mara-lindqvist")
    )  # the pair that was refused is now this one and M. Lindqvist
    corpus.correct(corrections.rename("found:ulla-gant", "Mara Lindqvist"))
    assert suggest(corpus).empty
    corpus.undo_correction(1)
    assert suggest(corpus)["other_id"].tolist() == ["found:m-lindqvist"]
    corpus.correct(corrections.merge("found:ulla-gant", "found:m-lindqvist"))
    assert suggest(corpus).empty


def test_hidden_actors_are_not_suggested(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, *NAMED)
    corpus.correct(corrections.hide("found:m-lindqvist"))
    assert suggest(corpus).empty


def test_accepted_pairs_that_chain_are_one_merge_and_never_join_two_of_the_register() -> None:
    rows = pd.DataFrame(
        [("found:a", "found:b"), ("found:c", "found:b"), ("found:x", "found:y"), ("state:iran", "found:c"), ("state:iraq", "found:a"), ("state:iraq", "found:z")],
        columns=["actor_id", "other_id"],
    )  # fmt: skip
    assert [(each.actor_id, each.others) for each in accepted(rows)] == [
        ("state:iran", ("found:c", "found:a", "found:b")),
        ("found:x", ("found:y",)),
        ("state:iraq", ("found:z",)),
    ]
    assert accepted(rows.head(0)) == []


def test_two_actors_of_the_register_are_a_pair_only_when_asked_for(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, *NAMED)
    register = Register(
        actors=(
            Actor(actor_id="found:mara-lindqvist", name="Mara Lindqvist", type="person"),
            Actor(actor_id="found:m-lindqvist", name="M. Lindqvist", type="person"),
        )
    )
    assert suggest(corpus, register=register).empty
    assert len(suggest(corpus, register=register, register_pairs=True)) == 1


def test_the_same_corpus_gives_the_same_suggestions_and_no_more_than_asked_for(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, *NAMED, ("Ulla Gantt",), ("Egon Riess",), ("Egon Ries",))
    every = suggest(corpus)
    assert len(every) > 2
    pd.testing.assert_frame_equal(every, suggest(Corpus.open(corpus.folder)))
    pd.testing.assert_frame_equal(suggest(corpus, 2), every.head(2))


def test_an_empty_corpus_has_no_suggestions(tmp_path: Path) -> None:
    empty = suggest(Corpus.create(tmp_path / "empty"))
    assert empty.empty
    assert dict(empty.dtypes.astype(str)) == {
        "actor_id": "str", "name": "str", "type": "str", "articles": "int64", "other_id": "str", "other_name": "str", "other_type": "str",
        "other_articles": "int64", "reason": "str", "strength": "float64",
    }  # fmt: skip


def test_the_surname_of_the_name_that_is_shown_is_said_and_a_particle_is_no_given_name() -> None:
    shown = Spelling(actor_id="a", text="Mara Lindqvist", type="person")
    particle = Spelling(actor_id="a", text="al Lindqvist", type="person", shown=False)
    alone = Spelling(actor_id="b", text="Lindqvist", type="person")
    assert [pair.reason for pair in pairs([shown, particle, alone])] == ["surname alone"]
    other = Spelling(actor_id="a", text="Mara", type="person")
    assert [pair.reason for pair in pairs([other, particle, alone])] == ["surname without its particle (al Lindqvist)"]
