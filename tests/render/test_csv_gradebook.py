import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.gradebook import Gradebook
from graders.render.csv_gradebook import gradebook_csv

from .samples import CLASS, GOOD
from .strategies import reports, steady


def rows(gradebook):
    return list(csv.DictReader(io.StringIO(gradebook_csv(gradebook))))


def test_the_columns_are_these():
    header = gradebook_csv(CLASS).splitlines()[0]
    assert header == "student,assignment,status,score,max_score,path,sha256,first_problem,note"


def test_a_row_holds_plain_numbers():
    ada = rows(CLASS)[0]
    assert (ada["student"], ada["status"], ada["score"], ada["max_score"]) == (
        "ada",
        "graded",
        "5.4",
        "8.9",
    )


def test_what_was_not_graded_has_no_score():
    scores = {row["student"]: (row["status"], row["score"]) for row in rows(CLASS)}
    assert scores["bo"] == ("refused", "")
    assert scores["cleo"] == ("grader_error", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_formula_is_text(start):
    report = replace(GOOD, student=f"{start}1+1", path=f"{start}x")
    (row,) = rows(Gradebook((report,), 1))
    assert row["student"].startswith("'")
    assert row["path"].startswith("'")


@given(st.lists(reports, max_size=3))
@steady
def test_any_gradebook_reads_back_row_by_row(some):
    text = gradebook_csv(Gradebook(tuple(some), 1))
    text.encode("utf-8")
    read = list(csv.reader(io.StringIO(text)))
    assert len(read) == len(some) + 1
    assert not [cell for row in read for cell in row if cell[:1] in {"=", "+", "-", "@", "\t"}]
