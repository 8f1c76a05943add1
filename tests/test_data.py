"""Open data: what each export holds, that it validates, and that it can be read back."""

from __future__ import annotations

import copy
import csv
import dataclasses
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import geojson
import jsonschema
import lxml.etree
import pyexcel
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from agora import Catalog, Publication, Site, load
from agora.content import schema
from agora.content.schema import Scope
from agora.data import licence
from agora.data.dcat import three_letters
from agora.data.reading import ExportError, read
from agora.data.records import VERSION, document, dumps
from agora.data.schema import catalog_schema
from agora.data.view import size
from building import (
    ROOT,
    SITE_URL,
    BuiltSite,
    blank_pictures,
    real_and_others,
)
from catalogs import ADDRESS, WORDS, catalogs, collection, exports
from test_arabic import arabic_site

# rdflib's own reader of JSON-LD makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

thoroughly = settings(
    max_examples=25,  # each is a whole catalog
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Json = dict[str, Any]


@pytest.fixture(scope="module")
def real() -> Catalog:
    return load(Site.read(ROOT / "mkdocs.yml"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return real_and_others(tmp_path_factory)


def published(site: BuiltSite, path: str) -> Any:
    return json.loads((site.folder / path).read_text("utf-8"))


# The JSON, its schema, and back


def validator(schema_: Json) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema_)
    return jsonschema.Draft202012Validator(
        schema_, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def closed(schema_: Json) -> Json:
    """The schema, but refusing members that it does not describe."""
    strict = copy.deepcopy(schema_)
    for node in (strict, *strict["$defs"].values()):
        if "properties" in node:
            node["additionalProperties"] = False
    strict["properties"]["$schema"] = {"const": strict["$id"]}
    return strict


def test_the_published_json_keeps_to_the_published_schema(site: BuiltSite) -> None:
    schema_ = published(site, "data/showcases.schema.json")
    whole = published(site, "data/showcases.json")
    assert schema_["$id"] == whole["$schema"] == f"{SITE_URL}data/showcases.schema.json"
    check = validator(closed(schema_))
    check.validate(whole)
    slugs = [record["slug"] for record in whole["showcases"]]
    assert {"pont", "tower", "brt-dakar"} <= set(slugs)
    assert {path.stem for path in (site.folder / "data" / "showcases").iterdir()} == set(slugs)
    for record in whole["showcases"]:
        single = published(site, f"data/showcases/{record['slug']}.json")
        check.validate(single)
        assert single["showcases"] == [record]
        assert single["license"] == whole["license"]
        for list_, key, named in (
            ("axes", "key", [record["axis"]]),
            ("cities", "slug", [record["city"]]),
            ("partners", "slug", record["partners"]),
        ):
            terms = {term[key]: term for term in whole[list_]}
            assert single[list_] == [terms[name] for name in named]


def _change(path: str, value: object) -> Callable[[Json], None]:
    def change(document: Json) -> None:
        *above, last = (int(key) if key.isdecimal() else key for key in path.split("."))
        node: Any = document
        for key in above:
            node = node[key]
        if value is None:
            del node[last]
        else:
            node[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", "2.0"),
        ("license", None),
        ("showcases.0.slug", "Grand Pont"),
        ("showcases.0.status", "stopped"),
        ("showcases.0.year", 12),
        ("showcases.0.partners", []),
        ("showcases.0.published", "yesterday"),
        ("showcases.0.urls.fr", "no address"),
        ("showcases.0.texts", {}),
        ("showcases.0.texts.fr.title", "x" * 91),
        ("showcases.0.texts.fr.summary", "short"),
        ("showcases.0.texts.fr.sources", [{"title": "Le Matin", "url": "javascript:alert(1)"}]),
        ("showcases.0.texts.fr.body", None),
        ("cities.0.country", "XX"),
        ("cities.0.coordinates.latitude", 91),
        ("axes.0.colour", "blue"),
    ],
)
def test_the_schema_refuses_what_is_wrong(site: BuiltSite, path: str, value: object) -> None:
    check = validator(published(site, "data/showcases.schema.json"))
    changed = published(site, "data/showcases.json")
    assert check.is_valid(changed)
    _change(path, value)(changed)
    assert not check.is_valid(changed)


def test_the_schema_lets_later_versions_add_fields(site: BuiltSite) -> None:
    later = published(site, "data/showcases.json")
    later["version"] = "1.9"
    later["showcases"][0]["texts"]["fr"]["audio"] = "https://a.example/a.ogg"
    validator(published(site, "data/showcases.schema.json")).validate(later)
    assert read(json.dumps(later)) == read(json.dumps(published(site, "data/showcases.json")))


def test_the_schema_has_every_field_that_contributors_have() -> None:
    """With its limits: `agora.content.schema` is the one definition."""
    defs = catalog_schema(ADDRESS, WORDS["en"])["$defs"]
    renamed = {"partner": "partners"}
    for field in schema.SHOWCASE:
        if field.name == "country":
            assert "country" in defs["city"]["properties"]
            continue
        where = "text" if field.scope is Scope.TEXT else "showcase"
        described = defs[where]["properties"][renamed.get(field.name, field.name)]
        if isinstance(field.type, schema.Text) and field.scope is Scope.TEXT:
            assert described["maxLength"] == field.type.longest
            assert described["minLength"] == field.type.shortest
    assert set(schema.STATUSES) < set(defs["showcase"]["properties"]["status"]["enum"])


@thoroughly
@given(catalogs())
def test_what_is_read_back_equals_the_catalog(catalog: Catalog) -> None:
    whole = document(collection(catalog))
    back = read(dumps(whole))

    assert back == catalog
    # The first name is what other languages borrow, and terms are shown in order.
    for terms in ("axes", "cities", "partners", "showcases", "editions"):
        assert list(getattr(back, terms)) == list(getattr(catalog, terms))
    for key, city in catalog.cities.items():
        assert list(back.cities[key].names) == list(city.names)
    for slug, one in catalog.showcases.items():
        assert list(back.showcases[slug].texts) == list(one.texts)
    validator(closed(catalog_schema(whole["$schema"], WORDS["en"]))).validate(whole)


@thoroughly
@given(catalogs())
def test_what_is_joined_of_excerpts_is_the_whole(catalog: Catalog) -> None:
    files = {asset.path: asset.text for asset in exports(catalog).assets()}
    assert files["data/showcases.json"] == dumps(document(collection(catalog)))
    for slug in catalog.showcases:
        single = read(files[f"data/showcases/{slug}.json"] or "")
        assert single.showcases == {slug: catalog.showcases[slug]}


@thoroughly
@given(catalogs())
def test_a_showcase_is_known_by_its_terms_and_by_nothing_of_others(catalog: Catalog) -> None:
    known = collection(catalog).digests
    for key, axis in catalog.axes.items():
        axes = {**catalog.axes, key: dataclasses.replace(axis, order=axis.order + 1)}
        now = collection(dataclasses.replace(catalog, axes=axes)).digests
        changed = {slug for slug in known if known[slug] != now[slug]}
        assert changed == {showcase.slug for showcase in catalog.by_axis[key]}


def test_what_is_read_back_equals_the_real_catalog(site: BuiltSite) -> None:
    root = site.folder.parent
    catalog = load(Site.read(root / "mkdocs.yml"))
    assert read((site.folder / "data" / "showcases.json").read_text("utf-8")) == catalog
    for slug, one in catalog.showcases.items():
        single = read((site.folder / "data" / "showcases" / f"{slug}.json").read_text("utf-8"))
        assert single.showcases == {slug: one}
        for language, text in single.showcases[slug].texts.items():
            assert text.words == one.texts[language].words > 0
        assert single.axes == {one.axis: catalog.axes[one.axis]}
        assert single.cities == {one.city: catalog.cities[one.city]}
        assert single.editions.keys() == {one.edition, catalog.current_edition}


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"version": "1.0"}', '{"version": "1.0", "languages": 3}']
)
def test_what_is_no_export_is_refused(text: str) -> None:
    with pytest.raises(ExportError):
        read(text)


