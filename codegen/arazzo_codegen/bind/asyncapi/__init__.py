"""AsyncAPI: what a channel carries and an operation does, versions 2 and 3.

Takes the entry of a channel or operation in the index and what a step does with it; gives the `MessageOperation`: address and parameters,
messages with their payloads and headers typed, traits merged. What `bind` calls:

- `bind_operation` once a step;
- `correlation_type` once a `correlationId`: the type of the value at the place that the messages declare.

There is no validator for AsyncAPI here: what is wrong in a part that a step uses is reported as its findings are (ARZ701).
"""

from __future__ import annotations

from .correlation import correlation_type
from .operations import Use, bind_operation

__all__ = ("Use", "bind_operation", "correlation_type")
