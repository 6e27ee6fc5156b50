"""`dependsOn` of steps (Arazzo 1.1, section "Step Object"): takes what is written, gives the steps of this workflow that must have run.

A step of another workflow has run when this workflow depends on that one; otherwise nothing that is emitted could wait for it.
"""

from __future__ import annotations

import re

from ..diagnostics.model import Label, Missing
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import limits, names
from ..load.model import ScalarNode
from .actions import named_step
from .scope import StepScope
from .targets import named_workflow

_ELSEWHERE = re.compile(r"(?:\$workflows\.(?P<local>.+)|(?P<qualified>\$sourceDescriptions\..+))\.steps\.(?P<step>.+)")


def steps_depended_on(scope: StepScope) -> tuple[str, ...]:
    """The steps of this workflow that must have run before the step."""
    found = (_step(node, scope) for node in scope.step.depends_on)
    return tuple(dict.fromkeys(step for step in found if step is not None))


def _step(node: ScalarNode, scope: StepScope) -> str | None:
    """None for what was reported, and for steps of workflows that have run anyway."""
    written = str(node.value)
    elsewhere = _ELSEWHERE.fullmatch(written)
    if elsewhere is not None:
        _check_elsewhere(node, elsewhere, scope)
        return None
    name = written.removeprefix("$steps.")
    if name == written or name not in scope.workflow.steps:
        found = named_step(node, scope)
        return None if isinstance(found, Missing) else found.step
    scope.workflow.library.reporter.report(
        names.STEP_AS_EXPRESSION,
        f"`{written}` names a step of this workflow as if it were a value",
        node.span,
        help=f"change it to `{name}`",
    )
    return name


def _check_elsewhere(node: ScalarNode, match: re.Match[str], scope: StepScope) -> None:
    library, document = scope.workflow.library, scope.workflow.document
    key = named_workflow(match["local"] or match["qualified"], node, document, library)
    if isinstance(key, Missing):
        return
    workflow = next(w for w in library.documents.arazzo[key.document].workflows if w.id.value == key.workflow_id)
    known = {str(step.id.value): step for step in workflow.steps}
    step = known.get(match["step"])
    if step is None:
        near = nearest(match["step"], known)
        message = f"workflow `{key.workflow_id}` has no step `{match['step']}`"
        help = f"change it to `{near}`" if near else None
        library.reporter.report(names.UNKNOWN_STEP, message, node.part(*match.span("step")), help=help)
    elif key not in scope.workflow.depends_on:
        library.reporter.report(
            limits.STEP_OF_OTHER_WORKFLOW,
            f"cannot wait for step `{match['step']}` of workflow `{key.workflow_id}`",
            node.span,
            related=(Label(step.id.span, "the step"),),
            help=f"add `{match['local'] or match['qualified']}` to the workflow's `dependsOn`",
        )
