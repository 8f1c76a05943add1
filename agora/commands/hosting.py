"""`agora hosting`: write the rules of the site for the host that serves it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from agora.discovery.redirects import redirects
from agora.hosting.caddy import caddy
from agora.hosting.cdn import headers_file, redirects_file
from agora.hosting.errors import HostingError
from agora.hosting.hosting import Hosting
from agora.hosting.nginx import nginx
from agora.hosting.policy import content_security_policy, inline_scripts
from agora.loading import load
from agora.site import Site
from agora.strings import LOCALES, Strings

NAME = "hosting"
HELP = "write the rules of the site for its host: headers, caching, redirects"
DESCRIPTION = """\
Write the rules of the site for the host that serves it: security headers, how long files are kept,
old addresses, the page for a wrong address in each language. For nginx and Caddy it is a file to be
included, printed unless --output names one; for content delivery networks (cdn) it is `_headers`
and `_redirects`, written into the built site.
"""
EXAMPLES = """\
examples:
  agora hosting nginx --output /etc/nginx/agora.conf
  agora hosting caddy --output /etc/caddy/agora.caddy
  agora hosting cdn --site site              for Netlify or Cloudflare Pages, before uploading site/
"""

SERVERS: Mapping[str, Callable[[Hosting], str]] = {"nginx": nginx, "caddy": caddy}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("host", choices=(*SERVERS, "cdn"), help="what serves the site")
    parser.add_argument(
        "--site",
        type=Path,
        default=Path("site"),
        metavar="DIR",
        help="the built site, into which cdn writes (default: site)",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="where nginx and caddy write")


def run(options: argparse.Namespace) -> int:
    """Write the rules. Raises HostingError and ContentError."""
    site = Site.read(options.config_file)
    hosting = Hosting.of(
        address=site.address,
        policy=content_security_policy(inline_scripts(site.templates)),
        languages=site.language_keys,
        redirects=redirects(load(site)),
    )
    if options.host == "cdn":
        written = _into(options.site, hosting)
    elif options.output:
        options.output.write_text(SERVERS[options.host](hosting), "utf-8")
        written = [options.output]
    else:
        print(SERVERS[options.host](hosting), end="")
        return 0
    words = Strings.load(options.lang, [LOCALES / "commands"])
    for path in written:
        print(words("hosting.written", path=str(path)))
    return 0


def _into(built: Path, hosting: Hosting) -> list[Path]:
    if not (built / "index.html").is_file():
        raise HostingError(f"there is no built site in {built}")
    files = {
        built / "_headers": headers_file(hosting, built),
        built / "_redirects": redirects_file(hosting),
    }
    for path, text in files.items():
        path.write_text(text, "utf-8")
    return list(files)
