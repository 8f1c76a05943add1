from __future__ import annotations

import gzip
import itertools
import math
from collections.abc import Callable, Sequence

import jinja2
import lxml.html
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from agora.geography import crowding, lettering
from agora.geography.land import land, path, rings
from agora.geography.maps import Drawing, MapView, Pin, Spot, draw
from agora.geography.projection import equal_earth, mercator
from agora.geography.windows import WINDOWS, WORLD, Canvas, Window
from agora.model import Coordinates
from browsing import IN_BROWSER
from conftest import ROOT

MOROCCO = WINDOWS["morocco"]

CITIES = {
    key: (Coordinates(*city["coordinates"]), city["country"])
    for key, city in yaml.safe_load((ROOT / "showcases" / "cities.yml").read_text("utf-8")).items()
}


def in_browser(test: Callable[..., None]) -> Callable[..., None]:
    for mark in IN_BROWSER:
        test = mark(test)
    return test


def spot(
    latitude: float, longitude: float, *, key: str = "city", name: str = "City", count: int = 1
) -> Spot:
    return Spot(
        key, name, f"{name}: {count}", f"cities/{key}/", count, Coordinates(latitude, longitude)
    )


def map_of(spots: Sequence[Spot]) -> MapView:
    return draw(spots, label="Map of cities", world="The world", home="Morocco")


def our_cities() -> list[Spot]:
    return [
        spot(place.latitude, place.longitude, key=key, name=key.title())
        for key, (place, _) in CITIES.items()
    ]


def drawings(view: MapView) -> dict[str, Drawing]:
    return {drawing.key: drawing for frame in view.frames for drawing in frame.drawings}


def box(pin: Pin, text: float) -> tuple[float, float, float, float]:
    length = lettering.width(pin.name) * text
    at = pin.lettering
    left = at.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[at.anchor] * length
    top, bottom = at.y - lettering.ASCENT * text, at.y + lettering.DESCENT * text
    return left, top, left + length, bottom


spots = st.lists(
    st.builds(
        spot,
        # Close together as often as all over the Earth.
        st.one_of(st.floats(-90, 90), st.floats(33, 34), st.floats(48, 50)),
        st.one_of(st.floats(-180, 180), st.floats(-8, -7), st.floats(8, 10)),
        name=st.text(max_size=20),
        count=st.integers(0, 2000),
    ),
    max_size=15,
)


# Computed by PROJ 9.5.1: cs2cs of EPSG:4326 to +proj=eqearth +R=1 and to +proj=merc +R=1.
@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [
        (0, 0, (0, 0)),
        (180, 0, (2.706629984, 0)),
        (180, 90, (1.603588648, 1.317362759)),
        (0, -90, (0, -1.317362759)),
        (-7.59, 33.57, (-0.104924745, 0.659203099)),
        (103.82, 1.35, (1.560917033, 0.027347091)),
        (-49.27, -25.43, (-0.706330149, -0.506197837)),
        (174.78, -41.29, (2.310260866, -0.797084283)),
    ],
)
def test_equal_earth_is_where_proj_puts_it(
    longitude: float, latitude: float, expected: tuple[float, float]
) -> None:
    assert equal_earth(longitude, latitude) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [
        (0, 0, (0, 0)),
        (180, 0, (3.141592654, 0)),
        (-7.59, 33.57, (-0.13247049, 0.622628307)),
        (-49.27, -25.43, (-0.859923722, -0.45917069)),
        (-21.94, 64.15, (-0.382925238, 1.47189652)),
    ],
)
def test_mercator_is_where_proj_puts_it(
    longitude: float, latitude: float, expected: tuple[float, float]
) -> None:
    assert mercator(longitude, latitude) == pytest.approx(expected, abs=1e-9)


