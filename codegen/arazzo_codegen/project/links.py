"""Symbolic links that lead out of the folders that may be read.

Takes a way to read and the options, gives a way to read that refuses such links: `load` refuses references by their text, which a link would get
around.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from ..options import Options, ReadError


def read_within(read: Callable[[str], bytes], options: Options) -> Callable[[str], bytes]:
    """Like `read`, but for files whose real place is outside `options.roots`. What the user named, or mapped from elsewhere, is trusted."""
    named = {os.path.normpath(os.path.join(options.base, entry)) for entry in options.entry_names}
    folders = tuple(os.path.normpath(root) for root in options.roots)
    real_folders = tuple(os.path.realpath(root) for root in options.roots)

    def within(path: str) -> bytes:
        if path not in named and _is_below(path, folders) and not _is_below(os.path.realpath(path), real_folders):
            raise ReadError("it is a link that leads outside the folders that may be read")
        return read(path)

    return within


def _is_below(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)
