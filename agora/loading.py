"""From a folder of files to the catalog: load, validate, assemble, resolve."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from agora.catalog import Catalog
from agora.content import axes, bodies, editions, reading
from agora.content.entries import Entry, LanguageFile, assemble, read_fields
from agora.content.frontmatter import MappingNode
from agora.content.gazetteer import Gazetteer
from agora.content.sources import Sources, beginning, read, scan
from agora.content.terms import resolve_cities, resolve_partners
from agora.content.validation import Known, Validator, Value
from agora.keeping.compact import compact
from agora.keeping.fingerprint import digest
from agora.keeping.guard import Failure, at
from agora.keeping.keeper import Keeper
from agora.keeping.pack import Pack
from agora.model import Picture, Reference, Showcase, Text
from agora.pages import links
from agora.problems import ContentError, Place, Problem
from agora.safety import guard
from agora.site import Site
from agora.strings import LOCALES, Strings
from agora.text.markup import ALERTS
from agora.text.reading import read as read_text


def load(site: Site, pack: Pack | None = None) -> Catalog:
    """Load the catalog of a site. What `pack` keeps of files that did not change is used.

    Raises ContentError with every problem of every file; nothing else is raised
    for what a contributor wrote.
    """
    problems: list[Problem] = []
    catalog = _load(site, problems, pack or Pack())
    if catalog is None:
        raise ContentError(problem for problem in problems if not problem.is_advice)
    return catalog


def inspect(site: Site, pack: Pack | None = None) -> tuple[Catalog | None, list[Problem]]:
    """The catalog of a site, and all problems and advice, sorted; None if there are problems.

    Beside those of the contributors' files, links to nowhere in organisers' pages are problems:
    a build complains of them too, and is refused if it is strict.
    """
    problems: list[Problem] = []
    catalog = _load(site, problems, pack or Pack())
    if catalog is not None:
        links.check_pages(site, catalog, problems)
        catalog = catalog if all(problem.is_advice for problem in problems) else None
    return catalog, sorted(problems, key=lambda problem: problem.order)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a showcase, by language, and the names of its pictures."""

    slug: str
    paths: Mapping[str, Path]
    pictures: frozenset[str]


@compact
@dataclass(frozen=True, slots=True)
class _Read:
    """What the files of a showcase say by themselves, whatever the others hold.

    `asked` holds the pages whose existence was asked for, with the answers.
    """

    entry: Entry | None
    problems: tuple[Problem, ...]
    asked: Mapping[str, bool]


def _load(site: Site, problems: list[Problem], pack: Pack) -> Catalog | None:
    known_axes = axes.load(site, problems)
    known_editions = editions.load(site, problems)
    gazetteer = Gazetteer.read(site, problems)
    sources = scan(site, problems)
    known = Known(known_axes, known_editions.all, site.language_keys)
    exists = _page_finder(site, sources)

    titles = {language: _titles(site, language) for language in site.language_keys}

    def read_one(files: _Files) -> _Read:
        return _read(files, site, known, exists, titles)

    def is_valid(one: _Read) -> bool:
        return all(exists(path) == answer for path, answer in one.asked.items())

    context = repr((list(known.axes), list(known.editions), known.languages, titles)).encode()
    inputs: dict[str, tuple[bytes, _Files]] = {}
    for slug, paths in sources.texts.items():
        pictures = sources.pictures.get(slug, set())
        named = repr((slug, sorted(pictures), sorted(paths))).encode()
        contents = (beginning(paths[language]) for language in sorted(paths))
        names = (site.relative(paths[language]).encode() for language in sorted(paths))
        files = _Files(slug, paths, frozenset(pictures))
        inputs[slug] = digest(context, named, *names, *contents), files
    entries: list[Entry] = []

    def blame(files: _Files, failure: Failure) -> _Read:
        first = site.relative(next(iter(files.paths.values())))
        return _Read(None, (guard.problem(failure, first),), {})

    for one in Keeper(pack, "entry", read_one, is_valid, blame=blame).values([*inputs.values()]):
        problems += one.problems
        if one.entry is not None:
            entries.append(one.entry)

    cities = resolve_cities(entries, gazetteer, problems)
    partners, partners_of = resolve_partners(entries, site.default_language, problems)
    _check_aliases(entries, sources, problems)
    links.check_showcases(site, entries, problems)
    _check_pages(site, problems)

    def showcase(entry: Entry) -> Showcase:
        slug = entry.slug
        resolved = (cities[slug].slug, partners_of[slug], known_editions.current)
        key = digest(b"showcase", inputs[slug][0], repr(resolved).encode())
        pictures = sources.pictures.get(slug, ())
        return pack.recalled(key, lambda: _showcase(entry, *resolved, tuple(sorted(pictures))))

    if not all(problem.is_advice for problem in problems):
        return None
    return Catalog(
        languages=site.language_keys,
        axes=known_axes,
        cities={city.slug: city for city in sorted(cities.values(), key=lambda city: city.slug)},
        partners=dict(sorted(partners.items())),
        showcases={
            entry.slug: showcase(entry) for entry in sorted(entries, key=lambda entry: entry.slug)
        },
        editions=known_editions.all,
        current_edition=known_editions.current,
    )


