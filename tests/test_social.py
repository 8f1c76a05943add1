"""Social pictures, icons and the manifest: what is seen beside a link, or on a home screen."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor

from agora import Publication
from agora.language.direction import direction
from agora.pages import webapp
from agora.pages.views import Link
from agora.pictures import press, social
from agora.pictures.covers import cover
from agora.pictures.emblem import BLUE, SIDE, emblem
from agora.pictures.palette import GOLD, LIME
from agora.pictures.press import FEW, Press, PressError, png
from agora.pictures.social import HEIGHT, MARGIN, PANEL, WIDTH, Design, Words, document
from agora.pictures.typefaces import DISPLAY, TEXT, Face
from agora.pictures.typesetting import Direction, Setting, fit
from building import ROOT, copy_site, share_pictures, showcase, translation
from pictures import picture
from test_arabic import arabic_site

LONGEST = {
    "French": "Écologie, équité, mobilités\u202f: où la métropole réinvente ses quartiers, été "
    "comme hiver",
    "English": "Neighbourhoods through which water, wheels and words flow: how wide streets were "
    "won",
    "capitals": "ÉTÉ COMME HIVER, LA MÉTROPOLE OÙ L’ÎLOT ÂGÉ REÇOIT L’EAU, LE TRAM ET LA FIBRE, "
    "À CÔTÉ",
    "one word": "W" * 90,
    "one hyphenated word": "-".join(["Saint-Jean-Cap-Ferrat"] * 4),
    "short words": "ah " * 29 + "ah!",
    "one letter": "Â",
    "Vietnamese": "ẤẦẨẪẬ Thành phố ỞỚỜỠỢ thông minh và bền vững cho mọi người dân ở ĐỒNG BẰNG SÔNG "
    "CỬU LO",
    "Arabic": "الدار البيضاء الكبرى: تعقب التسربات والسهر على شبكات الماء والكهرباء "
    "في الأحياء الشعبية",
    "Arabic with vowels": "ٱلدَّارُ ٱلْبَيْضَاءُ: تَعَقُّبُ ٱلتَّسَرُّبَاتِ وَٱلسَّهَرُ عَلَى ٱلْمَاءِ",
    "one Arabic word": "بيضاء" * 18,
    "both": "شكاية Chikaya.ma: الشباك الوحيد للشكايات (2018) Casablanca Smart City ومنصة E-Madina",
}
assert all(len(title) <= 90 for title in LONGEST.values())

INK = 4
"""Pixels by which a letter may stick out of its advance, as an f does."""

DESIGN = Design(
    direction="ltr",
    strength="tint",
    colour="#2e6b34",
    eyebrow=Words("Écologie, environnement et développement durable", "ltr"),
    title=Words("Le pont Hassan II", "ltr"),
    place=Words("Rabat, Maroc", "ltr"),
    name=Words("Agora", "ltr"),
    cover=cover("pont", "#2e6b34"),
)


def way(text: str) -> Direction:
    return "rtl" if re.match("[\u0600-\u06ff]", text) else "ltr"


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def ink(texts: str) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what texts in SVG leave on a white sheet, if they do."""
    sheet = f'<path fill="#fff" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{sheet}{texts}'
    )
    drawn = opened(png(f"{svg}</svg>")).convert("L")
    return ImageChops.invert(drawn).point(lambda value: 255 * (value > 40)).getbbox()


def near(one: Any, other: Sequence[int], most: int) -> bool:
    """Whether two colours differ by at most that much in each of red, green and blue."""
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def file_of(publication: Publication, shown: Link) -> Path:
    """The file of a page's picture."""
    return Path(publication.assets[shown.url or ""].source)


# Texts in their boxes


def assert_fits(setting: Setting, box: tuple[float, float]) -> None:
    """By what the renderer draws, and by what we measured, which must agree."""
    assert setting.width <= box[0] + 0.01
    assert setting.height <= box[1] + 0.01
    x, y = 200.0, 20.0
    anchor: Literal["start", "end"] = "end" if setting.direction == "rtl" else "start"
    found = ink(setting.svg(x + box[0] if anchor == "end" else x, y, anchor, "#000"))
    assert found
    left, top, right, bottom = found
    assert left >= x - INK
    assert right <= x + box[0] + INK
    assert top >= y - INK
    assert bottom <= y + box[1] + INK
    assert right - left >= setting.width - 3 * INK - 0.2 * setting.size


