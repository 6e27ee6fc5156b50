"""Directed graphs, by nothing but their nodes and a function that gives the successors of a node.

Takes an entry and `successors`; gives orders, dominators, loops and components. Neither stage nor data: `flow` asks about steps, `plan` about
the finer graph that bodies are made from.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeAlias, TypeVar

from .classes import dataclass, replace

N = TypeVar("N", bound=Hashable)
Successors: TypeAlias = Callable[[N], tuple[N, ...]]


@dataclass(frozen=True, slots=True)
class Shape(Generic[N]):
    """What dominators say about the part of a graph that its entry reaches.

    `order` is reverse postorder, earlier successors first. `loops` maps each header to the nodes of its natural loop. `crossing` are the edges that
    go back to a node that does not dominate their start: there are none in a reducible graph.
    """

    order: tuple[N, ...]
    dominator: Mapping[N, N]
    loops: Mapping[N, frozenset[N]]
    crossing: tuple[tuple[N, N], ...]
    extent: Mapping[N, tuple[int, int]]
    """First and last number, counted along the dominator tree, of what a node dominates."""

    def dominates(self, above: N, node: N) -> bool:
        """Whether every way from the entry to `node` leads through `above`."""
        first, last = self.extent[above]
        return first <= self.extent[node][0] <= last


def shape(entry: N, successors: Successors[N]) -> Shape[N]:
    """Order, dominators and loops of what can be reached from `entry`."""
    order = reverse_postorder(entry, successors)
    index = {node: position for position, node in enumerate(order)}
    predecessors = _predecessors(order, successors)
    dominator = _dominators(order, index, predecessors)
    known: Shape[N] = Shape(order, dominator, {}, (), _extents(order, dominator))
    backward = [(node, target) for node in order for target in successors(node) if index[target] <= index[node]]
    loops: dict[N, frozenset[N]] = {}
    crossing: list[tuple[N, N]] = []
    for node, target in backward:
        if known.dominates(target, node):
            loops[target] = loops.get(target, frozenset()) | _natural_loop(node, target, predecessors)
        else:
            crossing.append((node, target))
    return replace(known, loops=loops, crossing=tuple(crossing))


def reverse_postorder(entry: N, successors: Successors[N]) -> tuple[N, ...]:
    """The nodes that `entry` reaches, each before its successors but for edges that go back."""
    seen = {entry}
    postorder: list[N] = []
    stack = [(entry, iter(successors(entry)[::-1]))]
    while stack:
        node, rest = stack[-1]
        for target in rest:
            if target not in seen:
                seen.add(target)
                stack.append((target, iter(successors(target)[::-1])))
                break
        else:
            postorder.append(node)
            stack.pop()
    return tuple(reversed(postorder))


def components(nodes: Iterable[N], successors: Successors[N]) -> tuple[tuple[N, ...], ...]:
    """The strongly connected components that hold a cycle, each in the order of `nodes`."""
    listed = tuple(nodes)
    order = {node: position for position, node in enumerate(listed)}
    finished = _finished(listed, successors)
    backward: dict[N, list[N]] = {}
    for node in finished:
        for target in successors(node):
            backward.setdefault(target, []).append(node)
    placed: set[N] = set()
    found: list[tuple[N, ...]] = []
    for node in reversed(finished):
        if node not in placed:
            group = _gathered(node, backward, placed)
            if len(group) > 1 or node in successors(node):
                found.append(tuple(sorted((member for member in group if member in order), key=order.__getitem__)))
    return tuple(sorted((group for group in found if group), key=lambda group: order[group[0]]))


def _finished(nodes: Iterable[N], successors: Successors[N]) -> list[N]:
    """The nodes and what they reach, each behind what a walk in depth reaches from it: the first pass of Kosaraju's algorithm."""
    seen: set[N] = set()
    finished: list[N] = []
    for start in nodes:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(successors(start)))]
        while stack:
            node, rest = stack[-1]
            target = next((target for target in rest if target not in seen), None)
            if target is None:
                finished.append(node)
                stack.pop()
            else:
                seen.add(target)
                stack.append((target, iter(successors(target))))
    return finished


def _gathered(node: N, backward: Mapping[N, list[N]], placed: set[N]) -> list[N]:
    """What leads to `node` and is not placed yet, the node included; it is placed now."""
    group, waiting = list[N](), [node]
    placed.add(node)
    while waiting:
        member = waiting.pop()
        group.append(member)
        fresh = [other for other in backward.get(member, ()) if other not in placed]
        placed.update(fresh)
        waiting.extend(dict.fromkeys(fresh))
    return group


def _predecessors(order: tuple[N, ...], successors: Successors[N]) -> dict[N, list[N]]:
    found: dict[N, list[N]] = {node: [] for node in order}
    for node in order:
        for target in successors(node):
            found[target].append(node)
    return found


def _dominators(order: tuple[N, ...], index: Mapping[N, int], predecessors: Mapping[N, list[N]]) -> dict[N, N]:
    """Immediate dominators of all nodes but the entry: Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm"."""
    entry = order[0]
    dominator = {entry: entry}
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            best = _meet([other for other in predecessors[node] if other in dominator], dominator, index)
            if dominator.get(node) != best:
                dominator[node] = best
                changed = True
    del dominator[entry]
    return dominator


def _extents(order: tuple[N, ...], dominator: Mapping[N, N]) -> dict[N, tuple[int, int]]:
    """Numbers along the dominator tree: a subtree has numbers in a row."""
    size = dict.fromkeys(order, 1)
    for node in reversed(order[1:]):
        size[dominator[node]] += size[node]
    first = {order[0]: 0}
    free = {order[0]: 1}
    for node in order[1:]:
        above = dominator[node]
        first[node] = free[above]
        free[above] += size[node]
        free[node] = first[node] + 1
    return {node: (first[node], first[node] + size[node] - 1) for node in order}


def _meet(nodes: list[N], dominator: Mapping[N, N], index: Mapping[N, int]) -> N:
    """The nearest node that dominates all of `nodes`. A way up is walked once: many steps may lead to one that takes care of failures."""
    best = nodes[0]
    above: dict[N, N] = {}
    for node in nodes[1:]:
        walked: list[N] = []
        while node != best:
            if index[node] > index[best]:
                walked.append(node)
                node = above.get(node, dominator[node])
            else:
                best = dominator[best]
        above.update(dict.fromkeys(walked, best))
    return best


def _natural_loop(end: N, header: N, predecessors: Mapping[N, list[N]]) -> frozenset[N]:
    """The nodes from which `end` can be reached without passing `header`, and the header."""
    inside = {header}
    waiting = [end]
    while waiting:
        node = waiting.pop()
        if node not in inside:
            inside.add(node)
            waiting.extend(predecessors[node])
    return frozenset(inside)
