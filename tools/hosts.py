"""Real servers on loopback, as Debian packages them, with the rules that `agora hosting` writes."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class Server(NamedTuple):
    """A server that runs; `address` ends with a slash."""

    name: str
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, **headers: str) -> Answer:
        """What it answers, redirects not followed and nothing unpacked. Names are in lower case."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            sent = answer.getheaders()
            names = [name.lower() for name, _ in sent]
            if len(names) != len(set(names)):
                raise ServerError(f"headers sent twice: {sent}")
            return Answer(
                answer.status, {name.lower(): value for name, value in sent}, answer.read()
            )
        finally:
            connection.close()


class ServerError(Exception):
    """Raised where a server refuses its configuration, does not start, or answers oddly."""


class NoServerError(Exception):
    """Raised where a server is not installed."""


def program(name: str) -> str:
    """Where a server's program is. Raises NoServerError."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        raise NoServerError(f"there is no {name}; Debian has it: apt-get install {name}")
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def nginx(folder: Path, site: Path, rules: str) -> Iterator[Server]:
    """nginx, with the rules included as `deploy/nginx.conf` includes them."""
    command, port = program("nginx"), free_port()
    (folder / "agora.conf").write_text(rules, "utf-8")
    config = folder / "nginx.conf"
    root = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config.write_text(
        f"{root}worker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{\n    access_log off;\n    include /etc/nginx/mime.types;\n{temporary}"
        f"    server {{\n        listen 127.0.0.1:{port};\n        root {site};\n"
        f"        include {folder}/agora.conf;\n    }}\n}}\n",
        "utf-8",
    )
    checked = [command, "-t", "-q", "-e", f"{folder}/error.log", "-c", str(config)]
    _checked(checked, os.environ)
    start = [command, "-e", f"{folder}/error.log", "-g", "daemon off;", "-c", str(config)]
    with _running(Server("nginx", port), start, os.environ):
        yield Server("nginx", port)


@contextlib.contextmanager
def caddy(folder: Path, site: Path, rules: str) -> Iterator[Server]:
    """Caddy, with the rules imported as `deploy/Caddyfile` imports them."""
    command, port = program("caddy"), free_port()
    (folder / "agora.caddy").write_text(rules, "utf-8")
    config = folder / "Caddyfile"
    config.write_text(
        "{\n\tadmin off\n\tauto_https off\n}\n"
        f"http://127.0.0.1:{port} {{\n\tbind 127.0.0.1\n\troot * {site}\n"
        f"\timport {folder}/agora.caddy\n}}\n",
        "utf-8",
    )
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    options = ["--adapter", "caddyfile", "--config", str(config)]
    _checked([command, "validate", *options], environment)
    with _running(Server("caddy", port), [command, "run", *options], environment):
        yield Server("caddy", port)


def _checked(command: list[str], environment: Mapping[str, str]) -> None:
    """Have a server check its configuration. Raises ServerError."""
    done = subprocess.run(  # noqa: S603 (a server, and paths that we made)
        command, capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise ServerError(done.stderr)


@contextlib.contextmanager
def _running(server: Server, command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(  # noqa: S603 (the same)
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            if process.poll() is not None:
                raise ServerError(f"{server.name} has ended")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port)):
                break
            time.sleep(0.05)
        else:
            raise ServerError(f"{server.name} does not answer")
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


SERVERS = {"nginx": nginx, "caddy": caddy}
