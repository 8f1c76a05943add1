"""The rules a contribution is held to, each with a code that never changes.

Codes are given out once: a rule that goes leaves a gap. The hundreds are
groups, in the order in which a file is read. The words of a rule are in
`agora/locales/`, under `problems`; its case is in `tests/problems/`.
"""

from __future__ import annotations

from collections.abc import Mapping

ADVICE = "AG8"
"""The group of rules that advise and stop nothing."""

CODES: Mapping[str, str] = {
    # The files themselves.
    "slug": "AG101",
    "language": "AG102",
    "two-files": "AG103",
    "unexpected-file": "AG104",
    "symbolic-link": "AG105",
    "stray-folder": "AG106",
    "not-a-picture": "AG107",
    "not-utf8": "AG108",
    "empty-file": "AG109",
    "large-picture": "AG110",
    "other-format": "AG111",
    "damaged-picture": "AG112",
    "too-many-pixels": "AG113",
    "special-file": "AG114",
    "hidden-file": "AG115",
    "file-name": "AG116",
    "twin-file": "AG117",
    "too-many-files": "AG118",
    "large-text": "AG119",
    # The front matter as YAML.
    "no-front-matter": "AG201",
    "open-front-matter": "AG202",
    "not-fields": "AG203",
    "tab": "AG204",
    "open-quote": "AG205",
    "open-bracket": "AG206",
    "indentation": "AG207",
    "colon": "AG208",
    "no-colon": "AG209",
    "control-character": "AG210",
    "yaml-syntax": "AG211",
    "yaml-alias": "AG212",
    "yaml-tag": "AG213",
    "yaml-depth": "AG214",
    "several-documents": "AG215",
    "key-not-text": "AG216",
    "duplicate-key": "AG217",
    # Fields and their values.
    "unknown-key": "AG301",
    "missing": "AG302",
    "missing-file": "AG303",
    "missing-alt": "AG304",
    "empty-value": "AG305",
    "list-for-text": "AG306",
    "mapping-for-text": "AG307",
    "text-for-list": "AG308",
    "mapping-for-list": "AG309",
    "text-for-mapping": "AG310",
    "list-for-mapping": "AG311",
    "too-many": "AG312",
    "too-long": "AG313",
    "too-short": "AG314",
    "choice": "AG315",
    "unknown-axis": "AG316",
    "unknown-edition": "AG317",
    "year": "AG318",
    "country": "AG319",
    "web-address": "AG320",
    "slug-value": "AG321",
    "picture-path": "AG322",
    "picture-type": "AG323",
    "missing-image": "AG324",
    "no-slug": "AG325",
    # The files of one showcase taken together.
    "no-original": "AG401",
    "two-originals": "AG402",
    "disagreement": "AG403",
    "misplaced-fact": "AG404",
    "name-count": "AG405",
    # Cities, partners and addresses across all showcases.
    "similar-city": "AG501",
    "unknown-city": "AG502",
    "ambiguous-city": "AG503",
    "city-clash": "AG504",
    "partner-spelling": "AG505",
    "alias-clash": "AG506",
    # What a text holds and where it leads.
    "empty-body": "AG601",
    "link-scheme": "AG602",
    "broken-link": "AG603",
    "missing-picture": "AG604",
    "remote-picture": "AG605",
    "body-picture-alt": "AG606",
    "html-element": "AG607",
    "html-attribute": "AG608",
    "hidden-address": "AG609",
    "lookalike-address": "AG610",
    "hidden-character": "AG611",
    "lookalike": "AG612",
    "too-deep": "AG613",
    "slow-text": "AG614",
    # Figures and their sources.
    "figure-differs": "AG701",
    "figure-missing": "AG702",
    "figure-moved": "AG703",
    "no-source": "AG704",
    # Advice, which stops nothing.
    "french-space": "AG801",
    "english-space": "AG802",
    "straight-quote": "AG803",
    "not-https": "AG804",
    "short-text": "AG805",
    "long-text": "AG806",
    # The data of the site, which organisers keep.
    "city-entry": "AG901",
    "axis-field": "AG902",
    "edition-entry": "AG903",
    "edition-field": "AG904",
    "current-edition": "AG905",
    "page-language": "AG906",
}
