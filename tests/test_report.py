"""The organiser's report: a collection in which every gap is planted, and what is told of it."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import string
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from agora.cli import main
from agora.content.history import History
from agora.data.collection import Collection
from agora.keeping.pack import Pack
from agora.links.verdicts import Verdict, cache_file, write_cache
from agora.loading import load
from agora.pages.photographs import develop
from agora.report import formats
from agora.report.charts import MOST_COLUMNS, columns, matrix
from agora.report.coverage import by_year
from agora.report.findings import KINDS
from agora.report.near_duplicates import SHORTEST, are_near, fold, near_pairs
from agora.report.places import Places
from agora.report.reported import Reported
from agora.report.reporting import Report, report
from agora.report.schema import schema
from agora.report.view import MOST_LISTED, view
from agora.report.wording import FOLDER, PLAIN, words
from agora.safety.output import for_terminal
from agora.site import Site
from agora.strings import LOCALES, Strings
from building import showcase, translation
from conftest import ROOT, Write
from pictures import picture
from test_words import texts

GOLDEN = Path(__file__).parent / "report"

DEAD, GONE, SHY, OLD, WELL = (
    f"https://{name}.example.org/" for name in ("dead", "gone", "shy", "old", "well")
)

COMPLETE = (
    "year: 2024\nstatus: running\ntags: [pont]\nimage: {file: pont.jpg, alt: Un pont, credit: A}\n"
    f"links: [{{title: A, url: '{WELL}'}}]\nsources: [{{title: A, url: '{WELL}'}}]\n"
)
"""What leaves no field out."""

ENGLISH_ALT = "image: {alt: A bridge}\n"
BODIES = {"fr": "{body.fr}", "en": "{body.en}"}


def complete(title: str, *, extra: str = COMPLETE, body: str = BODIES["fr"], **facts: str) -> str:
    return showcase(title=title, extra=extra, body=body, **facts)


def english(title: str, extra: str = ENGLISH_ALT) -> str:
    return translation(title=title, extra=extra).replace("Two banks, one river.", BODIES["en"])


def without(field: str, extra: str = COMPLETE) -> str:
    return re.sub(rf"^{field}:.*\n", "", extra, flags=re.M)


UNLISTED = "country: MA\n" + COMPLETE

PLANTED: dict[str, str | bytes] = {
    # one showcase that lacks nothing, whose axis has enough of them
    "showcases/bon.fr.md": complete("Le bon pont"),
    "showcases/bon.en.md": english("The good bridge"),
    "showcases/seul.fr.md": complete("Le pont seul"),
    "showcases/vieux.fr.md": complete("Le pont revu"),
    "showcases/vieux.en.md": english("The revised bridge"),
    "showcases/social.fr.md": complete("Le seul de son axe", axis="social"),
    "showcases/social.en.md": english("The only one of its axis"),
    "showcases/vide.fr.md": complete("Le pont nu", extra=""),
    "showcases/vide.en.md": english("The bare bridge", extra=""),
    "showcases/court.fr.md": complete("Le pont bref", body="Peu de mots.\n"),
    "showcases/court.en.md": english("The brief bridge"),
    "showcases/agence.fr.md": complete("Le pont mal signé", partner="Agence du Bouregrag"),
    "showcases/agence.en.md": english("The misspelt bridge"),
    "showcases/ordre.fr.md": complete("Le pont inverse", partner="Bouregreg Agence SA"),
    "showcases/ordre.en.md": english("The inverted bridge"),
    "showcases/tinghir.fr.md": complete("Le pont de Tinghir", city="Tinghir", extra=UNLISTED),
    "showcases/tinghir.en.md": english("The bridge in Tinghir"),
    "showcases/tinghyr.fr.md": complete("Le pont de Tinghyr", city="Tinghyr", extra=UNLISTED),
    "showcases/tinghyr.en.md": english("The bridge in Tinghyr"),
    "showcases/anonyme.fr.md": complete(
        "Le pont sans auteur", extra=COMPLETE.replace(", credit: A", "")
    ),
    "showcases/anonyme.en.md": english("The bridge by nobody"),
    "showcases/dormant.fr.md": complete("Le pont endormi"),
    "showcases/dormant.en.md": english("The sleeping bridge"),
    "showcases/prevu.fr.md": complete(
        "Le pont promis", extra=COMPLETE.replace("running", "planned")
    ),
    "showcases/prevu.en.md": english("The promised bridge"),
    "showcases/pilote.fr.md": complete(
        "Le pont pilote", extra=COMPLETE.replace("running", "pilot").replace("2024", "2019")
    ),
    "showcases/pilote.en.md": english("The pilot bridge"),
    "showcases/liens.fr.md": complete(
        "Le pont des liens",
        extra=without("links")
        + f"links:\n  - {{title: A, url: '{DEAD}'}}\n  - title: B\n    url: {OLD}#tout\n",
        body=f"[Ici]({GONE}) et <{SHY}>.\n\n" + BODIES["fr"],
    ),
    "showcases/liens.en.md": english("The bridge of links"),
    "showcases/formule.fr.md": complete("=HYPERLINK(1) <b>", extra=without("status")),
    "showcases/formule.en.md": english("=HYPERLINK(1) <b>"),
}

PLANTED |= {
    f"{path.partition('.')[0]}/pont.jpg": picture()
    for path, content in PLANTED.items()
    if "pont.jpg" in str(content)
}

EXPECTED = {
    ("missing-translation", "showcases/seul.fr.md", None),
    ("old-translation", "showcases/vieux.en.md", None),
    ("thin-axis", "docs/axes/social.fr.md", None),
    ("unused-city", "showcases/cities.yml", 2),
    ("unused-city", "showcases/cities.yml", 3),
    ("no-pin", "showcases/tinghir.fr.md", 6),
    ("no-pin", "showcases/tinghyr.fr.md", 6),
    ("similar-partners", "showcases/agence.fr.md", 5),
    ("similar-partners", "showcases/ordre.fr.md", 5),
    ("similar-cities", "showcases/tinghir.fr.md", 6),
    ("no-year", "showcases/vide.fr.md", None),
    ("no-status", "showcases/vide.fr.md", None),
    ("no-status", "showcases/formule.fr.md", None),
    ("no-tags", "showcases/vide.fr.md", None),
    ("no-image", "showcases/vide.fr.md", None),
    ("no-links", "showcases/vide.fr.md", None),
    ("no-sources", "showcases/vide.fr.md", None),
    ("thin-text", "showcases/court.fr.md", None),
    ("no-credit", "showcases/anonyme.fr.md", 10),
    ("untouched", "showcases/dormant.fr.md", None),
    ("late-start", "showcases/prevu.fr.md", 8),
    ("long-pilot", "showcases/pilote.fr.md", 8),
    ("broken-link", "showcases/liens.fr.md", 13),
    ("unreachable-link", "showcases/liens.fr.md", 20),
    ("refused-link", "showcases/liens.fr.md", 20),
    ("moved-link", "showcases/liens.fr.md", 15),
}
"""Kind, file and line of every finding: all that was planted, and nothing else."""


VERDICTS = {
    DEAD: Verdict("broken", 1, 404, "status"),
    GONE: Verdict("unreachable", 1, None, "timeout"),
    SHY: Verdict("refused", 1, 403, "status"),
    OLD: Verdict("moved", 1, 200, advised="https://new.example.org/"),
    WELL: Verdict("ok", 1, 200),
    "https://unlinked.example.org/": Verdict("broken", 1, 404, "status"),
}


def date_files(root: Path) -> None:
    """Give the planted files their dates, which outside a repository are those of the files."""

    def touch(path: Path, year: int) -> None:
        seconds = int(datetime(year, 6, 15, 12, tzinfo=UTC).timestamp())
        os.utime(path, (seconds, seconds))

    for path in root.rglob("*.md"):
        touch(path, 2026)
    touch(root / "showcases" / "vieux.en.md", 2025)
    for language in ("fr", "en"):
        touch(root / "showcases" / f"dormant.{language}.md", 2023)


@pytest.fixture
def planted(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = write(PLANTED)
    date_files(root)
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8")
        + "repo_url: https://git.example.org/agora\nedit_uri: edit/main/docs/\n",
        "utf-8",
    )
    write_cache(cache_file(Site.read(config)), VERDICTS)
    return root


def of(root: Path) -> Report:
    site = Site.read(root / "mkdocs.yml")
    return report(site, load(site), History.read(site))


def run(root: Path, *arguments: str) -> list[str]:
    return ["report", "-f", str(root / "mkdocs.yml"), *arguments]


def test_each_gap_is_named_with_its_file(planted: Path) -> None:
    findings = of(planted).findings
    told = {(f.kind, f.places[0].path, f.places[0].line) for f in findings}
    assert told == EXPECTED
    assert len(findings) == len(EXPECTED) + 1  # three spellings of one name make three pairs
    assert {kind for kind, _, _ in EXPECTED} == set(KINDS)
    for finding in findings:
        for place in finding.places:
            assert (planted / place.path).is_file()
    pairs = {
        (str(finding.arguments["name"]), str(finding.arguments["other"])): finding.places
        for finding in findings
        if finding.kind == "similar-partners"
    }
    right, slip, turned = "Agence du Bouregreg", "Agence du Bouregrag", "Bouregreg Agence SA"
    assert pairs.keys() == {(slip, right), (turned, right), (slip, turned)}
    # The rarer name first, then one file with the other.
    assert [str(place) for place in pairs[slip, right]] == [
        "showcases/agence.fr.md:5",
        "showcases/anonyme.fr.md:5",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_text_is_the_golden_one(
    planted: Path,
    language: str,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    assert main(run(planted, "--lang", language)) == 0
    printed = capsys.readouterr().out
    path = GOLDEN / f"planted.{language}.txt"
    if pytestconfig.getoption("update_golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(printed, "utf-8")
    assert printed == path.read_text("utf-8")
    for _, name, line in EXPECTED:
        place = f"{name}:{line}" if line else name
        assert re.search(rf"^  {re.escape(place)}(?::\d+)?(?:  |$)", printed, re.M)


def test_at_a_terminal_places_are_in_colour(planted: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "agora", "report"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=planted, env=environment, stdout=slave, stdin=slave)
    os.close(slave)
    printed = b""
    while True:
        try:
            chunk = os.read(master, 10_000)
        except OSError:  # Linux says so where others return nothing
            break
        if not chunk:
            break
        printed += chunk
    assert process.wait() == 0
    os.close(master)
    text = printed.decode().replace("\r", "")
    assert "\x1b[34mshowcases/seul.fr.md\x1b[0m" in text
    plain = re.sub(r"\x1b\[\d+m", "", text)
    assert plain == (GOLDEN / "planted.en.txt").read_text("utf-8")


def test_the_json_follows_its_schema(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(run(planted, "--format", "json")) == 0
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(document, schema(), cls=jsonschema.Draft202012Validator)
    told = {
        (one["kind"], one["places"][0]["path"], one["places"][0]["line"])
        for one in document["findings"]
    }
    assert told == EXPECTED
    assert document["day"] == "2026-06-15"
    social = next(row for row in document["axes"] if row["axis"] == "social")
    assert social == {
        "axis": "social",
        "showcases": 1,
        "languages": {
            "fr": {"originals": 1, "translations": 0, "missing": 0},
            "en": {"originals": 0, "translations": 1, "missing": 0},
        },
    }
    assert document["cities"][0]["city"] == "rabat"
    assert sum(row["showcases"] for row in document["cities"]) == document["counts"]["showcases"]
    assert list(document["years"]) == [str(year) for year in range(2019, 2025)]
    places = [place for one in document["findings"] for place in one["places"]]
    base = "https://git.example.org/agora/edit/main/"
    assert all(place["edit"] == base + place["path"] for place in places)


def test_the_csv_leads_to_each_file_and_runs_nothing(planted: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    assert main(run(planted, "--format", "csv", "--lang", "fr", "-o", str(path))) == 0
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfsection,kind,")
    assert content.count(b"\r\n") == content.count(b"\n")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    told = {(row["kind"], row["file"], int(row["line"]) if row["line"] else None) for row in rows}
    assert told >= EXPECTED
    assert all(row["edit"].endswith(row["file"]) for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@\t\r" and cell]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_document_stands_alone(
    planted: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(run(planted, "--format", "html", "--lang", language)) == 0
    printed = capsys.readouterr().out
    page = lxml.html.document_fromstring(printed)
    assert page.get("lang") == language
    assert not page.cssselect("link, script, img, iframe, b")
    addresses = [a.get("href", "") for a in page.cssselect("a")]
    base = "https://git.example.org/agora/edit/main/"
    assert {base + path for _, path, _ in EXPECTED} <= set(addresses)
    for link in addresses:
        assert link.startswith(base) or page.cssselect(f'[id="{link.removeprefix("#")}"]')
    for chart in page.cssselect("svg"):
        labels = chart.get("aria-labelledby", "").split()
        assert [page.get_element_by_id(label).text_content() for label in labels]
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert "\u202f" in page.text_content() if language == "fr" else True


def test_where_the_report_cannot_be_written(
    planted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(run(planted, "-o", str(tmp_path / "no" / "report.txt"))) == 2
    assert "No such file or directory" in capsys.readouterr().err


def test_nothing_to_report(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an empty site, only its thin axes and unused cities are told."""
    root = write({})
    assert main(run(root)) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("0 showcases, 5 points to look at\n\n")
    assert "External links have not been checked: `agora links` checks them." in printed
    (root / "showcases" / "cities.yml").unlink()
    for path in (root / "docs" / "axes").iterdir():
        path.unlink()
    assert main(run(root)) == 0
    assert "\nNothing to report.\n" in capsys.readouterr().out
    assert main(run(root, "--format", "html")) == 0
    assert "Nothing to report." in capsys.readouterr().out


