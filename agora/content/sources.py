"""The files under `showcases/`: what each one is, and whether it may be there."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from agora.content import conflicts
from agora.content.frontmatter import Document, MappingNode, parse, parse_yaml
from agora.content.schema import (
    LARGEST_PICTURE,
    MOST_PICTURES,
    PICTURE_FORMATS,
    PICTURE_SUFFIXES,
)
from agora.language import slugs
from agora.pictures.decoding import MOST_PIXELS, UnreadablePicture, measure
from agora.problems import Place, Problem
from agora.safety import names
from agora.safety.bounds import LARGEST_DATA, LARGEST_TEXT
from agora.site import Site

DATA_FILES = frozenset({"cities.yml", "editions.yml"})

_TEXT_ENDINGS = frozenset({"md", "markdown", "mdown", "mkd", "txt", "text"})
"""What editors put at the end of the name of a text, in small letters."""

_DOCUMENT_ENDINGS = frozenset({"docx", "doc", "odt", "rtf", "pages", "pdf"})


@dataclass(slots=True)
class Sources:
    """What a scan of `showcases/` found.

    `texts` holds, per slug and language, the Markdown file; `pictures`, per
    slug, the names of the pictures in its folder.
    """

    texts: dict[str, dict[str, Path]] = field(default_factory=lambda: defaultdict(dict))
    pictures: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def scan(site: Site, problems: list[Problem]) -> Sources:
    """List the contributed files; whatever has no place there is a problem, not a silence."""
    sources = Sources()
    folders: list[Path] = []
    for path, is_folder in _entries(site.showcases, site, problems):
        if is_folder:
            folders.append(path)
        elif path.suffix == ".md":
            _add_text(path, site, sources, problems)
        elif path.name not in DATA_FILES:
            place = Place(site.relative(path))
            problems.append(Problem("unexpected-file", (place,), _meant(path.name)))
    for folder in folders:
        _add_pictures(folder, site, sources, problems)
    return sources


def read(path: Path, site: Site, problems: list[Problem]) -> Document | None:
    """Read a Markdown file with front matter; None, and a problem, where that cannot be done."""
    text = read_text(path, site, problems, LARGEST_TEXT)
    if text is None:
        return None
    name = site.relative(path)
    if not text.strip("\ufeff \t\r\n"):
        problems.append(Problem("empty-file", (Place(name),)))
        return None
    return parse(text, name, problems)


def read_data(name: str, site: Site, problems: list[Problem]) -> MappingNode | None:
    """Read a data file of the site; None, and a problem unless there is no file."""
    path = site.showcases / name
    if path.is_symlink() or not path.is_file():  # the scan refuses what is there instead
        return None
    text = read_text(path, site, problems, LARGEST_DATA)
    return None if text is None else parse_yaml(text, site.relative(path), problems)


def beginning(path: Path, largest: int = LARGEST_TEXT) -> bytes:
    """The content of a file, or so much of it that it is seen to be too large. Raises OSError."""
    with path.open("rb") as file:
        return file.read(largest + 1)


def read_text(path: Path, site: Site, problems: list[Problem], largest: int) -> str | None:
    """Read a file of at most so many bytes; None, and a problem, where that cannot be done."""
    name = site.relative(path)
    content = beginning(path, largest)
    if len(content) > largest:
        problems.append(Problem("large-text", (Place(name),), {"most": largest // 1000}))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        # What precedes the first wrong byte is sound, so it tells line and column.
        before = content[: error.start].decode("utf-8")
        value = f"0x{content[error.start]:02X}"
        problems.append(Problem("not-utf8", (Place.of(name, before),), {"value": value}))
        return None
    if marks := conflicts.marks(text):
        places = tuple(Place(name, line, 1) for line in marks)
        problems.append(Problem("conflict-marker", places))
        return None
    return text


def _entries(folder: Path, site: Site, problems: list[Problem]) -> Iterator[tuple[Path, bool]]:
    """The entries of a folder that are files or folders of their own, in a stable order.

    With each, whether it is a folder.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    first: dict[str, Path] = {}

    def place(path: Path) -> Place:
        return Place(site.relative(path))

    for entry in entries:
        if names.LEFTOVERS.fullmatch(entry.name):
            continue
        path = folder / entry.name
        if fault := _entry_fault(entry):
            problems.append(Problem(fault, (place(path),)))
            continue
        twin = first.setdefault(names.folded(entry.name), path)
        if twin is not path:
            problems.append(Problem("twin-file", (place(path), place(twin))))
        yield path, entry.is_dir()


