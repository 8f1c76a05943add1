"""`catalog.jsonld`: what there is, for portals of open data to harvest.

DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/), an application profile of W3C's DCAT,
as JSON-LD whose context stands in it: reading it asks for nothing else. Licence, language, theme,
frequency, availability and types of files are named as the profile asks, by the lists of the
Publications Office of the European Union.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agora.content.history import timestamp
from agora.data import licence
from agora.data.collection import Collection
from agora.data.records import Json
from agora.strings import Strings

PATH = "data/catalog.jsonld"

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds the whole catalog.

    `key` names it in the strings and on the page; `media_type` is IANA's name of its format, and
    `file_type` that of the list of the Publications Office. `standard` is the absolute address of
    what it keeps to, and `size` is in bytes.
    """

    key: str
    path: str
    media_type: str
    file_type: str
    size: int
    standard: str


def catalogue(
    collection: Collection, strings: Mapping[str, Strings], downloads: Iterable[Download]
) -> str:
    """The description of the site as a catalogue of one dataset."""
    own, page = collection.file(PATH), collection.file("data/")
    name = collection.site.name

    def words(key: str) -> list[Json]:
        return [
            {"@language": language, "@value": theirs(key, name=name)}
            for language, theirs in strings.items()
        ]

    publisher = {
        "@id": f"{own}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": name,
        "foaf:homepage": _node(collection.site.address),
    }
    common: Json = {
        "dct:publisher": _node(f"{own}#publisher"),
        "dct:license": _node(licence.AUTHORITY),
        "dct:language": _languages(strings),
        "dct:issued": _moment(collection.published),
        "dct:modified": _moment(collection.modified),
    }
    dataset = {
        "@id": f"{own}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": words("data.dataset.title"),
        "dct:description": words("data.dataset.description"),
        **common,
        "dct:identifier": f"{own}#dataset",
        "dct:accrualPeriodicity": _node(f"{_AUTHORITY}frequency/IRREG"),
        "dct:accessRights": _node(f"{_AUTHORITY}access-right/PUBLIC"),
        "dcat:theme": [_node(f"{_AUTHORITY}data-theme/REGI")],
        "dcat:keyword": [
            {"@language": key, "@value": word.strip()}
            for key, theirs in strings.items()
            for word in theirs("data.dataset.keywords").split("|")
        ],
        "dcat:landingPage": [_node(collection.page(key, "data")) for key in strings],
        "dcat:contactPoint": {
            "@type": "vcard:Kind",
            "vcard:fn": name,
            "vcard:hasURL": [_node(collection.page(key, "contribute")) for key in strings],
        },
        "dcat:distribution": [
            {
                "@id": f"{own}#{download.key}",
                "@type": "dcat:Distribution",
                "dct:title": words(f"data.downloads.{download.key}.title"),
                "dct:description": words(f"data.downloads.{download.key}.use"),
                **{key: common[key] for key in ("dct:license", "dct:language", "dct:modified")},
                "dct:format": _node(f"{_AUTHORITY}file-type/{download.file_type}"),
                "dcat:mediaType": _node(
                    f"https://www.iana.org/assignments/media-types/{download.media_type}"
                ),
                "dct:conformsTo": _node(download.standard),
                "dcat:accessURL": _node(f"{page}#{download.key}"),
                "dcat:downloadURL": _node(collection.file(download.path)),
                "dcat:byteSize": {
                    "@type": "xsd:nonNegativeInteger",
                    "@value": str(download.size),
                },
                "dcatap:availability": _node(f"{_AUTHORITY}planned-availability/AVAILABLE"),
            }
            for download in downloads
        ],
    }
    document = {
        "@context": _CONTEXT,
        "@id": f"{own}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": words("data.catalogue.title"),
        "dct:description": words("data.catalogue.description"),
        **common,
        "dct:publisher": publisher,
        "foaf:homepage": _node(page),
        "dcat:themeTaxonomy": _node(f"{_AUTHORITY}data-theme"),
        "dcat:dataset": dataset,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _node(address: str) -> Json:
    return {"@id": address}


def _moment(moment: datetime | None) -> list[Json]:
    """Of nothing, no statement."""
    return [{"@type": "xsd:dateTime", "@value": timestamp(moment)}] if moment else []


def _languages(keys: Iterable[str]) -> list[Json]:
    codes = (three_letters(key) for key in keys)
    return [_node(f"{_AUTHORITY}language/{code}") for code in codes if code]


def three_letters(key: str) -> str | None:
    """The code of a language in three letters, by which the Publications Office lists it."""
    # Its tables take as long to load as a twentieth of a build that changes nothing.
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        return Language.get(key).to_alpha3().upper()
    except (LookupError, LanguageTagError):
        return None
