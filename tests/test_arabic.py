"""A third language, written from right to left, is data: texts and one entry in `mkdocs.yml`.

`tests/arabic/` holds what an organiser would write: the strings that readers see, the pages, some
translated showcases, the Arabic names of cities and the Arabic texts of editions. Nothing here
depends on the shapes of letters: no Arabic font is needed.
"""

from __future__ import annotations

import difflib
import filecmp
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import lxml.etree
import lxml.html
import pytest
import yaml
from playwright.sync_api import Browser, Page, ViewportSize

import probes
from agora import Strings
from agora.languages import Languages
from agora.site import Site, SiteError
from browsing import DESKTOP, IN_BROWSER, KINDS, PHONE, arrive, settle
from building import ROOT, BuiltSite, build, copy_site
from test_print import A4, Paper
from tools.audit.server import serve

DATA = ROOT / "tests" / "arabic"
ENTRY = "        - {locale: ar, name: العربية}\n"

TRANSLATED = {path.name.partition(".")[0] for path in (DATA / "showcases").glob("*.md")}
ALL = {path.name.partition(".")[0] for path in (ROOT / "showcases").glob("*.md")}
BORROWED = min(ALL - TRANSLATED)
AXIS = "axes/ecologie/"  # with showcases in Arabic and borrowed ones

PAGES = {**KINDS, "borrowed": f"showcases/{BORROWED}/", "axis": AXIS, "print": "print/"}
del PAGES["404"]

ARABIC = re.compile("[\u0600-\u06ff]")
t = {"ar": Strings.load("ar", [DATA / "locales"]), "fr": Strings.load("fr")}


# The site


def arabic_site(target: Path) -> Path:
    """The real site with all its showcases, and Arabic."""
    root = copy_site(target)
    shutil.copytree(ROOT / "showcases", root / "showcases", dirs_exist_ok=True)
    for folder in ("docs", "locales", "showcases"):
        shutil.copytree(DATA / folder, root / folder, dirs_exist_ok=True)
    for path in (root / "docs").rglob("*.fr.md"):
        translated = path.with_name(path.name.replace(".fr.md", ".ar.md"))
        if not translated.exists():
            # Of a page that has no Arabic text in tests/arabic/, the French one will do.
            shutil.copy(path, translated)
    _add_names(root / "showcases" / "cities.yml")
    _add_texts(root / "showcases" / "editions.yml")
    config = root / "mkdocs.yml"
    before, english, after = config.read_text("utf-8").partition("{locale: en, name: English}\n")
    config.write_text(before + english + ENTRY + after, "utf-8")
    return root


def _add_names(path: Path) -> None:
    cities, arabic = _read(path), _read(DATA / "cities.yml")
    for slug, city in cities.items():
        if slug in arabic:
            city["name"] = _with_arabic(city["name"], arabic[slug])
    _write(path, cities)


def _add_texts(path: Path) -> None:
    editions, arabic = _read(path), _read(DATA / "editions.yml")
    for number, edition in editions.items():
        if number == "current":
            continue
        texts = arabic.get(number, {})
        for key in edition.keys() & {"theme", "guest", "note"}:
            edition[key] = _with_arabic(edition[key], texts.get(key))
        facts = dict(enumerate(texts.get("facts", ())))
        for index, fact in enumerate(edition.get("facts", ())):
            fact["ar"] = facts.get(index) or fact["fr"]
    _write(path, editions)


def _with_arabic(names: str | dict[str, str], arabic: str | None) -> dict[str, str]:
    # A text that stands alone is the same in all the site's languages.
    names = {"fr": names, "en": names} if isinstance(names, str) else names
    return {**names, "ar": arabic or names["fr"]}


