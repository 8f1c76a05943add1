"""`agora new`: write the files of a new showcase, from questions or from options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agora.authoring.interview import Given, Interview, slug_problems
from agora.authoring.prompts import Console, wrapped
from agora.authoring.scaffold import Answers, Image, propose_slug, write
from agora.authoring.vocabulary import Vocabulary
from agora.authoring.writing import create, withdraw
from agora.content import schema
from agora.content.frontmatter import one_line, parse
from agora.loading import inspect
from agora.model import Reference
from agora.problems import AgoraError, Place, Problem, render
from agora.problems.formats import as_terminal_text
from agora.safety.output import for_log
from agora.site import Site
from agora.strings import LOCALES, Strings

NAME = "new"
HELP = "write the files of a new showcase"
DESCRIPTION = """\
Write the files of a new showcase: the original, and a translation if its title and summary are
given too. Asks at a terminal for whatever no option gives; elsewhere a missing option is an error.
Overwrites nothing.
"""
EXAMPLES = """\
examples:
  agora new                                  answer questions
  agora new --lang fr                        answer them in French
  agora new --title "Pont Hassan II" --summary "Un pont qui rapproche les deux rives du fleuve." \\
    --axis infrastructure --partner "Agence du Bouregreg" --city Rabat --body-file pont.txt \\
    --source "L’Agence : le pont" https://bouregreg.example.org
  agora new … --title-en "The Hassan II bridge" --summary-en "A bridge that brings the two banks …"
"""

LANGUAGES = sorted(path.stem for path in LOCALES.glob("*.yml"))

REQUIRED = {"title": "--title", "summary": "--summary", "axis": "--axis"}
REQUIRED |= {"partner": "--partner", "city": "--city"}

_OPTION_OF = {"tags": "tag", "links": "link", "sources": "source", "aliases": "alias"}
"""Options that may be repeated are named after one of what their field lists."""


class NewError(AgoraError):
    """Raised where options are missing or do not go together, or a file is there already."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    text = parser.add_argument_group("the text, in its own language")
    text.add_argument("--language", metavar="LANG", help="its language (default: that of --lang)")
    text.add_argument("--title", metavar="TEXT")
    text.add_argument("--summary", metavar="TEXT", help="one or two sentences")
    text.add_argument(
        "--body-file", metavar="FILE", help="the text in Markdown (default: headings)"
    )
    text.add_argument("--link", **_PAIR)
    text.add_argument("--source", **_PAIR)
    facts = parser.add_argument_group("the facts")
    facts.add_argument("--axis", metavar="AXIS")
    facts.add_argument("--partner", action="append", metavar="NAME", help="repeat for several")
    facts.add_argument("--city", metavar="NAME")
    facts.add_argument("--country", metavar="CODE", help="ISO 3166-1, for a city not listed")
    facts.add_argument("--year", metavar="YEAR", help="when it began")
    facts.add_argument("--status", metavar="STATUS", help=", ".join(schema.STATUSES))
    facts.add_argument("--edition", metavar="NUMBER", help="(default: the current one)")
    facts.add_argument("--tag", action="append", metavar="WORD", help="repeat for several")
    facts.add_argument("--image", metavar="FILE", help="a picture, which is copied")
    facts.add_argument("--image-alt", metavar="TEXT", help="what the picture shows")
    facts.add_argument("--image-credit", metavar="TEXT", help="whose picture it is")
    facts.add_argument("--alias", action="append", metavar="SLUG", help="a former address")
    facts.add_argument("--slug", metavar="SLUG", help="its address (default: from the title)")
    for language in LANGUAGES:
        other = parser.add_argument_group(f"a translation into “{language}”")
        other.add_argument(f"--title-{language}", metavar="TEXT")
        other.add_argument(f"--summary-{language}", metavar="TEXT")
        other.add_argument(f"--partner-{language}", action="append", metavar="NAME")
        other.add_argument(f"--tag-{language}", action="append", metavar="WORD")
        other.add_argument(f"--image-alt-{language}", metavar="TEXT")
        other.add_argument(f"--body-file-{language}", metavar="FILE")


_PAIR: Mapping[str, Any] = {"nargs": 2, "action": "append", "metavar": ("TITLE", "URL")}


