"""A server on loopback that answers by a script and keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit


class Reply(NamedTuple):
    """One answer of a script; a status of 0 hangs up."""

    status: int
    body: dict[str, object]
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Script:
    """What is left to answer, what follows for ever behind it, and what was asked."""

    replies: list[Reply] = field(default_factory=list[Reply])
    otherwise: Reply = Reply(200, {"id": "last"})
    asked: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    def start(self, replies: list[Reply]) -> None:
        self.replies = list(replies)
        self.asked = []


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
            body = json.loads(sent) if sent else None
            script.asked.append((self.command, parts.path, tuple(sorted(parse_qsl(parts.query))), body))
            reply = script.replies.pop(0) if script.replies else script.otherwise
            if reply.status == 0:
                self.close_connection = True
                return
            text = json.dumps(reply.body).encode()
            self.send_response_only(reply.status)
            self.send_header("Content-Type", "application/json")
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
