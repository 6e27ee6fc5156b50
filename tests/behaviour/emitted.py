"""Emitted packages, made and loaded in memory: what trials by the thousand need.

Takes documents as JSON, gives the modules that they become. The runtime support is imported once; modules with the same text are made once.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import arazzo_codegen
import arazzo_codegen.runtime
from arazzo_codegen.diagnostics.model import Reporter
from arazzo_codegen.load.load import load
from arazzo_codegen.options import Environment, Options
from arazzo_codegen.parse.model import ArazzoDocument
from arazzo_codegen.parse.parse import parse
from arazzo_codegen.pipeline import Compilation, compile

_FOLDER = "/trial"
_PATH = f"{_FOLDER}/flow.json"
_PACKAGE = "emitted"


def compiled(document: Mapping[str, object], description: Mapping[str, object], asynchronous: bool) -> Compilation:
    """What the compiler makes of a document; the description is taken to be valid, and the runtime support is left out."""
    texts = {_PATH: json.dumps(document).encode(), f"{_FOLDER}/shop.json": json.dumps(description).encode()}
    environment = Environment(texts.__getitem__, lambda: (), lambda name: None, lambda document: (), lambda name: "")
    options = Options(roots=(_FOLDER,), base=_FOLDER, asynchronous=asynchronous)
    return compile((_PATH,), environment, options)


def parsed(document: Mapping[str, object], description: Mapping[str, object]) -> ArazzoDocument:
    """The document as the specification's objects."""
    texts = {_PATH: json.dumps(document).encode(), f"{_FOLDER}/shop.json": json.dumps(description).encode()}
    options = Options(roots=(_FOLDER,), base=_FOLDER)
    return next(
        iter(parse(load((_PATH,), texts.__getitem__, options, Reporter()), options, Reporter()).arazzo.values())
    )


class Package:
    """The package into which modules are loaded, with the runtime support beside them."""

    def __init__(self) -> None:
        for name in ("", ".apis", ".aio", ".aio.apis"):
            self._module(f"{_PACKAGE}{name}")
        runtime = self._module(f"{_PACKAGE}._runtime")
        runtime.__path__ = [str(Path(str(arazzo_codegen.runtime.__file__)).parent)]
        self._made: dict[tuple[str, str], ModuleType] = {}

    def runtime(self, name: str) -> ModuleType:
        """A module of the runtime support."""
        return importlib.import_module(f"{_PACKAGE}._runtime.{name}")

    def load(self, files: Mapping[str, str]) -> None:
        """Make the modules of a compilation the package's own."""
        modules = [path for path in files if path.endswith(".py") and not path.endswith("__init__.py")]
        emitted = [path for path in modules if "_runtime/" not in path]
        for path in sorted(emitted, key=lambda path: ("apis/" not in path, path.startswith("aio/"))):
            name = f"{_PACKAGE}.{path.removesuffix('.py').replace('/', '.')}"
            sys.modules[name] = self._client(name, files[path]) if "apis/" in path else _executed(name, files[path])

    def module(self, path: str) -> ModuleType:
        """A module that was loaded (`flow`, `aio.apis.shop`)."""
        return sys.modules[f"{_PACKAGE}.{path}"]

    def _client(self, name: str, text: str) -> ModuleType:
        if (name, text) not in self._made:
            self._made[name, text] = _executed(name, text)
        return self._made[name, text]

    def _module(self, name: str) -> ModuleType:
        module = ModuleType(name)
        module.__path__ = []
        sys.modules[name] = module
        return module


def _executed(name: str, text: str) -> ModuleType:
    module = ModuleType(name)
    module.__package__ = name.rpartition(".")[0]
    exec(text, module.__dict__)
    return module