def test_another_version_is_refused_by_name(real: Catalog) -> None:
    later = dumps(exports_document(real) | {"version": "2.0"})
    with pytest.raises(ExportError, match=rf"version 2\.0 of the format; this reads {VERSION}"):
        read(later)


def exports_document(catalog: Catalog) -> Json:
    shorn = {
        slug: one for slug, one in catalog.showcases.items() if not one.files
    }  # without photographs, which are developed elsewhere
    return document(collection(replace_showcases(catalog, shorn)))


def replace_showcases(catalog: Catalog, showcases: Json) -> Catalog:
    return Catalog(
        catalog.languages,
        catalog.axes,
        catalog.cities,
        catalog.partners,
        showcases,
        catalog.editions,
        catalog.current_edition,
    )


def test_pictures_are_named_with_their_published_addresses(site: BuiltSite) -> None:
    (record,) = published(site, "data/showcases/pont.json")["showcases"]
    assert record["image"] == {
        "file": "vue.png",
        "alt": {"fr": "Le pont vu du quai", "en": "The bridge from the quay"},
        "credit": "Agence",
    }
    (shown,) = record["pictures"]
    assert record["cover"] == shown["url"]
    assert (site.folder / shown["url"].removeprefix(SITE_URL)).is_file()
    (drawn,) = published(site, "data/showcases/tower.json")["showcases"]
    assert re.fullmatch(f"{SITE_URL}assets/covers/[0-9a-f]{{10}}/tower\\.svg", drawn["cover"])
    assert (site.folder / drawn["cover"].removeprefix(SITE_URL)).is_file()


