"""The site as nginx and Caddy serve it, with the rules that `agora hosting` writes for them."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest

from agora.cli import main
from agora.hosting.caching import IMMUTABLE, REVALIDATED, cache_control, undated
from agora.hosting.hosting import TYPES
from agora.hosting.policy import HEADERS, content_security_policy, inline_scripts
from building import ROOT, BuiltSite, build, copy_site, showcase, translation
from tools.hosts import SERVERS, NoServerError, Server

POLICY = content_security_policy(inline_scripts(ROOT / "overrides"))
ADDRESS = "https://agora.test/"
FORMER = ("vieux-pont", "ancien")
"""Former names of a showcase. Hosts that cannot redirect serve a page at each."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of a site with an old address."""
    root = copy_site(tmp_path_factory.mktemp("hosting") / "agora")
    extra = f"aliases: [{', '.join(FORMER)}]\n"
    files = {"pont.fr.md": showcase(extra=extra), "pont.en.md": translation()}
    for name, text in files.items():
        (root / "showcases" / name).write_text(text, "utf-8")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace('"https://agora.example.org/"', ADDRESS))
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> BuiltSite:
    """That site, with a page to embed in each language, and a file of each special type."""
    site = build(root, site_url=ADDRESS)
    shutil.move(site.folder, root / "whole")
    shutil.copytree(root / "whole", root / "served")
    for prefix in ("", "en/"):
        page = root / "served" / prefix / "embed" / "pont" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("<!doctype html><title>Pont</title>" + "<p>Pont</p>" * 50, "utf-8")
    for suffix in TYPES:
        (root / "served" / f"file.{suffix}").write_text("text")
    (root / "served" / ".hidden").write_text("secret")
    (root / "served" / "_headers").write_text("secret")
    assert main(["compress", str(root / "served")]) == 0
    return BuiltSite(root / "served", ADDRESS)


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest,
    root: Path,
    site: BuiltSite,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp(request.param)
    rules = folder / "rules"
    config = ["--config-file", str(root / "mkdocs.yml")]
    assert main(["hosting", request.param, "--output", str(rules), *config]) == 0
    try:
        running = SERVERS[request.param](folder, site.folder, rules.read_text("utf-8"))
        server = running.__enter__()
    except NoServerError as error:
        assert not os.environ.get("AGORA_REQUIRE_SERVERS"), error
        pytest.skip(str(error))
    yield server
    running.__exit__(None, None, None)


def asset(site: BuiltSite, pattern: str) -> str:
    (found,) = site.folder.glob(f"assets/{pattern}")
    return "/" + found.relative_to(site.folder).as_posix()


@pytest.mark.parametrize("path", ["/", "/en/", "/showcases/pont/", "/sitemap.xml", "/nowhere/"])
def test_every_answer_carries_the_headers(server: Server, path: str) -> None:
    headers = server.get(path).headers
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'self'"
    assert not re.search(r"\d", headers.get("server", ""))


@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_pages_to_embed_may_be_framed_by_anyone(server: Server, prefix: str) -> None:
    answer = server.get(f"{prefix}embed/pont/")
    assert answer.status == 200
    assert answer.headers["content-security-policy"] == f"{POLICY}; frame-ancestors *"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == REVALIDATED


def test_files_are_kept_as_long_as_their_class_says(server: Server, site: BuiltSite) -> None:
    seen = set()
    for path in sorted(site.folder.rglob("*")):
        relative = path.relative_to(site.folder).as_posix()
        hidden = path.name.startswith((".", "_")) or path.name == "404.html"
        hidden = hidden or path.parent.name in FORMER
        if not path.is_file() or hidden or path.suffix in (".gz", ".br"):
            continue
        answer = server.get("/" + relative.removesuffix("index.html"))
        assert (answer.status, answer.body) == (200, path.read_bytes()), relative
        assert answer.headers["cache-control"] == cache_control(relative), relative
        seen.add(cache_control(relative))
    assert seen == {IMMUTABLE, REVALIDATED}


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    first = server.get("/showcases/")
    again = server.get("/showcases/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("path", "sent"), [("/about", "/about/"), ("/en/showcases/pont", "/en/showcases/pont/")]
)
def test_a_missing_slash_is_added(server: Server, path: str, sent: str) -> None:
    answer = server.get(path)
    assert (answer.status in (301, 308), answer.headers["location"]) == (True, sent)


