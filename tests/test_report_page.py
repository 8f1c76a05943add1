"""The page `/report/`, built with a collection in which every gap is planted."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from agora.links.verdicts import cache_file, write_cache
from agora.report.schema import schema
from agora.site import Site
from building import BuiltSite, build, copy_site
from conftest import ROOT
from test_report import EXPECTED, PLANTED, VERDICTS, date_files

BASE = "https://git.example.org/agora/edit/main/"
MESSAGES = {
    "": "«\u202fLe pont seul\u202f» n’existe pas encore en anglais",
    "en/": "“Le pont seul” is not in English yet",
}
LANGUAGES = pytest.mark.parametrize("prefix", ["", "en/"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    root = copy_site(tmp_path_factory.mktemp("report") / "agora")
    bodies = {key: (ROOT / "tests" / f"body.{key}.md").read_text("utf-8") for key in ("fr", "en")}
    for name, content in PLANTED.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            for language, body in bodies.items():
                content = content.replace(f"{{body.{language}}}", body)
            path.write_text(content, "utf-8")
    date_files(root)
    write_cache(cache_file(Site.read(root / "mkdocs.yml")), VERDICTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        patch.delenv("REPO_URL", raising=False)
        return build(root)


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@LANGUAGES
def test_each_gap_is_on_the_page_with_the_file_to_edit(site: BuiltSite, prefix: str) -> None:
    page = site.page(f"{prefix}report/")
    for kind, path, line in EXPECTED:
        (heading,) = page.cssselect(f'h3[id="{kind}"]')
        (listing,) = heading.xpath("following-sibling::*[1]")
        links = {link.text_content(): link.get("href") for link in listing.cssselect("a")}
        if path == "showcases/cities.yml":  # the real list of cities is longer
            assert BASE + path in links.values()
        else:
            places = [text for text in links if text.split(":")[0] == path]
            assert links[places[0]] == BASE + path
            assert line is None or any(text.split(":")[1] == str(line) for text in places)


@LANGUAGES
def test_its_downloads_lie_beside_it_in_its_language(site: BuiltSite, prefix: str) -> None:
    folder = site.folder / prefix / "report"
    assert {path.name for path in folder.iterdir()} == {"index.html", "report.csv", "report.json"}
    document = json.loads((folder / "report.json").read_text("utf-8"))
    assert document["language"] == ("en" if prefix else "fr")
    rows = lines(folder / "report.csv")
    told = {place["path"] for one in document["findings"] for place in one["places"]}
    assert {row["file"] for row in rows} == told
    message = MESSAGES[prefix]
    assert message in {row["message"] for row in rows}
    assert " ".join(message.split()) in site.text(f"{prefix}report/")
    targets = site.targets(f"{prefix}report/", ".ag-report")
    assert {f"{prefix}report/report.csv", f"{prefix}report/report.json"} <= targets


def test_its_schema_is_published(site: BuiltSite) -> None:
    assert json.loads((site.folder / "schema" / "report.json").read_text("utf-8")) == schema()


@LANGUAGES
def test_nobody_is_led_to_it_but_who_knows_it(site: BuiltSite, prefix: str) -> None:
    address = f"{prefix}report/"
    (robots,) = site.page(address).cssselect('meta[name="robots"]')
    assert robots.get("content") == "noindex"
    assert "report/" not in (site.folder / "sitemap.xml").read_text("utf-8")
    others = site.addresses - {"report/", "en/report/"}
    assert not [one for one in others if address in site.targets(one, "body")]


def test_no_link_of_the_site_is_broken(site: BuiltSite) -> None:
    assert list(site.broken()) == []