def test_dates_are_those_of_the_history() -> None:
    catalog = load(Site.read(ROOT / "mkdocs.yml"))
    one = next(s for s in catalog.showcases.values() if len(s.texts) == 2 and not s.files)
    dated = collection(replace_showcases(catalog, {one.slug: one}))
    (record,) = document(dated)["showcases"]
    first, second = (record["texts"][key] for key in one.texts)
    assert first["published"] == record["published"] == "2026-01-01T12:30:05Z"
    assert first["modified"] == "2026-01-01T18:30:05Z"
    assert second["modified"] == record["modified"] == "2026-01-02T18:30:05Z"


# The table

FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(
        csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    )


@thoroughly
@given(catalogs())
def test_no_cell_is_a_formula_whatever_separates_the_cells(catalog: Catalog) -> None:
    files = {asset.path: asset.text for asset in exports(catalog).assets()}
    text = files["data/showcases.csv"]
    assert text and text.startswith("\ufeff") and text.endswith("\r\n")
    heading, *body = rows(text)
    assert len(body) == len(catalog.showcases)
    assert all(len(row) == len(heading) for row in body)
    assert [row[0] for row in body] == list(catalog.showcases)
    numbers = {heading.index("Latitude"), heading.index("Longitude")}
    for row in body:
        for index, cell in enumerate(row):
            assert index in numbers or not cell.startswith(FORMULA), cell
    # Excel in French takes semicolons for separators, and does not ask.
    for delimiter in ";\t":
        for row in rows(text, delimiter):
            for cell in row:
                assert not cell.lstrip(" ").startswith(FORMULA), (delimiter, cell)


def test_a_spreadsheet_reads_the_table(site: BuiltSite) -> None:
    sheet = pyexcel.get_sheet(
        file_name=str(site.folder / "data" / "showcases.csv"),
        encoding="utf-8-sig",
        name_columns_by_row=0,
    )
    whole = published(site, "data/showcases.json")
    assert sheet.number_of_rows() == len(whole["showcases"])
    cities = {city["slug"]: city for city in whole["cities"]}
    for row, record in zip(sheet.to_records(), whole["showcases"], strict=True):
        assert row["Identifiant / Identifier"] == record["slug"]
        assert row["Début / Start"] == (record["year"] or "")
        city = cities[record["city"]]
        assert row["City (en)"] == city["name"].get("en", city["name"].get("fr"))
        if city["coordinates"]:
            assert row["Latitude"] == city["coordinates"]["latitude"]
        for key, heading in (("fr", "Titre (fr)"), ("en", "Title (en)")):
            title = record["texts"].get(key, {}).get("title", "")
            assert row[heading] in (title, f"'{title}")
        assert row["Address (en)"] == record["urls"]["en"]
        assert row["Licence"] == f"{licence.SHORT} {licence.ADDRESS}"
    pont = next(r for r in sheet.to_records() if r["Identifiant / Identifier"] == "pont")
    assert pont["Titre (fr)"] == "'=1+1 </script> ]]> & « تجربة »"
    assert pont["Partenaires (fr)"] == "'@Agence | Commune; '=A1"
    assert pont["Status (en)"] == "Running"


