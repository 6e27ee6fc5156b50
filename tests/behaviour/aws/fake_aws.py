"""A fake AWS endpoint on loopback.

Takes a service's name; serves any rest-json service from the rules of its botocore model: method, path, members and required members. Whatever the
model does not allow is answered with status 400 in AWS's error shape. Remembers each request; answers and failures can be scripted.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel
from botocore.validate import ParamValidator


@dataclass(frozen=True)
class Received:
    """A request as it came over the wire, and the members that the model reads from it."""

    operation: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: object
    members: Mapping[str, object]


@dataclass(frozen=True)
class Answer:
    """A scripted answer; `error` makes it a refusal with this code."""

    status: int = 200
    body: Mapping[str, object] = field(default_factory=dict)
    error: str | None = None


class FakeAws:
    """One service. `answers` are used up in order, by operation; the last one stays."""

    def __init__(self, service: str) -> None:
        self.model = ServiceModel(Loader().load_service_model(service, "service-2"), service)
        self.requests: list[Received] = []
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.url = ""

    def script(self, operation: str, *answers: Answer) -> None:
        """What to answer to calls of an operation."""
        self.answers[operation] = list(answers)

    def respond(self, method: str, target: str, headers: Mapping[str, str], content: bytes) -> Answer:
        """The answer to one request."""
        path = urlsplit(target).path
        found = self._operation(method, path)
        if found is None:
            return Answer(400, {"Message": f"no operation {method} {path}"}, "UnknownOperationException")
        operation, uri = found
        body = json.loads(content) if content else {}
        members = _members(operation, uri, parse_qs(urlsplit(target).query), body)
        self.requests.append(Received(operation.name, method, path, headers, body, members))
        report = ParamValidator().validate(members, operation.input_shape) if operation.input_shape else None
        if report is not None and report.has_errors():
            return Answer(400, {"Message": report.generate_report()}, "InvalidParameterException")
        scripted = self.answers[operation.name]
        if not scripted:
            return Answer()
        return scripted.pop(0) if len(scripted) > 1 else scripted[0]

    def _operation(self, method: str, path: str) -> tuple[OperationModel, dict[str, str]] | None:
        for name in self.model.operation_names:
            operation = self.model.operation_model(name)
            template = operation.http["requestUri"].partition("?")[0]
            pattern = re.sub(
                r"\\\{(\w+)(\\\+)?\\\}", lambda m: f"(?P<{m[1]}>{'.+' if m[2] else '[^/]+'})", re.escape(template)
            )
            match = re.fullmatch(pattern, path)
            if match is not None and operation.http["method"] == method:
                return operation, {key: unquote(value) for key, value in match.groupdict().items()}
        return None


def _members(
    operation: OperationModel, uri: Mapping[str, str], query: Mapping[str, list[str]], body: Mapping[str, object]
) -> dict[str, object]:
    """The input as the model reads it from path, query and body; unknown members of the body stay, so that they are refused."""
    if operation.input_shape is None:
        return dict(body)
    members = dict(body)
    for name, shape in operation.input_shape.members.items():
        wire = shape.serialization.get("name", name)
        if shape.serialization.get("location") == "uri" and wire in uri:
            members[name] = uri[wire]
        if shape.serialization.get("location") == "querystring" and wire in query:
            members[name] = [*query[wire]] if shape.type_name == "list" else _scalar(query[wire][0], shape.type_name)
    return members


def _scalar(text: str, type_name: str) -> object:
    return int(text) if type_name in ("integer", "long") else text == "true" if type_name == "boolean" else text


@contextmanager
def serving(service: str) -> Iterator[FakeAws]:
    """A fake that listens while the block runs."""
    fake = FakeAws(service)

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = fake.respond(self.command, self.path, dict(self.headers.items()), content)
            body = json.dumps(answer.body).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000")
            if answer.error is not None:
                self.send_header("x-amzn-ErrorType", answer.error)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = handle_one  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
