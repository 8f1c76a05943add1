"""What templates are given, as far as no page of the real site shows it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from agora import Site, load
from agora.languages import Languages
from agora.pages.photographs import develop
from agora.pages.reader import MOST_CARDS, RELATED
from agora.pages.router import Router
from building import showcase
from conftest import Write
from pictures import picture


def router(root: Path) -> Router:
    site = Site.read(root / "mkdocs.yml")
    catalog = load(site)
    photographs = develop(site, catalog, lambda line: None)
    return Router(catalog, Languages.load(site), site, photographs)


def test_a_long_listing_shows_all_the_rest_as_lines(write: Write) -> None:
    body = "{body.fr}"
    titles = [f"Projet {number:03}" for number in range(MOST_CARDS + 2)]
    files = {
        f"showcases/p-{number}.fr.md": showcase(title=title, body=body)
        for number, title in enumerate(titles)
    }
    listing = router(write(files)).view(("axes", "infrastructure"), "fr")
    assert [card.title for card in listing.cards] == titles[:MOST_CARDS]
    assert [card.title for card in listing.rest] == titles[MOST_CARDS:]
    assert listing.counted == f"{len(titles)} showcases"


def test_a_photograph_takes_the_place_of_the_cover(write: Write) -> None:
    image = "image: {file: pont.jpg, alt: Le pont au matin}\n"
    root = write(
        {
            "showcases/drawn.fr.md": showcase(body="{body.fr}"),
            "showcases/shot.fr.md": showcase(title="Un autre pont", body="{body.fr}", extra=image),
            "showcases/shot/pont.jpg": picture(),
        }
    )
    views = router(root)
    drawn = views.view(("showcases", "drawn"), "fr")
    shot = views.view(("showcases", "shot"), "fr")
    assert re.fullmatch(r"assets/covers/[0-9a-f]{10}/drawn\.svg", drawn.cover)
    assert drawn.picture is None
    assert (shot.cover, shot.picture.file) == ("", "pont.jpg")
    assert shot.photograph.best.path.startswith("assets/photographs/shot/pont.")


def test_a_city_without_coordinates_is_in_the_list_and_not_on_the_map(write: Write) -> None:
    known = showcase(body="{body.fr}")
    unknown = showcase(title="Un puits", city="Oum Ghir", extra="country: MA\n", body="{body.fr}")
    root = write({"showcases/pont.fr.md": known, "showcases/puits.fr.md": unknown})
    cities = router(root).view(("cities",), "fr")
    assert {term.name for term in cities.terms} == {"Rabat", "Oum Ghir"}
    pins = {pin.name for frame in cities.map.frames for d in frame.drawings for pin in d.pins}
    assert pins == {"Rabat"}


@pytest.mark.parametrize("count", [1, 2, 4, RELATED + 1, RELATED + 2, 3 * RELATED])
def test_each_showcase_leads_to_others_and_each_is_led_to_as_often(
    count: int, write: Write
) -> None:
    files = {
        f"showcases/p-{n:02}.fr.md": showcase(title=f"Projet {n:02}", body="{body.fr}")
        for n in range(count)
    }
    views = router(write(files))
    led_to: Counter[str] = Counter()
    for slug in (path.split("/")[1].split(".")[0] for path in files):
        for group in views.view(("showcases", slug), "fr").related:
            shown = [card.slug for card in group.cards]
            assert len(set(shown)) == len(shown) == min(count - 1, RELATED)
            assert slug not in shown
            assert (group.all is None) == (count - 1 <= RELATED)
            led_to.update(shown)
    assert len(set(led_to.values())) == (count > 1)
