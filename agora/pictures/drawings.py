"""The drawings of a site, its covers and QR codes, kept in a file of their own.

They are pictures: a cover is drawn from a name and a colour, a QR code from an address. So they
are kept by these and by the code that draws, whatever else of a site or of this package changes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import segno

from agora.keeping.fingerprint import digest
from agora.keeping.keeper import Keeper
from agora.keeping.machinery import tree
from agora.keeping.pack import Pack
from agora.pictures import qr
from agora.pictures.covers import cover

Named = TypeVar("Named")
Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Drawings:
    """Covers by what they are drawn from, a name and a colour, and QR codes by their text."""

    covers: Mapping[tuple[str, str], str]
    codes: Mapping[str, qr.Code]

    @classmethod
    def load(cls, file: Path, covers: Iterable[tuple[str, str]], texts: Iterable[str]) -> Drawings:
        """These covers, and the QR codes of these texts: from a file that keeps them, or drawn.

        The file then holds them and no others.
        """
        pack = Pack(file)
        drawn = cls(
            _drawn(pack, "cover", _cover, covers),
            # A text that is too long for a code is a fault of the page that shows it.
            _drawn(pack, "code", qr.code, (text for text in texts if qr.is_bounded(text))),
        )
        pack.save()
        return drawn

    def code(self, text: str) -> qr.Code:
        """The QR code of any text, as `qr.code` draws it."""
        return self.codes.get(text) or qr.code(text)


def _cover(named: tuple[str, str]) -> str:
    return cover(*named)


def _drawn(
    pack: Pack, kind: str, draw: Callable[[Named], Drawn], wanted: Iterable[Named]
) -> dict[Named, Drawn]:
    every = list(dict.fromkeys(wanted))
    keeper = Keeper(pack, kind, draw, made_by=_recipe())
    return dict(
        zip(every, keeper.values([(repr(one).encode(), one) for one in every]), strict=True)
    )


@cache
def _recipe() -> bytes:
    """Stands for all that a drawing depends on besides its name: what draws it, and keeps it."""
    package = Path(__file__).parents[1]
    code = (tree(package / name, (".py",)) for name in ("pictures", "keeping"))
    return digest(sys.version.encode(), segno.__version__.encode(), *code)
