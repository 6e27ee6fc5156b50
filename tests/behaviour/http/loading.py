"""The types of the fixtures that import compiled packages."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TypeAlias

Load: TypeAlias = Callable[[str], ModuleType]
"""Imports a module of the compiled examples, by its name below the package."""

Emit: TypeAlias = Callable[..., Load]
"""Compiles a document over descriptions, given by the names of their files; gives what imports the modules."""
