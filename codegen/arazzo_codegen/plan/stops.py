"""Where `break` leads: what stands behind a loop.

Takes what is known of a graph, and a loop's header; gives the places that may stand behind it, the best first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .graph import Key, successors
from .survey import Survey


def stops(survey: Survey, header: Key, reached: tuple[Key | None, ...]) -> Iterator[Key | None]:
    """Where `break` may lead, the best first. Ways out that lead beyond what the header dominates have no other statement."""
    inside = survey.shape.loops[header]
    exits = dict.fromkeys(target for key in sorted(inside) for target in successors(survey.nodes[key]))
    own = [key for key in exits if key in survey.nodes and key not in inside and survey.dominates(header, key)]
    behind = [key for key in own if survey.places[key] > 1 or _goes_on(survey, key, header)]
    behind.sort(key=lambda key: (not survey.raises(key), survey.places[key] > 1, survey.size[key]), reverse=True)
    yield from (key for key in behind if _is_behind(survey, key, header))
    # The walk along all that follows is for what no way out leads to itself.
    yield from (
        key for key in _met(survey, own, inside, header) if key not in behind and _is_behind(survey, key, header)
    )
    beyond = _beyond(survey, header, None)
    if not beyond:
        yield None
    elif len(beyond) == 1 and beyond[0] in reached:
        yield beyond[0]


def _is_behind(survey: Survey, key: Key, header: Key) -> bool:
    """Whether a node may stand behind the loop of `header`: nothing else is reached from there but what follows the node."""
    return key not in survey.caught and not _beyond(survey, header, key) and not _joins(survey, key, header)


def _met(survey: Survey, exits: list[Key], inside: frozenset[Key], header: Key) -> list[Key]:
    """Where ways out of a loop come together again, the nearest first."""
    seen = dict.fromkeys(exits)
    waiting = list(exits)
    for key in waiting:
        fresh = [t for t in survey.inner[key] if t not in seen and t not in inside and survey.dominates(header, t)]
        seen.update(dict.fromkeys(fresh))
        waiting += fresh
    return [key for key in seen if survey.places[key] > 1]


def _joins(survey: Survey, key: Key, header: Key) -> bool:
    """Whether what follows `key` leads to where other ways out of the loop of `header` lead as well: all of them would stand inside."""
    return any(survey.dominates(header, target) for target in _beyond(survey, key, None) if target in survey.nodes)


def _goes_on(survey: Survey, key: Key, header: Key) -> bool:
    """Whether what follows a loop is more than an end, which may as well stand inside. A loop of retries holds nothing but failures."""
    if header._replace(part="enter") in survey.nodes:
        return not survey.raises(key)
    seen = {key}
    waiting = [key]
    while waiting:
        reached = waiting.pop()
        if reached.part == "call":
            return True
        inner = (target for target in survey.inner[reached] if target not in seen)
        fresh = [target for target in inner if survey.dominates(key, target)]
        seen.update(fresh)
        waiting += fresh
    return False


def _beyond(survey: Survey, header: Key, without: Key | None) -> list[Key]:
    """The targets, outside what `header` dominates, of jumps from there; what is behind `without` is left out."""
    if without is None:
        return list(survey.leaving[header])
    behind = survey.leaving[without] if survey.dominates(header, without) else Counter[Key]()
    return [target for target, count in survey.leaving[header].items() if count > behind[target] and target != without]
