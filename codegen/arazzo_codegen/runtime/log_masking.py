"""The HTTP client logs the URL of each request: takes the credentials that travel in queries, keeps their values out of its log."""

from __future__ import annotations

import logging
import re

from .client import httpx

__all__ = ("hide",)


class _Hiding(logging.Filter):
    """Replaces the values of some query parameters in the URLs of log records."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed where it shows a URL."""
        if isinstance(record.args, tuple) and any(isinstance(item, httpx.URL) for item in record.args):
            record.args = tuple(
                self._masked(str(item)) if isinstance(item, httpx.URL) else item for item in record.args
            )
        return True

    def _masked(self, url: str) -> str:
        names = "|".join(re.escape(name) for name in sorted(self.names))
        return re.sub(rf"([?&](?:{names})=)[^&#]*", r"\1***", url)


_hiding = _Hiding()


def hide(name: str) -> None:
    """Keep the values of query parameter `name` (as it is encoded) out of the HTTP client's log."""
    _hiding.names.add(name)
    logging.getLogger(httpx.__name__).addFilter(_hiding)
