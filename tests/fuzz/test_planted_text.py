"""Nothing that a document says becomes code.

A payload is planted into every string of a rich project, one place at a time and in many at once; in what is emitted it may stand in constants and
comments alone, and the code around it is made of the same kinds of nodes and the same imports as without it.
"""

from __future__ import annotations

import ast
import builtins
import io
import json
import tokenize
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arazzo_codegen.options import Options
from tests.compiling import compile_in
from tests.conftest import ROOT
from tests.fuzz.mutations import Tree

PROJECT = ROOT / "tests" / "rules" / "seeded" / "shop"
MARK = "zqplantedqz"
PAYLOADS = (
    f'"""\n__import__("os").{MARK}()\n"""',
    f"'\n{MARK}()\n#",
    f'"); {MARK}(); ("',
    f"{{{MARK}()}}",
    f"\\\n{MARK}()",
    f"\\N{{DIGIT ONE}}\\x22{MARK}",
    f"\r{MARK}()\u2028{MARK}()\x85{MARK}()\x0c{MARK}()",
    f"{{{{ {MARK} }}}}{{% {MARK} %}}",
    f"\u202e{MARK}\u2066\x1b[31m",
    f"import {MARK}",
    f"ﬁ{MARK}ª",
)
_INVISIBLE = "\x00\x0b\x0c\x1b\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r"
Place = tuple[str | int, ...]


@cache
def originals() -> dict[str, Tree]:
    """The files of the project, as trees."""
    return {path.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted(PROJECT.iterdir())}


@cache
def places() -> tuple[tuple[str, Place, bool], ...]:
    """Each string of the project: the file, the way to it, and whether it is a key."""
    return tuple((name, place, is_key) for name, tree in originals().items() for place, is_key in _strings(tree, ()))


def _strings(tree: Tree, way: Place) -> list[tuple[Place, bool]]:
    if isinstance(tree, str):
        return [(way, False)]
    entries = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    keys = [((*way, key), True) for key, _ in entries if isinstance(key, str)]
    return keys + [found for key, value in entries for found in _strings(value, (*way, key))]


def plant(trees: dict[str, Tree], name: str, place: Place, is_key: bool, payload: str, at: int) -> str | None:
    """Put the payload into one string, at a place in it; gives the string as it was."""
    holder = _at(trees[name], place[:-1])
    last = place[-1]
    if not isinstance(holder, dict) or not isinstance(last, str):
        return None
    old = last if is_key else str(holder[last])
    cut = at % (len(old) + 1)
    new = old[:cut] + payload + old[cut:]
    changed = {new if is_key and key == last else key: value for key, value in holder.items()}
    if not is_key:
        changed[last] = new
    holder.clear()
    holder.update(changed)
    return old


def _at(tree: Tree, place: Place) -> Tree:
    for key in place:
        if isinstance(tree, dict) and isinstance(key, str):
            tree = tree[key]
        elif isinstance(tree, list) and isinstance(key, int):
            tree = tree[key]
    return tree


def replace_everywhere(tree: Tree, old: str, new: str) -> Tree:
    """The tree with a name replaced wherever it stands by itself or behind a dot: what refers to it still does."""
    if isinstance(tree, str):
        return new if tree == old else tree
    if isinstance(tree, list):
        return [replace_everywhere(item, old, new) for item in tree]
    if isinstance(tree, dict):
        return {(new if key == old else key): replace_everywhere(value, old, new) for key, value in tree.items()}
    return tree


def check_module(text: str) -> None:
    """The mark stands in constants, comments and plain names alone; every name that is read is made in the module."""
    tree = ast.parse(text)
    made, read = set(dir(builtins)), set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                made.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                made.update(alias.asname or alias.name.partition(".")[0] for alias in names)
            case ast.ExceptHandler(name=str() as name) | ast.MatchAs(name=str() as name):
                made.add(name)
            case ast.Attribute(attr=name):
                assert name != MARK and name.isascii()
            case _:
                pass
    assert read <= made, read - made
    assert not read & {"eval", "exec", "compile", "__import__", MARK}
    assert all(name.isascii() for name in made)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if MARK in token.string:
            assert token.type in (tokenize.COMMENT, tokenize.STRING, tokenize.NAME), token
    assert not set(text) & set(_INVISIBLE)


def compiled_with(trees: dict[str, Tree], folder: Path) -> dict[str, str]:
    """What is emitted for the project; nothing where it is refused."""
    for name, tree in trees.items():
        (folder / name).write_text(json.dumps(tree), encoding="utf-8")
    emitted = compile_in(folder, options=Options(roots=(str(folder),))).files
    return {name: text for name, text in emitted.items() if not name.startswith("_runtime/")}


def planted_is_harmless(seed: int, folder: Path) -> int:
    """Plant by a seed; gives how many modules were emitted."""
    random = Random(seed)
    trees = deepcopy(originals())
    payload = random.choice(PAYLOADS)
    name, place, is_key = random.choice(places())
    old = plant(trees, name, place, is_key, payload, random.choice((0, 10_000, random.randrange(100))))
    if old is not None and random.random() < 0.5:
        new = payload + old
        trees = {key: replace_everywhere(deepcopy(tree), old, new) for key, tree in originals().items()}
    modules = compiled_with(trees, folder)
    for text in modules.values():
        check_module(text)
    return len(modules)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(min_value=0, max_value=2**32))
def test_what_is_planted_stays_text(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    planted_is_harmless(seed, tmp_path_factory.mktemp("planted"))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_descriptions_and_values_full_of_it_compile_and_stay_text(payload: str, tmp_path: Path) -> None:
    """Strings that nobody interprets: all of them at once."""
    free = ("title", "summary", "description")
    trees = deepcopy(originals())
    for name, place, is_key in places():
        if not is_key and place[-1] in free and not _is_expression(trees[name], place):
            plant(trees, name, place, is_key, payload, 10_000)
    modules = compiled_with(trees, tmp_path)
    assert modules
    for text in modules.values():
        check_module(text)


def _is_expression(tree: Tree, place: Place) -> bool:
    return "$" in str(_at(tree, place))
