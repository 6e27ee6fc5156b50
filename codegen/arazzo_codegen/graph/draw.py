"""What does a workflow look like?

Takes the graph of a workflow and a format, gives the picture as text.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, assert_never, get_args

from ..flow.model import Flow
from .dot import dot
from .mermaid import mermaid
from .picture import picture
from .svg import svg

Format: TypeAlias = Literal["mermaid", "dot", "svg"]
FORMATS: tuple[Format, ...] = get_args(Format)
EXTENSIONS: dict[Format, str] = {"mermaid": ".mmd", "dot": ".dot", "svg": ".svg"}


def draw(flow: Flow, wanted: Format) -> str:
    """The picture of a workflow."""
    drawn = picture(flow)
    match wanted:
        case "mermaid":
            return mermaid(drawn)
        case "dot":
            return dot(drawn)
        case "svg":
            return svg(drawn)
        case _:
            assert_never(wanted)