def _read(path: Path) -> dict[Any, Any]:
    data: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def _write(path: Path, data: dict[Any, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


class ArabicSite(NamedTuple):
    root: Path
    address: str
    built: BuiltSite


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArabicSite]:
    """The site, built strictly, and the address at which it is served."""
    root = arabic_site(tmp_path_factory.mktemp("arabic") / "agora")
    with serve(root / "site") as host:
        yield ArabicSite(root, host.address, build(root, site_url=host.address))


def in_arabic(site: BuiltSite) -> dict[str, lxml.html.HtmlElement]:
    return {address: site.page(address) for address in site.addresses if address.startswith("ar/")}


# What it takes


def test_it_takes_texts_and_one_entry(tmp_path: Path) -> None:
    plain, root = copy_site(tmp_path / "plain"), arabic_site(tmp_path / "arabic")
    shutil.copytree(ROOT / "showcases", plain / "showcases", dirs_exist_ok=True)
    before, after = (
        {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
        for folder in (plain, root)
    )
    assert not before.keys() - after.keys()
    assert all(re.search(r"(^|[./])ar\.(md|yml)$", name) for name in after.keys() - before.keys())
    changed = {name for name in before if not filecmp.cmp(before[name], after[name], shallow=False)}
    assert changed == {"mkdocs.yml", "showcases/cities.yml", "showcases/editions.yml"}
    # Templates and pages are thus the repository's, and copy_site names the repository's own hook.
    old, new = (
        files["mkdocs.yml"].read_text("utf-8").splitlines(keepends=True)
        for files in (before, after)
    )
    differences = [line for line in difflib.ndiff(old, new) if not line.startswith("  ")]
    assert differences == [f"+ {ENTRY}"]


def test_strings_that_are_missing_are_named(small_site: Path) -> None:
    config = small_site / "mkdocs.yml"
    config.write_text(
        "plugins:\n  - i18n:\n      languages:\n"
        "        - {locale: fr, name: Français, default: true}\n" + ENTRY,
        "utf-8",
    )
    site = Site.read(config)
    with pytest.raises(SiteError) as error:
        Languages.load(site)
    assert str(error.value) == "no strings for the language `ar`: write locales/ar.yml"

    strings = _read(DATA / "locales" / "ar.yml")
    del strings["nav"]["skip"], strings["count"]["cities"]
    (small_site / "locales").mkdir()
    _write(small_site / "locales" / "ar.yml", strings)
    with pytest.raises(SiteError) as error:
        Languages.load(site)
    assert str(error.value) == "locales/ar.yml lacks count.cities, nav.skip"

    shutil.copy(DATA / "locales" / "ar.yml", small_site / "locales")
    languages = Languages.load(site)
    assert languages.readers["ar"]("nav.skip") == "إلى المحتوى"
    assert languages.contributors["ar"].language == "fr"


# What readers get


def test_arabic_has_every_page_and_no_dead_link(arabic: ArabicSite) -> None:
    french = {a for a in arabic.built.addresses if not a.startswith(("ar/", "en/"))}
    assert {f"ar/{address}" for address in french} == in_arabic(arabic.built).keys()
    assert list(arabic.built.broken()) == []


def test_arabic_pages_run_from_right_to_left_and_no_others_do(arabic: ArabicSite) -> None:
    for address in arabic.built.addresses:
        page = arabic.built.page(address)
        (body,) = page.cssselect("body")
        is_arabic = address.startswith("ar/")
        assert (page.get("lang") == "ar") == is_arabic, address
        assert (body.get("dir") or page.get("dir")) == ("rtl" if is_arabic else "ltr"), address


def test_the_switcher_shows_three_languages_and_stays_on_the_page(arabic: ArabicSite) -> None:
    for address in arabic.built.ordinary:
        own = re.sub("^(ar|en)/", "", address)
        links = dict(arabic.built.links(address, ".ag-languages"))
        assert links == {
            "Français": arabic.address + own,
            "English": f"{arabic.address}en/{own}",
            "العربية": f"{arabic.address}ar/{own}",
        }


def test_search_engines_are_told_of_texts_that_are_really_arabic(arabic: ArabicSite) -> None:
    tree = lxml.etree.parse(arabic.built.folder / "sitemap.xml")
    listed = set(tree.xpath("//*[local-name()='link'][@hreflang='ar']/@href"))
    showcases = {
        address: page
        for address, page in in_arabic(arabic.built).items()
        if address.startswith("ar/showcases/") and address != "ar/showcases/"
    }
    translated = {f"ar/showcases/{slug}/" for slug in TRANSLATED}
    ours = in_arabic(arabic.built).keys() & arabic.built.ordinary
    for address in ours - {"ar/report/"}:  # that one is for organisers
        is_listed = address not in showcases or address in translated
        assert (arabic.address + address in listed) == is_listed, address
        (canonical,) = arabic.built.page(address).cssselect("link[rel=canonical]")
        if is_listed:
            assert canonical.get("href") == arabic.address + address
        else:
            assert not canonical.attrib["href"].startswith(f"{arabic.address}ar/")


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "لا مدن"),
        (1, "مدينة واحدة"),
        (2, "مدينتان"),
        (3, "3 مدن"),
        (11, "11 مدينة"),
        (100, "100 مدينة"),
    ],
)
def test_things_are_counted_in_the_six_forms_of_arabic(n: int, text: str) -> None:
    assert t["ar"]("count.cities", n=n) == text