def is_land(window: Window, latitude: float, longitude: float) -> bool:
    """Whether a ray to the west crosses the outlines an odd number of times."""
    longitude = window.unrolled(longitude)
    crossings = 0
    for ring in rings(window):
        for (x, y), (to_x, to_y) in itertools.pairwise((*ring, ring[0])):
            if (y > latitude) != (to_y > latitude):
                crossings += x + (latitude - y) / (to_y - y) * (to_x - x) < longitude
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((-1.29, 36.82), True),  # Nairobi
        ((48.21, 16.37), True),  # Vienna
        ((4.61, -74.08), True),  # Bogotá
        ((62.03, 129.73), True),  # Yakutsk
        ((67, -175), True),  # Chukotka, beyond the antimeridian
        ((-25, 133), True),  # Australia
        ((0, -30), False),  # the Atlantic
        ((30, -160), False),  # the Pacific
        ((42, 51), False),  # the Caspian Sea, a ring within a ring
        ((0, 179.9), False),
    ],
)
def test_the_world_has_land_where_the_earth_has(place: tuple[float, float], expected: bool) -> None:
    assert is_land(WORLD, *place) is expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((31.63, -8.00), True),  # Marrakech
        ((27.15, -13.20), True),  # Laayoune
        ((23.90, -15.80), True),  # by Dakhla
        ((28.30, -16.55), True),  # Tenerife
        ((36.40, -5.50), True),  # Spain's tip
        ((35.95, -5.60), False),  # the Strait of Gibraltar
        ((33.70, -8.30), False),  # off Casablanca
        ((30, -15), False),
    ],
)
def test_morocco_has_land_where_the_earth_has(place: tuple[float, float], expected: bool) -> None:
    assert is_land(MOROCCO, *place) is expected


@pytest.mark.parametrize("window", [WORLD, *WINDOWS.values()], ids=lambda window: window.key)
def test_no_outline_runs_across_a_map(window: Window) -> None:
    """As one does that was not cut where it crosses the antimeridian; a frame's edge may."""
    inner = (window.east - window.west) / 8
    for ring in rings(window):
        for (x, y), (to_x, to_y) in itertools.pairwise((*ring, ring[0])):
            beyond = min(y, to_y) > window.north or max(y, to_y) < window.south
            beyond |= min(x, to_x) > window.east or max(x, to_x) < window.west
            assert beyond or abs(to_x - x) < inner


@pytest.mark.parametrize(
    ("window", "width", "limit"), [(WORLD, 6400, 12_000), (MOROCCO, 3200, 4_000)]
)
def test_land_is_light_enough_to_be_part_of_a_page(window: Window, width: int, limit: int) -> None:
    assert len(gzip.compress(land(Canvas(window, width)).encode())) < limit


def test_a_map_without_cities_still_shows_land() -> None:
    view = map_of([])
    assert [(frame.key, frame.name) for frame in view.frames] == [
        ("world", "The world"),
        ("morocco", "Morocco"),
    ]
    assert all(frame.ground.land for frame in view.frames)
    assert all(drawing.pins == () for drawing in drawings(view).values())


def test_a_city_alone_is_on_its_place_with_its_name() -> None:
    (pin,) = drawings(map_of([spot(33.57, -7.59, name="Casablanca")]))["country"].pins
    assert pin.place is None
    assert pin.named


def test_cities_of_the_country_are_in_its_frame_and_the_others_in_the_world() -> None:
    view = map_of(our_cities())
    home = [key for key, (_, country) in CITIES.items() if country == "MA"]
    others = [key for key, (_, country) in CITIES.items() if country != "MA"]
    keys = {key: [pin.key for pin in drawing.pins] for key, drawing in drawings(view).items()}
    assert keys == {"wide": others, "narrow": others, "country": home}


def test_another_country_can_have_the_second_frame() -> None:
    iberia = Window("morocco", -10, 36, 4, 44, 5, mercator)
    view = draw(our_cities(), label="Map", world="World", home="Iberia", window=iberia)
    assert [pin.key for pin in drawings(view)["country"].pins] == ["barcelone"]


def test_a_country_of_half_a_continent_can_have_it_too() -> None:
    brazil = Window("morocco", -75, -35, -34, 6, 10, mercator)
    around = [spot(latitude, -76) for latitude in range(-35, 6)]
    view = draw(around, label="Map", world="World", home="Brazil", window=brazil)
    assert len(drawings(view)["wide"].pins) == len(drawings(view)["narrow"].pins) == 41