@pytest.mark.parametrize("style", [DISPLAY, TEXT], ids=["display", "text"])
@pytest.mark.parametrize("title", LONGEST.values(), ids=LONGEST)
def test_the_longest_texts_fit_their_box(title: str, style: Face) -> None:
    box = (664.0, 250.0)
    setting = fit(title, style, way(title), box, social.TITLE_SIZES)
    assert "".join(setting.lines).replace(" ", "") == title.replace(" ", "")
    assert setting.size >= 30
    assert_fits(setting, box)


LETTERS = st.sampled_from(sorted(c for c in DISPLAY.characters if c.isalpha()))
WORD = st.text(LETTERS, min_size=1, max_size=30)


@given(st.text(st.sampled_from(sorted(DISPLAY.characters)), min_size=1, max_size=90))
@settings(max_examples=25, deadline=None)
def test_any_text_can_be_drawn_within_its_box(text: str) -> None:
    setting = fit(text, DISPLAY, way(text), (664, 250), social.TITLE_SIZES)
    found = ink(setting.svg(200, 150, "start", "#000"))
    # Where there are marks without a letter, some stick out to the side.
    assert not found or (found[0] >= 200 - 40 and found[2] <= 864 + 40)
    assert not found or (found[1] >= 150 - INK and found[3] <= 400 + INK)


@given(st.lists(WORD, min_size=1, max_size=12), st.integers(300, 700), st.integers(60, 300))
@settings(max_examples=25, deadline=None)
def test_any_words_fit_any_box(words: list[str], width: int, height: int) -> None:
    text = " ".join(words)
    settable = DISPLAY.settable(text)
    assert settable is not None
    setting = fit(text, DISPLAY, way(text), (width, height), social.TITLE_SIZES)
    assert "".join(setting.lines).replace(" ", "") == settable.replace(" ", "")
    assert setting.width <= width + 0.01
    assert setting.height <= height + 0.01


def test_words_stay_whole_where_they_can_and_lines_are_even() -> None:
    title = "Manzanas del Cuidado\u202f: Bogotá rend du temps à celles qui prennent soin des autres"
    setting = fit(title, DISPLAY, "ltr", (664, 300), social.TITLE_SIZES)
    assert " ".join(setting.lines) == title
    widths = [DISPLAY.width(line) for line in setting.lines]
    assert min(widths) > 0.6 * max(widths)


def test_a_word_that_is_too_wide_is_broken_after_a_hyphen_and_never_before_a_mark() -> None:
    setting = fit("Saint-Jean-Cap-Ferrat-sur-Mer", DISPLAY, "ltr", (200, 400), (40,))
    assert all(line.endswith("-") for line in setting.lines[:-1])
    marked = "e\u0301\u0323" * 40
    lines = fit(marked, DISPLAY, "ltr", (200, 400), (40,)).lines
    assert len(lines) > 1
    assert not any(line[0] in "\u0301\u0323" for line in lines)


@pytest.mark.parametrize(
    ("text", "settable"),
    [
        ("2\u202fh\u202f10, «\u00a0à l’heure\u00a0»", "2\u202fh\u202f10, «\u00a0à l’heure\u00a0»"),
        ("Le tram 🚋 rapide", "Le tram rapide"),
        ("Ｔｒａｍ", "Tram"),
        ("Tram\n du\tport", "Tram du port"),
        ("上海智慧城市", None),
        ("Shanghai 上海", None),  # half a title would be another title
        ("\u202eevil", "evil"),
        ("\u2067open", "open"),
        ("\u2068Agora\u2069، 2023", "\u2068Agora\u2069، 2023"),
        ("🚋", ""),
    ],
)
def test_what_the_faces_lack_leaves_no_box(text: str, settable: str | None) -> None:
    assert DISPLAY.settable(text) == settable


def test_no_text_is_no_line() -> None:
    setting = fit("上海", DISPLAY, "ltr", (600, 200), (40,))
    assert (setting.lines, setting.width, setting.height) == ((), 0, 0)
    assert setting.svg(0, 0, "start", "#000") == ""


# Pictures


