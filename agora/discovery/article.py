"""A showcase in schema.org's vocabulary: an article about what partners did in a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agora.content.history import Dates, timestamp
from agora.discovery.described import uri
from agora.discovery.entities import LICENCE, Entities, Node
from agora.model import Reference, Showcase, in_language
from agora.pages.views import Link
from agora.pictures.photographs import Photograph

SOCIAL_SIZE = (1200, 630)
"""Width and height of a social picture, in pixels."""


def article(
    showcase: Showcase,
    language: str,
    *,
    dates: Dates | None,
    photograph: Photograph | None,
    social: Link | None,
    entities: Entities,
) -> Node:
    """The text that readers of a language are shown; a borrowed one is described where it is at
    home, in its own language. What it is about is named in the reader's language.
    """
    text, catalog = showcase.text(language), entities.catalog
    page = entities.page(text.language, "showcases", showcase.slug)
    axis = catalog.axes[showcase.axis]
    node: Node = {
        "@type": "Article",
        "@id": _identifier(showcase, text.language, entities),
        "url": page,
        "mainEntityOfPage": page,
        "headline": text.title,
        "description": text.summary,
        "inLanguage": text.language,
        "articleSection": in_language(axis.titles, text.language),
        # Partners did what the text tells of; that they wrote it, nobody says.
        "about": [
            entities.axis(axis, language),
            *(entities.partner(catalog.partners[key], language) for key in showcase.partners),
        ],
        "contentLocation": entities.place(catalog.cities[showcase.city], language),
        "isPartOf": {"@id": entities.identifier("website")},
        "publisher": entities.organization(),
        "license": LICENCE,
    }
    if dates:
        node["dateCreated"] = node["datePublished"] = timestamp(dates.first)
        node["dateModified"] = timestamp(dates.last)
    if showcase.year and showcase.status != "ended":
        # ISO 8601-2: two dots for an interval without an end. When something ended, nobody says.
        node["temporalCoverage"] = f"{showcase.year}/.."
    if showcase.tags:
        node["keywords"] = [in_language(tag, text.language) for tag in showcase.tags]
    if text.sources:
        node["citation"] = [_reference(source) for source in text.sources]
    if image := _image(showcase, text.language, photograph, social, entities):
        node["image"] = image
    return {**node, **_translations(showcase, text.language, entities)}


def _identifier(showcase: Showcase, language: str, entities: Entities) -> str:
    return f"{entities.page(language, 'showcases', showcase.slug)}#article"


def _translations(showcase: Showcase, language: str, entities: Entities) -> Mapping[str, Any]:
    def other(key: str) -> Node:
        return {
            "@type": "Article",
            "@id": _identifier(showcase, key, entities),
            "headline": showcase.texts[key].title,
            "inLanguage": key,
            "url": entities.page(key, "showcases", showcase.slug),
        }

    if language != showcase.original:
        return {"translationOfWork": other(showcase.original)}
    translations = [other(key) for key in showcase.texts if key != language]
    return {"workTranslation": translations} if translations else {}


def _reference(reference: Reference) -> Node:
    return {"@type": "CreativeWork", "name": reference.title, "url": uri(reference.url)}


def _image(
    showcase: Showcase,
    language: str,
    photograph: Photograph | None,
    social: Link | None,
    entities: Entities,
) -> Node | None:
    if showcase.picture and photograph:
        credit = {"creditText": showcase.picture.credit} if showcase.picture.credit else {}
        return {
            "@type": "ImageObject",
            "url": entities.absolute(photograph.best.path),
            "width": photograph.best.width,
            "height": photograph.best.height,
            "caption": in_language(showcase.picture.alternatives, language),
            **credit,
        }
    if social and social.url:
        width, height = SOCIAL_SIZE
        return {
            "@type": "ImageObject",
            "url": entities.absolute(social.url),
            "width": width,
            "height": height,
            "caption": social.text,
        }
    return None
