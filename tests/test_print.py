"""On paper: the sheet of a stand, its QR code, and the booklet of the whole agora."""

from __future__ import annotations

import ctypes
import gzip
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import lxml.html
import pypdfium2
import pypdfium2.raw
import pytest
import yaml
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, Page

from agora import Strings
from agora.content.schema import FIELDS, ListOf, Slug, Text
from agora.pages import sheet
from agora.pages.fitting import fitted
from agora.pictures import qr
from browsing import IN_BROWSER, OVERFLOW, PHONE, arrive
from building import ROOT, SITE_URL, BuiltSite, build, copy_site, showcase, translation
from tools.audit.server import serve

LANGUAGES = {"fr": "", "en": "en/"}
SLUGS = sorted({path.name.partition(".")[0] for path in (ROOT / "showcases").glob("*.md")})
A4 = (595, 842)
"""Points: 210 by 297 mm."""

BIGGEST_CODE = 1500
"""Bytes of the markup of a code as compressed."""

t = {language: Strings.load(language) for language in LANGUAGES}

Test = TypeVar("Test", bound=Callable[..., None])


def most_letters(name: str) -> int:
    """How long a field, or each item of its list, may be."""
    kind = FIELDS[name].type
    kind = kind.item if isinstance(kind, ListOf) else kind
    assert isinstance(kind, Text | Slug)
    return kind.longest


LONGEST_SLUG = "-".join(["abcdefgh"] * 9)[: most_letters("aliases")]


def letters(text: str) -> str:
    """What remains of a text in a PDF, where spaces and hyphens come and go."""
    return "".join(c for c in text if c.isalnum())


# The code


def modules(code: qr.Code) -> list[list[bool]]:
    """What the path fills by the even-odd rule, one value a module."""
    turns: dict[int, set[int]] = {y: set() for y in range(code.size)}
    for left, top, steps in re.findall(r"M(\d+) (\d+)([^M]*)", code.path):
        x, y = start = int(left), int(top)
        ends = []
        for axis, step in re.findall(r"([hv])(-?\d+)", steps):
            x, y = (x + int(step), y) if axis == "h" else (x, y + int(step))
            ends.append((x, y))
        for (ax, ay), (bx, by) in itertools.pairwise([start, *ends, start]):
            assert ax == bx or ay == by
            for row in range(min(ay, by), max(ay, by)):
                turns[row] ^= {ax}
    return [
        [sum(turn <= x for turn in turns[y]) % 2 == 1 for x in range(code.size)]
        for y in range(code.size)
    ]


def said(pixels: memoryview) -> str:
    """What the code in a picture says; nothing, if none is found."""
    found = zxingcpp.read_barcode(pixels)
    return found.text if found else ""


def read(code: qr.Code, scale: int = 4) -> str:
    rows = (
        bytes(0 if black else 255 for black in row for _ in range(scale)) for row in modules(code)
    )
    pixels = b"".join(row * scale for row in rows)
    side = code.size * scale
    return said(memoryview(pixels).cast("B", (side, side)))


@settings(deadline=None)
@given(st.from_regex(r"https://[a-z]{1,60}\.org/(en/)?showcases/[a-z0-9-]{1,80}/", fullmatch=True))
def test_an_independent_reader_reads_every_code(address: str) -> None:
    assert read(qr.code(address)) == address


def test_a_code_keeps_its_quiet_zone_and_says_no_more_than_it_must() -> None:
    code = qr.code(f"{SITE_URL}en/showcases/{LONGEST_SLUG}/")
    rows = modules(code)
    lines = [*rows, *zip(*rows, strict=True)]
    for black in lines:
        assert not any(black[:4]) and not any(black[-4:])
    assert not any(itertools.chain(*rows[:4], *rows[-4:]))
    assert len(gzip.compress(code.path.encode())) < BIGGEST_CODE


# The text in the booklet

ANCHORS = {"en/showcases/pont/": "pont", "en/showcases/quai/": "quai"}


