"""Being shared: links without anybody's script, the line that cites, and pages for frames."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urljoin, urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agora import Site, Strings, load
from agora.pages.embed import MOST_EMBEDDED, embeddable, snippet
from agora.pages.sharing import links, quoted, sharing
from agora.pages.views import Embed
from building import ROOT, SITE_URL, BuiltSite, build, copy_site, showcase, translation
from conftest import Write
from test_views import router

ADDRESS = "https://agora.test/base/"
LANGUAGES = ("fr", "en")
LIGHT = 12_000
"""Bytes of a page for frames, with its style sheet and its script, not compressed."""

t = {language: Strings.load(language) for language in LANGUAGES}


def site_of(root: Path) -> Site:
    return replace(Site.read(root / "mkdocs.yml"), name="Agora", address=ADDRESS)


# The line that cites a showcase


@pytest.fixture
def cited(write: Write) -> dict[tuple[str, str], str]:
    """The line for each showcase and language of readers."""
    root = write(
        {
            "showcases/pont.fr.md": showcase(
                title="Le pont : « deux rives »", body="{body.fr}", extra="edition: 6\n"
            ),
            "showcases/pont.en.md": translation(
                title="The “Hassan II” bridge", extra="partner: Bouregreg Agency\n"
            )
            + "{body.en}",
            "showcases/quai.fr.md": showcase(
                title="Le quai <b>", partner="[Ville de Rabat, ONCF]", body="{body.fr}"
            ),
        }
    )
    site = site_of(root)
    catalog = load(site)
    lines = {}
    for one in catalog.showcases.values():
        for language in LANGUAGES:
            shared = sharing(one, catalog, site, t[language])
            assert shared is not None
            citation = shared.citation
            assert (citation.language is None) == (language in one.texts)
            lines[one.slug, language] = f"{citation.title} {citation.details}"
    return lines


def test_a_showcase_is_cited_in_the_words_and_marks_of_the_language(
    cited: dict[tuple[str, str], str],
) -> None:
    assert cited["pont", "fr"] == (
        "«\u202fLe pont : “deux rives”\u202f» (Agence du Bouregreg), dans Agora – Smart City "
        "Casablanca Symposium 2022, édition 6, https://agora.test/base/showcases/pont/, CC BY 4.0."
    )
    assert cited["pont", "en"] == (
        "“The ‘Hassan II’ bridge” (Bouregreg Agency), in Agora – Smart City Casablanca Symposium "
        "2022, edition 6, https://agora.test/base/en/showcases/pont/, CC BY 4.0."
    )


def test_a_borrowed_text_is_cited_as_what_it_is(cited: dict[tuple[str, str], str]) -> None:
    assert cited["quai", "en"] == (
        "“Le quai <b>” (Ville de Rabat, ONCF), text in French, in Agora – Casablanca Smart City "
        "2023, edition 7, https://agora.test/base/showcases/quai/, CC BY 4.0."
    )


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Dire « oui »", "«\u202fDire “oui”\u202f»"),
        ("fr", "«\u00a0Oui\u00a0» et «\u202fnon\u202f»", "«\u202f“Oui” et “non”\u202f»"),
        ("fr", "Sans marque", "«\u202fSans marque\u202f»"),
        ("fr", "Un seul « guillemet", "«\u202fUn seul « guillemet\u202f»"),
        ("en", "Saying “yes”", "“Saying ‘yes’”"),
        ("en", r"A back\slash and \1", r"“A back\slash and \1”"),
    ],
)
def test_quotations_within_quotations(language: str, text: str, expected: str) -> None:
    assert quoted(text, t[language]) == expected


# Links


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.text("aé&?#%\"' +"))
def test_links_hand_on_what_was_written_whatever_it_is(title: str, summary: str) -> None:
    address = f"{ADDRESS}showcases/pont/"
    mail, whatsapp, facebook, linkedin = (
        urlsplit(link.url or "") for link in links(address, title, summary, t["fr"])
    )
    assert (mail.scheme, mail.path, "+" in mail.query) == ("mailto", "", False)
    assert dict(parse_qsl(mail.query, keep_blank_values=True)) == {
        "subject": title,
        "body": f"{summary}\r\n\r\n{address}",
    }
    assert whatsapp.netloc == "wa.me"
    assert parse_qs(whatsapp.query) == {"text": [f"{title} {address}"]}
    assert facebook.netloc == "www.facebook.com"
    assert parse_qs(facebook.query) == {"u": [address]}
    assert linkedin.netloc == "www.linkedin.com"
    assert parse_qs(linkedin.query) == {"url": [address]}


# Pages for frames


def test_a_frame_shows_the_newest_and_says_how_many_there_are(write: Write) -> None:
    years = [2000 + (7 * n) % 25 for n in range(MOST_EMBEDDED + 3)]
    files = {
        f"showcases/p-{n}.fr.md": showcase(
            title=f"Projet {n}", body="{body.fr}", extra=f"year: {year}\n"
        )
        for n, year in enumerate(years)
    }
    old = showcase(title="Projet passé", body="{body.fr}", extra="year: 2024\nedition: 6\n")
    root = write({**files, "showcases/passe.fr.md": old})
    for parts in ((), ("axes", "infrastructure"), ("cities", "rabat")):
        view = router(root).view(("embed", *parts), "fr")
        assert isinstance(view, Embed)
        newest = sorted(years, reverse=True)[:MOST_EMBEDDED]
        assert [card.year for card in view.cards] == newest
        assert view.counted == f"{MOST_EMBEDDED} sur {len(years) + 1} showcases"
        assert view.all.url == ("/".join(parts) or "showcases") + "/"
    empty = router(root).view(("embed", "axes", "social"), "en")
    assert (empty.cards, empty.counted) == ((), "0 showcases")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_snippet_holds_names_as_they_are(name: str) -> None:
    written = snippet(f"{ADDRESS}embed/x/", name, f"{ADDRESS}embed/host.js")
    frame, script = lxml.html.fragment_fromstring(written, create_parent=True)
    assert (frame.tag, frame.get("src"), frame.get("title")) == (
        "iframe",
        f"{ADDRESS}embed/x/",
        name,
    )
    assert (script.tag, script.get("src")) == ("script", f"{ADDRESS}embed/host.js")


def test_a_site_without_an_address_offers_nothing_to_embed_or_share(write: Write) -> None:
    root = write({"showcases/pont.fr.md": showcase(body="{body.fr}")})
    site = replace(Site.read(root / "mkdocs.yml"), address="")
    catalog = load(site)
    assert embeddable(("cities", "rabat"), catalog, site, t["fr"]) is None
    assert sharing(catalog.showcases["pont"], catalog, site, t["fr"]) is None


# The built site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    root = copy_site(tmp_path_factory.mktemp("shared") / "agora")
    for path in sorted((ROOT / "showcases").glob("*.fr.md"))[:14]:
        (root / "showcases" / path.name).write_bytes(path.read_bytes())
    return build(root)


def frames(built: BuiltSite) -> list[str]:
    return sorted(built.addresses - built.ordinary)


def test_pages_for_frames_are_of_this_site_alone_and_for_no_index(built: BuiltSite) -> None:
    assert len(frames(built)) > 20
    sitemap = (built.folder / "sitemap.xml").read_text("utf-8")
    assert "embed/" not in sitemap
    for address in frames(built):
        page = built.page(address)
        (robots,) = page.cssselect("meta[name=robots]")
        assert robots.get("content") == "noindex"
        (canonical,) = page.cssselect("link[rel=canonical]")
        listing = address.replace("embed/", "") if address.count("/") > 2 else None
        if listing:
            assert canonical.get("href") == SITE_URL + listing
        assert not page.cssselect("style, script:not([src])"), address
        for element, attribute, link, _ in page.iterlinks():
            if element.tag != "a" and element.get("rel") != "canonical":
                assert "//" not in link, (address, attribute, link)
        for anchor in page.cssselect("a"):
            assert (anchor.get("target"), anchor.get("rel")) == ("_blank", "noopener")
        assert len(page.cssselect("li")) <= MOST_EMBEDDED


def test_the_frame_of_everything_leads_to_the_explorer(built: BuiltSite) -> None:
    for prefix in ("", "en/"):
        page = built.page(f"{prefix}embed/")
        (canonical,) = page.cssselect("link[rel=canonical]")
        assert canonical.get("href") == f"{SITE_URL}{prefix}showcases/"
        assert f"{prefix}showcases/" in built.targets(f"{prefix}embed/", "footer")
        assert len(page.cssselect("li")) == MOST_EMBEDDED


def test_a_page_for_a_frame_is_light(built: BuiltSite) -> None:
    page = built.folder / "embed" / "index.html"
    base = f"{SITE_URL}embed/"
    loaded = {page} | {
        built.folder / urljoin(base, link).removeprefix(SITE_URL)
        for element, _, link, _ in built.page("embed/").iterlinks()
        if element.tag == "script" or element.get("rel") == "stylesheet"
    }
    assert len(loaded) == 3
    assert sum(path.stat().st_size for path in loaded) < LIGHT


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_listing_has_its_snippet(built: BuiltSite, prefix: str) -> None:
    taxonomies = tuple(f"{prefix}{name}/" for name in ("axes", "cities", "partners"))
    listings = [address for address in built.ordinary if address.startswith(taxonomies)]
    for address in listings:
        shown = built.page(address).cssselect(".ag-embed code")
        if address.removeprefix(prefix).count("/") == 1:
            assert not shown
            continue
        (code,) = shown
        frame, script = lxml.html.fragment_fromstring(code.text_content(), create_parent=True)
        framed = frame.attrib["src"].removeprefix(SITE_URL)
        assert framed == f"{prefix}embed/{address.removeprefix(prefix)}"
        assert framed in built.addresses
        assert (built.folder / script.attrib["src"].removeprefix(SITE_URL)).is_file()
        heading = built.page(framed).findtext(".//h1/a")
        assert heading and frame.attrib["title"].endswith(heading)


def test_the_share_page_offers_every_frame(built: BuiltSite) -> None:
    for prefix in ("", "en/"):
        options = built.page(f"{prefix}share/").cssselect("select option")
        assert {option.get("value") for option in options} == {
            address for address in frames(built) if address.startswith("en/") == (prefix == "en/")
        }
        assert f"{prefix}share/" in built.targets(prefix, "footer")


def test_a_showcase_is_shared_by_plain_links(built: BuiltSite) -> None:
    address = "en/showcases/al-boraq-tanger-casablanca/"  # borrowed from French here
    (share,) = built.page(address).cssselect(".ag-share")
    hrefs = [link.get("href") for link in share.cssselect("a")]
    assert [urlsplit(href).scheme for href in hrefs] == ["mailto", "https", "https", "https"]
    assert all(link.get("rel") == "noopener noreferrer" for link in share.cssselect("a"))
    assert share.cssselect("button")
    assert not share.cssselect(":not([hidden]) > button")
    title = share.cssselect(".ag-cite span")[0]
    assert (title.get("lang"), title.get("dir")) == ("fr", "ltr")
    line = share.cssselect(".ag-cite")[0].text_content()
    copied = share.cssselect("p button")[0].get("data-copy")
    assert line == copied
    assert f"{SITE_URL}showcases/al-boraq-tanger-casablanca/" in line