def test_lines_too_short_to_be_seen_are_not_drawn() -> None:
    speck = [(5.0, 5.0), (5.2, 5.2), (5.4, 5.0)]
    field = [(0.0, 0.0), (4.4, 0.2), (4.0, 3.0), (3.0, 3.0)]
    assert path([speck, field], closed=True) == "M0 0l4 0 0 3-1 0z"
    assert path([field]) == "M0 0l4 0 0 3-1 0"


@pytest.mark.parametrize("longitude", [179.99, -179.99, 180, -180])
def test_cities_at_the_antimeridian_are_in_the_east_of_the_map(longitude: float) -> None:
    wide = drawings(map_of([spot(-17, longitude)]))["wide"]
    assert wide.pins[0].x > 0.9 * wide.width


def test_the_area_of_a_pin_is_as_its_count() -> None:
    pins = drawings(map_of([spot(0, 0, count=1), spot(40, 100, count=4)]))["wide"].pins
    assert pins[1].radius == pytest.approx(2 * pins[0].radius)


@settings(deadline=None)
@given(spots)
def test_every_city_has_a_pin_inside_the_frame_that_no_other_covers(cities: list[Spot]) -> None:
    view = map_of(cities)
    by_size = drawings(view)
    for size in ("wide", "narrow"):
        there = [*by_size[size].pins, *by_size["country"].pins]
        assert len(there) == len(cities)
    for drawing in by_size.values():
        for pin in drawing.pins:
            assert pin.x - pin.radius >= 0
            assert pin.x + pin.radius <= drawing.width
            assert pin.y - pin.radius >= 0
            assert pin.y + pin.radius <= drawing.height
            assert 0 < pin.radius < pin.reach
        for one, other in itertools.combinations(drawing.pins, 2):
            assert math.dist((one.x, one.y), (other.x, other.y)) >= 2 * one.reach - 0.3


@settings(deadline=None)
@given(spots)
def test_names_that_are_shown_cover_no_other_name_and_no_other_pin(cities: list[Spot]) -> None:
    for drawing in drawings(map_of(cities)).values():
        named = [(pin, box(pin, drawing.text)) for pin in drawing.pins if pin.named]
        for one, other in itertools.combinations([place for _, place in named], 2):
            apart = max(one[0], other[0]) - min(one[2], other[2])
            apart_below = max(one[1], other[1]) - min(one[3], other[3])
            assert max(apart, apart_below) >= -0.2
        for (own, (left, top, right, bottom)), pin in itertools.product(named, drawing.pins):
            if pin is not own:
                x, y = min(max(pin.x, left), right), min(max(pin.y, top), bottom)
                assert math.dist((pin.x, pin.y), (x, y)) >= pin.reach - 0.3


@settings(deadline=None)
@given(spots)
def test_the_same_cities_make_the_same_map(cities: list[Spot]) -> None:
    view = map_of(cities)
    crowding.spread.cache_clear()
    assert map_of(cities) == view


def test_three_hundred_cities_all_have_their_pins_and_some_their_names() -> None:
    cities = [
        spot(
            40 * math.sin(number),
            7.1 * number % 360 - 180,
            name=f"City {number}",
            count=300 - number,
        )
        for number in range(300)
    ]
    view = map_of(cities)
    wide = drawings(view)["wide"].pins
    assert len(wide) + len(drawings(view)["country"].pins) == 300
    assert 0 < sum(pin.named for pin in wide) < len(wide)


@pytest.mark.parametrize(("size", "shown"), [("wide", 550), ("narrow", 284), ("country", 281)])
def test_pins_of_our_cities_are_24_pixels_apart_on_the_smallest_screens(
    size: str, shown: float
) -> None:
    drawing = drawings(map_of(our_cities()))[size]
    assert 2 * drawing.pins[0].reach * shown / drawing.width >= 24


def rendered(view: MapView) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "overrides"), autoescape=True
    )
    environment.filters["url"] = lambda address: f"../{address}"
    template = '{% from "partials/agora/map.html" import map with context %}{{ map(view) }}'
    return environment.from_string(template).render(view=view)


