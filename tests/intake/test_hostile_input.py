"""What somebody hands in to stop the grader: each costs little, says one sentence, harms nobody else."""

import json
import os
import stat
import subprocess
import sys
import time
import zipfile
import zlib

import pytest

from graders.intake import collect, read
from graders.intake.literals import LONGEST_TEXT
from graders.intake.notebook import MOST_CELLS
from graders.intake.parsing import LONGEST_CODE
from graders.submission import Refusal, Submission

from .samples import HALVING, RUBRICS, code, markdown, notebook, refused, submitted, texts

SECONDS = 10
"""Processor time that no input may take here; what these tests guard against took minutes."""

SPARSE = 4 * 2**30


@pytest.fixture(autouse=True)
def quick():
    before = time.process_time()
    yield
    assert time.process_time() - before < SECONDS


@pytest.fixture
def others(tmp_path):
    """A class of which `ana` has handed in plain work; returns its folder."""
    place = tmp_path / "class" / "ana" / "schedules"
    place.mkdir(parents=True)
    (place / "schedules.py").write_text(HALVING)
    return tmp_path / "class"


def by_student(folder):
    return {result.student: result for result in collect([folder], RUBRICS)}


def refused_alone(folder, student="eve"):
    """Why `student` is refused, while the rest of the class is read."""
    found = by_student(folder)
    assert isinstance(found["ana"], Submission)
    assert isinstance(found[student], Refusal), found[student]
    return found[student].reason


def hand_in(folder, name, student="eve"):
    place = folder / student / "schedules"
    place.mkdir(parents=True, exist_ok=True)
    return place / name


@pytest.mark.parametrize("name", ["schedules.py", "schedules.ipynb", "work.zip"])
def test_a_sparse_file_of_4_gib_is_never_read_whole(others, name):
    with hand_in(others, name).open("wb") as file:
        file.truncate(SPARSE)
    assert "MB" in (reason := refused_alone(others)) or "damaged" in reason


@pytest.mark.parametrize("name", ["schedules.py", "work.zip"])
def test_a_pipe_is_not_waited_for(others, name):
    os.mkfifo(hand_in(others, name))
    assert "no file that can be read" in refused_alone(others)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="root makes devices")
@pytest.mark.parametrize("name", ["schedules.py", "work.zip"])
def test_a_device_is_not_read(others, name):
    try:
        os.mknod(hand_in(others, name), stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this container makes no devices")
    assert "no file that can be read" in refused_alone(others)


@pytest.mark.parametrize("name", ["schedules.py", "work.zip"])
def test_a_link_to_another_student_is_not_followed(others, name):
    hand_in(others, name).symlink_to(others / "ana" / "schedules" / "schedules.py")
    assert "link" in refused_alone(others)


def test_a_link_to_itself_is_a_link(others):
    path = hand_in(others, "schedules.py")
    path.symlink_to(path)
    assert "link" in refused_alone(others)


def test_folders_in_folders_without_end_cost_nobody_else(others):
    place = others / "eve"
    place.mkdir()
    descriptor = os.open(place, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=descriptor)
        inner = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    try:
        assert isinstance(by_student(others)["ana"], Submission)
    finally:
        subprocess.run(["rm", "-rf", str(place)], check=True)


def test_a_zip_that_claims_an_endless_list_of_members_is_refused(others):
    path = hand_in(others, "work.zip")
    end = b"PK\5\6" + b"\0" * 4 + b"\xff\xfe\xff\xfe" + (2**31).to_bytes(4, "little") + b"\0" * 6
    with path.open("wb") as file:
        file.truncate(2**31)
        file.seek(0, os.SEEK_END)
        file.write(end)
    assert "list of files in the zip" in refused_alone(others)


def test_a_zip_in_which_all_members_are_the_same_bytes_is_read_within_the_limits(others):
    """The way of the well-known bomb: ten thousand members that share one compressed block."""
    data = zlib.compress(b"#" * 15_000_000, 9)[2:-4]
    path = hand_in(others, "work.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.py", b"")
        info = archive.infolist()[0]
        archive.fp.seek(archive.start_dir)
        start = archive.fp.tell()
        archive.fp.write(b"PK\3\4" + b"\0" * 22 + (4).to_bytes(2, "little") + b"\0\0a.py" + data)
        archive.start_dir = archive.fp.tell()
        archive._didModify = True
        archive.filelist = []
        for number in range(9_000):
            one = zipfile.ZipInfo(f"{number}/schedules.py")
            one.CRC, one.compress_type = info.CRC, zipfile.ZIP_DEFLATED
            one.file_size, one.compress_size, one.header_offset = 15_000_000, len(data), start
            archive.filelist.append(one)
    assert "unpacks to more than" in refused_alone(others)


def test_two_members_of_one_name_are_not_chosen_between(tmp_path):
    path = tmp_path / "work.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ana/schedules.py", HALVING)
        archive.writestr("ana\\schedules.py", "def halving(): pass")
        archive.writestr("ben/schedules.py", HALVING)
    found = {result.path: result for result in collect([path], RUBRICS)}
    assert isinstance(found[f"{path}/ana/schedules.py"], Refusal)
    assert "several files of this very name" in found[f"{path}/ana/schedules.py"].reason
    assert isinstance(found[f"{path}/ben/schedules.py"], Submission)