def test_every_plural_of_more_than_two_forms_has_all_that_arabic_needs() -> None:
    def plurals(entry: Any) -> Iterator[dict[str, str]]:
        if isinstance(entry, dict) and "other" in entry:
            yield entry
        elif isinstance(entry, dict):
            for child in entry.values():
                yield from plurals(child)

    counted = [p for p in plurals(t["ar"].entry()) if any("{n}" in text for text in p.values())]
    assert len(counted) > 5
    for plural in counted:
        assert plural.keys() == t["ar"].locale.plural_form.tags | {"other"}


def test_countries_cities_and_dates_are_said_in_arabic(arabic: ArabicSite) -> None:
    text = arabic.built.text
    assert text("ar/cities/nairobi/", ".ag-masthead") == "المدن نيروبي كينيا"
    assert "السنغال" in text("ar/cities/")
    assert "21–22 ماي 2025" in text("ar/editions/")  # the Moroccan name of May, which CLDR knows
    assert text("ar/cities/nairobi/", ".ag-count") == "تجربتان"


def test_what_is_not_a_showcase_is_arabic_throughout(arabic: ArabicSite) -> None:
    """The menus, the heads and the foot of every page, but for the names of the site and event."""
    names = {"Agora", "Français", "English"}
    for address, page in in_arabic(arabic.built).items():
        for part in page.cssselect(".md-tabs a, .ag-skip, .ag-footer a, .ag-count, h2, h3, button"):
            text = part.text_content().strip()
            foreign = part.xpath("boolean(ancestor-or-self::*[@lang and @lang != 'ar'])")
            if text and text not in names and not foreign and "ag-edition" not in _around(part):
                is_foreign_inside = part.xpath("boolean(.//*[@lang and @lang != 'ar'])")
                assert ARABIC.search(text) or is_foreign_inside, (address, text)


def _around(part: lxml.html.HtmlElement) -> str:
    return " ".join(part.xpath("ancestor::*/@class"))


def test_borrowed_texts_run_in_their_own_direction(arabic: ArabicSite) -> None:
    """A full stop at the wrong end of a French sentence is what a missing `dir` looks like."""
    for kind, address in PAGES.items():
        page = arabic.built.page(f"ar/{address}")
        foreign = page.cssselect("article [lang=fr]:not(option), article [lang=en]:not(option)")
        assert foreign or kind not in ("home", "explorer", "borrowed", "axis", "print"), kind
        for part in foreign:
            assert part.get("dir") == "ltr", (kind, part.tag, part.get("class"))
    for part in arabic.built.page("404.html").cssselect("main [lang]"):
        assert part.get("dir") == ("rtl" if part.get("lang") == "ar" else "ltr")


def test_contributors_are_spoken_to_in_a_language_that_says_which_it_is(
    arabic: ArabicSite,
) -> None:
    """The form and the rules have no Arabic strings, so that they are the default language's."""
    for address, selector in (
        ("ar/contribute/", ".ag-form"),
        ("ar/contribute/problems/", "h1"),
        ("ar/contribute/problems/", "h2"),
        ("ar/report/", "h1"),
        ("ar/report/", ".ag-report"),
    ):
        for part in arabic.built.page(address).cssselect(selector):
            around = part.xpath("ancestor-or-self::*[@lang][1]")[-1]
            assert (around.get("lang"), around.get("dir")) == ("fr", "ltr"), (address, selector)


# In a browser


def in_browser(test: Any) -> Any:
    for mark in IN_BROWSER:
        test = mark(test)
    return test


