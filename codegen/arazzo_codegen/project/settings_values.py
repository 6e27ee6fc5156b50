"""Reading values out of a table of settings, each with its type checked.

Takes a TOML table with its places, gives typed values; what has the wrong type or no meaning is reported and read as not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import TypeAlias, TypeVar

from ..diagnostics.model import Reporter, Rule, Span
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import reading
from .toml_places import Path, TomlPlaces

Toml: TypeAlias = "str | int | float | bool | date | time | list[Toml] | dict[str, Toml]"
_Choice = TypeVar("_Choice")


class Table:
    """A table of settings and where it stands."""

    def __init__(self, values: dict[str, Toml], path: Path, places: TomlPlaces, reporter: Reporter) -> None:
        self._values = values
        self._path = path
        self._places = places
        self._reporter = reporter

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Report the keys that mean nothing."""
        known = tuple(known)
        for name in self._values:
            if name not in known:
                near = nearest(name, known)
                help = (
                    f"use one of {', '.join(f'`{other}`' for other in known)}"
                    if near is None
                    else f"change it to `{near}`"
                )
                self.report_key(name, f"there is no setting `{name}`", help, rule=reading.UNKNOWN_SETTING)

    def text(self, name: str) -> str | None:
        """A string that is not empty."""
        value = self._values.get(name)
        if isinstance(value, str) and value and "\0" not in value:
            return value
        self._refuse(name, "a string")
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; a single string is a list of one."""
        value = self._values.get(name, [])
        items = value if isinstance(value, list) else [value]
        texts = tuple(item for item in items if isinstance(item, str) and item)
        if len(texts) != len(items):
            self._refuse(name, "a list of strings")
        return texts

    def boolean(self, name: str) -> bool:
        """A boolean that is false when it is not there."""
        value = self._values.get(name, False)
        if isinstance(value, bool):
            return value
        self._refuse(name, "`true` or `false`")
        return False

    def number(self, name: str, default: float) -> float:
        """A number that is not negative."""
        value = self._values.get(name, default)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
            return float(value)
        self._refuse(name, "a number that is not negative")
        return default

    def choice(self, name: str, choices: tuple[_Choice, ...]) -> _Choice | None:
        """One of some words."""
        value = self._values.get(name)
        for choice in choices:
            if value == choice:
                return choice
        self._refuse(name, " or ".join(f'`"{choice}"`' for choice in choices))
        return None

    def table(self, name: str) -> Table:
        """A table; an empty one when it is not there."""
        value = self._values.get(name, {})
        if not isinstance(value, dict):
            self._refuse(name, "a table")
            value = {}
        return Table(value, (*self._path, name), self._places, self._reporter)

    def key(self, name: str) -> Span:
        """Where a key stands."""
        return self._places.key(*self._path, name)

    def report_key(self, name: str, message: str, help: str, *, rule: Rule) -> None:
        """Report something about a key."""
        self._reporter.report(rule, message, self._places.key(*self._path, name), help=help)

    def _refuse(self, name: str, wanted: str) -> None:
        if name in self._values:
            place = self._places.value(*self._path, name)
            self._reporter.report(
                reading.SETTING_VALUE, f"setting `{name}` is not {wanted}", place, help=f"write {wanted}"
            )
