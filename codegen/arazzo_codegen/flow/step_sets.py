"""Sets of a workflow's steps, as the bits of a number: what is known at each of thousands of steps is a set of thousands.

Takes numbers for the steps; gives sets that are read like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set


class StepSet(Set[str]):
    """A set of step ids; `places` numbers all steps of the workflow."""

    __slots__ = ("_bits", "_places")

    def __init__(self, places: Mapping[str, int], bits: int = 0) -> None:
        self._places = places
        self._bits = bits

    def __contains__(self, step: object) -> bool:
        place = self._places.get(step) if isinstance(step, str) else None
        return place is not None and bool(self._bits >> place & 1)

    def __iter__(self) -> Iterator[str]:
        return (step for step, place in self._places.items() if self._bits >> place & 1)

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __repr__(self) -> str:
        return f"StepSet({', '.join(self)})"

    def same(self, other: StepSet) -> bool:
        """Whether two sets of one workflow hold the same steps."""
        return self._bits == other._bits

    def both(self, other: StepSet) -> StepSet:
        """What two sets of one workflow have in common."""
        return StepSet(self._places, self._bits & other._bits)

    def plus(self, other: Iterable[str]) -> StepSet:
        """These and others; what is no step of the workflow is passed over."""
        return StepSet(self._places, self._bits | self._numbered(other))

    def minus(self, step: str) -> StepSet:
        """All but one."""
        return StepSet(self._places, self._bits & ~self._numbered((step,)))

    def _numbered(self, steps: Iterable[str]) -> int:
        if isinstance(steps, StepSet):
            return steps._bits
        bits = 0
        for step in steps:
            bits |= 1 << self._places[step] if step in self._places else 0
        return bits


NO_STEPS = StepSet({})
"""What is known of a place that control does not reach."""
