"""Calls of boto3, as responses.

Takes a boto3 client's method and its arguments; gives what AWS answered: success and refusal alike are a response with status, headers and body, a
call that got no answer is one without a status. A streaming body (`s3.get_object(…)["Body"]`) is handed on unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from importlib import import_module
from threading import Thread
from typing import Generic, ParamSpec, TypeGuard, TypeVar
from urllib.parse import quote

from .errors import UnexpectedResponse
from .steps import Step, current_step
from .streams import Places, files_in

__all__ = ("AwsResponse", "Headers", "answer", "call")

P = ParamSpec("P")
R = TypeVar("R")


class Headers(Mapping[str, str]):
    """Response headers, found without regard to case."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {name.lower(): value for name, value in values.items()}

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class AwsResponse(Generic[R]):
    """What a boto3 method returned, or how it failed.

    `status_code` is None when there was no answer (connection, timeout, or arguments that boto3 refused); then `error` says why. `content` is the
    body without the `ResponseMetadata`; of a refusal it is what AWS says: `Code`, `Message` and the members of the error's shape.
    """

    __slots__ = ("_arguments", "_method", "_results", "content", "error", "headers", "status_code", "step")

    def __init__(
        self,
        method: Callable[..., object],
        arguments: Mapping[str, object],
        results: tuple[R, ...],
        received: object,
        error: BaseException | None = None,
    ) -> None:
        metadata = _objects(received).get("ResponseMetadata")
        # What stands in for AWS in tests (botocore's `Stubber`) may return without metadata: the call has gone well.
        status = _objects(metadata).get("HTTPStatusCode", 200 if results else None)
        headers = _objects(_objects(metadata).get("HTTPHeaders"))
        self.step = current_step()
        self.status_code = status if isinstance(status, int) else None
        self.headers: Mapping[str, str] = Headers({name: str(value) for name, value in headers.items()})
        self.content = _content(received)
        self.error = error if self.status_code is None else None
        self._method = method
        self._arguments = arguments
        self._results = results
        _tell(self.step, self.status_code, self.error, self.content)

    @property
    def body(self) -> R:
        """What the boto3 method returned; raises `UnexpectedResponse` where it did not return."""
        for result in self._results:
            return result
        workflow_id, step_id = ("", "") if self.step is None else (self.step.workflow_id, self.step.step_id)
        raise UnexpectedResponse(workflow_id, step_id, "", "is an error")

    @property
    def method(self) -> str:
        """The HTTP method of the operation."""
        return _request_line(self._method)[0]

    @property
    def url(self) -> str:
        """The URL that was called, without its query."""
        return _url(self._method, self._arguments)


def call(method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> AwsResponse[R]:
    """Call a method of a boto3 client: `call(connect.describe_contact, InstanceId=…, ContactId=…)`.

    A step's timeout bounds the wait for the answer; boto3 cannot take back a request that it has sent.
    """
    run = current_step()
    if run is None or run.timeout is None:
        return answer(method, *args, **kwargs)
    responses: list[AwsResponse[R]] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            responses.append(answer(method, *args, **kwargs))
        except BaseException as error:
            errors.append(error)

    thread = Thread(target=copy_context().run, args=(work,), daemon=True)
    thread.start()
    thread.join(run.timeout)
    for error in errors:
        raise error
    for response in responses:
        return response
    return AwsResponse(method, kwargs, (), None, TimeoutError(f"no answer in {run.timeout:g} seconds"))


def answer(method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> AwsResponse[R]:
    """The response to a call, however long it takes. Errors that are not AWS's or botocore's are raised; files stand where they stood before."""
    places = Places(files_in(kwargs))
    try:
        result = method(*args, **kwargs)
    except Exception as error:
        if not isinstance(error, _failures()):
            raise
        return AwsResponse(method, kwargs, (), getattr(error, "response", None), error)
    finally:
        places.restore()
    return AwsResponse(method, kwargs, (result,), result)


def _failures() -> tuple[type[Exception], ...]:
    """What boto3 raises: refusals by AWS (`ClientError`, which has a response) and failures on the way. botocore has no types of its own."""
    exceptions = import_module("botocore.exceptions")
    return (exceptions.ClientError, exceptions.BotoCoreError)


def _tell(run: Step | None, status_code: int | None, error: BaseException | None, content: object) -> None:
    """Note on the step how its call went."""
    if run is not None:
        run.status_code = status_code
        run.error = error
        run.content = content


def _content(received: object) -> object:
    """The body: members of the result, or what a `ClientError` holds."""
    if not _is_object(received):
        return None
    error = _objects(received.get("Error")) if "Error" in received and "Code" in _objects(received["Error"]) else {}
    members = {name: value for name, value in received.items() if name != "ResponseMetadata"}
    if error:
        del members["Error"]
    return {**members, **error}


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _objects(value: object) -> dict[str, object]:
    return value if _is_object(value) else {}


def _request_line(method: Callable[..., object]) -> tuple[str, str]:
    """Method and URI template of the operation behind a boto3 method; empty for anything else."""
    meta = getattr(getattr(method, "__self__", None), "meta", None)
    operations = _objects(getattr(meta, "method_to_api_mapping", None))
    name = operations.get(getattr(method, "__name__", ""))
    if meta is None or not isinstance(name, str):
        return "", ""
    http = _objects(dict(meta.service_model.operation_model(name).http))
    return str(http.get("method", "")), str(http.get("requestUri", ""))


def _url(method: Callable[..., object], arguments: Mapping[str, object]) -> str:
    template = _request_line(method)[1].partition("?")[0]
    endpoint = getattr(getattr(getattr(method, "__self__", None), "meta", None), "endpoint_url", "")
    path = re.sub(
        r"\{(\w+)(\+?)\}", lambda m: quote(str(arguments.get(m[1], "")), safe="/~" if m[2] else "~"), template
    )
    return f"{str(endpoint).rstrip('/')}{path}"
