"""A build that reuses what earlier ones made leaves exactly the site that a first build makes."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import random
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from PIL import Image

import building
from agora import Publication, snapshot
from agora.keeping.cancellation import Cancellation, Cancelled
from agora.keeping.fingerprint import Fingerprints
from agora.problems import ContentError, Place, Problem
from agora.rendering.frame import frame_digest
from building import blank_pictures, copy_site, showcase, translation

SLUGS = ("pont", "tram", "parc", "eau")
TITLES = ("Le pont Hassan II", "Une ligne de tram", "L’eau & le <sel>", "Données ouvertes")
BODIES = (
    "Deux rives, un fleuve.\n",
    "Voir [l’autre projet](tram.md) et [à propos](../about.md).\n",
    "Une note[^1] et une liste :\n\n- un\n- deux\n\n[^1]: La note.\n",
    "### Un titre\n\nUn [lien](#un-titre) vers lui.\n",
)
CITIES = ("Rabat", "Casablanca", "Lyon")
PARTNERS = ("Agence du Bouregreg", "Casa Transports", "Ville de Lyon")
ADDRESS = "https://gone.example.org/"
SERVED = "http://127.0.0.1:8000/"


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """No Pagefind and no drawing: what these make is checked elsewhere, and takes seconds."""

    def write_index(folder: Path, documents: Iterable[tuple[str, str]], _: Path) -> None:
        folder.mkdir(parents=True)
        for slug, html in documents:
            (folder / f"{slug}.txt").write_text(html, "utf-8")

    with blank_pictures(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("agora.rendering.search.write_index", write_index)
        patch.setenv("SOURCE_DATE_EPOCH", "0")  # a tree says when it was written
        patch.setenv("AGORA_WORKERS", "1")
        yield


def picture(colour: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 36), (colour, 90, 60)).save(out, "PNG")
    return out.getvalue()


@dataclass
class Tree:
    """The files of a site, as contributors and organisers change them."""

    files: dict[str, bytes] = field(default_factory=dict)
    originals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)
    editions: dict[str, int] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    written: int = 1686124800

    def write(self, root: Path) -> None:
        # Files that no commit knows are dated by this, or else by when they were written.
        os.environ["SOURCE_DATE_EPOCH"] = str(self.written)
        wanted = dict(self.files)
        known = set(self.originals)
        for slug, (title, body, axis, city, partner) in self.originals.items():
            extra = self.extra.get(slug, "")
            extra += "country: FR\n" if city == "Lyon" else ""
            if slug in self.editions:
                extra += f"edition: {self.editions[slug]}\n"
            if slug in self.pictures:
                extra += 'image: {file: vue.png, alt: "Une vue"}\n'
                wanted[f"showcases/{slug}/vue.png"] = picture(self.pictures[slug])
            text = body if "tram.md" not in body or "tram" in known else BODIES[0]
            french = showcase(
                title=title, axis=axis, city=city, partner=partner, extra=extra, body=text
            )
            wanted[f"showcases/{slug}.fr.md"] = french.encode()
            if slug in self.translations:
                alt = 'image: {alt: "A view"}\n' if slug in self.pictures else ""
                english = translation(title=self.translations[slug], extra=alt)
                wanted[f"showcases/{slug}.en.md"] = english.encode()
        for path in [
            *root.glob("showcases/*.md"),
            *root.glob("showcases/*/*"),
            *root.glob("docs/axes/*"),
        ]:
            if path.is_file() and path.relative_to(root).as_posix() not in wanted:
                path.unlink()
        for folder in root.glob("showcases/*/"):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        for name, content in wanted.items():
            path = root / name
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


Edit = tuple[str, int, int]
CONTRIBUTED = (
    *("add", "title", "body", "axis", "city", "partner", "rename", "remove"),
    *("translate", "retranslate", "untranslate", "picture", "unpicture", "comment", "status"),
    "other-edition",
)
EDITS = (
    *CONTRIBUTED,
    *("edition", "date", "verdict", "city-name"),
    *("axis-colour", "axis-title", "new-axis", "template", "configuration", "page"),
)


def change(tree: Tree, edit: Edit) -> None:
    """Apply an edit; one that makes no sense now changes nothing."""
    kind, n, m = edit
    slug = SLUGS[n % len(SLUGS)]
    known = tree.originals.get(slug)
    if kind == "add":
        fields = (TITLES[m % 4], BODIES[m % 4], "infrastructure", CITIES[m % 3], PARTNERS[m % 3])
        tree.originals.setdefault(slug, fields)
    elif kind in ("title", "body", "axis", "city", "partner") and known:
        place = ("title", "body", "axis", "city", "partner").index(kind)
        choices = (TITLES, BODIES, ("social", "services", "ecologie"), CITIES, PARTNERS)[place]
        value = choices[m % len(choices)]
        tree.originals[slug] = (*known[:place], value, *known[place + 1 :])
    elif kind in ("remove", "rename") and known:
        del tree.originals[slug]
        new = SLUGS[m % len(SLUGS)]
        if kind == "rename":
            tree.originals[new] = known
        told: list[dict[str, Any]] = [tree.pictures, tree.translations, tree.editions]
        for facts in told:
            fact = facts.pop(slug, None)
            if kind == "rename" and fact is not None:
                facts[new] = fact
    elif kind == "translate" and known:
        tree.translations[slug] = "The bridge"
    elif kind == "retranslate" and slug in tree.translations:
        tree.translations[slug] = f"The bridge, {m}"
    elif kind == "untranslate":
        tree.translations.pop(slug, None)
    elif kind == "picture" and known:
        tree.pictures[slug] = 40 * (m % 5)
    elif kind == "unpicture":
        tree.pictures.pop(slug, None)
    elif kind == "other-edition" and known:
        tree.editions[slug] = 6 + m % 2
    elif kind == "comment":  # which moves the lines that the report names
        tree.extra[slug] = f"{tree.extra.get(slug, '')}# {m}\n"
    elif kind == "status":
        statuses = ("planned", "pilot", "running")
        tree.extra[slug] = f"year: {2001 + m}\nstatus: {statuses[m % 3]}\ntags: [pont]\n"
    elif kind == "date":
        tree.written += m * 86400 * 400
    else:
        change_site(tree, kind, m)


def change_site(tree: Tree, kind: str, m: int) -> None:
    files = tree.files

    def replace(name: str, old: str, new: str) -> None:
        files[name] = files[name].replace(old.encode(), new.encode())

    if kind == "edition":
        replace("showcases/editions.yml", "Smart City Africa Casablanca", f"Ville smart {m}")
        replace("showcases/editions.yml", "Casablanca Smart City", f"Casablanca {m}")
    elif kind == "verdict":
        verdict = {"outcome": "broken", "checked": 1, "status": 400 + m}
        document = {"version": 1, "verdicts": {ADDRESS: verdict}}
        files[".cache/links/verdicts.json"] = json.dumps(document).encode()
        files["docs/about.fr.md"] += f"\n[Lien]({ADDRESS}).\n".encode()
    elif kind == "city-name":
        files["showcases/cities.yml"] += (
            f"\nville-{m}:\n  country: MA\n  name: Ville {m}\n".encode()
        )
        if files["showcases/cities.yml"].count(f"ville-{m}:".encode()) > 1:
            replace("showcases/cities.yml", f"\nville-{m}:\n  country: MA\n  name: Ville {m}\n", "")
        replace("showcases/cities.yml", "name: Casablanca\n", "name: {fr: Casablanca, en: Casa}\n")
    elif kind == "axis-colour":
        name = "docs/axes/infrastructure.fr.md"
        lines = files[name].decode().splitlines(keepends=True)
        coloured = (
            f'colour: "#{m % 10}{m % 10}3355"\n' if line.startswith("colour:") else line
            for line in lines
        )
        files[name] = "".join(coloured).encode()
    elif kind == "axis-title":
        for language in ("fr", "en"):
            name = f"docs/axes/infrastructure.{language}.md"
            lines = files[name].decode().splitlines(keepends=True)
            titled = (
                f"title: Réseaux {m}\n" if line.startswith("title:") else line for line in lines
            )
            files[name] = "".join(titled).encode()
    elif kind == "new-axis":
        for language in ("fr", "en"):
            text = files[f"docs/axes/ecologie.{language}.md"].decode()
            ordered = (
                f"order: {20 + m}\n" if line.startswith("order:") else line
                for line in text.splitlines(keepends=True)
            )
            files[f"docs/axes/culture.{language}.md"] = "".join(ordered).encode()
    elif kind == "template":
        files["overrides/partials/agora/text.html"] += f"{{# {m} #}}".encode()
        replace("overrides/partials/agora/facts.html", "<dl>", f'<dl data-n="{m}">')
    elif kind == "configuration":
        replace("mkdocs.yml", "site_name: Agora", f"site_name: Agora {m}")
    elif kind == "page":
        files["docs/about.fr.md"] += f"\nPhrase {m}.\n".encode()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_site(tmp_path_factory.mktemp("bare") / "agora")


@pytest.fixture(scope="module")
def begun(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the beginning, once it has been built: to be copied, with all that it keeps."""
    root = tmp_path_factory.mktemp("begun") / "agora"
    cold(beginning(bare), bare, root)
    return root


