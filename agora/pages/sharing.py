"""How a showcase is passed on: links that share its address, and the line that cites it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

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
    mail = {"subject": title, "body": f"{summary}\r\n\r\n{address}"}
    return (
        # RFC 6068: a blank is %20, and a line ends in %0D%0A.
        Link(t("share.mail"), f"mailto:?{urlencode(mail, quote_via=quote, safe='')}"),
        Link("WhatsApp", f"https://wa.me/?{urlencode({'text': f'{title} {address}'})}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"),
        Link(
            "LinkedIn",
            f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': address})}",
        ),
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
    return Citation(
        title=quoted(text.title, t),
        language=text.language if showcase.is_borrowed(t.language) else None,
        details=t(
            "share.cited-borrowed" if showcase.is_borrowed(t.language) else "share.cited",
            partners=t("share.comma").join(partners),
            language=str(t.locale.languages.get(text.language, text.language)),
            whole=whole,
            address=site.address + address,
        ),
    )


def quoted(text: str, t: Strings) -> str:
    """A text between the quotation marks of a language; quotations within it get the inner ones."""
    before, after = (re.escape(mark.strip()) for mark in t("share.quoted", text="\0").split("\0"))
    inner = re.sub(
        rf"{before}\s*(.+?)\s*{after}", lambda match: t("share.quoted-within", text=match[1]), text
    )
    return t("share.quoted", text=inner)
