"""Bounds on what is read, so that no document can exhaust time, memory or the stack."""

from __future__ import annotations

MAX_BYTES = 64 * 1024 * 1024
"""Largest file; the largest description known to us has 13 MB."""
MAX_DEPTH = 100
"""Deepest nesting, aliases followed. Later stages walk nodes recursively, and Python itself refuses 200 nested brackets."""
MAX_EXPANSION = 250_000
"""Most nodes that the aliases and merge keys of one document may add."""
MAX_NODES = 2_000_000
"""Most values in one file. Each costs a hundred times the byte that it may be written with; the largest description known to us has 0.7 million."""
MAX_FINDINGS = 100
"""Most findings of one kind of reading in one file; who has more has one cause."""