def test_a_collection_with_problems_has_no_report(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(run(write({"showcases/pont.fr.md": ""}))) == 2
    assert "the file is empty" in capsys.readouterr().err


def test_the_same_files_give_the_same_report(planted: Path) -> None:
    first = [write(of(planted), words("fr")) for write in formats.FORMATS.values()]
    assert first == [write(of(planted), words("fr")) for write in formats.FORMATS.values()]


def test_what_is_taken_for_plain_is_written_as_it_is() -> None:
    plain = [c for c in map(chr, range(sys.maxunicode + 1)) if PLAIN.fullmatch(c)]
    assert {"e", "é", "’", "\u202f"} < set(plain)
    assert for_terminal("".join(plain)) == "".join(plain)


def test_a_build_knows_a_report_by_all_that_it_tells(planted: Path) -> None:
    def reported() -> Reported:
        site = Site.read(planted / "mkdocs.yml")
        catalog = load(site)
        photographs = develop(site, catalog, lambda _: None)
        return Reported(Collection(site, catalog, History.read(site), photographs), Pack())

    def edit(name: str, old: str, new: str) -> None:
        path = planted / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        date_files(planted)

    def touch() -> None:
        for language in ("fr", "en"):
            os.utime(planted / "showcases" / f"dormant.{language}.md", (1, 1))

    known = {reported().digest}
    assert {reported().digest} == known
    told = {formats.as_json(reported().report, words("en"))}
    for number, change in enumerate(
        (
            lambda: edit("showcases/anonyme.fr.md", "image:", "# a line more\nimage:"),
            lambda: edit("showcases/cities.yml", "casablanca:", "# a line more\ncasablanca:"),
            lambda: edit("showcases/court.fr.md", "\n---\n", "\n---\n\nDeux mots de plus.\n"),
            lambda: edit("mkdocs.yml", "example.org/agora", "example.org/other"),
            lambda: write_cache(cache_file(Site.read(planted / "mkdocs.yml")), {}),
            touch,
        ),
        start=2,
    ):
        change()
        now = reported()
        known.add(now.digest)
        told.add(formats.as_json(now.report, words("en")))
        assert (len(told), len(known)) == (number, number)


def test_a_build_knows_a_report_by_the_languages_of_its_texts(write: Write) -> None:
    # In both languages, another showcase names the partner as well, which stays the same.
    names = ("gare.fr", "pont.fr", "port.en")
    root = write({f"showcases/{name}.md": showcase() for name in names})

    def reported() -> tuple[bytes, str]:
        site = Site.read(root / "mkdocs.yml")
        made = Reported(Collection(site, load(site), History.read(site), {}), Pack())
        return made.digest, formats.as_json(made.report, words("en"))

    before, told = reported()
    # It keeps its bytes and its times.
    (root / "showcases" / "pont.fr.md").rename(root / "showcases" / "pont.en.md")
    after, then = reported()
    assert then != told
    assert after != before


def test_the_page_is_bounded(planted: Path, write: Write) -> None:
    root = write({f"showcases/p{n}.fr.md": showcase(title=f"Pont {n}") for n in range(40)})
    page = view(of(root), words("en"), MOST_LISTED)
    kinds = {kind.key: kind for section in page.sections for kind in section.kinds}
    assert (len(kinds["no-year"].lines), kinds["no-year"].count) == (MOST_LISTED, 41)
    assert kinds["no-year"].more == 41 - MOST_LISTED


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Agence du Bouregreg", "Agence de Bouregrag", True),
        ("Casa Transports", "Casa-Transport SA", True),
        ("Université Hassan II", "Hassan II, Université", True),
        ("Université Hassan II", "Université Hassan III", False),
        ("Fondation Mohammed V", "Fondation Mohammed VI", False),
        ("Paris 8", "Paris 1", False),
        ("ONE", "ONEE", False),
        ("O.N.E.E.", "ONEE", False),  # as slugs take them apart
        ("Lydec", "Lydex", True),
        ("Lydec", "Redal", False),
        ("SA", "S. A.", False),
        ("الدار", "الدارة", True),
    ],
)
def test_which_names_are_near(one: str, other: str, expected: bool) -> None:
    first, second = fold(one), fold(other)
    assert first and second
    assert are_near(first, second) is are_near(second, first) is expected


