"""A word that the tool is at work.

Takes what is being done, shows it with the seconds on a terminal once it has taken longer than one, and wipes it away at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

_PATIENCE = 1.0
_BEAT = 0.2


@contextmanager
def working(what: str, *, shown: bool) -> Generator[None, None, None]:
    """Show `what` while the body runs, when `shown` and standard error is a terminal."""
    if not shown or not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread

    done = Event()
    shower = Thread(target=_show, args=(what, done), daemon=True)
    shower.start()
    try:
        yield
    finally:
        done.set()
        shower.join()


def _show(what: str, done: Event) -> None:
    begun = perf_counter()
    if done.wait(_PATIENCE):
        return
    while not done.wait(_BEAT):
        sys.stderr.write(f"\r{what} {perf_counter() - begun:.0f} s")
        sys.stderr.flush()
    sys.stderr.write("\r\x1b[2K")
    sys.stderr.flush()
