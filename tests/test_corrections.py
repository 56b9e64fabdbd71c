"""Corrections of actors: what may be said, what a list of them means, and what it does to every mention of four articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import corrections
from analysis.corpus import Corpus
from analysis.corrections import Correction
from analysis.corrections.record import alias_of, alias_sql
from analysis.errors import CorpusError, InputError
from analysis.slice import Slice
from tests import harbour

LIND, M_LIND, INSTITUTE, CI, WEXMOOR, BANK = (
    "found:mara-lind", "found:m-lind", "found:calder-institute", "found:ci", "place:wexmoor", "found:wexmoor-bank",
)  # fmt: skip
NOON = datetime(2024, 3, 25, 12, tzinfo=UTC)


def listed(*made: Correction) -> list[Correction]:
    return corrections.appended([], *made, now=NOON)


def corrected(*made: Correction) -> duckdb.DuckDBPyConnection:
    connection = harbour.connection()
    corrections.views(connection, listed(*made))
    return connection


def actors(*made: Correction) -> dict[str, tuple[str, str, int]]:
    """Actor -> name, type and mentions; fails when an actor has two names or types."""
    rows = corrected(*made).execute("SELECT actor_id, name, type, count(*) FROM mentions GROUP BY ALL ORDER BY actor_id").fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {actor_id: (name, type_, count) for actor_id, name, type_, count in rows}


def counts(*made: Correction) -> dict[str, int]:
    return {actor_id: count for actor_id, (_, _, count) in actors(*made).items()}


SCORED = {LIND: 2, M_LIND: 1, INSTITUTE: 2, CI: 1, WEXMOOR: 3, BANK: 1}


def test_without_corrections_everything_is_as_scored() -> None:
    assert counts() == SCORED


def test_a_merge_moves_all_mentions_under_one_name_and_type() -> None:
    merged = actors(corrections.merge(LIND, M_LIND, CI))
    assert merged[LIND] == ("Mara Lind", "person", 4)
    assert M_LIND not in merged
    assert CI not in merged


def test_a_merge_into_an_actor_that_was_merged_later_follows_it() -> None:
    made = (corrections.merge(LIND, M_LIND), corrections.merge(INSTITUTE, LIND))
    assert counts(*made) == {INSTITUTE: 5, CI: 1, WEXMOOR: 3, BANK: 1}
    assert counts(*made, corrections.merge(M_LIND, CI))[INSTITUTE] == 6


def test_merges_in_a_circle_are_one_merge() -> None:
    made = listed(
        corrections.merge(LIND, M_LIND), corrections.merge(M_LIND, LIND), corrections.merge(M_LIND, CI), corrections.merge(CI, LIND)
    )
    assert counts(*made)[LIND] == 4
    assert [corrections.current_id(made, id_) for id_ in (LIND, M_LIND, CI, WEXMOOR)] == [LIND, LIND, LIND, WEXMOOR]


def test_a_merge_into_an_actor_the_corpus_does_not_name_has_the_name_of_the_register() -> None:
    assert actors(corrections.merge("state:israel", CI))["state:israel"] == ("Israel", "state", 1)
    assert actors(corrections.merge("found:old-harbour", CI))["found:old-harbour"] == ("Old Harbour", "organisation", 1)


def test_a_split_makes_an_actor_of_the_name_and_keeps_the_type() -> None:
    assert actors(corrections.split(LIND, "Lind")) == {
        **{id_: row for id_, row in actors().items() if id_ != LIND},
        LIND: ("Mara Lind", "person", 1),
        "own:lind": ("Lind", "person", 1),
    }


def test_a_split_goes_to_a_named_actor_and_into_a_type_of_its_own() -> None:
    assert counts(corrections.split(LIND, "Lind", to=M_LIND)) == {**SCORED, LIND: 1, M_LIND: 2}
    assert actors(corrections.split(LIND, "Lind", type_="party"))["own:lind"] == ("Lind", "party", 1)


def test_a_split_reaches_what_was_merged_before_it_and_not_what_comes_after() -> None:
    assert counts(corrections.merge(LIND, M_LIND), corrections.split(LIND, "M. Lind")) == {
        **{id_: count for id_, count in SCORED.items() if id_ != M_LIND},
        "own:m-lind": 1,
    }
    assert counts(corrections.split(LIND, "M. Lind"), corrections.merge(LIND, M_LIND))[LIND] == 3


def test_a_name_split_off_merged_back_and_split_off_again_stands_alone() -> None:
    made = (corrections.split(LIND, "Lind"), corrections.merge(LIND, "own:lind"))
    assert counts(*made) == SCORED
    assert counts(*made, corrections.split(LIND, "Lind")) == {**SCORED, LIND: 1, "own:lind": 1}


def test_rename_and_retype_show_on_every_mention_also_on_those_merged() -> None:
    made = (corrections.merge(LIND, M_LIND), corrections.rename(LIND, "Mayor Lind"), corrections.retype(LIND, "party"))
    assert actors(*made)[LIND] == ("Mayor Lind", "party", 3)


def test_a_split_keeps_the_type_that_the_analyst_gave() -> None:
    assert actors(corrections.retype(LIND, "party"), corrections.split(LIND, "Lind"))["own:lind"] == ("Lind", "party", 1)


def test_hidden_mentions_leave_the_counts_and_can_still_be_read() -> None:
    connection = corrected(corrections.hide(WEXMOOR))
    assert connection.execute("SELECT count(*) FROM mentions").fetchone() == (7,)
    assert connection.execute("SELECT article_id, surface FROM hidden_mentions ORDER BY ALL").fetchall() == [
        ("h1", "Wexmoor"), ("h2", "Wexmoor"), ("h3", "Wexmoor"),
    ]  # fmt: skip


def test_a_correction_of_an_actor_that_was_merged_away_changes_nothing() -> None:
    merged = corrections.merge(LIND, M_LIND)
    for late in (
        corrections.hide(M_LIND),
        corrections.rename(M_LIND, "X."),
        corrections.retype(M_LIND, "party"),
        corrections.split(M_LIND, "M. Lind"),
    ):
        assert actors(merged, late) == actors(merged)
    assert actors(merged, corrections.merge(CI, M_LIND)) == actors(merged)


def test_a_correction_of_an_own_actor_that_was_undone_changes_nothing() -> None:
    assert actors(corrections.merge("own:lind", CI)) == actors()
    assert actors(corrections.merge(CI, "own:lind")) == actors()
    assert actors(corrections.add_alias("own:lind", "harbour")) == actors()


def test_an_added_name_is_found_as_whole_words_in_english_articles_with_a_curly_possessive() -> None:
    connection = corrected(corrections.add_alias(WEXMOOR, "harbour board"))
    rows = connection.execute(
        "SELECT article_id, sentence_no, start, \"end\", surface, actor_id, name, type, form, sentiment FROM mentions WHERE surface ILIKE 'harbour%' ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("h2", 1, 53, 66, "harbour board", WEXMOOR, "Wexmoor", "place", "name", 0.1),
        ("h3", 0, 25, 38, "harbour board", WEXMOOR, "Wexmoor", "place", "name", 0.0),
    ]
    assert counts(corrections.add_alias(WEXMOOR, "Harbour board")) == SCORED
    assert counts(corrections.add_alias(WEXMOOR, "arbour")) == SCORED


def test_an_added_name_may_be_stored_with_curly_quotes() -> None:
    made = Correction(kind="add alias", actor_id=BANK, alias="harbour board’s  chair")
    assert counts(made)[BANK] == 2


def test_an_added_name_is_judged_toward_as_scoring_judges() -> None:
    rows = (
        corrected(corrections.add_alias(WEXMOOR, "harbour board"))
        .execute("SELECT toward, toward_score FROM mentions WHERE surface = 'harbour board' ORDER BY article_id")
        .fetchall()
    )
    assert rows[0][0] == "negative"  # "the harbour board failed"
    assert rows[0][1] < -0.3
    assert rows[1][1] > rows[0][1]


def test_an_added_name_takes_the_place_of_a_found_one_that_is_not_longer() -> None:
    added = corrections.add_alias(INSTITUTE, "The CI")
    connection = corrected(added)
    assert counts(added) == {**{id_: count for id_, count in SCORED.items() if id_ != CI}, INSTITUTE: 3}
    assert connection.execute("SELECT article_id, surface, actor_id FROM replaced_mentions").fetchall() == [("h2", "CI", CI)]
    assert counts(corrections.add_alias(LIND, "CI")) == {**{id_: count for id_, count in SCORED.items() if id_ != CI}, LIND: 3}


def test_an_added_name_inside_a_longer_found_one_is_not_counted() -> None:
    assert counts(corrections.add_alias(LIND, "Institute")) == SCORED
    assert counts(corrections.add_alias(LIND, "Bank thanked")) == {
        **{id_: count for id_, count in SCORED.items() if id_ != BANK},
        LIND: 3,
    }  # as long


def test_of_added_names_that_overlap_the_longer_is_counted() -> None:
    made = (corrections.add_alias(LIND, "harbour"), corrections.add_alias(WEXMOOR, "harbour board"))
    assert counts(*made) == {**SCORED, LIND: 3, WEXMOOR: 5}


def test_an_added_actor_has_all_its_names_and_can_be_merged_hidden_and_split() -> None:
    board = corrections.add_actor("harbour board", "organisation", ["harbour", "chair"])
    assert board.actor_id == "own:harbour-board"
    assert actors(board)["own:harbour-board"] == ("harbour board", "organisation", 4)
    assert counts(board, corrections.merge(WEXMOOR, board.actor_id))[WEXMOOR] == 7
    assert counts(board, corrections.hide(board.actor_id)) == SCORED
    assert counts(board, corrections.split(board.actor_id, "chair")) == {**SCORED, "own:harbour-board": 3, "own:chair": 1}


def test_an_added_name_goes_where_its_actor_was_merged() -> None:
    assert counts(corrections.merge(LIND, M_LIND), corrections.add_alias(M_LIND, "chair"))[LIND] == 4
    assert counts(corrections.add_alias(M_LIND, "chair"), corrections.merge(LIND, M_LIND))[LIND] == 4


def test_quotes_follow_their_speakers() -> None:
    def speakers(*made: Correction) -> list[tuple[str, str | None]]:
        return corrected(*made).execute("SELECT speaker, speaker_id FROM quotes ORDER BY speaker").fetchall()

    assert speakers() == [("CI", CI), ("M. Lind", M_LIND)]
    assert speakers(corrections.merge(LIND, M_LIND)) == [("CI", CI), ("M. Lind", LIND)]
    assert speakers(corrections.split(CI, "CI")) == [("CI", "own:ci"), ("M. Lind", M_LIND)]
    assert speakers(corrections.add_alias(INSTITUTE, "CI")) == [("CI", INSTITUTE), ("M. Lind", M_LIND)]
    assert speakers(corrections.hide(CI)) == [("CI", None), ("M. Lind", M_LIND)]


def test_refused_pairs_move_nothing() -> None:
    assert actors(corrections.refuse(LIND, M_LIND)) == actors()


# What may be said.


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: corrections.rename(LIND, " "),
        lambda: corrections.rename(LIND, "a" * 121),
        lambda: corrections.rename(LIND, "Lind\x1b[2J"),
        lambda: corrections.rename(LIND, "Lind\u202eevil"),
        lambda: corrections.rename("../../etc", "Lind"),
        lambda: corrections.rename("x" * 300, "Lind"),
        lambda: corrections.add_alias(LIND, "L"),
        lambda: corrections.add_alias(LIND, "1999"),
        lambda: corrections.merge(LIND),
        lambda: corrections.merge(LIND, LIND),
        lambda: corrections.merge(LIND, *(f"found:a{number}" for number in range(501))),
        lambda: Correction(kind="rename", actor_id=LIND),
        lambda: Correction(kind="hide", actor_id=LIND, name="X"),
        lambda: Correction(kind="add actor", actor_id="own:other", name="Lind", type="person"),
        lambda: Correction(kind="retype", actor_id=LIND, type="planet"),  # type: ignore[arg-type]  # what a file may hold
        lambda: Correction(kind="bless", actor_id=LIND),  # type: ignore[arg-type]  # what a file may hold
    ],
)
def test_what_is_no_correction_is_refused_in_one_line(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(InputError) as refused:
        wrong()
    assert "\n" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_lines_and_spaces_in_a_name_become_one_space() -> None:
    assert corrections.rename(LIND, " Mara\n Lind ").name == "Mara Lind"
    assert corrections.add_alias(LIND, "Lind’s  boat").alias == "Lind's boat"


def test_names_without_latin_letters_have_ids_of_their_own() -> None:
    first, second = corrections.own_id("Зеленський"), corrections.own_id("Порошенко")
    assert first != second
    assert corrections.rename(first, "Zelenskyy").actor_id == first


@pytest.mark.parametrize(
    ("surface", "alias"),
    [
        ("Lind’s", "Lind"),
        ("Netanyahus'", "Netanyahus"),
        ("ISRAEL’S", "ISRAEL"),
        ("Foreign \u00a0 Ministry", "Foreign Ministry"),
        ("Al-Sisi", "Al-Sisi"),
        ("’Amal", "'Amal"),
    ],
)
def test_the_name_in_a_mention_is_the_same_in_python_and_in_sql(surface: str, alias: str) -> None:
    assert alias_of(surface) == alias
    assert duckdb.execute(f"SELECT {alias_sql('given')} FROM (SELECT ? AS given)", [surface]).fetchone() == (alias,)


# The list.


def test_corrections_are_numbered_and_stamped_and_taken_out_by_number() -> None:
    made = listed(corrections.hide(LIND), corrections.hide(CI), corrections.hide(BANK))
    assert [(each.number, each.made_at) for each in made] == [(1, NOON), (2, NOON), (3, NOON)]
    kept = corrections.without(made, 2)
    assert [each.actor_id for each in kept] == [LIND, BANK]
    assert corrections.appended(kept, corrections.hide(CI))[-1].number == 4
    with pytest.raises(InputError, match="no change 9"):
        corrections.without(made, 9)


EVERY = listed(
    corrections.merge(LIND, M_LIND, CI),
    corrections.split(LIND, "CI", to=BANK),
    corrections.split(LIND, "Lind", type_="party"),
    corrections.rename(LIND, "Zoë “Z” Lind"),
    corrections.retype(LIND, "armed_group"),
    corrections.hide(WEXMOOR),
    corrections.add_alias(LIND, "chair"),
    corrections.add_actor("harbour board", "organisation", ["harbour"]),
    corrections.refuse(INSTITUTE, BANK),
)


def test_a_saved_list_is_readable_and_loads_as_it_was() -> None:
    data = corrections.dumps(EVERY)
    assert corrections.loads(data) == EVERY
    assert json.loads(data)[3] == {
        "number": 4,
        "kind": "rename",
        "actor_id": LIND,
        "name": 'Zoë "Z" Lind',
        "made_at": "2024-03-25T12:00:00+00:00",
    }
    assert corrections.from_stored(None) == []
    assert corrections.loads(corrections.dumps([])) == []


def test_loading_twice_adds_nothing_and_new_ones_come_last() -> None:
    own = listed(corrections.hide(BANK), corrections.rename(LIND, 'Zoë "Z" Lind'))
    once = corrections.joined(own, EVERY)
    assert [each.number for each in once] == list(range(1, 11))
    assert [each.kind for each in once[2:]] == ["merge", "split", "split", "retype", "hide", "add alias", "add actor", "refuse"]
    assert corrections.joined(once, EVERY) == once


GOOD = {"number": 1, "kind": "hide", "actor_id": LIND}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("hide", "entry 2: it is not an object"),
        ({}, "entry 2: a change needs kind"),
        ({**GOOD, "number": "1"}, "entry 2: the number"),
        ({**GOOD, "number": 0}, "entry 2: the number"),
        ({**GOOD, "number": 10**400}, "entry 2: the number"),
        ({**GOOD, "number": 1}, "entry 2: the number 1 is there twice"),
        ({**GOOD, "number": 2, "kind": "drop"}, "entry 2: 'drop' is no correction"),
        ({**GOOD, "number": 2, "kind": ["hide"]}, "entry 2: the field kind"),
        ({**GOOD, "number": 2, "actor_id": "a'; DROP TABLE"}, "entry 2: .* is no id"),
        ({**GOOD, "number": 2, "others": "found:x"}, "entry 2: the field others"),
        ({**GOOD, "number": 2, "made_at": "yesterday"}, "entry 2: made_at"),
        ({**GOOD, "number": 2, "made_at": "2024-03-25T12:00:00"}, "entry 2: The time"),
        ({**GOOD, "number": 2, "x\ny": 1}, "entry 2: a change has no field"),
        ({**GOOD, "number": 2, "kind": "rename", "name": "\ud800"}, "entry 2: The name"),
    ],
)
def test_a_damaged_list_names_its_entry(entry: object, said: str) -> None:
    data = json.dumps([GOOD, entry]).encode()
    with pytest.raises(InputError, match=said):
        corrections.loads(data)
    with pytest.raises(CorpusError, match=said):
        corrections.from_stored(json.loads(data))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{}", b"[" * 100_000, b"[1" + b"0" * 6000 + b"]", b" " * 10_000_001])
def test_a_file_that_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        corrections.loads(data)


def test_the_words_of_every_correction() -> None:
    names = {LIND: "Mara Lind", M_LIND: "M. Lind", CI: "CI", BANK: "Wexmoor Bank", WEXMOOR: "Wexmoor", INSTITUTE: "Calder Institute"}
    assert [corrections.in_words(each, names) for each in EVERY] == [
        "Merged M. Lind and CI into Mara Lind",
        "Split “CI” off Mara Lind, to Wexmoor Bank",
        "Split “Lind” off Mara Lind",
        'Renamed Mara Lind to Zoë "Z" Lind',
        "Changed the type of Mara Lind to armed group",
        "Hid Wexmoor",
        "Added the name “chair” to Mara Lind",
        "Added the actor harbour board, also harbour",
        "Kept Calder Institute and Wexmoor Bank apart",
    ]


# A whole corpus.


def test_a_corpus_shows_a_correction_at_once_and_its_undo(tmp_path: Path) -> None:
    corpus = harbour.corpus(tmp_path)
    before = corpus.version
    assert len(corpus.table("mentions", Slice(actors=(LIND,)))) == 5  # all mentions of the one article that names her
    corpus.correct(corrections.merge(LIND, CI))
    assert corpus.version != before
    assert set(corpus.table("mentions", Slice(actors=(LIND,)))["article_id"]) == {"h1", "h2"}
    corpus.undo_correction(1)
    assert set(corpus.table("mentions", Slice(actors=(LIND,)))["article_id"]) == {"h1"}
    assert corpus.corrections == []


def test_another_program_on_the_same_corpus_sees_the_correction(tmp_path: Path) -> None:
    corpus = harbour.corpus(tmp_path)
    other = Corpus.open(corpus.folder)
    assert len(other.table("mentions")) == 10
    corpus.correct(corrections.hide(WEXMOOR))
    assert len(other.table("mentions")) == 7


def test_added_names_are_kept_beside_the_edits_and_may_be_deleted(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    made = listed(corrections.add_alias(WEXMOOR, "harbour board"), corrections.add_alias(LIND, "chair"))
    found = []
    for key in ("one", "one", "two"):
        connection = harbour.connection()
        corrections.views(connection, made, cache=cache, key=key)
        found.append(connection.execute("FROM mentions ORDER BY ALL").fetchall())
    assert found[0] == found[1] == found[2]
    assert len(list(cache.iterdir())) == 2  # those of the earlier imports are gone
    for file in cache.iterdir():
        file.write_bytes(b"cut off")
    connection = harbour.connection()
    corrections.views(connection, made, cache=cache, key="two")
    assert connection.execute("FROM mentions ORDER BY ALL").fetchall() == found[0]


# Any list of corrections.

IDS = st.sampled_from([LIND, M_LIND, INSTITUTE, CI, WEXMOOR, BANK, "own:lind", "own:harbour-board", "own:wexmoor", "found:nobody"])
ALIASES = st.sampled_from(["Lind", "M. Lind", "Wexmoor", "harbour", "harbour board", "CI", "The CI", "opened", "Calder"])
TYPES = st.sampled_from(["person", "place"])


ANY = st.one_of(
    st.lists(IDS, min_size=2, max_size=4, unique=True).map(lambda ids: corrections.merge(*ids)),
    st.builds(lambda one, alias, to: corrections.split(one, alias, to=to), IDS, ALIASES, st.none() | IDS),
    st.builds(corrections.rename, IDS, ALIASES),
    st.builds(corrections.retype, IDS, TYPES),
    st.builds(corrections.hide, IDS),
    st.builds(corrections.add_alias, IDS, ALIASES),
    st.builds(corrections.add_actor, ALIASES, TYPES, st.lists(ALIASES, max_size=2)),
)


def _rows(connection: duckdb.DuckDBPyConnection, view: str) -> list[tuple[str, int, int]]:
    return connection.execute(f'SELECT article_id, start, "end" FROM {view}').fetchall()


@settings(deadline=None, max_examples=30)
@given(st.lists(ANY, max_size=8))
def test_no_mention_is_lost_or_counted_twice_and_undoing_all_brings_back_the_first_counts(made: Sequence[Correction]) -> None:
    connection = harbour.connection()
    every = corrections.appended([], *made)
    corrections.views(connection, every)
    shown, hidden, replaced, scored = (
        _rows(connection, view) for view in ("mentions", "hidden_mentions", "replaced_mentions", "scored_mentions")
    )
    added = _rows(connection, "added_places") if every else []
    assert sorted([*shown, *hidden, *replaced]) == sorted([*scored, *added])
    assert len({*shown, *hidden}) == len(shown) + len(hidden)
    overlaps = """SELECT count(*) FROM mentions AS one JOIN mentions AS other USING (article_id)
                  WHERE one.start < other.start AND other.start < one."end\""""
    assert connection.execute(overlaps).fetchone() == (0,)
    one_name = "SELECT max(spellings) FROM (SELECT count(DISTINCT (name, type)) AS spellings FROM mentions GROUP BY actor_id)"
    assert connection.execute(one_name).fetchone() in [(1,), (None,)]
    for each in every:
        every = corrections.without(every, each.number)
    corrections.views(connection, every)
    assert sorted(connection.execute("FROM mentions").fetchall()) == sorted(connection.execute("FROM scored_mentions").fetchall())


