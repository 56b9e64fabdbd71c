"""How many names the finder finds, how many it types rightly, and how many states it finds in articles, on public labelled data.

Run by hand, with the files given by path:

    python benchmarks/actors_accuracy.py --re3d re3d.jsonl --newsmtsc newsmtsc_train.jsonl --sentfin sentfin_headlines.jsonl
    python benchmarks/actors_accuracy.py --articles FILE.jsonl FILE.csv ... --countries countryinfo.csv

What counts: a person, an organisation (parties and armed groups among them), a place (states among them). Adjectives such as "Israeli" count
for the states of an article and not for spans.

re3d (reports on Syria and Iraq) labels phrases, "Iraqi President Fuad Masum" as much as "his family"; what is compared is the name inside a
phrase: its capitalised part behind articles, and for a person behind titles. It calls a state that acts an organisation, and leaves some
names of a sentence without a label. NewsMTSC and SEntFiN label targets, of which those with a name count. The states of articles are those
of a list of countries (countryinfo) whose name or demonym stands in the text, and not inside a longer name.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from pathlib import Path

from analysis.registers.actors import bundled_register
from analysis.scorers import actors, name_words

Span = tuple[int, int]
TYPE_OF = {
    "person": "person",
    "organisation": "organisation",
    "armed_group": "organisation",
    "party": "organisation",
    "place": "place",
    "state": "place",
}
GOLD_TYPE = {"Person": "person", "Organisation": "organisation", "Location": "place"}
PRONOUNS = {
    "He",
    "She",
    "They",
    "We",
    "It",
    "I",
    "You",
    "His",
    "Her",
    "Their",
    "Him",
    "Who",
    "Its",
    "Our",
    "My",
    "This",
    "That",
    "Those",
    "These",
    "The",
    "A",
    "An",
    "One",
    "Some",
    "Many",
    "All",
    "Both",
    "Us",
}
DEMONYMS = {word + ending for actor in bundled_register().actors for word in actor.adjectives for ending in ("", "s")}
JOINING = {  # words in small letters that may stand inside a name
    "Person": ("al", "bin", "de", "ibn", "abu"),
    "Organisation": ("of", "the", "and", "for", "on", "al"),
    "Location": ("of", "the", "al"),
}
SEPARATING = (",", "(", ")", ":", ";")
WORD = re.compile(r"[A-Z][\w'’.&-]*")


def main() -> None:
    """Print a table for each data set that is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--re3d", type=Path)
    parser.add_argument("--newsmtsc", type=Path)
    parser.add_argument("--sentfin", type=Path)
    parser.add_argument("--articles", nargs="*", type=Path, default=[])
    parser.add_argument("--countries", type=Path)
    parser.add_argument("--missed", type=int, default=0, help="print so many names that were missed or found wrongly")
    options = parser.parse_args()
    if options.re3d:
        newswire(options.re3d, options.missed)
    if options.newsmtsc:
        targets("NewsMTSC", rows_of(options.newsmtsc), "sentence", options.missed)
    if options.sentfin:
        targets("SEntFiN", rows_of(options.sentfin), "title", options.missed)
    if options.articles and options.countries:
        states([text for path in options.articles for text in texts_of(path)], options.countries, options.missed)


