"""The explorer in a real browser, over the real showcases and over thousands of made ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

import agora
from agora import Site, Strings
from agora.explorer.view import FIRST_CARDS
from agora.pages.views import Link
from browsing import DESKTOP, IN_BROWSER, OVERFLOW, PHONE, Visit
from building import build, copy_site, once
from conftest import ROOT
from many import many
from tools.audit.server import Host, serve

pytestmark = IN_BROWSER

t = {language: Strings.load(language) for language in ("fr", "en")}
HOME = {"fr": "", "en": "en/"}
KB = 1000

QUERIES = [
    pytest.param(language, case, id=f"{language}: {case['query']}")
    for language in ("fr", "en")
    for case in yaml.safe_load((ROOT / "tests" / "search" / f"{language}.yml").read_text("utf-8"))
]

FIND = """async ([query, root]) => {
  const data = JSON.parse(document.querySelector("[data-data]").textContent);
  const script = document.querySelector("script[type=module]").src;
  const { Search } = await import(new URL("search.js", script));
  window.searched ??= new Search(new URL(`${data.index}/`, root), data.rows, data.elisions);
  const found = await searched.find(query);
  if (!found) return null;
  const passages = found.rows.map((row) => searched.passage(found.results.get(row)));
  return (await Promise.all(passages)).map(({ slug, excerpt }) => ({
    slug,
    excerpt: excerpt.map(({ text }) => text).join(""),
    marked: excerpt.filter(({ isMarked }) => isMarked).map(({ text }) => text),
  }));
}"""


def told(language: str, key: str, **values: Any) -> str:
    return t[language](f"explorer.script.{key}", **values)


def slugs(page: Page) -> list[str]:
    """The showcases on the page, in their order."""
    links = page.locator("[data-grid] .ag-card__title a").evaluate_all(
        "(links) => links.map((link) => link.href)"
    )
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def facet(page: Page, key: str, value: str) -> Any:
    return page.locator(f"[data-facet={key}] input[value='{value}']")


def count(page: Page, key: str, value: str) -> int:
    item = page.locator(f"[data-facet={key}] li", has=page.locator(f"input[value='{value}']"))
    return int(re.sub(r"\D", "", item.locator(".ag-facet__count").inner_text()))


def explore(page: Page, address: str) -> None:
    """Open an address and wait until the explorer has answered what it asks for."""
    page.goto(address)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the explorer, which is busy from the moment it is asked, has answered."""
    page.wait_for_selector("[data-explorer]:not([aria-busy])")


@pytest.fixture(scope="module")
def finding(browser: Browser, real_site: str) -> Iterator[dict[str, Page]]:
    """The explorer in each language, where `FIND` runs."""
    pages = {}
    for language, home in HOME.items():
        pages[language] = browser.new_page()
        pages[language].goto(f"{real_site}{home}showcases/")
    yield pages
    for page in pages.values():
        page.close()


@pytest.fixture(scope="module")
def visits(browser: Browser) -> Iterator[dict[str, Visit]]:
    """A page on a desktop and one on a phone, which go from one test to the next."""
    contexts = {
        "desktop": browser.new_context(viewport=DESKTOP),
        "phone": browser.new_context(viewport=PHONE, has_touch=True),
    }
    yield {device: Visit(context.new_page()) for device, context in contexts.items()}
    for context in contexts.values():
        context.close()


def sound(visit: Visit) -> Iterator[Page]:
    """A page on which nothing is missing, and which complains of nothing."""
    visit.forget()
    yield visit.page
    visit.page.unroute_all()
    assert (visit.failures, visit.complaints) == ([], [])


@pytest.fixture
def page(visits: dict[str, Visit]) -> Iterator[Page]:
    yield from sound(visits["desktop"])


@pytest.fixture
def phone(visits: dict[str, Visit]) -> Iterator[Page]:
    yield from sound(visits["phone"])


class Reader(NamedTuple):
    """Somebody at the explorer, with a word for water in their language and a second device."""

    page: Page
    other: Page
    language: str
    explorer: str
    word: str

    def choose(self, key: str, value: str) -> None:
        """Check a value of a facet; on a phone, they are folded away."""
        box = facet(self.page, key, value)
        if box.is_hidden():
            self.page.click("[data-summary]")
        box.check()
        settled(self.page)


