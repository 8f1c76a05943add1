"""What meets a contributor on GitHub: workflows, their scripts, issue forms, CONTRIBUTING."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from agora import loading
from agora.content import axes
from agora.problems import Place, Problem
from agora.problems.formats import as_json
from agora.site import Site
from agora.strings import LOCALES, Strings
from building import ROOT

GITHUB = ROOT / ".github"
SCRIPTS = GITHUB / "scripts"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(
    set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"}
)
LANGUAGES = ("fr", "en")

WRITES = {
    ("deploy", "deploy"): {"pages", "id-token"},
    ("update", "propose"): {"contents", "pull-requests"},
}
"""What jobs may write; none of them runs what a contributor or a dependency wrote."""

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
each_form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        encoding="utf-8",
    )


def jobs(path: Path) -> Mapping[str, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8"))["jobs"])


def steps(path: Path) -> Iterator[Mapping[str, Any]]:
    for job in jobs(path).values():
        yield from job["steps"]


# Files that GitHub reads.


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_follow_the_schema_that_github_publishes(schema: str, paths: list[Path]) -> None:
    assert paths
    checked = run(
        *(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"), *paths
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_workflows_pass_a_security_audit() -> None:
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    assert zizmor, "zizmor is not installed"
    audited = run(zizmor, "--offline", "--persona", "pedantic", *WORKFLOWS)
    assert audited.returncode == 0, audited.stdout + audited.stderr


@each_workflow
def test_no_trigger_gives_a_fork_more_than_reading(path: Path) -> None:
    # YAML 1.1 reads the key `on` as true.
    triggers = yaml.safe_load(path.read_text("utf-8"))[True]
    assert set(triggers) <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert "secrets" not in path.read_text("utf-8").replace("holds no secret", "")


@each_workflow
def test_jobs_may_do_only_what_they_need(path: Path) -> None:
    assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {}
    for name, job in jobs(path).items():
        writes = {scope for scope, level in job["permissions"].items() if level != "read"}
        assert writes == WRITES.get((path.stem, name), set())
        assert job["timeout-minutes"] <= 30


@each_workflow
def test_nothing_is_interpolated_into_a_shell(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")


@each_workflow
def test_what_a_workflow_takes_from_the_event_is_not_a_contributors_text(path: Path) -> None:
    expressions = set(re.findall(r"github\.(?:event\.[\w.]+|head_ref)", path.read_text("utf-8")))
    assert expressions <= {"github.event.repository.fork", "github.event.repository.has_pages"}


@each_workflow
def test_actions_are_pinned_and_leave_no_credentials(path: Path) -> None:
    for line in re.findall(r"uses: (.*)", path.read_text("utf-8")):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each_workflow
def test_commands_of_workflows_exist(path: Path) -> None:
    """Targets of the Makefile and files of the repository that the steps name."""
    targets = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for step in steps(path):
        script = step.get("run", "")
        assert set(re.findall(r"\bmake (?:-C \S+ )?([\w./-]+)", script)) <= targets
        for file in re.findall(r"\.github/scripts/\S+|\.ci/\w+", script):
            assert (ROOT / file).is_file()


@each_form
def test_forms_offer_the_axes_and_speak_both_languages(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    known = axes.load(Site.read(ROOT / "mkdocs.yml"), [])
    names = [
        f"{axis.key}\u202f: {axis.titles['fr']} · {axis.titles['en']}" for axis in known.values()
    ]
    for field in form["body"]:
        attributes = field["attributes"]
        if field["type"] == "dropdown":
            assert attributes["options"][:-1] == names
        if field["type"] != "markdown" and attributes["label"] != "Sources":
            assert " · " in attributes["label"]
        assert " · " in attributes.get("description", " · ")
    assert " · " in form["name"] and " · " in form["description"]


# CONTRIBUTING, in both languages.


def structure(text: str) -> list[str]:
    """The kinds of lines of a text, and the fixed parts that languages share."""
    text = re.sub(r"```.*?```", "```", text, flags=re.S)
    kinds = re.findall(r"^(#+|\d\.|-|```)(?=\s|$)", text, re.M)
    return kinds + re.findall(
        r"\*\*((?:Commit|Propose|Create|Add|Upload|Files|Details)[^*]*)\*\*", text
    )


def test_both_contributing_files_say_the_same() -> None:
    french, english = (
        (ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.fr.md", "CONTRIBUTING.md")
    )
    assert structure(french) == structure(english)
    assert not re.search(r"[^\u202f\s][;!?»]|[ \u00a0][:;!?»]|« |'", without_code(french))


def without_code(text: str) -> str:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)
    return re.sub(r"\]\([^)]*\)", "]", text)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.fr.md"])
def test_contributing_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        path, _, query = path.partition("?")
        if path.startswith("../../"):
            # Beside `blob/main/`, on the repository's own GitHub pages.
            form = query.removeprefix("template=")
            assert (
                path == "../../new/main/showcases" or (GITHUB / "ISSUE_TEMPLATE" / form).is_file()
            )
        else:
            assert (ROOT / path).is_file(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)", (ROOT / path).read_text("utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


# Strings of the summaries.


def test_summaries_have_the_same_strings_in_both_languages() -> None:
    def shape(entry: Any) -> Any:
        if isinstance(entry, Mapping):
            return {key: shape(value) for key, value in entry.items()}
        return sorted(re.findall(r"{\w+}", str(entry)))

    french, english = (
        Strings.load(language, [LOCALES / "pull-request"]).entry() for language in LANGUAGES
    )
    assert shape(french) == shape(english)


# The summary of problems.


class Cells(HTMLParser):
    """The tags and the text of a document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def summary_of(problems: list[Problem], folder: Path, **environment: str) -> str:
    for language in LANGUAGES:
        report = as_json(problems, Strings.load(language), ROOT)
        (folder / f"{language}.json").write_text(report, "utf-8")
    written = run(
        *(sys.executable, SCRIPTS / "problems.py", folder / "fr.json", folder / "en.json"),
        **environment,
    )
    assert written.returncode == 0, written.stderr
    return written.stdout


