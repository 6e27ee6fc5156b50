"""Mutations of documents: what goes wrong when people and machines edit them.

Two levels: of the tree (drop, duplicate, retype, swap, rename) and of the bytes (truncate, splice).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | float | bool | None"
Mutation: TypeAlias = Callable[[Tree, Random], None]

STRANGE: tuple[Tree, ...] = (
    None, True, False, 0, -1, 10**30, 1.5, "", " ", "$", "{$", "$inputs", "$inputs.", "$steps..outputs", "$response.body#", "{$inputs.x}{", "#/", "\u0000", "é😀",
    "$statusCode ==", "$.a[?", "/a/~2", "((((", "..", "../../../etc/passwd", "file:///etc/passwd", "https://example.com/x", "x" * 5000, [], {}, [[]], {"": None}, {"$ref": "#"}, {"$ref": "#/"},
    {"type": "object", "allOf": [{"$ref": "#"}]}, [None, 1, "a", {}], {"context": "$response.body", "selector": "$..*", "type": "jsonpath"}, {"reference": "$components.parameters.x"},
)  # fmt: skip


def containers(tree: Tree) -> list[dict[str, Tree] | list[Tree]]:
    """Every object and list of the tree that holds something."""
    found: list[dict[str, Tree] | list[Tree]] = []
    waiting: list[Tree] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and node:
            found.append(node)
            waiting += node.values()
        elif isinstance(node, list) and node:
            found.append(node)
            waiting += node
    return found


def _place(tree: Tree, random: Random) -> tuple[dict[str, Tree] | list[Tree], str | int] | None:
    holders = containers(tree)
    if not holders:
        return None
    holder = random.choice(holders)
    return holder, random.choice(list(holder)) if isinstance(holder, dict) else random.randrange(len(holder))


def _read(holder: Any, key: str | int) -> Tree:
    found: Tree = holder[key]
    return found


def _write(holder: Any, key: str | int, value: Tree) -> None:
    holder[key] = value


def drop(tree: Tree, random: Random) -> None:
    """Leave out a member or item."""
    if place := _place(tree, random):
        holder, key = place
        del holder[key]  # type: ignore[arg-type]


def duplicate(tree: Tree, random: Random) -> None:
    """Repeat an item, or a member under another name."""
    if place := _place(tree, random):
        holder, key = place
        value = copy.deepcopy(_read(holder, key))
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder[f"{key}2"] = value


def retype(tree: Tree, random: Random) -> None:
    """Put something strange in a place."""
    if place := _place(tree, random):
        _write(*place, copy.deepcopy(random.choice(STRANGE)))


def swap(tree: Tree, random: Random) -> None:
    """Exchange two values."""
    first, second = _place(tree, random), _place(tree, random)
    if first and second:
        one, other = copy.deepcopy(_read(*first)), copy.deepcopy(_read(*second))
        _write(*first, other)
        _write(*second, one)


def rename(tree: Tree, random: Random) -> None:
    """Misspell a member's name or a text."""
    if place := _place(tree, random):
        holder, key = place
        if isinstance(holder, dict) and isinstance(key, str):
            holder[_misspelt(key, random)] = holder.pop(key)
        elif isinstance(text := _read(holder, key), str):
            _write(holder, key, _misspelt(text, random))


def respell(tree: Tree, random: Random) -> None:
    """Misspell a text."""
    texts = [
        (holder, key) for holder in containers(tree) for key in _keys(holder) if isinstance(_read(holder, key), str)
    ]
    if texts:
        holder, key = random.choice(texts)
        text = _read(holder, key)
        assert isinstance(text, str)
        _write(holder, key, _misspelt(text, random))


def _keys(holder: dict[str, Tree] | list[Tree]) -> list[str | int]:
    return list(holder) if isinstance(holder, dict) else list(range(len(holder)))


def _misspelt(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    match random.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + random.choice("$.#/{}[]()'\"~!=<>&| x0é\n") + text[at:]
        case 2:
            return text[:at]
        case _:
            return text[at:] + text[:at]


TREE_MUTATIONS: tuple[Mutation, ...] = (drop, duplicate, retype, swap, rename, respell)


def mutate_bytes(content: bytes, random: Random) -> bytes:
    """Truncate the text, or splice bytes into it."""
    at = random.randrange(len(content) + 1)
    match random.randrange(4):
        case 0:
            return content[:at]
        case 1:
            return content[:at] + random.randbytes(random.randrange(1, 5)) + content[at:]
        case 2:
            return (
                content[:at]
                + random.choice(
                    (
                        b"\t",
                        b"\x00",
                        b"&a ",
                        b"*a ",
                        b"!!python/object ",
                        b"---\n",
                        b"? ",
                        b"- ",
                        b": ",
                        b"'",
                        b'"',
                        b"{",
                        b"[",
                        b"\xff\xfe",
                        b"|",
                        b"<<: ",
                    )
                )
                + content[at:]
            )
        case _:
            end = random.randrange(at, min(len(content), at + 200) + 1)
            return content[:at] + content[end:]


def mutate(content: bytes, tree: Tree, random: Random) -> bytes:
    """One mutant of a document, given as bytes and as a tree."""
    if random.random() < 0.25:
        return mutate_bytes(content, random)
    mutant = copy.deepcopy(tree)
    for _ in range(random.randrange(1, 4)):
        random.choice(TREE_MUTATIONS)(mutant, random)
    return json.dumps(mutant, allow_nan=False).encode("utf-8", "surrogatepass")
