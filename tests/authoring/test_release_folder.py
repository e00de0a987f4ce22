"""A release goes into a folder that is new, empty or a release; nothing of anybody's is lost."""

import json
import subprocess

import pytest

from graders.authoring.release_folder import LIST, Released, ReleaseError, write

FIRST = {"README.md": b"as you like it"}
OLD = {"graders/a.py": b"a = 1\n", "graders/deep/b.py": b"b = 1\n", "LICENSE": b"MIT\n"}
NEW = {"graders/a.py": b"a = 2\n", "graders/c.py": b"c = 1\n", "LICENSE": b"MIT\n"}


@pytest.fixture
def folder(tmp_path):
    """A folder with a release in it."""
    write(tmp_path / "course", OLD, FIRST)
    return tmp_path / "course"


def held(folder):
    """Every file by its path, without the list of files."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != LIST]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def refused(folder, contents=NEW):
    before = held(folder)
    with pytest.raises(ReleaseError) as caught:
        write(folder, contents, FIRST)
    assert held(folder) == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_new_folder_holds_what_the_release_holds(folder):
    assert held(folder) == OLD | FIRST


def test_an_update_writes_what_changed_and_removes_what_is_gone(folder):
    done = write(folder, NEW, FIRST)
    assert done == Released(("graders/a.py", "graders/c.py"), ("graders/deep/b.py",), 1)
    assert held(folder) == NEW | FIRST
    assert not (folder / "graders/deep").exists()
    assert write(folder, NEW, FIRST) == Released((), (), 3)


def test_a_file_that_no_release_wrote_stays(folder):
    (folder / "graders/deep/notes.txt").write_text("mine")
    write(folder, NEW, FIRST)
    assert held(folder) == NEW | FIRST | {"graders/deep/notes.txt": b"mine"}


def test_what_is_the_instructor_s_own_after_the_first_release_stays(folder):
    (folder / "README.md").write_text("our course")
    write(folder, NEW, FIRST)
    assert held(folder)["README.md"] == b"our course"


def test_a_git_repository_in_it_survives(tmp_path):
    folder = tmp_path / "course"
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@y"]
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    write(folder, OLD, FIRST)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)
    write(folder, NEW, FIRST)
    said = subprocess.run([*git, "status", "--short"], check=True, capture_output=True, text=True)
    assert sorted(said.stdout.split()) == sorted(
        ["M", LIST, "M", "graders/a.py", "D", "graders/deep/b.py", "??", "graders/c.py"]
    )


@pytest.mark.parametrize("path", ["graders/a.py", "graders/deep/b.py"])
def test_a_file_that_was_changed_since_is_neither_overwritten_nor_removed(folder, path):
    (folder / path).write_text("mine")
    assert f"{path} is not as a release wrote it" in refused(folder)


def test_a_stranger_s_file_where_a_new_one_goes_is_not_overwritten(folder):
    (folder / "graders/c.py").write_text("mine")
    assert "graders/c.py is not as a release wrote it" in refused(folder)


def test_a_file_that_was_removed_by_hand_comes_back(folder):
    (folder / "LICENSE").unlink()
    assert "LICENSE" in write(folder, NEW, FIRST).written


def test_line_ends_of_the_system_are_no_change(folder):
    (folder / "graders/a.py").write_bytes(b"a = 1\r\n")
    assert write(folder, NEW, FIRST).written[0] == "graders/a.py"


def test_nothing_is_written_through_a_link(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "graders").rename(tmp_path / "kept")
    (folder / "graders").symlink_to(tmp_path / "elsewhere")
    assert "graders is not as a release wrote it" in refused(folder)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_where_a_file_goes_is_not_touched(folder):
    (folder / "graders/c.py").mkdir()
    refused(folder)


def test_a_folder_that_holds_something_else_is_refused(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    assert "neither empty nor an earlier release" in refused(tmp_path)
    assert "is no folder" in refused(tmp_path / "thesis.tex")


@pytest.mark.parametrize("path", ["../outside", "/etc/hosts", ".git/config", "a/../../b", ""])
def test_a_list_that_names_what_lies_outside_is_refused(folder, path):
    told = json.loads((folder / LIST).read_text())
    told["files"][path] = ["0" * 64]
    (folder / LIST).write_text(json.dumps(told))
    assert "cannot be used" in refused(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "other/1", "files": {}}', "[" * 9999])
def test_a_damaged_list_is_refused(folder, text):
    (folder / LIST).write_text(text)
    assert "cannot be used" in refused(folder)


@pytest.mark.parametrize("written", range(1, 6))
def test_an_update_that_was_killed_goes_on(folder, monkeypatch, written):
    """It is stopped after each number of files in turn, the list of files among them."""
    from graders.authoring import release_folder

    whole, left = release_folder._write_whole, iter(range(written))

    def until_killed(path, content):
        if next(left, None) is None:
            raise KeyboardInterrupt
        whole(path, content)

    monkeypatch.setattr(release_folder, "_write_whole", until_killed)
    try:
        write(folder, NEW, FIRST)
    except KeyboardInterrupt:
        monkeypatch.setattr(release_folder, "_write_whole", whole)
        write(folder, NEW, FIRST)
    assert held(folder) == NEW | FIRST
