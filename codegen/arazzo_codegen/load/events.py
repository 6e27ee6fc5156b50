"""libyaml's events, typed.

PyYAML has one class per kind of event; here is what the builder reads of them. A field that an event's kind does not have is not read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import yaml
from yaml import events as kinds

YamlError = yaml.YAMLError

SCALAR: object = kinds.ScalarEvent
ALIAS: object = kinds.AliasEvent
MAPPING_START: object = kinds.MappingStartEvent
MAPPING_END: object = kinds.MappingEndEvent
SEQUENCE_END: object = kinds.SequenceEndEvent
DOCUMENT_START: object = kinds.DocumentStartEvent
STREAM_END: object = kinds.StreamEndEvent


class Mark(Protocol):
    """A place as libyaml gives it: line and column counted from 0, in code points."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def index(self) -> int: ...


class Event(Protocol):
    """What a scalar, an alias, or the beginning or end of a collection says."""

    @property
    def start_mark(self) -> Mark: ...
    @property
    def end_mark(self) -> Mark: ...
    @property
    def anchor(self) -> str | None: ...
    @property
    def tag(self) -> str | None: ...
    @property
    def value(self) -> str: ...
    @property
    def style(self) -> str | None: ...
    @property
    def flow_style(self) -> bool: ...


class _Parser(Protocol):
    def get_event(self) -> Event: ...


_make_parser: Callable[[str], _Parser] = getattr(yaml, "CSafeLoader" if yaml.__with_libyaml__ else "SafeLoader")


def events(text: str) -> Callable[[], Event]:
    """The function that gives the next event of `text`. It raises `YamlError` where the text stops being YAML."""
    return _make_parser(text).get_event