@pytest.mark.parametrize("prefix", ["/", "/en/"])
@pytest.mark.parametrize("alias", FORMER)
def test_old_addresses_lead_to_the_new_one(server: Server, prefix: str, alias: str) -> None:
    for path in (f"{prefix}showcases/{alias}/", f"{prefix}showcases/{alias}"):
        answer = server.get(path)
        assert (answer.status, answer.headers["location"]) == (301, f"{prefix}showcases/pont/")
    answer = server.get(f"{prefix}showcases/{alias}/?a=b&c=%C3%A9")
    assert answer.headers["location"] == f"{prefix}showcases/pont/?a=b&c=%C3%A9"
    assert server.get(answer.headers["location"]).status == 200


@pytest.mark.parametrize(
    ("path", "language"),
    [
        *(("/nowhere", "fr"), ("/showcases/nowhere/", "fr"), ("/assets/nowhere.css", "fr")),
        *(("/english", "fr"), ("/nowhere.csv", "fr"), ("/embed/nowhere/", "fr")),
        *(("/en/nowhere", "en"), ("/en/showcases/nowhere/", "en"), ("/en/embed/nowhere/", "en")),
    ],
)
def test_a_wrong_address_is_answered_in_its_language(
    server: Server, site: BuiltSite, path: str, language: str
) -> None:
    answer = server.get(path)
    page = site.folder / {"fr": "404.html", "en": "en/404.html"}[language]
    assert (answer.status, answer.body) == (404, page.read_bytes())
    assert answer.headers["cache-control"] == REVALIDATED
    assert answer.headers["content-type"].startswith("text/html")


def test_each_404_page_speaks_all_languages_its_own_first(site: BuiltSite) -> None:
    for path, languages in (("404.html", ["fr", "en"]), ("en/404.html", ["en", "fr"])):
        sections = site.page(path).cssselect(".ag-lost")
        assert [section.get("lang") for section in sections] == languages
        assert site.page(path).get("lang") == languages[0]


