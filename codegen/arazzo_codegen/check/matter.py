"""What the rules look at: everything that was made of the documents, and where to report."""

from __future__ import annotations

from collections.abc import Callable

from ..bind.model import Program
from ..classes import dataclass
from ..diagnostics.model import Reporter
from ..flow.model import Flow, Flows
from ..load.model import Document, Sources
from ..options import Finding, Options
from ..parse.model import Documents


@dataclass(frozen=True, slots=True)
class Matter:
    """The matter of a check."""

    sources: Sources
    documents: Documents
    program: Program
    flows: Flows
    validate: Callable[[Document], tuple[Finding, ...]]
    options: Options
    reporter: Reporter
    entangled: Callable[[Flow], str | None]
    """The step to which a jump leads that no `if` and `while` can say, where the graph itself has no crossing jumps."""