# The map


def test_geojson_is_what_rfc_7946_says(site: BuiltSite) -> None:
    text = (site.folder / "data" / "showcases.geojson").read_text("utf-8")
    features = geojson.loads(text)
    assert isinstance(features, geojson.FeatureCollection)
    assert features.is_valid, features.errors()
    whole = published(site, "data/showcases.json")
    cities = {city["slug"]: city["coordinates"] for city in whole["cities"]}
    placed = {r["slug"]: cities[r["city"]] for r in whole["showcases"] if cities[r["city"]]}
    assert "tower" not in placed
    assert len(placed) > 20
    assert {feature["id"]: feature["geometry"] for feature in features["features"]} == {
        slug: {"type": "Point", "coordinates": [point["longitude"], point["latitude"]]}
        for slug, point in placed.items()
    }
    # RFC 7946, 4 and 7.1: no other reference system, and members of GeoJSON where they belong.
    raw = json.loads(text)
    assert "crs" not in raw
    assert not raw.keys() & {"coordinates", "geometry", "geometries", "properties"}
    assert raw["license"] == licence.ADDRESS
    for feature in raw["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert all(
            value is None or isinstance(value, str | int)
            for value in feature["properties"].values()
        )
    pont = next(f for f in raw["features"] if f["id"] == "pont")["properties"]
    assert pont["title_fr"].startswith("=1+1 </script>")
    assert pont["title_en"] == "The Hassan II bridge"


@thoroughly
@given(catalogs())
def test_geojson_is_valid_for_every_catalog(catalog: Catalog) -> None:
    files = {asset.path: asset.text for asset in exports(catalog).assets()}
    features = geojson.loads(files["data/showcases.geojson"])
    assert features.is_valid
    assert len(features["features"]) == sum(
        catalog.cities[one.city].coordinates is not None for one in catalog.showcases.values()
    )


# The record for portals

MANDATORY = {
    DCAT.Catalog: {DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset},
    DCAT.Dataset: {DCTERMS.title, DCTERMS.description},
    DCAT.Distribution: {DCAT.accessURL},
    FOAF.Agent: {FOAF.name},
}
"""By class, the properties that DCAT-AP 3.0 makes mandatory (its sections on main and supportive
entities)."""

RECOMMENDED = {
    DCAT.Catalog: {DCTERMS.language, DCTERMS.license, DCTERMS.issued, DCTERMS.modified},
    DCAT.Dataset: {DCAT.contactPoint, DCAT.distribution, DCAT.keyword, DCAT.theme},
    DCAT.Distribution: {DCTERMS.description, DCTERMS.format, DCTERMS.license},
}

AUTHORITY = "http://publications.europa.eu/resource/authority/"

RANGES = {
    DCTERMS.license: f"{AUTHORITY}licence/",
    DCTERMS.language: f"{AUTHORITY}language/",
    DCTERMS.format: f"{AUTHORITY}file-type/",
    DCAT.theme: f"{AUTHORITY}data-theme/",
    DCTERMS.accrualPeriodicity: f"{AUTHORITY}frequency/",
    DCAT.mediaType: "https://www.iana.org/assignments/media-types/",
}
"""By property, the list of which DCAT-AP takes its values."""


def graph(text: str) -> rdflib.Graph:
    context = json.loads(text)["@context"]
    assert isinstance(context, dict)  # nothing is fetched
    return rdflib.Graph().parse(data=text, format="json-ld")