def rows_of(path: Path) -> list[dict[str, object]]:
    """Return the records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def newswire(path: Path, missed: int) -> None:
    """Print precision, recall and F1 of the names in re3d, by document as one text."""
    documents: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows_of(path):
        documents[str(row["doc"])].append(row)
    texts: list[str] = []
    gold: list[dict[Span, str]] = []
    ignored: list[list[Span]] = []
    for sentences in documents.values():
        text, spans, skip = document(sentences)
        texts.append(text)
        gold.append(spans)
        ignored.append(skip)
    found = actors.find(texts, adjectives=False)
    by_text = {number: list(zip(part["start"], part["end"], part["type"], strict=True)) for number, part in found.groupby("text_no")}
    right = typed = acting = overlapping = wanted = given = 0
    wrong: list[str] = []
    for number, spans in enumerate(gold):
        states = {(start, end) for start, end, type_ in by_text.get(number, []) if type_ == "state"}
        here = {(start, end): TYPE_OF[kind] for start, end, kind in by_text.get(number, [])}
        here = {span: kind for span, kind in here.items() if span in spans or not any(touches(span, other) for other in ignored[number])}
        wanted += len(spans)
        given += len(here)
        for span, kind in spans.items():
            overlapping += any(touches(span, other) for other in here)
            right += span in here
            typed += here.get(span) == kind
            acting += here.get(span) == kind or (kind == "organisation" and span in states)
            if span not in here or here[span] != kind:
                before = texts[number][max(0, span[0] - 20) : span[0]].replace("\n", " ")
                wrong.append(f"{before}[{texts[number][slice(*span)]}|{kind}|{here.get(span)}]")
        wrong += [f"  + {texts[number][slice(*span)]} {kind}" for span, kind in here.items() if span not in spans]
    print(f"re3d: {len(texts)} documents, {wanted} names")
    for label, hits in (("typed spans", typed), ("typed, states as actors", acting), ("spans whatever the type", right)):
        precision, recall = hits / given, hits / wanted
        print(f"  {label:28} precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")
    print(f"  {'names touched':28} {overlapping / wanted:.3f}")
    show(wrong, missed)


def document(sentences: list[dict[str, object]]) -> tuple[str, dict[Span, str], list[Span]]:
    """Return a document's text, its names with their types, and phrases whose inside is not judged."""
    parts: list[str] = []
    names: dict[Span, str] = {}
    skip: list[Span] = []
    position = 0
    for sentence in sentences:
        tokens: list[str] = sentence["tokens"]  # type: ignore[assignment]  # the records are plain JSON
        sentence_text, starts = joined(tokens)
        starts = [position + start for start in starts]
        for entity in sentence["entities"]:  # type: ignore[attr-defined]  # the records are plain JSON
            kind = GOLD_TYPE.get(entity["type"])
            span = name_inside(tokens, entity["start"], entity["end"], entity["type"]) if kind else None
            if kind is None or span is None:
                skip.append((starts[entity["start"]], starts[entity["end"] - 1] + len(tokens[entity["end"] - 1])))
            else:
                names[starts[span[0]], starts[span[1] - 1] + len(tokens[span[1] - 1])] = kind
        parts.append(sentence_text)
        position += len(parts[-1]) + 1
    return "\n".join(parts), names, [span for span in skip if not any(touches(span, name) for name in names)]


def joined(tokens: list[str]) -> tuple[str, list[int]]:
    """Return the text of tokens and where each begins; re3d sets hyphens and apostrophes apart, which news texts do not."""
    text, starts = "", []
    for number, token in enumerate(tokens):
        close = token in ("-", "'", "’", ",", ".") or (number and tokens[number - 1] in ("-", "'", "’") and text[-2:-1] != " ")
        text += "" if close or not text else " "
        starts.append(len(text))
        text += token
    return text, starts


def name_inside(tokens: list[str], start: int, end: int, kind: str) -> Span | None:
    """Return the name in a phrase: its capitalised part behind articles, and for a person behind titles; None where it has none or several."""
    while end > start and not tokens[end - 1][0].isupper():
        end -= 1
    if kind == "Person":
        titles = [number for number in range(start, end) if tokens[number].rstrip(".") in name_words.TITLES]
        start = max([start, *(number + 1 for number in titles)])
        if titles and start < end and tokens[start] in ("for", "of"):
            return None  # "Minister for the Middle East Ada Brook": where the office ends is not said
        while start < end and (tokens[start] in (".", "-") or tokens[start] in name_words.TITLE_MODIFIERS or tokens[start] in DEMONYMS):
            start += 1
    while start < end and (not tokens[start][0].isupper() or tokens[start] in PRONOUNS):
        start += 1
    name = tokens[start:end]
    if not name or all(token in DEMONYMS or token in name_words.TITLE_MODIFIERS or token in name_words.TITLES for token in name):
        return None
    if any(token[0].islower() and token not in JOINING[kind] for token in name) or any(token in SEPARATING for token in name):
        return None
    return start, end


