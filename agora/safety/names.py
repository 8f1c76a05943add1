"""Names of files: which ones every system can keep, and which are one and the same on some.

A repository is checked out on Windows and on macOS too, whose file systems refuse some names and
take others for each other. Microsoft's rules are in "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import re
import unicodedata

from agora.safety.characters import hidden

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f\ud800-\udfff]|[. ]$|^ ')

LONGEST = 200
"""Bytes of a name: systems take 255, and renditions have longer ones."""

LEFTOVERS = re.compile(
    r"\.DS_Store|\.directory|\.gitkeep|\.nfs.*|\.fuse_hidden.*|\.goutputstream-.*"
    r"|\..*\.sw[a-z]|\.#.*|\.~.*|\._.*"
)
"""Hidden files that editors and file managers leave behind, and that nobody meant to send."""


def is_portable(name: str) -> bool:
    """Whether every system can keep a file of that name, and people can read it."""
    return (
        len(name.encode("utf-8", "surrogatepass")) <= LONGEST
        and not _DEVICES.fullmatch(name)
        and not _REFUSED.search(name)
        and next(hidden(name), None) is None
    )


def folded(name: str) -> str:
    """A name as file systems compare it that know no case, or only one way to write an accent."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