def fit(content: str) -> str:
    return fitted(content, "en/showcases/pont/", into="en/print/", anchors=ANCHORS)


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("#fn:1", "#pont--fn:1"),
        ("../quai/", "#quai"),
        ("../quai/#the-problem", "#quai--the-problem"),
        ("./", "#pont"),
        ("", "#pont"),
        ("../../cities/rabat/", "../../en/cities/rabat/"),
        ("../../../showcases/pont/", "../../showcases/pont/"),
        ("photo.jpg", "../../en/showcases/pont/photo.jpg"),
        ("../quai/?q=1#a", "../../en/showcases/quai/?q=1#a"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("/elsewhere/", "/elsewhere/"),
        ("http://[", "http://["),
    ],
)
def test_links_lead_where_they_led(link: str, there: str) -> None:
    assert fit(f'<a href="{link}">x</a>') == f'<a href="{there}">x</a>'


def test_pictures_of_every_width_are_found() -> None:
    picture = lxml.html.fragment_fromstring(
        fit('<img src="a.jpg" srcset="a.400.avif 400w, a.800.avif 800w" alt="">')
    )
    base = "../../en/showcases/pont/"
    assert picture.get("src") == f"{base}a.jpg"
    assert picture.get("srcset") == f"{base}a.400.avif 400w, {base}a.800.avif 800w"


def test_no_picture_waits_to_be_scrolled_to() -> None:
    assert "lazy" not in fit('<img src="a.jpg" alt="" loading="lazy">')


def test_headings_stand_below_the_showcases_title() -> None:
    headings = "".join(f"<h{n}>{n}</h{n}>" for n in range(1, 7))
    levels = re.findall(r"<h(\d)>", fit(headings))
    assert levels == ["4", "4", "5", "6", "6", "6"]


def test_what_refers_to_an_id_follows_it() -> None:
    text = '<h2 id="a">A</h2><section aria-labelledby="a b"><p id="b">B</p></section>'
    fragment = lxml.html.fragment_fromstring(fit(text), create_parent="div")
    assert fragment.xpath("//@id") == ["pont--a", "pont--b"]
    assert fragment.xpath("//@aria-labelledby") == ["pont--a pont--b"]


slugs = st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)
ids = st.text("ab-", min_size=1, max_size=6)


@given(st.dictionaries(slugs, st.sets(ids, min_size=1), min_size=2))
def test_no_two_texts_share_an_id(texts: dict[str, set[str]]) -> None:
    anchors = {f"showcases/{slug}/": slug for slug in texts}
    found = list(anchors.values())
    for slug, names in texts.items():
        content = "".join(f'<p id="{name}">x</p>' for name in names)
        html = fitted(content, f"showcases/{slug}/", into="print/", anchors=anchors)
        found += re.findall(r'id="([^"]*)"', html)
    assert len(found) == len(set(found)) == len(texts) + sum(map(len, texts.values()))


@given(st.text())
def test_plain_text_comes_through(text: str) -> None:
    text = " ".join("".join(c for c in text if c.isprintable()).split())
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = fit(f"<p>{escaped}</p>")
    assert lxml.html.fragment_fromstring(html).text_content() == text


@given(st.lists(st.text()), st.text())
def test_longer_texts_are_never_set_larger(texts: list[str], more: str) -> None:
    assert 1 <= sheet.size(texts, sheet.TITLE) <= sheet.size([*texts, more], sheet.TITLE) <= 4