def targets(label: str, rows: list[dict[str, object]], field: str, missed: int) -> None:
    """Print how many named targets are found."""
    texts = list(dict.fromkeys(str(row[field]) for row in rows))
    number = {text: place for place, text in enumerate(texts)}
    found: dict[int, list[Span]] = defaultdict(list)
    frame = actors.find(texts)
    for text_no, start, end in zip(frame["text_no"], frame["start"], frame["end"], strict=True):
        found[text_no].append((start, end))
    wanted = touched = 0
    wrong: list[str] = []
    for row in rows:
        text, target = str(row[field]), str(row["target"])
        start = int(str(row.get("start", text.find(target))))
        if start < 0 or not any(word not in PRONOUNS for word in WORD.findall(target)):
            continue
        wanted += 1
        if any(touches((start, start + len(target)), span) for span in found[number[text]]):
            touched += 1
        else:
            wrong.append(f"[{target}] in {text}")
    print(f"{label}: {len(texts)} texts, {wanted} named targets, found {touched / wanted:.3f}")
    show(wrong, missed)


def states(texts: list[str], countries: Path, missed: int) -> None:
    """Print how many of the states that articles name are found, and the F1 of the set of each article."""
    known = {actor.actor_id: actor.country for actor in bundled_register().actors if actor.type == "state"}
    meant: dict[str, set[str]] = defaultdict(set)
    with countries.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in (row["name"], row["demonym"]):
                if name and row["iso2"] in known.values():
                    meant[name].add(row["iso2"])
    code = {name: min(codes) for name, codes in meant.items() if len(codes) == 1}  # "Congolese" says too little
    named = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, code), key=len, reverse=True))})(?!\w)")
    found = actors.find(texts)
    found = found[found["type"] == "state"]
    by_text = found["actor_id"].map(known).groupby(found["text_no"]).agg(set).to_dict()
    right = wanted = given = 0
    wrong: list[str] = []
    for number, text in enumerate(texts):
        gold = {code[match.group()] for match in named.finditer(text) if stands_alone(text, *match.span())}
        ours = by_text.get(number, set())
        right += len(gold & ours)
        wanted += len(gold)
        given += len(ours)
        wrong += [f"{iso} in {text[:120]}" for iso in gold - ours]
    print(f"{len(texts)} articles: {wanted} states named, recall {right / wanted:.3f}, F1 of the sets {2 * right / (wanted + given):.3f}")
    show(wrong, missed)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether no capitalised word stands beside a span; it may be part of a longer name otherwise."""
    before, after = text[max(0, start - 30) : start].split(" "), text[end : end + 30].split(" ")
    return not (len(before) > 1 and before[-1] == "" and before[-2][:1].isupper()) and not (
        len(after) > 1 and after[0] == "" and after[1][:1].isupper()
    )


def texts_of(path: Path) -> list[str]:
    """Return the texts of a file of JSON lines or a CSV file."""
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = map(json.loads, lines) if path.suffix == ".jsonl" else csv.DictReader(lines)
        return [str(row.get("text") or row.get("content") or "") for row in rows]


def touches(left: Span, right: Span) -> bool:
    """Tell whether two spans share a character."""
    return left[0] < right[1] and right[0] < left[1]


def show(lines: list[str], count: int) -> None:
    """Print some of the lines, evenly spread."""
    for line in lines[:: max(1, len(lines) // count)] if count else []:
        print("   ", line[:220])


if __name__ == "__main__":
    main()
