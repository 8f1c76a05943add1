"""Reading a contributor's picture, which may be broken or hostile, within bounds.

Its name says what it is and its first bytes must agree, so that only the one
decoder runs that is meant; its size is known before a pixel is decoded. What
comes out is upright, in sRGB, and holds pixels and nothing else.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Literal, TypeAlias

from PIL import ExifTags, Image, ImageCms
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from agora.content.schema import PICTURE_FORMATS

Reason: TypeAlias = Literal[
    "not-a-picture", "other-format", "damaged", "too-many-pixels", "too-many-scans"
]

MOST_PIXELS = 50_000_000
"""Pixels of a picture: what the largest common cameras take. Decoded, they fill 200 MB."""

MOST_SCANS = 100
"""Passes over a JPEG. Encoders write about ten, and each pass costs a decoder the whole picture
again: 5 MB hold 50,000 empty ones, half an hour of work."""

_DECODERS: Mapping[str, Callable[[BytesIO], ImageFile]] = {
    # Opened by their classes and not by Image.open, which warns of large pictures by itself,
    # and takes a JPEG with a second picture in it for another format.
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
    "AVIF": AvifImageFile,
}

_filters = Lock()

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by its orientation (EXIF 2.3, tag 0x0112)."""


class UnreadablePicture(Exception):  # noqa: N818 (it names what is wrong, not that something is)
    """A picture that cannot be published.

    `width` and `height` are in pixels, `format` is what the bytes say it is:
    "JPEG", "PNG", "WEBP" or "AVIF"; each is None where it is not known.
    """

    def __init__(
        self,
        reason: Reason,
        *,
        width: int | None = None,
        height: int | None = None,
        format: str | None = None,  # noqa: A002 (Pillow's word)
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.width = width
        self.height = height
        self.format = format


def measure(source: Path) -> tuple[int, int]:
    """The width and height in pixels of a picture that is held upright, without decoding it.

    Raises UnreadablePicture for what its header tells, and OSError.
    """
    image = _open(source.read_bytes(), source.suffix)
    return _upright_size(image.size, _orientation(image))


def decode(
    content: bytes, suffix: str, fit: Callable[[int, int], tuple[int, int]]
) -> tuple[Image.Image, tuple[int, int]]:
    """An upright picture in sRGB, "RGB" or, where something shows through, "RGBA"; and its size.

    `fit` gives the width and height to scale it to, from its own. The size
    returned is that before scaling. Of an animation, the first frame is taken.
    Raises UnreadablePicture.
    """
    image = _open(content, suffix)
    turn = _orientation(image)
    size = _upright_size(image.size, turn)
    fitting = _upright_size(fit(*size), turn)
    try:
        # A JPEG is decoded at a half, a quarter or an eighth where that is enough.
        image.draft(None, fitting)
        image.load()
        scaled = _plain(image).resize(fitting, Image.Resampling.LANCZOS)
        upright = scaled.transpose(_TURNS[turn]) if turn in _TURNS else scaled
        pixels = _opaque_if_possible(_to_srgb(upright, image.info.get("icc_profile")))
    except MemoryError:
        raise
    except Exception as error:  # of whatever kind: a decoder meets any bytes at all
        raise UnreadablePicture(
            "damaged", width=size[0], height=size[1], format=image.format
        ) from error
    pixels.info = {}
    return pixels, size


def _open(content: bytes, suffix: str) -> ImageFile:
    """A picture with its header read."""
    known = _format(content)
    if known is None:
        raise UnreadablePicture("not-a-picture")
    if known != PICTURE_FORMATS.get(suffix.lower()):
        raise UnreadablePicture("other-format", format=known)
    try:
        with _without_warnings():
            image = _DECODERS[known](BytesIO(content))
    except Image.DecompressionBombError as error:
        raise UnreadablePicture("too-many-pixels", format=known) from error
    except MemoryError:
        raise
    except Exception as error:  # as above
        raise UnreadablePicture("damaged", format=known) from error
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise UnreadablePicture("too-many-pixels", width=width, height=height, format=known)
    if known == "JPEG" and _scans(content) > MOST_SCANS:
        raise UnreadablePicture("too-many-scans", width=width, height=height, format=known)
    return image


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Keeps to itself what Pillow says of metadata that we throw away, without naming the file.

    One thread at a time, as the filters of warnings are the process's.
    """
    with _filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _format(content: bytes) -> str | None:
    """What the first bytes say."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        # The brands of the file (ISO/IEC 14496-12, 4.3): HEIC has the same box with others.
        brands = content[8 : min(int.from_bytes(content[:4], "big"), 256)]
        if b"avif" in brands or b"avis" in brands:
            return "AVIF"
    return None


def _scans(content: bytes) -> int:
    """The number of passes over a JPEG, or more where they are few, or fewer where too many.

    A walk over its segments (ITU-T T.81, B.1): pictures in its metadata, and
    what phones append after its end, do not count.
    """
    most = content.count(b"\xff\xda")
    if most <= MOST_SCANS:
        return most
    marker = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
    scans, position = 0, 2
    while scans <= MOST_SCANS and (found := marker.search(content, position)):
        kind, position = found[1], found.end()
        if kind == b"\xd9":
            break
        scans += kind == b"\xda"
        if kind not in (b"\x01", b"\xd8"):
            position += int.from_bytes(content[position : position + 2], "big")
    return scans


def _orientation(image: ImageFile) -> int:
    """The orientation that stands before the pixels; Pillow would decode a PNG to look beyond."""
    if not {"exif", "xmp", "Raw profile type exif", "XML:com.adobe.xmp"} & image.info.keys():
        return 1
    try:
        with _without_warnings():
            value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # metadata that make no sense turn nothing
        return 1
    return value if value in _TURNS else 1


def _upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """The size of a picture once turned; a turn undoes itself."""
    width, height = size
    return (height, width) if orientation >= 5 else (width, height)


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled and whose colours can be converted."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey, which Pillow would cut off at 255.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data and image.mode not in ("LA", "RGBA"):
        return image.convert("RGBA")
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours that are meant, as a browser shows them without a profile.

    A profile that is broken, or made for other kinds of picture, is no profile.
    """
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert("CMYK" if image.mode == "CMYK" else "RGB")
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            space = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}[own.profile.xcolor_space.strip()]
            if space == colours.mode or (space == "L" and image.mode in ("L", "LA")):
                converted = ImageCms.profileToProfile(
                    colours.convert(space),
                    own,
                    ImageCms.createProfile("sRGB"),
                    ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    "RGB",
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )
                colours = converted or colours
        except (ImageCms.PyCMSError, KeyError, OSError, TypeError, ValueError):
            pass
    colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _opaque_if_possible(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image