def run(options: argparse.Namespace) -> int:
    """Write the files; 1 if what was given has problems, 130 if the user stopped."""
    site = Site.read(options.config_file)
    words = Strings.load(options.lang, [LOCALES / "commands"])
    strings = Strings.load(options.lang)
    vocabulary = Vocabulary.read(site)
    given = _given(options, site, words)
    missing = [
        option
        for name, option in REQUIRED.items()
        if name not in given.facts and name not in given.original
    ]
    asks = bool(missing) and _is_conversation()
    if asks:
        form = Strings.load(options.lang, [LOCALES / "form"])
        console = Console(words, strings)
        try:
            Interview(console, vocabulary, words, form, strings).ask(
                given, has_language=bool(options.language)
            )
        except (KeyboardInterrupt, EOFError):
            print("\n" + words("new.stopped"), file=sys.stderr)
            return 130
    else:
        _complete(given, missing, site, vocabulary, words)
    if vocabulary.current_edition:
        # Said in the file, so that the showcase stays in its edition when the next one is opened.
        given.facts.setdefault("edition", vocabulary.current_edition)
    files = _files(given, site, words)
    texts = {path: content for path, content in files.items() if path.suffix == ".md"}
    try:
        made = create(files)
    except FileExistsError as error:
        raise NewError(words("new.exists", path=site.relative(Path(error.filename)))) from None
    try:
        problems = _problems(texts, site)
    except BaseException:
        withdraw(made)
        raise
    if problems and not asks:
        # Whoever gave options gives them again; the answers of a conversation are kept.
        withdraw(made)
        told = [render(_at_options(problem, texts, given, site), strings) for problem in problems]
        print(for_log("\n\n".join(told)), file=sys.stderr)
        return 1
    _conclude(given, files, site, words)
    if problems:
        print("\n" + as_terminal_text(problems, strings, site.root))
    return int(bool(problems))


def _is_conversation() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _given(options: argparse.Namespace, site: Site, words: Strings) -> Given:
    """What the options say."""
    said = {name: value for name, value in vars(options).items() if value is not None}
    language = options.language or (
        options.lang if options.lang in site.language_keys else site.default_language
    )
    if language not in site.language_keys:
        known = ", ".join(site.language_keys)
        raise NewError(words("new.language", language=language, known=known))
    given = Given(language=language, slug=said.get("slug", ""))
    text = given.original
    for name in ("title", "summary", "axis", "city", "country", "year", "status", "edition"):
        if name in said:
            (text if name in ("title", "summary") else given.facts)[name] = one_line(said[name])
    if "partner" in said:
        text["partner"] = tuple(map(one_line, said["partner"]))
    if "tag" in said:
        text["tags"] = tuple(map(one_line, said["tag"]))
    if "alias" in said:
        given.facts["aliases"] = tuple(said["alias"])
    for name in ("link", "source"):
        if name in said:
            text[f"{name}s"] = tuple(Reference(one_line(title), url) for title, url in said[name])
    if "body_file" in said:
        text["body"] = _read(said["body_file"], words)
    if "image" in said:
        given.picture = Path(said["image"]).expanduser()
        text["alt"] = one_line(said.get("image_alt", ""))
        given.facts["credit"] = one_line(said.get("image_credit", ""))
    for other in LANGUAGES:
        names = ("title", "summary", "partner", "tag", "image_alt", "body_file")
        theirs = {name: said[f"{name}_{other}"] for name in names if f"{name}_{other}" in said}
        if theirs:
            _check_translation(other, given, site, words)
            given.texts[other] = _translated(theirs, words)
    return given


def _check_translation(language: str, given: Given, site: Site, words: Strings) -> None:
    if language == given.language:
        raise NewError(words("new.own-language", option=f"--title-{language}"))
    if language not in site.language_keys:
        known = ", ".join(site.language_keys)
        raise NewError(words("new.language", language=language, known=known))


def _translated(theirs: Mapping[str, Any], words: Strings) -> dict[str, Any]:
    text: dict[str, Any] = {}
    for name, value in theirs.items():
        if name == "body_file":
            text["body"] = _read(value, words)
        elif isinstance(value, list):
            text[{"tag": "tags"}.get(name, name)] = tuple(map(one_line, value))
        else:
            text[{"image_alt": "alt"}.get(name, name)] = one_line(value)
    return text


def _read(file: str, words: Strings) -> str:
    try:
        return Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NewError(words("new.unreadable", path=file, why=str(error))) from None


