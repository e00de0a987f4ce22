import hashlib
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.intake import read, reading
from graders.submission import Refusal, Submission

from .samples import HALVING, RUBRICS, WARMUP, code, markdown, notebook, refused, submitted, texts


def test_a_submission_carries_what_was_handed_in():
    data = (HALVING + 'QUIZ = {"S3": "small"}\nEXPLANATIONS = {"WHY": "Because."}').encode()
    result = read("ana/schedules.py", data, RUBRICS, student="ana")
    assert isinstance(result, Submission)
    assert (result.path, result.student) == ("ana/schedules.py", "ana")
    assert result.assignment == "schedules"
    assert result.sha256 == hashlib.sha256(data).hexdigest()
    assert (result.quiz, result.explanations) == ({"S3": "small"}, {"why": "Because."})
    assert result.notes == ()


def test_a_refusal_carries_what_is_known():
    result = read("schedules.py", b"def (", RUBRICS, student="ana")
    assert isinstance(result, Refusal)
    assert (result.assignment, result.student) == ("schedules", "ana")
    assert result.sha256 == hashlib.sha256(b"def (").hexdigest()


def test_the_assignment_that_is_asked_for_wins():
    assert submitted_as("schedules.py", "fine_tuning").assignment == "fine_tuning"
    assert submitted_as("x.py", "schedules").assignment == "schedules"


def submitted_as(name, assignment):
    result = read(name, HALVING.encode(), RUBRICS, assignment)
    assert isinstance(result, Submission)
    return result


def test_an_unknown_assignment_is_refused():
    assert "there are schedules, fine_tuning" in refused(HALVING, "x.py")
    assert "Unknown assignment `rates`" in refused(HALVING, "schedules.py", assignment="rates")


@pytest.mark.parametrize("name", ["x.py", "x.ipynb"])
def test_the_stamp_tells_the_assignment(name):
    text = f"# lrgrade: schedules 2\n{HALVING}"
    if name.endswith(".ipynb"):
        text = notebook(markdown("# Rates\n\nlrgrade: schedules 2"), code(HALVING))
    submission = submitted(text, name)
    assert (submission.assignment, texts(submission, "stale_release")) == ("schedules", [])


def test_a_stamp_in_the_metadata_counts():
    text = notebook(code(HALVING), lrgrade={"assignment": "schedules", "version": "1"})
    submission = submitted(text, "x.ipynb")
    (note,) = texts(submission, "stale_release")
    assert "begun from release 1 of `schedules`" in note
    assert "release 2" in note


def test_a_stamp_of_another_assignment_is_told():
    (note,) = texts(submitted(f"# lrgrade: fine_tuning 2\n{HALVING}"), "other_assignment")
    assert note == "The file was given out as `fine_tuning`, and is graded as `schedules`."


@pytest.mark.parametrize("name", ["schedules.py", "schedules.json", "schedules.ipynb.txt"])
def test_a_notebook_under_another_name_is_read_with_a_note(name):
    submission = submitted(notebook(code(HALVING)), name)
    assert submission.places
    assert texts(submission, "wrong_extension")


def test_a_file_of_another_kind_is_refused():
    assert "neither a script (.py) nor a notebook (.ipynb)" in refused(HALVING, "schedules.txt")


def test_a_script_that_is_called_a_notebook_is_refused():
    assert "damaged" in refused(HALVING, "schedules.ipynb")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("schedules.py", "the code only"), ("schedules.ipynb", "clear the outputs")],
)
def test_a_file_beyond_the_limit_is_refused_with_its_size(name, remedy):
    reason = refused(b" " * (reading.LARGEST_FILE + 5_000_000), name)
    assert "25 MB" in reason
    assert remedy in reason


def test_a_file_of_bytes_is_refused_with_its_line():
    assert "Line 1 " in refused(b"\x89PNG\r\n\x1a\n\0")


def test_answers_in_a_markdown_cell_are_told():
    text = notebook(code(HALVING), markdown('QUIZ = {"S3": "small"}'))
    (note,) = texts(submitted(text, "schedules.ipynb"), "unreadable_answer")
    assert "cell 2, which is a Markdown cell" in note


def test_a_line_of_a_notebook_is_named_by_its_cell():
    text = notebook(code(HALVING), code('x = 1\nQUIZ = {"S3": 1}'))
    (note,) = texts(submitted(text, "schedules.ipynb"), "unreadable_answer")
    assert "in cell 2, line 2 " in note


def test_metadata_of_nbgrader_and_its_test_cells_do_not_matter():
    solution = code(HALVING) | {"metadata": {"nbgrader": {"solution": True, "grade_id": "a"}}}
    graded = code("### BEGIN HIDDEN TESTS\nassert halving(2) == 1") | {
        "metadata": {"nbgrader": {"grade": True, "points": 1}}
    }
    submission = submitted(notebook(solution, code(WARMUP), graded), "schedules.ipynb")
    assert submission.absent == {}
    assert "assert" not in submission.needed


def test_the_code_is_not_run(tmp_path):
    trace = tmp_path / "trace"
    submitted(f"open({str(trace)!r}, 'w')\n{HALVING}@print\ndef f(): pass\n")
    assert not trace.exists()


def test_reading_imports_neither_tensorflow_nor_the_notebook_library():
    program = (
        "import sys; from graders.intake import read; read('x.ipynb', b'{}', {});"
        "print([m for m in ('tensorflow', 'keras', 'nbformat', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


WORDS = st.sampled_from(
    ["def halving", "(", ")", ":", "\n", "    ", "return", '"""', "%", "!", "?", "%%time", "\\",
     "QUIZ", "=", "{", "}", '"S3"', ";", "é", "\0", "\r", "\t", "\f", "f'{x}'", "lambda", "async",
     "from __future__ import x", "# coding: ", "class", "@", "x", "1", "*", ",", "\ud800"]
)  # fmt: skip


@settings(deadline=None, derandomize=True)
@given(st.binary(), st.sampled_from(["schedules.py", "schedules.ipynb", "x", ""]))
def test_bytes_never_make_it_raise(data, name):
    assert isinstance(read(name, data, RUBRICS), Submission | Refusal)


@settings(deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_nearly_python_never_makes_it_raise(text):
    data = text.encode("utf-8", "surrogatepass")
    assert isinstance(read("schedules.py", data, RUBRICS), Submission | Refusal)
    cells = [code(text), code(HALVING), markdown(text)]
    result = read("schedules.ipynb", notebook(*cells).encode(), RUBRICS)
    assert isinstance(result, Submission)
    assert "halving" not in result.absent


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(deadline=None, derandomize=True)
@given(JSON, JSON, JSON, st.sampled_from([3, 4]))
def test_odd_notebooks_never_make_it_raise(cells, cell, metadata, version):
    for content in (cells, [cell], [{"cell_type": "code", "source": cell}]):
        data = {"nbformat": version, "cells": content, "metadata": metadata}
        data["worksheets"] = [{"cells": content}]
        result = read("schedules.ipynb", json.dumps(data).encode(), RUBRICS)
        assert isinstance(result, Submission | Refusal)