def texts_of(svg: str) -> list[tuple[str, str]]:
    """The texts of a picture, those of one colour that follow each other together."""
    groups: list[tuple[str, str]] = []
    for element in lxml.etree.fromstring(svg).findall("{*}text"):
        fill = element.attrib["fill"]
        element.set("fill", "#000")
        drawn = lxml.etree.tostring(element, encoding="unicode")
        if groups and groups[-1][0] == fill:
            groups[-1] = (fill, groups[-1][1] + drawn)
        else:
            groups.append((fill, drawn))
    return groups


@pytest.mark.parametrize("reader", ["ltr", pytest.param("rtl", marks=pytest.mark.slow)])
@pytest.mark.parametrize("title", LONGEST.values(), ids=LONGEST)
def test_nothing_overlaps_or_leaves_the_safe_area(title: str, reader: Direction) -> None:
    long = "Saint-Vincent-et-les-Grenadines " * 3
    design = replace(
        DESIGN,
        direction=reader,
        title=Words(title, way(title)),
        eyebrow=Words(LONGEST["capitals"], "ltr"),
        place=Words(long.strip(), "ltr"),
    )
    boxes = [box for _, text in texts_of(document(design)) if (box := ink(text))]
    name, *column = boxes
    assert len(column) == 3
    left, right = (PANEL, WIDTH - MARGIN) if reader == "rtl" else (MARGIN, WIDTH - PANEL)
    for box in boxes:
        assert box[0] >= left - INK
        assert box[2] <= right + INK
        assert box[1] >= MARGIN - INK
        assert box[3] <= HEIGHT - MARGIN + INK
    for above, below in zip(column, [*column[1:], name], strict=True):
        assert above[3] < below[1]


def test_a_picture_without_letters_for_its_title_has_the_rest() -> None:
    design = replace(DESIGN, title=Words("上海智慧城市", "ltr"))
    _, *column = texts_of(document(design))
    assert len(column) == 2


def test_a_title_is_text_and_not_markup() -> None:
    title = "</tspan><image href='/etc/passwd'/> & <b>"
    tree = lxml.etree.fromstring(document(replace(DESIGN, title=Words(title, "ltr"))))
    assert not tree.findall(".//{*}image")
    assert title in " ".join("".join(text.itertext()) for text in tree.findall("{*}text"))


@pytest.mark.parametrize("reader", ["ltr", "rtl"])
def test_the_panel_is_at_the_end_of_lines(reader: Direction) -> None:
    drawn = opened(png(document(replace(DESIGN, direction=reader)), press.COLOURS)).convert("RGB")
    ground, panel = (WIDTH - 5, 5) if reader == "rtl" else (5, WIDTH - 5)
    colours = {x: {drawn.getpixel((x, y)) for y in range(HEIGHT)} for x in (ground, panel)}
    assert len(colours[ground]) == 1
    assert len(colours[panel]) > 3


def test_the_colours_of_the_design_stay_beside_a_photograph(tmp_path: Path) -> None:
    noise = Image.effect_noise((1200, 800), 90)
    photograph = Image.merge("RGB", [noise.transpose(Image.Transpose(t)) for t in (0, 1, 3)])
    photograph.save(tmp_path / "noise.jpg")
    design = replace(DESIGN, cover="", photograph=str(tmp_path / "noise.jpg"), colour="#b3541e")
    drawn = opened(png(document(design), press.COLOURS)).convert("RGB")
    column = drawn.crop((MARGIN, 0, WIDTH - PANEL - MARGIN, HEIGHT))
    colours = [colour for _, colour in column.getcolors(1 << 16) or ()]
    for expected in (LIME, "#b3541e", social.HEADING, BLUE, GOLD):
        assert any(near(colour, ImageColor.getrgb(expected), 3) for colour in colours)


SCRIPT = """
import sys
sys.path[:0] = [{root!r}, {tests!r}]
from test_social import DESIGN, LONGEST, Words, replace, png, document, press
from agora.pictures.cache import digest
design = replace(DESIGN, direction="rtl", title=Words(LONGEST["both"], "rtl"))
print(digest(png(document(design), press.COLOURS)), press.RECIPE)
"""


def test_the_same_bytes_from_any_process_whatever_fonts_there_are(tmp_path: Path) -> None:
    said = set()
    for seed, language in (("1", "C"), ("2", "ar_MA.UTF-8")):
        home = tmp_path / seed
        home.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(root=str(ROOT), tests=str(ROOT / "tests"))],
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith(("LC_", "XDG_"))},
                "PYTHONHASHSEED": seed,
                "HOME": str(home),
                "LANG": language,
                "FONTCONFIG_FILE": os.devnull,
            },
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(done.stdout)
    assert len(said) == 1


