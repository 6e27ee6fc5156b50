"""The outside world for a compilation.

Takes what a run has of files and caches, gives the `Environment` that the stages are handed.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

from ..load.model import Document, data
from ..options import Environment, Finding
from . import aws_models
from .files import Files


def make_environment(files: Files, remembered: Callable[[Document], tuple[Finding, ...]] | None = None) -> Environment:
    """The environment that reads through `files`; `remembered` stands before the OpenAPI validator when it is given."""
    return Environment(
        read=files.read,
        aws_services=aws_models.services,
        aws_model=aws_models.model,
        validate=remembered or validate,
        runtime_source=runtime_source,
    )


def validate(document: Document) -> tuple[Finding, ...]:
    """What the OpenAPI validator says about a document."""
    from .openapi_validator import findings

    return findings(data(document.root), document.uri)


def runtime_source(name: str) -> str:
    """The text of a module of the runtime support, by its path below `runtime/`."""
    return resources.files("arazzo_codegen.runtime").joinpath(*name.split("/")).read_text("utf-8")
