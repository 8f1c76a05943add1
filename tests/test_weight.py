"""What a reader's first view of a page costs: bytes over the wire, and requests to nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from browsing import ADDRESSES, IN_BROWSER, KINDS, PHONE, Visit, arrive
from tools.audit.server import Host

pytestmark = IN_BROWSER

KB = 1000


def first_view(browser: Browser, host: Host, address: str) -> tuple[Visit, int]:
    """A page seen by a browser that holds nothing yet, and the bytes sent for it.

    Bodies as compressed by the host; photographs and headers are not counted.
    """
    context = browser.new_context(viewport=PHONE)
    visit = Visit(context.new_page())
    with host.recorded() as sent:
        arrive(visit.page, host.address + address)
    context.close()
    assert any(answer.address == address for answer in sent)
    return visit, sum(answer.size for answer in sent if not answer.is_photograph)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_asks_anything_of_another_host(
    browser: Browser, real_host: Host, address: str
) -> None:
    visit, _ = first_view(browser, real_host, address)
    own = (real_host.address, "data:", "blob:")
    assert [url for url in visit.requests if not url.startswith(own)] == []


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize(
    ("kind", "most"), [("showcase", 150 * KB), ("borrowed", 150 * KB), ("explorer", 250 * KB)]
)
def test_a_first_view_is_light(
    browser: Browser, real_host: Host, prefix: str, kind: str, most: int
) -> None:
    _, size = first_view(browser, real_host, prefix + KINDS[kind])
    assert size < most
