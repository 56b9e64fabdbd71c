"""Selection: what a page receives. The open corpus, the slice that the filters mean, and names for its ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.slice import Slice, in_words
from dashboard.loading import Facets


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is looked at.

    Attributes:
        folder: Folder of the open corpus.
        version: Its version; with the folder and a slice, the key of every cache.
        name: Its name.
        slice_: The filters.
        facets: What the corpus has to filter by.
        unread: Filter that cannot be read -> what is wrong with it; no page shows results until it is mended.
        sample: Whether it is the bundled sample.
    """

    folder: str
    version: str
    name: str
    slice_: Slice
    facets: Facets
    unread: Mapping[str, str] = field(default_factory=dict)
    sample: bool = False

    @property
    def words(self) -> str:
        """The slice in words."""
        return in_words(self.slice_, self.names)

    @property
    def names(self) -> Mapping[str, str]:
        """Topic and actor ids -> names."""
        return {**self.facets.topics, **self.facets.actors}