def test_a_name_without_letters_is_near_to_none() -> None:
    assert fold("!!!") is None
    assert list(near_pairs({"a": {"fr": "!!!"}, "b": {"fr": "!!!"}})) == []


WORD = st.text("abé", min_size=1, max_size=4) | st.sampled_from(["la", "sa", "ii", "7"])
NAMES = st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), max_size=14)


@settings(deadline=None)
@given(NAMES)
def test_filing_misses_none_of_what_comparing_all_with_all_finds(names: list[str]) -> None:
    terms = {f"t{n:02}": {"fr": name} for n, name in enumerate(names)}

    def words_of(name: str) -> tuple[list[str], list[str]]:
        folded = fold(name)
        return (folded.written.split(), list(folded.numbers)) if folded else ([], [])

    def near(one: str, other: str) -> bool:
        """The definition, read again and written out."""
        (ours, numbers), (theirs, others) = words_of(one), words_of(other)
        if not ours or not theirs or numbers != others:
            return False
        for a, b in ((ours, theirs), (sorted(ours), sorted(theirs))):
            first, second = " ".join(a), " ".join(b)
            long = min(len(first), len(second)) >= SHORTEST
            if first == second or (long and OSA.distance(first, second) <= 1):
                return True
        return False

    expected = {
        (one, other)
        for one in terms
        for other in terms
        if one < other and near(terms[one]["fr"], terms[other]["fr"])
    }
    assert {pair for pair, _ in near_pairs(terms)} == expected