CENTRE = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return (box.left + box.right) / 2 / document.documentElement.clientWidth;
}"""

TEXT = """(selector) => {
  // How far the first line of a text is from either side of its block.
  const block = document.querySelector(selector), range = document.createRange();
  range.selectNodeContents(block);
  const line = range.getClientRects()[0], box = block.getBoundingClientRect();
  return [line.left - box.left, box.right - line.right];
}"""

MIRRORED = {
    "home": (".md-logo", ".ag-languages", ".md-tabs__item:first-child", ".ag-hero__ground"),
    "showcase": (".md-logo", ".ag-facts", ".ag-showcase__text", ".ag-masthead__cover"),
    "axes": (".ag-entry .ag-star",),
    "city": (".ag-eyebrow a", ".ag-card__axis .ag-star"),
}
"""By kind of page, parts that stand clearly at one end of it at 1280 pixels."""


@in_browser
@pytest.mark.parametrize("kind", MIRRORED)
def test_the_layout_is_mirrored(browser: Browser, arabic: ArabicSite, kind: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    places = {}
    for prefix in ("", "ar/"):
        page.goto(f"{arabic.address}{prefix}{PAGES[kind]}")
        settle(page)
        places[prefix] = {part: page.evaluate(CENTRE, part) for part in MIRRORED[kind]}
    page.close()
    for part, place in places["ar/"].items():
        french = places[""][part]
        assert (french < 0.5) != (place < 0.5), part


@in_browser
def test_texts_start_at_the_right(browser: Browser, arabic: ArabicSite) -> None:
    page = browser.new_page(viewport=DESKTOP)
    for kind in ("about", "cities", "showcase"):
        page.goto(f"{arabic.address}ar/{PAGES[kind]}")
        settle(page)
        left, right = page.evaluate(TEXT, "main h1")
        assert abs(right) < 2 < left, kind
    page.goto(f"{arabic.address}ar/about/")
    pattern = "getComputedStyle(document.querySelector('.ag-masthead'), '::after').maskImage"
    assert "to right" in page.evaluate(pattern)
    page.goto(f"{arabic.address}about/")
    assert "to left" in page.evaluate(pattern)
    page.close()


@in_browser
def test_the_mark_of_an_edition_stands_beside_its_text(
    browser: Browser, arabic: ArabicSite
) -> None:
    page = browser.new_page(viewport=PHONE)
    for prefix in ("", "ar/"):
        page.goto(f"{arabic.address}{prefix}editions/")
        settle(page)
        gap = page.evaluate(
            """() => {
              const edition = document.querySelector(".ag-edition");
              const style = getComputedStyle(edition);
              return parseFloat(style.paddingInlineStart)
                - parseFloat(getComputedStyle(edition, "::before").inlineSize) / 2;
            }"""
        )
        assert gap > 0, prefix
    page.close()


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[list[Page]]:
    """A phone in the dark and a desktop in the light, then the other way round."""
    looks: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = (
        (PHONE, "dark"),
        (DESKTOP, "light"),
        (PHONE, "light"),
        (DESKTOP, "dark"),
    )
    opened = [browser.new_page(viewport=size, color_scheme=scheme) for size, scheme in looks]
    yield opened
    for page in opened:
        page.context.close()


@in_browser
@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.slow if n % 3 else ()) for n, kind in enumerate(PAGES)],
)
def test_nothing_sticks_out(pages: list[Page], arabic: ArabicSite, kind: str) -> None:
    page = pages[0]
    arrive(page, f"{arabic.address}ar/{PAGES[kind]}")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        settle(page)
        assert probes.sticking_out(page) == []
        assert probes.cut(page) == []


@in_browser
@pytest.mark.parametrize(
    ("kind", "n"),
    [
        pytest.param(
            kind, n, marks=() if (kind, n) in [("home", 0), ("showcase", 1)] else pytest.mark.slow
        )
        for n in range(4)
        for kind in PAGES
    ],
)
def test_axe_finds_nothing(pages: list[Page], arabic: ArabicSite, kind: str, n: int) -> None:
    arrive(pages[n], f"{arabic.address}ar/{PAGES[kind]}")
    assert probes.axe(pages[n]) == []


@in_browser
@pytest.mark.parametrize(
    ("size", "kind"),
    [
        (PHONE, "borrowed"),
        *(
            pytest.param(size, kind, marks=pytest.mark.slow)
            for size, kind in (
                (PHONE, "home"),
                (PHONE, "showcase"),
                (DESKTOP, "home"),
                (DESKTOP, "showcase"),
                (DESKTOP, "borrowed"),
            )
        ),
    ],
)
def test_readers_change_language_both_ways(
    browser: Browser, arabic: ArabicSite, size: ViewportSize, kind: str
) -> None:
    page = browser.new_page(viewport=size)
    page.goto(arabic.address + PAGES[kind])
    for language, prefix in (("ar", "ar/"), ("en", "en/"), ("ar", "ar/"), ("fr", "")):
        page.click(f"header a[hreflang={language}]")
        page.wait_for_url(f"{arabic.address}{prefix}{PAGES[kind]}")
        assert page.get_attribute("html", "lang") == language
    page.close()


@in_browser
def test_the_keyboard_reaches_the_text_first(browser: Browser, arabic: ArabicSite) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{arabic.address}ar/{PAGES['showcase']}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == t["ar"]("nav.skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


@in_browser
@pytest.mark.parametrize("kind", ["home", "cities"])
def test_the_map_is_not_mirrored_and_its_names_are_arabic(
    browser: Browser, arabic: ArabicSite, kind: str
) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{arabic.address}ar/{PAGES[kind]}")
    settle(page)
    longitude = """(slug) => Array.from(document.querySelectorAll(
        `.ag-map__drawing--wide [data-city="${slug}"] .ag-map__star`))
      .map((pin) => pin.getBoundingClientRect().left).find((left) => left > 0)"""
    places = [page.evaluate(longitude, slug) for slug in ("bogota", "dakar", "nairobi", "seoul")]
    assert all(places)
    assert places == sorted(places)
    names = page.locator(".ag-map__name").all_text_contents()
    assert len(names) > 10
    assert all(ARABIC.search(name) for name in names)
    label = page.locator("[data-city=nairobi]").first.get_attribute("aria-label")
    assert label == "نيروبي، كينيا: تجربتان"
    page.close()


@in_browser
@pytest.mark.parametrize("kind", ["showcase", "borrowed"])
def test_a_sheet_is_one_page_whose_code_leads_to_arabic(
    browser: Browser, arabic: ArabicSite, kind: str
) -> None:
    page = browser.new_page()
    page.goto(f"{arabic.address}ar/{PAGES[kind]}")
    paper = Paper(page)
    page.close()
    assert len(paper.texts) == 1
    assert paper.sizes == {A4}
    assert paper.code() == f"{arabic.address}ar/{PAGES[kind]}"


# The explorer


def test_facets_are_named_in_arabic(arabic: ArabicSite) -> None:
    page = arabic.built.page("ar/showcases/")
    for facet in page.cssselect("[data-facet]"):
        key = facet.get("data-facet")
        (legend,) = facet.cssselect("legend")
        assert legend.text_content().strip() == t["ar"](f"explorer.facets.{key}")
        if key in ("axis", "country", "city", "status"):
            names = [span.text_content() for span in facet.cssselect("label span:nth-of-type(1)")]
            assert names
            assert all(ARABIC.search(name) for name in names), names


@pytest.fixture(scope="module")
def explorer(browser: Browser, arabic: ArabicSite) -> Iterator[Page]:
    page = browser.new_page(viewport=DESKTOP)
    arrive(page, f"{arabic.address}ar/showcases/")
    yield page
    page.close()


def search(page: Page, query: str) -> set[str]:
    """The slugs that the explorer shows for a query."""
    page.fill("[data-explorer] [name=q]", query)
    page.keyboard.press("Enter")
    settle(page)
    assert query in page.inner_text(".ag-explorer h2.ag-count")
    links = page.locator(".ag-explorer .ag-card__title a:visible")
    hrefs = links.evaluate_all("links => links.map((link) => link.pathname)")
    return {href.rstrip("/").rpartition("/")[2] for href in hrefs}


@in_browser
@pytest.mark.parametrize(
    ("queries", "slug"),
    [
        (
            "ترامواي، الترامواي، بالترامواي",
            "casatramway-casabusway",
        ),  # with and without the article
        ("ضباب، الضباب، قرية، قرى، للقرى", "brouillard-sidi-ifni"),
        ("إدارة، ادارة، الإدارة، الادارة", "chikaya-maroc"),  # with and without the hamza
        ("مؤسسة، موسسة، مؤسسه", "etoiles-sidi-moumen"),
        ("دُشنت، دشنت", "noor-ouarzazate"),  # with and without the vowel signs
        ("تسرب، التسربات", "fuites-eau-casablanca"),  # plurals by an ending
        ("قطار، القطار، قطارات", "al-boraq-tanger-casablanca"),
        ("الدار البيضاء، دار البيضاء", "fuites-eau-casablanca"),
        ("Medellín، ميديلين، كولومبيا", "metrocable-medellin"),  # of a borrowed text
    ],
    ids=[
        "article",
        "broken-plural",
        "hamza",
        "hamza-inside",
        "vowels",
        "plural",
        "train",
        "words",
        "borrowed",
    ],
)
def test_an_arabic_query_finds(explorer: Page, queries: str, slug: str) -> None:
    for query in queries.split("، "):
        assert slug in search(explorer, query), query


@in_browser
def test_an_arabic_query_finds_no_more_than_it_should(explorer: Page) -> None:
    assert search(explorer, "ضباب") == {"brouillard-sidi-ifni"}
    assert not search(explorer, "كنغر")


@in_browser
def test_a_borrowed_result_keeps_its_language_and_direction(explorer: Page) -> None:
    assert "zipline-rwanda" in search(explorer, "Zipline")
    card = explorer.locator(".ag-card:visible", has_text="Zipline").first
    for part in (".ag-card__title a", ".ag-card__summary"):
        assert card.locator(part).get_attribute("lang") == "fr"
        assert card.locator(part).evaluate("part => getComputedStyle(part).direction") == "ltr"
