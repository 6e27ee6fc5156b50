"""`dependsOn` between workflows: takes workflows in their scopes, gives those they depend on; reports inputs that clash."""

from __future__ import annotations

from ..diagnostics.model import Label, Missing
from ..diagnostics.rules import names
from .fit import Fitter, Verdict
from .model import WorkflowKey
from .scope import Library, WorkflowScope
from .targets import workflow_target


def dependencies_of(scope: WorkflowScope) -> tuple[WorkflowKey, ...]:
    """The workflows that must have run before this one, as written."""
    found = (workflow_target(node, scope.document, scope.library) for node in scope.workflow.depends_on)
    return tuple(dict.fromkeys(key for key in found if not isinstance(key, Missing)))


def check_dependencies(library: Library) -> None:
    """Report inputs of one name and different types that a workflow would have to take."""
    for scope in library.workflows.values():
        if scope.depends_on:
            _check_inputs(scope, library)


def _all_dependencies(scope: WorkflowScope, library: Library) -> tuple[WorkflowKey, ...]:
    """Those it depends on, and those that they depend on."""
    found: dict[WorkflowKey, None] = {}
    waiting = list(reversed(scope.depends_on))
    while waiting:
        key = waiting.pop()
        if key not in found and key != scope.key and key in library.workflows:
            found[key] = None
            waiting.extend(reversed(library.workflows[key].depends_on))
    return tuple(found)


def _check_inputs(scope: WorkflowScope, library: Library) -> None:
    """The function of a workflow takes the inputs of its dependencies as well: same names and types merge."""
    fitter = Fitter(library.types, wire=False)
    known = dict(scope.inputs)
    for key in _all_dependencies(scope, library):
        for name, other in library.workflows[key].inputs.items():
            own = known.setdefault(name, other)
            clashes = (
                fitter.fit(own.type, other.type).verdict is Verdict.NO
                or fitter.fit(other.type, own.type).verdict is Verdict.NO
            )
            if clashes:
                library.reporter.report(
                    names.INPUT_CLASH,
                    f"input `{name}` is of another type in workflow `{key.workflow_id}`, on which `{scope.key.workflow_id}` depends",
                    own.span,
                    related=(Label(other.span, "the other input of this name"),),
                    help="rename one of them",
                )
