"""``dateline actors``: names and ids, what is said of each change, exit codes, and a corpus that only changes when a change was made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.actor_commands import app
from analysis.corpus import Corpus
from tests import harbour


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return harbour.corpus(tmp_path)


def run(corpus: Corpus, *arguments: str | Path) -> tuple[int, str]:
    """Exit code, and standard output and error together."""
    ran = CliRunner().invoke(app, [*map(str, arguments), "--corpus", str(corpus.folder)])
    return ran.exit_code, ran.output


def done(corpus: Corpus, *arguments: str | Path) -> list[str]:
    code, output = run(corpus, *arguments)
    assert code == 0, output
    return output.splitlines()


def test_actors_are_listed_and_found_with_their_names(corpus: Corpus) -> None:
    assert done(corpus, "list", "--count", "2") == [
        "articles  mentions  actor",
        "       3         3  Wexmoor (place) [place:wexmoor]",
        "       2         2  Calder Institute (organisation) [found:calder-institute]",
    ]
    assert done(corpus, "find", "MARA") == [
        "articles  mentions  actor",
        "       1         2  Mara Lind (person) [found:mara-lind]",
        "  as Lind (surname): 1 mention in 1 article",
        "  as Mara Lind (found): 1 mention in 1 article",
    ]
    assert run(corpus, "find", "nobody") == (2, "dateline: The corpus has no actor with 'nobody' in its name.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("merge", "mara lind", "found:m-lind", "CI"),
            "Merged M. Lind and CI into Mara Lind. Moves 2 mentions in 2 articles to Mara Lind.",
        ),
        (
            ("merge", "person:benjamin-netanyahu", "CI"),
            "Merged CI into Benjamin Netanyahu. Moves 1 mention in 1 article to Benjamin Netanyahu.",
        ),
        (
            ("split", "Mara Lind", "Lind"),
            "Split “Lind” off Mara Lind. Moves 1 mention in 1 article from Mara Lind to an actor of their own.",
        ),
        (
            ("split", "Mara Lind", "Lind", "--to", "CI"),
            "Split “Lind” off Mara Lind, to CI. Moves 1 mention in 1 article from Mara Lind to CI.",
        ),
        (("rename", "CI", "Chamber"), "Renamed CI to Chamber. Shows 1 mention in 1 article as Chamber."),
        (("retype", "CI", "armed_group"), "Changed the type of CI to armed group. Counts 1 mention in 1 article as armed group."),
        (("hide", "Wexmoor"), "Hid Wexmoor. Leaves 3 mentions in 3 articles out of all counts."),
        (("add-alias", "Wexmoor", "harbour board"), "Added the name “harbour board” to Wexmoor. Adds 2 mentions in 2 articles to Wexmoor."),
        (
            ("add", "board", "--type", "organisation", "--alias", "chair"),
            "Added the actor board, also chair. Adds 3 mentions in 2 articles to board.",
        ),
        (
            ("refuse", "CI", "Calder Institute"),
            "Kept CI and Calder Institute apart. Moves no mention; these actors are not suggested for a merge again.",
        ),
    ],
)
def test_each_change_says_what_it_did_and_how_to_undo_it(corpus: Corpus, arguments: tuple[str, ...], said: str) -> None:
    before = corpus.table("mentions")
    assert done(corpus, *arguments) == [said, f"Undo it with: dateline actors undo 1 --corpus {corpus.folder}"]
    assert [each.number for each in corpus.corrections] == [1]
    assert done(corpus, "undo", "1") == [
        f"Undone: {said.partition('. ')[0] if 'M. Lind' not in said else 'Merged M. Lind and CI into Mara Lind'}"
    ]
    assert corpus.table("mentions").equals(before)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("merge", "nobody", "CI"), "has no actor 'nobody'"),
        (("merge", "Mara Lynd", "CI"), "Did you mean Mara Lind"),
        (("merge", "CI", "found:ci"), "one actor already"),
        (("split", "CI", "Lind"), "no mention to move"),
        (("rename", "CI", "a" * 200), "at most 120"),
        (("add", "x", "--type", "person"), "too short"),
        (("undo", "1"), "no change 1"),
        (("load", "nowhere.json"), "cannot be read"),
        (("save", "no/such/folder.json"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_changes_nothing(corpus: Corpus, arguments: tuple[str, ...], said: str) -> None:
    code, output = run(corpus, *arguments)
    assert code == 2
    assert said in output
    assert "Traceback" not in output
    assert corpus.corrections == []


def test_two_actors_of_one_name_are_told_apart_by_their_ids(corpus: Corpus) -> None:
    done(corpus, "rename", "M. Lind", "Mara Lind")
    assert "Mara Lind: found:mara-lind, found:m-lind. Name one by its id." in run(corpus, "hide", "Mara Lind")[1]


def test_an_id_that_was_merged_away_is_the_actor_it_became(corpus: Corpus) -> None:
    done(corpus, "merge", "Mara Lind", "M. Lind")
    assert done(corpus, "hide", "found:m-lind")[0].startswith("Hid Mara Lind. Leaves 3 mentions")


def test_suggestions_are_listed_and_merged_in_bulk(corpus: Corpus) -> None:
    line = "0.80  M. Lind [found:m-lind] may be Mara Lind [found:mara-lind]: same surname and first initial"
    weaker = line.replace("0.80", "0.48")  # both stand in one article
    listed = done(corpus, "suggest")
    assert listed == [weaker]
    assert done(corpus, "suggest", "--accept-from", "0.9") == listed
    assert done(corpus, "suggest", "--accept-from", "0.4") == [*listed, "Merged 1 name; undo it with: dateline actors undo 1"]
    assert done(corpus, "suggest") == ["No actors look like one under two names."]


def test_changes_are_saved_loaded_into_another_corpus_and_listed(corpus: Corpus, five: Corpus, tmp_path: Path) -> None:
    file = tmp_path / "changes.json"
    assert done(corpus, "changes") == ["No changes."]
    done(corpus, "merge", "Mara Lind", "M. Lind")
    done(corpus, "refuse", "CI", "Calder Institute")
    assert done(corpus, "save", file) == [f"2 changes saved to {file}"]
    assert [entry["kind"] for entry in json.loads(file.read_text())] == ["merge", "refuse"]
    assert done(five, "load", file)[0].startswith("2 of 2 changes added")
    assert done(five, "load", file)[0].startswith("0 of 2 changes added")
    listed = done(five, "changes")
    assert listed[0].endswith("Kept Ci and Calder Institute apart")
    assert listed[1].endswith("Merged M Lind into Mara Lind (has no effect now)")
    assert done(corpus, "changes")[1].endswith("Merged M. Lind into Mara Lind (1 mention in 1 article)")


def test_a_damaged_list_of_changes_is_told_and_is_no_crash(corpus: Corpus) -> None:
    (corpus.folder / "edits").mkdir(exist_ok=True)
    (corpus.folder / "edits" / "actors.json").write_text('[{"number": 1, "kind": "hide"}]')
    code, output = run(corpus, "list")
    assert code == 1
    assert "edits/actors.json" in output
    assert "entry 1" in output
