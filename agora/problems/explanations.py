"""The page that explains every rule: why it is there, an example to avoid, an example to follow.

Words and examples are in `agora/locales/explanations/`. What the page says of an example to avoid
is what `agora check` says: `tests/example_sites.py` puts each on a small site and checks the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from agora.problems import Problem, wording
from agora.problems.rules import CODES
from agora.safety.characters import hidden, named
from agora.strings import LOCALES, Strings

FOLDER = LOCALES / "explanations"

EXAMPLES = Path(__file__).with_name("examples.json")
"""The arguments of the problem that each wrong example gets, by language and rule."""

WRONG, RIGHT = "wrong", "right"
"""The two examples of a rule."""

# What cannot be seen is shown by the picture that Unicode has for it (U+2400 to U+241F).
_VISIBLE = {code: chr(0x2400 + code) for code in range(0x20) if code != 0x0A} | {0x09: "⇥   "}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence; `is_code` where it stood between backticks."""

    text: str
    is_code: bool


Sentence = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of an example as readers see it; `name` is "" where any showcase would do."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule; message, help and note are those that its wrong example gets."""

    code: str
    anchor: str
    message: Sentence
    why: Sentence
    wrong: tuple[Sample, ...]
    right: tuple[Sample, ...]
    help: Sentence
    note: Sentence


@dataclass(frozen=True, slots=True)
class Group:
    """The rules of one hundred; `codes` are its first and its last."""

    anchor: str
    title: str
    lead: str
    codes: tuple[str, str]
    explanations: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class ProblemIndex:
    """All rules, in the order of their codes; `words` are the labels of the page, by name."""

    groups: tuple[Group, ...]
    words: Mapping[str, str]


@cache
def words(language: str) -> Strings:
    """The explanations in a language. Raises FileNotFoundError."""
    return Strings.load(language, [FOLDER])


def problem_index(strings: Strings, axes: Iterable[str], editions: Iterable[int]) -> ProblemIndex:
    """The view of the page in the language of the strings, for a site of these axes, editions."""
    explained = words(strings.language)
    known = {
        "unknown-axis": ", ".join(axes),
        "unknown-edition": ", ".join(map(str, editions)),
    }
    groups = []
    for key, rules in groupby(CODES, key=lambda rule: CODES[rule][:3]):
        explanations = tuple(_explain(rule, strings, known.get(rule)) for rule in rules)
        groups.append(
            Group(
                anchor=key.lower(),
                title=explained(f"groups.{key}.title"),
                lead=explained(f"groups.{key}.lead"),
                codes=(explanations[0].code, explanations[-1].code),
                explanations=explanations,
            )
        )
    return ProblemIndex(tuple(groups), explained.entry("page"))


def _explain(rule: str, strings: Strings, known: str | None) -> Explanation:
    arguments = _arguments()[strings.language][rule]
    if known is not None:
        # What the small site knows is not what a contributor to this one may write.
        arguments = {**arguments, "known": known}
    said = wording(Problem(rule, (), arguments), strings)
    entry = words(strings.language).entry("rules", rule)
    return Explanation(
        code=CODES[rule],
        anchor=CODES[rule].lower(),
        message=_sentence(said.message),
        why=_sentence(entry["why"]),
        wrong=_samples(strings.language, entry, WRONG),
        right=_samples(strings.language, entry, RIGHT),
        help=_sentence(said.help),
        note=_sentence(said.note),
    )


@cache
def _arguments() -> Mapping[str, Mapping[str, Mapping[str, str | int]]]:
    """The arguments of what wrong examples get, by language and rule."""
    found: dict[str, dict[str, dict[str, str | int]]] = json.loads(EXAMPLES.read_text("utf-8"))
    return found


def _sentence(text: str) -> Sentence:
    spans = (Span(part, bool(index % 2)) for index, part in enumerate(text.split("`")))
    return tuple(span for span in spans if span.text)


def _samples(language: str, entry: Mapping[str, Any], side: str) -> tuple[Sample, ...]:
    parts = entry[side] if isinstance(entry[side], Mapping) else {"": entry[side]}
    nothing = words(language)("page.nothing")
    samples = []
    for name, text in parts.items():
        if side == WRONG and "encoding" in entry:
            text = text.encode(entry["encoding"]).decode("utf-8", "replace")
        samples.append(Sample(name, _visible(text.rstrip("\n")) or nothing))
    return tuple(samples)


def _visible(text: str) -> str:
    unseen = {ord(character): f"⟨{named(character)}⟩" for _, character in hidden(text)}
    return text.translate(unseen | _VISIBLE)
