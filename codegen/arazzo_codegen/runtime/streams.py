"""Binary files that are sent.

Takes files as their owner left them; puts them back there after each attempt, so that a step that is tried again, or that a loop comes back to,
sends the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TypeGuard
from weakref import WeakSet

from .scalars import is_list, is_object, unsayable

__all__ = ("Places", "can_seek", "files_in", "is_file", "rest")

_used: WeakSet[IO[bytes]] = WeakSet()
"""What cannot be sent now: files that are being sent, be it by an attempt whose time is over; pipes and the like once they have been."""


class Places:
    """Where files stand before they are sent. `InputError` for a file that cannot be sent, or not again."""

    __slots__ = ("_places",)

    def __init__(self, files: Iterable[IO[bytes]]) -> None:
        distinct = {id(file): file for file in files}.values()
        if any(file in _used for file in distinct):
            raise unsayable("is a file that is being sent still, or a stream that has been and cannot be wound back")
        _used.update(distinct)
        self._places = tuple((file, file.tell()) for file in distinct if can_seek(file))

    def restore(self) -> None:
        """Put the files back; one that was closed on the way cannot be."""
        for file, place in self._places:
            if not getattr(file, "closed", False):
                file.seek(place)
            _used.discard(file)


def rest(file: IO[bytes]) -> bytes:
    """What the file holds from where it stands, and is left standing."""
    if not can_seek(file):
        return file.read()
    place = file.tell()
    try:
        return file.read()
    finally:
        file.seek(place)


def can_seek(file: IO[bytes]) -> bool:
    """Whether the file can be wound back; boto3 takes anything that can be read."""
    return hasattr(file, "seekable") and file.seekable()


def files_in(value: object) -> Iterator[IO[bytes]]:
    """The files in a value, at every depth."""
    if is_file(value):
        yield value
    elif is_object(value) or is_list(value):
        yield from _inside(value)


def is_file(value: object) -> TypeGuard[IO[bytes]]:
    """Whether the value is a file."""
    return hasattr(value, "read")


def _inside(value: Mapping[str, object] | Sequence[object]) -> Iterator[IO[bytes]]:
    for item in value.values() if isinstance(value, Mapping) else value:
        yield from files_in(item)