def test_the_catalogue_record_keeps_to_dcat_ap(site: BuiltSite) -> None:
    found = graph((site.folder / "data" / "catalog.jsonld").read_text("utf-8"))
    for class_, properties in MANDATORY.items():
        subjects = list(found.subjects(RDF.type, class_))
        assert subjects, class_
        for subject in subjects:
            for property_ in properties | RECOMMENDED.get(class_, set()):
                assert (subject, property_, None) in found, (subject, property_)
    assert len(set(found.subjects(RDF.type, DCAT.Distribution))) == 3
    for property_, start in RANGES.items():
        values = list(found.objects(None, property_))
        assert values, property_
        assert all(isinstance(v, rdflib.URIRef) and v.startswith(start) for v in values)
    languages = {str(v).rpartition("/")[2] for v in found.objects(None, DCTERMS.language)}
    assert languages == {"FRA", "ENG"}
    for property_ in (DCTERMS.title, DCTERMS.description):
        for subject in set(found.subjects(property_)):
            tags = {getattr(value, "language", None) for value in found.objects(subject, property_)}
            assert tags == {"fr", "en"}
    for property_ in (DCTERMS.issued, DCTERMS.modified):
        for value in found.objects(None, property_):
            assert isinstance(value, rdflib.Literal) and value.datatype == XSD.dateTime


def test_the_sizes_are_those_of_the_files(site: BuiltSite) -> None:
    found = graph((site.folder / "data" / "catalog.jsonld").read_text("utf-8"))
    for distribution in found.subjects(RDF.type, DCAT.Distribution):
        address = str(found.value(distribution, DCAT.downloadURL))
        file = site.folder / address.removeprefix(SITE_URL)
        assert int(str(found.value(distribution, DCAT.byteSize))) == file.stat().st_size


def test_a_collection_without_showcases_still_says_what_it_is() -> None:
    empty = Catalog(("fr", "en"), {}, {}, {}, {}, {}, 1)
    files = {asset.path: asset.text or "" for asset in exports(empty).assets()}
    found = graph(files["data/catalog.jsonld"])
    assert not list(found.objects(None, DCTERMS.modified))
    assert json.loads(files["data/showcases.json"])["modified"] is None
    assert geojson.loads(files["data/showcases.geojson"]).is_valid
    assert len(rows(files["data/showcases.csv"])) == 1


def test_a_language_without_a_code_is_left_out() -> None:
    assert [three_letters(key) for key in ("fr", "pt-BR", "xx", "no language")] == [
        "FRA",
        "POR",
        None,
        None,
    ]


# Every address


def addresses(value: Any) -> Iterator[str]:
    match value:
        case str() if value.startswith(SITE_URL) and "…" not in value:
            yield value
        case dict():
            for inner in value.values():
                yield from addresses(inner)
        case list():
            for inner in value:
                yield from addresses(inner)


def test_every_address_of_every_export_is_in_the_site(site: BuiltSite) -> None:
    data = site.folder / "data"
    found: dict[str, set[str]] = {
        path.name: set(addresses(json.loads(path.read_text("utf-8"))))
        for path in (
            *data.glob("*.json"),
            *data.glob("showcases/*.json"),
            data / "showcases.geojson",
            data / "catalog.jsonld",
        )
    }
    table = (data / "showcases.csv").read_text("utf-8")
    found["showcases.csv"] = {a for row in rows(table) for a in addresses(row)}
    for path in site.folder.rglob("feed.xml"):
        root = lxml.etree.parse(path).getroot()
        texts = [*root.xpath("//@href"), *root.xpath("//@scheme"), *root.xpath("//text()")]
        found[path.relative_to(site.folder).as_posix()] = set(addresses([str(t) for t in texts]))
    assert len(found) > 40
    for name, each in found.items():
        assert each, name
        for address in each:
            where, fragment = urldefrag(address.removeprefix(SITE_URL))
            file = site.folder / unquote(where)
            file = file / "index.html" if where.endswith("/") or not where else file
            assert file.is_file(), (name, address)
            if fragment and file.suffix == ".html":
                ids = site.page(where).xpath("//@id")
                assert fragment in ids, (name, address)


def test_the_same_tree_gives_the_same_bytes_everywhere() -> None:
    """Whatever the order of sets, the zone and the locale."""
    program = (
        "import hashlib, pathlib, agora\n"
        "assets = agora.Publication.load(pathlib.Path('mkdocs.yml'), print).exports.assets()\n"
        "made = [(asset.path, asset.text) for asset in assets]\n"
        "print(hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **surroundings},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for surroundings in (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"},
        )
    }
    assert len(made) == 1