# The booklet


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Two showcases in both languages, whose titles sort differently in each, and one borrowed."""
    root = copy_site(tmp_path_factory.mktemp("print") / "agora")
    note = 'Voir [le quai](quai.fr.md) et la note[^1].\n\n[^1]: Une note <b id="b">forte</b>.\n'
    files = {
        "pont.fr.md": showcase(title="Alpha", body=note),
        "pont.en.md": translation(title="Zulu & co"),
        "quai.fr.md": showcase(title="Beta", body=note.replace("quai.fr.md", "pont.fr.md")),
        "quai.en.md": translation(title="Yankee"),
        "gare.fr.md": showcase(title="Gamma", axis="social"),
    }
    for name, text in files.items():
        (root / "showcases" / name).write_text(text, "utf-8")
    return build(root)


def numbered(site: BuiltSite, address: str) -> list[tuple[str | None, str | None]]:
    """The number and the anchor of each showcase of a booklet, in its order."""
    return [
        (chapter.cssselect(".ag-chapter__number")[0].text, chapter.get("id"))
        for chapter in site.page(address).cssselect(".ag-chapter")
    ]


def test_a_showcase_has_the_same_number_in_every_language(small: BuiltSite) -> None:
    order = [("1", "gare"), ("2", "pont"), ("3", "quai")]
    assert numbered(small, "print/") == numbered(small, "en/print/") == order


def test_contents_name_each_showcase_once_and_lead_to_it(small: BuiltSite) -> None:
    for address in ("print/", "en/print/"):
        links = small.page(address).cssselect(".ag-contents__list a")
        anchors = [link.attrib["href"].removeprefix("#") for link in links]
        assert anchors == [anchor for _, anchor in numbered(small, address)]
    english = small.page("en/print/").cssselect(".ag-contents__list a")
    assert [link.text for link in english] == ["Gamma", "Zulu & co", "Yankee"]


def test_axes_without_showcases_are_left_out(small: BuiltSite) -> None:
    parts = small.page("print/").cssselect(".ag-part")
    assert [part.get("id") for part in parts] == ["__axis-social", "__axis-infrastructure"]


def test_all_ids_of_the_booklet_differ_and_all_links_lead_somewhere(small: BuiltSite) -> None:
    for address in ("print/", "en/print/"):
        ids = small.page(address).xpath("//@id")
        assert len(ids) == len(set(ids))
    assert [broken for broken in small.broken() if "print/" in broken] == []


def test_notes_stay_with_their_showcase(small: BuiltSite) -> None:
    for slug, other in (("pont", "quai"), ("quai", "pont")):
        (chapter,) = small.page("print/").cssselect(f"#{slug}")
        links = {a.get("href") for a in chapter.cssselect(".ag-chapter__text a")}
        assert links == {f"#{other}", f"#{slug}--text-fn:1", f"#{slug}--text-fnref:1"}


def test_a_borrowed_text_keeps_its_language(small: BuiltSite) -> None:
    (chapter,) = small.page("en/print/").cssselect("#gare")
    foreign = {part.tag for part in chapter.cssselect("[lang=fr]")}
    assert foreign == {"h3", "p", "div"}
    assert not small.page("print/").cssselect(".ag-booklet [lang]")


def test_the_booklet_is_canonical_to_itself_and_every_footer_leads_to_it(small: BuiltSite) -> None:
    for address in ("print/", "en/print/"):
        (canonical,) = small.page(address).cssselect("link[rel=canonical]")
        assert canonical.get("href") == SITE_URL + address
        assert SITE_URL + address in (small.folder / "sitemap.xml").read_text("utf-8")
        assert address in small.targets("en/about/" if "en" in address else "about/", "footer")


def test_a_page_knows_its_address_in_its_own_language(small: BuiltSite) -> None:
    for address in ("showcases/gare/", "en/showcases/gare/"):
        assert small.text(address, ".ag-sheet__address") == SITE_URL + address
        code = small.page(address).cssselect(".ag-sheet .ag-code")[0]
        size = int(code.attrib["viewbox"].split()[2])
        path = code.cssselect("[fill-rule]")[0].attrib["d"]
        assert read(qr.Code(size, path)) == SITE_URL + address
        assert SITE_URL + address in code.attrib["aria-label"]


# Paper


class Paper:
    """A PDF: the text, as one line, and the size of each page."""

    def __init__(self, page: Page, *, backgrounds: bool = False) -> None:
        data = page.pdf(prefer_css_page_size=True, print_background=backgrounds)
        self.document = pypdfium2.PdfDocument(data)
        self.lines = [page.get_textpage().get_text_range().splitlines() for page in self.document]
        self.texts = [" ".join(" ".join(lines).split()) for lines in self.lines]
        self.sizes = {tuple(map(round, page.get_size())) for page in self.document}

    def code(self) -> str:
        """What the code on the first page says, at the resolution of a cheap printer."""
        bitmap = self.document[0].render(scale=150 / 72, grayscale=True)
        pixels = memoryview(bytes(bitmap.buffer)).cast("B", (bitmap.height, bitmap.stride))
        return said(pixels)

    def destinations(self, index: int) -> list[int]:
        """The pages that the links of a page lead to, by index."""
        page, position = self.document[index], ctypes.c_int(0)
        link, found = pypdfium2.raw.FPDF_LINK(), []
        while pypdfium2.raw.FPDFLink_Enumerate(page.raw, position, link):
            if there := pypdfium2.raw.FPDFLink_GetDest(self.document.raw, link):
                found.append(pypdfium2.raw.FPDFDest_GetDestPageIndex(self.document.raw, there))
        return found


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(color_scheme="dark")
    yield page
    page.close()


def in_browser(test: Test) -> Test:
    for mark in IN_BROWSER:
        test = mark(test)
    return test


@in_browser
@pytest.mark.parametrize("prefix", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize(
    "slugs", [SLUGS[::10], pytest.param(SLUGS, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_each_showcase_is_one_sheet_with_its_code(
    page: Page, real_site: str, prefix: str, slugs: list[str]
) -> None:
    for slug in slugs:
        address = f"{real_site}{prefix}showcases/{slug}/"
        page.goto(address)
        paper = Paper(page)
        assert len(paper.texts) == 1, slug
        assert paper.sizes == {A4}
        assert paper.code() == address
        for part in ("h1", ".ag-lead"):
            text = page.locator(f"main {part}").first.inner_text()
            assert letters(text) in letters(paper.texts[0]), slug


def longest(name: str, words: str) -> str:
    """A text as long as a field may be; words of the language, over and over."""
    most = most_letters(name)
    return (f"{words} " * most)[: most - 1] + "e"


WORDS = {
    "fr": "Réhabilitation participative des quartiers",
    "FR": "RÉNOVATION ÉNERGÉTIQUE DES LOGEMENTS ANCIENS",
    "en": "Participatory rehabilitation of neighbourhoods",
    "ar": "إعادة تأهيل المدن العتيقة بمشاركة السكان",
}


def longest_texts(words: str, **facts: object) -> str:
    partner = FIELDS["partner"].type
    assert isinstance(partner, ListOf)
    partners = [f"{n} {longest('partner', words)[2:]}" for n in range(partner.most)]
    fields = {
        "title": longest("title", words),
        "summary": longest("summary", words),
        "partner": partners,
        **facts,
    }
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n\n## {words}\n\n{words}\n"


@pytest.fixture(scope="module")
def longest_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Showcases whose texts are as long as they may be; the address of the site."""
    root: Path = copy_site(tmp_path_factory.mktemp("longest") / "agora")
    facts = {"axis": "ecologie", "country": "BO", "year": 2015, "status": "planned"}
    french = longest_texts(WORDS["fr"], city=longest("city", WORDS["fr"]), **facts)
    arabic = longest_texts(WORDS["ar"], city=longest("city", WORDS["ar"]), **facts)
    (root / "showcases" / f"{LONGEST_SLUG}.fr.md").write_text(french, "utf-8")
    (root / "showcases" / f"{LONGEST_SLUG}.en.md").write_text(longest_texts(WORDS["en"]), "utf-8")
    capitals = longest_texts(WORDS["FR"], city=longest("city", WORDS["FR"]), **facts)
    (root / "showcases" / "arabic.fr.md").write_text(arabic, "utf-8")
    (root / "showcases" / "capitals.fr.md").write_text(capitals, "utf-8")
    image = '{file: photo.jpg, alt: "Un carré", credit: "Personne"}'
    (root / "showcases" / "photo.fr.md").write_text(showcase(extra=f"image: {image}\n"), "utf-8")
    (root / "showcases" / "photo").mkdir()
    Image.new("RGB", (1600, 1200), "teal").save(root / "showcases" / "photo" / "photo.jpg")
    with serve(root / "site") as host:
        build(root, site_url=host.address)
        yield host.address