def beginning(bare: Path) -> Tree:
    names = [
        "mkdocs.yml",
        "docs/about.fr.md",
        "showcases/cities.yml",
        "showcases/editions.yml",
        "overrides/partials/agora/text.html",
        "overrides/partials/agora/facts.html",
        *(path.relative_to(bare).as_posix() for path in sorted(bare.glob("docs/axes/*.md"))),
    ]
    tree = Tree({name: (bare / name).read_bytes() for name in names})
    for edit in (("add", 0, 0), ("add", 1, 1), ("translate", 0, 0)):
        change(tree, edit)
    return tree


def contents(root: Path, folder: str = "site") -> dict[str, str]:
    """The digest of every file of a built site."""
    site = root / folder
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def cold(tree: Tree, bare: Path, target: Path) -> dict[str, str]:
    """What a first build of a tree makes, in a folder where nothing need stay."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(bare, target)
    tree.write(target)
    building.build(target)
    return contents(target)


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=4
)

whole = settings(suppress_health_check=list(HealthCheck))
"""Settings of tests whose examples are whole builds."""


@settings(whole, max_examples=3)
@given(builds=st.lists(edits, min_size=1, max_size=2))
def test_a_warm_build_leaves_what_a_cold_one_makes(
    bare: Path, begun: Path, tmp_path_factory: pytest.TempPathFactory, builds: list[list[Edit]]
) -> None:
    check_warm_builds(bare, begun, tmp_path_factory, builds)


@pytest.mark.slow
@settings(whole, max_examples=int(os.environ.get("AGORA_SEQUENCES", "20")))
@given(builds=st.lists(edits, min_size=1, max_size=5))
def test_the_last_of_many_warm_builds_leaves_what_a_cold_one_makes(
    bare: Path, begun: Path, tmp_path_factory: pytest.TempPathFactory, builds: list[list[Edit]]
) -> None:
    check_warm_builds(bare, begun, tmp_path_factory, builds)


def check_warm_builds(
    bare: Path, begun: Path, tmp_path_factory: pytest.TempPathFactory, builds: list[list[Edit]]
) -> None:
    folder = tmp_path_factory.mktemp("warm")
    root = Path(shutil.copytree(begun, folder / "agora"))
    tree = beginning(bare)
    for step in builds:
        for edit in step:
            change(tree, edit)
        tree.write(root)
        building.build(root)
    assert differing(contents(root), cold(tree, bare, folder / "cold")) == []
    shutil.rmtree(folder)


class Preview:
    """A site as `mkdocs serve` builds it, without its server."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.whole_builds = 0
        config = self._config()
        config.plugins.on_startup(command="serve", dirty=False)
        self._server = LiveReloadServer(self.build_whole, "127.0.0.1", 0, str(root / "preview"))
        self.build_whole()
        for path in (config.docs_dir, config.config_file_path):
            self._server.watch(path)
        config.plugins.on_serve(self._server, config=config, builder=self.build_whole)
        hooks: Any = config.hooks  # a mapping, whatever its type says
        self._hooks = next(iter(hooks.values()))
        self._shut_down = config.plugins.on_shutdown

    def _config(self) -> MkDocsConfig:
        config = load_config(str(self._root / "mkdocs.yml"), site_dir=str(self._root / "preview"))
        config.site_url = SERVED
        return config

    def build_whole(self) -> None:
        self.whole_builds += 1
        mkdocs_build(self._config(), serve_url=SERVED)

    def save(self) -> None:
        """What the server does once a file was saved."""
        self._server._wanted_epoch += 1
        self._server.builder()
        with self._server._epoch_cond:
            self._server._visible_epoch = self._server._wanted_epoch
            self._server._epoch_cond.notify_all()

    def get(self, address: str) -> str:
        """What the server answers; "" for what is not there."""
        status, text = self.answer(address)
        return text if status == "200 OK" else ""

    def answer(self, address: str) -> tuple[str, str]:
        """The status and the text of what the server answers."""
        answers: list[str] = []
        environ = {"PATH_INFO": f"/{address}"}
        application: Any = self._server.get_app()
        content = application(environ, lambda status, _: answers.append(status))
        (status,) = answers
        return status, b"".join(content).decode()

    def contents(self) -> dict[str, str]:
        """All files, once all is made."""
        self._hooks._saves.wait()
        self._hooks._build.site.wait()
        return contents(self._root, "preview")

    def end(self) -> None:
        self._shut_down()
        self._server.server_close()


