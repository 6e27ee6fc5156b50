"""Steps: takes a step in its scope, gives it settled: its call, criteria, actions and outputs."""

from __future__ import annotations

from typing import Literal, assert_never

from ..diagnostics.model import Missing
from ..diagnostics.rules.contracts import PARAMETER_LOCATION
from ..diagnostics.rules.reading import UNREADABLE
from ..diagnostics.rules.shape import FIELD_OUT_OF_PLACE
from ..load.model import ScalarNode
from ..options import AwsBinding
from ..parse.model import OperationTarget, Parameter
from .actions import failure_actions, success_actions
from .arguments import ArgumentBinder
from .calls import bind_call
from .criteria import success_criteria
from .model import (
    Argument,
    AwsCall,
    AwsOperation,
    BoundOutput,
    BoundStep,
    Call,
    HttpCall,
    HttpOperation,
    Location,
    MediaType,
    MessageOperation,
    UnknownType,
    Value,
    WorkflowKey,
)
from .outputs import step_output
from .payloads import bind_body, payload_value
from .reads import Reader
from .replacements import replaced
from .reusables import parameters_for
from .scope import StepScope, Target
from .step_dependencies import steps_depended_on
from .values import ValueBinder, bare


def bind_request(scope: StepScope) -> Call | Missing:
    """What the step sends. Remembered in the scope, for `$request` reads it."""
    call = _request(scope, scope.target)
    scope.requested = True
    return call


def _request(scope: StepScope, target: Target | Missing) -> Call | Missing:
    match target:
        case Missing():
            _need_places(scope, target)
            _given(scope, ValueBinder(Reader(scope.workflow, scope, "request")))
            return target
        case HttpOperation():
            _refuse_message_fields(scope)
            return _http(scope, target)
        case AwsOperation():
            _refuse_message_fields(scope)
            return _aws(scope, target)
        case MessageOperation():
            from .message_steps import bind_message

            return bind_message(scope, target)
        case WorkflowKey():
            return bind_call(target, scope.step.parameters, scope, scope.step.id.span, "request", by_name=False)
        case _:
            assert_never(target)


def _refuse_message_fields(scope: StepScope) -> None:
    """Fields that are "only applicable for `asyncapi` steps" (section "Step Object"), on a step that is none."""
    node, reporter = scope.step.node, scope.workflow.library.reporter
    for name in ("action", "correlationId"):
        key = None if node.get(name) is None else node.key(name)
        if key is not None and reporter.earlier(key.span) is None:
            message = f"`{name}` cannot stand on a step that calls an HTTP operation"
            reporter.report(FIELD_OUT_OF_PLACE, message, key.span, help="remove it")


def _http(scope: StepScope, operation: HttpOperation) -> HttpCall | Missing:
    arguments = ArgumentBinder(scope, operation).bind()
    body = bind_body(scope, operation)
    if isinstance(arguments, Missing):
        return arguments
    if isinstance(body, Missing):
        return body
    scope.sent, scope.payload = arguments, None if body is None else body.value
    return HttpCall(operation, arguments, body)


def _aws(scope: StepScope, operation: AwsOperation) -> AwsCall | Missing:
    """boto3 takes members by name: where the description puts them does not matter."""
    from .aws.arguments import bind_arguments

    library = scope.workflow.library
    given = _given(scope, ValueBinder(Reader(scope.workflow, scope, "request"), as_text=True))
    if isinstance(given, Missing):
        return given
    written, payload = given
    payload = None if payload is None else bare(payload)
    scope.sent, scope.payload = written, payload
    settings = library.options.aws.get(library.source_names.get(operation.source, ""), AwsBinding())
    arguments = bind_arguments(
        operation,
        written,
        payload,
        scope.step.id.span,
        settings.members,
        library.types,
        library.reporter,
        None if payload is None or scope.step.request_body is None else scope.step.request_body.content_type,
    )
    return arguments if isinstance(arguments, Missing) else AwsCall(operation, arguments)


def _given(scope: StepScope, values: ValueBinder) -> tuple[tuple[Argument, ...], Value | None] | Missing:
    """The parameters and the payload as they are written, without an operation that says what they should be."""
    given, missing = parameters_for(scope.step.parameters, scope.workflow)
    written: list[Argument] = []
    for one in given:
        value = values.value(one.parameter.value, UnknownType())
        if isinstance(value, Missing):
            missing = value
        else:
            name = one.parameter.name
            written.append(Argument(str(name.value), _place(one.parameter), value, None, name.span))
    if scope.step.correlation_id is not None:
        values.value(scope.step.correlation_id, UnknownType())
    payload = _payload(scope, values)
    if isinstance(payload, Missing):
        return payload
    return (tuple(written), payload) if missing is None else missing


def _need_places(scope: StepScope, target: Missing) -> None:
    """Section "Parameter Object": `in` is needed where a step calls an operation; without the description it cannot be guessed."""
    written = scope.step.target
    calls_operation = isinstance(written, OperationTarget) and written.field != "workflowId"
    if not calls_operation or target.because.rule is not UNREADABLE:
        return
    for parameter in scope.step.parameters:
        if isinstance(parameter, Parameter) and parameter.location is None and parameter.node.get("in") is None:
            scope.workflow.library.reporter.report(
                PARAMETER_LOCATION,
                f"parameter `{parameter.name.value}` does not say where it goes",
                parameter.name.span,
                help="add `in`",
            )


def _place(parameter: Parameter) -> Location | Literal["member"]:
    location = parameter.location
    return "member" if location is None or location == "body" else location


def _payload(scope: StepScope, values: ValueBinder) -> Value | Missing | None:
    request = scope.step.request_body
    if request is None or request.payload is None:
        return None
    media_type = MediaType(
        "application/json" if request.content_type is None else str(request.content_type.value), UnknownType()
    )
    value = payload_value(request.payload, media_type, values)
    return value if isinstance(value, Missing) else replaced(value, request.replacements, values)


def bind_step(scope: StepScope, call: Call | Missing) -> BoundStep | Missing:
    """The step, settled. What can be looked at is looked at, also when something else is missing."""
    criteria = success_criteria(scope)
    outputs = _outputs(scope)
    on_success, on_failure = success_actions(scope), failure_actions(scope)
    if isinstance(call, Missing):
        return call
    if isinstance(criteria, Missing):
        return criteria
    if isinstance(outputs, Missing):
        return outputs
    if isinstance(on_success, Missing):
        return on_success
    if isinstance(on_failure, Missing):
        return on_failure
    step = scope.step
    return BoundStep(
        id=scope.id,
        description=step.description,
        call=call,
        criteria=criteria,
        on_success=on_success,
        on_failure=on_failure,
        outputs=outputs,
        timeout_ms=_timeout(step.timeout),
        depends_on=steps_depended_on(scope),
        span=step.id.span,
    )


def _outputs(scope: StepScope) -> tuple[BoundOutput, ...] | Missing:
    bound = [step_output(scope, str(output.name.value)) for output in scope.step.outputs]
    missing = next((output for output in bound if isinstance(output, Missing)), None)
    return missing or tuple(output for output in bound if isinstance(output, BoundOutput))


def _timeout(node: ScalarNode | None) -> int | None:
    value = None if node is None else node.value
    return value if isinstance(value, int) and not isinstance(value, bool) else None
