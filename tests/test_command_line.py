"""The command line: exit codes, one clear message for each bad input, and a corpus that only changes when an article is kept."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.corpus import Corpus

STORY = "The harbour of Wexmoor reopened on Monday.\n\nFishers welcomed the good news, and the council in London thanked them.\n"


def dateline(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "analysis", *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def test_add_prints_its_report_as_json_and_exits_0(story: Path, tmp_path: Path) -> None:
    ran = dateline("add", story, "--corpus", tmp_path / "c", "--outlet", "Wexmoor Post", "--json")
    report = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert ran.stderr == ""
    expected = {"files": 1, "rows": 1, "kept": 1, "rejected": 0, "undated": 1, "not_scored": 0, "copies": 0, "reasons": {}}
    assert {name: report[name] for name in expected} == expected
    assert report["seconds"] > 0
    assert Corpus.open(tmp_path / "c").table("articles")["outlet"].tolist() == ["Wexmoor Post"]


def test_add_says_how_many_articles_are_a_headline_only(tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text(f'title,text\nHarbour burns,\nHarbour opens,"{STORY}"\n')
    ran = dateline("add", tmp_path / "two.csv", "--corpus", tmp_path / "c")
    assert "  1 without a text: the headline is read as the text, and counted in the means\n" in ran.stdout
    told = json.loads(dateline("add", tmp_path / "two.csv", "--corpus", tmp_path / "d", "--json").stdout)
    assert (told["kept"], told["headline_only"]) == (2, 1)
    assert json.loads(dateline("info", "--corpus", tmp_path / "c", "--json").stdout)["headline_only"] == 1


def test_a_second_add_of_the_same_file_keeps_nothing_and_exits_1(story: Path, tmp_path: Path) -> None:
    dateline("add", story, "--corpus", tmp_path / "c")
    ran = dateline("add", story, "--corpus", tmp_path / "c", "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["reasons"] == {"already in the corpus": 1}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("binary.csv", bytes(range(256)) * 50, "binary.csv"),
        ("numbers.csv", b"a,b\n1,2\n3,4\n5,6\n", "numbers.csv"),
    ],
)
def test_a_file_that_gives_no_article_exits_1_and_makes_no_corpus(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    ran = dateline("add", tmp_path / name, "--corpus", tmp_path / "c")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert said in ran.stdout + ran.stderr
    assert not (tmp_path / "c").exists()


def test_a_folder_with_nothing_readable_exits_1(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    ran = dateline("add", tmp_path / "pile", "--corpus", tmp_path / "c")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "nowhere.csv", "--corpus", "c"),
        ("add", "{story}", "--corpus", "c", "--map", "title"),
        ("add", "{story}", "--corpus", "c", "--map", "mood=Mood"),
        ("add", "{story}"),
        ("export", "moods", "--corpus", "{five}"),
        ("export", "articles", "--corpus", "{five}", "--format", "xlsx"),
        ("export", "articles", "--corpus", "{five}", "--from", "25/03/2024"),
        ("export", "articles", "--corpus", "{five}", "--from", "2024-03-02", "--to", "2024-03-01"),
        ("measure", "mood", "--corpus", "{five}"),
        ("measure", "coverage", "--corpus", "{five}", "--actor", "Nobody"),
        ("nothing",),
    ],
)
def test_wrong_usage_exits_2_without_a_traceback(five: Corpus, story: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = dateline(*(argument.format(story=story, five=five.folder) if argument != "c" else tmp_path / "c" for argument in arguments))
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert ran.stderr.strip()
    assert not (tmp_path / "c").exists()


def test_what_is_no_corpus_exits_1_and_says_what_to_do(tmp_path: Path) -> None:
    for arguments in (("info",), ("export", "articles"), ("measure", "coverage")):
        ran = dateline(*arguments, "--corpus", tmp_path / "none")
        assert ran.returncode == 1
        assert "dateline add" in ran.stderr


def test_adding_to_a_folder_of_something_else_leaves_it_alone(story: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.docx").write_text("mine")
    ran = dateline("add", story, "--corpus", tmp_path / "thesis")
    assert ran.returncode == 1
    assert "not empty" in ran.stderr
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.docx"]


def test_export_takes_the_filters(five: Corpus) -> None:
    ran = dateline("export", "articles", "--corpus", five.folder, "--outlet", "Calder", "--to", "2024-03-31", "--format", "jsonl")
    assert [json.loads(line)["article_id"] for line in ran.stdout.splitlines()] == ["a1"]


def test_to_is_the_last_day_that_counts(five: Corpus) -> None:
    ran = dateline("export", "articles", "--corpus", five.folder, "--from", "2024-03-31", "--to", "2024-03-31", "--format", "jsonl")
    assert [json.loads(line)["article_id"] for line in ran.stdout.splitlines()] == ["a2"]


def test_out_writes_the_file_and_its_recipe(five: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "coverage.csv"
    ran = dateline("measure", "coverage", "--corpus", five.folder, "--by", "outlet", "--period", "month", "--out", out)
    assert ran.returncode == 0
    assert ran.stdout == ""
    assert out.read_text().splitlines() == [
        "group_id,group_name,period,articles,total,share",
        "Calder,Calder,2024-03-01T00:00:00Z,1,1,1.0",
        "Calder,Calder,2024-04-01T00:00:00Z,1,1,1.0",
        "Northline,Northline,2024-03-01T00:00:00Z,1,1,1.0",
        "Northline,Northline,2024-04-01T00:00:00Z,1,1,1.0",
    ]
    recipe = json.loads((tmp_path / "coverage.csv.recipe.json").read_text())
    assert recipe["what"] == "measure coverage by month and outlet"
    assert recipe["command"] == "dateline measure coverage --corpus CORPUS --by outlet --period month"


def test_the_command_of_a_recipe_prints_the_same_bytes(five: Corpus, tmp_path: Path) -> None:
    out = tmp_path / "sentences.jsonl"
    dateline("export", "sentences", "--corpus", five.folder, "--outlet", "CALDER", "--query", "talks OR pourparlers", "--out", out)
    command = json.loads((tmp_path / "sentences.jsonl.recipe.json").read_text())["command"]
    assert command == "dateline export sentences --corpus CORPUS --outlet Calder --query 'talks OR pourparlers' --format jsonl"
    again = dateline(*shlex.split(command.replace("CORPUS", str(five.folder)))[1:])
    assert again.stdout == out.read_text()
    assert '"text":"The minister praised the deal."' in again.stdout


def test_info_says_what_a_corpus_holds(five: Corpus) -> None:
    facts = json.loads(dateline("info", "--corpus", five.folder, "--json").stdout)
    assert (facts["articles"], facts["outlets"], facts["from"], facts["undated"]) == (5, 2, "2024-03-25T10:00:00+00:00", 1)
    assert [part["report"]["kept"] for part in facts["imports"]] == [5]
    assert "articles      5" in dateline("info", "--corpus", five.folder).stdout


def test_formats_lists_every_reader() -> None:
    from analysis.readers import READERS

    said = dateline("formats").stdout
    assert [reader.name for reader in READERS if reader.name not in said] == []


def test_no_progress_bar_in_a_pipe(story: Path, tmp_path: Path) -> None:
    ran = dateline("add", story, "--corpus", tmp_path / "c")
    assert ran.stderr == ""
    assert ran.stdout.startswith("1 of 1 articles kept")


def test_two_workers_give_the_same_tables_as_one(tmp_path: Path) -> None:
    rows = "".join(f"Report {number},The council of Wexmoor met {number} people from Israel. They were glad.\n" for number in range(600))
    (tmp_path / "many.csv").write_text("title,text\n" + rows)
    exported = []
    for workers in ("1", "2"):
        folder = tmp_path / f"with-{workers}"
        assert dateline("add", tmp_path / "many.csv", "--corpus", folder, "--workers", workers).returncode == 0
        exported.append([dateline("export", table, "--corpus", folder).stdout for table in ("articles", "sentences", "mentions", "topics")])
    assert exported[0] == exported[1]
    assert exported[0][0].count("\n") == 601


def test_the_ending_of_the_file_tells_the_format(five: Corpus, tmp_path: Path) -> None:
    assert dateline("export", "articles", "--corpus", five.folder, "--out", tmp_path / "all.xlsx").returncode == 0
    assert (tmp_path / "all.xlsx").read_bytes()[:2] == b"PK"


def test_an_actor_may_be_given_by_name(five: Corpus) -> None:
    ran = dateline("export", "articles", "--corpus", five.folder, "--actor", "Israel", "--format", "jsonl")
    assert [json.loads(line)["article_id"] for line in ran.stdout.splitlines()] == ["a1", "a2"]


def test_add_says_whose_mentions_were_found(story: Path, tmp_path: Path) -> None:
    story.write_text(STORY.replace("Fishers welcomed", "People welcomed"))
    ran = dateline("add", story, "--corpus", tmp_path / "c", "--json")
    assert json.loads(ran.stdout)["mentions"] == {"register": 1, "found": 1, "open surnames": 0}  # London; Wexmoor
    again = dateline("add", story, "--corpus", tmp_path / "d")
    assert "1 mentions of actors in the register, 1 of actors found in the texts" in again.stdout


def test_a_pipeline_that_is_not_installed_changes_nothing(story: Path, tmp_path: Path) -> None:
    ran = dateline("add", story, "--corpus", tmp_path / "c", "--ner", "no_such_pipeline")
    assert ran.returncode == 2
    assert "not installed" in ran.stderr
    assert not (tmp_path / "c").exists()


def test_languages_and_undated_articles_are_filters(story: Path, tmp_path: Path) -> None:
    dateline("add", story, "--corpus", tmp_path / "c")
    for options, rows in ((["--undated"], 1), (["--language", "fr"], 0), (["--language", "en", "--undated"], 1)):
        ran = dateline("export", "articles", "--corpus", tmp_path / "c", "--format", "jsonl", *options)
        assert len(ran.stdout.splitlines()) == rows
