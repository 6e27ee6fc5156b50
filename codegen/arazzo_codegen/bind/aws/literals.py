"""Literals as boto3 wants them: takes plain data and a type, gives the data that is passed."""

from __future__ import annotations

import re

from ...load.model import Constant, Data
from ..model import BooleanType, NumberType, Type

_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)


def converted(data: Data, wanted: Type) -> Data:
    """Text that reads as the number or boolean that is wanted, as that: boto3 takes no digits for a number."""
    if not isinstance(data, str):
        return data
    if isinstance(wanted, NumberType):
        return _number(data, wanted)
    return data == "true" if isinstance(wanted, BooleanType) and data in ("true", "false") else data


def is_time(text: str) -> bool:
    """Whether boto3 reads the text as a time (ISO 8601)."""
    return _TIME.fullmatch(text) is not None


def _number(text: str, wanted: NumberType) -> Constant:
    if re.fullmatch(r"-?\d{1,19}", text):
        return int(text)
    if not wanted.integer and re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    return text
