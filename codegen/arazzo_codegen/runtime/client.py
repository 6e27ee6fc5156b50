"""The HTTP client that everything here is written for, under one name: `httpx2`, or `httpx`, which has the same shape."""

import httpx2 as httpx

__all__ = ("httpx",)
