"""A static host on loopback: compressed, with the nearest `404.html` for what is not there."""

from __future__ import annotations

import functools
import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

OCTETS = "application/octet-stream"

COMPRESSED = (
    *("text/", "image/svg+xml", "application/json", "application/manifest+json"),
    *("application/wasm", "application/xml"),
)
"""Types that hosts compress. Pagefind's own files are compressed as they are."""

PHOTOGRAPHS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


class Sent(NamedTuple):
    """An answer of the server: the address relative to the root, and the bytes of the body."""

    address: str
    size: int

    @property
    def is_photograph(self) -> bool:
        return self.address.lower().endswith(PHOTOGRAPHS)


@dataclass(frozen=True)
class Host:
    """A folder that is being served: its address, which ends with a slash, and what it sent.

    The server counts, and not the browser, whose tools leave out the scripts of workers. Headers,
    about 200 bytes an answer, are not counted: they differ from host to host.
    """

    address: str
    sent: list[Sent] = field(default_factory=list)

    @contextmanager
    def recorded(self) -> Iterator[list[Sent]]:
        """The answers sent meanwhile; the list is filled when the block ends."""
        start = len(self.sent)
        recorded: list[Sent] = []
        yield recorded
        recorded += self.sent[start:]


class Handler(SimpleHTTPRequestHandler):
    """Serves files as common static hosts do, so that what is measured is what readers fetch."""

    protocol_version = "HTTP/1.1"
    server: _Server
    # The machine's own table of types is not asked: it differs from one to the next.
    extensions_map = {  # noqa: RUF012
        "": OCTETS,
        ".avif": "image/avif",
        ".css": "text/css; charset=utf-8",
        ".gif": "image/gif",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".map": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".pagefind": OCTETS,
        ".pdf": "application/pdf",
        ".pf_filter": OCTETS,
        ".pf_fragment": OCTETS,
        ".pf_index": OCTETS,
        ".pf_meta": OCTETS,
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def guess_type(self, path: str | PathLike[str]) -> str:
        return self.extensions_map.get(Path(path).suffix.lower(), OCTETS)

    def do_GET(self) -> None:
        self._serve(with_body=True)

    def do_HEAD(self) -> None:
        self._serve(with_body=False)

    def _serve(self, *, with_body: bool) -> None:
        path = Path(self.translate_path(self.path))
        address = self.path.partition("?")[0].partition("#")[0]
        if path.is_dir() and not address.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{address}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if path.is_dir():
            path /= "index.html"
        # A path that ends with a slash names a folder, so a file of that name is not it.
        if path.is_file() and not (address.endswith("/") and path.name != "index.html"):
            self._send(HTTPStatus.OK, path, with_body=with_body)
        else:
            self._send(HTTPStatus.NOT_FOUND, self._missing(path), with_body=with_body)

    def _missing(self, path: Path) -> Path:
        """The page that says so, the nearest above what is not there: each language has its own."""
        root = Path(self.directory)
        above = (one / "404.html" for one in path.parents if one.is_relative_to(root))
        return next((one for one in above if one.is_file()), root / "404.html")

    def _send(self, status: HTTPStatus, path: Path, *, with_body: bool) -> None:
        content = path.read_bytes() if path.is_file() else b""
        kind = self.guess_type(path)
        is_compressible = kind.startswith(COMPRESSED)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if is_compressible:
            self.send_header("Vary", "Accept-Encoding")
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                content = _gzipped(content)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if with_body:
            self.server.sent.append(
                Sent(self.path.removeprefix("/").partition("?")[0], len(content))
            )
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@functools.lru_cache(maxsize=512)
def _gzipped(content: bytes) -> bytes:
    # Level 6 is what common hosts use.
    return gzip.compress(content, compresslevel=6, mtime=0)


class _Server(ThreadingHTTPServer):
    sent: list[Sent]

    def handle_error(self, request: Any, client_address: Any) -> None:
        # Browsers hang up on what they have no more use for.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path) -> Iterator[Host]:
    """Serve a folder on loopback, for as long as the block lasts.

    The folder may come to be later, so that a site is built for the address at which it is served.
    """
    handler = functools.partial(Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        host = Host(f"http://127.0.0.1:{server.server_port}/")
        server.sent = host.sent
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