@pytest.fixture(
    params=[
        "en phone",
        pytest.param("fr desktop", marks=pytest.mark.slow),
        pytest.param("fr phone", marks=pytest.mark.slow),
        pytest.param("en desktop", marks=pytest.mark.slow),
    ]
)
def reader(request: pytest.FixtureRequest, page: Page, phone: Page, real_site: str) -> Reader:
    language, device = request.param.split()
    devices = (page, phone) if device == "desktop" else (phone, page)
    explorer = f"{real_site}{HOME[language]}showcases/"
    return Reader(*devices, language, explorer, {"fr": "eau", "en": "water"}[language])


@pytest.mark.parametrize(("language", "case"), QUERIES)
def test_a_query_finds_what_its_reader_means(
    finding: dict[str, Page], real_site: str, language: str, case: dict[str, Any]
) -> None:
    found = finding[language].evaluate(FIND, [case["query"], real_site])
    names = [one["slug"] for one in found]
    assert set(case.get("finds", ())) <= set(names)
    assert not set(case.get("misses", ())) & set(names)
    if "first" in case:
        assert names[0] == case["first"]
    if case.get("nothing"):
        assert names == []


def test_an_excerpt_reads_as_the_author_wrote_it(finding: dict[str, Page], real_site: str) -> None:
    found = finding["fr"].evaluate(FIND, ["l’eau", real_site])
    assert all(any("eau" in word.lower() for word in one["marked"]) for one in found)
    assert any(re.search(r"l’eau\b", one["excerpt"]) for one in found)
    assert not any(re.search(r"\bl’\s", one["excerpt"]) for one in found)


def test_nothing_is_fetched_before_a_reader_asks(
    page: Page, visits: dict[str, Visit], real_site: str
) -> None:
    requests = visits["desktop"].requests
    explore(page, f"{real_site}showcases/")
    assert not [url for url in requests if "/assets/search/" in url]
    facet(page, "axis", "ecologie").check()
    settled(page)
    searched = [url for url in requests if "/assets/search/" in url]
    assert [url.rpartition("/")[2] for url in searched] == ["facets.json"]


def test_values_of_a_facet_are_alternatives_and_facets_add_up(reader: Reader) -> None:
    page = reader.page
    explore(page, reader.explorer)
    reader.choose("axis", "ecologie")
    green, social = count(page, "axis", "ecologie"), count(page, "axis", "social")
    assert len(slugs(page)) == green
    reader.choose("axis", "social")
    assert len(slugs(page)) == green + social
    there = count(page, "city", "casablanca")
    reader.choose("city", "casablanca")
    assert len(slugs(page)) == there < green + social
    assert page.inner_text("[data-heading]") == told(reader.language, "found", n=there)


def test_an_address_shares_a_selection(reader: Reader) -> None:
    page, other = reader.page, reader.other
    explore(page, reader.explorer)
    page.fill("#ag-q", reader.word)
    page.wait_for_url(f"{reader.explorer}?q={reader.word}")
    reader.choose("city", "casablanca")
    page.select_option("[data-sort]", "title")
    settled(page)
    chosen = slugs(page)
    assert chosen
    assert page.url == f"{reader.explorer}?q={reader.word}&city=casablanca&sort=title"
    explore(other, page.url)
    assert slugs(other) == chosen
    assert other.input_value("#ag-q") == reader.word
    assert facet(other, "city", "casablanca").is_checked()
    assert other.input_value("[data-sort]") == "title"


def test_back_takes_the_last_choice_away_and_leaves_the_focus(
    reader: Reader, real_site: str
) -> None:
    page = reader.page
    page.goto(f"{real_site}about/")
    explore(page, reader.explorer)
    everything = len(slugs(page))
    reader.choose("axis", "ecologie")
    green = slugs(page)
    page.fill("#ag-q", reader.word)
    page.wait_for_url(f"**q={reader.word}**")
    settled(page)
    both = slugs(page)
    assert 0 < len(both) < len(green)
    reader.choose("city", "casablanca")
    page.go_back()
    settled(page)
    assert slugs(page) == both
    assert not facet(page, "city", "casablanca").is_checked()
    assert facet(page, "city", "casablanca").evaluate("(box) => box === document.activeElement")
    # The words replaced the step that they were typed on.
    page.go_back()
    settled(page)
    assert len(slugs(page)) == everything
    assert page.input_value("#ag-q") == ""
    page.go_back()
    page.wait_for_url("**/about/")