@pytest.fixture
def preview(bare: Path, begun: Path, tmp_path: Path) -> Iterator[tuple[Preview, Path, Tree]]:
    root = Path(shutil.copytree(begun, tmp_path / "agora"))
    tree = beginning(bare)
    tree.write(root)
    preview = Preview(root)
    yield preview, root, tree
    preview.end()


def test_each_save_leaves_what_a_whole_build_makes(preview: tuple[Preview, Path, Tree]) -> None:
    served, root, tree = preview
    numbers = {"add": (2, 2), "rename": (2, 3), "remove": (3, 0), "translate": (1, 0)}
    for number, kind in enumerate(CONTRIBUTED):
        unchanged = deepcopy(tree)
        change(tree, (kind, *numbers.get(kind, (0, 2))))
        assert tree != unchanged, kind
        tree.write(root)
        served.save()
        saved = served.contents()
        assert served.whole_builds == 1 + number // 4, kind
        if number % 4 == 3:  # what one save forgot, those after it seldom make
            served.build_whole()
            assert differing(saved, served.contents()) == [], CONTRIBUTED[number - 3 : number + 1]
    assert number % 4 == 3


@pytest.mark.slow
@pytest.mark.parametrize("edit", [(kind, 0, 2) for kind in EDITS], ids=EDITS)
def test_a_save_leaves_what_a_whole_build_makes(
    preview: tuple[Preview, Path, Tree], edit: Edit
) -> None:
    served, root, tree = preview
    for step in (edit, ("body", 1, 2), ("axis", 0, 1), ("add", 3, 0), edit):
        change(tree, step)
        tree.write(root)
        served.save()  # whatever the save before has left to be made
    saved = served.contents()
    assert edit[0] not in CONTRIBUTED or served.whole_builds == 1
    served.build_whole()
    assert differing(saved, served.contents()) == []


