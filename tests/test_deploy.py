"""What `deploy/` gives to organisers: the servers take it as it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from agora.cli import main
from building import ROOT
from tools.hosts import NoServerError, program

DEPLOY = ROOT / "deploy"


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SITE_URL", "https://agora.example.org/")
    for server, name in (("nginx", "agora.conf"), ("caddy", "agora.caddy")):
        config = ["--config-file", str(ROOT / "mkdocs.yml")]
        assert main(["hosting", server, "--output", str(tmp_path / name), *config]) == 0
    return tmp_path


def found(name: str) -> str:
    try:
        return program(name)
    except NoServerError as error:
        assert not os.environ.get("AGORA_REQUIRE_SERVERS"), error
        pytest.skip(str(error))


def test_nginx_takes_the_server_blocks(rules: Path) -> None:
    nginx = found("nginx")
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    key, certificate = rules / "privkey.pem", rules / "fullchain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=agora"]
    made += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, check=True, capture_output=True)
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    text = text.replace("/etc/nginx/agora.conf;", f"{rules}/agora.conf;")
    text = re.sub(r"/etc/letsencrypt/live/agora\.example\.org/", f"{rules}/", text)
    assert "/etc/" not in re.sub(r"#.*", "", text)
    whole = f"events {{}}\npid {rules}/pid;\nhttp {{\ninclude /etc/nginx/mime.types;\n{text}\n}}\n"
    (rules / "nginx.conf").write_text(whole, "utf-8")
    options = ["-t", "-e", f"{rules}/error.log", "-c", str(rules / "nginx.conf")]
    done = subprocess.run([nginx, *options], capture_output=True, text=True)
    assert "syntax is ok" in done.stderr, done.stderr


def test_caddy_takes_the_site_block(rules: Path) -> None:
    caddy = found("caddy")
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    text = text.replace("import /etc/caddy/", f"import {rules}/")
    assert "/etc/" not in re.sub(r"#.*", "", text)
    (rules / "Caddyfile").write_text(text, "utf-8")
    options = ["--adapter", "caddyfile", "--config", str(rules / "Caddyfile")]
    own = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(rules))
    command = [caddy, "adapt", "--validate", *options]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | own)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_runbook_names_what_there_is(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"\bmake ([\w-]+)", text))
    assert named and named <= targets
    for path in re.findall(r"\]\(([^):#]+)\)", text):
        assert (DEPLOY / path).exists(), path


def test_both_runbooks_say_the_same() -> None:
    english, french = ((DEPLOY / name).read_text("utf-8") for name in ("README.md", "README.fr.md"))
    for pattern in (r"^#+", r"^```\w*$", r"^\d+\.", r"^- "):
        assert len(re.findall(pattern, english, re.M)) == len(re.findall(pattern, french, re.M))
    blocks = [re.findall(r"```sh\n(.*?)```", text, re.S) for text in (english, french)]
    code = [[re.sub(r" *#.*", "", block) for block in found] for found in blocks]
    assert code[0] == code[1]
