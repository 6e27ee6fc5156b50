"""The OpenAPI validator's look at schemas, in linear time.

Takes a validator of openapi-spec-validator, gives the same that looks at each schema once when it gathers the names of properties. The library follows
every way through `allOf`, `anyOf`, `oneOf`, `items` and `not`: their number doubles with each schema that names the next one twice, and has no end where a
schema comes back to itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema_path import SchemaPath
    from openapi_spec_validator.validation.keywords import KeywordValidator
    from openapi_spec_validator.validation.validators import SpecValidator

_GATHER = "_collect_properties"


def in_linear_time(validator: type[SpecValidator]) -> type[SpecValidator]:
    """The validator whose keyword validator for schemas gathers names of properties in linear time."""
    keywords = {**validator.keyword_validators, "schema": _gathering_once(validator.keyword_validators["schema"])}
    return type(validator.__name__, (validator,), {"keyword_validators": keywords})


def _gathering_once(schemas: type[KeywordValidator]) -> type[KeywordValidator]:
    gather: Callable[[KeywordValidator, SchemaPath], set[str]] = getattr(schemas, _GATHER)
    seen: set[int] = set()
    """The schemas that the gathering under way has come by: their names are in what it gives."""

    def once(self: KeywordValidator, schema: SchemaPath) -> set[str]:
        is_outermost = not seen
        identity = id(schema.read_value())
        if identity in seen:
            return set()
        seen.add(identity)
        try:
            return gather(self, schema)
        finally:
            if is_outermost:
                seen.clear()

    return type(schemas.__name__, (schemas,), {_GATHER: once})
