"""A loop over the steps, for a body whose jumps cross.

Takes a graph; gives `while True: match <position>:`, with as few cases as the jumps leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .graph import Attempt, Choice, Do, Graph, Key, Leave, Node, successors
from .model import Assign, Case, Constant, Match, Stmt, While
from .paragraphs import Context, Crossing, paragraphs
from .speller import Speller

_END = Key("", "end")
"""Behind every case: the loop goes round."""


def dispatch(graph: Graph, speller: Speller) -> tuple[Stmt, ...]:
    """The body as a loop over cases: the steps to which several ways lead, and whatever is still crossed by a jump inside a case."""
    cases = {graph.entry, *_met(graph)}
    while True:
        cases = _closed(graph, cases)
        try:
            return _written(graph, _labels(graph, cases), speller)
        except Crossing as met:
            cases = cases | ({met.target} if met.target in graph.nodes else set(graph.nodes))


def _met(graph: Graph) -> set[Key]:
    """The beginnings of steps to which several ways lead."""
    ways = Counter(target for node in graph.nodes.values() for target in successors(node))
    return {key for key, count in ways.items() if count > 1 and _begins(graph, key)}


def _begins(graph: Graph, key: Key) -> bool:
    """Whether a step begins at a node; one with retries begins where they are counted."""
    if key.within or key.part not in ("enter", "call"):
        return False
    return key.part == "enter" or key._replace(part="enter") not in graph.nodes


def _written(graph: Graph, labels: Mapping[Key, str], speller: Speller) -> tuple[Stmt, ...]:
    cases = [
        Case(Constant(label), paragraphs(_part(graph, start, labels, speller), Context(_END, _END, None)))
        for start, label in labels.items()
    ]
    declared = speller.begin(tuple(labels.values()))
    return (*declared, While(Constant(True), (Match(speller.position(), tuple(cases)),)))


def _closed(graph: Graph, cases: set[Key]) -> set[Key]:
    """The cases, and where ways from several of them meet."""
    closed = set(cases)
    while True:
        homes = Counter(key for start in closed for key in _reached(graph, start, closed))
        alone = [key for key, count in homes.items() if count == 1]
        meeting = {target for key in alone for target in successors(graph.nodes[key]) if homes[target] > 1}
        if not meeting:
            return closed
        closed |= meeting


def _reached(graph: Graph, start: Key, cases: set[Key]) -> set[Key]:
    """What a case holds: everything up to the next cases."""
    seen = {start}
    waiting = [start]
    while waiting:
        for target in successors(graph.nodes[waiting.pop()]):
            if target not in seen and target not in cases:
                seen.add(target)
                waiting.append(target)
    return seen


def _labels(graph: Graph, cases: set[Key]) -> dict[Key, str]:
    """A label for each case, in the order of the nodes; a step's own id where it is the step's beginning."""
    ordered = [graph.entry, *(key for key in graph.nodes if key in cases and key != graph.entry)]
    labels: dict[Key, str] = {}
    for key in ordered:
        label = key.step if _begins(graph, key) else f"{key.step} {key.part} {key.number}"
        while label in labels.values():
            label += "'"
        labels[key] = label
    return labels


def _part(graph: Graph, start: Key, labels: Mapping[Key, str], speller: Speller) -> Graph:
    """One case as a graph of its own: a jump to a case sets the position and goes to the end."""
    nodes: dict[Key, Node] = {}
    for key in _reached(graph, start, set(labels)):
        nodes[key] = _redirected(graph.nodes[key], key, labels, nodes, speller)
    return Graph(start, nodes)


def _redirected(node: Node, key: Key, labels: Mapping[Key, str], nodes: dict[Key, Node], speller: Speller) -> Node:
    def to(target: Key, index: int) -> Key:
        if target not in labels:
            return target
        jump = Key(key.step, f"{key.part} {key.number} to", index, key.within)
        nodes[jump] = Do((Assign(speller.position(), Constant(labels[target])),), _END)
        return jump

    match node:
        case Do(statements, then):
            return Do(statements, to(then, 0))
        case Choice(test, passed, failed, early, opposite):
            return Choice(test, to(passed, 0), to(failed, 1), early, opposite)
        case Attempt(statements, failure, passed, failed):
            return Attempt(statements, failure, to(passed, 0), to(failed, 1))
        case Leave():
            return node