def test_a_save_may_come_wherever_the_one_before_is(
    preview: tuple[Preview, Path, Tree], monkeypatch: pytest.MonkeyPatch
) -> None:
    served, root, tree = preview
    asked, longest = 0, 0
    step = 0
    while asked == step:  # the one before ended early
        step = step * 3 // 2 + 1
        asked = 0

        def check(_: Cancellation, at: int = step) -> None:
            nonlocal asked
            asked += 1
            if asked == at:
                raise Cancelled

        with monkeypatch.context() as patch:
            patch.setattr(Cancellation, "check", check)
            change(tree, ("body", 0, step))
            tree.write(root)
            served.save()
            served.contents()
        longest = max(longest, asked)
        leavings = [*root.glob(".preview.*[0-9a-f]"), *root.glob(".cache/agora/build-*")]
        assert leavings == []
    assert longest > len(tree.originals)
    change(tree, ("axis", 0, 1))
    tree.write(root)
    served.save()
    saved = served.contents()
    assert served.whole_builds == 1
    served.build_whole()
    assert differing(saved, served.contents()) == []


def test_a_text_is_rebuilt_without_the_generator(preview: tuple[Preview, Path, Tree]) -> None:
    served, root, tree = preview
    for n in (2, 3, 2):
        change(tree, ("body", 0, n))
        tree.write(root)
        before = served.contents()
        served.save()
        changed = differing(before, served.contents())
        assert served.whole_builds == 1
        assert "showcases/pont/index.html" in changed
        assert not any(path.startswith(("axes/", "about/", "cities/")) for path in changed)
    change(tree, ("page", 0, 1))
    tree.write(root)
    served.save()
    assert served.whole_builds == 2


