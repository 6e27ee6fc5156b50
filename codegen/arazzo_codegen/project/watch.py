"""Compiling again whenever something is saved.

Takes a request and a console, runs until it is interrupted. What was read is looked at a few times a second: that needs no service of the system,
works on every disk, and costs a millisecond for some hundred files.
"""

from __future__ import annotations

import gc
import os
from time import sleep
from typing import NoReturn

from .console import Console
from .files import Files
from .session import Request, serve

_PAUSE = 0.25
"""Seconds between two looks."""


def watch(request: Request, console: Console) -> NoReturn:
    """Compile, wait until a file that was read is another, and compile again. Ends with `KeyboardInterrupt`."""
    gc.enable()  # this run does not end
    while True:
        files = Files()
        console.clear()
        serve(request, console, files)
        console.say("waiting for changes; interrupt to end")
        folders = _ages(_folders(files))
        while not changed(files) and _ages(tuple(folders)) == folders:
            sleep(_PAUSE)


def changed(files: Files) -> bool:
    """Whether a file is not what it was when it was read."""
    for path, stamp in files.stamps.items():
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            if stamp is not None:
                return True
        else:
            if stamp is None or (stamp.size, stamp.modified) != (status.st_size, status.st_mtime_ns):
                return True
    return False


def _folders(files: Files) -> tuple[str, ...]:
    """The folders in which a new document would lie: those of what was read, and those above up to the working folder."""
    here = os.getcwd()
    found: dict[str, None] = {}
    for path in files.stamps:
        folder = os.path.dirname(path)
        while folder not in found:
            found[folder] = None
            if folder == here or not folder.startswith(here):
                break
            folder = os.path.dirname(folder)
    return tuple(found)


def _ages(folders: tuple[str, ...]) -> dict[str, int]:
    ages: dict[str, int] = {}
    for folder in folders:
        try:
            ages[folder] = os.stat(folder).st_mtime_ns
        except OSError:
            ages[folder] = 0
    return ages