def _complete(
    given: Given, missing: Sequence[str], site: Site, vocabulary: Vocabulary, words: Strings
) -> None:
    """Fill in what has a default. Raises NewError for what is missing or does not go together."""
    missing = list(missing)
    for language, text in given.texts.items():
        if language != given.language:
            missing += [f"--{name}-{language}" for name in ("title", "summary") if name not in text]
            if given.picture and "alt" not in text:
                missing.append(f"--image-alt-{language}")
            # Headings to fill beside a finished text would be published as its translation.
            if "body" in given.original and "body" not in text:
                missing.append(f"--body-file-{language}")
    if given.picture and not given.original["alt"]:
        missing.append("--image-alt")
    if missing:
        raise NewError(words("new.missing", n=len(missing), options=", ".join(missing)))
    if given.picture and not given.picture.is_file():
        raise NewError(words("new.no-picture", path=str(given.picture)))
    given.slug = given.slug or propose_slug(given.original["title"])
    wrong = slug_problems(given.slug, vocabulary, words)
    if wrong:
        problem = wrong[0]
        if isinstance(problem, str):
            raise NewError(problem)
        raise NewError(words("new.slug-option", slug=given.slug))


def _files(given: Given, site: Site, words: Strings) -> dict[Path, bytes]:
    """The files to write, the original first."""
    image = None
    facts = dict(given.facts)
    credit = facts.pop("credit", "")
    files = {}
    for language in _languages(given):
        text = dict(given.texts[language])
        alt = text.pop("alt", "")
        if given.picture:
            is_original = language == given.language
            image = Image(given.picture.name, alt, credit) if is_original else Image(alt=alt)
        body = text.pop("body", None)
        answers = Answers(
            **text,
            **(facts if language == given.language else {}),
            image=image,
            language=language,
            body=outline(language) if body is None else body,
        )
        path = site.showcases / f"{given.slug}.{language}.md"
        files[path] = write(answers).encode("utf-8")
    if given.picture:
        files[site.showcases / given.slug / given.picture.name] = given.picture.read_bytes()
    return files


def _languages(given: Given) -> list[str]:
    """The languages of the texts, the original's first."""
    return sorted(given.texts, key=lambda language: language != given.language)


def outline(language: str) -> str:
    """The headings of a text, with a comment below each that says what to write there."""
    parts = Strings.load(language, [LOCALES / "commands"]).entry("outline")
    return "\n\n".join(f"## {part['heading']}\n\n<!-- {part['hint']} -->" for part in parts)


def _problems(texts: Mapping[Path, bytes], site: Site) -> list[Problem]:
    """The problems of the files, advice left out: they are only begun."""
    paths = {site.relative(path) for path in texts}
    return [
        problem
        for problem in inspect(site)[1]
        if not problem.is_advice and any(place.path in paths for place in problem.places)
    ]


def _at_options(problem: Problem, texts: Mapping[Path, bytes], given: Given, site: Site) -> Problem:
    """The problem with the options that gave its values in place of lines of files."""

    def at_option(place: Place) -> Place:
        content = texts.get(site.root / place.path)
        document = parse(content.decode("utf-8"), place.path, []) if content else None
        if document is None:
            return place
        before = [
            key.value
            for key, _ in document.fields.entries
            if place.line and (key.place.line or 0) <= place.line
        ]
        name = before[-1] if before else str(problem.arguments.get("key", ""))
        if (place.line or 0) >= document.body_line:
            name = "body-file"
        elif not name:
            return place
        else:
            name = _OPTION_OF.get(name, name).replace(".", "-")
        language = Path(place.path).suffixes[0].removeprefix(".")
        return Place(f"--{name}" + ("" if language == given.language else f"-{language}"))

    return replace(problem, places=tuple(map(at_option, problem.places)))


def _conclude(given: Given, files: Iterable[Path], site: Site, words: Strings) -> None:
    """Say what was written, and what to do next."""
    names = [site.relative(path) for path in files]
    print("\n" + words("new.written", n=len(names)))
    for name in names:
        print(f"  {name}")
    texts = [name for name in names if name.endswith(".md")]
    open_texts = [
        name
        for name, language in zip(texts, _languages(given), strict=True)
        if "body" not in given.texts[language]
    ]
    steps = []
    if open_texts:
        steps.append(words("new.next.write", n=len(open_texts), paths=", ".join(open_texts)))
    steps.append(words("new.next.check", paths=" ".join(texts)))
    steps.append(words("new.next.propose", slug=given.slug, paths=" ".join(names)))
    steps += [
        words("new.next.translate", slug=given.slug, language=language)
        for language in site.language_keys
        if language not in given.texts
    ]
    print("\n" + words("new.next.title"))
    for number, step in enumerate(steps, 1):
        lines = step.replace("\n", "\n     ")
        print(wrapped(f"     {lines}").replace("     ", f"  {number}. ", 1))