# The page, and how it is found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_leads_to_every_file(site: BuiltSite, language: str) -> None:
    address = "data/" if language == "fr" else "en/data/"
    targets = site.targets(address)
    files = {f"data/{name}" for name in ("showcases.json", "showcases.csv", "showcases.geojson")}
    assert files | {"data/catalog.jsonld", "data/showcases.schema.json"} <= targets
    prefix = "" if language == "fr" else "en/"
    feeds = {
        path.relative_to(site.folder).as_posix()
        for path in site.folder.rglob("feed.xml")
        if path.is_relative_to(site.folder / "en") == (language == "en")
    }
    assert f"{prefix}feed.xml" in feeds
    assert feeds <= targets
    for download in site.page(address).cssselect(".ag-download a"):
        assert (site.folder / "data" / Path(download.attrib["href"]).name).is_file()
    text = site.text(address)
    assert "CC BY 4.0" in text
    assert f"{SITE_URL}{address}" in site.text(address, ".ag-citation")


def test_the_page_explains_every_field_and_column(site: BuiltSite) -> None:
    page = site.page("en/data/")
    names = [code.text for code in page.cssselect(".ag-fields tbody th code")]
    schema_ = published(site, "data/showcases.schema.json")
    described = [schema_, *(n for n in schema_["$defs"].values() if "properties" in n)]
    assert names == [
        *described[0]["properties"],
        *(name for node in described[1:] for name in node["properties"]),
    ]
    for row in page.cssselect(".ag-fields tbody tr"):
        assert all(cell.text_content().strip() for cell in row)
    text = site.text("en/data/")
    assert "text, 90 characters at most" in text
    assert "one of these words: planned, pilot, running, ended, null if missing" in text
    columns = [item.text for item in page.cssselect(".ag-columns li")]
    assert columns == rows((site.folder / "data" / "showcases.csv").read_text("utf-8"))[0]


def test_every_page_leads_to_the_data_and_names_the_feeds(site: BuiltSite) -> None:
    for address in site.ordinary:
        if address.endswith("vieux-pont/"):
            continue  # which only leads on
        prefix = "en/" if address.startswith("en/") else ""
        assert f"{prefix}data/" in site.targets(address, "footer"), address
        feeds = {
            urljoin(SITE_URL + address, link.get("href")).removeprefix(SITE_URL)
            for link in site.page(address).cssselect('link[type="application/atom+xml"]')
            if link.get("rel") == "alternate"
        }
        own = re.fullmatch(r"(en/)?axes/[a-z]+/", address)
        assert feeds == {f"{prefix}feed.xml"} | ({f"{address}feed.xml"} if own else set())
    (link,) = site.page("en/showcases/pont/").cssselect('link[type="application/json"]')
    assert link.get("href") == "../../../data/showcases/pont.json"
    assert "data/" in site.targets("about/", "main")
    assert "en/data/" in site.targets("en/about/", "main")


def test_sizes_are_written_as_readers_know_them() -> None:
    assert size(412_345, WORDS["fr"]) == "412\u202fko"
    assert size(1, WORDS["en"]) == "1 kB"
    assert size(12_345_678, WORDS["en"]) == "12.3 MB"


def test_a_site_that_does_not_say_where_it_is_has_no_exports(real: Catalog) -> None:
    nowhere = exports(replace_showcases(real, {}), address="")
    assert list(nowhere.assets()) == []
    assert list(nowhere.representations((), "fr")) == []
    assert nowhere.view("fr") is None


def test_a_third_language_has_its_columns_properties_and_feeds(tmp_path: Path) -> None:
    root = arabic_site(tmp_path / "agora")
    publication = Publication.load(root / "mkdocs.yml", lambda _: None, ADDRESS)
    with blank_pictures():
        files = {path: asset.text or "" for path, asset in publication.assets.items()}
    (heading, *_) = rows(files["data/showcases.csv"])
    assert "العنوان (ar)" in heading
    assert len([h for h in heading if h.endswith("(ar)")]) == len(
        [h for h in heading if h.endswith("(fr)")]
    )
    (first, *_) = json.loads(files["data/showcases.geojson"])["features"]
    assert first["properties"]["country_ar"]
    assert {"ar/feed.xml", "ar/axes/social/feed.xml"} <= files.keys()
    assert f"{AUTHORITY}language/ARA" in files["data/catalog.jsonld"]
    assert read(files["data/showcases.json"]) == publication.catalog
    view = publication.exports.view("ar")
    assert view and view.groups[0].title == "الفهرس"