def test_a_thousand_names_alike_but_for_their_end_are_not_compared_pair_by_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def count(*names: Any) -> bool:
        nonlocal compared
        compared += 1
        return are_near(*names)

    monkeypatch.setattr("agora.report.near_duplicates.are_near", count)
    letters = string.ascii_lowercase
    ends = [f"{a}{b}{c}" * 2 for a in letters[:10] for b in letters[:10] for c in letters[:10]]
    terms = {end: {"fr": f"Commune urbaine {end}"} for end in ends}
    assert list(near_pairs(terms)) == []
    assert compared < 2 * len(ends)


def test_the_line_of_a_field(tmp_path: Path) -> None:
    content = "---\n'title': A\npartner:\n- A\n- B\n\n# C\ncity: C\n---\n\nstatus: no\n"
    (tmp_path / "a.md").write_text(content, "utf-8")
    (tmp_path / "b.md").write_text("city: D\n", "utf-8")
    places = Places(tmp_path)
    assert str(places.field("a.md", "title")) == "a.md:2"
    assert str(places.field("a.md", "partner", "B")) == "a.md:5"
    assert str(places.field("a.md", "partner", "C")) == "a.md:3"
    assert str(places.field("a.md", "city")) == "a.md:8"
    assert str(places.field("a.md", "status")) == "a.md"
    assert str(places.field("b.md", "city")) == "b.md"
    assert str(places.field("none.md", "city")) == "none.md"
    assert str(places.named(["b.md", "a.md"], "city", "C")) == "a.md:8"
    assert str(places.named(["b.md", "a.md"], "city", "X")) == "b.md"


