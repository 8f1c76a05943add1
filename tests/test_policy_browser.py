"""Pages keep to their Content-Security-Policy: nothing of what they do is reported."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, expect

from agora.commands.hosting import SERVERS as RULES
from agora.hosting.hosting import Hosting
from agora.hosting.policy import content_security_policy, inline_scripts
from browsing import ADDRESSES, DESKTOP, IN_BROWSER, arrive
from building import ROOT
from pictures import picture
from tools.hosts import SERVERS, NoServerError

pytestmark = IN_BROWSER

SCRIPTS = inline_scripts(ROOT / "overrides")

REPORT = """
  window.reports = [];
  addEventListener("securitypolicyviolation", (event) => window.reports.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`
  ));
"""


class Watched:
    """A page whose violations are collected, on whichever page it goes to."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.console: list[str] = []
        page.add_init_script(REPORT)
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def reports(self) -> list[str]:
        return [*self.page.evaluate("window.reports"), *self.console]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport=DESKTOP)
    yield Watched(context.new_page())
    context.close()


def test_every_page_carries_the_policy_before_anything_that_it_rules(real_root: Path) -> None:
    policy = content_security_policy(SCRIPTS)
    pages = sorted((real_root / "site").rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        head = lxml.html.document_fromstring(page.read_bytes()).find("head")
        first, second = head[:2]
        assert first.get("charset") == "utf-8", page
        assert second.get("http-equiv") == "Content-Security-Policy", page
        assert second.get("content") == policy, page


def test_no_page_holds_a_script_or_style_that_the_policy_does_not_know(real_root: Path) -> None:
    handlers = re.compile(r"^on[a-z]+$")
    for path in sorted((real_root / "site").rglob("*.html")):
        page = lxml.html.document_fromstring(path.read_bytes())
        assert not page.cssselect("style"), path
        for element in page.iter():
            assert not [name for name in element.attrib if handlers.match(name)], path
        for script in page.cssselect("script:not([src])"):
            if script.get("type") in ("application/json", "application/ld+json"):
                continue
            assert (script.text or "") in SCRIPTS, path


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_reported_on_a_page(watched: Watched, real_site: str, address: str) -> None:
    arrive(watched.page, real_site + address)
    watched.page.mouse.wheel(0, 20_000)
    assert watched.reports() == []


@pytest.mark.parametrize(("prefix", "query"), [("", "tramway"), ("en/", "water")])
def test_nothing_is_reported_of_the_search(
    watched: Watched, real_site: str, prefix: str, query: str
) -> None:
    page = watched.page
    arrive(page, f"{real_site}{prefix}showcases/?q={query}")
    expect(page.locator("[data-grid] > .ag-card").first).to_be_visible()
    page.locator("input[name=view][value=map]").check(force=True)
    expect(page.locator("[data-map]")).to_be_visible()
    assert watched.reports() == []


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_nothing_is_reported_of_the_form_and_its_picture(
    watched: Watched, real_site: str, prefix: str
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
    assert watched.reports() == []


def test_the_colours_that_were_chosen_are_there_from_the_start(
    watched: Watched, real_site: str
) -> None:
    page = watched.page
    arrive(page, real_site)
    page.locator("label[for=__palette_1]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    # Without the theme's own script, which would set them too, but later.
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(f"{real_site}en/about/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_a_script_that_is_not_ours_does_not_run(watched: Watched, real_site: str) -> None:
    page = watched.page

    def spoil(route) -> None:
        answer = route.fetch()
        body = answer.text().replace(
            "<main", "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'><main"
        )
        route.fulfill(response=answer, body=body)

    page.route("**/about/", spoil)
    arrive(page, f"{real_site}about/")
    assert page.evaluate("window.owned") is None
    reports = page.evaluate("window.reports")
    assert {report.split()[0] for report in reports} == {"script-src-elem", "script-src-attr"}


@pytest.mark.parametrize("name", SERVERS)
def test_nothing_is_reported_with_the_headers_of_a_server(
    watched: Watched, real_root: Path, tmp_path: Path, name: str
) -> None:
    policy = content_security_policy(SCRIPTS)
    hosting = Hosting.of(address="", policy=policy, languages=("fr", "en"), redirects={})
    try:
        server = SERVERS[name](tmp_path, real_root / "site", RULES[name](hosting))
        with server as host:
            for address in ADDRESSES:
                if not address.endswith("404.html"):  # nginx answers with it, and only so
                    watched.page.goto(host.address + address, wait_until="load")
                    assert watched.reports() == [], address
            arrive(watched.page, f"{host.address}showcases/?q=tramway")
            expect(watched.page.locator("[data-grid] > .ag-card").first).to_be_visible()
            embed = f"<iframe src='{host.address}about/'></iframe>"
            assert watched.reports() == []
            framed = watched.page.context.new_page()
            framed.set_content(embed)
            framed.wait_for_load_state("networkidle")
            assert "chrome-error" in framed.frames[1].url
    except NoServerError as error:
        assert not os.environ.get("AGORA_REQUIRE_SERVERS"), error
        pytest.skip(str(error))
