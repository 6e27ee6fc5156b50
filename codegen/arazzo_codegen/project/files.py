"""Reading files, within bounds.

Takes paths, gives bytes, or a `ReadError` that says in a few words why not. What was read is remembered, so that a later run can tell whether
anything changed.
"""

from __future__ import annotations

import os
import stat
from errno import EACCES, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR
from hashlib import blake2b

from ..options import ReadError
from ..tuples import NamedTuple

LARGEST = 128 * 1024 * 1024
"""Bytes of one file: ten times the largest description in public use."""

_REASONS = {
    ENOENT: "no such file",
    ENOTDIR: "no such file",
    EACCES: "permission denied",
    EISDIR: "it is a folder",
    ELOOP: "too many symbolic links",
    ENAMETOOLONG: "the name is too long",
}


class Stamp(NamedTuple):
    """What a file was when it was read: enough to see cheaply that it is still the same, and surely whether it is not."""

    size: int
    modified: int
    digest: str


def digest(content: bytes) -> str:
    """The hash by which contents are told apart."""
    return blake2b(content, digest_size=16).hexdigest()


class Files:
    """The files that a run reads, each once."""

    def __init__(self) -> None:
        self.stamps: dict[str, Stamp | None] = {}
        """What was read, by absolute path; None for what could not be read."""

    def read(self, path: str) -> bytes:
        """The bytes of a regular file. Raises `ReadError`."""
        self.stamps[path] = None
        try:
            with open(path, "rb", opener=_open) as file:
                status = os.fstat(file.fileno())
                _check(status)
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise ReadError(_REASONS.get(error.errno or 0, (error.strerror or "it cannot be read").lower())) from error
        except ValueError as error:  # a NUL in the path
            raise ReadError("the name is not a file name") from error
        if len(content) > LARGEST:
            raise ReadError(f"it is larger than {LARGEST // 2**20} MiB")
        self.stamps[path] = Stamp(status.st_size, status.st_mtime_ns, digest(content))
        return content


def _open(path: str, flags: int) -> int:
    """Open without waiting for a writer, should the path be a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ReadError("it is not a regular file")
    if status.st_size > LARGEST:
        raise ReadError(f"it is larger than {LARGEST // 2**20} MiB")