def _entry_fault(entry: os.DirEntry[str]) -> str | None:
    """The rule that an entry of a folder breaks, whatever it is for."""
    if entry.is_symlink():
        return "symbolic-link"
    if not (entry.is_file() or entry.is_dir()):
        return "special-file"  # to open a pipe is to wait for ever
    if entry.name.startswith("."):
        return "hidden-file"
    return None if names.is_portable(entry.name) else "file-name"


def _meant(name: str) -> dict[str, str]:
    """What a file beside the texts was meant to be: a `picture`, or a text, by the `name` it takes.

    For a document of another kind, `text` names the file that takes its words.
    """
    stem, *endings = name.split(".")
    if name.lower().endswith(PICTURE_SUFFIXES):
        return {"picture": name}
    if endings and endings[-1].lower() in _TEXT_ENDINGS:
        # Windows hides the last ending of a name, and editors add it.
        kept = [ending for ending in map(str.lower, endings) if ending not in _TEXT_ENDINGS]
        return {"name": ".".join([stem, *kept, "md"])}
    if endings and endings[-1].lower() in _DOCUMENT_ENDINGS:
        return {"text": ".".join([stem, *endings[:-1], "md"])}
    return {}


def _add_text(path: Path, site: Site, sources: Sources, problems: list[Problem]) -> None:
    stem, _, suffix = path.stem.rpartition(".")
    # A language is a suffix of two or three letters, perhaps with a region, as static-i18n has it.
    slug, language = (stem, suffix) if stem else (path.stem, site.default_language)
    if not slugs.is_slug(slug):
        better = slugs.slugify(slug)
        arguments = {"value": slug}
        if better and better not in slugs.RESERVED:
            arguments["name"] = f"{better}.{language}.md" if stem else f"{better}.md"
        problems.append(Problem("slug", (Place(site.relative(path)),), arguments))
    elif language not in site.language_keys:
        known = ", ".join(f"`{slug}.{key}.md`" for key in site.language_keys)
        place = Place(site.relative(path))
        problems.append(Problem("language", (place,), {"value": language, "known": known}))
    elif language in sources.texts[slug]:
        places = (Place(site.relative(one)) for one in (path, sources.texts[slug][language]))
        arguments = {"slug": slug, "language": language}
        problems.append(Problem("two-files", tuple(places), arguments))
    else:
        sources.texts[slug][language] = path


def _add_pictures(folder: Path, site: Site, sources: Sources, problems: list[Problem]) -> None:
    if folder.name not in sources.texts:
        place = Place(site.relative(folder))
        problems.append(Problem("stray-folder", (place,), {"value": folder.name}))
        return
    entries = list(_entries(folder, site, problems))
    if len(entries) > MOST_PICTURES:
        place = Place(site.relative(folder))
        arguments = {"n": len(entries), "most": MOST_PICTURES}
        problems.append(Problem("too-many-files", (place,), arguments))
        return
    for path, is_folder in entries:
        if not is_folder and path.suffix.lower() in PICTURE_SUFFIXES:
            sources.pictures[folder.name].add(path.name)
            problems += picture_problems(path, site.relative(path))
        else:
            known = ", ".join(PICTURE_SUFFIXES)
            problems.append(
                Problem("not-a-picture", (Place(site.relative(path)),), {"known": known})
            )


def picture_problems(path: Path, name: str) -> list[Problem]:
    """What is wrong with a picture, as far as its header tells; `name` is its place in messages.

    Decoding tells the rest, and is for the build: it takes longer.
    """
    size = path.stat().st_size
    if size > LARGEST_PICTURE:
        # In kilobytes, rounded up, so that what is too large never reads like the limit itself.
        arguments = {"n": -(-size // 1000), "most": LARGEST_PICTURE // 1000}
        return [Problem("large-picture", (Place(name),), arguments)]
    try:
        measure(path)
    except UnreadablePicture as error:
        return [unreadable(error, name)]
    return []


def unreadable(error: UnreadablePicture, path: str) -> Problem:
    """The problem of a picture, relative to the root, that cannot be published."""
    place = (Place(path),)
    match error.reason:
        case "other-format":
            name = PurePosixPath(path)
            suffix = next(s for s, kind in PICTURE_FORMATS.items() if kind == error.format)
            arguments: dict[str, str | int] = {
                "value": name.suffix,
                "format": str(error.format),
                "name": name.with_suffix(suffix).name,
            }
            return Problem("other-format", place, arguments)
        case "too-many-pixels":
            arguments = {"most": MOST_PIXELS // 1_000_000}
            if error.width and error.height:
                arguments |= {"width": error.width, "height": error.height}
            return Problem("too-many-pixels", place, arguments)
        case _:
            return Problem("damaged-picture", place)
