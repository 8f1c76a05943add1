"""Pages keep to their Content-Security-Policy: nothing of what they do is reported."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, expect

from agora.commands.hosting import SERVERS as RULES
from agora.hosting.hosting import Hosting
from agora.hosting.policy import content_security_policy, inline_scripts
from browsing import ADDRESSES, DESKTOP, IN_BROWSER, KINDS, Visit, arrive
from building import ROOT
from pictures import picture
from tools.hosts import SERVERS, NoServerError

pytestmark = IN_BROWSER

SCRIPTS = inline_scripts(ROOT / "overrides")


@pytest.fixture
def watched(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport=DESKTOP)
    yield Visit(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def published(real_root: Path) -> Mapping[Path, lxml.html.HtmlElement]:
    """All pages of the real site, by their file."""
    files = sorted((real_root / "site").rglob("*.html"))
    assert len(files) > 100
    return {file: lxml.html.document_fromstring(file.read_bytes()) for file in files}


def reports(visit: Visit) -> list[str]:
    return [*visit.violations(), *visit.complaints]


def test_every_page_carries_the_policy_before_anything_that_it_rules(
    published: Mapping[Path, lxml.html.HtmlElement],
) -> None:
    policy = content_security_policy(SCRIPTS)
    for file, page in published.items():
        first, second = page.cssselect("head > *")[:2]
        assert first.get("charset") == "utf-8", file
        assert second.get("http-equiv") == "Content-Security-Policy", file
        assert second.get("content") == policy, file


def test_no_page_holds_a_script_or_style_that_the_policy_does_not_know(
    published: Mapping[Path, lxml.html.HtmlElement],
) -> None:
    handlers = re.compile(r"^on[a-z]+$")
    for file, page in published.items():
        assert not page.cssselect("style"), file
        for name in page.xpath("//@*[starts-with(name(), 'on')]"):
            assert not handlers.match(name.attrname), file
        for script in page.cssselect("script:not([src])"):
            if script.get("type") in ("application/json", "application/ld+json"):
                continue
            assert (script.text or "") in SCRIPTS, file


@pytest.mark.parametrize(("prefix", "query"), [("", "tramway"), ("en/", "water")])
def test_nothing_is_reported_of_the_search(
    watched: Visit, real_site: str, prefix: str, query: str
) -> None:
    page = watched.page
    arrive(page, f"{real_site}{prefix}showcases/?q={query}")
    expect(page.locator("[data-grid] > .ag-card").first).to_be_visible()
    page.locator("input[name=view][value=map]").check(force=True)
    expect(page.locator("[data-map]")).to_be_visible()
    assert reports(watched) == []


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_nothing_is_reported_of_the_form_and_its_picture(
    watched: Visit, real_site: str, prefix: str
) -> None:
    page = watched.page
    arrive(page, f"{real_site}{prefix}contribute/")
    page.locator("#f-title").fill("Un pont")
    page.locator("#f-axis").select_option("social")
    page.locator("input[type=file]").set_input_files(
        {"name": "pont.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    with page.expect_download():
        page.locator("[data-way=download]").click()
    assert reports(watched) == []


def test_the_colours_that_were_chosen_are_there_from_the_start(
    watched: Visit, real_site: str
) -> None:
    page = watched.page
    arrive(page, real_site)
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    # Without the theme's own script, which would set them too, but later.
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(f"{real_site}en/about/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_a_script_that_is_not_ours_does_not_run(
    watched: Visit, real_site: str, real_root: Path
) -> None:
    page = watched.page

    about = (real_root / "site" / "about" / "index.html").read_text("utf-8")
    spoilt = about.replace(
        "<main", "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'><main"
    )
    page.route("**/about/", lambda route: route.fulfill(body=spoilt, content_type="text/html"))
    arrive(page, f"{real_site}about/")
    assert page.evaluate("window.owned") is None
    refused = {violation.split()[0] for violation in watched.violations()}
    assert refused == {"script-src-elem", "script-src-attr"}


@pytest.mark.parametrize(
    "addresses",
    [
        [KINDS[kind] for kind in ("home", "showcase", "share", "contribute", "print")],
        pytest.param(ADDRESSES, marks=pytest.mark.slow),
    ],
    ids=["one-of-each-script", "all"],
)
@pytest.mark.parametrize("name", SERVERS)
def test_nothing_is_reported_with_the_headers_of_a_server(
    watched: Visit, real_root: Path, tmp_path: Path, name: str, addresses: list[str]
) -> None:
    policy = content_security_policy(SCRIPTS)
    hosting = Hosting.of(address="", policy=policy, languages=("fr", "en"), redirects={})
    try:
        server = SERVERS[name](tmp_path, real_root / "site", RULES[name](hosting))
        with server as host:
            for address in addresses:
                if not address.endswith("404.html"):  # nginx answers with it, and only so
                    watched.page.goto(host.address + address, wait_until="load")
                    assert reports(watched) == [], address
            arrive(watched.page, f"{host.address}showcases/?q=tramway")
            expect(watched.page.locator("[data-grid] > .ag-card").first).to_be_visible()
            embed = f"<iframe src='{host.address}about/'></iframe>"
            assert reports(watched) == []
            framed = watched.page.context.new_page()
            framed.set_content(embed, wait_until="load")
            assert "chrome-error" in framed.frames[1].url
    except NoServerError as error:
        assert not os.environ.get("AGORA_REQUIRE_SERVERS"), error
        pytest.skip(str(error))