def test_names_that_differ_in_case_only_are_two_files_for_one_assignment(others):
    hand_in(others, "schedules.py").write_text(HALVING)
    hand_in(others, "Schedules.py").write_text(HALVING)
    if len(list((others / "eve" / "schedules").iterdir())) == 1:
        pytest.skip("this file system knows no case")
    assert "There are 2 files for schedules" in refused_alone(others)


def test_a_thousand_files_for_one_assignment_are_one_short_sentence(others):
    for number in range(1000):
        hand_in(others, f"schedules ({number}).py").write_text(HALVING)
    assert len(refused_alone(others)) < 400


def test_a_member_with_a_name_of_60_000_characters_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "work.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for last in "ab":
            archive.writestr(f"schedules_{'x' * 60_000}.{last}.py", HALVING)
    for result in collect([path], RUBRICS, "schedules"):
        assert len(getattr(result, "reason", "")) < 1000


NAMES = [
    "eve\nana",
    "\x1b[31meve",
    "\u202eeve",
    "=cmd|' /C calc'!A0",
    "<b>eve</b>",
    "../eve",
    "-rf",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_student_may_have_any_name(tmp_path, name):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ana/schedules/schedules.py", HALVING)
        archive.writestr(f"{name}/schedules/schedules.py", HALVING)
    found = by_student(path)
    assert isinstance(found["ana"], Submission)
    assert len(found) == 2


@pytest.mark.parametrize("name", ["schedules.py", "schedules.ipynb", "schedules.json"])
def test_json_nested_a_million_deep_is_damage(name):
    text = '{"nbformat": 4, "cells": ' + "[" * 1_000_000 + "]" * 1_000_000 + "}"
    assert len(refused(text, name)) < 300


@pytest.mark.parametrize("source", ["", "("])
@pytest.mark.parametrize(
    "form",
    [
        '{"nbformat": 4, "cells": [%s]}',
        '{"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [%s]}]}',
    ],
)
def test_a_notebook_of_very_many_cells_is_refused_by_their_number(form, source):
    cell = json.dumps({"cell_type": "code", "source": source, "input": source})
    text = form % ",".join([cell] * 250_000)
    reason = refused(text, "schedules.ipynb")
    assert f"has 250,000 cells, and at most {MOST_CELLS:,} are read" in reason


def test_an_old_notebook_with_very_many_outputs_is_upgraded_without_them():
    output = {"output_type": "stream", "stream": "stdout", "text": "x", "metadata": {}}
    cell = {"cell_type": "code", "language": "python", "input": HALVING, "collapsed": False}
    cell |= {"metadata": {}, "outputs": [output] * 100_000}
    data = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}
    assert "halving" in submitted(json.dumps(data), "schedules.ipynb").needed


def test_each_of_a_thousand_broken_cells_has_no_note_of_its_own():
    submission = submitted(notebook(code(HALVING), *[code("(")] * 1000), "schedules.ipynb")
    notes = texts(submission, "broken_cell")
    assert len(notes) == 21
    assert notes[-1].endswith("980.")


def test_code_cells_are_read_up_to_a_size():
    cell = code("%x\n" + "x = 1\n" * 20_000)
    assert "too long" in refused(notebook(*[cell] * 10), "schedules.ipynb")


