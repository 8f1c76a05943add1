"""Rows in a file that shows whether it is as it was written: a seal over the rest, then JSON."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FORMAT = 1
"""To be raised where the rows of any such file mean something else."""


def read_rows(file: Path) -> list[Any]:
    """The rows of a file; none where it is not there, or not as it was written."""
    try:
        seal, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return []
    rows: list[Any] = json.loads(content) if seal == _seal(content) else []
    return rows


def write_rows(file: Path, rows: Iterable[object]) -> None:
    """Put a file of rows in place, as a whole. Raises OSError."""
    content = json.dumps(list(rows), separators=(",", ":")).encode()
    part = file.with_name(f".{file.name}.{secrets.token_hex(8)}.part")
    part.write_bytes(_seal(content) + b"\n" + content)
    part.replace(file)


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=20, key=str(FORMAT).encode()).hexdigest().encode()
