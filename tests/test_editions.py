"""The editions: each has a page with its showcases, and opening the next is one entry more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from agora import Site, Strings, load
from agora.content import json_schema
from agora.languages import Languages
from agora.pages.generated import generated_pages
from building import ROOT, SITE_URL, BuiltSite, build, copy_site, showcase, translation
from conftest import Write
from test_views import router

EIGHTH = """
8:
  year: 2024
  start: 2024-06-05
  end: 2024-06-06
  name: Casablanca Smart City
  theme: {fr: Le huitième thème, en: The eighth theme}
"""
SEVENTH = {"pont", "quai"}

t = {language: Strings.load(language) for language in ("fr", "en")}


def open_eighth(path: Path) -> None:
    """Write one entry more, and its number as `current`; whatever comes after is left out."""
    text = path.read_text("utf-8")
    before, found, _ = text.partition("\n8:\n")
    assert found
    path.write_text(before.replace("current: 7", "current: 8") + EIGHTH, "utf-8")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site of two showcases of the seventh edition, on the day on which the eighth is opened."""
    root = copy_site(tmp_path_factory.mktemp("opened") / "agora")
    folder = root / "showcases"
    (folder / "pont.fr.md").write_text(showcase(extra="edition: 7\n"), "utf-8")
    (folder / "pont.en.md").write_text(translation(), "utf-8")
    quay = showcase(title="Le quai", axis="social", extra="edition: 7\n")
    (folder / "quai.fr.md").write_text(quay, "utf-8")
    open_eighth(folder / "editions.yml")
    return build(root)


@pytest.mark.parametrize(("language", "prefix"), [("fr", ""), ("en", "en/")])
def test_opening_the_eighth_edition(opened: BuiltSite, language: str, prefix: str) -> None:
    theme = {"fr": "Le huitième thème", "en": "The eighth theme"}[language]
    hero = opened.text(prefix, ".ag-hero")
    assert "Casablanca Smart City, 2024" in hero
    assert theme in hero
    assert f"{prefix}editions/8/" in opened.targets(prefix, ".ag-hero")

    # It has no showcases yet: those of the seventh stand in, and are said to be the seventh's.
    names = {
        number: t[language]("print.edition", name="Casablanca Smart City", n=number, year=str(year))
        for number, year in ((7, 2023), (8, 2024))
    }
    note = opened.text(prefix, ".ag-earlier")
    sentence = f"{t[language]('home.earlier', edition=names[8])} {names[7]}."
    assert note == " ".join(sentence.split())
    assert opened.targets(prefix, ".ag-earlier") == {f"{prefix}editions/7/"}
    shown = {f"{prefix}showcases/{slug}/" for slug in SEVENTH}
    assert opened.targets(prefix, ".ag-grid .ag-card__title") == shown

    # Past showcases stay where they are, and lead to their edition.
    for slug in SEVENTH:
        assert (names[7], f"{SITE_URL}{prefix}editions/7/") in opened.links(
            f"{prefix}showcases/{slug}/", ".ag-facts"
        )
    assert opened.targets(f"{prefix}editions/7/", ".ag-card__title") == shown
    assert t[language]("count.showcases", n=2) in opened.text(f"{prefix}editions/7/")

    eighth = opened.text(f"{prefix}editions/8/")
    assert theme in eighth
    assert t[language]("listing.empty") in eighth
    assert t[language]("editions.current") in eighth
    assert t[language]("editions.current") not in opened.text(f"{prefix}editions/7/")
    assert t[language]("editions.none") in opened.text(f"{prefix}editions/6/")
    assert opened.targets(f"{prefix}editions/8/", ".ag-neighbours") == {f"{prefix}editions/7/"}

    every = {f"{prefix}editions/{number}/" for number in range(1, 9)}
    assert {a for a in opened.targets(f"{prefix}editions/") if "editions/" in a} - {
        f"{prefix}editions/"
    } == every
    assert "8 " in opened.text(f"{prefix}editions/", ".ag-count")
    (current,) = opened.page(f"{prefix}editions/").cssselect(".ag-edition--current")
    assert "2024" in current.text_content()


