"""Data known at compile time, as a Python display."""

from __future__ import annotations

from ..load.model import Data
from .model import Constant, Dict, Expr, List


def display(value: Data) -> Expr:
    """The literal or display that makes the value."""
    match value:
        case dict():
            return Dict(tuple((Constant(name), display(member)) for name, member in value.items()))
        case list():
            return List(tuple(display(item) for item in value))
        case _:
            return Constant(value)