def test_nobody_is_given_a_page_as_it_was(preview: tuple[Preview, Path, Tree]) -> None:
    """The pages of a saved showcase are there at once; whoever asks for others waits for them."""
    served, root, tree = preview
    given: list[str] = []

    def ask() -> None:
        given.append(served.get("showcases/"))

    for n in (2, 3, 1):
        title = f"Le pont, {n} fois"
        tree.originals["pont"] = (title, *tree.originals["pont"][1:])
        tree.write(root)
        served.save()
        assert title in served.get("showcases/pont/")
        asking = threading.Thread(target=ask)
        asking.start()
        change(tree, ("body", 0, n))
        tree.write(root)
        served.save()
        asking.join()
        assert title in given[-1]
        assert title in served.get("axes/infrastructure/")
        assert served.get("assets/favicon.svg") == ""  # named by content
    assert served.get("livereload/0/1").isdecimal()
    assert served.get("nowhere/") == ""
    change(tree, ("remove", 0, 0))
    tree.write(root)
    served.save()
    assert served.get("showcases/pont/") == ""


@pytest.mark.parametrize("is_left_to_generator", [False, True])
def test_what_goes_wrong_beside_is_told(
    preview: tuple[Preview, Path, Tree],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    is_left_to_generator: bool,
) -> None:
    served, root, tree = preview
    before = served.contents()
    with monkeypatch.context() as patch:
        if is_left_to_generator:
            patch.setattr("agora.rendering.rebuild.Rebuild._is_made", lambda _: False)

        def publish(*_: object) -> None:
            raise OSError("the disk is full")

        patch.setattr("agora.rendering.making.Making.publish", publish)
        change(tree, ("body", 0, 2))
        tree.write(root)
        served.save()
        changed = differing(before, served.contents())
    assert changed == ["showcases/pont/index.html"]
    assert "the disk is full" in caplog.text
    served.save()
    saved = served.contents()
    served.build_whole()
    assert differing(saved, served.contents()) == []


