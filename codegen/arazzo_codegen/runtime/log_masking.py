"""The HTTP client logs the URL of each request: keeps the values of query parameters out of its log that are credentials, or are called like secrets."""

from __future__ import annotations

import logging
import re

from .client import httpx
from .masking import NAMES

__all__ = ("hide",)


class _Hiding(logging.Filter):
    """Replaces the values of some query parameters in the URLs of log records."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed where it shows such a parameter."""
        if isinstance(record.args, tuple):
            record.args = tuple(self._masked(item) for item in record.args)
        return True

    def _masked(self, item: object) -> object:
        # Another package of the same process may have put text in the place of the URL already.
        if not isinstance(item, httpx.URL | str):
            return item
        names = "|".join((NAMES, *(re.escape(name) for name in sorted(self.names))))
        return re.sub(rf"([?&](?:{names})=)[^&#\s\"]*", r"\1***", str(item), flags=re.IGNORECASE)


_hiding = _Hiding()
logging.getLogger(httpx.__name__).addFilter(_hiding)


def hide(name: str) -> None:
    """Keep the values of query parameter `name` (as it is encoded) out of the HTTP client's log."""
    _hiding.names.add(name)