def test_summary_of_problems(tmp_path: Path) -> None:
    problem = Problem(
        "unknown-axis",
        (Place("showcases/pont.fr.md", 4, 7), Place("showcases/été #1.md")),
        {"value": "infrastucture", "similar": "infrastructure", "known": "social"},
    )
    written = summary_of(
        [problem, Problem("short-text", (Place("showcases/pont.fr.md", 9, 1),), {"n": 12})],
        tmp_path,
        GITHUB_SERVER_URL="https://github.example",
        GITHUB_REPOSITORY="ville/agora",
        GITHUB_SHA="c0ffee",
    )
    assert "1 problème dans 2 fichiers" in written and "1 problem in 2 files" in written
    assert "axe inconnu" in written and "unknown axis <code>infrastucture</code>" in written
    assert written.index("AG316") < written.index("Conseils, qui n’arrêtent rien")
    source = "https://github.example/ville/agora/blob/c0ffee/showcases/"
    assert Cells(written).links[:3] == [
        f"{source}pont.fr.md?plain=1#L4",
        f"{source}%C3%A9t%C3%A9%20%231.md",
        f"{source}pont.fr.md?plain=1#L9",
    ]


def test_summary_without_problems(tmp_path: Path) -> None:
    written = summary_of([], tmp_path)
    assert "Rien à corriger." in written and "Nothing to mend." in written


def test_nothing_that_a_contributor_wrote_is_markup_in_the_summary(tmp_path: Path) -> None:
    hostile = "`</code></td>`<img src=x>`[clic](https://evil.example)\n\n# titre | <script>`"
    problem = Problem(
        "unknown-key", (Place(f"showcases/{hostile}.fr.md", 1, 1),), {"key": hostile, "known": "a"}
    )
    written = summary_of([problem], tmp_path, GITHUB_SHA="c0ffee", GITHUB_REPOSITORY="a/b")
    # Markdown would begin after an empty line, within the sections.
    sections = written.strip().split("\n\n")
    assert [section.startswith("<details") for section in sections] == [True, True]
    cells = Cells(written)
    assert cells.tags == {
        *("details", "summary", "b", "table", "tr", "th", "td", "a", "code", "br", "p")
    }
    assert "<script>" in cells.text
    assert all(link.startswith("/a/b/blob/c0ffee/showcases/") for link in cells.links)


def test_summary_stays_below_the_limit_of_github(tmp_path: Path) -> None:
    problems = [
        Problem(
            "unknown-edition",
            (Place(f"showcases/p{n}.fr.md", 1, 1),),
            {"value": "x" * 80, "known": "7"},
        )
        for n in range(5000)
    ]
    written = summary_of(problems, tmp_path)
    assert len(written.encode()) < 1024 * 1024
    english = written.partition("</details>")[2]
    assert f"{5000 - english.count('AG317'):,} more are not shown here" in english
    assert "5,000 problems in 5,000 files" in written


# The pages that change.

PAGE = """\
<html lang="{language}"><head><title>{title}</title>{head}</head>
<body>
{body}
</body></html>
"""


def page(folder: Path, path: str, body: str, language: str = "fr", head: str = "") -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    title = f"{path} &lt;svg&gt;"
    file.write_text(PAGE.format(language=language, title=title, head=head, body=body), "utf-8")


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    """Two builds of one small site, alike."""
    for name in ("base", "head"):
        build = tmp_path / name
        page(build, "index.html", "<p>accueil</p>")
        page(build, "en/index.html", "<p>home</p>", "en")
        page(build, "pont/index.html", '<img src="../pont/vue.jpg">')
        page(build, "style/index.html", "", head='<link rel="stylesheet" href="../assets/a.css">')
        (build / "pont/vue.jpg").write_bytes(b"a picture")
        (build / "assets").mkdir()
        (build / "assets/a.css").write_text("a {}")
        (build / "sitemap.xml.gz").write_bytes(name.encode())
    return tmp_path / "base", tmp_path / "head"


