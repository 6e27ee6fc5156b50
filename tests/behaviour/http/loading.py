"""The type of the fixture that imports the compiled examples."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TypeAlias

Load: TypeAlias = Callable[[str], ModuleType]
"""Imports a module of the compiled examples, by its name below the package."""
