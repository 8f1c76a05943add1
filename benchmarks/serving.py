"""From saving a file to the fresh page on a server that follows changes."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.measuring import BenchmarkError
from benchmarks.peers import Peer

LONGEST = 180.0
"""Seconds after which a page is taken never to come."""

PAUSE = 1.0
"""Seconds between a fresh page and the next edit: servers put off changes that follow closely."""

POLL = 0.01


def latencies(peer: Peer, edits: int) -> list[float]:
    """Seconds from each of several edits of a showcase to its fresh page. Raises BenchmarkError."""
    with _server(peer) as port:
        found = []
        for _ in range(edits):
            time.sleep(PAUSE)
            address, word = peer.edit()
            began = time.perf_counter()
            _await(port, address, word)
            found.append(time.perf_counter() - began)
        return found


@contextmanager
def _server(peer: Peer) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with peer.log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 — of our own making
            peer.server(port),
            cwd=peer.folder,
            env=os.environ | peer.environment | {"SITE_URL": f"http://127.0.0.1:{port}/"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _await(port, "", "</html>")
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _await(port: int, address: str, text: str) -> None:
    end = time.monotonic() + LONGEST
    while text not in _get(port, address):
        if time.monotonic() > end:
            raise BenchmarkError(f"/{address} never came with {text}")
        time.sleep(POLL)


def _get(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", f"/{address}")
        return connection.getresponse().read().decode("utf-8", "replace")
    except OSError:  # not up yet, or between two builds
        return ""
    finally:
        connection.close()
