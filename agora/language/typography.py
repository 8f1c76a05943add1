"""Typography of a text in its language. Advice only: a machine cannot know what was meant.

Rules of the Imprimerie nationale's *Lexique des règles typographiques* for
French (narrow no-break space before `; ! ?`, no-break space before `:` and
inside « »; both kinds are accepted everywhere). No library of the registry
checks them without changing the text, hence these few patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NO_BREAK = "\u00a0\u202f"
# Each pattern begins with the character at fault, which is rare, and then looks around.
RULES: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "fr": (
        ("french-space", re.compile(rf"[;!?»](?<=[^\s{_NO_BREAK}:;!?«(\[].)(?![\w;])")),
        ("french-space", re.compile(rf":(?<=[^\s{_NO_BREAK}:].)(?=\s|$)", re.MULTILINE)),
        ("french-space", re.compile(r"[:;!?»](?<= .)(?=\s|$)", re.MULTILINE)),
        ("french-space", re.compile(rf"«(?![{_NO_BREAK}])")),
        ("straight-quote", re.compile(r"'(?<=\w.)(?=\w)")),
        ("straight-quote", re.compile(r'"(?<![\w=].)(?=\w)')),
    ),
    "en": (
        ("english-space", re.compile(rf"[:;!?](?<=\w[ {_NO_BREAK}].)(?=\s|$)", re.MULTILINE)),
        ("straight-quote", re.compile(r"'(?<=\w.)(?=\w)")),
        ("straight-quote", re.compile(r'"(?<![\w=].)(?=\w)')),
    ),
}
"""By language, the name of a rule and the pattern of what breaks it."""


def faults(text: str, language: str) -> Iterator[tuple[str, int, str]]:
    """The rule, the offset and the words around each fault, in order of place.

    `text` is prose: code, addresses and marks of Markdown are blanked.
    """
    found = [
        (match.start(), rule)
        for rule, pattern in RULES.get(language, ())
        for match in pattern.finditer(text)
    ]
    for offset, rule in sorted(set(found)):
        start = max(text.rfind("\n", 0, offset) + 1, offset - 20)
        around = text[start : offset + 12].partition("\n")[0]
        yield rule, offset, around.strip(" ")