@pytest.mark.parametrize("path", ["/_headers", "/_redirects", "/.hidden", "/.git/config"])
def test_what_is_not_for_readers_is_not_served(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_certificates_can_be_asked_for(server: Server, site: BuiltSite) -> None:
    token = site.folder / ".well-known" / "acme-challenge" / "token"
    token.parent.mkdir(parents=True, exist_ok=True)
    token.write_text("token")
    assert server.get("/.well-known/acme-challenge/token").body == b"token"


def test_texts_are_sent_as_they_were_compressed(server: Server, site: BuiltSite) -> None:
    page, drawing = site.folder / "index.html", asset(site, "covers/*/pont.svg")
    for path, file in (("/", page), (drawing, site.folder / drawing[1:])):
        answer = server.get(path, Accept_Encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert answer.body == file.with_name(f"{file.name}.gz").read_bytes()
        assert gzip.decompress(answer.body) == file.read_bytes()
        assert "content-encoding" not in server.get(path).headers
    wrong = server.get("/en/nowhere/", Accept_Encoding="gzip")
    assert wrong.status == 404
    assert gzip.decompress(wrong.body) == (site.folder / "en/404.html").read_bytes()


def test_caddy_sends_brotli_to_those_who_take_it(server: Server, site: BuiltSite) -> None:
    if server.name != "caddy":
        pytest.skip("Debian packages nginx's module for it apart")
    answer = server.get("/", Accept_Encoding="gzip, br")
    assert answer.headers["content-encoding"] == "br"
    assert brotli.decompress(answer.body) == (site.folder / "index.html").read_bytes()


def test_files_have_their_types(server: Server, site: BuiltSite) -> None:
    for suffix, kind in TYPES.items():
        assert server.get(f"/file.{suffix}").headers["content-type"] == kind
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        (asset(site, "agora.*.css"), "text/css; charset=utf-8"),
        (asset(site, "covers/*/pont.svg"), "image/svg+xml"),
    ):
        sent = server.get(path).headers["content-type"].lower()
        assert sent.partition(";")[0] == kind.partition(";")[0]
        assert "utf-8" in sent or kind.startswith("image/")
    script = server.get(asset(site, "explorer-*/explorer.js")).headers["content-type"]
    assert script.partition(";")[0] in ("text/javascript", "application/javascript")


def test_many_readers_at_once_get_what_they_ask_for(server: Server, site: BuiltSite) -> None:
    addresses = sorted(
        one for one in site.addresses if not one.endswith(tuple(f"{name}/" for name in FORMER))
    )
    expected = {one: (site.folder / one / "index.html").read_bytes() for one in addresses}

    def read(number: int) -> bool:
        address = addresses[number % len(addresses)]
        answer = server.get(f"/{address}")
        return answer.status == 200 and answer.body == expected[address]

    with ThreadPoolExecutor(50) as readers:
        assert all(readers.map(read, range(1000)))


# What hosts are told.


def test_every_file_of_a_site_is_in_a_class_and_what_is_kept_has_a_digest(site: BuiltSite) -> None:
    whole = site.folder.with_name("whole")
    assert list(undated(whole)) == []
    kept = {path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file()}
    asked = {path for path in kept if cache_control(path) == REVALIDATED}
    # Everything but pages, and what others look for under a name they know.
    known = {
        path for path in asked if not path.endswith(("index.html", "/feed.xml", ".webmanifest"))
    }
    assert {path.partition("/")[0] for path in known} == {
        *("404.html", "en", "robots.txt", "sitemap.xml", "feed.xml"),
        *("data", "embed", "icons", "report", "schema"),
    }


def test_references_of_styles_and_scripts_hold(site: BuiltSite) -> None:
    assets = site.folder / "assets"
    references = 0
    for path in [*assets.glob("*.css"), *assets.glob("*/*.js")]:
        text = path.read_text("utf-8")
        pattern = r'url\("?([^")]+)"?\)' if path.suffix == ".css" else r'^import .* from "(.*)";'
        for target in re.findall(pattern, text, re.M):
            if not target.startswith("data:"):
                assert (path.parent / target).is_file(), f"{path.name}: {target}"
                references += 1
    assert references > 20


def test_networks_are_told_the_same(
    root: Path, site: BuiltSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = Path(shutil.copytree(site.folder, tmp_path / "site"))
    config = ["--config-file", str(root / "mkdocs.yml"), "--lang", "en"]
    assert main(["hosting", "cdn", "--site", str(built), *config]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{built / '_headers'} is written",
        f"{built / '_redirects'} is written",
    ]
    rules = network_rules((built / "_headers").read_text("utf-8"))
    assert len(rules) <= 100  # Cloudflare Pages reads no more
    for path in sorted(site.folder.rglob("*")):
        relative = path.relative_to(site.folder).as_posix()
        if not path.is_file() or path.name.startswith((".", "_")) or ".well-known" in relative:
            continue
        if path.suffix in (".gz", ".br"):
            continue
        address = f"/{relative.removesuffix('index.html')}"
        matching = [headers for pattern, headers in rules if matches(pattern, address)]
        assert len(matching) == 1, address
        (headers,) = matching
        assert headers["Cache-Control"] == cache_control(relative)
        ancestors = "*" if "embed/" in relative else "'self'"
        assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors {ancestors}"
        assert headers.items() >= HEADERS.items()
    assert (built / "_redirects").read_text("utf-8").splitlines()[1:] == [
        *("/en/showcases/ancien/ /en/showcases/pont/ 301",),
        *("/en/showcases/ancien /en/showcases/pont/ 301",),
        *("/en/showcases/vieux-pont/ /en/showcases/pont/ 301",),
        *("/en/showcases/vieux-pont /en/showcases/pont/ 301",),
        *("/showcases/ancien/ /showcases/pont/ 301", "/showcases/ancien /showcases/pont/ 301"),
        *("/showcases/vieux-pont/ /showcases/pont/ 301",),
        *("/showcases/vieux-pont /showcases/pont/ 301",),
        "/en/* /en/404.html 404",
    ]


def network_rules(text: str) -> list[tuple[str, dict[str, str]]]:
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


def matches(pattern: str, address: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), address) is not None


def test_a_site_below_the_root_of_its_host_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / "mkdocs.yml").read_text("utf-8").replace(ADDRESS, "https://x.test/agora/")
    (root / "below.yml").write_text(text, "utf-8")
    monkeypatch.delenv("SITE_URL", raising=False)
    assert main(["hosting", "nginx", "--config-file", str(root / "below.yml")]) == 2
    assert "not at the root of its host" in capsys.readouterr().err


def test_rules_are_printed_where_no_file_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hosting", "nginx", "--config-file", str(root / "mkdocs.yml")]) == 0
    assert "location ^~ /assets/ {" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["compress"], ["hosting", "cdn", "--site"]])
def test_a_site_that_is_not_built_is_refused(
    root: Path, tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config-file", str(root / "mkdocs.yml")]
    assert main([*command, str(tmp_path), *config]) == 2
    assert f"there is no built site in {tmp_path}" in capsys.readouterr().err


def test_compressing_again_changes_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>agora</p>" * 100)
    (tmp_path / "gone.html").write_text("<p>agora</p>" * 100)
    (tmp_path / "small.html").write_text("<p>agora</p>")
    (tmp_path / "archive.gz").write_bytes(b"no text of ours")
    main(["compress", str(tmp_path)])
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(first) == {
        *("index.html", "index.html.gz", "index.html.br", "small.html", "archive.gz"),
        *("gone.html", "gone.html.gz", "gone.html.br"),
    }
    (tmp_path / "gone.html").unlink()
    main(["compress", str(tmp_path)])
    second = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert second == {name: one for name, one in first.items() if not name.startswith("gone")}
