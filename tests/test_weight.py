"""What a reader's first view of a page costs: bytes over the wire."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from browsing import IN_BROWSER, KINDS, PHONE, arrive, load_all
from tools.audit.server import Host

pytestmark = IN_BROWSER

KB = 1000


def first_view(browser: Browser, host: Host, address: str) -> int:
    """The bytes sent for a page with all its drawings, to a browser that holds nothing yet.

    Bodies as compressed by the host; photographs and headers are not counted.
    """
    page = browser.new_page(viewport=PHONE)
    with host.recorded() as sent:
        arrive(page, host.address + address)
        load_all(page)
    page.close()
    assert any(answer.address == address for answer in sent)
    return sum(answer.size for answer in sent if not answer.is_photograph)


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize(
    ("kind", "most"), [("showcase", 150 * KB), ("borrowed", 150 * KB), ("explorer", 250 * KB)]
)
def test_a_first_view_is_light(
    browser: Browser, real_host: Host, prefix: str, kind: str, most: int
) -> None:
    assert first_view(browser, real_host, prefix + KINDS[kind]) < most
