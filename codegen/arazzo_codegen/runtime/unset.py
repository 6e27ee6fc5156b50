"""What stands for a value that was not given, where null is a value of its own."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal

__all__ = ("UNSET", "Unset")


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "not given"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""The default of an input that may be null: `None` is sent as null, `UNSET` is left out."""
