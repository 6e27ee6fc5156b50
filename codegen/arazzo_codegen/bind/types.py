"""The types that schemas stand for, made when they are first asked for.

Takes places of schemas, gives types. A schema with a name of its own becomes a `NamedType`, whose body is made only when somebody looks inside:
a workflow that reads one property of a large description walks no further, and a dangling reference that nobody reads stops nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..diagnostics.model import Missing, Reporter
from ..diagnostics.rules import limits
from ..load.model import MappingNode, ScalarNode
from . import fields
from .merge import union
from .model import NamedType, Type, UnionType, UnknownType
from .place import Place
from .references import References

_DEEPEST = 60
_COMPOSITE = ("properties", "additionalProperties", "allOf", "anyOf", "oneOf")


class Types(Mapping[str, Type]):
    """Types by key. Iterating gives those made so far; asking for a key makes its type."""

    def __init__(self, references: References, reporter: Reporter, read: Callable[[Place, Types], Type]) -> None:
        """Follow references with `references`; `read` makes the type of one schema."""
        self._read = read
        self.references = references
        self._reporter = reporter
        self._waiting: dict[str, Callable[[], Type]] = {}
        self._places: dict[str, Place] = {}
        self._without_binary: set[str] = set()
        self._made: dict[str, Type] = {}
        self._cache: dict[str, Type] = {}
        self.added: dict[str, Type] = {}
        """Types that come from elsewhere than from schemas: those of AWS service models."""
        self._under_way: dict[str, None] = {}
        self._depth = 0
        self._straight: set[str] = set()
        """Unions of which it is known whether they lead back to themselves, and which do no more."""

    def __getitem__(self, key: str) -> Type:
        """The type with this key, never itself the same name again."""
        if key in self.added:
            return self.added[key]
        made = self._read_once(key)
        if isinstance(made, UnionType) and key not in self._straight:
            self._straight.add(key)
            if self._leads_back(key, made):
                made = self._made[key] = self._flattened(made)
        return made

    def _read_once(self, key: str) -> Type:
        """The type as its schema says it; unknown while it is being made."""
        if key in self.added:
            return self.added[key]
        if key not in self._made:
            make = self._waiting[key]
            self._made[key] = UnknownType()
            self._made[key] = make()
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        """The keys of the types made so far, in the order of making."""
        yield from self._made
        yield from self.added

    def __len__(self) -> int:
        """How many types were made so far."""
        return len(self._made) + len(self.added)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a type, made or not."""
        return key in self._waiting or key in self.added

    def expand(self, type: Type) -> Type:
        """The type behind a name; other types as they are. No member of a union that is given is a name for a union, so none leads back to it."""
        behind = self._behind(type)
        return self._flattened(behind) if isinstance(behind, UnionType) else behind

    def _behind(self, type: Type) -> Type:
        seen: list[str] = []
        while isinstance(type, NamedType):
            if type.key in seen:
                return UnknownType()
            seen.append(type.key)
            type = self._read_once(type.key)
        return type

    def _leads_back(self, key: str, whole: UnionType) -> bool:
        """Whether a union is a member of itself, by way of other unions."""
        seen: set[str] = set()
        waiting: list[Type] = [whole]
        while waiting:
            match waiting.pop():
                case UnionType(members):
                    waiting.extend(members)
                case NamedType(key=name) if name == key:
                    return True
                case NamedType(key=name) if name not in seen:
                    seen.add(name)
                    waiting.append(self._read_once(name))
                case _:
                    pass
        return False

    def _flattened(self, whole: UnionType) -> Type:
        if not any(isinstance(self._behind(member), UnionType) for member in whole.members):
            return whole
        found: list[Type] = []
        seen: set[str] = set()
        waiting = list(reversed(whole.members))
        while waiting:
            member = waiting.pop()
            behind = self._behind(member)
            if isinstance(behind, UnionType):
                waiting.extend(m for m in reversed(behind.members) if not isinstance(m, NamedType) or m.key not in seen)
                seen.update(m.key for m in behind.members if isinstance(m, NamedType))
            else:
                found.append(member)
        return union(found, whole.discriminator) if found else UnknownType()

    def of(self, place: Place | None) -> Type:
        """The type of the schema at `place`; unknown where there is no schema."""
        if place is None:
            return UnknownType()
        cached = self._cache.get(place.key)
        if cached is None:
            cached = self._guarded(place)
            self._cache[place.key] = cached
        return cached

    def referenced(self, place: Place) -> Type:
        """The type of the schema that the Reference Object at `place` leads to."""
        target = self.references.find(place)
        if target is None:
            return self.name(place.key, place.name, lambda: self._broken(place))
        if _is_composite(target) or target.key in self._under_way:
            self._places[target.key] = target
            return self.name(target.key, target.name, lambda: self._reached(target), _title(target))
        return self._reached(target)

    def name(self, key: str, name: str, make: Callable[[], Type], title: str | None = None) -> NamedType:
        """A name for the type that `make` gives."""
        self._waiting.setdefault(key, make)
        return NamedType(key, name, title)

    def mentions_binary(self, key: str) -> bool:
        """Whether the schema of a named type, or one that it leads to, has octets in it. No type is made for the answer."""
        place = self._places.get(key)
        if place is None or not self.references.mention_binary or place.key in self._without_binary:
            return False
        seen: dict[str, None] = {}
        if _leads_to_binary(place, seen, self.references):
            return True
        self._without_binary.update(seen)
        return False

    def _reached(self, place: Place) -> Type:
        self.references.use(place)
        return self.of(place)

    def _broken(self, place: Place) -> Type:
        self.references.follow(place)
        return UnknownType()

    def _guarded(self, place: Place) -> Type:
        if place.key in self._under_way:
            self._places[place.key] = place
            return self.name(place.key, place.name, lambda: self.of(place), _title(place))
        if self._depth >= _DEEPEST:
            self._too_deep(place)
            return UnknownType()
        self._under_way[place.key] = None
        self._depth += 1
        try:
            return self._read(place, self)
        finally:
            self._depth -= 1
            del self._under_way[place.key]

    def _too_deep(self, place: Place) -> Missing:
        return self._reporter.report(
            limits.DEEP_SCHEMA,
            f"cannot follow a schema through more than {_DEEPEST} levels",
            place.node.span,
            label="this is one too many",
        )


def _title(place: Place) -> str | None:
    """The title of a schema that has no name within its document."""
    return None if place.pointer else fields.text(place.node, "title")


def _leads_to_binary(start: Place, seen: dict[str, None], references: References) -> bool:
    waiting = [start]
    while waiting:
        place = references.find(waiting.pop())
        if place is None or place.key in seen:
            continue
        seen[place.key] = None
        node = place.node
        if isinstance(node, MappingNode) and _is_binary(node):
            return True
        waiting += place.below()
    return False


def _is_binary(node: MappingNode) -> bool:
    said = (node.get(name) for name in ("format", "contentMediaType"))
    return any(isinstance(one, ScalarNode) and one.value in ("binary", "application/octet-stream") for one in said)


def _is_composite(place: Place) -> bool:
    node = place.node
    if not isinstance(node, MappingNode):
        return False
    kind = node.get("type")
    return any(name in node.entries for name in _COMPOSITE) or getattr(kind, "value", None) == "object"