def test_columns_of_years() -> None:
    assert columns({}) is None
    chart = columns({2020: 1, 2021: 0, 2022: 4})
    assert chart
    assert [(c.first, c.last, c.count) for c in chart.columns] == [
        (2020, 2020, 1),
        (2021, 2021, 0),
        (2022, 2022, 4),
    ]
    assert chart.columns[2].height == 4 * chart.columns[0].height
    long = columns(dict.fromkeys(range(1800, 2101), 1))
    assert long
    assert len(long.columns) <= MOST_COLUMNS
    assert sum(column.count for column in long.columns) == 301
    assert all(column.x + column.width <= long.width for column in long.columns)
    assert long.columns[0].label == "1800"


def test_the_matrix_holds_every_axis() -> None:
    assert matrix([("A", "#000")], []) is None
    axes = [(f"Axe {n}", "#000") for n in range(12)]
    chart = matrix(axes, [("Une ville au nom vraiment très long", range(12)), ("B", [0] * 12)])
    assert chart
    assert chart.rows[0].name == "Une ville au nom…"
    assert max(cell.x for cell in chart.rows[0].cells) + chart.cell < chart.width
    assert [cell.strength for cell in chart.rows[0].cells][-1] == 1


def test_years_without_any(planted: Path) -> None:
    catalog = of(planted).catalog
    assert by_year(catalog)[2020] == 0


@pytest.mark.parametrize("language", sorted(path.stem for path in LOCALES.glob("*.yml")))
def test_languages_have_the_same_strings(language: str) -> None:
    def shape(language: str) -> dict[str, set[str]]:
        shapes: dict[str, set[str]] = {}
        for key, text in texts(Strings.load(language, [FOLDER]).entry()):
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            shapes[key] = shapes.get(key, set()) | names
        return shapes

    assert shape(language) == shape("fr")


def test_french_typography() -> None:
    for key, text in texts(Strings.load("fr", [FOLDER]).entry()):
        assert not re.search(r"[^\u202f\s][;!?»]|[^\u202f/s]:(?= |$)|«(?!\u202f)", text), key
        assert not re.search(r" [:;!?»]|« ", text), key
        assert "'" not in text, key
