"""A folder that builds take over from one another."""

import os
from pathlib import Path

import pytest

from agora.keeping.scratch import taken_over


def test_what_was_left_is_there_again(tmp_path: Path) -> None:
    with taken_over(tmp_path, "documents") as folder:
        (folder / "one").touch()
    with taken_over(tmp_path, "documents") as folder:
        assert os.listdir(folder) == ["one"]
    assert os.listdir(tmp_path) == ["documents"]


def test_two_at_once_do_not_share_it(tmp_path: Path) -> None:
    with taken_over(tmp_path, "documents") as one, taken_over(tmp_path, "documents") as other:
        (one / "one").touch()
        (other / "other").touch()
        assert (os.listdir(one), os.listdir(other)) == (["one"], ["other"])
    assert os.listdir(tmp_path) == ["documents"]


def test_it_is_left_where_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="half"), taken_over(tmp_path, "documents") as folder:
        (folder / "half").touch()
        raise ValueError("half")
    assert os.listdir(tmp_path / "documents") == ["half"]


@pytest.mark.parametrize("is_link", [False, True])
def test_what_is_no_folder_gives_way(tmp_path: Path, is_link: bool) -> None:
    cache, elsewhere = tmp_path / "cache", tmp_path / "elsewhere"
    cache.mkdir()
    elsewhere.mkdir()
    (elsewhere / "theirs").touch()
    if is_link:
        (cache / "documents").symlink_to(elsewhere)
    else:
        (cache / "documents").write_text("no folder", "utf-8")
    with taken_over(cache, "documents") as folder:
        assert os.listdir(folder) == []
        (folder / "ours").touch()
    assert os.listdir(elsewhere) == ["theirs"]
    assert os.listdir(cache / "documents") == ["ours"]