# The press


def designs(number: int) -> Mapping[str, Design]:
    return {f"{n:064x}": replace(DESIGN, title=Words(f"Le pont {n}", "ltr")) for n in range(number)}


def test_processes_draw_what_one_draws(tmp_path: Path) -> None:
    documents = {key: partial(document, one) for key, one in designs(FEW + 2).items()}
    told: list[tuple[int, int]] = []
    here = Press(tmp_path / "here")
    digests = here.print_all(documents, lambda *done: told.append(done))
    assert told == [(n + 1, FEW + 2) for n in range(FEW + 2)]
    first = next(iter(documents))
    there = Press(tmp_path / "there")
    there.print_all({first: documents[first]}, lambda *_: None)
    assert here.file(first).read_bytes() == there.file(first).read_bytes()
    told.clear()
    assert here.print_all(documents, lambda *done: told.append(done)) == digests
    assert not told


def test_a_process_answers_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [json.dumps([key, document(one)]) for key, one in designs(2).items()]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(asked) + "\n"))
    monkeypatch.setattr(sys, "argv", ["-c", str(tmp_path)])
    press.serve()
    answers = capsys.readouterr().out.split()
    kept = Press(tmp_path)
    assert answers == [(kept.cache.find(key) or {})["digest"] for key in designs(2)]


def test_a_renderer_that_fails_says_on_what(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(**_: object) -> bytes:
        raise PanicException

    monkeypatch.setattr(resvg_py, "svg_to_bytes", panic)
    with pytest.raises(PressError, match="Le pont / Hassan II"):
        png(document(DESIGN))


def test_a_process_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    documents = {key: partial(document, one) for key, one in designs(FEW + 1).items()}
    with pytest.raises(PressError):
        Press(tmp_path).print_all(documents, lambda *_: None)


# A site's


@pytest.fixture
def own_site(small_site: Path) -> Path:
    """A small site with a photograph, a cover, and a text that is borrowed in English."""
    folder = small_site / "showcases"
    (folder / "pont").mkdir()
    (folder / "pont" / "vue.png").write_bytes(picture(".png", (300, 200), colour="tomato"))
    body = (ROOT / "tests" / "body.fr.md").read_text("utf-8")
    image = "image: {file: vue.png, alt: Le pont vu du quai}\n"
    (folder / "pont.fr.md").write_text(showcase(extra=image, body=body), "utf-8")
    (folder / "pont.en.md").write_text(
        translation(extra="image: {alt: The bridge from the quay}\n"), "utf-8"
    )
    (folder / "quai.fr.md").write_text(showcase(title="Le quai", axis="social", body=body), "utf-8")
    return small_site


def test_nothing_is_drawn_twice(own_site: Path) -> None:
    def told() -> list[str]:
        lines: list[str] = []
        loaded.append(Publication.load(own_site / "mkdocs.yml", lines.append))
        assert loaded[-1].assets
        return [line for line in lines if line.startswith("social")]

    loaded: list[Publication] = []
    # Two showcases, two axes and the home page, in two languages.
    assert told() == ["social pictures: 10 of 10"]
    assert told() == []
    first, second = loaded
    assert first.social.assets == second.social.assets

    damaged = file_of(first, first.social.of((), "fr"))
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-20])
    assert told() == ["social pictures: 1 of 1"]
    assert damaged.read_bytes() == whole

    text = own_site / "showcases" / "quai.fr.md"
    text.write_text(text.read_text("utf-8").replace("Le quai", "Le grand quai"), "utf-8")
    told()
    quay, bridge = ("showcases", "quai"), ("showcases", "pont")
    assert loaded[-1].social.of(quay, "fr").url != first.social.of(quay, "fr").url
    assert loaded[-1].social.of(bridge, "fr") == first.social.of(bridge, "fr")


