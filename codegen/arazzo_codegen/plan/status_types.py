"""Which status codes the types of responses name.

Takes a call and a status code; tells whether a type checker sees that the response to the call may have it.
"""

from __future__ import annotations

from ..bind.model import Call, HttpCall

NAMED = frozenset(
    (
        *range(100, 105),
        *range(200, 209),
        226,
        *range(300, 309),
        *range(400, 427),
        *(428, 429, 430, 431, 440, 444, 449, 450, 451, 460),
        *range(494, 500),
        *range(500, 512),
        *range(520, 528),
        *(529, 530, 598, 599),
    )
)
"""The statuses that `Undeclared` of the runtime's `http_response` lists, which every operation may give."""


def may_be(code: int, call: Call) -> bool:
    """Whether the type of the status code has this value: it is declared, or one that every operation may give."""
    if not isinstance(call, HttpCall):
        return True
    return code in NAMED or any(shape.status == str(code) for shape in call.operation.responses)
