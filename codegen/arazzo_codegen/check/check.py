"""Is it sensible?

Takes the program and its graphs, gives diagnostics only. A rule is a function of the matter; there is one module a family.
"""

from __future__ import annotations

from collections.abc import Callable

from ..bind.model import Program
from ..diagnostics.model import Reporter
from ..flow.model import Flow, Flows
from ..load.model import Document, Sources
from ..options import Finding, Options
from ..parse.model import Documents
from . import (
    control_flow,
    correlation,
    criteria,
    inputs,
    loops,
    messages,
    order,
    python_names,
    servers,
    sides,
    source_descriptions,
    workflows,
)
from .matter import Matter

RULES: tuple[Callable[[Matter], None], ...] = (
    *control_flow.RULES,
    *loops.RULES,
    *order.RULES,
    *workflows.RULES,
    *criteria.RULES,
    *sides.RULES,
    *messages.RULES,
    *correlation.RULES,
    *source_descriptions.RULES,
    *servers.RULES,
    *inputs.RULES,
    *python_names.RULES,
)
"""Every rule that is not a stage's own question."""


def check(
    sources: Sources,
    documents: Documents,
    program: Program,
    flows: Flows,
    validate: Callable[[Document], tuple[Finding, ...]],
    options: Options,
    reporter: Reporter,
    entangled: Callable[[Flow], str | None],
) -> None:
    """Report what is not sensible. `entangled` gives the step to which a jump leads that cannot be structured."""
    matter = Matter(sources, documents, program, flows, validate, options, reporter, entangled)
    for rule in RULES:
        rule(matter)