def test_a_photograph_is_shown_and_a_borrowed_title_is_told_in_the_readers_words(
    own_site: Path,
) -> None:
    share_pictures(own_site)
    publication = Publication.load(own_site / "mkdocs.yml", lambda _: None)
    bridge = publication.social.of(("showcases", "pont"), "en")
    assert bridge.text == (
        "“The Hassan II bridge”, Infrastructure systems, Rabat, Morocco, beside a photograph: "
        "The bridge from the quay"
    )
    drawn = opened(file_of(publication, bridge).read_bytes()).convert("RGB")
    assert near(drawn.getpixel((WIDTH - 100, 300)), ImageColor.getrgb("tomato"), 8)
    quay = publication.social.of(("showcases", "quai"), "en")
    assert quay.text.startswith("“Le quai”, Social and community systems, Rabat, Morocco")
    assert quay != publication.social.of(("showcases", "quai"), "fr")


def test_a_site_whose_edition_has_no_theme_has_its_name_for_a_title(own_site: Path) -> None:
    share_pictures(own_site)
    editions = own_site / "showcases" / "editions.yml"
    text = re.sub(r"^ +theme:.*(\n {4,}.*)*\n", "", editions.read_text("utf-8"), flags=re.M)
    editions.write_text(text, "utf-8")
    publication = Publication.load(own_site / "mkdocs.yml", lambda _: None)
    assert "“Agora”" in publication.social.of((), "en").text


def test_every_showcase_and_axis_has_a_picture_in_each_language(real_root: Path) -> None:
    publication = Publication.load(real_root / "mkdocs.yml", lambda _: None)
    catalog = publication.catalog
    addresses = [
        (),
        *(("axes", key) for key in catalog.axes),
        *(("showcases", slug) for slug in catalog.showcases),
    ]
    paths = set()
    for language in catalog.languages:
        for parts in addresses:
            shown = publication.social.of(parts, language)
            assert shown.url and f"/{language}/" in shown.url
            file = real_root / "site" / shown.url
            content = file.read_bytes()
            assert content.startswith(b"\x89PNG")
            assert opened(content).size == (1200, 630)
            assert "{" not in shown.text
            paths.add(shown.url)
        home = publication.social.of((), language)
        assert publication.social.of(("cities", "rabat"), language) == home
        head = publication.context(f"about.{language}.md", language)["head"]
        assert head.social == home
    assert len(paths) == len(addresses) * len(catalog.languages)
    assert len(list((real_root / "site" / "assets" / "social").rglob("*.png"))) == len(paths)


@pytest.mark.slow
def test_every_picture_of_the_real_showcases_can_be_drawn(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "agora", pictures=True)
    shutil.copytree(ROOT / "showcases", root / "showcases", dirs_exist_ok=True)
    publication = Publication.load(root / "mkdocs.yml", lambda _: None)
    paths = [path for path in publication.assets if path.startswith("assets/social/")]
    assert len(paths) > len(publication.catalog.showcases)
    for path in paths:
        content = Path(publication.assets[path].source).read_bytes()
        assert len(content) < 100_000
        drawn = opened(content)
        assert drawn.size == (1200, 630)
        assert len(drawn.getcolors(1 << 16) or ()) > 20, path


def test_pages_name_their_picture_where_they_are_shared(real_root: Path) -> None:
    for address, folder in (
        ("showcases/topis-seoul/", "fr/showcases/topis-seoul."),
        ("en/axes/social/", "en/axes/social."),
        ("en/cities/seoul/", "en/home."),
        ("", "fr/home."),
    ):
        page = lxml.html.parse(real_root / "site" / address / "index.html").getroot()
        (image,) = page.cssselect("meta[property='og:image']")
        _, found, path = image.attrib["content"].partition("/assets/social/")
        assert found and path.startswith(folder)
        assert (real_root / "site" / "assets" / "social" / path).is_file()
        (alternative,) = page.cssselect("meta[property='og:image:alt']")
        assert alternative.get("content")


def test_a_third_language_is_drawn_from_right_to_left(tmp_path: Path) -> None:
    root = arabic_site(tmp_path / "agora")
    for path in (root / "showcases").glob("*.md"):
        if not path.name.startswith("chikaya-maroc."):
            path.unlink()
    share_pictures(root)
    publication = Publication.load(root / "mkdocs.yml", lambda _: None)
    shown = publication.social.of(("showcases", "chikaya-maroc"), "ar")
    assert re.search("[\u0600-\u06ff]", shown.text)
    drawn = opened(file_of(publication, shown).read_bytes()).convert("RGB")
    assert near(drawn.getpixel((WIDTH - 5, 5)), ImageColor.getrgb(LIME), 2)
    manifest = json.loads(publication.assets["ar/manifest.webmanifest"].content or "")
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")


