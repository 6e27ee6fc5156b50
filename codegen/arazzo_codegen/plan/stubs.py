"""Names in the stub packages of boto3 (`types_boto3_…`)."""

from __future__ import annotations

import re

from ..bind.model import NamedType, ObjectType, Type
from .context import ModuleContext
from .model import Name

_INPUT_SHAPE = re.compile(r"aws:([\w-]+)/input#/shapes/(\w+)")


def stub_name(service: str) -> str:
    """The suffix of the stub package for a service: `types_boto3_cognito_idp`."""
    name = service.replace("-", "_")
    return f"{name}_" if name == "lambda" else name


def stub_class(type: Type, module: ModuleContext) -> Name | None:
    """The stubs' `TypedDict` of a structure that is sent, called after its shape; None for anything else, and for structures without members."""
    target = module.resolve(type)
    shape = _INPUT_SHAPE.fullmatch(type.key) if isinstance(type, NamedType) else None
    if shape is None or not isinstance(target, ObjectType) or not target.properties:
        return None
    return module.imports.outside(f"types_boto3_{stub_name(shape[1])}.type_defs", f"{shape[2]}TypeDef", True)
