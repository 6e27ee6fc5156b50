"""Where the parts of a picture lie.

Takes a `Picture`, gives places in pixels. The course runs from top to bottom in the document's order; exits stand at the right of their step, each on
a line of its own; jumps leave and arrive at the left and run up or down in lanes, the shorter ones nearer. So no label is ever crossed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from ..classes import dataclass
from .model import Edge, Node, Picture

LINE = 16.0
"""Height of a line of text."""
CHARACTER = 6.7
"""Width of a character of the (monospaced) text."""
LONGEST = 56
"""Characters of a line that are shown."""
MARGIN = 20.0
_PAD = 12.0
_GAP = 30.0
_LANE = 16.0


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place."""

    node: Node
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The middle, across."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """An edge's place: the corners that it passes, the places of its label (`right` is where the text ends rather than begins)."""

    edge: Edge
    corners: tuple[tuple[float, float], ...]
    label: tuple[float, float]
    right: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """All places."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The edges of a picture by where they are drawn; `below`, `left` and `right` are by the id of the node they leave."""

    below: Mapping[str, Edge]
    left: Mapping[str, tuple[Edge, ...]]
    right: Mapping[str, tuple[Edge, ...]]
    arrivals: frozenset[str]


def shown(text: str) -> str:
    """The text as far as there is room for it."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return printable if len(printable) <= LONGEST else f"{printable[: LONGEST - 1]}…"


def width(lines: Iterable[str]) -> float:
    """The width of the longest line."""
    return max((CHARACTER * sum(_cells(char) for char in shown(line)) for line in lines), default=0.0)


def _cells(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def lay_out(picture: Picture) -> Layout:
    """Place everything."""
    sides = _sides(picture)
    exits = {node.id: node for node in picture.exits}
    jumps = [edge for edges in sides.left.values() for edge in edges]
    body = max(width((node.title, *node.lines)) for node in picture.spine) + 2 * _PAD
    left = max((width(edge.label) for edge in jumps), default=-_PAD) + _PAD if jumps else 0.0
    boxes = _stack(picture, sides, exits, body)
    lanes = _lanes([_reach(edge, boxes, sides) for edge in jumps])
    x = MARGIN + _LANE * (max(lanes, default=-1) + 1) + left
    boxes = {key: Box(box.node, x + (body - box.width) / 2, box.y, box.width, box.height) for key, box in boxes.items()}
    beside = x + body + max((width(edge.label) for edges in sides.right.values() for edge in edges), default=0.0) + 34
    lines = [_down(edge, boxes) for edge in sides.below.values()]
    for edge, lane in zip(jumps, lanes, strict=True):
        lines.append(_jump(edge, boxes, sides, x - left - _LANE * (lane + 0.5)))
    placed = list(boxes.values())
    for start, edges in sides.right.items():
        for edge in edges:
            box, line = _beside(edge, boxes[start], sides, exits, beside)
            placed += box
            lines.append(line)
    across = max(
        [box.x + box.width for box in placed] + [line.corners[-1][0] for line in lines] + [_below_width(lines)]
    )
    down = max(box.y + box.height for box in placed)
    return Layout(across + MARGIN, down + MARGIN, tuple(placed), tuple(lines))


def _sides(picture: Picture) -> _Sides:
    """Sort the edges: the last one that leads to the node below goes straight down."""
    position = {node.id: index for index, node in enumerate(picture.spine)}
    below: dict[str, Edge] = {}
    for edge in picture.edges:
        if not edge.failure and not edge.again and position.get(edge.end) == position[edge.start] + 1:
            below[edge.start] = edge
    left: dict[str, tuple[Edge, ...]] = {}
    right: dict[str, tuple[Edge, ...]] = {}
    for edge in picture.edges:
        if below.get(edge.start) is edge:
            continue
        inside = edge.end in position and not _is_round(edge)
        side = left if inside else right
        side[edge.start] = (*side.get(edge.start, ()), edge)
    arrivals = frozenset(edge.end for edges in left.values() for edge in edges)
    return _Sides(below, left, right, arrivals)


def _room(edge: Edge, exits: Mapping[str, Node]) -> tuple[float, float]:
    """The room above and below an edge that leaves at a side, for its label and for half of the box at its end."""
    end = exits.get(edge.end)
    half = 3 + (0.0 if end is None else LINE * (1 + len(end.lines)) / 2 + 3)
    label = LINE * max(len(edge.label), 1) + (10 if _is_round(edge) else 4)
    return max(label, half), max(half, 4)


def _heights(edges: Iterable[Edge], exits: Mapping[str, Node]) -> tuple[tuple[float, ...], float]:
    """How far below the first one's top each edge leaves, and how much room they take together."""
    places: list[float] = []
    total = 0.0
    for edge in edges:
        above, below = _room(edge, exits)
        places.append(total + above)
        total += above + below
    return tuple(places), total