# On a home screen


@pytest.fixture(scope="module")
def manifests(real_root: Path) -> Iterator[Mapping[str, tuple[str, Mapping[str, Any]]]]:
    """The manifests that pages link to, by language: their address and what they say."""
    found = {}
    for language, page in (("fr", "about/"), ("en", "en/about/")):
        head = lxml.html.parse(real_root / "site" / page / "index.html").getroot()
        (link,) = head.cssselect("link[rel=manifest]")
        address = urljoin(f"https://agora.test/{page}", link.get("href"))
        path = address.removeprefix("https://agora.test/")
        found[language] = address, json.loads((real_root / "site" / path).read_text("utf-8"))
    yield found


def test_manifests(real_root: Path, manifests: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
    for language, (address, manifest) in manifests.items():
        home = "https://agora.test/" if language == "fr" else f"https://agora.test/{language}/"
        assert manifest["lang"] == language
        assert manifest["dir"] == direction(language)
        assert urljoin(address, manifest["start_url"]) == home
        assert urljoin(address, manifest["scope"]) == "https://agora.test/"
        assert manifest["short_name"] == "Agora"
        assert manifest["name"].startswith("Agora")
        assert manifest["description"]
        assert manifest["display"] in ("fullscreen", "standalone", "minimal-ui", "browser")
        purposes = set()
        for icon in manifest["icons"]:
            path = urljoin(address, icon["src"]).removeprefix("https://agora.test/")
            image = opened((real_root / "site" / path).read_bytes())
            assert f"{image.width}x{image.height}" == icon["sizes"]
            assert icon["type"] == "image/png"
            purposes.add((icon["purpose"], image.width))
        assert purposes == {("any", 192), ("any", 512), ("maskable", 512)}
    assert manifests["fr"][1]["name"] != manifests["en"][1]["name"]


def test_icons_survive_being_cut_to_a_shape(real_root: Path) -> None:
    icons = real_root / "site" / "icons"
    masked = Image.open(icons / "icon-maskable-512.png").convert("RGBA")
    ground: Any = masked.getpixel((0, 0))
    assert ground[3] == 255
    outside = [
        masked.getpixel((x, y))
        for x in range(0, 512, 8)
        for y in range(0, 512, 8)
        if (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2
    ]
    assert set(outside) == {ground}
    touch = Image.open(icons / "apple-touch-icon.png").convert("RGBA")
    assert touch.size == (180, 180)
    assert touch.getchannel("A").getextrema() == (255, 255)


def test_the_emblem_is_that_of_the_favicon() -> None:
    def shapes(svg: lxml.etree._Element) -> list[dict[str, str]]:
        return [dict(e.attrib) for e in svg.iter("{*}path", "{*}circle")]

    favicon = lxml.etree.parse(ROOT / "docs" / "assets" / "favicon.svg").getroot()
    assert favicon.get("viewBox") == f"0 0 {SIDE} {SIDE}"
    ours = lxml.etree.fromstring(
        f"<svg xmlns='http://www.w3.org/2000/svg'>{emblem(0, 0, SIDE)}</svg>"
    )
    assert shapes(ours) == shapes(favicon)


def test_the_browser_takes_the_colours_of_the_style_sheet(real_root: Path) -> None:
    css = (ROOT / "docs" / "assets" / "agora.css").read_text("utf-8")
    for scheme, surface in (("default", webapp.THEME_LIGHT), ("slate", webapp.THEME_DARK)):
        (block,) = re.findall(rf'^\[data-md-color-scheme="{scheme}"\] {{(.*?)^}}', css, re.S | re.M)
        (value,) = re.findall(r"--ag-surface: (#\w+)", block)
        assert value in (surface, re.sub(r"(\w)\1(\w)\2(\w)\3", r"\1\2\3", surface))
    assert f"--ag-ground: {webapp.BACKGROUND};" in css
    page = lxml.html.parse(real_root / "site" / "404.html").getroot()
    colours = {m.get("media"): m.get("content") for m in page.cssselect("meta[name=theme-color]")}
    assert colours == {
        "(prefers-color-scheme: light)": webapp.THEME_LIGHT,
        "(prefers-color-scheme: dark)": webapp.THEME_DARK,
    }
