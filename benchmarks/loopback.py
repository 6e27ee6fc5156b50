"""A server on loopback that costs its clients little: answers are made beforehand, one thread for each connection.

Run as a script it prints its port and answers what the pets example asks, until its input ends. Each adoption has an id of its own, as on any server.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from itertools import cycle

ADOPTIONS = [{"id": f"a-{number:04}", "status": "approved", "collectFrom": "2027-01-01"} for number in range(5000)]
ANIMALS = [{"id": number, "name": f"animal {number}", "age": number % 9} for number in range(20)]


def answer(status: str, value: object) -> bytes:
    """A whole response."""
    body = json.dumps(value).encode()
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


FOUND = answer("200 OK", ANIMALS)
REQUESTED = cycle([answer("201 Created", adoption) for adoption in ADOPTIONS])
SEEN = {f"/adoptions/{adoption['id']}".encode(): answer("200 OK", adoption) for adoption in ADOPTIONS}


def answered(head: bytes) -> bytes:
    """The answer to a request."""
    method, target, _ = head.split(b" ", 2)
    if method == b"POST":
        return next(REQUESTED)
    return SEEN.get(target, FOUND)


def serve(connection: socket.socket) -> None:
    """Answer the requests of one connection."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while True:
        received = b""
        while b"\r\n\r\n" not in received:
            piece = connection.recv(65536)
            if not piece:
                return
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        lengths = [int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        while len(body) < sum(lengths):
            body += connection.recv(65536)
        connection.sendall(answered(head))


def main() -> None:
    """Serve until the input ends."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(listener.getsockname()[1], flush=True)

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