@in_browser
@pytest.mark.parametrize(
    "slug", [LONGEST_SLUG, "capitals", "arabic"], ids=["latin", "capitals", "arabic"]
)
@pytest.mark.parametrize("prefix", ["", pytest.param("en/", marks=pytest.mark.slow)], ids=LANGUAGES)
def test_the_longest_texts_permitted_are_one_sheet_and_whole(
    page: Page, longest_site: str, slug: str, prefix: str
) -> None:
    address = f"{longest_site}{prefix}showcases/{slug}/"
    arrive(page, address)
    for direction in ("ltr", "rtl"):
        page.evaluate("dir => document.body.dir = dir", direction)
        paper = Paper(page)
        assert len(paper.texts) == 1, direction
        assert paper.code() == address
        assert_sheet_is_whole(page)


def assert_sheet_is_whole(page: Page) -> None:
    page.emulate_media(media="print")
    cut = page.evaluate(
        """[...document.querySelectorAll(".ag-sheet, .ag-sheet *:not(svg *)")].filter(
             part => part.scrollHeight > part.clientHeight + 1
               && getComputedStyle(part).overflow !== "visible"
           ).map(part => part.className)"""
    )
    inside = page.evaluate(
        "document.querySelector('.ag-sheet').getBoundingClientRect().bottom"
        " - document.querySelector('.ag-sheet__address').getBoundingClientRect().bottom"
    )
    page.emulate_media(media="null")
    assert cut == []
    assert inside > 0