@pytest.mark.parametrize(
    "source",
    [
        "x = 1\n" * 40_000 + "%x\n" * 100,
        " " * 250_000 + "x y",
        "%x\n" * 40_000,
        "%%" + "m" * 250_000,
        "?" * 250_000 + "x",
    ],
)
def test_notebook_commands_without_end_take_no_time(source):
    submission = submitted(notebook(code(HALVING), code(source)), "schedules.ipynb")
    assert all(len(note.text) < 1000 for note in submission.notes)


def test_empty_lines_without_end_take_no_time():
    submission = submitted(notebook(code("x = 1"), markdown("\n" * 5_000_000)), "schedules.ipynb")
    assert "defines no function" in submission.absent["halving"]


def test_an_image_in_a_notebook_is_not_looked_at():
    image = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * 10_000_000}}
    cell = code(HALVING) | {"outputs": [image], "attachments": {"x.svg": {"image/svg+xml": "<"}}}
    text = markdown("![x](attachment:x.svg) <img src=x onerror=alert(1)>")
    submission = submitted(notebook(cell, text), "schedules.ipynb")
    assert (submission.notes, submission.absent.keys()) == ((), {"Warmup"})


LONG = "a" * 50_000
EMPTY = ", ".join(["''"] * 40_000)


@pytest.mark.parametrize(
    "lines",
    [
        f"QUIZ = {{'S3': '{LONG}'.join([{EMPTY}])}}",
        f"QUIZ = {{'S3': '{LONG}' + '{LONG}b'}}",
        f"QUIZ = {{'S3': f'{LONG}{{0}}' '{LONG}b'}}",
        f"A = '{LONG}'\nQUIZ = {{'S3': A + A + A}}",
        f"A = '{LONG}'\nQUIZ = {{'S3': ''.join([{'A, ' * 20_000}])}}",
    ],
    ids=["join", "add", "f_string", "names", "join_names"],
)
def test_an_answer_that_would_grow_without_end_is_not_written_out(lines):
    text = f"{HALVING}{lines}\n"
    assert len(text) < LONGEST_CODE
    submission = submitted(text)
    assert submission.quiz == {}
    assert "not a text written out" in texts(submission, "unreadable_answer")[0]


def test_an_answer_of_the_longest_length_is_read():
    text = "a" * LONGEST_TEXT
    assert submitted(f'{HALVING}QUIZ = {{"S3": "{text}"}}').quiz == {"S3": text}
    parts = ", ".join(["'a'"] * 50)
    assert submitted(f"{HALVING}QUIZ = {{'S3': ' '.join([{parts}])}}").quiz["S3"] == "a " * 49 + "a"


@pytest.mark.parametrize("encoding", ["punycode", "idna"])
def test_an_encoding_that_takes_for_ever_is_none_for_files(encoding):
    data = f"# coding: {encoding}\na-".encode() + b"b" * 1_000_000
    assert f"unknown encoding: {encoding}" in refused(data)


@pytest.mark.parametrize(
    "text",
    [
        "-" * 200_000 + "1",
        "x = " + "+".join(["1"] * 100_000),
        "x" + ".a" * 140_000,
        "x = " + "not " * 70_000 + "1",
        "lambda:" * 40_000 + "1",
        "x = " + "[" * 5_000 + "]" * 5_000,
        "if 1: pass\n" + "elif 1: pass\n" * 20_000,
        "".join(" " * depth + "if 1:\n" for depth in range(700)),
        "match x:\n case " + "[" * 2_000 + "]" * 2_000 + ": pass",
    ],
)
def test_code_nested_without_end_is_refused_in_one_short_sentence(text):
    assert len(refused(text)) < 400


@pytest.mark.parametrize(
    "change",
    [
        {"kernelspec": {"language": "x" * 1_000_000}},
        {"lrgrade": {"assignment": "a" * 1_000_000, "version": "v" * 1_000_000}},
    ],
)
def test_metadata_without_end_is_not_quoted_whole(change):
    result = read("schedules.ipynb", notebook(code(HALVING), **change).encode(), RUBRICS)
    said = [getattr(result, "reason", ""), *(note.text for note in getattr(result, "notes", ()))]
    assert all(len(text) < 400 for text in said)
