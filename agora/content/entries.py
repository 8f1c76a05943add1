"""A showcase's files taken together: which is the original, and do they agree?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agora.content import schema
from agora.content.frontmatter import Document
from agora.content.schema import Scope
from agora.content.validation import Validator, Value
from agora.keeping.compact import compact
from agora.language.similar import most_similar
from agora.problems import Place, Problem
from agora.text.reading import Reading, read


@compact
@dataclass(frozen=True, slots=True)
class LanguageFile:
    """One language file of a showcase: its valid values, and the fields it gives, valid or not.

    A misspelt key counts as given for the field it resembles, which is then not missing as well.
    `reading` is that of its body.
    """

    language: str
    document: Document
    values: Mapping[str, Value]
    given: Mapping[str, Place]
    reading: Reading

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def is_complete(self) -> bool:
        """Whether it gives all that makes a file the original."""
        return set(schema.ORIGINAL_MARKS) <= self.given.keys()

    def data(self, name: str, default: Any = None) -> Any:
        """The value of a field, or the default where it is not given or not valid."""
        value = self.values.get(name)
        return default if value is None else value.data


@compact
@dataclass(frozen=True, slots=True)
class Entry:
    """The original of a showcase and its translations."""

    slug: str
    original: LanguageFile
    translations: tuple[LanguageFile, ...]

    @property
    def files(self) -> tuple[LanguageFile, ...]:
        return (self.original, *self.translations)

    def names(self, field: str) -> tuple[dict[str, str], ...]:
        """The names of a field such as `partner`: for each, its name by language."""
        names = [{self.original.language: name} for name in self.original.data(field, ())]
        for file in self.translations:
            for by_language, name in zip(names, file.data(field, ()), strict=False):
                by_language[file.language] = name
        return tuple(names)


def read_fields(
    document: Document, language: str, validator: Validator, reading: Reading | None = None
) -> LanguageFile:
    """Hold the front matter of one file against the schema.

    `reading` is that of its body, which is read here where it is not given.
    """
    given = {key.value: key.place for key, _ in document.fields.entries}
    for key in [key for key in given if key not in schema.FIELDS]:
        meant = most_similar(key, schema.FIELDS)
        if meant:
            given.setdefault(meant, given[key])
    values = validator.record(document.fields, schema.SHOWCASE)
    for field in schema.SHOWCASE:
        if field.scope is Scope.TEXT and field.required and field.name not in given:
            validator.missing(document.path, field)
    return LanguageFile(language, document, values, given, reading or read(document.body))


def assemble(
    slug: str, files: Sequence[LanguageFile], validator: Validator, problems: list[Problem]
) -> Entry | None:
    """Join the language files of a showcase, `files` being in the order of the site's languages.

    None, and a problem, where no file is the original.
    """
    original = _original(slug, files, problems)
    if original is None:
        return None
    for field in schema.SHOWCASE:
        if field.scope is not Scope.TEXT and field.required and field.name not in original.given:
            validator.missing(original.path, field)
    translations = tuple(file for file in files if file is not original)
    for translation in translations:
        # What a second original repeats goes with it, which has been said.
        if not translation.is_complete:
            _check_agreement(original, translation, problems)
    entry = Entry(slug, original, translations)
    _check_alternatives(entry, problems)
    return entry


def _original(
    slug: str, files: Sequence[LanguageFile], problems: list[Problem]
) -> LanguageFile | None:
    complete = [file for file in files if file.is_complete]
    if len(complete) > 1:
        places = tuple(file.given["axis"] for file in reversed(complete))
        problems.append(Problem("two-originals", places, {"slug": slug}))
    if complete:
        return complete[0]
    # A partner's name may stand in a translation, so it makes no file an original.
    partial = [file for file in files if {"axis", "city"} & file.given.keys()]
    if partial:
        return max(partial, key=lambda file: len({"axis", "city", "partner"} & file.given.keys()))
    places = tuple(Place(file.path) for file in files)
    problems.append(Problem("no-original", places, {"slug": slug}))
    return None


def _check_agreement(
    original: LanguageFile, translation: LanguageFile, problems: list[Problem]
) -> None:
    """Facts that a translation repeats must be the original's; `city` is compared by term later."""
    for field in schema.SHOWCASE:
        name = field.name
        ours, theirs = original.values.get(name), translation.values.get(name)
        if theirs is None or field.scope is Scope.TEXT or name in ("city", "image"):
            continue
        if name not in original.given:
            arguments = {"key": name, "path": original.path}
            problems.append(Problem("misplaced-fact", (translation.given[name],), arguments))
        elif ours is None:
            continue
        elif field.scope is Scope.NAMES:
            if len(ours.data) != len(theirs.data):
                counts: dict[str, str | int] = {
                    "key": name,
                    "n": len(ours.data),
                    "m": len(theirs.data),
                }
                problems.append(Problem("name-count", (theirs.place, ours.place), counts))
        elif ours.data != theirs.data:
            problems.append(disagreement(name, ours, theirs))


def disagreement(name: str, ours: Value, theirs: Value) -> Problem:
    """The problem of two files that state different facts; the original comes first."""
    arguments = {"key": name, "ours": ours.written, "theirs": theirs.written}
    return Problem("disagreement", (ours.place, theirs.place), arguments)


def _check_alternatives(entry: Entry, problems: list[Problem]) -> None:
    """A picture has one file, named in the original, and is described in every language."""
    image = entry.original.values.get("image")
    if image is None:
        for file in entry.translations:
            if "image" in file.values and "image" not in entry.original.given:
                arguments = {"key": "image", "path": entry.original.path}
                problems.append(Problem("misplaced-fact", (file.given["image"],), arguments))
        return
    for file in entry.files:
        own = file.values.get("image")
        given = _given(file, "image")
        if file is entry.original and "file" not in given:
            _missing_part("file", image.place, problems)
        repeats = file is not entry.original and not file.is_complete
        if own and repeats and "file" in own.data and "file" in image.data:
            ours, theirs = image.data["file"], own.data["file"]
            if ours.data != theirs.data:
                problems.append(disagreement("image.file", ours, theirs))
        if "alt" not in given and (own or "image" not in file.given):
            _missing_part("alt", own.place if own else Place(file.path), problems)


def _given(file: LanguageFile, key: str) -> set[str]:
    """The keys that a file gives below a key, valid or not."""
    for name, node in file.document.fields.entries:
        if name.value == key and hasattr(node, "entries"):
            return {part.value for part, _ in node.entries}
    return set()


def _missing_part(name: str, place: Place, problems: list[Problem]) -> None:
    example = next(field.example for field in schema.IMAGE.fields if field.name == name)
    problems.append(
        Problem(f"missing-{name}", (place,), {"key": f"image.{name}", "example": example})
    )
