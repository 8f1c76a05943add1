"""Pictures that are broken, immense or something else beside: small files, made for a test."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

_PAGE = b"<!doctype html><script>alert(document.domain)</script>"


def make(name: str) -> bytes:
    """The picture of that name. Raises KeyError."""
    return _MAKERS[name]()


def _saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def _png(width: int, height: int, *extra: bytes, rows: bytes = b"") -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = _chunk(b"IDAT", zlib.compress(rows or b"\0" * (width + 1) * height, 9))
    return b"".join((b"\x89PNG\r\n\x1a\n", header, *extra, pixels, _chunk(b"IEND", b"")))


def _bomb_jpeg() -> bytes:
    content = bytearray(_saved("JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    return bytes(content)


def _bomb_webp() -> bytes:
    content = bytearray(_saved("WEBP", lossless=True))
    at = content.index(b"VP8L") + 9
    content[at : at + 4] = b"\xff\xff\xff\x0f"
    return bytes(content)


def _scans_jpeg() -> bytes:
    content = _saved("JPEG", progressive=True)
    at = content.rindex(b"\xff\xda")
    scan = content[at:-2]
    return content[:-2] + scan * 4000 + b"\xff\xd9"


def _segment_jpeg(marker: bytes, payload: bytes) -> bytes:
    content = _saved("JPEG")
    segments = b""
    for start in range(0, len(payload), 65_000):
        part = payload[start : start + 65_000]
        segments += b"\xff" + marker + struct.pack(">H", len(part) + 2) + part
    return content[:2] + segments + content[2:]


def _exif_jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif[0x8825] = {1: "N", 2: (34.0, 1.0, 0.0), 3: "W", 4: (6.0, 50.0, 0.0)}
    return _saved("JPEG", exif=exif)


def _checksum_png() -> bytes:
    content = bytearray(_png(40, 30))
    content[content.index(b"IDAT") + 6] ^= 0xFF
    return bytes(content)


def _palette() -> bytes:
    image = Image.new("P", (40, 30))
    image.putpalette([0, 0, 0, 255, 0, 0])
    buffer = BytesIO()
    image.save(buffer, "PNG", transparency=0)
    return buffer.getvalue()


def _animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=50)
    return buffer.getvalue()


def _cmyk() -> bytes:
    buffer = BytesIO()
    Image.new("CMYK", (40, 30), (200, 0, 100, 20)).save(buffer, "JPEG")
    return buffer.getvalue()


def _described() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", _PAGE.decode())
    buffer = BytesIO()
    Image.new("RGB", (40, 30)).save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


_MAKERS: dict[str, Callable[[], bytes]] = {
    "bomb-png": lambda: _png(60_000, 60_000, rows=b"\0" * 1000),
    "line-png": lambda: _png(2_000_000_000, 1, rows=b"\0" * 1000),
    "bomb-jpeg": _bomb_jpeg,
    "bomb-webp": _bomb_webp,
    "scans-jpeg": _scans_jpeg,
    "text-png": lambda: _png(
        40, 30, _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 100_000_000, 9))
    ),
    "profile-png": lambda: _png(
        40, 30, _chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"a" * 100_000_000, 9))
    ),
    "truncated-png": lambda: _saved("PNG", size=(400, 300))[:-60],
    "truncated-jpeg": lambda: _saved("JPEG", size=(400, 300))[:-600],
    "header-png": lambda: _saved("PNG")[:20],
    "empty": lambda: b"",
    "zero-png": lambda: _png(0, 0, rows=b"\0"),
    "html": lambda: _PAGE,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "php": lambda: b"<?php system($_GET[0]);",
    "polyglot-jpeg": lambda: _saved("JPEG") + _PAGE,
    "polyglot-png": lambda: _described() + b"<?php system($_GET[0]);",
    "polyglot-zip": lambda: _saved("PNG") + b"PK\x05\x06" + b"\0" * 18,
    "comment-jpeg": lambda: _segment_jpeg(b"\xfe", _PAGE),
    "exif-jpeg": _exif_jpeg,
    "metadata-jpeg": lambda: _segment_jpeg(b"\xe1", b"Exif\0\0" + b"a" * 3_000_000),
    "gif": lambda: _saved("GIF", "P"),
    "bmp": lambda: _saved("BMP"),
    "tiff": lambda: _saved("TIFF"),
    "ico": lambda: _saved("ICO"),
    "jpeg": lambda: _saved("JPEG"),
    "png": lambda: _saved("PNG"),
    "animated-png": lambda: _animated("PNG"),
    "animated-webp": lambda: _animated("WEBP"),
    "cmyk": _cmyk,
    "sixteen": lambda: _saved("PNG", "I;16"),
    "palette": _palette,
    "checksum-png": _checksum_png,
    "no-end-png": lambda: _saved("PNG")[:-12],
    "two-headers-png": lambda: _png(
        40, 30, _chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    ),
    "heavy-png": lambda: _saved("PNG").ljust(5_000_001, b"\0"),
}
