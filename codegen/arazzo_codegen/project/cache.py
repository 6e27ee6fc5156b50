"""What earlier runs found out, by the hash of all that it follows from.

Takes keys and JSON values or texts, keeps them in a folder that may be deleted at any time and shared by processes. An entry that is broken, and a
folder that cannot be written to, are as if they were not there: a cache only ever saves time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate

from .. import __version__
from ..load.model import Data

_SEAL = 32
"""Characters of the hash in front of an entry."""
_MOST = 2_000
_MOST_BYTES = 512 * 1024 * 1024
"""What is kept at most, by number and in all; beyond that the half that was used the longest ago goes."""


class Cache:
    """A folder of files, each with the hash of what it holds in front, or nothing at all when `folder` is None."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder

    @property
    def is_kept(self) -> bool:
        """Whether anything is kept at all."""
        return self._folder is not None

    def get(self, key: str) -> Data:
        """The value under a key, None when there is none."""
        kept = self.text(key)
        try:
            value: Data = None if kept is None else json.loads(kept)
        except (ValueError, RecursionError):
            return None
        return value

    def text(self, key: str) -> str | None:
        """The text under a key, None when there is none."""
        if self._folder is None:
            return None
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                seal, content = file.read(_SEAL), file.read()
            text = content.decode("utf-8") if seal == _seal(content) else None
        except (OSError, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)
        return text

    def put(self, key: str, value: Data) -> None:
        """Keep a value."""
        if self._folder is not None:
            self.put_text(key, json.dumps(value))

    def put_text(self, key: str, text: str) -> None:
        """Keep a text. It is made beside its place and renamed, so that no other process sees half of it."""
        if self._folder is None:
            return
        path = self._path(key)
        beside = f"{path}.{os.getpid()}"
        with suppress(OSError):
            os.makedirs(self._folder, 0o700, exist_ok=True)
            content = text.encode("utf-8")
            with open(beside, "wb") as file:
                file.write(_seal(content) + content)
            os.replace(beside, path)
            self._prune()

    def recall(self, key: str) -> tuple[Data, dict[str, str]]:
        """The value and the texts under a key; None and no texts when there is nothing."""
        head, _, texts = (self.text(key) or "").partition("\n")
        try:
            value, lengths = json.loads(head)
            return value, _divided(texts, lengths)
        except (ValueError, TypeError, RecursionError):
            return None, {}

    def keep(self, key: str, value: Data, texts: Mapping[str, str]) -> None:
        """Keep a value, and texts by name."""
        # As JSON, which escapes them, the texts of a run would take longer than all else.
        if self._folder is not None:
            lengths = [[name, len(text)] for name, text in texts.items()]
            self.put_text(key, "".join((json.dumps([value, lengths]), "\n", *texts.values())))

    def _path(self, key: str) -> str:
        return os.path.join(self._folder or "", key)

    def _prune(self) -> None:
        entries = [(entry.stat(), entry.path) for entry in os.scandir(self._folder)]
        if len(entries) > _MOST or sum(status.st_size for status, _ in entries) > _MOST_BYTES:
            entries.sort(key=lambda entry: entry[0].st_mtime)
            for _, path in entries[: len(entries) // 2]:
                os.unlink(path)


def _seal(content: bytes) -> bytes:
    """The hash of an entry: what a disk or a copy has garbled is not read, for it could be well-formed."""
    return blake2b(content, digest_size=_SEAL // 2).hexdigest().encode()


def _divided(whole: str, lengths: list[tuple[str, int]]) -> dict[str, str]:
    """The texts of which the whole was joined. Raises `ValueError` and `TypeError` when the lengths are not theirs."""
    sizes = [size for _, size in lengths]
    if sum(sizes) != len(whole) or any(size < 0 for size in sizes):
        raise ValueError("the lengths are others")
    return {name: whole[end - size : end] for (name, size), end in zip(lengths, accumulate(sizes), strict=True)}


def default_folder() -> str:
    """The user's folder for caches, as the system has it."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "arazzo-codegen")


def key(kind: str, *parts: str) -> str:
    """The key of what follows from the parts, made by this build of the compiler."""
    state = blake2b(digest_size=20)
    for part in (kind, build(), *parts):
        state.update(str(len(part)).encode() + b":" + part.encode("utf-8", "surrogatepass"))
    return f"{kind}-{state.hexdigest()}"


@lru_cache(maxsize=1)
def build() -> str:
    """What tells this build from others: the version, and in a checkout, where that stays the same, the ages of the files."""
    package = os.path.dirname(os.path.dirname(__file__))
    if os.path.basename(os.path.dirname(package)) == "site-packages":
        return __version__
    templates = os.path.join(os.path.dirname(os.path.dirname(package)), "templates")
    ages = [*_ages(package), *_ages(templates)]
    return f"{__version__} {sys.version_info[:2]} {len(ages)} {sum(ages)}"


def _ages(folder: str) -> Iterator[int]:
    """When the modules and templates below a folder were changed."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith((".py", ".jinja")):
            yield entry.stat().st_mtime_ns
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _ages(entry.path)
