"""A partner's page, on another origin, that shows a part of the agora in a frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import lxml.html
import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

import probes
from agora.pages.embed import HEIGHT
from browsing import DESKTOP, IN_BROWSER, PHONE, Visit, arrive, load_all
from tools.audit.server import Host, serve

pytestmark = IN_BROWSER

LISTING = "axes/social/"
KB = 1000

SIZES = """(element) => ({ height: element.clientHeight, width: element.clientWidth })"""
INNER = """() => {
  const { scrollHeight, scrollWidth, clientHeight, clientWidth } = document.documentElement;
  const isHigher = scrollHeight > clientHeight, isWider = scrollWidth > clientWidth;
  return {
    content: Math.ceil(document.documentElement.getBoundingClientRect().height),
    isScrolled: isHigher || isWider || innerWidth > clientWidth,
  };
}"""


class Partner(NamedTuple):
    """Another site: its address, on another origin than the agora's, and its folder."""

    address: str
    folder: Path

    def write(self, name: str, body: str, style: str = "") -> str:
        """Write a page, and give its address."""
        text = (
            '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Partenaire</title>'
            f'<meta name="viewport" content="width=device-width"><style>{style}</style></head>'
            f"<body>{body}</body></html>"
        )
        (self.folder / name).write_text(text, "utf-8")
        return self.address + name


@pytest.fixture(scope="module", params=["partner.agora.localhost", "127.0.0.1"])
def partner(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Partner]:
    """A partner's pages on another origin of the same site, and on another site."""
    folder = tmp_path_factory.mktemp("partner")
    (folder / "favicon.ico").write_bytes(b"")
    with serve(folder) as host:
        yield Partner(host.address.replace("127.0.0.1", request.param), folder)


@pytest.fixture(scope="module")
def snippet(real_root: Path, real_site: str) -> str:
    """What the page of an axis shows to be copied."""
    page = lxml.html.parse(real_root / "site" / LISTING / "index.html")
    (code,) = page.getroot().cssselect(".ag-embed code")
    return str(code.text_content())


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESKTOP)
    yield context
    context.close()


def framed(page: Page) -> Frame:
    frame = page.locator("iframe").first.element_handle().content_frame()
    assert frame
    return frame


def expect_fit(page: Page) -> int:
    """The height of the frame, once it is that of its content and nothing in it scrolls."""
    page.wait_for_function(
        """(apart) => {
          const frame = document.querySelector("iframe");
          return frame.clientHeight !== apart;
        }""",
        arg=HEIGHT,
    )
    for _ in range(100):
        inner = framed(page).evaluate(INNER)
        outer = page.locator("iframe").first.evaluate(SIZES)
        if inner["content"] == outer["height"] and not inner["isScrolled"]:
            return int(outer["height"])
        page.evaluate("() => new Promise(requestAnimationFrame)")
    raise AssertionError((inner, outer))


@pytest.mark.parametrize(
    "style",
    ["", "* { box-sizing: border-box } iframe { border: 3px solid !important; padding: 0 }"],
    ids=["plain", "border-box"],
)
def test_a_partners_page_shows_the_frame_as_high_as_its_content(
    context: BrowserContext, partner: Partner, real_site: str, snippet: str, style: str
) -> None:
    visit = Visit(context.new_page())
    page = visit.page
    page.goto(partner.write("page.html", f"<h1>Partenaire</h1>{snippet}<p>Suite</p>", style))
    assert "Systèmes sociaux et communautaires" in framed(page).inner_text("h1")
    wide = expect_fit(page)

    page.set_viewport_size(PHONE)
    narrow = expect_fit(page)
    assert narrow > wide

    page.set_viewport_size(DESKTOP)
    page.wait_for_function(
        "(wide) => document.querySelector('iframe').clientHeight === wide", arg=wide
    )
    assert expect_fit(page) == wide
    own = (real_site, partner.address)
    assert [url for url in visit.requests if not url.startswith(own)] == []
    assert any(url.startswith(f"{real_site}embed/{LISTING}") for url in visit.requests)
    assert not visit.failures
    assert not visit.complaints


def test_several_frames_each_have_their_own_height(
    context: BrowserContext, partner: Partner, snippet: str
) -> None:
    page = context.new_page()
    other = snippet.replace(f"embed/{LISTING}", "embed/cities/casablanca/")
    page.goto(partner.write("two.html", f'<div style="width: 420px">{snippet}</div>{other}'))
    for frame in page.query_selector_all("iframe"):
        frame.scroll_into_view_if_needed()  # until then the frame is not loaded
        page.wait_for_function(
            "([frame, apart]) => frame.clientHeight !== apart", arg=[frame, HEIGHT]
        )
    heights = [handle.evaluate(SIZES)["height"] for handle in page.query_selector_all("iframe")]
    contents = [
        inner.evaluate(INNER)["content"]
        for handle in page.query_selector_all("iframe")
        if (inner := handle.content_frame())
    ]
    assert heights == contents
    assert heights[0] != heights[1]


def test_a_script_that_comes_late_asks_for_the_height(
    context: BrowserContext, partner: Partner, snippet: str
) -> None:
    page = context.new_page()
    frame, script = snippet.split("\n")
    page.goto(partner.write("late.html", frame))
    expect(page.frame_locator("iframe").locator("li").first).to_be_visible()
    assert page.locator("iframe").evaluate(SIZES)["height"] == HEIGHT
    source = lxml.html.fragment_fromstring(script).get("src")
    page.add_script_tag(url=source)
    expect_fit(page)


def test_without_the_script_the_frame_scrolls(
    context: BrowserContext, partner: Partner, snippet: str
) -> None:
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(partner.write("alone.html", snippet.split("\n")[0]))
    last = page.frame_locator("iframe").locator("footer a")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    assert page.locator("iframe").evaluate(SIZES)["height"] == HEIGHT


