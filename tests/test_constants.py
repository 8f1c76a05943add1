"""What is always the same is made once, and recalled as it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from agora import strings
from agora.form import data
from agora.keeping.constants import Constants
from agora.keeping.pack import Pack
from agora.strings import LOCALES, Strings


def test_a_value_is_made_once() -> None:
    made: list[str] = []

    def make(name: str) -> list[str]:
        made.append(name)
        return [name]

    constants = Constants("kind", make)
    pack = Pack()
    assert constants("a") == ["a"]
    constants.recall(pack, ("a", "b", "a"))
    assert constants("a") is constants("a")
    assert constants("b") == ["b"]
    assert made == ["a", "b"]
    again = Constants("kind", make)
    again.recall(pack, ("a", "b"))
    assert (again("a"), again("b")) == (["a"], ["b"])
    assert made == ["a", "b"]


def test_kinds_and_arguments_are_told_apart() -> None:
    pack = Pack()
    Constants("kind", lambda name: f"one {name}").recall(pack, ("a",))
    other = Constants("other kind", lambda name: f"other {name}")
    other.recall(pack, ("a", "b"))
    assert (other("a"), other("b")) == ("other a", "other b")


def test_what_is_known_goes_on_being_kept(tmp_path: Path) -> None:
    constants = Constants("kind", str.upper)
    for _ in range(2):  # as under `mkdocs serve`, build after build
        pack = Pack(tmp_path / "pack")
        constants.recall(pack, ("a",))
        pack.save()
    recalled = Constants("kind", pytest.fail)
    recalled.recall(Pack(tmp_path / "pack"), ("a",))
    assert recalled("a") == "A"


def test_another_machine_makes_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = Pack()
    Constants("kind", str.upper).recall(pack, ("a",))
    monkeypatch.setattr("agora.keeping.keeper.machinery", lambda: b"another")
    other = Constants("kind", str.title)
    other.recall(pack, ("ab",))
    assert other("ab") == "Ab"


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """No constant is known, as in a new process."""
    for module, name in (
        (strings, "_ENTRIES"),
        (data, "_LETTERS"),
    ):
        known = getattr(module, name)
        monkeypatch.setattr(module, name, Constants(known._name, known._make))


def recall(pack: Pack) -> None:
    strings.recall(pack, [LOCALES, LOCALES / "form"])
    data.recall(pack)


def test_constants_are_recalled_as_they_were_made(
    tmp_path: Path, forgetful: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Strings.load("fr", [LOCALES / "form"]).plain
    letters = data._LETTERS(data._CHARACTERS)
    pack = Pack(tmp_path / "pack")
    recall(pack)
    pack.save()
    for module, name in (
        (strings, "_ENTRIES"),
        (data, "_LETTERS"),
    ):
        # Neither makes anything, nor keeps anything: all of it is in the file.
        monkeypatch.setattr(module, name, Constants(getattr(module, name)._name, pytest.fail))
    kept = Pack(tmp_path / "pack")
    recall(kept)
    assert kept.mark[0] == 0
    assert Strings.load("fr", [LOCALES / "form"]).plain == words
    recalled = data._LETTERS(data._CHARACTERS)
    assert list(recalled.items()) == list(letters.items())
