"""What a picture of a workflow is made of, before it is spelled in a format.

Identifiers are ours, so that no document can choose one; titles and labels are the document's, and each format escapes them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..classes import dataclass

NodeKind: TypeAlias = Literal["start", "step", "workflow", "end", "fail"]


@dataclass(frozen=True, slots=True)
class Node:
    """A box. The nodes of `Picture.spine` are the workflow's course; the others are exits and workflows at its side."""

    id: str
    kind: NodeKind
    title: str
    lines: tuple[str, ...] = ()
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another, one line of `label` for each criterion. `again` is a retry: from a node to itself, or there and back."""

    start: str
    end: str
    label: tuple[str, ...] = ()
    failure: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A workflow: its course from top to bottom in the document's order, what lies at its side, and the ways between."""

    title: str
    spine: tuple[Node, ...]
    exits: tuple[Node, ...]
    edges: tuple[Edge, ...]