def test_what_is_refused_beside_is_told_to_who_waits(
    preview: tuple[Preview, Path, Tree], monkeypatch: pytest.MonkeyPatch
) -> None:
    served, root, tree = preview

    def refuse(_: object) -> None:
        raise ContentError([Problem("damaged-picture", (Place("showcases/pont/vue.png"),))])

    with monkeypatch.context() as patch:
        patch.setattr("agora.rendering.making.Making.finish", refuse)
        change(tree, ("body", 0, 2))
        tree.write(root)
        served.save()
        status, text = served.answer("axes/")
    assert status == "503 Service Unavailable"
    assert "showcases/pont/vue.png" in text
    served.save()
    assert served.answer("axes/")[0] == "200 OK"
    saved = served.contents()
    served.build_whole()
    assert differing(saved, served.contents()) == []


def test_a_mistake_leaves_the_preview_as_it_was(
    preview: tuple[Preview, Path, Tree], capsys: pytest.CaptureFixture[str]
) -> None:
    served, root, _ = preview
    before = served.contents()
    path = root / "showcases" / "pont.fr.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("axis: infrastructure", "axis: infrastucture"), "utf-8")
    served.save()
    assert "  --> showcases/pont.fr.md:4:7" in capsys.readouterr().err
    assert served.get("showcases/pont/") == ""
    assert differing(before, served.contents()) == [".refused.html"]
    path.write_text(text.replace("Deux rives", "Deux berges"), "utf-8")
    served.save()
    assert served.whole_builds == 1
    assert "Deux berges" in (root / "preview" / "showcases/pont/index.html").read_text("utf-8")


def test_a_snapshot_stays_as_it_was(bare: Path) -> None:
    config = load_config(str(bare / "mkdocs.yml"))
    before = frame_digest((), config)
    kept = snapshot(config)
    assert frame_digest((), kept) == before
    config.theme["language"] = "en"
    config.theme["palette"][0]["scheme"] = "other"
    config.extra["alternate"] = ["other"]
    config.site_name = "Other"
    assert frame_digest((), config) != before
    assert frame_digest((), kept) == before
    assert (kept.theme["language"], kept.site_name) == ("fr", "Agora")


@settings(whole, max_examples=6)
@given(steps=st.lists(edits, min_size=1, max_size=5))
def test_pages_of_the_same_inputs_have_the_same_values(
    bare: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[list[Edit]]
) -> None:
    root = tmp_path_factory.mktemp("inputs") / "agora"
    shutil.copytree(bare, root)
    tree = beginning(bare)
    values: dict[tuple[str, bytes], bytes] = {}
    for step in ([], *steps):
        for edit in step:
            change(tree, edit)
        tree.write(root)
        publication = Publication.load(root / "mkdocs.yml", str, building.SITE_URL)
        digests = Fingerprints()
        # The frame holds the words, the settings and the looks; of these, edits change one file.
        frame = (root / "mkdocs.yml").read_bytes()
        for page in publication.pages.values():
            inputs = publication.inputs(page)
            if inputs is not None:
                key = page.path, digests.of(page, inputs, frame)
                made = digests.of(publication.values(page))
                assert values.setdefault(key, made) == made, page.path
    shutil.rmtree(root)


