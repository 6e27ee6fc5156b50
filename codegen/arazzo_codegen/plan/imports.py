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
        self._runtime: dict[str, None] = {}

    def runtime(self, module: str, name: str) -> Name:
        """A name of a runtime module (`values`, `at`)."""
        self._runtime[f"{module}.py"] = None
        return self._from((_RUNTIME, module), name)

    def runtime_module(self, module: str) -> Name:
        """A runtime module itself, for names that are clearer behind it (`encoding.path`)."""
        self._runtime[f"{module}.py"] = None
        return self._from((_RUNTIME,), module)

    def awaited(self, module: str, name: str) -> Name:
        """A name of a runtime module that has an asynchronous twin in `aio/`."""
        if not self._is_async:
            return self.runtime(module, name)
        self._runtime[f"aio/{module}.py"] = None
        return self._from((_RUNTIME, "aio", module), name)

    def generated(self, path: str, name: str, typing_only: bool = False) -> Name:
        """A name of another generated module, by its path."""
        return self._from(tuple(path.removesuffix(".py").split("/")), name, typing_only)

    def outside(self, module: str, name: str, typing_only: bool = False) -> Name:
        """A name of a module outside of the output."""
        if typing_only:
            self.outside("typing", "TYPE_CHECKING")
        self._imports[Import(module, name, typing_only=typing_only)] = None
        return Name(name)

    def module(self, name: str) -> Name:
        """A module of the standard library, imported whole."""
        self._imports[Import(name, None)] = None
        return Name(name)

    def add(self, imports: tuple[Import, ...]) -> None:
        """Imports that somebody else has noted."""
        self._imports |= dict.fromkeys(imports)

    def gathered(self) -> tuple[Import, ...]:
        """All imports. One that is needed when the module runs is not repeated for type checking."""
        plain = {(item.module, item.name, item.level) for item in self._imports if not item.typing_only}
        return tuple(i for i in self._imports if not i.typing_only or (i.module, i.name, i.level) not in plain)

    def runtime_modules(self) -> tuple[str, ...]:
        """The runtime modules that the imports need, by file name."""
        return tuple(self._runtime)

    def _from(self, target: tuple[str, ...], name: str, typing_only: bool = False) -> Name:
        if typing_only:
            self.outside("typing", "TYPE_CHECKING")
        shared = 0
        while shared < min(len(self._folders), len(target) - 1) and self._folders[shared] == target[shared]:
            shared += 1
        level = len(self._folders) - shared + 1
        self._imports[Import(".".join(target[shared:]), name, level, typing_only)] = None
        return Name(name)
