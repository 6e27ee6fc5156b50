"""openapi-spec-validator, kept away from the network and from crashing.

Takes the plain data of an OpenAPI document, gives findings with JSON Pointers. The library is imported on the first call: it costs 0.3 s.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from ..load.model import Data
from ..options import Finding
from .validator_places import place_of, pointer
from .validator_schemas import in_linear_time

if TYPE_CHECKING:
    from openapi_spec_validator.validation.validators import SpecValidator

_BACKEND = "OPENAPI_SPEC_VALIDATOR_SCHEMA_VALIDATOR_BACKEND"
_LONGEST = 300
"""Characters of one message: the library quotes whole instances."""
_MOST = 200
"""Findings of one document; somebody who has so many needs no more."""
_OPERATION = re.compile(
    r"for '(?P<method>[a-z]+)' (?:operation )?in '(?P<path>/.*)' (?:was not resolved|is not unique)$"
)

_FILE = re.compile(r"/responses/[^/]+/schema/type$")


class _Error(Protocol):
    """What is read of a jsonschema error."""

    @property
    def message(self) -> str: ...
    @property
    def absolute_path(self) -> Iterable[str | int]: ...
    @property
    def instance(self) -> object: ...


class _OutsideReference(Exception):
    """The document refers to another one; whoever resolves references reports those that lead nowhere."""


def findings(document: Data, base: str) -> tuple[Finding, ...]:
    """What the validator says about a document whose URI is `base`. Where the library gives up half-way, what it said before counts."""
    if not isinstance(document, dict):
        return ()
    found: dict[Finding, None] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for error in _errors(document, base):
                finding = _finding(error, document)
                if not _is_file(error, finding):
                    found[finding] = None
                if len(found) == _MOST:
                    break
        except RecursionError:  # schemas that refer to themselves without end: the compiler's own resolver reports them
            pass
        except Exception as error:  # noqa: BLE001  the library raises what its resolver and regular expressions raise
            # It stumbles over what it has reported before; another document is for the compiler's own resolver.
            if not found and not _is_outside(error):
                found[Finding(_message(str(error).partition(" within {")[0]), "")] = None
    return tuple(found)


def _finding(error: _Error, document: Data) -> Finding:
    """A finding of the library. Those about operations say in words where they are."""
    place = place_of(tuple(error.absolute_path), error.instance, document)
    operation = None if place else _OPERATION.search(error.message)
    if operation is not None:
        place = pointer(("paths", operation["path"], operation["method"]))
    return Finding(_message(error.message), place)


def _is_file(error: _Error, finding: Finding) -> bool:
    """Whether the library minds a response that is a file, which OpenAPI 2.0 allows (section "Response Object", field `schema`)."""
    return error.instance == "file" and _FILE.search(finding.pointer) is not None


def _errors(document: dict[str, Data], base: str) -> Iterator[_Error]:
    os.environ[_BACKEND] = "jsonschema"  # the library's texts differ with what else is installed
    validator = _validator(str(document.get("openapi") or document.get("swagger") or ""))
    if validator is None:
        return
    from jsonschema_path import SchemaPath

    closed = {scheme: _refuse for scheme in ("<all_urls>", "http", "https", "file", "")}
    yield from in_linear_time(validator)(SchemaPath.from_dict(document, base_uri=base, handlers=closed)).iter_errors()


def _validator(version: str) -> type[SpecValidator] | None:
    """The library's validator for a version of the specification."""
    from openapi_spec_validator.validation import validators as library

    known = {
        "2.0": library.OpenAPIV2SpecValidator,
        "3.0": library.OpenAPIV30SpecValidator,
        "3.1": library.OpenAPIV31SpecValidator,
        "3.2": library.OpenAPIV32SpecValidator,
    }
    return known.get(".".join(version.split(".")[:2]))


def _refuse(uri: str) -> Data:
    raise _OutsideReference(uri)


def _is_outside(error: BaseException | None) -> bool:
    """Whether an exception goes back to a reference to another document."""
    seen = 0
    while error is not None and seen < 20:
        if isinstance(error, _OutsideReference):
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False


def _message(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
