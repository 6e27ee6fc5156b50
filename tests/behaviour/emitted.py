"""Emitted packages, made and loaded in memory: what trials by the thousand need.

Takes documents as JSON, gives the modules that they become. The runtime support is imported once; modules with the same text are made once.
"""

from __future__ import annotations

import builtins
import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from warnings import catch_warnings, simplefilter

import arazzo_codegen
import arazzo_codegen.runtime
from arazzo_codegen.diagnostics.model import Reporter
from arazzo_codegen.load.load import load
from arazzo_codegen.options import Environment, Options
from arazzo_codegen.parse.model import ArazzoDocument
from arazzo_codegen.parse.parse import parse
from arazzo_codegen.pipeline import Compilation, compile

compile_python = builtins.compile
_FOLDER = "/trial"
_PACKAGE = "emitted"


Files = Mapping[str, Mapping[str, object]]


def compiled(files: Files, asynchronous: bool) -> Compilation:
    """What the compiler makes of `flow.json`; descriptions are taken to be valid, and the runtime support is left out."""
    texts = _texts(files)
    environment = Environment(texts.__getitem__, lambda: (), lambda name: None, lambda document: (), lambda name: "")
    options = Options(roots=(_FOLDER,), base=_FOLDER, asynchronous=asynchronous)
    return compile((f"{_FOLDER}/flow.json",), environment, options)


def parsed(files: Files) -> dict[str, ArazzoDocument]:
    """The Arazzo documents as the specification's objects, by file name."""
    options = Options(roots=(_FOLDER,), base=_FOLDER)
    sources = load((f"{_FOLDER}/flow.json",), _texts(files).__getitem__, options, Reporter())
    found = parse(sources, options, Reporter()).arazzo.values()
    return {document.document.path.rpartition("/")[2]: document for document in found}


def _texts(files: Files) -> dict[str, bytes]:
    return {f"{_FOLDER}/{name}": json.dumps(held).encode() for name, held in files.items()}


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
        for path in sorted(emitted, key=_order):
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


def _order(path: str) -> tuple[bool, bool, bool]:
    """Clients first, and the first document last: it may import the other."""
    return "apis/" not in path, path.startswith("aio/"), path.endswith("flow.py")


def _executed(name: str, text: str) -> ModuleType:
    module = ModuleType(name)
    module.__package__ = name.rpartition(".")[0]
    with catch_warnings():
        simplefilter("error")
        code = compile_python(text, f"{name}.py", "exec")
    exec(code, module.__dict__)
    return module
