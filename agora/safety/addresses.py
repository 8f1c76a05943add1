r"""Where a link leads: the site's own pages, the web, a mailbox; and whether it says so honestly.

Addresses are read as browsers read them (https://url.spec.whatwg.org/), who see more in an address
than people do: they skip tabs, take `\` for `/`, and believe what stands before `@` to be a name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from agora.safety.characters import hidden
from agora.safety.lookalikes import is_lookalike_host

Fault: TypeAlias = Literal["scheme", "hidden", "lookalike"]

SCHEMES = frozenset({"http", "https", "mailto"})

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
"""The scheme of an absolute address (RFC 3986, 3.1)."""

_SKIPPED = str.maketrans("", "", "\t\n\r")
"""What browsers leave out of an address before they read it."""

_ENDS = "".join(map(chr, range(0x21)))
"""What browsers take off its ends."""

_LONGEST_HOST = 253
"""Characters of a host's name (RFC 1035, 2.3.4); to decode longer ones takes their square."""

_LABEL = re.compile(r"(?!-)[^\W_](?:[\w-]*[^\W_])?")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)
_DECIMAL = re.compile(r"(?:0|[1-9]\d{0,2})")


LOCAL = re.compile(
    r"(?:[A-Za-z]:[\\/]|file:|\\\\|~/|/(?:Users|home|Volumes|mnt|tmp)/)", re.IGNORECASE
)
"""How paths begin on the computers of contributors: Windows, its shares, macOS, Linux."""


def local_file(written: str) -> str:
    """The name of the file to which a path on somebody's computer leads; "" of another address."""
    if not LOCAL.match(written.strip()):
        return ""
    return unquote(re.split(r"[\\/]", written.strip())[-1])


@lru_cache(maxsize=2**14)
def fault(written: str) -> Fault | None:
    """What is wrong with an address, its HTML entities resolved; None if nothing is.

    "scheme": it is neither of the web nor a mailbox. "hidden": people would not see where a browser
    goes. "lookalike": its host is written with letters that pass for others.
    """
    address = written.translate(_SKIPPED).strip(_ENDS)
    scheme = SCHEME.match(address)
    if scheme and scheme[0].lower() not in SCHEMES:
        return "scheme"
    # Parsers other than browsers take more than ASCII's blanks off the ends.
    if address != written.strip(" ") or address != address.strip():
        return "hidden"
    if "\\" in address or next(hidden(address), None):
        return "hidden"
    if scheme and scheme[0].lower() == "mailto":
        return None
    if address.startswith("//") or (scheme and not address[scheme.end() :].startswith("://")):
        return "hidden"
    return _host_fault(address) if scheme else None


def is_external(address: str, own: str = "") -> bool:
    """Whether an address without fault leads to another site; `own` is the public address of this.

    `own` ends with a slash, and is "" where it is not known.
    """
    scheme = SCHEME.match(address.strip())
    if scheme is None or scheme[0].lower() == "mailto":
        return False
    return not (own and (address.strip() + "/").startswith(own))


@lru_cache(maxsize=2**14)  # sites name few others, in two languages, and each is asked for thrice
def _host_fault(address: str) -> Fault | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port  # raises ValueError where it is none
    except ValueError:
        return "hidden"
    if "@" in parts.netloc or not 0 < len(host) <= _LONGEST_HOST:
        return "hidden"
    if host.startswith("[") or ":" in host:  # an address of IP version 6
        return None
    labels = host.removesuffix(".").split(".")
    # Signs that are turned into others, such as a full stop of Chinese, hide where a label ends.
    if unicodedata.normalize("NFKC", host) != host or not all(map(_LABEL.fullmatch, labels)):
        return "hidden"
    if _NUMBER.fullmatch(labels[-1]) and not (
        len(labels) == 4 and all(map(_DECIMAL.fullmatch, labels))
    ):
        return "hidden"  # `0x7f.1` and `2130706433` are numbers of hosts, which nobody can read
    return "lookalike" if is_lookalike_host(labels) else None
