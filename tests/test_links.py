"""`agora links`, against a host on loopback that answers in every way a link can."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import HTTPServer
from pathlib import Path

import pytest

from agora.cli import main
from agora.links import client
from agora.links.checking import GIVES_UP_AFTER, Checker
from agora.links.client import Limits, is_public
from agora.links.collecting import bare, collect
from agora.links.verdicts import FRESH, Verdict, cache_file, read_cache, write_cache
from agora.problems import Place
from agora.site import Site
from building import showcase, translation
from conftest import Write
from link_host import WAIT, LinkHost, _Handler, link_host

QUICK = Limits(connect=2, read=1, total=1.5, retries=1, backoff=0.01, pause=0.01, longest_wait=5)


@pytest.fixture
def host() -> Iterator[LinkHost]:
    with link_host() as host:
        yield host


def check(*addresses: str, limits: Limits = QUICK, private: bool = True) -> dict[str, Verdict]:
    checker = Checker(limits, allow_private=private, clock=lambda: 1000)
    return dict(checker.check(addresses))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/200", Verdict("ok", 1000, 200)),
        ("/slow", Verdict("ok", 1000, 200)),
        ("/large", Verdict("ok", 1000, 200)),
        ("/?a=b c&é=1", Verdict("ok", 1000, 200)),
        ("/404", Verdict("broken", 1000, 404, "status")),
        ("/410", Verdict("broken", 1000, 410, "status")),
        ("/403", Verdict("refused", 1000, 403, "status")),
        ("/500", Verdict("unreachable", 1000, 500, "status")),
        ("/never", Verdict("unreachable", 1000, None, "timeout")),
        ("/drip", Verdict("unreachable", 1000, None, "timeout")),
        ("/nonsense", Verdict("unreachable", 1000, None, "protocol")),
        ("/cut", Verdict("unreachable", 1000, None, "connection")),
        ("/busy", Verdict("ok", 1000, 200)),
        ("/busy/long", Verdict("refused", 1000, 429, "status")),
        ("/down/once", Verdict("ok", 1000, 200)),
        ("/head/405", Verdict("ok", 1000, 200)),
        ("/head/404", Verdict("ok", 1000, 200)),
        ("/to/301/200", Verdict("moved", 1000, 200, advised="{host}/200")),
        ("/to/308/to/301/200", Verdict("moved", 1000, 200, advised="{host}/200")),
        ("/to/301/to/302/200", Verdict("moved", 1000, 200, advised="{host}/to/302/200")),
        ("/to/302/to/301/200", Verdict("ok", 1000, 200)),
        ("/to/301/404", Verdict("broken", 1000, 404, "status")),
        ("/to/302/to/302/to/302/to/302/to/302/200", Verdict("ok", 1000, 200)),
        ("/loop", Verdict("broken", 1000, 302, "redirects")),
        ("/out/302/ftp:/files", Verdict("broken", 1000, None, "address")),
        ("/bracket", Verdict("broken", 1000, None, "address")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_answer_has_its_verdict(host: LinkHost, path: str, expected: Verdict) -> None:
    address = host.url(path)
    advised = expected.advised.replace("{host}", host.url(""))
    verdict = check(address)[address]
    assert verdict == Verdict(
        expected.outcome, expected.checked, expected.status, expected.reason, advised
    )


def test_what_cannot_be_asked(host: LinkHost) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        nobody, wrong, port = "https://nobody.invalid/", "https://[/", "https://a.example:x/"
        long = f"http://{'é' * 80}.example/"
        verdicts = check(closed, nobody, wrong, port, long, f"https://127.0.0.1:{host.port}/")
    reasons = {address: (v.outcome, v.reason) for address, v in verdicts.items()}
    assert reasons == {
        closed: ("unreachable", "connection"),
        nobody: ("broken", "host"),
        wrong: ("broken", "address"),
        port: ("broken", "address"),
        long: ("broken", "address"),
        f"https://127.0.0.1:{host.port}/": ("unreachable", "connection"),
    }
    assert host.asked == []


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl")
def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run(
        [
            *command,
            "-subj",
            "/CN=localhost",
            "-keyout",
            tmp_path / "key",
            "-out",
            tmp_path / "cert",
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")

    class Quiet(HTTPServer):
        def handle_error(self, *about: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), _Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        address = f"https://localhost:{server.server_port}/"
        verdict = check(address)[address]
        server.shutdown()
        thread.join()
    assert (verdict.outcome, verdict.reason) == ("broken", "certificate")


def test_what_answers_neither_is_asked_with_get_before_it_is_condemned(host: LinkHost) -> None:
    check(host.url("/404"))
    assert [asked.method for asked in host.asked] == ["HEAD", "GET"]


def test_a_host_waits_as_long_as_it_asked_for(host: LinkHost) -> None:
    check(host.url("/busy"))
    first, second = host.asked
    assert second.at - first.at >= WAIT * 0.99  # clocks of two threads


def test_hosts_are_asked_side_by_side_and_each_once_at_a_time(host: LinkHost) -> None:
    names = ("127.0.0.1", "localhost")
    # Redirects lead to and fro between the two, while each is asked on its own account.
    crossing = [
        host.url(f"/out/302/{host.url(f'/slow?{n}', other)}", name)
        for name, other in (names, names[::-1])
        for n in range(3)
    ]
    addresses = [*crossing, *(host.url(f"/slow?{n}", name) for n in range(5) for name in names)]
    verdicts = check(*addresses)
    assert {verdict.outcome for verdict in verdicts.values()} == {"ok"}
    assert host.at_once == 1
    assert {asked.host for asked in host.asked} == set(names)


def test_a_silent_host_is_left_alone(host: LinkHost) -> None:
    addresses = [host.url(f"/cut?{n}") for n in range(6)]
    verdicts = check(*addresses)
    assert {verdict.outcome for verdict in verdicts.values()} == {"unreachable"}
    inferred = [address for address, verdict in verdicts.items() if verdict.inferred]
    assert inferred == addresses[GIVES_UP_AFTER:]
    assert len(host.asked) == GIVES_UP_AFTER * (QUICK.retries + 1)


def test_a_host_that_asks_for_too_long_a_wait_is_left_alone(host: LinkHost) -> None:
    verdicts = check(host.url("/busy/long/1"), host.url("/busy/long/2"), host.url("/200"))
    assert [verdict.outcome for verdict in verdicts.values()] == ["refused"] * 3
    assert [verdict.inferred for verdict in verdicts.values()] == [False, True, True]
    assert len(host.asked) == 1


def test_a_run_that_is_stopped_asks_no_more(host: LinkHost) -> None:
    limits = Limits(pause=3600)
    results = Checker(limits, allow_private=True).check([host.url("/a"), host.url("/b")])
    next(results)
    assert isinstance(results, Generator)
    results.close()
    for thread in threading.enumerate():
        if thread.name.endswith("(_work)"):
            thread.join(5)
            assert not thread.is_alive()
    assert host.paths() == ["/a"]


def test_an_error_of_ours_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("agora.links.checking.ask", fail)
    with pytest.raises(RuntimeError, match="ours"):
        check("https://a.example/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.215.14", True),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_private_hosts_are_not_asked(host: LinkHost) -> None:
    addresses = [host.url("/200"), host.url("/200", "localhost"), f"http://[::1]:{host.port}/"]
    verdicts = check(*addresses, private=False)
    assert {(v.outcome, v.reason) for v in verdicts.values()} <= {
        ("broken", "private"),
        ("broken", "host"),  # where the machine has no IPv6
    }
    assert verdicts[addresses[0]].reason == "private"
    assert host.asked == []


@contextmanager
def names(monkeypatch: pytest.MonkeyPatch, **known: list[str]) -> Iterator[list[str]]:
    """Names that resolve to other IP addresses each time; 127.0.0.1 passes for a public one."""
    resolved: list[str] = []

    def getaddrinfo(name: str, port: int, **_: object) -> list[tuple[object, ...]]:
        resolved.append(name)
        ip = known[name.partition(".")[0]].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    with monkeypatch.context() as patch:
        patch.setattr(client, "is_public", lambda ip: ip == "127.0.0.1")
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        # What is connected to is an address, which needs no looking up.
        patch.setattr(socket, "create_connection", _connect)
        yield resolved


def _connect(address: tuple[str, int], timeout: float) -> socket.socket:
    connected = socket.socket()
    connected.settimeout(timeout)
    connected.connect(address)
    return connected


def test_a_redirect_does_not_lead_inside(host: LinkHost, monkeypatch: pytest.MonkeyPatch) -> None:
    address = host.url(f"/out/302/http://inside.test:{host.port}/200", "public.test")
    with names(monkeypatch, public=["127.0.0.1"], inside=["10.0.0.1"]) as resolved:
        verdict = check(address, private=False)[address]
    assert (verdict.outcome, verdict.reason) == ("broken", "private")
    assert resolved == ["public.test", "inside.test"]
    assert len(host.asked) == 1


def test_a_name_is_looked_up_once_a_request(
    host: LinkHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = host.url("/200", "public.test")
    # A second look would find another address: what was checked is what is connected to.
    with names(monkeypatch, public=["127.0.0.1", "10.0.0.1"]) as resolved:
        verdict = check(address, private=False)[address]
    assert verdict.outcome == "ok"
    assert resolved == ["public.test"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("3", 3), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("soon", None), ("-1", None), ("", None)],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert client._seconds(header) == seconds


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/b#c", "https://a.example/b"),
        ("//a.example/", "https://a.example/"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
        ("http://[#a", "http://["),
        ("mailto:a@a.example", None),
        ("autre.fr.md", None),
        ("#a", None),
    ],
)
def test_what_is_an_external_address(address: str, expected: str | None) -> None:
    assert bare(address) == expected


def planted(host: LinkHost) -> dict[str, str]:
    """Files with links to the host, everywhere that links may stand."""
    references = (
        f"links:\n  - {{title: Site, url: '{host.url('/200#top')}'}}\n"
        f"sources:\n  - title: Source\n    url: {host.url('/404')}\n"
    )
    body = f"Voir [ici]({host.url('/to/301/200')}) et <{host.url('/200')}>.\n"
    return {
        "showcases/pont.fr.md": showcase(extra=references, body=body),
        "showcases/pont.en.md": translation(),
        "showcases/editions.yml": "current: 7\n7:\n  year: 2023\n  name: A\n  facts:\n"
        f"    - {{source: '{host.url('/slow')}', fr: A, en: A}}\n",
        "docs/index.fr.md": f"# Agora\n\n[Partenaire]({host.url('/403')})\n",
        "docs/bad.fr.md": b"\xff".decode("latin-1"),
    }


def test_where_addresses_are_found(host: LinkHost, write: Write) -> None:
    root = write(planted(host))
    (root / "docs" / "bad.fr.md").write_bytes(b"\xff")
    found = collect(Site.read(root / "mkdocs.yml"))
    assert found == {
        host.url("/200"): (
            Place("showcases/pont.fr.md", 8, 24),
            Place("showcases/pont.fr.md", 16, found[host.url("/200")][1].column),
        ),
        host.url("/403"): (Place("docs/index.fr.md", 3, 14),),
        host.url("/404"): (Place("showcases/pont.fr.md", 11, 10),),
        host.url("/slow"): (Place("showcases/editions.yml", 6, 16),),
        host.url("/to/301/200"): (Place("showcases/pont.fr.md", 16, 12),),
    }


def command(root: Path, *more: str) -> list[str]:
    quick = ["--timeout", "2", "--pause", "0", "--retries", "1"]
    return ["links", "-f", str(root / "mkdocs.yml"), "--allow-private", *quick, *more]


def test_the_command_tells_what_is_wrong_and_asks_nothing_that_is_fresh(
    host: LinkHost,
    write: Write,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CI", raising=False)  # there, progress is told
    root = write(planted(host))
    assert main(command(root)) == 1
    printed, errors = capsys.readouterr()
    assert errors == ""
    assert printed == (
        f"broken: {host.url('/404')} (HTTP 404)\n"
        "  --> showcases/pont.fr.md:11:10\n"
        "\n"
        f"look at it yourself: {host.url('/403')} (HTTP 403)\n"
        "  --> docs/index.fr.md:3:14\n"
        "\n"
        f"moved: {host.url('/to/301/200')}\n"
        "  --> showcases/pont.fr.md:16:12\n"
        f"  write {host.url('/200')}\n"
        "\n"
        "5 addresses; 2 work; 1 has moved; 1 to be looked at by a person; 1 leads nowhere\n"
    )
    asked = len(host.asked)
    assert main(command(root)) == 1
    assert capsys.readouterr().out == printed
    assert len(host.asked) == asked
    # What is linked from now on is asked; what no longer is, is forgotten.
    (root / "docs" / "index.fr.md").write_text(f"[Nouveau]({host.url('/new')})\n", "utf-8")
    assert main(command(root)) == 1
    assert host.paths()[asked:] == ["/new"]
    assert host.url("/403") not in read_cache(cache_file(Site.read(root / "mkdocs.yml")))
    assert main(command(root, "--max-age", "0")) == 1
    assert len(host.asked) > asked + 5


def test_the_command_in_french_and_as_json(
    host: LinkHost, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write({"docs/index.fr.md": f"[a]({host.url('/cut?1')}) [b]({host.url('/cut?2')})"})
    (root / "docs" / "more.fr.md").write_text(f"[c]({host.url('/cut?3')})", "utf-8")
    assert main(command(root, "--retries", "0", "--lang", "fr")) == 1
    printed = capsys.readouterr().out
    reason = "la connexion est refusée ou coupée"
    assert printed.startswith(f"ne répond pas\u202f: {host.url('/cut?1')} ({reason})\n  --> docs/")
    assert "  son hôte n’a pas répondu pour d’autres adresses\u202f; " in printed
    assert printed.endswith("3 adresses\u202f; 3 ne répondent pas\n")
    assert main(command(root, "--format", "json")) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    assert document["counts"]["unreachable"] == 3
    first = document["links"][0]
    assert first | {"checked": 0} == {
        "url": host.url("/cut?1"),
        "outcome": "unreachable",
        "status": None,
        "reason": "connection",
        "why": "the connection is refused or cut",
        "advised": "",
        "checked": 0,
        "inferred": False,
        "places": [{"path": "docs/index.fr.md", "line": 1, "column": 5}],
    }


def test_all_is_well(host: LinkHost, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    root = write({"docs/index.fr.md": f"[a]({host.url('/200')})"})
    assert main(command(root)) == 0
    assert capsys.readouterr().out == "1 address; 1 works\n"
    assert main(command(write({"docs/index.fr.md": "Rien."}))) == 0


def test_logs_are_told_of_the_progress(
    host: LinkHost,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = " ".join(f"[a]({host.url(f'/?{n}')})" for n in range(51))
    root = write({"docs/index.fr.md": text})
    monkeypatch.setenv("CI", "true")
    assert main(command(root)) == 0
    told = ["25 of 51 addresses", "50 of 51 addresses", "51 of 51 addresses"]
    assert capsys.readouterr().err.splitlines() == told
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(command(root, "--max-age", "0")) == 0
    assert capsys.readouterr().err.startswith("\r1 of 51 addresses\r2 of")


def test_what_was_learnt_before_a_stop_is_kept(
    host: LinkHost, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({"docs/index.fr.md": f"[a]({host.url('/a')}) [b]({host.url('/b')})"})

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("agora.commands.links._progress", stop)
    assert main(command(root)) == 130
    assert len(read_cache(root / ".cache" / "links" / "verdicts.json")) == 1


@pytest.mark.parametrize("option", [("--pause", "-1"), ("--timeout", "0"), ("--max-age", "x")])
def test_options_out_of_bounds(option: tuple[str, str], write: Write) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(command(write({}), *option))
    assert exit_.value.code == 2


def test_how_long_a_verdict_is_believed() -> None:
    day = 86400
    assert Verdict("ok", 0).is_fresh(6 * day)
    assert not Verdict("ok", 0).is_fresh(7 * day)
    assert not Verdict("broken", 0).is_fresh(1 * day)
    assert Verdict("ok", 0).is_fresh(20 * day, timedelta(days=30))
    assert not Verdict("broken", 0).is_fresh(20 * day, timedelta(days=30))
    assert not Verdict("broken", 0).is_fresh(10, timedelta(0))
    assert not Verdict("ok", 10).is_fresh(0)  # of the future: some clock was wrong
    assert FRESH["unreachable"] < FRESH["broken"] < FRESH["ok"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "[]",
        '{"version": 0, "verdicts": {}}',
        '{"version": 1, "verdicts": {"a": {"outcome": "odd", "checked": 1}}}',
        '{"version": 1, "verdicts": {"a": {"outcome": "ok", "checked": "1"}}}',
        '{"version": 1, "verdicts": {"a": {"colour": "red"}}}',
    ],
)
def test_a_cache_that_is_not_ours(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.json"
    if content is not None:
        path.write_text(content)
    assert read_cache(path) == {}


def test_the_cache_keeps_what_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "links" / "verdicts.json"
    verdict = Verdict("moved", 12, 200, advised="https://a.example/é")
    inferred = Verdict("refused", 12, 429, "status", inferred=True)
    write_cache(path, {"https://b.example/": verdict, "https://c.example/": inferred})
    assert read_cache(path) == {"https://b.example/": verdict}
    assert os.listdir(path.parent) == ["verdicts.json"]
