"""What is known of a body's graph before it is written.

Takes a `Graph`; gives dominators and loops, how many jumps lead to each node, what stands behind what, and where jumps lead out of what a node
dominates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..graphs import shape
from .graph import Do, Graph, Key, Leave, successors
from .model import Raise


class Survey:
    """A graph, looked over.

    `inner` are the successors of each node that are nodes themselves. `places`: how many jumps lead forward to each node. `size`: how many nodes
    each node dominates. `behind`: the nodes reached from several places, in order, by the node behind which they stand. `caught`: the nodes that
    dominate a bare `raise`. `leaving`: the targets, outside what each node dominates, of jumps from there, and how many these are.
    """

    def __init__(self, graph: Graph) -> None:
        self.nodes = graph.nodes
        self.inner = {
            key: tuple(target for target in successors(node) if target in graph.nodes)
            for key, node in graph.nodes.items()
        }
        self.shape = shape(graph.entry, self.inner.__getitem__)
        self.places = self._count_places()
        self.size = self._subtree_sizes()
        self.behind = self._merges()
        self.caught = self._leading_to_reraise()
        self.leaving = self._ways_out()

    def dominates(self, above: Key, key: Key) -> bool:
        """Whether every way to `key` leads through `above`."""
        return self.shape.dominates(above, key)

    def raises(self, key: Key) -> bool:
        """Whether nothing follows but a failure, which may stand at several places."""
        node = self.nodes[key]
        return isinstance(node, Leave) and isinstance(node.statements[-1], Raise)

    def _count_places(self) -> Mapping[Key, int]:
        """How many jumps lead forward to each node."""
        jumps = ((key, target) for key in self.shape.order for target in self.inner[key])
        return Counter(target for key, target in jumps if not self.shape.dominates(target, key))

    def _subtree_sizes(self) -> Mapping[Key, int]:
        """How many nodes each node dominates."""
        size = Counter(self.shape.order)
        for key in reversed(self.shape.order[1:]):
            size[self.shape.dominator[key]] += size[key]
        return size

    def _merges(self) -> Mapping[Key, list[Key]]:
        """The nodes reached from several places, in order, by the node behind which they stand."""
        merges: dict[Key, list[Key]] = {key: [] for key in self.shape.order}
        for key in self.shape.order[1:]:
            if self.places[key] > 1:
                merges[self._paragraph(self.shape.dominator[key])].append(key)
        return merges

    def _paragraph(self, key: Key) -> Key:
        """Where the statements begin that lead to a node and nowhere else."""
        while key not in self.shape.loops and self.places[key] == 1:
            above = self.shape.dominator[key]
            if not isinstance(self.nodes[above], Do) or above in self.shape.loops:
                break
            key = above
        return key

    def _ways_out(self) -> Mapping[Key, Counter[Key]]:
        """The targets, outside what each node dominates, of jumps from there, and how many these are."""
        ways = {key: Counter(successors(self.nodes[key])) for key in self.shape.order}
        for key in reversed(self.shape.order):
            own = ways[key]
            for target in [t for t in own if t in self.nodes and self.shape.dominates(key, t)]:
                del own[target]
            if key in self.shape.dominator:
                ways[self.shape.dominator[key]].update(own)
        return ways

    def _leading_to_reraise(self) -> set[Key]:
        """The nodes that dominate a bare `raise`, which means something in its `except` alone."""
        found: set[Key] = set()
        for key, node in self.nodes.items():
            while isinstance(node, Leave) and node.statements == (Raise(None),) and key not in found:
                found.add(key)
                key = self.shape.dominator.get(key, key)
        return found
