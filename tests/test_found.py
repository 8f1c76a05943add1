"""What search engines, crawlers and old links find: JSON-LD, Open Graph, sitemap, redirects."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urlsplit

import lxml.etree
import lxml.html
import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Route
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from agora import Publication
from agora.pages.views import Link
from browsing import IN_BROWSER, KINDS
from building import BuiltSite, build, copy_site, showcase, translation
from conftest import ROOT, Write
from pictures import picture
from tools.audit.server import serve

SCHEMA = Namespace("https://schema.org/")
# Of schema.org's context, what tells addresses from texts. It is not fetched: nothing is.
ADDRESSES = (
    *("breadcrumb", "image", "inDefinedTermSet", "isPartOf", "license", "mainEntity"),
    *("mainEntityOfPage", "publisher", "relatedLink", "url"),
)
CONTEXT = {"@vocab": str(SCHEMA), **{name: {"@type": "@id"} for name in ADDRESSES}}

HOSTILE = "</script><script>alert(1)</script><!-- &amp; ]]> \\u003c 'x' {{ 7 * 7 }}"
HOSTILE_TAG = "</script><b>&amp; \\u003c 'x'"
HOSTILE_ADDRESS = 'https://a.example.org/"><script>alert(2)</script>'

TIMES = {
    "showcases/pont.fr.md": ("2023-06-07T09:30:00Z", 1_686_130_200),
    "showcases/pont.en.md": ("2024-01-31T23:59:59Z", 1_706_745_599),
    "showcases/quai.md": ("2022-02-28T00:00:00Z", 1_646_006_400),
    "showcases/tower.en.md": ("2021-01-01T12:00:00Z", 1_609_502_400),
    "showcases/hostile.fr.md": ("2020-05-05T05:05:05Z", 1_588_655_105),
    "showcases/editions.yml": ("2023-03-03T03:03:03Z", 1_677_812_583),
}
"""When files were changed, as the sitemap writes it and in seconds; all others in 2019."""
LONG_AGO = ("2019-01-01T00:00:00Z", 1_546_300_800)


class Found(NamedTuple):
    root: Path
    built: BuiltSite

    @property
    def address(self) -> str:
        return self.built.url


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """A site with a translated, two borrowed and a hostile showcase, two of which were renamed."""
    root = copy_site(tmp_path_factory.mktemp("found") / "agora")
    folder = root / "showcases"
    (folder / "pont").mkdir()
    (folder / "pont" / "vue.png").write_bytes(picture(".png"))
    (folder / "pont.fr.md").write_text(
        showcase(
            extra="year: 2011\nstatus: running\ntags: [mobilité]\naliases: [vieux-pont, passage]\n"
            "image: {file: vue.png, alt: Le pont vu du quai, credit: Agence du Bouregreg}\n"
            "links:\n  - {title: Agence, url: 'https://bouregreg.example.org/?a=1&b=2'}\n"
            "sources:\n  - {title: Le rapport, url: 'https://rapport.example.org/'}\n",
        ),
        "utf-8",
    )
    (folder / "pont.en.md").write_text(
        translation(
            extra="partner: Bouregreg Agency\ntags: [mobility]\nimage: {alt: The bridge}\n"
        ),
        "utf-8",
    )
    (folder / "quai.md").write_text(
        showcase(
            title="Le quai des Oudayas", axis="social", extra="status: ended\naliases: [berge]\n"
        ),
        "utf-8",
    )
    (folder / "tower.en.md").write_text(
        showcase(
            title="The clock tower",
            partner="Leeds City Council",
            city="Leeds",
            extra="country: GB\n",
        ),
        "utf-8",
    )
    text, tag = (one.replace("'", "''") for one in (HOSTILE, HOSTILE_TAG))
    (folder / "hostile.fr.md").write_text(
        showcase(
            title=HOSTILE.replace("\\", "\\\\"),
            axis="ecologie",
            partner=f"'{text}'",
            city=f"'{text}'",
            extra=f"country: MA\ntags: ['{tag}']\naliases: [ancien-hostile]\n"
            f"sources: [{{title: '{text}', url: '{HOSTILE_ADDRESS}'}}]\n",
        ),
        "utf-8",
    )
    for path in root.rglob("*"):
        os.utime(path, (LONG_AGO[1], LONG_AGO[1]))
    for name, (_, seconds) in TIMES.items():
        os.utime(root / name, (seconds, seconds))
    with serve(root / "site") as host:
        yield Found(root, build(root, site_url=host.address))


@pytest.fixture(scope="module", params=["small", "real"])
def site(request: pytest.FixtureRequest, found: Found) -> BuiltSite:
    """The site above, and the one of this repository."""
    if request.param == "small":
        return found.built
    root: Path = request.getfixturevalue("real_root")
    return BuiltSite(root / "site", request.getfixturevalue("real_site"))


def moved(site: BuiltSite) -> set[str]:
    """The addresses at which pages do nothing but lead elsewhere."""
    script = 'script[src*="assets/redirect."]'
    return {address for address in site.addresses if site.page(address).cssselect(script)}


def pages(site: BuiltSite) -> set[str]:
    return site.ordinary - moved(site)


def json_ld(site: BuiltSite, address: str) -> dict[str, Any]:
    (script,) = site.page(address).cssselect('script[type="application/ld+json"]')
    document: dict[str, Any] = json.loads(script.text or "")
    assert document["@context"] == "https://schema.org"
    return document


def rdf(document: dict[str, Any]) -> Graph:
    return Graph().parse(data=json.dumps(document | {"@context": CONTEXT}), format="json-ld")


def nodes(document: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [node for node in document["@graph"] if node["@type"] == type_]


def node(document: dict[str, Any], type_: str) -> dict[str, Any]:
    (found,) = nodes(document, type_)
    return found


def exists(site: BuiltSite, url: str) -> bool:
    path = site.folder / urldefrag(url).url.removeprefix(site.url)
    return (path / "index.html" if url.endswith("/") or path.is_dir() else path).is_file()


# JSON-LD


def test_every_page_tells_in_rdf_what_it_is(site: BuiltSite) -> None:
    for address in pages(site):
        graph = rdf(json_ld(site, address))
        page = URIRef(site.url + address)
        types = set(graph.objects(page, RDF.type))
        assert types <= {SCHEMA.WebPage, SCHEMA.CollectionPage, SCHEMA.AboutPage}, address
        assert len(types) == 1, address
        assert (page, SCHEMA.url, page) in graph
        assert list(graph.objects(page, SCHEMA.name)), address
        for term in graph.all_nodes() | set(graph.predicates()):
            if isinstance(term, URIRef):
                parts = urlsplit(term)
                assert parts.scheme in ("http", "https"), (address, term)
                assert parts.netloc, (address, term)


def test_pages_tell_of_what_they_show(site: BuiltSite) -> None:
    expected = {
        "": {"WebSite", "Organization", "Event"},
        "showcases/": {"ItemList"},
        "axes/": {"ItemList"},
        "cities/": {"ItemList"},
        "partners/": {"ItemList"},
        "editions/": {"ItemList", "Event"},
        "about/": set(),
        "share/": set(),
        "contribute/": set(),
        "data/": set(),
        "contribute/problems/": set(),
        "print/": set(),
        "report/": set(),
    }
    of_terms = {
        "showcases": {"Article", "Place", "Organization", "DefinedTerm", "PostalAddress"},
        "axes": {"ItemList", "DefinedTerm"},
        "cities": {"ItemList", "Place", "PostalAddress"},
        "editions": {"ItemList", "Event"},
        "partners": {"ItemList", "Organization"},
    }
    for address in pages(site):
        local = address.removeprefix("en/")
        types = expected[local] if local in expected else of_terms[local.split("/")[0]]
        graph = rdf(json_ld(site, address))
        told = {str(name).removeprefix(SCHEMA) for name in graph.objects(None, RDF.type)}
        assert types <= told, address
        assert ("BreadcrumbList" in told) == bool(local), address


def test_addresses_on_the_site_are_pages_and_files_of_it(site: BuiltSite) -> None:
    for address in pages(site):
        document = site.page(address)
        graph = rdf(json_ld(site, address))
        told = {str(term) for term in graph.all_nodes() if isinstance(term, (URIRef, Literal))}
        told |= {meta.attrib["content"] for meta in document.cssselect("meta[property^=og\\:]")}
        links = document.cssselect("link[rel=canonical], link[rel=alternate][hreflang]")
        told |= {link.attrib["href"] for link in links}
        ours = {url for url in told if url.startswith(site.url) and "{" not in url}
        assert ours
        assert [url for url in ours if not exists(site, url)] == [], address


def test_a_showcase_is_an_article_about_what_partners_did_somewhere(found: Found) -> None:
    article = node(json_ld(found.built, "showcases/pont/"), "Article")
    site = found.address
    image = article.pop("image")
    city = "cities/rabat/"
    assert article == {
        "@type": "Article",
        "@id": f"{site}showcases/pont/#article",
        "url": f"{site}showcases/pont/",
        "mainEntityOfPage": f"{site}showcases/pont/",
        "headline": "Le pont Hassan II",
        "description": "Un ouvrage qui rapproche les deux rives et ouvre la vallée aux piétons.",
        "inLanguage": "fr",
        "articleSection": "Systèmes d’infrastructure",
        "about": [
            {
                "@type": "DefinedTerm",
                "@id": f"{site}axes/infrastructure/#axis",
                "name": "Systèmes d’infrastructure",
                "alternateName": ["Infrastructure systems"],
                "url": f"{site}axes/infrastructure/",
                "inDefinedTermSet": f"{site}axes/",
            },
            {
                "@type": "Organization",
                "@id": f"{site}partners/agence-du-bouregreg/#organization",
                "name": "Agence du Bouregreg",
                "alternateName": ["Bouregreg Agency"],
                "mainEntityOfPage": f"{site}partners/agence-du-bouregreg/",
            },
        ],
        "contentLocation": {
            "@type": "Place",
            "@id": f"{site}{city}#place",
            "name": "Rabat",
            "mainEntityOfPage": f"{site}{city}",
            "address": {"@type": "PostalAddress", "addressCountry": "MA"},
            "geo": {"@type": "GeoCoordinates", "latitude": 34.02, "longitude": -6.84},
        },
        "isPartOf": {"@id": f"{site}#website"},
        "publisher": {
            "@type": "Organization",
            "@id": f"{site}#organization",
            "name": "Agora",
            "url": site,
        },
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "dateCreated": "2023-06-07T09:30:00Z",
        "datePublished": "2023-06-07T09:30:00Z",
        "dateModified": "2023-06-07T09:30:00Z",
        "temporalCoverage": "2011/..",
        "keywords": ["mobilité"],
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "Le rapport",
                "url": "https://rapport.example.org/",
            }
        ],
        "workTranslation": [
            {
                "@type": "Article",
                "@id": f"{site}en/showcases/pont/#article",
                "headline": "The Hassan II bridge",
                "inLanguage": "en",
                "url": f"{site}en/showcases/pont/",
            }
        ],
    }
    assert image.pop("url").startswith(f"{site}assets/photographs/pont/vue.")
    assert image.pop("width") > 0
    assert image.pop("height") > 0
    assert image == {
        "@type": "ImageObject",
        "caption": "Le pont vu du quai",
        "creditText": "Agence du Bouregreg",
    }


def test_a_translation_names_its_original(found: Found) -> None:
    document = json_ld(found.built, "en/showcases/pont/")
    article, site = node(document, "Article"), found.address
    assert article["@id"] == f"{site}en/showcases/pont/#article"
    assert article["inLanguage"] == "en"
    assert article["dateModified"] == "2024-01-31T23:59:59Z"
    assert article["translationOfWork"]["@id"] == f"{site}showcases/pont/#article"
    assert "workTranslation" not in article
    assert article["keywords"] == ["mobility"]
    assert article["image"]["caption"] == "The bridge"
    partner = article["about"][1]
    assert partner["@id"] == f"{site}partners/agence-du-bouregreg/#organization"
    assert partner["name"] == "Bouregreg Agency"
    page = node(document, "WebPage")
    assert page["inLanguage"] == "en"
    assert page["relatedLink"] == ["https://bouregreg.example.org/?a=1&b=2"]


@pytest.mark.parametrize(
    ("away", "at_home", "reader", "language"),
    [
        ("en/showcases/quai/", "showcases/quai/", "en", "fr"),
        ("showcases/tower/", "en/showcases/tower/", "fr", "en"),
    ],
    ids=["in-english", "in-french"],
)
def test_a_borrowed_text_is_described_where_it_is_at_home(
    found: Found, away: str, at_home: str, reader: str, language: str
) -> None:
    document = json_ld(found.built, away)
    article, page = node(document, "Article"), node(document, "WebPage")
    assert article["url"] == article["mainEntityOfPage"] == found.address + at_home
    assert article["@id"] == node(json_ld(found.built, at_home), "Article")["@id"]
    assert article["inLanguage"] == language
    assert "translationOfWork" not in article
    assert "workTranslation" not in article
    assert "temporalCoverage" not in article  # without a year, or ended nobody knows when
    assert page["url"] == found.address + away
    assert page["inLanguage"] == [language, reader]
    steps = node(document, "BreadcrumbList")["itemListElement"]
    prefix = "en/" if reader == "en" else ""
    assert [step["item"]["@id"] for step in steps] == [
        found.address + address for address in (prefix, f"{prefix}showcases/", away)
    ]
    assert open_graph(found.built, away)["og:url"] == [found.address + at_home]


def test_breadcrumbs_have_the_names_of_their_pages(found: Found) -> None:
    def names(address: str) -> list[tuple[int, str]]:
        steps = node(json_ld(found.built, address), "BreadcrumbList")["itemListElement"]
        return [(step["position"], step["name"]) for step in steps]

    assert names("cities/rabat/") == [(1, "Accueil"), (2, "Villes"), (3, "Rabat")]
    assert names("en/axes/") == [(1, "Home"), (2, "Axes")]
    assert [name for _, name in names("en/contribute/problems/")][:2] == ["Home", "Contribute"]


def test_a_list_counts_all_and_names_the_first(real_root: Path, real_site: str) -> None:
    site = BuiltSite(real_root / "site", real_site)
    slugs = {path.name.partition(".")[0] for path in (ROOT / "showcases").glob("*.md")}
    listed = node(json_ld(site, "en/showcases/"), "ItemList")
    assert listed["numberOfItems"] == len(slugs) + 1  # and the borrowed one that tests add
    items = listed["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, 31))
    addresses = [item["url"] for item in items]
    assert len(set(addresses)) == 30
    assert all(url.startswith(f"{real_site}en/showcases/") for url in addresses)
    axis = json_ld(site, "axes/social/")
    assert node(axis, "ItemList")["about"] == {"@id": node(axis, "DefinedTerm")["@id"]}
    assert node(axis, "CollectionPage")["mainEntity"] == {"@id": node(axis, "ItemList")["@id"]}


def test_editions_are_events(real_root: Path, real_site: str) -> None:
    site = BuiltSite(real_root / "site", real_site)
    event = node(json_ld(site, "en/"), "Event")
    sources = event.pop("subjectOf")
    assert sources[0]["url"].startswith("http://www.mapexpress.ma/")
    place = event.pop("location")
    assert place["@id"] == f"{real_site}cities/casablanca/#place"
    assert place["address"]["addressCountry"] == "MA"
    assert event == {
        "@type": "Event",
        "@id": f"{real_site}editions/7/#event",
        "name": "Casablanca Smart City, 2023",
        "description": "Smart city, towards sustainable metropolitan transitions",
        "startDate": "2023-06-07",
        "endDate": "2023-06-08",
        "url": f"{real_site}en/editions/7/",
    }
    own = json_ld(site, "editions/7/")
    assert node(own, "CollectionPage")["mainEntity"] == {"@id": event["@id"]}
    assert node(own, "ItemList")["numberOfItems"] == 31
    listed = node(json_ld(site, "editions/"), "ItemList")
    events = [item["item"] for item in listed["itemListElement"]]
    assert [event["startDate"][:4] for event in events] == sorted(
        (event["startDate"][:4] for event in events), reverse=True
    )
    assert len(events) == listed["numberOfItems"] == 9
    for event in events:
        assert event["location"]["name"] == "Casablanca"


def test_an_event_is_where_its_city_is_also_if_no_showcase_is(found: Found) -> None:
    place = node(json_ld(found.built, ""), "Event")["location"]
    assert place == {"@type": "Place", "name": "Casablanca"}


def test_hostile_texts_stay_texts(found: Found) -> None:
    for address in ("showcases/hostile/", "en/showcases/hostile/", "axes/ecologie/"):
        raw = (found.built.folder / address / "index.html").read_text("utf-8")
        scripts = found.built.page(address).cssselect("script")
        assert not [one for one in scripts if (one.text or "").startswith("alert")]
        start = raw.index('<script type="application/ld+json">')
        json_text = raw[start + len('<script type="application/ld+json">') :].split("</script>")[0]
        assert not set(json_text) & set("<>&")
    document = json_ld(found.built, "showcases/hostile/")
    article = node(document, "Article")
    assert article["headline"] == HOSTILE
    assert article["keywords"] == [HOSTILE_TAG]
    assert article["contentLocation"]["name"] == HOSTILE
    assert article["citation"] == [
        {
            "@type": "CreativeWork",
            "name": HOSTILE,
            "url": "https://a.example.org/%22%3E%3Cscript%3Ealert(2)%3C/script%3E",
        }
    ]
    graph = open_graph(found.built, "showcases/hostile/")
    assert (graph["og:title"], graph["article:tag"]) == ([HOSTILE], [HOSTILE_TAG])


# Open Graph


def open_graph(site: BuiltSite, address: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for meta in site.page(address).cssselect("head meta[property]"):
        told.setdefault(meta.attrib["property"], []).append(meta.attrib["content"])
    return told


def test_a_shared_page_shows_what_it_is(found: Found) -> None:
    told = open_graph(found.built, "en/showcases/pont/")
    (image,) = told.pop("og:image")
    assert image.startswith(f"{found.address}assets/social/en/showcases/pont.")
    (alternative,) = told.pop("og:image:alt")
    assert "The Hassan II bridge" in alternative
    assert (told.pop("og:image:width"), told.pop("og:image:height")) == (["1200"], ["630"])
    assert told == {
        "og:type": ["article"],
        "og:site_name": ["Agora"],
        "og:title": ["The Hassan II bridge"],
        "og:description": [
            "A crossing that brings both banks together and opens the valley to walkers."
        ],
        "og:url": [f"{found.address}en/showcases/pont/"],
        "og:locale": ["en_GB"],
        "og:locale:alternate": ["fr_FR"],
        "article:published_time": ["2024-01-31T23:59:59Z"],
        "article:modified_time": ["2024-01-31T23:59:59Z"],
        "article:section": ["Infrastructure systems"],
        "article:tag": ["mobility"],
    }
    borrowed = open_graph(found.built, "en/showcases/quai/")
    assert borrowed["og:locale"] == ["fr_FR"]
    assert "og:locale:alternate" not in borrowed
    assert borrowed["og:title"] == ["Le quai des Oudayas"]
    assert borrowed["article:section"] == ["Systèmes sociaux et communautaires"]
    home = open_graph(found.built, "")
    assert (home["og:type"], home["og:title"]) == (["website"], ["Agora"])


@pytest.mark.usefixtures("undrawn")
def test_a_social_picture_is_told_of_where_there_is_one(write: Write) -> None:
    root = write({"showcases/pont.fr.md": showcase(body="{body.fr}")})
    site = "https://agora.test/"
    publication = Publication.load(root / "mkdocs.yml", lambda line: None, address=site)
    parts = ("showcases", "pont")
    social = Link('Le pont, dit "des deux rives"', "assets/social/fr/showcases/pont.png")
    described = publication.descriptions.of(parts, "fr")
    page = replace(described, head=replace(described.head, social=None))
    shared = replace(described, head=replace(described.head, social=social))

    view = publication.views.view(parts, "fr")
    assert "image" not in node(publication.structured_data.document(page, view), "Article")
    told = node(publication.structured_data.document(shared, view), "Article")
    assert told["image"] == {
        "@type": "ImageObject",
        "url": f"{site}assets/social/fr/showcases/pont.png",
        "width": 1200,
        "height": 630,
        "caption": 'Le pont, dit "des deux rives"',
    }

    templates = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    templates.filters["url"] = str
    partial = templates.get_template("partials/agora/head.html")
    config = {"site_url": site, "theme": {"favicon": "assets/favicon.svg"}}
    app = publication.apps.heads["fr"]
    cards = [
        lxml.html.fromstring(
            f"<head>{partial.render(config=config, head=one.head, app=app)}</head>"
        )
        for one in (page, shared)
    ]
    plain, pictured = (
        {
            meta.get("property") or meta.get("name"): meta.get("content")
            for meta in card.cssselect("meta[property], meta[name^=twitter]")
        }
        for card in cards
    )
    assert plain == {}
    assert pictured == {
        "og:image": f"{site}assets/social/fr/showcases/pont.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": 'Le pont, dit "des deux rives"',
        "twitter:card": "summary_large_image",
    }


def test_every_page_has_a_card(site: BuiltSite) -> None:
    for address in pages(site):
        told = open_graph(site, address)
        (canonical,) = site.page(address).cssselect("link[rel=canonical]")
        assert told["og:url"] == [canonical.get("href")]
        assert told["og:title"][0]
        assert told["og:description"][0], address


# Sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_the_sitemap_is_valid_and_leads_to_pages_alone(site: BuiltSite) -> None:
    schema = lxml.etree.XMLSchema(file=str(ROOT / "tests" / "sitemaps" / "sitemap.xsd"))
    tree = lxml.etree.parse(site.folder / "sitemap.xml")
    schema.assertValid(tree)
    links = tree.xpath("//x:link/@href", namespaces=NAMES)
    locations = tree.xpath("//s:loc/text()", namespaces=NAMES)
    assert len(locations) == len(set(locations))
    told = {*locations, *links}
    assert [url for url in told if not (url.startswith(site.url) and exists(site, url))] == []
    hidden = "meta[name=robots][content=noindex]"
    unlisted = {address for address in site.addresses if site.page(address).cssselect(hidden)}
    assert unlisted >= moved(site)
    assert told.isdisjoint(site.url + address for address in unlisted)
    for kind, address in KINDS.items():
        if kind not in ("404", "showcase", "borrowed", "city", "partner", "report"):
            assert site.url + address in locations


def test_the_sitemap_is_dated_by_what_pages_show(found: Found) -> None:
    tree = lxml.etree.parse(found.built.folder / "sitemap.xml")
    dates = {
        url.findtext("s:loc", "", NAMES).removeprefix(found.address): url.findtext(
            "s:lastmod", namespaces=NAMES
        )
        for url in tree.getroot().findall("s:url", NAMES)
    }
    of = {name: date for name, (date, _) in TIMES.items()}
    french, english = of["showcases/pont.fr.md"], of["showcases/pont.en.md"]
    assert dates["showcases/pont/"] == french
    assert dates["en/showcases/pont/"] == english
    assert dates["showcases/quai/"] == of["showcases/quai.md"]
    # A list changes with the latest of what it lists, in its language.
    for address in ("", "showcases/", "axes/", "axes/infrastructure/", "cities/rabat/", "print/"):
        assert dates[address] == french, address
        assert dates[f"en/{address}"] == english, address
    assert dates["partners/agence-du-bouregreg/"] == french
    assert dates["en/axes/social/"] == of["showcases/quai.md"]
    assert dates["cities/leeds/"] == of["showcases/tower.en.md"]
    assert dates["editions/"] == of["showcases/editions.yml"]
    assert dates["editions/6/"] == of["showcases/editions.yml"]
    assert dates["editions/7/"] == max(french, of["showcases/editions.yml"])
    assert dates["axes/services/"] == dates["about/"] == LONG_AGO[0]
    assert dates["contribute/problems/"] is None


def test_no_file_carries_the_time_of_the_build(found: Found) -> None:
    assert not (found.built.folder / "sitemap.xml.gz").exists()


def test_crawlers_are_shown_the_sitemap(site: BuiltSite) -> None:
    assert (site.folder / "robots.txt").read_text("utf-8") == (
        f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"
    )


@pytest.mark.usefixtures("undrawn")
def test_where_no_address_is_known_nothing_absolute_is_told(write: Write) -> None:
    root = write({"showcases/pont.fr.md": showcase(body="{body.fr}")})
    publication = Publication.load(root / "mkdocs.yml", lambda line: None, address="")
    context = publication.context("showcases/pont.fr.md", "fr")
    assert (context["open_graph"], context["structured_data"]) == ((), "")
    assert dict(publication.last_files()) == {"robots.txt": "User-agent: *\nAllow: /\n"}


# Redirects

MOVED = {
    "showcases/vieux-pont/": "showcases/pont/",
    "showcases/passage/": "showcases/pont/",
    "showcases/berge/": "showcases/quai/",
    "showcases/ancien-hostile/": "showcases/hostile/",
    "en/showcases/vieux-pont/": "en/showcases/pont/",
    "en/showcases/passage/": "en/showcases/pont/",
    "en/showcases/berge/": "en/showcases/quai/",
    "en/showcases/ancien-hostile/": "en/showcases/hostile/",
}


def test_old_addresses_lead_to_new_ones_in_every_language(found: Found) -> None:
    assert moved(found.built) == set(MOVED)
    publication = Publication.load(found.root / "mkdocs.yml", lambda line: None)
    assert publication.redirects == MOVED
    for old, new in MOVED.items():
        page = found.built.page(old)
        assert page.get("lang") == ("en" if old.startswith("en/") else "fr")
        assert [url for _, url in found.built.links(old)] == [found.address + new]
        (refresh,) = page.cssselect("noscript meta[http-equiv=refresh]")
        assert refresh.get("content") == "0; url=../" + new.split("/")[-2] + "/"
        assert page.findtext(".//title") == f"{page.findtext('.//h1')} – Agora"
        (target,) = found.built.page(new).cssselect("link[rel=canonical]")
        assert page.cssselect("link[rel=canonical]")[0].get("href") == target.get("href")
        # A strict policy allows it: nothing is inline.
        assert not [script for script in page.iter("script") if script.text]
        assert not page.cssselect("[style], style, [onload]")
    (link,) = found.built.page("en/showcases/berge/").cssselect("main a")
    assert (link.get("lang"), link.get("dir")) == ("fr", "ltr")
    assert found.built.page("showcases/ancien-hostile/").cssselect("a")[0].text == HOSTILE


def test_old_addresses_are_nowhere_but_where_they_lead(found: Found) -> None:
    slugs = ("vieux-pont", "passage", "berge", "ancien-hostile")
    for path in found.built.folder.rglob("*"):
        if path.suffix in (".html", ".xml", ".json") and path.parent.name not in slugs:
            text = path.read_text("utf-8")
            assert not [slug for slug in slugs if f"showcases/{slug}/" in text], path


@pytest.mark.usefixtures("browser")
class TestInBrowser:
    pytestmark = IN_BROWSER

    @pytest.mark.parametrize("prefix", ["", "en/"])
    def test_query_and_fragment_are_kept(self, browser: Browser, found: Found, prefix: str) -> None:
        page = browser.new_page()
        page.goto(f"{found.address}{prefix}")
        rest = "?utm=é&q=%3Cb%3E#le-probleme"
        page.goto(f"{found.address}{prefix}showcases/vieux-pont/{rest}")
        target = f"{found.address}{prefix}showcases/pont/?utm=%C3%A9&q=%3Cb%3E#le-probleme"
        page.wait_for_url(target)
        page.go_back()
        page.wait_for_url(f"{found.address}{prefix}")  # the old address is not in the history
        page.close()

    @pytest.mark.parametrize("prefix", ["", "en/"])
    def test_no_script_is_needed(self, browser: Browser, found: Found, prefix: str) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{found.address}{prefix}showcases/berge/")
        page.wait_for_url(f"{found.address}{prefix}showcases/quai/")
        assert page.text_content("h1") == "Le quai des Oudayas"
        context.close()

    def test_a_reader_whose_script_is_blocked_finds_a_link(
        self, browser: Browser, found: Found
    ) -> None:
        page = browser.new_page()
        page.route("**/redirect.*.js", lambda route: route.abort())
        page.goto(f"{found.address}en/showcases/vieux-pont/")
        page.get_by_role("link").click()
        page.wait_for_url(f"{found.address}en/showcases/pont/")
        page.close()

    def test_a_strict_policy_allows_it(self, browser: Browser, found: Found) -> None:
        page = browser.new_page()

        def with_policy(route: Route) -> None:
            answer = route.fetch()
            policy = {"content-security-policy": "default-src 'self'"}
            route.fulfill(response=answer, headers=answer.headers | policy)

        page.route("**/vieux-pont/", with_policy)
        page.goto(f"{found.address}showcases/vieux-pont/")
        page.wait_for_url(f"{found.address}showcases/pont/")
        page.close()