@in_browser
def test_a_code_is_at_least_45_mm_wide_without_its_quiet_zone(page: Page, real_site: str) -> None:
    page.goto(f"{real_site}showcases/{SLUGS[0]}/")
    page.emulate_media(media="print")
    code = page.locator(".ag-sheet .ag-code")
    box, viewbox = code.bounding_box(), code.get_attribute("viewBox")
    page.emulate_media(media="null")
    assert box and viewbox
    width, size = box["width"] / 96 * 25.4, int(viewbox.split()[2])
    assert width * (size - 2 * qr.QUIET_ZONE) / size >= 45


@in_browser
@pytest.mark.parametrize("slug", ["photo", "arabic"], ids=["photograph", "cover"])
def test_the_sheet_is_for_paper_alone_and_shares_the_pages_picture(
    browser: Browser, longest_site: str, slug: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    arrive(page, f"{longest_site}showcases/{slug}/")
    assert not page.locator(".ag-sheet").is_visible()
    assert len(Paper(page).texts) == 1
    assert page.locator(".ag-sheet img").evaluate("image => image.naturalWidth") > 0
    shown = page.locator("main img").evaluate_all("images => images.map(image => image.currentSrc)")
    assert [
        url for url in asked if re.search(r"/(covers/[^/]+|photographs/photo)/[^/]+$", url)
    ] == shown
    page.close()


@in_browser
def test_the_control_prints_and_is_not_there_without_a_script(
    browser: Browser, real_site: str
) -> None:
    scripted = browser.new_page()
    scripted.add_init_script("window.print = () => { window.printed = true }")
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    for address, key in ((f"showcases/{SLUGS[0]}/", "print.sheet"), ("print/", "print.booklet")):
        scripted.goto(real_site + address)
        scripted.click(f"main >> text={t['fr'](key)}")
        assert scripted.evaluate("window.printed") is True
        plain.goto(real_site + address)
        assert not plain.get_by_text(t["fr"](key)).is_visible()
    scripted.close()
    context.close()


@pytest.fixture(scope="module", params=LANGUAGES)
def booklet(request: pytest.FixtureRequest, page: Page, real_site: str) -> tuple[Paper, Page]:
    arrive(page, f"{real_site}{LANGUAGES[request.param]}print/")
    return Paper(page), page


def running_numbers(paper: Paper) -> list[str]:
    """What stands at the head of each page: a showcase's number, or nothing."""
    # The margins come first: the head, where there is one, and then the foot.
    return [
        lines[0] if lines[1:2] == [str(n)] else "" for n, lines in enumerate(paper.lines, start=1)
    ]


@in_browser
def test_each_showcase_begins_a_page_of_the_booklet_in_order(booklet: tuple[Paper, Page]) -> None:
    paper, page = booklet
    numbers = running_numbers(paper)
    chapters = page.locator(".ag-chapter")
    titles = chapters.locator("h3").all_inner_texts()
    assert list(dict.fromkeys(filter(None, numbers))) == [str(n) for n in range(1, len(titles) + 1)]
    for n, title in enumerate(titles, start=1):
        index = numbers.index(str(n))
        assert letters(paper.texts[index]).startswith(letters(f"{n}{index + 1}{n}{title}"))
    assert paper.sizes == {A4}


@in_browser
def test_contents_on_paper_lead_to_each_axis_and_showcase(booklet: tuple[Paper, Page]) -> None:
    paper, page = booklet
    numbers = running_numbers(paper)
    led = [there for index in (1, 2) for there in paper.destinations(index)]
    chapters = [numbers.index(str(n)) for n in range(1, page.locator(".ag-chapter").count() + 1)]
    axes = [
        next(n for n, text in enumerate(paper.texts) if n > 2 and name in text and not numbers[n])
        for name in page.locator(".ag-part h2").all_inner_texts()
    ]
    assert led == sorted([*chapters, *axes])


@in_browser
def test_no_heading_stands_alone_at_the_foot_of_a_page(booklet: tuple[Paper, Page]) -> None:
    paper, page = booklet
    headings = page.locator(".ag-chapter :is(h3, h4, h5, h6)").all_inner_texts()
    alone = {" ".join(heading.split()) for heading in headings}
    assert t["fr"]("showcase.sources") in alone
    assert not [lines[-1] for lines in paper.lines if lines[-1].strip() in alone]


@in_browser
def test_sources_are_printed_with_their_addresses(booklet: tuple[Paper, Page]) -> None:
    paper, page = booklet
    links = page.locator(".ag-chapter__references a")
    addresses = set(links.evaluate_all("links => links.map(link => link.getAttribute('href'))"))
    printed = letters("".join(paper.texts))
    assert [address for address in addresses if letters(address) not in printed] == []


@in_browser
def test_every_showcase_of_the_booklet_has_its_picture(booklet: tuple[Paper, Page]) -> None:
    _, page = booklet
    missing = "images => images.filter(image => !image.naturalWidth).map(image => image.src)"
    assert page.locator(".ag-chapter__cover").evaluate_all(missing) == []


@in_browser
def test_the_booklet_is_read_on_a_phone(browser: Browser, real_site: str) -> None:
    phone = browser.new_page(viewport=PHONE)
    phone.goto(f"{real_site}en/print/")
    assert phone.evaluate(OVERFLOW) <= 0
    phone.click(".ag-contents__list a >> nth=3")
    box = phone.locator(".ag-chapter >> nth=3").bounding_box()
    assert box and 0 <= box["y"] < PHONE["height"] / 2
    phone.close()


@in_browser
def test_other_pages_are_printed_as_text_on_white(page: Page, real_site: str) -> None:
    for address in ("", "showcases/", "axes/social/", "about/", "editions/"):
        arrive(page, real_site + address)
        heading = page.locator("main h1").inner_text()
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        paper = Paper(page)
        assert heading.split()[0] in paper.texts[0]
        for gone in ("footer.more", "nav.skip", "home.add"):
            assert not [text for text in paper.texts if t["fr"](gone) in text], address
        page.emulate_media(media="print")
        colours = (
            "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
        )
        ink, ground = page.locator("main h1").evaluate(colours)
        page.emulate_media(media="null")
        assert ground == "rgb(255, 255, 255)"
        assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 3 * 80
