"""The import block: grouped, sorted, one name a line only where it must be.

Takes the imports of a module; gives lines. Groups are the standard library, other packages, and the package itself.
"""

from __future__ import annotations

from typing import TypeAlias

from ..plan.model import Import
from .literal import WIDTH, Code, identifier

_Key: TypeAlias = tuple[int, str]

_STANDARD = frozenset({"collections", "re", "typing"})
"""What emitted code imports of the standard library. Python's own list differs between its versions, and the output must not."""


def import_groups(imports: tuple[Import, ...], indent: int = 0) -> tuple[tuple[Code, ...], ...]:
    """The lines of the import statements, by group; names of one module stand together."""
    plain = sorted({item.module for item in imports if item.name is None})
    modules: dict[_Key, set[str]] = {}
    for item in imports:
        if item.name is not None:
            modules.setdefault((item.level, item.module), set()).add(_named(item))
    groups: list[tuple[Code, ...]] = []
    for group in range(3):
        lines = [Code(f"{' ' * indent}import {_dotted(module)}") for module in plain if _group(0, module) == group]
        for level, module in sorted((key for key in modules if _group(*key) == group), key=_order):
            lines += _from(level, module, sorted(modules[(level, module)], key=_name_order), indent)
        if lines:
            groups.append(tuple(lines))
    return tuple(groups)


def _order(key: _Key) -> tuple[int, str]:
    level, module = key
    return (-level, module)


def _name_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest: the order of isort and ruff."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return (kind, name)


def _named(item: Import) -> str:
    name = identifier(item.name or "")
    return name if item.alias is None else f"{name} as {identifier(item.alias)}"


def _dotted(module: str) -> str:
    return ".".join(identifier(part) for part in module.split("."))


def _group(level: int, module: str) -> int:
    if level:
        return 2
    return 0 if module.split(".")[0] in _STANDARD else 1


def _from(level: int, module: str, names: list[str], indent: int) -> list[Code]:
    origin = "." * level + (_dotted(module) if module else "")
    margin = " " * indent
    whole = f"{margin}from {origin} import {', '.join(names)}"
    if len(whole) <= WIDTH:
        return [Code(whole)]
    body = [Code(f"{margin}    {name},") for name in names]
    return [Code(f"{margin}from {origin} import ("), *body, Code(f"{margin})")]