def test_sorting(page: Page, real_site: str) -> None:
    explore(page, f"{real_site}showcases/?sort=title")
    titles = page.locator("[data-grid] .ag-card__title").all_inner_texts()
    assert titles[0].startswith("Agriculture urbaine")
    assert titles[-1].startswith("Zipline")
    page.select_option("[data-sort]", "city")
    settled(page)
    cities = page.locator("[data-grid] .ag-card__facts dd a[href*='cities/']").all_inner_texts()
    assert cities[0] == "Aïn Harrouda"
    assert cities == sorted(cities, key=lambda name: name.replace("é", "e").replace("ï", "i"))
    assert page.locator("[data-sort] option[value=relevance]").is_disabled()
    explore(page, f"{real_site}showcases/?q=eau")
    assert page.input_value("[data-sort]") == "relevance"


def test_the_map_shows_the_same_selection_and_chooses_cities(reader: Reader) -> None:
    page, words = reader.page, t[reader.language]
    explore(page, f"{reader.explorer}?axis=ecologie")
    green = slugs(page)
    page.locator(".ag-explorer__choice", has_text=words("explorer.views.map")).click()
    settled(page)
    assert slugs(page) == green
    assert page.url.endswith("?axis=ecologie&view=map")
    assert page.locator(".ag-map__pin[data-city=freetown]:visible").count() == 1
    assert page.locator(".ag-map__pin[data-city=seoul]:visible").count() == 0
    pin = page.locator(".ag-map__pin[data-city=casablanca]:visible").first
    there = int(pin.evaluate("(pin) => pin.dataset.count"))
    assert words("count.showcases", n=there) in pin.evaluate("(pin) => pin.ariaLabel")
    pin.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert page.url.endswith("?axis=ecologie&city=casablanca&view=map")
    assert len(slugs(page)) == there
    # The list beside it says and does the same.
    place = page.locator("[data-places] a[data-city=casablanca]")
    assert place.get_attribute("aria-current") == "true"
    place.click()
    settled(page)
    assert slugs(page) == green


def test_without_a_result_there_is_a_way_on(page: Page, real_site: str) -> None:
    explore(page, f"{real_site}showcases/?q=tramway&city=freetown")
    assert page.inner_text("[data-heading]") == told("fr", "none-for-filtered", query="tramway")
    page.click("[data-none] button >> text=Freetown")
    settled(page)
    assert page.url.endswith("?q=tramway")
    assert slugs(page)
    assert page.locator("[data-none]").is_hidden()

    page.fill("#ag-q", "tramway brouillard")
    page.wait_for_selector("[data-none] button:has-text('« brouillard »')")
    page.click("[data-none] button >> text=brouillard")
    settled(page)
    assert slugs(page) == ["brouillard-sidi-ifni"]


def test_the_other_language_is_offered_where_it_has_an_answer(page: Page, real_site: str) -> None:
    explore(page, f"{real_site}showcases/?q=leaks")
    link = page.locator("[data-none] a[hreflang=en]")
    expect(link).to_contain_text("anglais")
    link.click()
    page.wait_for_url("**/en/showcases/?q=leaks")
    settled(page)
    assert "fuites-eau-casablanca" in slugs(page)
    explore(page, f"{real_site}showcases/?q=xyzzy")
    assert slugs(page) == []
    assert page.locator("[data-none] a[hreflang]").count() == 0
    assert page.locator("[data-none] a[href$='/contribute/']").count() == 1


def test_the_language_switch_keeps_the_selection(page: Page, real_site: str) -> None:
    explore(page, f"{real_site}showcases/?q=solaire&axis=infrastructure&tag=energie")
    page.click("header a[hreflang=en]")
    page.wait_for_url(f"{real_site}en/showcases/?q=solaire&axis=infrastructure&tag=energie")
    settled(page)
    assert facet(page, "axis", "infrastructure").is_checked()
    assert facet(page, "tag", "energie").is_checked()
    assert page.input_value("#ag-q") == "solaire"


def test_a_borrowed_text_is_found_by_its_own_words_and_marked(page: Page, real_site: str) -> None:
    explore(page, f"{real_site}en/showcases/?q=banc")
    assert slugs(page) == ["banc-public"]
    assert page.locator("[data-grid] .ag-card__title a").get_attribute("lang") == "fr"
    assert page.locator("[data-grid] .ag-badge").count() == 1


def test_every_header_searches(page: Page, real_site: str) -> None:
    page.goto(f"{real_site}en/showcases/noor-ouarzazate/")
    page.fill("header [name=q]", "tram")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{real_site}en/showcases/?q=tram")
    settled(page)
    assert "casatramway-casabusway" in slugs(page)