@pytest.mark.parametrize("at_once", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_what_no_text_tells_is_not_missed(
    bare: Path, tmp_path: Path, built: tuple[Path, Tree], at_once: int
) -> None:
    """Dates, lines, verdicts on links, editions, pictures: what exports and the report tell."""
    root, tree = built
    edits = (
        *(("picture", 0, 1), ("comment", 0, 1), ("status", 0, 0), ("comment", 0, 2)),
        *(("date", 0, 2), ("verdict", 0, 3), ("verdict", 0, 4), ("edition", 0, 1)),
        *(("picture", 0, 2), ("city-name", 0, 1)),
    )
    for start in range(0, len(edits), at_once):
        step = edits[start : start + at_once]
        for edit in step:
            change(tree, edit)
        tree.write(root)
        building.build(root)
        assert differing(contents(root), cold(tree, bare, tmp_path / "cold")) == [], step
    report = (root / "site" / "report" / "report.csv").read_text("utf-8")
    assert "no-credit,pont" in report and f"broken-link,{ADDRESS}" in report


def test_one_worker_and_many_write_the_same(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = beginning(bare)
    monkeypatch.setattr("agora.keeping.workers.FEWEST", 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    one = cold(tree, bare, tmp_path / "one")
    for number in ("2", "5"):
        monkeypatch.setenv("AGORA_WORKERS", number)
        assert differing(one, cold(tree, bare, tmp_path / number)) == []


@pytest.fixture
def built(bare: Path, begun: Path, tmp_path: Path) -> tuple[Path, Tree]:
    root = Path(shutil.copytree(begun, tmp_path / "agora"))
    tree = beginning(bare)
    tree.write(root)
    return root, tree


def kept(root: Path) -> list[Path]:
    found = [path for path in (root / ".cache" / "agora").rglob("*") if path.is_file()]
    assert found
    return [*found, root / ".cache" / "pictures" / "drawn"]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    chance = random.Random(1)
    flipped = bytearray(content)
    for _ in range(max(8, len(content) // 500)):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def empty(content: bytes) -> bytes:
    return b""


def of_another_version(content: bytes) -> bytes:
    return content.replace(b"agora pack 1", b"agora pack 0")


@pytest.mark.parametrize("damage", [cut, flip, empty, of_another_version])
def test_a_damaged_cache_changes_nothing(
    bare: Path, tmp_path: Path, built: tuple[Path, Tree], damage: Callable[[bytes], bytes]
) -> None:
    root, tree = built
    for path in kept(root):
        path.write_bytes(damage(path.read_bytes()))
    change(tree, ("title", 0, 2))
    tree.write(root)
    building.build(root)
    assert differing(contents(root), cold(tree, bare, tmp_path / "cold")) == []


def test_builds_at_once_do_not_spoil_the_cache_that_they_share(
    bare: Path, tmp_path: Path, built: tuple[Path, Tree]
) -> None:
    root, tree = built
    folders = ("site", "preview", "draft")
    processes = multiprocessing.get_context("fork")
    for step in (("title", 1, 2), ("city-name", 0, 1)):
        change(tree, step)
        tree.write(root)
        running = [
            processes.Process(target=building.build, args=(root,), kwargs={"folder": folder})
            for folder in folders
        ]
        for process in running:
            process.start()
        for process in running:
            process.join()
            assert process.exitcode == 0
        expected = cold(tree, bare, tmp_path / "cold")
        for folder in folders:
            assert differing(contents(root, folder), expected) == []


def test_what_readers_files_became_by_hand_is_made_again(built: tuple[Path, Tree]) -> None:
    root, _ = built
    before = contents(root)
    building.build(root)
    for name in ("index.html", "showcases/pont/index.html", "assets/agora.css"):
        for path in root.glob(f"site/{name}"):
            path.write_bytes(flip(path.read_bytes()))
    (root / "site" / "stray.html").write_text("stray")
    building.build(root)
    building.build(root)
    assert differing(contents(root), before) == []


def test_what_is_kept_of_a_language_goes_with_it(built: tuple[Path, Tree]) -> None:
    cache = built[0] / ".cache" / "agora"
    (cache / "documents-ar").mkdir()
    building.build(built[0])
    assert sorted(path.name for path in cache.glob("documents-*")) == [
        "documents-en",
        "documents-fr",
    ]


def test_an_unchanged_page_is_not_written_again(built: tuple[Path, Tree]) -> None:
    root, tree = built
    building.build(root)
    page = root / "site" / "showcases" / "tram" / "index.html"
    building.build(root)
    written = page.stat().st_mtime_ns
    for _ in range(2):
        change(tree, ("body", 0, 3))
        tree.write(root)
        building.build(root)
    assert page.stat().st_mtime_ns <= written
