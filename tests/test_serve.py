"""`mkdocs serve`: a saved file shows up, a mistake is told, and mending it brings the page back."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from building import copy_site, showcase

PATIENCE = 300
"""Seconds after which something that should happen is taken never to happen."""


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


class Server:
    def __init__(self, root: Path, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self._log = log
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
        environment = os.environ | {"SITE_URL": self.url, "NO_MKDOCS_2_WARNING": "1"}
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=root, env=environment, stdout=out, stderr=subprocess.STDOUT
            )

    def get(self, address: str) -> str:
        try:
            with urllib.request.urlopen(self.url + address, timeout=PATIENCE) as response:
                return str(response.read().decode())
        except OSError:  # refused, not found, or held back until a mistake is mended
            return ""

    def said(self, text: str) -> bool:
        return text in self._log.read_text("utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_site(tmp_path / "agora", pictures=True)
    (root / "showcases" / "pont.fr.md").write_text(showcase(), "utf-8")
    return root


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(root, tmp_path / "log")
    yield server
    server.process.terminate()
    server.process.wait(PATIENCE)


def test_the_development_loop(root: Path, server: Server) -> None:
    path = root / "showcases" / "pont.fr.md"
    wait_for(lambda: "Le pont Hassan II" in server.get("showcases/pont/"))
    # MkDocs adds a script to the page, which reloads it; the policy has to let it run.
    policy = re.search('http-equiv="Content-Security-Policy" content="(.*?)"', server.get(""))
    assert policy and "&#39;unsafe-inline&#39;" in policy[1].partition("style-src")[0]

    path.write_text(showcase(title="Le pont retouché"), "utf-8")
    wait_for(lambda: "Le pont retouché" in server.get("showcases/pont/"))
    assert "Le pont retouché" in server.get("showcases/")
    assert "Le pont retouché" in server.get("en/axes/infrastructure/")

    path.write_text(showcase(title="Le pont faux", axis="infrastucture"), "utf-8")
    wait_for(lambda: server.said("showcases/pont.fr.md:4:7"))
    assert server.said("help: there is an axis with a similar name: `infrastructure`")
    assert not server.said("Traceback")
    assert server.process.poll() is None

    path.write_text(showcase(title="Le pont réparé"), "utf-8")
    wait_for(lambda: "Le pont réparé" in server.get("showcases/pont/"))

    page = root / "docs" / "about.fr.md"
    page.write_text(page.read_text("utf-8") + "\nUne phrase ajoutée.\n", "utf-8")
    wait_for(lambda: "Une phrase ajoutée." in server.get("about/"))

    path.unlink()
    wait_for(lambda: "Le pont réparé" not in server.get("showcases/"))
    assert server.get("showcases/pont/") == ""
