"""Where the actors of a network stand: the strongest ties, their places from a fixed seed, and the labels there is room for. Nothing is drawn here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

NODES = 40  # more cannot be told apart
EDGES = 80
WIDTH, HEIGHT = 720, 600  # pixels that labels are placed for; a wider chart only moves them apart
_SEED = 7
_ROUNDS = 300
_PULL = 0.12  # of the middle on every actor: parts that no edge ties stay in the picture
_LETTER, _LINE = 6.4, 15  # pixels of a letter and a line of the labels
_LABEL = 26  # characters of a name that are written; all of it on hover
_SMALLEST, _LARGEST = 9, 34  # pixels across a node
DOT = 7  # pixels across the dot of a tie

Box = tuple[float, float, float, float]  # left, lower, right and upper edge, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The actors and ties that are drawn.

    Attributes:
        nodes: actor_id, name, type, articles (what the size shows), x and y (0 to 1), label (what is written; empty where there is no room)
            and side (on which side of the node).
        edges: Rows of the measure ``co-mentions``.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame


def placed(pairs: pd.DataFrame, *, nodes: int = NODES, edges: int = EDGES) -> Placed:
    """Return the strongest ties of at most so many actors, and where each actor stands.

    Args:
        pairs: Rows of the measure ``co-mentions``, the strongest first.
        nodes, edges: How many at most.
    """
    kept = _strongest(pairs, nodes, edges)
    ends = [kept[["actor_id", "name", "type", "own"]].set_axis(["actor_id", "name", "type", "own"], axis=1)]
    ends += [kept[["other_id", "other_name", "other_type", "other_own"]].set_axis(["actor_id", "name", "type", "own"], axis=1)]
    actors = pd.concat(ends).drop_duplicates("actor_id").sort_values(["own", "actor_id"], ascending=[False, True]).reset_index(drop=True)
    where = _positions(actors["actor_id"].tolist(), kept)
    actors = actors.assign(
        x=[where[actor][0] for actor in actors["actor_id"]], y=[where[actor][1] for actor in actors["actor_id"]], size=_sizes(actors["own"])
    )
    labels = _labels(actors, _middles(kept, where))
    return Placed(nodes=actors.assign(label=[text for text, _ in labels], side=[side for _, side in labels]), edges=kept)


def _strongest(pairs: pd.DataFrame, nodes: int, edges: int) -> pd.DataFrame:
    """Return the strongest pairs until the actors or the pairs are enough; a later pair between actors that are there still counts."""
    seen: set[str] = set()
    kept: list[int] = []
    for number, (one, other) in enumerate(zip(pairs["actor_id"], pairs["other_id"], strict=True)):
        if len(kept) == edges:
            break
        if len(seen | {one, other}) <= nodes:
            seen |= {one, other}
            kept.append(number)
    return pairs.iloc[kept].reset_index(drop=True)


def _positions(actors: list[str], edges: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return a place for each actor from 0 to 1 (Fruchterman and Reingold 1991, from a fixed seed), stretched to fill the paper."""
    if not actors:
        return {}
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(actors))
    for one, other, strength in zip(edges["actor_id"], edges["other_id"], edges["strength"], strict=True):
        graph.add_edge(one, other, weight=math.log1p(max(strength, 0)) / 4)
    middle = ("middle",)  # no actor: an id is text
    graph.add_edges_from((middle, actor, {"weight": _PULL}) for actor in sorted(actors))
    found = nx.spring_layout(graph, weight="weight", seed=_SEED, iterations=_ROUNDS, k=1.7 / math.sqrt(len(actors) + 1))
    columns = [_stretched([float(found[actor][axis]) for actor in actors]) for axis in (0, 1)]
    return {actor: (x, y) for actor, x, y in zip(actors, *columns, strict=True)}


def _stretched(values: list[float]) -> list[float]:
    """Return values moved to 0.05 to 0.95, half by their rank: a few far ones do not crowd the others."""
    low, high = min(values), max(values)
    if high == low:
        return [0.5] * len(values)
    rank = {index: place for place, index in enumerate(sorted(range(len(values)), key=lambda index: (values[index], index)))}
    shares = [(values[index] - low) / (high - low) for index in range(len(values))]
    return [round(0.05 + 0.9 * (0.5 * shares[index] + 0.5 * rank[index] / (len(values) - 1)), 4) for index in range(len(values))]


def _sizes(own: pd.Series) -> list[float]:
    """Return diameters whose areas stand for the counts."""
    largest = max(own.max(), 1) if len(own) else 1
    return [_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(count / largest) for count in own]


def _labels(actors: pd.DataFrame, dots: list[Box]) -> list[tuple[str, str]]:
    """Return for each actor its label and side, those named most first.

    A label lies on no other label and on no node, or is left out; of the sides that are free it takes the one with the fewest dots.
    """
    taken = [_box(row["x"], row["y"], row["size"], row["size"]) for row in actors.to_dict("records")]
    written: list[tuple[str, str]] = []
    for number, row in enumerate(actors.to_dict("records")):
        text = row["name"] if len(row["name"]) <= _LABEL else row["name"][: _LABEL - 1].rstrip() + "…"
        others = taken[:number] + taken[number + 1 :]
        sides = _beside(row["x"], row["y"], row["size"], len(text) * _LETTER)
        free = {side: box for side, box in sides.items() if _inside(box) and not any(_overlap(box, other) for other in others)}
        side = min(free, key=lambda side: sum(_overlap(free[side], dot) for dot in dots), default="")
        taken += [free[side]] if side else []
        written.append((text if side else "", side or "top center"))
    return written


def _middles(edges: pd.DataFrame, where: Mapping[str, tuple[float, float]]) -> list[Box]:
    """Return where the dots of the ties are."""
    ends = [(where[one], where[other]) for one, other in zip(edges["actor_id"], edges["other_id"], strict=True)]
    return [_box((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, DOT, DOT) for a, b in ends]


def _beside(x: float, y: float, size: float, width: float) -> dict[str, Box]:
    """Return where a label would lie on each side of a node, the best side first."""
    away, wide, line = size / 1.6 + 2, width / WIDTH, _LINE / HEIGHT  # plotly's own distance, and two pixels
    right, left = x + away / WIDTH, x - away / WIDTH - wide
    above, below = y + away / HEIGHT, y - away / HEIGHT - line
    corners = {"middle right": (right, y - line / 2), "middle left": (left, y - line / 2), "top center": (x - wide / 2, above)}
    corners |= {"bottom center": (x - wide / 2, below), "top right": (right, above), "top left": (left, above)}
    corners |= {"bottom right": (right, below), "bottom left": (left, below)}
    return {side: (across, up, across + wide, up + line) for side, (across, up) in corners.items()}


def _box(x: float, y: float, width: float, height: float) -> Box:
    return (x - width / 2 / WIDTH, y - height / 2 / HEIGHT, x + width / 2 / WIDTH, y + height / 2 / HEIGHT)


def _inside(box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= 1 and box[3] <= 1


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
