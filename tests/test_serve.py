"""`mkdocs serve`: a saved file shows up, a mistake is told, and mending it brings the page back."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import lxml.html
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
        status, text = self.ask(address)
        return text if status == 200 else ""

    def ask(self, address: str) -> tuple[int, str]:
        """The status and text of an answer; 0 where there is none."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=PATIENCE) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def said(self, text: str) -> bool:
        return text in self._log.read_text("utf-8")


@contextmanager
def serving(root: Path, log: Path) -> Iterator[Server]:
    server = Server(root, log)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(PATIENCE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_site(tmp_path / "agora", pictures=True)
    (root / "showcases" / "pont.fr.md").write_text(showcase(), "utf-8")
    return root


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[Server]:
    with serving(root, tmp_path / "log") as server:
        yield server


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


def test_a_refused_build_is_told_in_place_of_every_page(root: Path, tmp_path: Path) -> None:
    path = root / "showcases" / "pont.fr.md"
    path.write_text(showcase(title="Le pont faux", axis="infrastucture"), "utf-8")
    with serving(root, tmp_path / "log") as server:
        # From the start, and once there was a site.
        is_told_and_mended(server, path, title="Le pont réparé")
        path.write_text(showcase(title="Le pont faux", axis="infrastucture"), "utf-8")
        is_told_and_mended(server, path, title="Le pont refait")
        assert server.process.poll() is None
        assert not server.said("Traceback")


def is_told_and_mended(server: Server, path: Path, title: str) -> None:
    wait_for(lambda: server.ask("showcases/pont/")[0] == 503)
    for address in ("", "showcases/pont/", "en/axes/infrastructure/", "nowhere"):
        status, text = server.ask(address)
        page = lxml.html.document_fromstring(text)
        assert status == 503
        assert [part.get("lang") for part in page.cssselect("section")] == ["fr", "en"]
        places = [place.text for place in page.cssselect("li code")]
        assert places == ["showcases/pont.fr.md:4:7"] * 2
    # What MkDocs's script in the page asks: whether there is anything later than it.
    (epoch,) = map(int, re.findall(r"^livereload\((\d+), \d+\);$", text, re.MULTILINE))
    path.write_text(showcase(title=title), "utf-8")
    wait_for(lambda: int(server.get(f"livereload/{epoch}/1")) > epoch)
    assert title in server.get("showcases/pont/")
    assert title in server.get("en/axes/infrastructure/")
