"""Literals held against the shapes of members: type, enumeration, bounds.

Takes plain data and a type; gives what AWS would refuse about it, in words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...diagnostics.nearest import nearest
from ...load.model import Data
from ..model import BooleanType, EnumType, NumberType, StringType, Type, UnknownType
from .fit import describe, fits, type_of_data

_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)


class Breach(NamedTuple):
    """What is wrong with a literal: what AWS takes, what was given, and what to do."""

    wanted: str
    given: str
    help: str | None = None


def converted(data: Data, wanted: Type) -> Data:
    """Text that reads as the number or boolean that is wanted, as that."""
    if not isinstance(data, str):
        return data
    if isinstance(wanted, NumberType) and re.fullmatch(r"-?\d+", data) and len(data) < 20:
        return int(data)
    if isinstance(wanted, NumberType) and not wanted.integer and re.fullmatch(r"-?\d+\.\d+", data):
        return float(data)
    if isinstance(wanted, BooleanType) and data in ("true", "false"):
        return data == "true"
    return data


def breach(data: Data, wanted: Type) -> Breach | None:
    """What AWS would refuse about `data`, None when nothing."""
    given = type_of_data(data)
    match wanted:
        case UnknownType():
            return None
        case EnumType():
            return _enum_breach(data, wanted)
        case NumberType() if isinstance(data, float) and wanted.integer and data.is_integer():
            return _range_breach(data, wanted)
        case _ if fits(given, wanted, {}) != "yes":
            return Breach(describe(wanted), f"this is {describe(given)}")
        case NumberType() if isinstance(data, int | float):
            return _range_breach(data, wanted)
        case StringType() if isinstance(data, str):
            return _text_breach(data, wanted)
        case _:
            return None


def _enum_breach(data: Data, wanted: EnumType) -> Breach | None:
    if data in wanted.values:
        return None
    near = (
        nearest(data, (value for value in wanted.values if isinstance(value, str))) if isinstance(data, str) else None
    )
    return Breach(describe(wanted), "none of these", None if near is None else f"change it to `{near}`")


def _range_breach(number: float, wanted: NumberType) -> Breach | None:
    if wanted.minimum is not None and number < wanted.minimum:
        return Breach(f"{describe(wanted)} of at least {wanted.minimum:g}", "this is less")
    if wanted.maximum is not None and number > wanted.maximum:
        return Breach(f"{describe(wanted)} of at most {wanted.maximum:g}", "this is more")
    return None


def _text_breach(text: str, wanted: StringType) -> Breach | None:
    if wanted.format == "date-time" and not _TIME.fullmatch(text):
        return Breach("a time", "this is no time", "write it as `2026-01-31T12:00:00Z`")
    if wanted.min_length is not None and len(text) < wanted.min_length:
        return Breach(f"a string of at least {wanted.min_length} characters", f"this has {len(text)}")
    if wanted.max_length is not None and len(text) > wanted.max_length:
        return Breach(f"a string of at most {wanted.max_length} characters", f"this has {len(text)}")
    return None