def changes(base: Path, head: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    output = head.parent / "pages.json"
    written = run(sys.executable, SCRIPTS / "pages.py", base, head, output)
    assert written.returncode == 0, written.stderr
    return written.stdout, {page["url"]: page for page in json.loads(output.read_text("utf-8"))}


def test_two_builds_that_are_alike(builds: tuple[Path, Path]) -> None:
    summary, pages = changes(*builds)
    assert pages == {}
    assert "Aucune page ne change · No page changes" in summary


def test_pages_that_change(builds: tuple[Path, Path]) -> None:
    base, head = builds
    page(head, "en/index.html", "<p>home</p>\n<p>new</p>", "en")
    page(head, "en/neuf/index.html", "", "en")
    shutil.rmtree(head / "style")
    (head / "pont/vue.jpg").write_bytes(b"another picture")
    summary, pages = changes(base, head)
    assert [(url, page["language"], page["change"]) for url, page in pages.items()] == [
        ("/en/neuf/", "en", "added"),
        ("/en/", "en", "altered"),
        ("/pont/", "fr", "altered"),
        ("/style/", "fr", "removed"),
    ]
    assert (pages["/en/"]["added"], pages["/en/"]["removed"]) == (1, 0)
    assert (pages["/pont/"]["added"], pages["/pont/"]["loads"]) == (0, ["pont/vue.jpg"])
    assert "4 pages changent · 4 pages change" in summary
    assert "1 fichier change en dehors des pages" in summary
    assert "<svg>" not in summary and "&lt;svg&gt;" in summary
    assert "\n\n" not in summary


def test_a_style_sheet_alters_the_pages_that_load_it(builds: tuple[Path, Path]) -> None:
    base, head = builds
    (head / "assets/a.css").write_text("a { color: red }")
    _, pages = changes(base, head)
    assert {url: page["loads"] for url, page in pages.items()} == {"/style/": ["assets/a.css"]}


def test_without_a_base_there_is_nothing_to_compare_with(builds: tuple[Path, Path]) -> None:
    base, head = builds
    summary, pages = changes(base.parent / "missing", head)
    assert pages == {}
    assert "could not be built" in summary


def test_a_long_list_is_cut_and_says_so(builds: tuple[Path, Path]) -> None:
    base, head = builds
    for n in range(230):
        page(head, f"p{n}/index.html", "")
    summary, pages = changes(base, head)
    assert len(pages) == 230
    assert summary.count("<tr>") == 201
    assert "30 more pages are in pages.json" in summary


@pytest.mark.browser
@pytest.mark.skipif(
    not shutil.which("chromium") and not os.environ.get("AGORA_REQUIRE_BROWSER"),
    reason="there is no Chromium",
)
def test_pictures_of_pages(builds: tuple[Path, Path], tmp_path: Path) -> None:
    base, head = builds
    page(
        head,
        "en/index.html",
        '<p style="height: 9000px">home</p><img src="https://example.org/x.png">',
        "en",
    )
    shutil.rmtree(head / "pont")
    changes(base, head)
    taken = run(
        *(sys.executable, SCRIPTS / "screenshots.py"),
        head,
        tmp_path / "pages.json",
        tmp_path / "out",
    )
    assert taken.returncode == 0, taken.stderr
    # PNG holds width and height after its signature and the name of its first chunk.
    sizes = {
        path.relative_to(tmp_path / "out").as_posix(): tuple(
            int.from_bytes(path.read_bytes()[at : at + 4]) for at in (16, 20)
        )
        for path in (tmp_path / "out").rglob("*.png")
    }
    assert sizes == {"phone/en.png": (390, 8000), "desktop/en.png": (1280, 8000)}


# How large a picture may be.


@pytest.mark.parametrize(("size", "n"), [(5_000_000, None), (5_000_001, 5001), (6_000_000, 6000)])
def test_large_pictures(small_site: Path, size: int, n: int | None) -> None:
    folder = small_site / "showcases" / "pont"
    folder.mkdir(parents=True)
    (small_site / "showcases" / "pont.fr.md").write_text("---\ntitle: Pont\n---\n")
    with (folder / "vue.jpg").open("wb") as picture:
        picture.truncate(size)
    _, problems = loading.inspect(Site.read(small_site / "mkdocs.yml"))
    found = [problem for problem in problems if problem.rule == "large-picture"]
    assert [(problem.places[0].path, problem.arguments["n"]) for problem in found] == (
        [("showcases/pont/vue.jpg", n)] if n else []
    )