def _is_round(edge: Edge) -> bool:
    return edge.again and edge.start == edge.end


def _stack(picture: Picture, sides: _Sides, exits: Mapping[str, Node], body: float) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    y = MARGIN
    for node in picture.spine:
        text = LINE * (1 + len(node.lines)) + _PAD
        left = _heights(sides.left.get(node.id, ()), {})[1] + LINE * (node.id in sides.arrivals)
        right = _heights(sides.right.get(node.id, ()), exits)[1]
        tall = max(text, left + 6 if left else 0, right + 6 if right else 0)
        wide = body if node.kind in ("step", "workflow") else min(body, width((node.title,)) + 2 * _PAD + 8)
        boxes[node.id] = Box(node, 0, y, wide, tall)
        edge = sides.below.get(node.id)
        y += tall + _GAP + (LINE * len(edge.label) if edge is not None else 0)
    return boxes


def _leaves(edge: Edge, boxes: Mapping[str, Box], sides: _Sides) -> float:
    """The height at which a jump leaves its node."""
    edges = sides.left[edge.start]
    place = _heights(edges, {})[0][edges.index(edge)]
    return boxes[edge.start].y + LINE * (edge.start in sides.arrivals) + place


def _arrives(edge: Edge, boxes: Mapping[str, Box]) -> float:
    return boxes[edge.end].y + LINE / 2 + 2


def _reach(edge: Edge, boxes: Mapping[str, Box], sides: _Sides) -> tuple[float, float]:
    ends = _leaves(edge, boxes, sides), _arrives(edge, boxes)
    return min(ends), max(ends)


def _lanes(reaches: list[tuple[float, float]]) -> list[int]:
    """A lane for each jump, the shorter ones nearer; no two in a lane at the same height."""
    taken: list[list[tuple[float, float]]] = []
    found = [0] * len(reaches)
    for index in sorted(range(len(reaches)), key=lambda index: (reaches[index][1] - reaches[index][0], index)):
        low, high = reaches[index]
        lane = next((n for n, used in enumerate(taken) if all(high < a or b < low for a, b in used)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[index] = lane
    return found


def _down(edge: Edge, boxes: Mapping[str, Box]) -> Line:
    above, below = boxes[edge.start], boxes[edge.end]
    corners = (above.middle, above.y + above.height), (above.middle, below.y)
    return Line(edge, corners, (above.middle + 8, above.y + above.height + LINE))


def _jump(edge: Edge, boxes: Mapping[str, Box], sides: _Sides, lane: float) -> Line:
    start, end = boxes[edge.start], boxes[edge.end]
    y, target = _leaves(edge, boxes, sides), _arrives(edge, boxes)
    corners = (start.x, y), (lane, y), (lane, target), (end.x, target)
    return Line(edge, corners, (start.x - 8, y - LINE * (len(edge.label) - 1) - 4), right=True)


def _beside(edge: Edge, start: Box, sides: _Sides, exits: Mapping[str, Node], x: float) -> tuple[tuple[Box, ...], Line]:
    """An exit and the line to it; a retry ends where it began."""
    edges = sides.right[edge.start]
    places, total = _heights(edges, exits)
    y = start.y + (start.height - total) / 2 + places[edges.index(edge)]
    label = (start.x + start.width + 8, y - LINE * (len(edge.label) - 1) - 4)
    node = exits.get(edge.end)
    if node is None:
        near, far, above = start.x + start.width, label[0] + width(edge.label) + 10, y - LINE * len(edge.label) - 6
        corners = (near, y), (far, y), (far, above), (near, above)
        return (), Line(edge, corners, label)
    tall = LINE * (1 + len(node.lines)) + 6
    box = Box(node, x, y - tall / 2, width((node.title, *node.lines)) + 2 * _PAD, tall)
    return (box,), Line(edge, ((start.x + start.width, y), (x, y)), label)


def _below_width(lines: list[Line]) -> float:
    return max((line.label[0] + width(line.edge.label) for line in lines if not line.right), default=0.0)