def test_what_is_published_after_the_opening_is_sound(opened: BuiltSite) -> None:
    assert list(opened.broken()) == []
    schema = json.loads((opened.folder / json_schema.PATH).read_text("utf-8"))
    (numbers,) = (
        option["enum"] for option in schema["properties"]["edition"]["anyOf"] if "enum" in option
    )
    assert numbers == list(range(1, 9))


def test_what_joins_the_eighth_edition_is_what_the_home_page_shows(write: Write) -> None:
    root = write(
        {
            "showcases/pont.fr.md": showcase(body="{body.fr}", extra="edition: 6\n"),
            "showcases/quai.fr.md": showcase(title="Le quai", body="{body.fr}"),
        }
    )
    views = router(root)
    home = views.view((), "fr")
    assert [card.slug for card in home.cards] == ["quai"]
    assert home.earlier is None
    assert [card.slug for card in views.view(("editions", "6"), "fr").listing.cards] == ["pont"]
    assert [card.slug for card in views.view(("editions", "7"), "fr").listing.cards] == ["quai"]


def test_every_showcase_of_this_repository_stays_in_its_edition(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "agora")
    shutil.copytree(ROOT / "showcases", root / "showcases", dirs_exist_ok=True)
    before = load(Site.read(root / "mkdocs.yml"))
    open_eighth(root / "showcases" / "editions.yml")
    after = load(Site.read(root / "mkdocs.yml"))
    assert after.current_edition == 8
    assert {s.slug: s.edition for s in after.showcases.values()} == {
        s.slug: s.edition for s in before.showcases.values()
    }


@pytest.mark.parametrize(
    ("current", "held", "shown"),
    [(2, {1, 2}, 2), (3, {1, 2}, 2), (3, {1}, 1), (2, {3}, 2), (1, set(), 1)],
    ids=["its own", "the one before", "the latest before", "never a later one", "none at all"],
)
def test_the_edition_whose_showcases_are_shown(
    write: Write, current: int, held: set[int], shown: int
) -> None:
    listed = "".join(f"{n}: {{year: 201{n}, name: Smart City}}\n" for n in (1, 2, 3))
    files = {
        f"showcases/p-{n}.fr.md": showcase(
            title=f"Projet {n}", body="{body.fr}", extra=f"edition: {n}\n"
        )
        for n in held
    }
    root = write({"showcases/editions.yml": f"current: {current}\n{listed}", **files})
    catalog = load(Site.read(root / "mkdocs.yml"))
    assert catalog.shown_edition == shown
    home = router(root).view((), "en")
    expected = {f"p-{shown}"} if shown in held else set()
    assert {card.slug for card in home.cards} == expected
    assert (home.earlier is not None) == (shown != current)


def test_a_site_without_a_list_of_editions_has_no_pages_of_them(write: Write) -> None:
    root = write({"showcases/pont.fr.md": showcase(body="{body.fr}")})
    (root / "showcases" / "editions.yml").unlink()
    site = Site.read(root / "mkdocs.yml")
    catalog = load(site)
    pages = [page.path for page in generated_pages(catalog, Languages.load(site), site.name)]
    assert not [path for path in pages if path.startswith("editions/")]
    page = router(root).view(("showcases", "pont"), "en")
    assert t["en"]("fact.edition") not in {fact.label for fact in page.facts}


def test_an_edition_lies_between_its_neighbours_whatever_their_numbers(write: Write) -> None:
    named = {9: "{year: 2019, name: B}", 2: "{year: 2012, name: A}", 4: "{year: 2014, name: A}"}
    listed = "current: 9\n" + "".join(f"{number}: {entry}\n" for number, entry in named.items())
    root = write({"showcases/editions.yml": listed})
    views = router(root)
    titles = {
        number: [link and link.text for link in (page.previous, page.next)]
        for number in ("2", "4", "9")
        for page in [views.view(("editions", number), "en")]
    }
    assert titles == {"2": [None, "A 2014"], "4": ["A 2012", "B 2019"], "9": ["A 2014", None]}
    index = views.view(("editions",), "en")
    assert [entry.url for entry in index.editions] == [
        f"en/editions/{number}/" for number in (9, 4, 2)
    ]
