from __future__ import annotations

import io
import os
import struct
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import jinja2
import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from agora.pictures import decoding, photographs
from agora.pictures.decoding import UnreadablePicture, measure
from agora.pictures.markup import with_photographs
from agora.pictures.photographs import Darkroom, Photograph, Rendition
from conftest import ROOT
from rendering import clean

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
FORMATS = list(SUFFIXES)
ORIENTATION = 0x0112
SECRET = "33.5731N"


@pytest.fixture
def darkroom(tmp_path: Path) -> Darkroom:
    return Darkroom(tmp_path / "cache")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Darkroom, Path]]:
    """A darkroom and a folder for the properties, which share them."""
    folder = tmp_path_factory.mktemp("room")
    yield Darkroom(folder / "cache"), folder


def scene(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose four quarters differ, so that turning it shows."""
    image = Image.new("RGB", (2, 2))
    for place, colour in {(0, 0): "red", (1, 0): "lime", (0, 1): "blue", (1, 1): "white"}.items():
        image.putpixel(place, tuple(int(c) for c in Image.new("RGB", (1, 1), colour).tobytes()))
    return image.resize((width, height), Image.Resampling.NEAREST).convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    if kind in ("JPEG", "WEBP", "AVIF"):
        options.setdefault("quality", 95)
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def contribute(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def opened(rendition: Rendition) -> Image.Image:
    image = Image.open(io.BytesIO(rendition.file.read_bytes()))
    image.load()
    return image


def colour(photograph: Photograph) -> tuple[int, ...]:
    """The colour in the middle of what an old browser shows."""
    image = opened(photograph.best).convert("RGBA")
    found = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return tuple(int(channel) for channel in found)


def is_near(found: tuple[int, ...], expected: tuple[int, ...], tolerance: int = 6) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(found, expected, strict=True))


# Formats and sizes


@pytest.mark.parametrize(
    ("size", "widths", "fallback"),
    [
        ((2000, 1500), [400, 800, 1200, 1600], [400, 800, 1200]),
        ((1000, 500), [400, 800, 1000], [400, 800, 1000]),
        ((820, 400), [400, 820], [400, 820]),
        ((90, 60), [90], [90]),
        ((1, 1), [1], [1]),
        ((100, 40_000), [8], [8]),
        ((40_000, 3), [400, 800, 1200, 1600], [400, 800, 1200]),
    ],
)
def test_a_photograph_is_published_in_widths_up_to_its_own(
    darkroom: Darkroom,
    tmp_path: Path,
    size: tuple[int, int],
    widths: list[int],
    fallback: list[int],
) -> None:
    source = contribute(tmp_path, encoded(scene(*size), "PNG"), "Vue d’en haut.png")
    photograph = darkroom.develop(source, "showcases/tram")

    assert (photograph.width, photograph.height) == size == measure(source)
    published = {
        group[0].type: [one.width for one in group]
        for group in (*photograph.sources, photograph.fallback)
    }
    expected = {"image/avif": widths, "image/webp": widths, "image/jpeg": fallback}
    assert published == expected
    assert list(published) == list(expected)
    for one in photograph.renditions:
        image = opened(one)
        assert Image.MIME[image.format or ""] == one.type
        assert image.size == (one.width, one.height)
        assert one.path.startswith("showcases/tram/vue-d-en-haut.")
    assert len({one.path for one in photograph.renditions}) == len(photograph.renditions)


def test_modern_formats_are_lighter(darkroom: Darkroom, tmp_path: Path) -> None:
    noise = Image.effect_noise((300, 200), 60).resize((1200, 800), Image.Resampling.BICUBIC)
    source = contribute(tmp_path, encoded(noise.convert("RGB"), "JPEG"), "a.jpg")
    photograph = darkroom.develop(source, "showcases/a")
    avif, _ = (group[-1].file.stat().st_size for group in photograph.sources)
    assert avif < photograph.best.file.stat().st_size


@pytest.mark.parametrize(
    ("name", "stem"), [("plan.fr.jpg", "plan-fr"), ("PHOTO 1.JPG", "photo-1"), ("---.jpg", "photo")]
)
def test_addresses_are_plain_whatever_a_file_is_called(
    darkroom: Darkroom, tmp_path: Path, name: str, stem: str
) -> None:
    source = contribute(tmp_path, encoded(scene(60, 40), "JPEG"), name)
    path = darkroom.develop(source, "showcases/a").best.path
    folder, published = path.rsplit("/", 1)
    assert folder == "showcases/a"
    assert published.split(".")[0] == stem
    assert published.endswith(".60.jpg")


# What is not published


def planted(kind: str) -> bytes:
    """A picture that says where it was taken, in every way that its format has."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 34.0, 23.0), 29: SECRET})
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a GPS="{SECRET}"/></x:xmpmeta>'.encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"exif": exif, "icc_profile": profile}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        text.add_text("Location", SECRET)
        text.add_text("Comment", SECRET * 50, zip=True)
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return encoded(scene(90, 60, "RGBA"), "PNG", **options, pnginfo=text, dpi=(300, 300))
    if kind == "JPEG":
        content = encoded(scene(90, 60), "JPEG", **options, xmp=xmp, comment=SECRET)
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0d\x1c\x02\x5a\x00\x08"
        iptc += SECRET.encode() + b"\x00"
        segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
        return content[:2] + segment + content[2:] + SECRET.encode()
    return encoded(scene(90, 60), kind, **options, xmp=xmp)


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_but_pixels_is_published(darkroom: Darkroom, tmp_path: Path, kind: str) -> None:
    content = planted(kind)
    source = Image.open(io.BytesIO(content))
    assert SECRET.encode() in content
    assert source.getexif().get_ifd(0x8825)[29] == SECRET
    assert source.info["icc_profile"]

    photograph = darkroom.develop(
        contribute(tmp_path, content, f"a{SUFFIXES[kind]}"), "showcases/a"
    )

    for one in photograph.renditions:
        published = one.file.read_bytes()
        for trace in (SECRET.encode(), b"Exif", b"xmp", b"ICC", b"iCCP", b"tEXt", b"zTXt", b"8BIM"):
            assert trace not in published, (one.type, trace)
        image = opened(one)
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop", "dpi"} & set(image.info)
        assert not getattr(image, "text", {})


def test_a_rendition_of_a_png_holds_only_its_pixels(darkroom: Darkroom, tmp_path: Path) -> None:
    image = scene(90, 60, "RGBA")
    image.putalpha(100)
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_text("Location", SECRET)
    source = contribute(tmp_path, encoded(image, "PNG", pnginfo=text, exif=b"Exif\0\0MM"), "a.png")
    content = darkroom.develop(source, "showcases/a").best.file.read_bytes()
    chunks, position = set(), 8
    while position < len(content):
        (length,) = struct.unpack_from(">I", content, position)
        chunks.add(content[position + 4 : position + 8])
        position += length + 12
    assert chunks == {b"IHDR", b"IDAT", b"IEND"}


# Held upright, in the colours that are meant


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_are_upright(
    darkroom: Darkroom, tmp_path: Path, kind: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    source = contribute(
        tmp_path, encoded(scene(90, 60), kind, exif=exif.tobytes()), f"a{SUFFIXES[kind]}"
    )
    photograph = darkroom.develop(source, "showcases/a")

    expected = ImageOps.exif_transpose(Image.open(source)).convert("RGB")
    assert measure(source) == (photograph.width, photograph.height) == expected.size
    for one in photograph.renditions:
        image = opened(one).convert("RGB")
        for x in (20, expected.width - 20):
            for y in (20, expected.height - 20):
                found, meant = image.getpixel((x, y)), expected.getpixel((x, y))
                assert isinstance(found, tuple)
                assert isinstance(meant, tuple)
                assert is_near(found, meant, 20), (one.type, x, y)


def test_an_orientation_that_does_not_exist_turns_nothing(
    darkroom: Darkroom, tmp_path: Path
) -> None:
    for number, exif in enumerate((b"Exif\0\0nonsense", b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12")):
        content = encoded(scene(90, 60), "JPEG", exif=exif)
        photograph = darkroom.develop(contribute(tmp_path, content, f"{number}.jpg"), "a")
        assert (photograph.width, photograph.height) == (90, 60)


def test_colours_of_another_profile_become_srgb(darkroom: Darkroom, tmp_path: Path) -> None:
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # In this profile, the first channel is green and the second red.
    swapped = own.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")
    image = Image.new("RGB", (60, 40), (200, 30, 30))
    for name, profile, expected in (
        ("plain", own, (200, 30, 30, 255)),
        ("swapped", swapped, (30, 200, 30, 255)),
        ("broken", own[:200], (200, 30, 30, 255)),
        ("nonsense", b"no profile", (200, 30, 30, 255)),
    ):
        content = encoded(image, "PNG", icc_profile=profile)
        photograph = darkroom.develop(contribute(tmp_path, content, f"{name}.png"), "a")
        assert is_near(colour(photograph), expected), name


def test_a_profile_for_another_kind_of_picture_is_no_profile(
    darkroom: Darkroom, tmp_path: Path
) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    content = encoded(image, "JPEG", icc_profile=profile)
    photograph = darkroom.develop(contribute(tmp_path, content, "a.jpg"), "a")
    red, green, blue, _ = colour(photograph)
    assert red > 200 > 60 > max(green, blue)


def grey16() -> Image.Image:
    return Image.frombytes("I;16", (60, 40), struct.pack("<H", 0x8080) * 2400)


def palette(**options: Any) -> bytes:
    image = Image.new("P", (60, 40), 1)
    image.putpalette([0, 0, 0, 200, 30, 30, 255, 255, 255])
    return encoded(image, "PNG", **options)


@pytest.mark.parametrize(
    ("content", "suffix", "expected"),
    [
        (encoded(Image.new("1", (60, 40), 1), "PNG"), ".png", (255, 255, 255, 255)),
        (encoded(Image.new("L", (60, 40), 90), "JPEG"), ".jpg", (90, 90, 90, 255)),
        (encoded(Image.new("LA", (60, 40), (90, 128)), "PNG"), ".png", (90, 90, 90, 128)),
        (encoded(grey16(), "PNG"), ".png", (128, 128, 128, 255)),
        (palette(), ".png", (200, 30, 30, 255)),
        (palette(transparency=b"\xff\x80\xff"), ".png", (200, 30, 30, 128)),
        (encoded(Image.new("CMYK", (60, 40)), "JPEG"), ".jpg", (255, 255, 255, 255)),
        (encoded(Image.new("RGBA", (60, 40), (9, 90, 9, 128)), "WEBP"), ".webp", (9, 90, 9, 128)),
        (encoded(Image.new("RGBA", (60, 40), (9, 90, 9, 255)), "AVIF"), ".avif", (9, 90, 9, 255)),
        (
            encoded(Image.new("RGB", (60, 40), (9, 90, 9)), "PNG", transparency=(9, 90, 9)),
            ".png",
            (9, 90, 9, 0),
        ),
        (encoded(Image.new("L", (60, 40), 90), "PNG", transparency=90), ".png", (90, 90, 90, 0)),
    ],
)
def test_every_kind_of_picture_keeps_its_look(
    darkroom: Darkroom, tmp_path: Path, content: bytes, suffix: str, expected: tuple[int, ...]
) -> None:
    photograph = darkroom.develop(contribute(tmp_path, content, f"a{suffix}"), "a")
    found = colour(photograph)
    assert is_near(found[3:], expected[3:])
    assert expected[3] == 0 or is_near(found, expected)
    assert photograph.best.type == ("image/jpeg" if expected[3] == 255 else "image/png")


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_of_an_animation_the_first_picture_is_published(
    darkroom: Darkroom, tmp_path: Path, kind: str
) -> None:
    first, second = (Image.new("RGB", (60, 40), name) for name in ("#c81e1e", "#1e1ec8"))
    content = encoded(first, kind, save_all=True, append_images=[second], duration=100)
    photograph = darkroom.develop(contribute(tmp_path, content, f"a{SUFFIXES[kind]}"), "a")
    assert is_near(colour(photograph), (200, 30, 30, 255))
    assert all(getattr(opened(one), "n_frames", 1) == 1 for one in photograph.renditions)


def test_of_a_telephones_double_picture_the_first_is_published(
    darkroom: Darkroom, tmp_path: Path
) -> None:
    first, second = (Image.new("RGB", (60, 40), name) for name in ("#c81e1e", "#1e1ec8"))
    content = encoded(first, "MPO", save_all=True, append_images=[second])
    photograph = darkroom.develop(contribute(tmp_path, content, "a.jpg"), "a")
    assert is_near(colour(photograph), (200, 30, 30, 255))


@settings(deadline=None)
@given(
    kind=st.sampled_from(FORMATS),
    mode=st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"]),
    width=st.integers(1, 1300),
    height=st.integers(1, 500),
    orientation=st.integers(0, 9),
)
def test_any_picture_is_published_in_its_proportions(
    room: tuple[Darkroom, Path], kind: str, mode: str, width: int, height: int, orientation: int
) -> None:
    darkroom, folder = room
    image = scene(width, height).convert(mode if mode != "I;16" else "L")
    if mode == "I;16" and kind == "PNG":
        image = Image.new("I;16", (width, height), 40_000)
    try:
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        content = encoded(image, kind, exif=exif.tobytes())
    except OSError:  # no such mode in this format
        content = encoded(image.convert("RGB"), kind, exif=exif.tobytes())
    source = contribute(folder, content, f"a{SUFFIXES[kind]}")

    photograph = darkroom.develop(source, "showcases/a")

    size = (height, width) if orientation in (5, 6, 7, 8) else (width, height)
    assert (photograph.width, photograph.height) == size == measure(source)
    for group in (*photograph.sources, photograph.fallback):
        assert all(a.width < b.width for a, b in pairwise(group))
        for one in group:
            assert one.width <= size[0]
            assert abs(one.height - one.width * size[1] / size[0]) <= max(1, size[1] / size[0])
            assert opened(one).size == (one.width, one.height)


# What cannot be published


def claiming(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""
    content = bytearray(encoded(scene(2, 2), "PNG"))
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


def of_many_scans(scans: int) -> bytes:
    content = encoded(scene(64, 64), "JPEG", progressive=True)
    last = content.rfind(b"\xff\xda")
    table = content.rfind(b"\xff\xc4", 0, last)
    return content[:-2] + content[table:-2] * scans + content[-2:]


def refused(darkroom: Darkroom, source: Path) -> UnreadablePicture:
    with pytest.raises(UnreadablePicture) as caught:
        darkroom.develop(source, "showcases/a")
    assert not darkroom.cache.folder.exists()
    return caught.value


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\xff\xd8",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        encoded(scene(9, 9), "GIF"),
        encoded(scene(9, 9), "TIFF"),
    ],
)
def test_what_is_no_picture_that_browsers_know_is_refused(
    darkroom: Darkroom, tmp_path: Path, content: bytes
) -> None:
    source = contribute(tmp_path, content, "a.jpg")
    error = refused(darkroom, source)
    assert (error.reason, error.format, error.width) == ("not-a-picture", None, None)
    with pytest.raises(UnreadablePicture, match="not-a-picture"):
        measure(source)


def test_a_picture_of_another_format_than_its_name_says_is_refused(
    darkroom: Darkroom, tmp_path: Path
) -> None:
    for kind in FORMATS:
        suffix = ".jpeg" if kind == "PNG" else ".png"
        source = contribute(tmp_path, encoded(scene(9, 9), kind), f"a{suffix}")
        error = refused(darkroom, source)
        assert (error.reason, error.format) == ("other-format", kind)
        with pytest.raises(UnreadablePicture, match="other-format"):
            measure(source)
    darkroom.develop(contribute(tmp_path, encoded(scene(9, 9), "JPEG"), "a.JPEG"), "a")


def test_a_picture_stays_refused_under_a_wrong_name_when_it_is_known_under_the_right_one(
    darkroom: Darkroom, tmp_path: Path
) -> None:
    content = encoded(scene(9, 9), "PNG")
    darkroom.develop(contribute(tmp_path, content, "a.png"), "a")
    with pytest.raises(UnreadablePicture, match="other-format"):
        darkroom.develop(contribute(tmp_path, content, "a.jpg"), "a")


@pytest.mark.parametrize("size", [(8000, 6251), (12_000, 10_000), (100_000, 100_000)])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(
    darkroom: Darkroom, tmp_path: Path, size: tuple[int, int]
) -> None:
    source = contribute(tmp_path, claiming(*size), "a.png")
    error = refused(darkroom, source)
    assert (error.reason, error.width, error.height) == ("too-many-pixels", *size)
    with pytest.raises(UnreadablePicture, match="too-many-pixels"):
        measure(source)


def test_a_webp_of_too_many_pixels_is_refused(darkroom: Darkroom, tmp_path: Path) -> None:
    content = bytearray(encoded(scene(2, 2), "WEBP", lossless=True))
    content[21:25] = struct.pack("<I", 16_382 | 16_382 << 14)
    error = refused(darkroom, contribute(tmp_path, bytes(content), "a.webp"))
    assert error.reason == "too-many-pixels"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_picture_that_is_cut_off_is_refused(
    darkroom: Darkroom, tmp_path: Path, kind: str, part: float
) -> None:
    noise = Image.effect_noise((120, 80), 90).convert("RGB")
    content = encoded(noise, kind)
    source = contribute(tmp_path, content[: int(len(content) * part)], f"a{SUFFIXES[kind]}")
    assert refused(darkroom, source).reason == "damaged"


def test_a_jpeg_of_endless_scans_is_refused(darkroom: Darkroom, tmp_path: Path) -> None:
    source = contribute(tmp_path, of_many_scans(decoding.MOST_SCANS), "a.jpg")
    error = refused(darkroom, source)
    assert (error.reason, error.width, error.height) == ("too-many-scans", 64, 64)
    with pytest.raises(UnreadablePicture, match="too-many-scans"):
        measure(source)


def test_a_jpeg_of_many_scans_is_not(darkroom: Darkroom, tmp_path: Path) -> None:
    content = of_many_scans(20)
    # What telephones append, a film for example, holds any bytes.
    content += b"\xff\xda" * 1000
    darkroom.develop(contribute(tmp_path, content, "a.jpg"), "a")


@settings(deadline=None)
@given(
    kind=st.sampled_from(FORMATS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=6),
    kept=st.floats(0.3, 1),
)
def test_broken_bytes_are_published_as_a_picture_or_refused(
    room: tuple[Darkroom, Path], kind: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    darkroom, folder = room
    content = bytearray(planted(kind))
    for place, change in changes:
        start = int(place * len(content))
        content[start : start + len(change)] = change
    source = contribute(folder, bytes(content[: int(len(content) * kept)]), f"b{SUFFIXES[kind]}")
    try:
        photograph = darkroom.develop(source, "showcases/b")
    except UnreadablePicture:
        return
    assert measure(source) == (photograph.width, photograph.height)
    assert all(SECRET.encode() not in one.file.read_bytes() for one in photograph.renditions)


# The cache


def contents(photograph: Photograph) -> dict[str, bytes]:
    return {one.path: one.file.read_bytes() for one in photograph.renditions}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return contribute(tmp_path, encoded(scene(500, 300), "JPEG"), "a.jpg")


def entry(darkroom: Darkroom) -> Path:
    (folder,) = darkroom.cache.folder.iterdir()
    return folder


def forbid_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    def encode(*_: object) -> None:
        raise AssertionError("encoded again")

    monkeypatch.setattr(photographs, "_encode", encode)


def test_a_photograph_is_made_once(
    darkroom: Darkroom, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = darkroom.develop(source, "showcases/a")
    forbid_encoding(monkeypatch)
    assert Darkroom(darkroom.cache.folder).develop(source, "showcases/a") == first


def test_the_same_file_gives_the_same_bytes_at_the_same_address(
    tmp_path: Path, source: Path
) -> None:
    one, other = Darkroom(tmp_path / "one"), Darkroom(tmp_path / "other")
    assert contents(one.develop(source, "a")) == contents(other.develop(source, "a"))


def test_a_changed_file_has_another_address(darkroom: Darkroom, source: Path) -> None:
    before = darkroom.develop(source, "a")
    source.write_bytes(encoded(scene(500, 300).rotate(180), "JPEG"))
    after = darkroom.develop(source, "a")
    assert not contents(before).keys() & contents(after).keys()


def test_another_recipe_makes_it_anew(
    darkroom: Darkroom, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = darkroom.develop(source, "a")
    monkeypatch.setattr(photographs, "RECIPE", "another")
    assert not contents(before).keys() & contents(darkroom.develop(source, "a")).keys()


@pytest.mark.parametrize(
    ("name", "spoilt"),
    [
        ("400.avif", b""),
        ("400.avif", b"<script>alert(1)</script>"),
        ("500.jpg", None),
        ("manifest.json", None),
        ("manifest.json", b""),
        ("manifest.json", b'{"facts": {}, "files": {}}'),
        ("manifest.json", b"\xff\xfe\n{}"),
    ],
)
def test_a_spoilt_file_is_noticed_and_made_again(
    darkroom: Darkroom, source: Path, name: str, spoilt: bytes | None
) -> None:
    right = contents(darkroom.develop(source, "a"))
    path = entry(darkroom) / name
    assert path.exists()
    if spoilt is None:
        path.unlink()
    else:
        path.write_bytes(spoilt)
    assert contents(darkroom.develop(source, "a")) == right


def test_a_killed_build_leaves_nothing_that_the_next_takes_for_whole(
    darkroom: Darkroom, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, left = Path.replace, [3]

    def killed(self: Path, target: Path) -> Path:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            darkroom.develop(source, "a")
    assert len(list(entry(darkroom).iterdir())) == 3

    photograph = darkroom.develop(source, "a")
    assert all(opened(one).size == (one.width, one.height) for one in photograph.renditions)


def test_builds_at_once_do_not_mix(darkroom: Darkroom, source: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: contents(darkroom.develop(source, "a")), range(6)))
    assert all(one == made[0] for one in made)
    assert not list(entry(darkroom).glob("*.part"))


def age(path: Path, by: timedelta) -> None:
    then = time.time() - by.total_seconds()
    os.utime(path, (then, then))


def test_what_no_build_uses_any_more_is_swept(darkroom: Darkroom, tmp_path: Path) -> None:
    sources = [
        contribute(tmp_path, encoded(scene(30 + number, 20), "PNG"), f"{number}.png")
        for number in range(3)
    ]
    made = [darkroom.develop(source, "a") for source in sources]
    note = contribute(darkroom.cache.folder, b"not ours", "README")
    month = timedelta(days=31)
    for one in made[:2]:
        age(one.best.file.parent / "manifest.json", month)
        age(one.best.file.parent, month)
    age(note, month)

    darkroom.develop(sources[0], "a")
    darkroom.sweep()

    assert [one.best.file.exists() for one in made] == [True, False, True]
    assert note.exists()


def test_unfinished_files_are_swept_when_nobody_can_be_writing_them(
    darkroom: Darkroom, source: Path
) -> None:
    photograph = darkroom.develop(source, "a")
    folder = photograph.best.file.parent
    old = contribute(folder, b"half", f".500.jpg.{'0' * 16}.part")
    fresh = contribute(folder, b"half", f".500.jpg.{'1' * 16}.part")
    age(old, timedelta(days=2))
    darkroom.sweep()
    assert not old.exists()
    assert fresh.exists()
    assert photograph.best.file.exists()


def test_there_is_nothing_to_sweep_before_the_first_build(darkroom: Darkroom) -> None:
    darkroom.sweep()
    assert not darkroom.cache.folder.exists()


# Many at once


def test_all_photographs_are_made_and_all_faults_told(darkroom: Darkroom, tmp_path: Path) -> None:
    sources = {}
    for number in range(5):
        path = contribute(tmp_path, encoded(scene(40 + number, 20), "PNG"), f"{number}.png")
        sources[f"tram-{number}/a.png"] = path
    sources["tram-1/b.png"] = contribute(tmp_path, b"no", "b.png")
    sources["tram-2/b.png"] = contribute(tmp_path, claiming(9000, 9000), "c.png")
    told: list[tuple[int, int]] = []

    made = darkroom.develop_all(sources, lambda done, total: told.append((done, total)))

    assert list(made.photographs) == [f"tram-{number}/a.png" for number in range(5)]
    assert {name: error.reason for name, error in made.unreadable.items()} == {
        "tram-1/b.png": "not-a-picture",
        "tram-2/b.png": "too-many-pixels",
    }
    assert told == [(done, 7) for done in range(1, 8)]
    assert made.photographs["tram-3/a.png"].best.path.startswith("assets/photographs/tram-3/3.")


def test_a_site_without_photographs_has_none(darkroom: Darkroom) -> None:
    made = darkroom.develop_all({}, lambda done, total: pytest.fail("nothing is done"))
    assert not made.photographs
    assert not made.unreadable


# In pages


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Photograph:
    folder = tmp_path_factory.mktemp("photograph")
    source = contribute(folder, encoded(scene(900, 600), "JPEG"), "rame.jpg")
    return Darkroom(folder / "cache").develop(source, "showcases/tram")


def placed(html: str, photograph: Photograph) -> str:
    known = {"tram/rame.jpg": photograph, "tram/vue d’été.jpg": photograph}
    return with_photographs(html, known, lambda path: f"../../{path}", "50vw")


@pytest.mark.parametrize(
    "address",
    [
        "tram/rame.jpg",
        "./tram/rame.jpg",
        "tram/vue%20d%E2%80%99%C3%A9t%C3%A9.jpg",
        "tram/rame.jpg?x=1#y",
    ],
)
def test_a_picture_in_a_text_is_found_however_it_is_addressed(
    photograph: Photograph, address: str
) -> None:
    html = f'<p>Été <img alt="Une rame" src="{address}" title="À &quot;midi&quot;"> fin</p>'
    tree = lxml.html.fromstring(placed(html, photograph))
    assert tree.find("picture") is not None
    avif, webp, image = tree.iter("source", "img")
    assert [avif.get("type"), webp.get("type")] == ["image/avif", "image/webp"]
    widths = [part.split()[1] for part in avif.get("srcset", "").split(", ")]
    assert widths == ["400w", "800w", "900w"]
    assert dict(image.attrib) == {
        "src": f"../../{photograph.best.path}",
        "srcset": ", ".join(f"../../{one.path} {one.width}w" for one in photograph.fallback),
        "sizes": "50vw",
        "alt": "Une rame",
        "title": 'À "midi"',
        "width": "900",
        "height": "600",
        "style": "--ag-ratio: 1.5",
        "loading": "lazy",
        "decoding": "async",
    }
    assert "".join(tree.itertext()) == "Été  fin"


def test_a_picture_in_a_text_brings_nothing_that_runs(photograph: Photograph) -> None:
    written = (
        '<img src="tram/rame.jpg" onerror="alert(1)" style="position: fixed" alt="\'><script>">'
    )
    html = placed(clean(written), photograph)
    assert "onerror" not in html
    assert "fixed" not in html
    assert "<script>" not in html
    assert "<picture>" in html


def test_links_to_a_photograph_lead_to_what_is_published(photograph: Photograph) -> None:
    best = f"../../{photograph.best.path}"
    html = '<a class="x" href="tram/rame.jpg">voir &amp; revoir</a>'
    assert placed(html, photograph) == f'<a class="x" href="{best}">voir &amp; revoir</a>'
    html = (
        '<picture><source type="image/png" srcset="tram/rame.jpg">'
        '<img src="tram/rame.jpg"></picture>'
    )
    expected = f'<picture><source srcset="{best}"><img src="{best}"></picture>'
    assert placed(html, photograph) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<p>Un <em>texte</em>&nbsp;: <br> <img src="autre.jpg"></p>\n<p>\nfin</p>',
        '<img src="https://example.org/rame.jpg"><img src="//[rame.jpg"><img src="#rame">',
        '<pre><code>&lt;img src="tram/rame.jpg"&gt;</code></pre>',
        '<img src="../metro/rame.jpg"><a href="../rame.jpg/">x</a>',
    ],
)
def test_all_else_in_a_text_stays_as_it_is(photograph: Photograph, html: str) -> None:
    assert placed(html, photograph) == html


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "é\n", "\r", "&amp;", "<b", "<!--", "-->", '"', ">", "IMG"])
    ).map("".join)
)
def test_a_photograph_changes_nothing_around_it(photograph: Photograph, before: str) -> None:
    around = clean(before)
    image = '\n<img src="tram/rame.jpg" alt="">\n'
    html = placed(around + image + around, photograph)
    assert html.startswith(around)
    assert html.endswith(around)
    assert "<picture>" in html


@pytest.mark.parametrize("lazy", [True, False])
def test_templates_and_texts_show_photographs_alike(photograph: Photograph, lazy: bool) -> None:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "overrides"), autoescape=True
    )
    environment.filters["url"] = lambda path: f"../../{path}"
    template = environment.from_string(
        '{% from "partials/agora/picture.html" import picture with context %}'
        "{{ picture(photo, alt, '50vw', lazy) }}"
    )
    shown = lxml.html.fromstring(template.render(photo=photograph, alt='Une "rame"', lazy=lazy))
    text = lxml.html.fromstring(
        placed('<img src="tram/rame.jpg" alt="Une &quot;rame&quot;">', photograph)
    )
    for one, other in zip(shown.iter(), text.iter(), strict=True):
        expected = dict(other.attrib)
        if one.tag == "img" and not lazy:
            del expected["loading"]
            expected["fetchpriority"] = "high"
        assert (one.tag, dict(one.attrib)) == (other.tag, expected)