def test_without_any_script_the_content_is_there(
    browser: Browser, partner: Partner, snippet: str
) -> None:
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=False)
    page = context.new_page()
    page.goto(partner.write("still.html", snippet))
    inside = page.frame_locator("iframe")
    expect(inside.locator("h1")).to_be_visible()
    expect(inside.locator("li").first).to_be_visible()
    expect(inside.locator("footer a")).to_have_attribute("target", "_blank")
    context.close()


def test_nobody_else_sets_the_height(
    context: BrowserContext, partner: Partner, snippet: str
) -> None:
    """Neither the page itself, nor a frame of another site, nor what is no height."""
    partner.write("other.html", "Un autre site")
    page = context.new_page()
    page.goto(
        partner.write("attacked.html", f'{snippet}<iframe id="other" src="other.html"></iframe>')
    )
    expect_fit(page)
    page.evaluate(
        """() => {
          window.changes = [];
          for (const frame of document.querySelectorAll("iframe")) {
            new MutationObserver(() => changes.push([frame.id, frame.style.height]))
              .observe(frame, { attributes: true });
          }
        }"""
    )
    tell = "parent.postMessage({{ type: 'agora:height', height: {} }}, '*')"
    page.evaluate(tell.format("5000"))
    (other,) = (frame for frame in page.frames if frame.url.endswith("/other.html"))
    other.evaluate(tell.format("5000"))
    for wrong in ("-1", "'5000px'", "1e9", "null", "NaN", "{}"):
        framed(page).evaluate(tell.format(wrong))
    framed(page).evaluate("parent.postMessage(null, '*')")
    # Messages of a frame come in their order, and this one is of those that count.
    framed(page).evaluate(tell.format("1234"))
    page.wait_for_function("document.querySelector('iframe').clientHeight === 1234")
    assert page.evaluate("changes") == [["", "1234px"]]


def test_links_leave_the_partners_page_where_it_is(
    context: BrowserContext, partner: Partner, real_site: str, snippet: str
) -> None:
    page = context.new_page()
    address = partner.write("stay.html", snippet)
    page.goto(address)
    with context.expect_page() as opened:
        page.frame_locator("iframe").locator("footer a").click()
    opened.value.wait_for_url(real_site + LISTING)
    assert opened.value.evaluate("window.opener") is None
    assert page.url == address


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.parametrize("address", ["embed/", f"en/embed/{LISTING}", "en/embed/partners/oncf/"])
def test_the_page_in_the_frame_is_for_everybody(
    browser: Browser, real_site: str, address: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    arrive(page, real_site + address)
    assert probes.sticking_out(page) == []
    assert probes.axe(page) == []
    page.close()


def test_the_page_in_the_frame_is_light(browser: Browser, real_host: Host) -> None:
    """All of it, with its pictures, as the host sends it."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    with real_host.recorded() as sent:
        arrive(page, f"{real_host.address}embed/")
        load_all(page)
    context.close()
    assert sum(answer.size for answer in sent) < 60 * KB


# The pages that offer it


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_chooser_writes_the_snippet_of_the_listing_and_shows_it(
    context: BrowserContext, real_root: Path, real_site: str, prefix: str
) -> None:
    visit = Visit(context.new_page())
    page = visit.page
    page.goto(f"{real_site}{prefix}share/")
    for address in (LISTING, "cities/casablanca/", "partners/oncf/"):
        page.select_option("[data-selection]", f"{prefix}embed/{address}")
        listing = lxml.html.parse(real_root / "site" / prefix / address / "index.html").getroot()
        (code,) = listing.cssselect(".ag-embed code")
        assert page.inner_text("[data-snippet]") == code.text_content()
        expect(page.frame_locator("[data-preview]").locator("footer a")).to_be_visible()
        page.wait_for_function(
            "(url) => document.querySelector('[data-preview]').contentWindow.location.href === url",
            arg=f"{real_site}{prefix}embed/{address}",
        )
        expect_fit(page)
    assert not visit.complaints


def test_a_showcase_is_copied_and_cited(context: BrowserContext, real_site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    address = f"{real_site}showcases/casatramway-casabusway/"
    page.goto(address)
    for selector, copied in (
        ("ul [data-copy]", address),
        ("p [data-copy]", " ".join(page.inner_text(".ag-cite").split(" "))),
    ):
        page.click(f".ag-share {selector}")
        expect(page.locator("[data-share-status]")).to_have_text("Copié")
        assert page.evaluate("navigator.clipboard.readText()") == copied
        expect(page.locator("[data-share-status]")).to_have_text("")


def test_the_devices_own_sheet_is_offered_where_there_is_one(
    context: BrowserContext, real_site: str
) -> None:
    page = context.new_page()
    address = f"{real_site}en/showcases/casatramway-casabusway/"
    page.add_init_script("delete Navigator.prototype.share; delete Navigator.prototype.canShare")
    page.goto(address)
    expect(page.locator("[data-share]")).to_be_hidden()

    page.add_init_script(
        "navigator.canShare = () => true;navigator.share = async (what) => { window.shared = what }"
    )
    page.goto(address)
    page.click("[data-share]")
    shared = page.evaluate("window.shared")
    assert shared == {"url": address, "title": page.inner_text("h1")}


def test_nothing_is_asked_of_the_networks_until_a_reader_follows_a_link(
    context: BrowserContext, real_site: str
) -> None:
    visit = Visit(context.new_page())
    arrive(visit.page, f"{real_site}showcases/casatramway-casabusway/")
    assert visit.page.locator(".ag-share a[href^='https://wa.me/']").is_visible()
    assert [url for url in visit.requests if not url.startswith((real_site, "data:"))] == []
