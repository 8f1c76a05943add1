"""What every peer can be asked to do."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import ClassVar

from benchmarks.generation import slug_of
from benchmarks.measuring import Cost, run

BIN = Path(sys.executable).parent

_LETTERS = str.maketrans("0123456789", "abcdefghij")


class Peer(ABC):
    """A builder, and its copy of a collection in a folder of its own."""

    name: ClassVar[str]
    lacks: ClassVar[str] = ""
    """What it leaves out of what Agora makes, in words."""

    is_slow: ClassVar[bool] = False
    """Whether it grows faster than its input, and is left out of large collections."""

    serves: ClassVar[bool] = False
    """Whether it has a server that follows changes, in all languages at once."""

    environment: ClassVar[dict[str, str]] = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "",  # or our modules are compiled again in each run
    }

    def __init__(self, collection: Path, folder: Path) -> None:
        """`collection` is a site as `generation` writes it; `folder` is for this peer alone."""
        self.folder = folder
        self.log = folder.with_suffix(".log")
        # In letters: a figure in a text is checked against its translation.
        self._words = (f"retouche{number:04}".translate(_LETTERS) for number in count())
        self.prepare(collection)

    @property
    def site(self) -> Path:
        """The folder of the built site."""
        return self.folder / "site"

    @abstractmethod
    def prepare(self, collection: Path) -> None:
        """Write the collection in the form that this peer reads."""

    @abstractmethod
    def commands(self) -> Sequence[Sequence[str]]:
        """What builds the site, one after the other."""

    @property
    @abstractmethod
    def edited(self) -> Path:
        """The source of the showcase whose text is changed, in French."""

    def edit(self) -> tuple[str, str]:
        """Put a line before the text of a showcase: its address in the site, and what it says."""
        word = next(self._words)
        head, mark, body = self.edited.read_text("utf-8").partition("\n---\n")
        self.edited.write_text(f"{head}{mark}\n{word}\n\n{body.lstrip()}", "utf-8")
        return f"showcases/{slug_of(0)}/", word

    def forget(self) -> None:
        """Put aside what earlier builds have left, pictures excepted."""
        self.put_aside(self.site)

    def put_aside(self, path: Path) -> None:
        """Have a file or folder out of the way of the next build.

        It is not removed: for minutes, file systems such as ext4 pass over what files that were
        removed have left, so that a build would pay for the removal of the one before it.
        """
        if path.exists():
            aside = self.folder.with_name(f"{self.folder.name}-aside")
            aside.mkdir(exist_ok=True)
            path.rename(aside / str(len(list(aside.iterdir()))))

    def server(self, port: int) -> Sequence[str]:
        """What serves the site on loopback and follows changes."""
        raise NotImplementedError

    def build(self, is_watched: bool = False) -> Cost:
        """Build on what earlier builds have left; `is_watched` says whether its memory is."""
        costs = [
            run(command, self.folder, self.environment, self.log, is_watched)
            for command in self.commands()
        ]
        return Cost(
            sum(cost.wall for cost in costs),
            sum(cost.cpu for cost in costs),
            max(cost.memory for cost in costs),
        )

    def build_anew(self, is_watched: bool = False) -> Cost:
        """Build from nothing."""
        self.forget()
        return self.build(is_watched)
