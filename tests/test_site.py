"""Whole sites, built strictly: what readers of both languages get."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import lxml.etree
import pytest
from mkdocs.exceptions import Abort
from PIL import Image

from agora import Strings
from building import (
    ROOT,
    SITE_URL,
    BuiltSite,
    build,
    copy_site,
    real_and_others,
    showcase,
    translation,
)
from pictures import picture

AXES = {
    f"axes/{path.name.removesuffix('.fr.md')}/"
    for path in (ROOT / "docs" / "axes").glob("*.fr.md")
    if not path.name.startswith("index.")
}
AUTHORED = AXES | {
    *("", "about/", "contribute/", "data/", "editions/", "share/"),
    *("showcases/", "axes/", "cities/", "partners/"),
}

t = {language: Strings.load(language) for language in ("fr", "en")}


@pytest.fixture(scope="module", autouse=True)
def _one_date() -> Iterator[None]:
    """Outside of a repository, pages are dated by their files, which tests write and restore."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1686130200")
        yield


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three showcases: one in both languages, one French, one of an English original."""
    root = copy_site(tmp_path_factory.mktemp("whole") / "agora")
    folder = root / "showcases"
    (folder / "pont").mkdir()
    (folder / "pont" / "vue.png").write_bytes(picture(".png"))
    (folder / "pont.fr.md").write_text(
        showcase(
            extra="year: 2011\nstatus: running\n"
            "image: {file: vue.png, alt: Le pont vu du quai, credit: Agence du Bouregreg}\n"
            "links:\n  - {title: Agence, url: 'https://bouregreg.example.org/?a=1&b=2'}\n"
            "sources:\n  - {title: Le rapport, url: 'https://rapport.example.org/'}\n",
            body="Voir [le quai](quai.fr.md) et [l’axe](../axes/social.md).\n\n"
            "![La nuit](pont/vue.png)\n",
        ),
        "utf-8",
    )
    (folder / "pont.en.md").write_text(
        translation(extra="partner: Bouregreg Agency\nimage: {alt: The bridge from the quay}\n")
        + "\n![By night](pont/vue.png)\n",
        "utf-8",
    )
    (folder / "quai.md").write_text(showcase(title="Le quai des Oudayas", axis="social"), "utf-8")
    (folder / "tower.en.md").write_text(
        showcase(
            title="The clock tower",
            partner="[Leeds City Council, Bouregreg Agency]",
            city="Leeds",
            extra="country: GB\n",
        ),
        "utf-8",
    )
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> BuiltSite:
    return build(root)


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return real_and_others(tmp_path_factory)


def head(page: lxml.etree._Element) -> dict[str, object]:
    return {
        "canonical": [link.get("href") for link in page.cssselect("link[rel=canonical]")],
        "hreflang": {
            link.get("hreflang"): link.get("href")
            for link in page.cssselect("link[rel=alternate][hreflang]")
        },
    }


def test_the_exact_set_of_pages(site: BuiltSite) -> None:
    generated = {
        *("showcases/pont/", "showcases/quai/", "showcases/tower/"),
        *("cities/rabat/", "cities/leeds/"),
        *("partners/agence-du-bouregreg/", "partners/leeds-city-council/"),
        *("contribute/problems/", "print/", "report/"),
        *(f"editions/{number}/" for number in range(1, 10)),
    }
    terms = AXES | {a for a in generated if a.startswith(("cities/", "partners/"))}
    framed = {"embed/", *(f"embed/{address}" for address in terms)}
    french = AUTHORED | generated | framed
    assert site.addresses == french | {f"en/{address}" for address in french}


def test_languages_of_pages(site: BuiltSite) -> None:
    for address in site.addresses:
        assert site.page(address).get("lang") == ("en" if address.startswith("en/") else "fr")


def test_a_page_in_both_languages_names_both(site: BuiltSite) -> None:
    for address in ("showcases/pont/", "axes/", "axes/social/", "cities/rabat/", "about/", ""):
        both = {
            "fr": SITE_URL + address,
            "en": f"{SITE_URL}en/{address}",
            "x-default": SITE_URL + address,
        }
        assert head(site.page(address)) == {"canonical": [both["fr"]], "hreflang": both}
        assert head(site.page(f"en/{address}")) == {"canonical": [both["en"]], "hreflang": both}


@pytest.mark.parametrize(
    ("slug", "home", "away"), [("quai", "fr", "en"), ("tower", "en", "fr")], ids=["fr", "en"]
)
def test_a_borrowed_text_is_canonical_at_home(
    site: BuiltSite, slug: str, home: str, away: str
) -> None:
    addresses = {"fr": f"showcases/{slug}/", "en": f"en/showcases/{slug}/"}
    original = SITE_URL + addresses[home]
    only_home = {"canonical": [original], "hreflang": {home: original, "x-default": original}}
    assert head(site.page(addresses[home])) == only_home
    assert head(site.page(addresses[away])) == only_home


def test_the_sitemap_lists_each_page_in_the_languages_it_is_in(site: BuiltSite) -> None:
    tree = lxml.etree.parse(site.folder / "sitemap.xml")
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    listed = {
        url.findtext("s:loc", namespaces=names): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)
        }
        for url in tree.getroot().findall("s:url", names)
    }
    left_out = {"en/showcases/quai/", "showcases/tower/", "report/", "en/report/"}
    assert set(listed) == {SITE_URL + address for address in site.ordinary - left_out}
    assert len(tree.getroot()) == len(listed)
    for address in site.ordinary - left_out:
        assert listed[SITE_URL + address] == head(site.page(address))["hreflang"]


def test_the_switcher_stays_on_the_page(site: BuiltSite) -> None:
    for address in site.ordinary:
        page = site.page(address)
        switched = {a.get("hreflang"): a.get("href") for a in page.cssselect("header a[hreflang]")}
        stem = address.removeprefix("en/")
        other = "fr" if address.startswith("en/") else "en"
        expected = stem if other == "fr" else f"en/{stem}"
        base = SITE_URL + address
        assert urljoin(base, switched[other]) == SITE_URL + expected


def test_no_link_or_anchor_is_broken(site: BuiltSite, real_site: BuiltSite) -> None:
    assert list(site.broken()) == []
    assert list(real_site.broken()) == []


@pytest.mark.parametrize(
    ("address", "reader", "language", "name", "title"),
    [
        ("en/showcases/quai/", "en", "fr", "French", "Le quai des Oudayas"),
        ("showcases/tower/", "fr", "en", "anglais", "The clock tower"),
    ],
)
def test_a_borrowed_text_says_so(
    site: BuiltSite, address: str, reader: str, language: str, name: str, title: str
) -> None:
    notice = t[reader]("showcase.borrowed", language=name)
    assert notice in site.text(address)
    contribute = "contribute/" if reader == "fr" else "en/contribute/"
    invitations = [
        link for text, link in site.links(address) if text == t[reader]("showcase.translate")
    ]
    assert invitations == [SITE_URL + contribute]
    page = site.page(address)
    for text in (title, "Deux rives, un fleuve."):
        (element,) = [e for e in page.cssselect("main *") if (e.text or "").strip() == text]
        assert (
            next(a.get("lang") for a in [element, *element.iterancestors()] if a.get("lang"))
            == language
        )


def test_a_borrowed_card_wears_a_badge(site: BuiltSite) -> None:
    for address in ("en/showcases/", "en/axes/social/", "en/cities/rabat/"):
        badge = t["en"]("card.borrowed", language="French")
        assert site.text(address).count(badge) == 1
        (link,) = [
            a
            for a in site.page(address).cssselect("main a")
            if a.text_content().strip() == "Le quai des Oudayas"
        ]
        assert next(a.get("lang") for a in [link, *link.iterancestors()] if a.get("lang")) == "fr"
    assert t["fr"]("card.borrowed", language="français") not in site.text("showcases/")
    assert site.text("showcases/").count(t["fr"]("card.borrowed", language="anglais")) == 1


def test_groups_and_counts(site: BuiltSite) -> None:
    expected = {
        "showcases/": {"pont", "quai", "tower"},
        "axes/infrastructure/": {"pont", "tower"},
        "axes/social/": {"quai"},
        "axes/ecologie/": set(),
        "cities/rabat/": {"pont", "quai"},
        "cities/leeds/": {"tower"},
        # "Bouregreg Agency", a partner of the tower, is the Agence du Bouregreg in English.
        "partners/agence-du-bouregreg/": {"pont", "quai", "tower"},
        "partners/leeds-city-council/": {"tower"},
    }
    for address, slugs in expected.items():
        for prefix, language in (("", "fr"), ("en/", "en")):
            found = site.targets(prefix + address)
            shown = {a for a in found if a.startswith(f"{prefix}showcases/")} - {
                f"{prefix}showcases/"
            }
            assert shown == {f"{prefix}showcases/{slug}/" for slug in slugs}
            if slugs:
                assert t[language]("count.showcases", n=len(slugs)) in site.text(prefix + address)


def test_an_empty_axis_says_so_and_invites(site: BuiltSite) -> None:
    for address, language in (("axes/ecologie/", "fr"), ("en/axes/ecologie/", "en")):
        assert t[language]("listing.empty-axis") in site.text(address)
        contribute = "contribute/" if language == "fr" else "en/contribute/"
        assert contribute in site.targets(address)
        assert t[language]("count.showcases", n=0) in site.text(
            "axes/" if language == "fr" else "en/axes/"
        )


def test_a_card_tells_what_it_is_about(site: BuiltSite) -> None:
    text = site.text("en/axes/infrastructure/")
    for part in (
        "The Hassan II bridge",
        "A crossing that brings both banks together",
        "Infrastructure",
        "Bouregreg Agency",
        "Rabat",
        "Morocco",
    ):
        assert part in text


def test_a_showcase_page_states_its_facts(site: BuiltSite) -> None:
    text = site.text("en/showcases/pont/")
    for part in ("The Hassan II bridge", "Infrastructure systems", "Bouregreg Agency", "Rabat"):
        assert part in text
    for part in ("Morocco", "2011", t["en"]("status.running"), "Two banks, one river."):
        assert part in text
    links = site.links("en/showcases/pont/")
    assert ("Agence", "https://bouregreg.example.org/?a=1&b=2") in links
    assert ("Le rapport", "https://rapport.example.org/") in links
    targets = site.targets("en/showcases/pont/")
    related = {"en/showcases/quai/", "en/showcases/tower/"}
    terms = {"en/axes/infrastructure/", "en/cities/rabat/", "en/partners/agence-du-bouregreg/"}
    assert related | terms <= targets


def test_improving_a_page_leads_to_its_file(site: BuiltSite) -> None:
    def improve(address: str, language: str) -> list[str]:
        wanted = t[language]("showcase.improve")
        return [link for text, link in site.links(address) if wanted in text]

    repository = "https://git.example.org/agora/edit/main/showcases/"
    assert improve("showcases/pont/", "fr") == [f"{repository}pont.fr.md"]
    assert improve("en/showcases/pont/", "en") == [f"{repository}pont.en.md"]
    assert improve("en/showcases/quai/", "en") == [f"{repository}quai.md"]


def test_pictures_are_published_and_described(site: BuiltSite) -> None:
    assert not (site.folder / "showcases" / "pont" / "vue.png").exists()
    for address, alternatives in (
        ("showcases/pont/", {"Le pont vu du quai", "La nuit"}),
        ("en/showcases/pont/", {"The bridge from the quay", "By night"}),
    ):
        pictures = site.page(address).cssselect("main picture img")
        assert alternatives <= {shown.get("alt") for shown in pictures}
        for shown in pictures:
            published = site.folder / urljoin(address, shown.get("src"))
            with Image.open(published) as image:
                assert str(image.width) == shown.get("width")
        assert "Agence du Bouregreg" in site.text(address)


def test_the_404_page_speaks_both_languages(site: BuiltSite) -> None:
    page = site.page("404.html")
    assert page.get("lang") == "fr"
    for language in ("fr", "en"):
        (section,) = page.cssselect(f"main [lang={language}]")
        assert t[language]("not-found.title") in section.text_content()
        home = "/base/" if language == "fr" else "/base/en/"
        assert home in [a.get("href") for a in section.cssselect("a")]


def test_navigation_holds_the_axes_and_no_showcase(site: BuiltSite) -> None:
    targets = site.targets("", "nav.md-nav--primary")
    assert {f"axes/{key}/" for key in ("gouvernance", "ecologie")} <= targets
    assert not [a for a in targets if a.startswith("showcases/") and a != "showcases/"]


def test_one_heading_of_the_first_level_and_none_skipped(site: BuiltSite) -> None:
    for address in site.addresses:
        headings = site.page(address).xpath(
            "//main//*[self::h1 or self::h2 or self::h3 or self::h4]"
        )
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (address, levels)


def test_no_tag_has_an_attribute_twice(site: BuiltSite, real_site: BuiltSite) -> None:
    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = [name for name, _ in attrs]
            if len(names) != len(set(names)):
                twice.add(self.get_starttag_text() or tag)

    twice = set[str]()
    for built in (site, real_site):
        for path in built.folder.rglob("*.html"):
            tags = Tags()
            tags.feed(path.read_text("utf-8"))
            tags.close()
    assert not twice


def test_pages_ask_nothing_of_other_hosts(site: BuiltSite) -> None:
    for address in [*site.addresses, "404.html"]:
        for element, attribute, link, _ in site.page(address).iterlinks():
            loaded = element.tag in ("script", "img", "iframe", "source") or (
                element.tag == "link" and element.get("rel") in ("stylesheet", "icon", "preconnect")
            )
            if loaded and attribute in ("src", "href"):
                assert "//" not in link, (address, link)


def test_a_showcase_appears_everywhere_and_disappears_from_everywhere(root: Path) -> None:
    before = manifest(build(root).folder)
    path = root / "showcases" / "phare.fr.md"
    path.write_text(
        showcase(title="Le phare", axis="ecologie", city="Salé", extra="country: MA\n"), "utf-8"
    )

    site = build(root)

    for address in (
        *("showcases/", "axes/ecologie/", "cities/sale/", "partners/agence-du-bouregreg/"),
        "showcases/phare/",
    ):
        assert "Le phare" in site.text(address)
        assert "Le phare" in site.text(f"en/{address}")
    assert t["en"]("showcase.borrowed", language="French") in site.text("en/showcases/phare/")
    for address in ("en/showcases/", "en/axes/ecologie/", "en/cities/sale/"):
        assert t["en"]("card.borrowed", language="French") in site.text(address)

    path.unlink()
    assert manifest(build(root).folder) == before


def test_text_of_the_front_matter_is_text_everywhere(root: Path) -> None:
    path = root / "showcases" / "texte.fr.md"
    hostile = "<b>Fort</b> & <script>alert(1)</script>"
    path.write_text(
        showcase(
            title=hostile,
            partner=f"'{hostile}'",
            city=f"'{hostile}'",
            extra=f"country: MA\nsources: [{{title: '{hostile}', url: 'https://a.example.org/\"><script>'}}]\n",
        ),
        "utf-8",
    )
    try:
        site = build(root)
    finally:
        path.unlink()
    for address in site.addresses:
        page = site.page(address)
        for script in page.iter("script"):
            # Data for the form and for search engines may name it, but as data that no tag can end.
            is_data = script.get("type") in ("application/json", "application/ld+json")
            assert ("<" if is_data else "alert(1)") not in (script.text or ""), address
        assert not [b for b in page.iter("b") if b.text == "Fort"], address
        assert not page.xpath("//script[contains(@src, 'example.org')]")
    assert hostile in site.text("showcases/texte/")
    assert hostile in site.page("showcases/texte/").findtext(".//title", "")


class TestRefused:
    """A build is right, or it is refused and leaves what was there."""

    def test_problems_stop_the_build(self, root: Path) -> None:
        before = manifest(build(root).folder)
        path = root / "showcases" / "faux.fr.md"
        path.write_text(showcase(city="Rabatt"), "utf-8")
        try:
            with pytest.raises(Abort) as caught:
                build(root)
        finally:
            path.unlink()
        assert caught.value.code == 1
        assert str(caught.value) == (
            "error: unknown city `Rabatt`\n"
            "  --> showcases/faux.fr.md:6:7\n"
            "  help: there is a city with a similar name: `Rabat`\n"
            "  note: if it is another city, add it to `showcases/cities.yml`\n"
            "\n"
            "1 problem in 1 file; nothing was built"
        )
        assert manifest(root / "site") == before
        assert not list(root.glob(".site*"))

    def test_warnings_stop_a_strict_build(self, root: Path) -> None:
        before = manifest(build(root).folder)
        page = root / "docs" / "about.en.md"
        kept = page.read_text("utf-8")
        page.write_text(f"{kept}\n[nowhere](nowhere.md)\n", "utf-8")
        try:
            with pytest.raises(Abort, match="strict mode"):
                build(root)
            assert manifest(root / "site") == before
            assert not list(root.glob(".site*"))
            # Without --strict the organiser has asked for the site all the same.
            assert "nowhere" in build(root, strict=False).text("en/about/")
        finally:
            page.write_text(kept, "utf-8")
        assert manifest(build(root).folder) == before

    def test_warnings_stop_a_strict_build_that_is_to_be_quiet(self, root: Path) -> None:
        before = manifest(build(root).folder)
        page = root / "docs" / "about.fr.md"
        kept = page.read_text("utf-8")
        links = "[ceci](showcases/pont.md#text-le-probleme), [cela](showcases/pont.md#nulle-part)"
        page.write_text(f"{kept}\nVoir {links} et [cela](#nulle).\n", "utf-8")
        try:
            process = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
                cwd=root,
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
                capture_output=True,
                text=True,
            )
        finally:
            page.write_text(kept, "utf-8")
        assert process.returncode == 1
        start = "WARNING -  Doc file 'about.fr.md' contains a link"
        assert process.stdout == "\nAborted with 2 warnings in strict mode!\n"
        assert process.stderr.splitlines() == [
            f"{start} 'showcases/pont.md#nulle-part', but the doc 'showcases/pont.md' does not "
            "contain an anchor '#nulle-part'.",
            f"{start} '#nulle', but there is no such anchor on this page.",
        ]
        assert manifest(root / "site") == before
        assert not list(root.glob(".site*"))

    def test_a_failing_template_leaves_the_site(self, root: Path) -> None:
        before = manifest(build(root).folder)
        template = root / "overrides" / "city.html"
        kept = template.read_text("utf-8")
        template.write_text("{{ 1 / 0 }}", "utf-8")
        try:
            with pytest.raises(Abort, match=r"cities/.*city\.html:1: ZeroDivisionError: division"):
                build(root)
        finally:
            template.write_text(kept, "utf-8")
        assert manifest(root / "site") == before
        assert not list(root.glob(".site*"))
        assert manifest(build(root).folder) == before

    def test_a_site_without_languages(self, tmp_path: Path) -> None:
        root = copy_site(tmp_path / "agora")
        config = root / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace(", default: true", ""), "utf-8")
        (root / "plain.yml").write_text(f"site_name: x\nhooks: ['{ROOT / 'hooks.py'}']\n", "utf-8")
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config

        with pytest.raises(Abort, match=r"plain\.yml names no default language"):
            mkdocs_build(load_config(str(root / "plain.yml")))


def manifest(folder: Path) -> dict[str, bytes]:
    """Every file of a built site."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_language_has_an_index_of_all_showcases(site: BuiltSite) -> None:
    for language in ("fr", "en"):
        (folder,) = site.folder.glob(f"assets/search/index/{language}-*")
        assert len(list(folder.glob("fragment/*.pf_fragment"))) == 3
        assert len(json.loads((folder / "rows.json").read_text("utf-8"))["ids"].split()) == 3


def test_an_edition_is_one_entry_more(root: Path) -> None:
    path = root / "showcases" / "editions.yml"
    kept = path.read_text("utf-8")
    path.write_text(
        f"{kept}\n10:\n  year: 2026\n  start: 2026-05-20\n  end: 2026-05-21\n"
        "  name: Casablanca Smart City\n  theme: {fr: Le thème dixième, en: The tenth theme}\n"
        "  facts: [{fr: Un fait., en: A fact., source: 'https://a.example.org/'}]\n",
        "utf-8",
    )
    try:
        site = build(root)
    finally:
        path.write_text(kept, "utf-8")
    french, english = site.text("editions/"), site.text("en/editions/")
    for part in ("Édition 10", "20–21 mai 2026", "Le thème dixième", "Un fait.", "10 éditions"):
        assert part in french
    for part in ("Edition 10", "20–21 May 2026", "The tenth theme", "A fact.", "10 editions"):
        assert part in english
    assert ("a.example.org", "https://a.example.org/") in site.links("editions/")
