"""Statements that must stand in front of an expression, gathered while it is spelled."""

from __future__ import annotations

from ..classes import dataclass, field
from .model import Expr, Stmt
from .static import Spelled


@dataclass(slots=True)
class Built:
    """The statements so far; `held` are values that have a variable, or were tested."""

    statements: list[Stmt] = field(default_factory=list[Stmt])
    held: dict[Expr, Spelled] = field(default_factory=dict[Expr, Spelled])
