"""Take pictures of the pages that `pages.py` listed: on a phone and on a desktop.

Usage: screenshots.py SITE PAGES.JSON FOLDER

Chromium is the machine's own. The site is served on loopback, and its pages reach
nothing else.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import sys
import threading
from collections.abc import Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pages import PICTURED
from playwright.sync_api import Browser, Route, ViewportSize, sync_playwright

TALLEST = 8000
"""CSS pixels of a page that a picture holds; Chromium's own limit is not far above."""

LOAD_IMAGES = """() => Promise.all([...document.images].map(image => {
    image.loading = "eager"
    return image.decode().catch(() => {})
}))"""
"""Images that wait for readers to scroll would be missing."""

WINDOWS: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 800},
}


class Handler(SimpleHTTPRequestHandler):
    """Serves files without a line in the log for each."""

    def log_message(self, *_: object) -> None:
        pass


def main(arguments: Sequence[str]) -> None:
    site, listing, folder = (Path(argument) for argument in arguments)
    pages = json.loads(listing.read_text("utf-8"))
    urls = [page["url"] for page in pages if page["change"] != "removed"][:PICTURED]
    handler = functools.partial(Handler, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            # Playwright looks for a browser of its own where it is given none.
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
            for window in WINDOWS:
                take(browser, f"http://127.0.0.1:{server.server_port}", urls, window, folder)
        server.shutdown()


def take(browser: Browser, origin: str, urls: Sequence[str], window: str, folder: Path) -> None:
    """Picture the pages in one window, each as `<folder>/<window>/<address>.png`."""
    context = browser.new_context(viewport=WINDOWS[window], reduced_motion="reduce")

    def keep_inside(route: Route) -> None:
        if route.request.url.startswith(f"{origin}/"):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", keep_inside)
    page = context.new_page()
    for url in urls:
        page.goto(origin + url, wait_until="networkidle")
        page.evaluate(LOAD_IMAGES)
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.screenshot(
            path=folder / window / f"{file_name(url)}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": WINDOWS[window]["width"], "height": height},
        )
    context.close()


def file_name(url: str) -> str:
    """An address as the name of a file: `/en/cities/` gives `en_cities`, `/` gives `home`."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", url.strip("/").replace("/", "_")) or "home"


if __name__ == "__main__":
    main(sys.argv[1:])
