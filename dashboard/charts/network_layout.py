"""Where the actors of a network stand: the strongest ties, their places from a fixed seed, and the labels there is room for. Nothing is drawn here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

NODES = 40  # more cannot be told apart
EDGES = 80
WIDTH, HEIGHT = 720, 600  # pixels that labels are placed for; a wider chart only moves them apart
_SEED = 7
_ROUNDS = 300
_SPREAD = 1.7  # how far the springs push apart; 1 is usual, and leaves no room for labels
_STIFF = 4  # what weakens the springs of sure ties, which would pull their actors onto each other
_EDGE, _EDGE_OF_TWO = 0.07, 0.32  # of a field that stays free on each side
_LETTER, _LINE = 6.4, 15  # pixels of a letter and a line of the labels
_ALWAYS = 12  # actors that get a label even where it lies on another's node
_LABEL = 26  # characters of a name that are written; all of it on hover
_SMALLEST, _LARGEST = 9, 34  # pixels across a node
_NUDGES, _GAP = 60, 10  # rounds that move nodes apart, and the pixels left between two
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
    sizes = dict(zip(actors["actor_id"], _sizes(actors["own"]), strict=True))
    where = _apart(_positions(kept), sizes)
    actors = actors.assign(
        x=[where[actor][0] for actor in actors["actor_id"]],
        y=[where[actor][1] for actor in actors["actor_id"]],
        size=[sizes[actor] for actor in actors["actor_id"]],
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


def _positions(edges: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return a place for each actor from 0 to 1: each part of the network that hangs together in a field of its own, the largest first.

    Within its field a part is laid out by springs (Fruchterman and Reingold 1991) from a fixed seed, and stretched to fill it.
    """
    import networkx as nx

    graph = nx.Graph()
    for one, other, strength in zip(edges["actor_id"], edges["other_id"], edges["strength"], strict=True):
        graph.add_edge(one, other, weight=math.log1p(max(strength, 0)) / _STIFF)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    where: dict[str, tuple[float, float]] = {}
    for part, (left, low, right, high) in zip(parts, _fields([len(part) + 1 for part in parts], (0, 0, 1, 1)), strict=True):
        ordered = nx.Graph()  # the order of nodes and edges decides where springs come to rest
        ordered.add_nodes_from(part)
        ordered.add_edges_from(sorted((*sorted((one, other)), data) for one, other, data in graph.subgraph(part).edges(data=True)))
        found = nx.spring_layout(ordered, weight="weight", seed=_SEED, iterations=_ROUNDS, k=_SPREAD / math.sqrt(len(part)))
        across, up = (_stretched([float(found[actor][axis]) for actor in part]) for axis in (0, 1))
        where |= {
            actor: (round(left + x * (right - left), 4), round(low + y * (high - low), 4))
            for actor, x, y in zip(part, across, up, strict=True)
        }
    return where


def _apart(where: Mapping[str, tuple[float, float]], sizes: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Return the places with actors that lie on each other moved apart, a little at a time."""
    places = {actor: [x * WIDTH, y * HEIGHT] for actor, (x, y) in where.items()}
    for _ in range(_NUDGES):
        for one, other in combinations(sorted(places), 2):
            (x, y), (u, v) = places[one], places[other]
            distance = math.hypot(u - x, v - y)
            missing = (sizes[one] + sizes[other]) / 2 + _GAP - distance
            if missing > 0:
                across, up = ((u - x) / distance, (v - y) / distance) if distance else (1.0, 0.0)
                step = missing / 4
                places[one], places[other] = [x - across * step, y - up * step], [u + across * step, v + up * step]
    return {actor: (round(min(max(x / WIDTH, 0), 1), 4), round(min(max(y / HEIGHT, 0), 1), 4)) for actor, (x, y) in places.items()}


def _fields(sizes: list[int], field: Box) -> list[Box]:
    """Return a part of a field for each size, in proportion: halved across its longer side, again and again."""
    if len(sizes) < 2:
        return [field] * len(sizes)
    total, half = sum(sizes), 0
    cut = next(number for number in range(1, len(sizes)) if (half := half + sizes[number - 1]) * 2 >= total or number == len(sizes) - 1)
    left, low, right, high = field
    share = sum(sizes[:cut]) / total
    if (right - left) * WIDTH >= (high - low) * HEIGHT:
        middle = left + share * (right - left)
        one, other = (left, low, middle, high), (middle, low, right, high)
    else:
        middle = high - share * (high - low)
        one, other = (left, middle, right, high), (left, low, right, middle)
    return [*_fields(sizes[:cut], one), *_fields(sizes[cut:], other)]


def _stretched(values: list[float]) -> list[float]:
    """Return values moved into a field, half by their rank: a few far ones do not crowd the others."""
    low, high = min(values), max(values)
    if high == low:
        return [0.5] * len(values)
    rank = {index: place for place, index in enumerate(sorted(range(len(values)), key=lambda index: (values[index], index)))}
    shares = [(values[index] - low) / (high - low) for index in range(len(values))]
    edge = _EDGE if len(values) > 2 else _EDGE_OF_TWO
    return [edge + (1 - 2 * edge) * (0.5 * shares[index] + 0.5 * rank[index] / (len(values) - 1)) for index in range(len(values))]


def _sizes(own: pd.Series) -> list[float]:
    """Return diameters whose areas stand for the counts."""
    largest = max(own.max(), 1) if len(own) else 1
    return [_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(count / largest) for count in own]


def _labels(actors: pd.DataFrame, dots: list[Box]) -> list[tuple[str, str]]:
    """Return for each actor its label and side, those named most first.

    A label lies on no other label, and on no node unless its actor is among the ``_ALWAYS`` named most; else it is left out. Of the sides
    that are free it takes the one on the fewest nodes and dots.
    """
    nodes = [_box(row["x"], row["y"], row["size"], row["size"]) for row in actors.to_dict("records")]
    labels: list[Box] = []
    written: list[tuple[str, str]] = []
    for number, row in enumerate(actors.to_dict("records")):
        text = row["name"] if len(row["name"]) <= _LABEL else row["name"][: _LABEL - 1].rstrip() + "…"
        others = nodes[:number] + nodes[number + 1 :]
        costs: dict[str, tuple[int, int]] = {}
        sides = _beside(row["x"], row["y"], row["size"], len(text) * _LETTER)
        for side, box in sides.items():
            covered = _overlaps(box, others)
            if _inside(box) and not _overlaps(box, labels) and (number < _ALWAYS or not covered):
                costs[side] = (covered, _overlaps(box, dots))
        best = min(costs, key=costs.__getitem__, default="")
        labels += [sides[best]] if best else []
        written.append((text if best else "", best or "top center"))
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


def _overlaps(box: Box, others: list[Box]) -> int:
    """Return how many of some boxes a box lies on."""
    return sum(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in others)
