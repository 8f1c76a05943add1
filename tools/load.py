"""Many readers at once on nginx and Caddy: answers a second, bytes, errors.

    python tools/load.py [SITE]

Serves a built site on loopback with the rules of `agora hosting`, compressed by `agora compress`,
and has `READERS` read its pages and what they need for `SECONDS`, each over a connection of its
own. The client is Python on the same machine, so the figures are a floor. Ends with an error if any
answer is not the file that was asked for.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from agora.hosting.caddy import caddy
from agora.hosting.compression import compress
from agora.hosting.hosting import Hosting
from agora.hosting.nginx import nginx
from agora.hosting.policy import content_security_policy, inline_scripts
from tools.hosts import SERVERS, Server

ROOT = Path(__file__).parent.parent
READERS = 50
SECONDS = 10
END = "Accept-Encoding: gzip\r\n\r\n"
RULES = {"nginx": nginx, "caddy": caddy}


@dataclass
class Count:
    answers: int = 0
    bytes: int = 0
    errors: int = 0


async def read(server: Server, files: list[tuple[str, bytes]], first: int, end: float) -> Count:
    """One reader, who asks for one file after the other and compares what comes."""
    count = Count()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    number = first
    while time.monotonic() < end:
        address, expected = files[number % len(files)]
        number += 7
        asked = (f"GET {address} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", END)
        writer.write("\r\n".join(asked).encode())
        status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
        headers = dict(line.lower().split(": ", 1) for line in lines if line)
        body = await _body(reader, headers)
        count.answers += 1
        count.bytes += len(body)
        count.errors += " 200 " not in status or body != expected
        if headers.get("connection") == "close":  # nginx, after a thousand answers
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.close()
    return count


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers["content-length"]))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


async def crowd(server: Server, files: list[tuple[str, bytes]]) -> Count:
    end = time.monotonic() + SECONDS
    counts = await asyncio.gather(*(read(server, files, n * 31, end) for n in range(READERS)))
    return Count(
        answers=sum(count.answers for count in counts),
        bytes=sum(count.bytes for count in counts),
        errors=sum(count.errors for count in counts),
    )


def asked(site: Path) -> list[tuple[str, bytes]]:
    """What readers ask for, as it is sent: pages, and what they load."""
    files = []
    for path in sorted(site.rglob("*")):
        relative = path.relative_to(site).as_posix()
        if path.is_file() and path.suffix not in (".gz", ".br") and path.name != "404.html":
            beside = path.with_name(f"{path.name}.gz")
            sent = beside if beside.is_file() else path
            files.append(("/" + relative.removesuffix("index.html"), sent.read_bytes()))
    return files


def main() -> int:
    built = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site")
    policy = content_security_policy(inline_scripts(ROOT / "overrides"))
    errors = 0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(shutil.copytree(built, Path(folder, "site")))
        compress(site)
        files = asked(site)
        languages = ("fr", *(path.parent.name for path in site.glob("*/404.html")))
        hosting = Hosting.of(address="", policy=policy, languages=languages, redirects={})
        for name, start in SERVERS.items():
            own = Path(folder, name)
            own.mkdir()
            with start(own, site, RULES[name](hosting)) as server:
                count = asyncio.run(crowd(server, files))
            print(
                f"{name}: {READERS} readers, {SECONDS} s: "
                f"{count.answers / SECONDS:,.0f} answers/s, "
                f"{count.bytes / SECONDS / 1e6:.1f} MB/s, {count.answers:,} answers, "
                f"{count.errors} wrong"
            )
            errors += count.errors
    return int(errors > 0)


if __name__ == "__main__":
    raise SystemExit(main())
