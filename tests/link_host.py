"""A host on loopback that answers in every way a link can, and remembers who asked for what."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

WAIT = 1
"""The seconds of `Retry-After` that `/busy` asks for, once."""


class Asked(NamedTuple):
    method: str
    host: str
    path: str
    at: float


@dataclass
class LinkHost:
    """`at_once` is the most requests that were ever under way to one name of the host."""

    port: int
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    open: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, name: str = "127.0.0.1") -> str:
        return f"http://{name}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_HEAD(self) -> None:
        self._serve()

    def do_GET(self) -> None:
        self._serve()

    def _serve(self) -> None:
        host = self.server.host
        name = self.headers["Host"].rpartition(":")[0]
        with host.lock:
            host.asked.append(Asked(self.command, name, self.path, time.monotonic()))
            host.open[name] += 1
            host.at_once = max(host.at_once, host.open[name])
        try:
            self._answer(host)
        finally:
            with host.lock:
                host.open[name] -= 1

    def _answer(self, host: LinkHost) -> None:
        path = self.path.partition("?")[0]
        match path.removeprefix("/").split("/"):
            case ["slow"]:
                time.sleep(0.2)
                self._head(200)
            case ["never"]:
                host.over.wait(20)
                self.close_connection = True
            case ["drip"]:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
                while not host.over.wait(0.05):
                    self.wfile.write(b"x")
            case ["nonsense"]:
                self.wfile.write(b"this is not HTTP\r\n\r\n")
                self.close_connection = True
            case ["cut"]:
                self.close_connection = True
            case ["busy"]:
                first = host.paths().count(self.path) == 1
                self._head(429 if first else 200, {"Retry-After": str(WAIT)} if first else {})
            case ["busy", "long", *_]:
                self._head(429, {"Retry-After": "86400"})
            case ["down", "once"]:
                self._head(502 if host.paths().count(self.path) < 3 else 200)
            case ["head", code]:  # to HEAD alone
                self._head(int(code) if self.command == "HEAD" else 200)
            case ["to", code, *rest]:
                self._head(int(code), {"Location": "/" + "/".join(rest)})
            case ["out", code, *rest]:
                self._head(int(code), {"Location": "/".join(rest)})
            case ["bracket"]:
                self._head(302, {"Location": "http://["})
            case ["loop"]:
                self._head(302, {"Location": "/loop"})
            case ["large"]:
                self._head(200, length=10**12)
            case [code] if code.isdecimal():
                self._head(int(code))
            case _:
                self._head(200)

    def _head(self, status: int, headers: Mapping[str, str] = {}, length: int = 0) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    host: LinkHost
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *about: object) -> None:
        """Those who ask hang up as soon as they have the head of an answer."""


@contextmanager
def link_host() -> Iterator[LinkHost]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.host = LinkHost(server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.host
        finally:
            server.host.over.set()
            server.shutdown()
            thread.join()