def _read(
    files: _Files,
    site: Site,
    known: Known,
    exists: Callable[[str], bool],
    titles: Mapping[str, Mapping[str, str]],
) -> _Read:
    problems: list[Problem] = []
    validator = Validator(known, problems)
    asked: dict[str, bool] = {}

    def asks(path: str) -> bool:
        asked[path] = exists(path)
        return asked[path]

    read_files: list[LanguageFile] = []
    for language in site.language_keys:
        path = files.paths.get(language)
        if path:
            at(site.relative(path))
        document = read(path, site, problems) if path else None
        if document is not None and bodies.is_bounded(document, problems):
            text = read_text(document.body, titles[language])
            read_files.append(read_fields(document, language, validator, text))
            owned = {f"{files.slug}/{name}" for name in files.pictures}
            bodies.check(document, text, owned, asks, problems)
    entry = None
    # With a file missing from the comparison, the others would be accused wrongly.
    if len(read_files) == len(files.paths):
        entry = assemble(files.slug, read_files, validator, problems)
        if entry is not None:
            _check_picture(entry, files.pictures, problems)
            reading.check(entry, problems)
            entry = _without_nodes(entry)
    return _Read(entry, tuple(problems), asked)


def _without_nodes(entry: Entry) -> Entry:
    """The entry without the nodes that its values were read from, which nobody asks for again."""

    def bare(file: LanguageFile) -> LanguageFile:
        empty = MappingNode((), file.document.fields.place)
        return replace(file, document=replace(file.document, fields=empty))

    translations = tuple(bare(file) for file in entry.translations)
    return replace(entry, original=bare(entry.original), translations=translations)


def _showcase(
    entry: Entry,
    city: str,
    partners: tuple[str, ...],
    current_edition: int,
    files: tuple[str, ...],
) -> Showcase:
    original = entry.original
    image: Mapping[str, Value] | None = original.data("image")
    picture = None
    if image:
        credit = image.get("credit")
        picture = Picture(
            file=image["file"].data,
            alternatives={
                file.language: file.data("image")["alt"].data
                for file in entry.files
                if "image" in file.values
            },
            credit=credit.data if credit else None,
        )
    return Showcase(
        slug=entry.slug,
        original=original.language,
        texts={file.language: _text(file, original) for file in entry.files},
        axis=original.data("axis"),
        partners=partners,
        city=city,
        edition=original.data("edition", current_edition),
        year=original.data("year"),
        status=original.data("status"),
        tags=entry.names("tags"),
        picture=picture,
        files=files,
        aliases=original.data("aliases", ()),
    )


def _text(file: LanguageFile, original: LanguageFile) -> Text:
    def references(name: str) -> tuple[Reference, ...]:
        # Sources are facts with a title: a translation without its own shows the original's.
        given = file.data(name) or original.data(name, ())
        return tuple(Reference(item["title"].data, item["url"].data) for item in given)

    return Text(
        language=file.language,
        title=file.data("title"),
        summary=file.data("summary"),
        body=file.document.body.strip("\n") + "\n",
        path=file.path,
        reading=file.reading,
        links=references("links"),
        sources=references("sources"),
    )


def _check_picture(entry: Entry, pictures: Collection[str], problems: list[Problem]) -> None:
    image = entry.original.data("image") or {}
    file = image.get("file")
    if file and file.data not in pictures:
        arguments = {"value": file.written, "path": f"showcases/{entry.slug}/{file.written}"}
        problems.append(Problem("missing-image", (file.place,), arguments))


def _check_aliases(entries: list[Entry], sources: Sources, problems: list[Problem]) -> None:
    """An old address leads to one showcase, and no showcase lives there."""
    taken: dict[str, Place] = {}
    for entry in sorted(entries, key=lambda entry: entry.slug):
        value = entry.original.values.get("aliases")
        for alias, place in zip(value.data, value.items, strict=True) if value else ():
            if alias in sources.texts:
                path = next(iter(sources.texts[alias].values()))
                other = Place(posixpath.join("showcases", path.name))
                problems.append(Problem("alias-clash", (place, other), {"value": alias}))
            elif alias in taken:
                problems.append(Problem("alias-clash", (place, taken[alias]), {"value": alias}))
            else:
                taken[alias] = place


def _titles(site: Site, language: str) -> Mapping[str, str]:
    """The titles of alerts in a language, those of GitHub where it has none."""
    try:
        strings = Strings.load(language, (site.root / "locales", LOCALES))
        return dict(strings.entry("text", "alerts"))
    except (FileNotFoundError, KeyError):
        return ALERTS


def _check_pages(site: Site, problems: list[Problem]) -> None:
    """Every page under `docs/` exists in every language; axes have said so themselves."""
    suffixes = {f".{language}.md" for language in site.language_keys}
    stems = {
        path.with_name(path.name.removesuffix(suffix))
        for suffix in suffixes
        for path in site.docs.rglob(f"*{suffix}")
        if path.parent != site.docs / "axes" or path.name.startswith("index.")
    }
    for stem in sorted(stems):
        for language in site.language_keys:
            path = stem.with_name(f"{stem.name}.{language}.md")
            if not path.is_file():
                problems.append(Problem("page-language", (Place(site.relative(path)),)))


def _page_finder(site: Site, sources: Sources) -> Callable[[str], bool]:
    """Whether a relative address, written in a showcase, leads to a page of the site."""
    pages = {path.relative_to(site.docs).as_posix() for path in site.docs.rglob("*.md")}

    def exists(path: str) -> bool:
        target = posixpath.normpath(posixpath.join("showcases", path))
        folder, name = posixpath.split(target)
        if target.startswith(("..", "/")) or not name.endswith(".md"):
            return False
        stem = site.stem(name)
        if folder == "showcases" and stem in sources.texts:
            return True
        stem = posixpath.join(folder, stem)
        return any(f"{stem}.{language}.md" in pages for language in site.language_keys)

    return exists