def test_on_a_phone_the_search_is_a_link_and_the_facets_fold(phone: Page, real_site: str) -> None:
    phone.goto(real_site)
    assert phone.locator("header [name=q]").is_hidden()
    phone.click("header .ag-search-link")
    phone.wait_for_url("**/showcases/#ag-q")
    settled(phone)
    phone.keyboard.type("eau")
    phone.wait_for_url("**?q=eau**")
    settled(phone)
    assert phone.input_value("#ag-q") == "eau"
    assert facet(phone, "axis", "ecologie").is_hidden()
    phone.click("[data-summary]")
    facet(phone, "axis", "ecologie").check()
    settled(phone)
    assert phone.inner_text("[data-summary]") == told("fr", "narrow", n=1)
    assert phone.evaluate(OVERFLOW) <= 0
    phone.click("[data-chips] button")
    settled(phone)
    assert "axis" not in phone.url


def test_with_the_keyboard_alone(page: Page, real_site: str) -> None:
    page.goto(f"{real_site}showcases/")
    page.focus("header .md-logo")
    page.focus("#__content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ag-q"
    page.keyboard.type("mobilité")
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate("document.activeElement.id") == "ag-q"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-facet]') !== null")
    page.keyboard.press("Space")
    settled(page)
    assert page.evaluate("document.activeElement.checked")
    assert page.locator("[data-chips] button").count() == 1
    page.locator("[data-chips] button").focus()
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate("document.activeElement.id") == "ag-q"


def test_all_values_of_a_facet_are_a_press_away(page: Page, real_site: str) -> None:
    explore(page, f"{real_site}showcases/")
    panel = page.locator("[data-facet=partner]")
    panel.locator("[data-all]").click()
    settled(page)
    panel.locator("input[type=search]").fill("medellin")
    assert panel.locator("li").count() == 1
    panel.locator("li input").check()
    settled(page)
    assert slugs(page) == ["metrocable-medellin"]


def test_what_cannot_be_fetched_is_said(
    page: Page, visits: dict[str, Visit], real_site: str
) -> None:
    page.route("**/assets/search/**", lambda route: route.abort())
    page.goto(f"{real_site}showcases/?q=eau")
    expect(page.locator("[data-heading]")).to_have_text(told("fr", "failed"))
    page.unroute_all()
    visits["desktop"].forget()
    page.click("[data-form] [type=submit]")
    settled(page)
    assert "fuites-eau-casablanca" in slugs(page)


def test_what_is_chosen_before_the_script_arrives_is_kept(reader: Reader) -> None:
    page, words = reader.page, t[reader.language]
    held: list[Route] = []
    page.route("**/explorer.js", lambda route: held.append(route))
    page.goto(f"{reader.explorer}?axis=ecologie", wait_until="commit")
    page.locator("[data-form]").wait_for()
    page.fill("#ag-q", reader.word)
    box = facet(page, "axis", "social")
    if box.is_hidden():
        page.click("[data-summary]")
    box.check()
    page.select_option("[data-sort]", "title")
    page.locator(".ag-explorer__choice", has_text=words("explorer.views.map")).click()
    expect(page.locator("[data-map]")).to_be_hidden()
    held[0].continue_()
    page.wait_for_url(
        f"{reader.explorer}?q={reader.word}&axis=ecologie&axis=social&sort=title&view=map"
    )
    settled(page)
    expect(page.locator("[data-map]")).to_be_visible()
    assert page.input_value("#ag-q") == reader.word
    assert page.input_value("[data-sort]") == "title"
    assert box.is_checked()
    assert facet(page, "axis", "ecologie").is_checked()
    page.go_back()
    page.wait_for_url(f"{reader.explorer}?axis=ecologie")
    settled(page)
    assert not box.is_checked()


def test_coming_back_shows_what_the_address_asks_for_and_nothing_else(
    page: Page, real_site: str
) -> None:
    explore(page, f"{real_site}showcases/")
    facet(page, "axis", "ecologie").check()
    settled(page)
    page.fill("#ag-q", "eau")
    page.wait_for_url("**q=eau**")
    settled(page)
    facet(page, "axis", "ecologie").uncheck()
    settled(page)
    page.goto(f"{real_site}about/")
    page.evaluate("setTimeout(() => history.go(-3))")  # leaves the page that is asked
    page.wait_for_url(f"{real_site}showcases/")
    settled(page)
    assert page.input_value("#ag-q") == ""
    assert not facet(page, "axis", "ecologie").is_checked()
    page.reload()
    settled(page)
    assert page.url == f"{real_site}showcases/"


