"""A server on loopback that answers by a script and keeps what it was asked, and a plain client for it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree.ElementTree import canonicalize
from xml.sax.saxutils import escape

from tests.behaviour.evaluation import Answer, Request

XML_PATH = "/page"
LATE = "x-late"
"""The header of an answer that comes when a step with a timeout has given up; nobody waits for it in a trial."""


class Reply(NamedTuple):
    """One answer of a script; a status of 0 hangs up."""

    status: int
    body: dict[str, object]
    headers: tuple[tuple[str, str], ...] = ()

    def written(self, path: str) -> tuple[str, bytes]:
        """The media type and the text of the body: XML at one path, JSON elsewhere."""
        if path != XML_PATH:
            return "application/json", json.dumps(self.body).encode()
        members = (f"<{name}>{escape(str(value))}</{name}>" for name, value in self.body.items())
        return "application/xml", f"<r>{''.join(members)}</r>".encode()


@dataclass
class Script:
    """What is left to answer, what follows for ever behind it, and what was asked."""

    replies: list[Reply] = field(default_factory=list[Reply])
    otherwise: Reply = Reply(200, {"id": "last"})
    asked: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    def start(self, replies: list[Reply]) -> None:
        self.replies = list(replies)
        self.asked = []


class Sender:
    """Sends requests plainly, over one connection as long as it lasts."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc)

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._connection.close()

    def send(self, request: Request) -> Answer:
        """The answer; a connection that is closed without one gives none."""
        query = urlencode({name: str(value) for name, value in request.query.items()})
        target = request.path + (f"?{query}" if query else "")
        body, media_type = None if request.body is None else json.dumps(request.body), "application/json"
        if isinstance(request.body, str):
            body, media_type = request.body, "application/xml"
        try:
            self._connection.request(request.method, target, body, {"Content-Type": media_type})
            response = self._connection.getresponse()
            received = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return Answer(None)
        headers = {name.lower(): value for name, value in response.getheaders()}
        if request.timeout and LATE in headers:
            return Answer(None)
        is_json = headers["content-type"] == "application/json"
        return Answer(response.status, headers, json.loads(received) if is_json else received.decode())


def _understood(media_type: str, sent: bytes) -> object:
    """What a body says, however it is written."""
    return canonicalize(sent.decode()) if media_type.startswith("application/xml") else json.loads(sent)


@contextmanager
def scripted_server() -> Iterator[tuple[str, Script]]:
    """The server's address and its script."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("content-length") or 0))
            parts = urlsplit(self.path)
            body = _understood(self.headers["content-type"], sent) if sent else None
            script.asked.append((self.command, parts.path, tuple(sorted(parse_qsl(parts.query))), body))
            reply = script.replies.pop(0) if script.replies else script.otherwise
            if reply.status == 0:
                self.close_connection = True
                return
            media_type, text = reply.written(parts.path)
            self.send_response_only(reply.status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(text)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        do_GET = _answer
        do_POST = _answer

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
