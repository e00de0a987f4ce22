"""Recordings on disk: whole or not there, believed or not found."""

import errno
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from graders.recording import Case, Key, Outcome, Record, Recording
from graders.store import Store, write_whole

KEY = Key("ab", "sample", "3", 7, True)
RECORDING = Recording(
    "sample", "ab", "3", 7, {}, (Record(Case("p", {}, "p()"), Outcome("returned", {"é": 1})),)
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "not" / "there" / "yet"


@pytest.fixture
def file(folder):
    """The file of a recording that was kept."""
    Store(folder).keep(KEY, RECORDING)
    (path,) = folder.iterdir()
    return path


def no_replace(*_):
    raise OSError("the disk is full")


def test_what_was_kept_is_found(folder, file):
    assert Store(folder).find(KEY) == RECORDING


def test_what_was_not_kept_is_not_found(folder):
    assert Store(folder).find(KEY) is None


def test_another_key_finds_nothing(folder, file):
    assert Store(folder).find(Key("ab", "sample", "3", 8, True)) is None


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"\xff\xfe", b"{}" * 1000])
def test_a_corrupt_file_is_not_found(folder, file, content):
    file.write_bytes(content)
    assert Store(folder).find(KEY) is None


def test_a_file_cut_short_is_not_found(folder, file):
    file.write_bytes(file.read_bytes()[:-20])
    assert Store(folder).find(KEY) is None


def test_a_file_with_one_other_byte_is_not_found(folder, file):
    file.write_bytes(file.read_bytes().replace(b"returned", b"returneD"))
    assert Store(folder).find(KEY) is None


def test_a_folder_in_its_place_is_not_found(folder, file):
    file.unlink()
    file.mkdir()
    assert Store(folder).find(KEY) is None


def test_the_recording_of_another_submission_is_not_found(folder, file):
    other = Key("cd", "sample", "3", 7, True)
    file.rename(folder / f"{other.digest()}.json")
    assert Store(folder).find(other) is None


def test_keeping_again_repairs_a_corrupt_file(folder, file):
    file.write_bytes(b"{")
    Store(folder).keep(KEY, RECORDING)
    assert Store(folder).find(KEY) == RECORDING


def test_a_replace_that_fails_leaves_no_partial_file(folder, monkeypatch):
    monkeypatch.setattr(os, "replace", no_replace)
    with pytest.raises(OSError, match="disk is full"):
        Store(folder).keep(KEY, RECORDING)
    assert list(folder.iterdir()) == []


def test_a_replace_that_fails_leaves_what_was_there_before(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    write_whole(path, "before")
    monkeypatch.setattr(os, "replace", no_replace)
    with pytest.raises(OSError, match="disk is full"):
        write_whole(path, "after")
    assert [item.read_text() for item in tmp_path.iterdir()] == ["before"]


def test_an_interruption_leaves_no_partial_file(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "page.html", "x")
    assert list(tmp_path.iterdir()) == []


def test_text_that_cannot_be_written_leaves_no_partial_file(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "page.html", "\ud800")
    assert list(tmp_path.iterdir()) == []


def test_text_is_written_as_utf8_with_its_own_line_ends(tmp_path):
    write_whole(tmp_path / "page.html", "é\n")
    assert (tmp_path / "page.html").read_bytes() == b"\xc3\xa9\n"


@pytest.mark.parametrize(
    "change",
    [
        {"assignment": "other"},
        {"submission_sha256": "cd"},
        {"rubric_version": "2"},
        {"seed": 8},
        {"environment": {"python": "3.10"}},
    ],
)
def test_a_recording_of_another_run_is_not_believed_under_this_name(folder, change):
    key = replace(KEY, environment={"python": "3.11"})
    recording = replace(RECORDING, environment={"python": "3.11", "sandbox": {}})
    Store(folder).keep(key, recording)
    assert Store(folder).find(key) == recording
    Store(folder).keep(key, replace(recording, **change))
    assert Store(folder).find(key) is None


def test_a_pipe_in_its_place_is_not_waited_for(folder, file):
    file.unlink()
    os.mkfifo(file)
    assert Store(folder).find(KEY) is None


def test_a_sparse_file_of_4_gib_in_its_place_is_not_read(folder, file):
    with file.open("r+b") as content:
        content.truncate(4 * 2**30)
    assert Store(folder).find(KEY) is None


def test_json_nested_without_end_in_its_place_is_not_found(folder, file):
    file.write_text("[" * 1_000_000)
    assert Store(folder).find(KEY) is None


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    done = []
    replaced, synced = os.replace, os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (done.append("sync"), synced(file)))
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("name"), replaced(*names)))
    write_whole(tmp_path / "page.html", "x")
    assert done == ["sync", "name"]


def test_a_disk_that_is_full_while_writing_leaves_what_was_there_before(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "page.html"
    write_whole(path, "before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "after")
    assert [item.read_text() for item in tmp_path.iterdir()] == ["before"]


@pytest.mark.skipif(sys.platform != "linux", reason="a signal and a limit of Unix")
def test_a_file_cut_by_a_limit_of_the_system_never_gets_its_name(tmp_path):
    program = (
        "import resource, signal, sys, pathlib; from graders.store import write_whole;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "write_whole(pathlib.Path(sys.argv[1]), 'x' * 10_000)"
    )
    path = tmp_path / "page.html"
    write_whole(path, "before")
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert "File too large" in run.stderr
    assert [item.read_text() for item in tmp_path.iterdir()] == ["before"]
