"""What a module imports, noted while its body is planned.

Takes the module's path below the output folder; gives names to use, and at the end the imports and the runtime modules that they need.
"""

from __future__ import annotations

from .model import Import, Name

_RUNTIME = "_runtime"


class Imports:
    """The imports of one module."""

    def __init__(self, path: str, is_async: bool) -> None:
        self._folders = tuple(path.split("/")[:-1])
        self._stem = path.split("/")[-1].removesuffix(".py")
        self._is_async = is_async
        self._imports: dict[Import, None] = {}

    def runtime(self, module: str, name: str, alias: str | None = None) -> Name:
        """A name of a runtime module (`values`, `at`)."""
        return self._from((_RUNTIME, module), name, alias=alias)

    def runtime_module(self, module: str) -> Name:
        """A runtime module itself, for names that are clearer behind it (`encoding.path`)."""
        return self._from((_RUNTIME,), module)

    def awaited(self, module: str, name: str) -> Name:
        """A name of a runtime module that has an asynchronous twin in `aio/`."""
        if not self._is_async:
            return self.runtime(module, name)
        return self._from((_RUNTIME, "aio", module), name)

    def generated(self, path: str, name: str, typing_only: bool = False, alias: str | None = None) -> Name:
        """A name of another generated module, by its path."""
        return self._from(tuple(path.removesuffix(".py").split("/")), name, typing_only, alias)

    def generated_module(self, path: str) -> Name:
        """Another generated module itself. No variable begins with an underscore, so that none can meet the name."""
        target = tuple(path.removesuffix(".py").split("/"))
        return self._from(target[:-1], target[-1], alias=f"_{target[-1]}")

    def outside(self, module: str, name: str, typing_only: bool = False) -> Name:
        """A name of a module outside of the output."""
        self._imports[Import(module, name, typing_only=typing_only)] = None
        return Name(name)

    def module(self, name: str) -> Name:
        """A module of the standard library, imported whole."""
        self._imports[Import(name, None)] = None
        return Name(name)

    def add(self, imports: tuple[Import, ...]) -> None:
        """Imports that somebody else has noted."""
        self._imports |= dict.fromkeys(imports)

    def gathered(self, used: frozenset[str] | None = None) -> tuple[Import, ...]:
        """The imports, of all names or those that are used. One that is needed when the module runs is not repeated for type checking."""
        names = ((item, item.alias or item.name or item.module) for item in self._imports)
        wanted = [item for item, name in names if used is None or name in used]
        plain = {(item.module, item.name, item.level) for item in wanted if not item.typing_only}
        kept = [i for i in wanted if not i.typing_only or (i.module, i.name, i.level) not in plain]
        if any(item.typing_only for item in kept):
            kept.append(Import("typing", "TYPE_CHECKING"))
        return tuple(kept)

    def runtime_modules(self) -> tuple[str, ...]:
        """The runtime modules that the imports name, by file name."""
        return runtime_modules(self.gathered())

    def _from(self, target: tuple[str, ...], name: str, typing_only: bool = False, alias: str | None = None) -> Name:
        shared = 0
        while shared < min(len(self._folders), len(target) - 1) and self._folders[shared] == target[shared]:
            shared += 1
        level = len(self._folders) - shared + 1
        self._imports[Import(".".join(target[shared:]), name, level, typing_only, alias)] = None
        return Name(alias or name)


def runtime_modules(imports: tuple[Import, ...]) -> tuple[str, ...]:
    """The runtime modules that imports name, by file name."""
    paths = ([*item.module.split("."), item.name or ""] for item in imports if item.level)
    return tuple(dict.fromkeys(_file(path[1:]) for path in paths if path[0] == _RUNTIME))


def _file(path: list[str]) -> str:
    """The file of a runtime module: what is imported is a name in it, or the module itself."""
    return "/".join(path[:-1] if len(path) > 1 and path != ["aio", path[-1]] else path) + ".py"
