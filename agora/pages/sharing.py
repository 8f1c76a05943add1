"""How a showcase is passed on: links that share its address, and the line that cites it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, quote_plus

from agora.catalog import Catalog
from agora.model import Showcase, in_language
from agora.pages.urls import url
from agora.pages.views import Citation, Link, Sharing
from agora.site import Site
from agora.strings import Strings


def sharing(showcase: Showcase, catalog: Catalog, site: Site, t: Strings) -> Sharing | None:
    """How to pass on a showcase to readers of a language; None on a site without an address."""
    if not site.address:
        return None
    address = site.address + url(t.language, catalog.default_language, "showcases", showcase.slug)
    text = showcase.text(t.language)
    return Sharing(
        address=address,
        title=text.title,
        links=links(address, text.title, text.summary, t),
        citation=citation(showcase, catalog, site, t),
    )


def links(address: str, title: str, summary: str, t: Strings) -> tuple[Link, ...]:
    """Links that share an address: e-mail, then the networks that readers in Morocco use most.

    Nothing is asked of anybody until a reader follows one.
    """
    # RFC 6068: a blank is %20, and a line ends in %0D%0A.
    subject, body = quote(title, safe=""), quote(f"{summary}\r\n\r\n{address}", safe="")
    text, to = quote_plus(f"{title} {address}"), quote_plus(address)
    return (
        Link(t("share.mail"), f"mailto:?subject={subject}&body={body}"),
        Link("WhatsApp", f"https://wa.me/?text={text}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={to}"),
        Link("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={to}"),
    )


def citation(showcase: Showcase, catalog: Catalog, site: Site, t: Strings) -> Citation:
    """The line that cites a showcase in the reader's language.

    A borrowed text is cited as what it is: its title and address are those of its own language,
    which is named.
    """
    text = showcase.text(t.language)
    edition = catalog.editions[showcase.edition]
    partners = [in_language(catalog.partners[key].names, t.language) for key in showcase.partners]
    whole = site.name
    if edition.name:
        event = t("print.edition", name=edition.name, n=edition.number, year=str(edition.year))
        whole = t("share.whole", site=site.name, event=event)
    address = url(text.language, catalog.default_language, "showcases", showcase.slug)
    said = {
        "partners": t("share.comma").join(partners),
        "whole": whole,
        "address": site.address + address,
    }
    if not showcase.is_borrowed(t.language):
        return Citation(quoted(text.title, t), None, t("share.cited", **said))
    language = str(t.locale.languages.get(text.language, text.language))
    return Citation(
        title=quoted(text.title, t),
        language=text.language,
        details=t("share.cited-borrowed", **said, language=language),
    )


def quoted(text: str, t: Strings) -> str:
    """A text between the quotation marks of a language; quotations within it get the inner ones."""
    within = _quotation(t).sub(lambda match: t("share.quoted-within", text=match[1]), text)
    return t("share.quoted", text=within)


@lru_cache(maxsize=16)
def _quotation(t: Strings) -> re.Pattern[str]:
    before, after = (re.escape(mark.strip()) for mark in t("share.quoted", text="\0").split("\0"))
    return re.compile(rf"{before}\s*(.+?)\s*{after}")