def test_without_javascript_everything_is_listed_or_led_to(
    browser: Browser, real_site: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{real_site}en/about/")
    page.fill("header [name=q]", "tramway")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{real_site}en/showcases/?q=tramway")
    assert page.locator("[data-form]").is_hidden()
    assert t["en"]("explorer.no-script") in page.inner_text("main")
    assert "casatramway-casabusway" in slugs(page)
    for index in ("axes", "cities", "partners"):
        assert page.locator(f"[data-explorer] a[href$='{index}/']").count() == 1
    context.close()


def make_many(root: Path, count: int) -> None:
    """Build the site with so many showcases, without their pages: the explorer asks for none."""
    copy_site(root)
    real = agora.load(Site.read(ROOT / "mkdocs.yml"))
    card = Link("", "assets/favicon.svg")
    social = SimpleNamespace(of=lambda *_: card, draw=lambda: None, assets=())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agora.publication.load", lambda *_: many(real, count))
        patch.setattr("agora.publication.SocialPictures", lambda *_: social)
        patch.setattr("agora.publication.generated_pages", lambda *_: ())
        build(root, strict=False)


@pytest.fixture(scope="module")
def many_host(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    make = partial(make_many, count=request.param)
    with serve(once(tmp_path_factory, f"many-{request.param}", make) / "site") as host:
        yield host


@pytest.mark.parametrize(
    ("many_host", "query", "most"),
    [
        (300, "transports publics", 220 * KB),
        *(
            pytest.param(5000, query, most, marks=pytest.mark.slow)
            for query, most in (
                ("eau", 300 * KB),
                ("brouillard", 300 * KB),
                ("écologie", 300 * KB),
                # Words that are in thousands of texts: what the index says of each is as long as
                # that.
                ("transports publics", 350 * KB),
            )
        ),
    ],
    indirect=["many_host"],
)
def test_a_first_query_among_many_is_light(
    browser: Browser, many_host: Host, query: str, most: int
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    explore(page, f"{many_host.address}showcases/")
    with many_host.recorded() as sent:
        page.fill("#ag-q", query)
        page.wait_for_url(f"**?q={quote(query).replace('%20', '+')}")
        settled(page)
    assert page.locator("[data-grid] .ag-card").count() == 24
    assert page.locator("[data-grid] mark").count() > 0
    asked = [one for one in sent if not one.address.startswith("assets/covers/")]
    assert sum(one.size for one in asked) < most
    context.close()


@pytest.mark.parametrize(
    ("many_host", "most"),
    [(300, 30 * KB), pytest.param(5000, 100 * KB, marks=pytest.mark.slow)],
    indirect=["many_host"],
)
def test_many_are_narrowed_sorted_and_shown_by_and_by(
    browser: Browser, many_host: Host, most: int
) -> None:
    page = browser.new_page(viewport=DESKTOP)
    explore(page, f"{many_host.address}showcases/")
    assert page.locator("[data-grid] .ag-card").count() == FIRST_CARDS
    assert t["fr"]("explorer.newest", n=FIRST_CARDS) in page.inner_text("[data-explorer]")
    first = count(page, "axis", "social")
    with many_host.recorded() as sent:
        facet(page, "axis", "social").check()
        settled(page)
        page.select_option("[data-sort]", "title")
        settled(page)
    assert page.inner_text("[data-heading]") == told("fr", "found", n=first)
    shown = page.locator("[data-grid] .ag-card__title").all_inner_texts()
    assert len(shown) == 24
    page.click("[data-more] button")
    settled(page)
    after = page.locator("[data-grid] .ag-card__title").all_inner_texts()
    assert (after[:24], len(after)) == (shown, 48)
    assert page.evaluate("document.activeElement.textContent") == after[24]
    cards = page.locator("[data-grid] .ag-card")
    axes = cards.locator(".ag-card__axis a").all_inner_texts()
    assert {name.strip() for name in axes} == {"Social"}
    assert not re.search(r"\{\w+\}", page.locator("[data-grid]").inner_html())
    asked = [one for one in sent if not one.address.startswith("assets/covers/")]
    assert sum(one.size for one in asked) < most
    page.close()