def test_pins_are_links_with_names_in_the_order_of_the_cities() -> None:
    cities = [
        spot(33.57, -7.59, key="casablanca", name="Casablanca", count=7),
        spot(14.69, -17.45, key="dakar", name="Dakar"),
        spot(1.35, 103.82, key="singapour", name="Singapore", count=2),
    ]
    tree = lxml.html.fromstring(rendered(map_of(cities)))
    assert tree.get("aria-label") == "Map of cities"
    groups = {
        group.get("class", "").rpartition("--")[2]: group
        for group in tree.cssselect("[role=group]")
    }
    assert {key: group.get("aria-label") for key, group in groups.items()} == {
        "wide": "The world",
        "narrow": "The world",
        "country": "Morocco",
    }
    links = {
        key: [
            (pin.get("href"), pin.get("aria-label"), pin.get("data-city"), pin.get("data-count"))
            for pin in group.cssselect("a")
        ]
        for key, group in groups.items()
    }
    world = [
        ("../cities/dakar/", "Dakar: 1", "dakar", "1"),
        ("../cities/singapour/", "Singapore: 2", "singapour", "2"),
    ]
    assert links == {
        "wide": world,
        "narrow": world,
        "country": [("../cities/casablanca/", "Casablanca: 7", "casablanca", "7")],
    }


def test_a_name_cannot_put_elements_into_the_page() -> None:
    name = '"><script>alert(1)</script>'
    tree = lxml.html.fromstring(rendered(map_of([spot(50, 50, name=name)])))
    assert not tree.cssselect("script")
    assert tree.cssselect("text.ag-map__name:not(.ag-map__name--inset)")[0].text == name


@pytest.fixture(scope="module")
def page_with_map() -> str:
    style = "".join(
        (ROOT / "docs" / "assets" / name).read_text("utf-8") for name in ("agora.css", "map.css")
    )
    return f"""<!doctype html><html lang="en" style="font-size: 125%"><title>Map</title>
        <meta name="viewport" content="width=device-width"><style>{style}</style>
        <body data-md-color-scheme="default" style="margin: 0; font-family: sans-serif">
        <div class="agora"><div class="ag-wrap">{rendered(map_of(our_cities()))}</div></div>"""


@in_browser
@pytest.mark.parametrize("width", [320, 360, 700, 1100, 1280])
def test_every_city_can_be_pressed_once_on_every_screen(
    browser: Browser, page_with_map: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1200})
    try:
        page.set_content(page_with_map)
        pressed = page.evaluate(
            """() => [...document.querySelectorAll(".ag-map__reach")]
              .map(reach => reach.getBoundingClientRect())
              .filter(box => box.width > 0)
              .map(box => [
                document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
                  .closest("a").dataset.city,
                Math.min(box.width, box.height) >= 24,
              ])"""
        )
        assert sorted(pressed) == [[key, True] for key in sorted(CITIES)]
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0
    finally:
        page.close()


@in_browser
@pytest.mark.parametrize("width", [360, 1280])
def test_names_on_the_map_are_legible_and_fit_as_reckoned(
    browser: Browser, page_with_map: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1200})
    try:
        page.set_content(page_with_map)
        names = page.evaluate(
            """() => [...document.querySelectorAll(".ag-map__pin .ag-map__name")]
              .filter(name => name.getBoundingClientRect().width > 0)
              .map(name => {
                const size = parseFloat(getComputedStyle(name).fontSize);
                const scale = name.getScreenCTM().a;
                return [name.textContent, name.getComputedTextLength() / size, size * scale];
              })"""
        )
        assert len(names) == len(CITIES)
        for name, length, pixels in names:
            assert length <= lettering.width(name), name
            assert pixels >= 11, name
    finally:
        page.close()


@in_browser
def test_keyboards_meet_each_city_once_and_are_shown_where_they_are(
    browser: Browser, page_with_map: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 1200})
    try:
        page.set_content(page_with_map)
        met = []
        for _ in CITIES:
            page.keyboard.press("Tab")
            met.append(page.evaluate("document.activeElement.dataset.city"))
            shown = page.evaluate(
                """() => {
                  const of = name => getComputedStyle(document.activeElement.querySelector(name));
                  return [of(".ag-map__reach").stroke, of(".ag-map__name").visibility];
                }"""
            )
            assert shown == ["rgb(11, 90, 138)", "visible"]
        abroad = [key for key, (_, country) in CITIES.items() if country != "MA"]
        home = [key for key, (_, country) in CITIES.items() if country == "MA"]
        assert met == [*abroad, *home]
    finally:
        page.close()
