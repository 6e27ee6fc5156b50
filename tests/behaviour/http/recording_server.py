"""A real HTTP server on loopback that keeps the bytes it receives.

Takes answers by method and path; gives requests as they came over the wire.
"""

from __future__ import annotations

import contextlib
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias


@dataclass(frozen=True)
class Received:
    """One request: `target` is the request line's path and query, byte for byte."""

    method: str
    target: str
    headers: Message
    body: bytes

    @property
    def json(self) -> object:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query, undecoded."""
        return self.target.partition("?")[2]


@dataclass(frozen=True)
class Answer:
    """What the server says: `body` is JSON unless it is bytes."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def content(self) -> bytes:
        """The bytes of the body."""
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()


Reply: TypeAlias = Callable[[Received], Answer]


@dataclass
class Recorder:
    """The running server: its address, what it has received, and what it answers."""

    url: str
    reply: Reply
    received: list[Received] = field(default_factory=list[Received])

    def script(self, *answers: Answer) -> None:
        """Give these answers one after the other, the last one for ever."""
        waiting = list(answers)
        self.reply = lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]

    @property
    def last(self) -> Received:
        """The latest request."""
        return self.received[-1]

    @property
    def trace(self) -> list[str]:
        """Method and target of all requests."""
        return [f"{request.method} {request.target}" for request in self.received]


@contextlib.contextmanager
def serving(reply: Reply, tls: ssl.SSLContext | None = None) -> Iterator[Recorder]:
    """A server that answers with `reply` until the block ends, over TLS where that is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.close_connection = True
            super().handle_one_request()

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return self.answer
            raise AttributeError(name)

        def chunks(self) -> Iterator[bytes]:
            """The pieces of a body whose length nobody said."""
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()

        def answer(self) -> None:
            """Record the request and send the answer to it."""
            chunked = self.headers.get("transfer-encoding") == "chunked"
            length = int(self.headers.get("content-length") or 0)
            body = b"".join(self.chunks()) if chunked else self.rfile.read(length)
            request = Received(self.command, self.path, self.headers, body)
            recorder.received.append(request)
            answer = recorder.reply(request)
            content = answer.content
            self.send_response(answer.status)
            headers = {"content-type": "application/json", **answer.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            if answer.status not in (204, 304):
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            if answer.status not in (204, 304):
                self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    recorder = Recorder(f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_port}", reply)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
