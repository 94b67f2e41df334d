"""A web server for tests, on this machine: it answers as it is told to, well or badly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request that came: its path without the query, the query and a form that was posted as one, what was
    posted as it came.
    """

    method: str
    path: str
    fields: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """An answer, none for the `status` 0. `etag` and `modified` make it conditional, and `ranges` resumable.

    `cut` bytes of the body are sent, then the connection breaks; `drip` is the pause after every byte of the
    body, `slow_headers` after every byte of the headers.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""
    ranges: bool = True
    cut: int | None = None
    drip: float = 0.0
    slow_headers: float = 0.0
    length: bool = True


Route = Reply | list[Reply] | Callable[[Asked], Reply]


class Server:
    """`routes` says what is at each path: an answer, several one after another, or a function.

    What has no route is answered by `otherwise`.
    """

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.otherwise: Route = Reply(b"nothing here", 404)
        self.asked: list[Asked] = []
        self.address = ""

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        route = self.routes.get(asked.path, self.otherwise)
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        return route if isinstance(route, Reply) else route(asked)


def files(folder: Path) -> Callable[[Asked], Reply]:
    """Return what answers with the files of a folder."""

    def reply(asked: Asked) -> Reply:
        path = folder / asked.path.lstrip("/")
        return Reply(path.read_bytes()) if path.is_file() else Reply(b"nothing here", 404)

    return reply


def _conditional(reply: Reply, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
    """Return status, body and headers as RFC 9110 wants them for this request."""
    validators = {"ETag": reply.etag, "Last-Modified": reply.modified}
    told = {name: value for name, value in validators.items() if value} | reply.headers
    if reply.status != 200:
        return reply.status, reply.body, told
    if reply.etag and headers.get("If-None-Match") == reply.etag:
        return 304, b"", told
    if reply.modified and headers.get("If-Modified-Since") == reply.modified:
        return 304, b"", told
    wanted, condition = headers.get("Range", ""), headers.get("If-Range")
    if wanted and reply.ranges and condition in (None, reply.etag, reply.modified):
        start, size = int(wanted.removeprefix("bytes=").rstrip("-")), len(reply.body)
        if start >= size:
            return 416, b"", told
        return 206, reply.body[start:], told | {"Content-Range": f"bytes {start}-{size - 1}/{size}"}
    return 200, reply.body, told


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server until the end of the block."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, posted: bytes) -> None:
            parts = urlsplit(self.path)
            fields = parse_qs(parts.query) | parse_qs(posted.decode())
            reply = server.reply(
                Asked(
                    self.command,
                    parts.path,
                    {name: values[0] for name, values in fields.items()},
                    dict(self.headers),
                    posted,
                )
            )
            if not reply.status:
                self.close_connection = True
                return
            status, body, headers = _conditional(reply, dict(self.headers))
            lines = [f"HTTP/1.1 {status} Said"] + [f"{name}: {value}" for name, value in headers.items()]
            if reply.length and status != 304 and "Content-Length" not in headers:
                lines.append(f"Content-Length: {len(body)}")
            if not reply.length or reply.cut is not None:
                lines.append("Connection: close")
                self.close_connection = True
            try:
                self._send("\r\n".join([*lines, "", ""]).encode(), reply.slow_headers)
                self._send(body[: reply.cut], reply.drip)
            except OSError:  # the client has had enough
                self.close_connection = True

        def _send(self, data: bytes, pause: float) -> None:
            for at in range(0, len(data), 1) if pause else [0]:
                self.wfile.write(data[at : at + 1] if pause else data)
                self.wfile.flush()
                time.sleep(pause)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        http.block_on_close = False
        server.address = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
