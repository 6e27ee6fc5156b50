"""What selectors of all kinds have in common, and JSON Pointers.

Takes values and paths into them; gives what is there, or a copy in which something else is.
"""

from __future__ import annotations

from collections.abc import Sequence

from .errors import InputError
from .steps import current_step
from .unset import UNSET
from .values import at_or_unset, has, is_list, is_object

__all__ = ("Pointer", "gathered", "nothing_to_replace", "replaced")


class Pointer:
    """A JSON Pointer (RFC 6901)."""

    __slots__ = ("_path", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._path = tuple(token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:])

    def select(self, context: object) -> object:
        """The value there, `UNSET` where there is none."""
        return at_or_unset(context, *self._path)

    def test(self, context: object) -> bool:
        """Whether a value is there."""
        return has(context, *self._path)

    def replace(self, payload: object, value: object) -> object:
        """A copy of the payload with `value` there; the last name may be new. `InputError` when the place cannot be."""
        try:
            return replaced(payload, self._path, value)
        except LookupError:
            raise nothing_to_replace(self._text) from None


def replaced(container: object, path: Sequence[str | int], value: object) -> object:
    """A copy of nested objects and lists with `value` at `path`; `-` is behind the last item. `LookupError` when a step leads nowhere."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if is_object(container) and isinstance(step, str):
        if rest and step not in container:
            raise KeyError(step)
        return {**container, step: replaced(container.get(step), rest, value)}
    if is_list(container):
        if step == "-" and not rest:
            return [*container, value]
        if not has(container, step):
            raise IndexError(step)
        index = int(step) % len(container)
        return [*container[:index], replaced(container[index], rest, value), *container[index + 1 :]]
    raise LookupError(step)


def gathered(values: Sequence[object]) -> object:
    """What a selection amounts to: `UNSET` for nothing, the value for one, a list for several."""
    return UNSET if not values else values[0] if len(values) == 1 else list(values)


def nothing_to_replace(target: str) -> InputError:
    """The error for a replacement whose target is not in the payload."""
    run = current_step()
    return InputError(run.workflow_id if run is not None else "", "requestBody", f"has no `{target}` to replace")
