"""Makes PNG files from SVG documents, or finds them in the cache's folder.

The renderer holds Python's lock while it draws, so that threads would queue for it: of many
pictures, each processor draws some in a process of its own, which runs `serve`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue

import PIL
import resvg_py
import uharfbuzz
from PIL import Image, features

from agora.pictures import typefaces
from agora.pictures.cache import Cache, digest
from agora.problems import AgoraError

COLOURS = 128
"""In a picture. Of twice as many one sees little, and a photograph weighs a quarter more."""

FILE = "picture.png"

FEW = 3
"""Pictures that are drawn before a process of its own would be ready to."""

_SOURCES = ("covers", "emblem", "press", "social", "typefaces", "typesetting")


def _recipe() -> str:
    """Stands for all that the bytes of a picture depend on, besides what it is made from.

    The code that draws is part of it, so that no number has to be raised when it changes.
    """
    folder = Path(__file__).parent
    versions = (
        resvg_py.__version__,
        uharfbuzz.__version__,
        PIL.__version__,
        features.version("zlib"),
        typefaces.fingerprint(),
        *(digest((folder / f"{name}.py").read_bytes()) for name in _SOURCES),
    )
    return digest(json.dumps(versions).encode())


RECIPE = _recipe()


class PressError(AgoraError):
    """Raised when a process that draws pictures fails."""


class Press:
    """PNG files by the key of what they show, in a folder that outlives the build."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache(folder)

    def key(self, content: str) -> str:
        """The key of a picture, from all that it is made from."""
        return digest(f"{RECIPE} {content}".encode())

    def file(self, key: str) -> Path:
        """Where the picture of a key lies."""
        return self.cache.path(key, FILE)

    def print_all(
        self, documents: Mapping[str, Callable[[], str]], progress: Callable[[int, int], None]
    ) -> Mapping[str, str]:
        """The digest of each picture's bytes by its key; `documents` give the SVG by key.

        Documents are only asked for where the cache lacks the picture. `progress` is told how many
        are drawn, of how many, after each. Raises PressError and OSError.
        """
        found = {key: self.cache.find(key) for key in documents}
        missing = [key for key, facts in found.items() if facts is None]
        drawn: dict[str, str] = {}

        def tell(key: str, content_digest: str) -> None:
            drawn[key] = content_digest
            progress(len(drawn), len(missing))

        if len(missing) <= FEW:
            for key in missing:
                tell(key, draw(self.cache, key, documents[key]()))
        else:
            self._share_out(missing, documents, tell)
        return {key: facts["digest"] if facts else drawn[key] for key, facts in found.items()}

    def _share_out(
        self,
        missing: Iterable[str],
        documents: Mapping[str, Callable[[], str]],
        tell: Callable[[str, str], None],
    ) -> None:
        """Have processes draw, as many as there are processors."""
        processes = [_Process(self.cache.folder) for _ in range(os.cpu_count() or 1)]
        idle: SimpleQueue[_Process] = SimpleQueue()
        for process in processes:
            idle.put(process)

        def draw_one(key: str, document: str) -> tuple[str, str]:
            process = idle.get()
            try:
                return key, process.draw(key, document)
            finally:
                idle.put(process)

        workers = ThreadPoolExecutor(len(processes))
        try:
            for key, content_digest in workers.map(
                lambda key: draw_one(key, documents[key]()), missing
            ):
                tell(key, content_digest)
        finally:
            workers.shutdown(cancel_futures=True)
            for process in processes:
                process.close()

    def sweep(self) -> None:
        """Forget the pictures that no build has asked for in a month."""
        self.cache.sweep()


class _Process:
    """A process that draws what it is given, one after the other."""

    def __init__(self, folder: Path) -> None:
        package = Path(__file__).parents[2]  # which may not be installed
        paths = [str(package), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, module and folder)
            [sys.executable, "-c", f"import {__name__} as press; press.serve()", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="ascii",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )

    def draw(self, key: str, document: str) -> str:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked and answers  # noqa: S101 (they are pipes)
        try:
            asked.write(json.dumps([key, document]) + "\n")
            asked.flush()
            answer = answers.readline().strip()
        except OSError:
            answer = ""
        if not answer:
            raise PressError("a process that draws pictures ended before it was done")
        return answer

    def close(self) -> None:
        """End the process, which ends by itself when it is asked for nothing more."""
        self._process.communicate()


def draw(cache: Cache, key: str, document: str) -> str:
    """Draw a document and keep it; the digest of its bytes. Raises OSError."""
    content = png(document, COLOURS)
    facts = {"digest": digest(content)}
    cache.keep(key, {FILE: content}, facts)
    return facts["digest"]


def png(document: str, colours: int | None = None) -> bytes:
    """An SVG document as PNG, in the size that it says, with as many colours or else all of them.

    It is lettered in the package's typefaces alone. Raises PressError where the renderer fails,
    and ValueError for what is no SVG.
    """
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=document, skip_system_fonts=True, font_files=list(typefaces.FILES)
        )
    except BaseException as error:
        # What Rust panics with is no Exception, and its class has no public name.
        if type(error).__name__ != "PanicException":
            raise
        texts = " / ".join(re.findall(r">([^<]+)</text>", document))
        raise PressError(f"the renderer of pictures failed on: {texts}") from None
    image: Image.Image = Image.open(BytesIO(drawn))
    if colours:
        # An octree keeps a colour that is rare, such as an axis's beside a photograph; by the
        # median cut, it takes on those of the photograph.
        image = image.convert("RGB").quantize(
            colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def serve() -> None:
    """Draw what the standard input asks for, a JSON list of key and document a line.

    Each is answered with a digest. The first argument is the cache's folder.
    """
    cache = Cache(Path(sys.argv[1]))
    for line in sys.stdin:
        key, document = json.loads(line)
        print(draw(cache, key, document), flush=True)
