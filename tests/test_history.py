"""The dates of files, from repositories made for the purpose."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agora.content.history import Dates, History
from agora.site import Site

TEXT = "".join(f"Une ligne {n} qui dit quelque chose.\n" for n in range(20))


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 12, tzinfo=UTC)


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = Site(folder, folder / "docs", folder / "showcases", ())
        for each in (self.site.docs, self.site.showcases):
            each.mkdir(parents=True)
        self.git("init", "--quiet")

    def git(self, *arguments: str, when: int = 1) -> None:
        date = day(when).isoformat()
        identity = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "x"), ("EMAIL", "x@example.org"), ("DATE", date))
        }
        subprocess.run(["git", *arguments], cwd=self.folder, env=os.environ | identity, check=True)

    def commit(self, when: int) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"day {when}", when=when)

    def dates(self, name: str) -> Dates:
        return History.read(self.site).dates(f"showcases/{name}")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_first_and_last_change(repository: Repository) -> None:
    path = repository.site.showcases / "été.fr.md"
    path.write_text(TEXT, "utf-8")
    repository.commit(1)
    path.write_text(TEXT + "Une de plus.\n", "utf-8")
    repository.commit(2)
    (repository.site.docs / "index.fr.md").write_text("x", "utf-8")
    repository.commit(3)
    assert repository.dates("été.fr.md") == Dates(day(1), day(2))
    paths = ["docs/index.fr.md", "showcases/été.fr.md"]
    assert History.read(repository.site).latest(paths) == day(3)
    assert History.read(repository.site).latest([]) is None


def test_renaming_changes_no_date_and_writing_anew_does(repository: Repository) -> None:
    showcases = repository.site.showcases
    (showcases / "avant.md").write_text(TEXT, "utf-8")
    repository.commit(1)
    repository.git("mv", "showcases/avant.md", "showcases/apres.md")
    repository.commit(2)
    assert repository.dates("apres.md") == Dates(day(1), day(1))
    (showcases / "avant.md").write_text("Tout autre chose.\n", "utf-8")
    repository.commit(3)
    assert repository.dates("avant.md") == Dates(day(3), day(3))
    assert repository.dates("apres.md") == Dates(day(1), day(1))
    (showcases / "apres.md").unlink()
    repository.commit(4)
    (showcases / "apres.md").write_text(TEXT, "utf-8")
    repository.commit(5)
    assert repository.dates("apres.md") == Dates(day(5), day(5))


def test_what_history_does_not_know_takes_the_time_of_the_file(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = repository.site.showcases / "pont.md"
    path.write_text(TEXT, "utf-8")
    os.utime(path, (0, day(7).timestamp()))
    assert repository.dates("pont.md") == Dates(day(7), day(7))  # there is no commit at all
    repository.commit(1)
    path.write_text("Retouché.\n", "utf-8")
    os.utime(path, (0, day(8).timestamp()))
    assert repository.dates("pont.md") == Dates(day(1), day(8))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day(9).timestamp())))
    assert repository.dates("pont.md") == Dates(day(1), day(9))
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with pytest.raises(FileNotFoundError):
        repository.dates("absent.md")


def test_what_a_file_held_when_another_was_last_changed(repository: Repository) -> None:
    original, translation = (repository.site.showcases / f"pont.{key}.md" for key in ("fr", "en"))
    original.write_text("avant", "utf-8")
    translation.write_text("before", "utf-8")
    repository.commit(1)
    original.write_text("après", "utf-8")
    repository.commit(2)
    names = [f"showcases/{path.name}" for path in (original, translation)]
    pairs = [(names[0], names[1]), (names[1], names[0]), ("showcases/absent.md", names[0])]
    history = History.read(repository.site)
    assert history.texts_then(pairs) == {pairs[0]: "avant", pairs[1]: "before"}
    assert history.text(names[0]) == "après"
    translation.write_text("uncommitted", "utf-8")
    assert pairs[0] not in History.read(repository.site).texts_then(pairs)
    assert History(repository.folder, {}).texts_then(pairs) == {}
