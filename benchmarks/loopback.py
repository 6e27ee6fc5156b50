"""A server on loopback that costs its clients little: answers are made beforehand, one thread for each connection.

Run as a script it prints its port and answers what the pets example asks, until its input ends.
"""

from __future__ import annotations

import json
import socket
import sys
import threading

ADOPTION = {"id": "a-1", "status": "approved", "collectFrom": "2027-01-01"}
ANIMALS = [{"id": number, "name": f"animal {number}", "age": number % 9} for number in range(20)]


def answer(status: str, value: object) -> bytes:
    """A whole response."""
    body = json.dumps(value).encode()
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


ANSWERS = {
    b"GET /an": answer("200 OK", ANIMALS),
    b"POST /a": answer("201 Created", ADOPTION),
    b"GET /ad": answer("200 OK", ADOPTION),
}


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
        connection.sendall(ANSWERS[head[:7]])


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