@settings(deadline=None, max_examples=30)
@given(st.lists(ANY, max_size=8), IDS)
def test_a_link_to_a_merged_actor_lands_on_one_that_stands_for_itself(made: Sequence[Correction], actor_id: str) -> None:
    every = corrections.appended([], *made)
    now = corrections.current_id(every, actor_id)
    assert corrections.current_id(every, now) == now
    assert corrections.loads(corrections.dumps(every)) == every


def _merges(pairs: Sequence[tuple[str, str]]) -> list[Correction]:
    return [corrections.merge(*pair) for pair in pairs]


def test_a_long_list_of_merges_is_followed_and_too_long_a_list_is_refused() -> None:
    made = listed(*_merges([("found:all", f"found:a{number}") for number in range(10_000)]))
    assert corrections.current_id(made, "found:a9999") == "found:all"
    with pytest.raises(InputError, match="at most 10,000"):
        corrections.appended(made, corrections.hide(LIND))


def test_a_list_that_drives_everything_to_and_fro_is_refused_before_it_is_kept(tmp_path: Path) -> None:
    corpus = harbour.corpus(tmp_path)
    chain = _merges([(f"found:a{number + 1}", f"found:a{number}") for number in range(5_000)])
    data = json.dumps(
        [{"number": number, "kind": "merge", "actor_id": each.actor_id, "others": each.others} for number, each in enumerate(chain, 1)]
    )
    with pytest.raises(InputError, match="change 1413: "):  # (1 + 1) + (2 + 1) + ... + (1413 + 1) is over a million
        corpus.load_corrections(data.encode())
    assert corpus.corrections == []
