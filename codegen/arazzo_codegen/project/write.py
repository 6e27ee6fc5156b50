"""Bringing the output folder up to date, safely.

Takes the changes that `changes.survey` found and the texts; writes. All new files are made beside their targets before the first is renamed to
its name: a full disk or a folder that may not be written to changes nothing, and a run that is killed leaves each file whole, old or new.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN

from .changes import EMITTED, LEFTOVER, CannotWrite, Changes, reason, survey

_PATIENCE = 30.0
"""Seconds to wait for another run that writes to the same folder."""


def write(folder: str, files: Mapping[str, str], endings: tuple[str, ...] = EMITTED) -> Changes:
    """Make the folder hold the files, and of our files with these endings no others. Raises `CannotWrite`, and has then changed nothing, unless a rename
    was refused. One run at a time writes to a folder."""
    made = _make_folders(folder, "")
    try:
        with _alone(folder):
            changes = survey(folder, files, endings)
            _apply(folder, files, changes)
            return changes
    except BaseException:
        _drop_folders(made)
        raise


def _apply(folder: str, files: Mapping[str, str], changes: Changes) -> None:
    for name in changes.leftovers:
        _unlink(_path(folder, name))
    _remove_empty(folder, changes.leftovers)
    made: list[str] = []
    try:
        for name in changes.write:
            made += _make_folders(folder, os.path.dirname(name))
            _make(_path(folder, name), files[name])
    except BaseException:
        for name in changes.write:
            _unlink(_path(folder, name) + LEFTOVER)
        _drop_folders(made)
        raise
    for name in changes.write:
        _rename(_path(folder, name))
    _remove(folder, changes.remove)


def _path(folder: str, name: str) -> str:
    return os.path.join(folder, *name.split("/"))


def _make(path: str, text: str) -> None:
    """Write the text beside its target, with the rights that the target has."""
    beside = path + LEFTOVER
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            if os.path.exists(path):
                os.chmod(beside, os.stat(path).st_mode & 0o777)
    except OSError as error:
        raise CannotWrite(f"`{path}` cannot be written: {reason(error)}") from error


def _rename(path: str) -> None:
    try:
        os.replace(path + LEFTOVER, path)
    except OSError as error:
        raise CannotWrite(f"`{path}` cannot be written: {reason(error)}") from error


def _remove(folder: str, names: tuple[str, ...]) -> None:
    """Remove what nothing makes any more, and the folders that become empty. `__init__.py` goes last: by its mark a run that comes after
    one that was killed finds the rest."""
    for name in sorted(names, key=lambda name: (name.endswith("__init__.py"), name)):
        try:
            os.unlink(_path(folder, name))
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CannotWrite(f"`{_path(folder, name)}` cannot be removed: {reason(error)}") from error
    _remove_empty(folder, names)


def _remove_empty(folder: str, names: tuple[str, ...]) -> None:
    """Remove the folders of the files, which are gone, that hold nothing any more."""
    above = {"/".join(name.split("/")[:depth]) for name in names for depth in range(1, name.count("/") + 1)}
    for name in sorted(above, key=lambda name: -name.count("/")):
        _remove_folder(_path(folder, name))


def _remove_folder(path: str) -> None:
    """Remove a folder that holds nothing but what Python compiled from modules that are gone."""
    compiled = os.path.join(path, "__pycache__")
    with suppress(OSError):
        if os.listdir(path) == ["__pycache__"] and all(name.endswith(".pyc") for name in os.listdir(compiled)):
            for name in os.listdir(compiled):
                os.unlink(os.path.join(compiled, name))
            os.rmdir(compiled)
    with suppress(OSError):
        os.rmdir(path)


def _make_folders(folder: str, below: str) -> list[str]:
    """Make the folders that are not there yet, and tell which these were, the outermost first."""
    made: list[str] = []
    path = os.path.abspath(os.path.join(folder, below))
    missing: list[str] = []
    while not os.path.isdir(path) and path != os.path.dirname(path):
        missing.append(path)
        path = os.path.dirname(path)
    for path in reversed(missing):
        try:
            os.mkdir(path)
        except FileExistsError:
            if not os.path.isdir(path):
                raise CannotWrite(f"`{path}` is a file where a folder is needed") from None
        except OSError as error:
            _drop_folders(made)
            raise CannotWrite(f"`{path}` cannot be made: {reason(error)}") from error
        else:
            made.append(path)
    return made


def _drop_folders(made: list[str]) -> None:
    for path in reversed(made):
        with suppress(OSError):
            os.rmdir(path)


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


@contextmanager
def _alone(folder: str) -> Generator[None, None, None]:
    """Hold the folder's lock, which the system lets go when the process ends, however it ends."""
    if sys.platform == "win32":  # a folder cannot be locked there; renaming still keeps each file whole
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise CannotWrite(f"`{folder}` cannot be opened: {reason(error)}") from error
    deadline = time.monotonic() + _PATIENCE
    try:
        while not _lock(handle):
            if time.monotonic() > deadline:
                raise CannotWrite(f"another run is writing to `{folder}`")
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Try to lock an open folder; where the file system has no locks, go on without."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (EAGAIN, EACCES)
    return True
