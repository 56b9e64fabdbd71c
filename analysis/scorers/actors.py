"""Actors in texts: every name of the register. It knows nothing of articles, sentences or storage."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.registers.actors import Register, bundled_register
from analysis.scorers import name_lookup

_COLUMNS = {"text_no": "int64", "start": "int64", "end": "int64", "surface": "str", "actor_id": "str", "name": "str", "type": "str", "form": "str"}


def find(texts: Sequence[str], *, adjectives: bool = True, metonyms: bool = True, register: Register | None = None) -> pd.DataFrame:
    """Find the actors that texts name."""
    names = name_lookup.index(register or bundled_register(), adjectives, metonyms)
    rows = []
    for text_no, text in enumerate(texts):
        places = name_lookup.places(names, text.replace("’", "'").replace("‘", "'"))
        for start, end, spelling in zip(places.start.tolist(), places.end.tolist(), places.spelling.tolist(), strict=True):
            if senses := names.senses[spelling]:
                actor = names.actors[senses[0].actor]
                rows.append((text_no, start, end, text[start:end], actor.actor_id, actor.name, actor.type, senses[0].form))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
