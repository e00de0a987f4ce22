"""A trace is what is another file than before, where no submission may write."""

import importlib.util
import os
import py_compile
import tempfile
import time
from pathlib import Path

import pytest

from graders import course
from graders.authoring import traces
from graders.sandbox import identity


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A small course; the folder for temporary files is beside it."""
    for name in ("graders/a.py", "tests/b.py", "solutions/quiz.toml", "other/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("ours = 1\n", encoding="utf-8")
    py_compile.compile(str(tmp_path / "graders" / "a.py"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


def told(root, change):
    """What happened to which file, when this is done."""
    before = traces.snapshot(root)
    change()
    sentences = traces.left(before, traces.snapshot(root))
    return [(Path(text.split()[0]), text.split()[1]) for text in sentences]


def test_nothing_is_a_trace_where_nothing_happened(root):
    assert told(root, lambda: None) == []


def test_a_file_that_came_or_went_is_a_trace(root):
    def change():
        (root / "graders" / "planted.py").touch()
        (root / "tests" / "b.py").unlink()

    assert told(root, change) == [
        (root / "graders" / "planted.py", "came"),
        (root / "tests" / "b.py", "went"),
    ]


def test_other_content_is_a_trace_though_its_size_and_age_are_the_same(root):
    path = root / "graders" / "a.py"

    def change():
        seen = path.stat()
        path.write_text("ours = 2\n", encoding="utf-8")
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    assert told(root, change) == [(path, "changed")]


def test_another_mode_is_a_trace(root):
    path = root / "solutions" / "quiz.toml"
    assert told(root, lambda: path.chmod(0o777)) == [(path, "changed")]


def test_a_compiled_file_that_holds_something_else_than_its_source_is_a_trace(root):
    compiled = Path(importlib.util.cache_from_source(str(root / "graders" / "a.py")))
    (root / "other.py").write_text("planted = 1\n", encoding="utf-8")

    def change():
        py_compile.compile(str(root / "other.py"), cfile=str(compiled))

    assert told(root, change) == [(compiled, "changed")]
    assert told(root, lambda: compiled.write_bytes(b"planted")) == [(compiled, "changed")]


def test_what_python_compiles_itself_is_no_trace(root):
    source = root / "graders" / "a.py"
    compiled = Path(importlib.util.cache_from_source(str(source)))
    compiled.unlink()
    assert told(root, lambda: py_compile.compile(str(source))) == []
    assert told(root, lambda: py_compile.compile(str(source))) == []


def test_a_planted_name_in_a_shared_folder_is_a_trace_and_another_is_none(root):
    folder = root / "temporary"

    def change():
        (folder / "of_another_program").touch()
        (folder / "planted.pth").touch()
        (root / "of_an_editor").touch()
        (root / "planted.py").touch()

    assert told(root, change) == [
        (root / "planted.py", "came"),
        (folder / "planted.pth", "came"),
    ]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
def test_a_file_of_a_childs_user_is_a_trace_whatever_its_name(root):
    path = root / "temporary" / "any"

    def change():
        path.touch()
        os.chown(path, identity.FIRST_USER, -1)

    assert told(root, change) == [(path, "came")]


def test_a_look_at_the_whole_course_is_quick():
    started = time.process_time()
    assert len(traces.snapshot(course.root())) > 1000
    assert time.process_time() - started < 2
