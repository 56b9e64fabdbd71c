import importlib
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType, SimpleNamespace

import pytest

from analysis.errors import InputError
from analysis.scorers import actors, spacy_names
from analysis.scorers.spacy_names import ExtraName, SpacyNames

TEXT = "the thrale works of Ravensmoor closed, Yoav Gallant said."


class FakePipeline:
    """Finds what it is told, as a spaCy pipeline would say it."""

    def __init__(self, *found: tuple[str, str]) -> None:
        self.found = found

    def pipe(self, texts: Sequence[str]) -> Iterator[SimpleNamespace]:
        for text in texts:
            spans = [(text.index(name), text.index(name) + len(name), name, label) for name, label in self.found if name in text]
            yield SimpleNamespace(
                ents=[SimpleNamespace(start_char=start, end_char=end, text=name, label_=label) for start, end, name, label in spans]
            )


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    module = ModuleType("spacy")
    pipelines = {"small": FakePipeline(("the thrale works", "ORG"), ("Ravensmoor", "PERSON"), ("Yoav Gallant", "GPE"), ("closed", "DATE"))}

    def load(name: str, disable: Sequence[str]) -> FakePipeline:
        assert "parser" in disable  # nothing but names is wanted
        if name not in pipelines:
            raise OSError(name)
        return pipelines[name]

    module.load = load  # type: ignore[attr-defined]  # a module has no such attribute until it is given one
    monkeypatch.setitem(sys.modules, "spacy", module)
    spacy_names._load.cache_clear()
    yield module
    spacy_names._load.cache_clear()


@pytest.mark.usefixtures("installed")
def test_names_come_without_articles_and_only_of_known_labels() -> None:
    assert SpacyNames(pipeline="small").names([TEXT, ""]) == [
        [ExtraName(4, 16, "organisation"), ExtraName(20, 30, "person"), ExtraName(39, 51, "place")],
        [],
    ]


@pytest.mark.usefixtures("installed")
def test_another_finder_adds_names_and_takes_none_from_the_register() -> None:
    frame = actors.find(["", TEXT], extra=SpacyNames(pipeline="small"))
    assert list(zip(frame["text_no"], frame["surface"], frame["actor_id"], frame["type"], strict=True)) == [
        (1, "thrale works", "found:thrale-works", "organisation"),
        (1, "Ravensmoor", "found:ravensmoor", "person"),
        (1, "Yoav Gallant", "person:yoav-gallant", "person"),
    ]
    assert "thrale works" not in actors.find([TEXT])["surface"].tolist()


@pytest.mark.usefixtures("installed")
def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(InputError, match="'large' is not installed"):
        SpacyNames(pipeline="large").names([TEXT])


def test_without_spacy_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    spacy_names._load.cache_clear()
    with pytest.raises(InputError, match="spaCy is not installed"):
        SpacyNames(pipeline="small").names([TEXT])
