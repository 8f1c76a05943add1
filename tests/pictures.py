"""Small pictures, made for a test."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from agora.content.schema import PICTURE_FORMATS


def picture(
    suffix: str = ".jpg", size: tuple[int, int] = (40, 30), weight: int = 0, colour: str = "teal"
) -> bytes:
    """A picture in one colour, in pixels; filled up to `weight` bytes, which decoders leave out."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, PICTURE_FORMATS[suffix.lower()])
    return buffer.getvalue().ljust(weight, b"\0")
