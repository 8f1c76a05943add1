"""The page that explains every rule: why it is there, an example to avoid, an example to follow.

Words and examples are in `agora/locales/explanations/`. What the page says of an example to avoid
is what `agora check` says: the example is put on a small site, and the site is checked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from PIL import Image

from agora.keeping.constants import Constants
from agora.keeping.pack import Pack
from agora.loading import inspect
from agora.problems import Problem, wording
from agora.problems.rules import CODES
from agora.safety.characters import hidden, named
from agora.site import Language, Site
from agora.strings import LOCALES, Strings

FOLDER = LOCALES / "explanations"

WRONG, RIGHT = "wrong", "right"
"""The two examples of a rule."""

_LANGUAGES = (Language("fr", "Français"), Language("en", "English"))
"""Those of the small site on which examples are checked, the default one first."""

_KEY = re.compile(r"[\w-]+")
_FILLER = re.compile(r"^… \((\d+) (?:× (?P<what>[^\n]+)|[^)\n]*)\)$", re.MULTILINE)
_NUMBERED = re.compile(r"(?P<before>.*)\{(?P<first>\d+)\.\.(?P<last>\d+)\}(?P<after>.*)")
_PIPE = re.compile(r"(?P<name>\S+) \|")
_LINKED = re.compile(r"(?P<name>.*) -> (?P<target>.*)")
_PICTURE = re.compile(
    r"(?P<name>\S+\.(?:jpg|png))"
    r"(?: \((?:(?P<megabytes>\d+) M[Bo]|(?P<format>JPEG|PNG)|(?P<width>\d+) × (?P<height>\d+)"
    r"|[^)]+)\))?"
)

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


def check(language: str, rule: str, side: str) -> list[Problem]:
    """All problems of a small site with one example of a rule put on it.

    `side` is WRONG or RIGHT.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in _files(language, rule, side).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            content(path)
        site = Site(root, root / "docs", root / "showcases", _LANGUAGES)
        return inspect(site)[1]


def _explain(rule: str, strings: Strings, known: str | None) -> Explanation:
    problem = _FIRST_PROBLEMS((strings.language, rule))
    if known is not None:
        # What the small site knows is not what a contributor to this one may write.
        problem = replace(problem, arguments={**problem.arguments, "known": known})
    said = wording(problem, strings)
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


def _first_problem(example: tuple[str, ...]) -> Problem:
    """What is wrong with the wrong example of a rule, by its language and the rule's name."""
    language, rule = example
    found = (problem for problem in check(language, rule, WRONG) if problem.rule == rule)
    return next(found, Problem(rule, ()))


_FIRST_PROBLEMS = Constants("problem of an example", _first_problem)


def recall(pack: Pack, languages: Iterable[str]) -> None:
    """Have the problems of all wrong examples at hand: there are hundreds of sites to check."""
    _FIRST_PROBLEMS.recall(pack, [(language, rule) for language in languages for rule in CODES])


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


# How an example is put on the small site. Its `kind` says what it is; the languages' files explain.


def _files(language: str, rule: str, side: str) -> dict[str, Callable[[Path], object]]:
    """The files of the small site with an example: for each name, what makes the file there."""
    entries = words(language)
    entry = entries.entry("rules", rule)
    showcases: dict[str, str] = entries.entry("site")
    site = _shared_site() | showcases
    original = next(iter(showcases))
    slug = original.partition(".")[0]

    def base(name: str) -> str:
        if name in site:
            return site[name]
        is_translation = name.partition(".")[0] == slug
        return str(entries.entry("translation")) if is_translation else site[original]

    example = entry[side]
    files = {
        name: _picture(pictured) if (pictured := _PICTURE.fullmatch(name)) else _content(text)
        for name, text in site.items()
    }
    if entry["kind"] == "names":
        for line in _numbered(example.splitlines()):
            if piped := _PIPE.fullmatch(line):
                files[piped["name"]] = _make_pipe
            elif linked := _LINKED.fullmatch(line):
                files[linked["name"]] = _link_to(linked["target"])
            elif pictured := _PICTURE.fullmatch(line):
                files[pictured["name"]] = _picture(pictured)
            else:
                files[line] = _content(base(line))
        return files
    put = {"fields": _with_fields, "body": _with_body, "file": _with_file}[entry["kind"]]
    encoding = entry.get("encoding", "utf-8") if side == WRONG else "utf-8"
    for name, text in (example if isinstance(example, Mapping) else {original: example}).items():
        files[name] = _content(put(base(name), text), encoding)
    return files


def _numbered(lines: Iterable[str]) -> Iterator[str]:
    """The lines, `x{1..3}` as three of them."""
    for line in lines:
        if found := _NUMBERED.fullmatch(line):
            for number in range(int(found["first"]), int(found["last"]) + 1):
                yield f"{found['before']}{number}{found['after']}"
        else:
            yield line


@cache
def _shared_site() -> dict[str, str]:
    return dict(yaml.safe_load((FOLDER / "site.yml").read_text("utf-8")))


def _with_file(base: str, text: str) -> str:
    return text


def _with_body(base: str, text: str) -> str:
    return f"{base[: base.index('---', 3)]}---\n\n{text}\n"


def _with_fields(base: str, text: str) -> str:
    """The lines first, then what the base has of other keys; lists of data have no fence."""
    fence, fields, rest = ("", base, "")
    if base.startswith("---\n"):
        end = base.index("---", 3)
        fence, fields, rest = ("---\n", base[4:end], base[end:])
    given = {match[0] for line in text.splitlines() if (match := _KEY.match(line))}
    kept = []
    keep = True
    for line in fields.splitlines():
        match = _KEY.match(line)
        keep = match[0] not in given if match else keep
        if keep:
            kept.append(line)
    return fence + "\n".join([text, *kept, rest])


def _content(text: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    filled = _FILLER.sub(lambda match: f"{match['what'] or 'x'} " * int(match[1]), text)
    return lambda path: path.write_bytes(filled.encode(encoding))


def _picture(described: re.Match[str]) -> Callable[[Path], object]:
    """A blank picture of that size, weight or format; one described by other words is damaged."""
    name, megabytes, kind, width, height = described.groups()
    content = BytesIO()
    if (width and height) or name == described[0] or megabytes or kind:
        size = (int(width or 1), int(height or 1))
        by_name = "JPEG" if name.endswith(".jpg") else "PNG"
        Image.new("1", size).save(content, kind or by_name)
    return lambda path: path.write_bytes(
        content.getvalue().ljust(int(megabytes or 0) * 1_000_000, b"\0")
    )


def _make_pipe(path: Path) -> None:
    # Windows has none; the page then shows the message all the same.
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)


def _link_to(target: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        # Windows grants links to few accounts; the page then shows the message all the same.
        with suppress(OSError):
            path.symlink_to(target)

    return make
