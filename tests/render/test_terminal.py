import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from graders.gradebook import Gradebook
from graders.render.terminal import gradebook_table, report_text
from graders.report import Check, TaskReport

from .samples import (
    ALL_VISIBLE_PASSED,
    CLASS,
    GOOD,
    GRADED,
    GRADER_ERROR,
    HALVING,
    REFUSED,
    REPORTS,
    SMOOTH,
    STUDENTS_CHECK,
    UNTOUCHED,
)
from .strategies import HOSTILE, reports, steady

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
MOVES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def assert_harmless(text, width):
    assert not MOVES.search(text)
    assert all(cell_len(line) <= width for line in text.splitlines())


def test_a_failed_check_is_told_in_five_parts():
    text = report_text(STUDENTS_CHECK)
    called = text.index("halving(0.1, 10, smooth=False), step 9: seen 0.0536, expected 0.1")
    why = text.index("Known mistake: The rate falls at every step")
    assert called < why < text.index("Try: how many whole intervals")


def test_a_known_mistake_is_explained_once_a_report():
    again = TaskReport(
        "stairs",
        (
            replace(
                SMOOTH,
                message="stairs(1): seen 2, expected 1\nThe rate falls at every step; it should wait for a whole interval.",
            ),
        ),
    )
    text = report_text(replace(STUDENTS_CHECK, tasks=(HALVING, again)))
    assert text.count("The rate falls at every step;") == 1
    assert text.count("Try: how many whole intervals") == 1
    assert "stairs(1): seen 2, expected 1" in text
    assert "Known mistake: the same as above, in halving." in text


def test_a_known_mistake_that_is_explained_in_the_same_task_is_not_said_to_be_elsewhere():
    other = replace(
        SMOOTH, id="again", title="Another stretch.", message=f"again: {SMOOTH.message}"
    )
    task = TaskReport("stairs", (SMOOTH, other))
    text = report_text(replace(STUDENTS_CHECK, tasks=(task,)))
    assert "Known mistake: the same as above.\n" in text


def test_a_passed_check_is_only_counted():
    text = report_text(STUDENTS_CHECK)
    assert "The last, partial batch" not in text
    assert "✔ steps_per_epoch      1 of 1   2 of 2 checks passed" in text


def test_a_message_that_many_checks_share_is_shown_once():
    text = report_text(STUDENTS_CHECK)
    assert text.count("raised NameError") == 1
    assert "Each stretch has its own rate (raised an error)" in text
    assert "The first step of an epoch uses the new rate (raised an error)" in text


def test_untouched_tasks_share_one_line():
    tasks = (UNTOUCHED, replace(UNTOUCHED, name="halving"))
    line = "– not attempted: WarmupLinear, halving (nothing here yet: the task still has its\n"
    assert line in report_text(replace(STUDENTS_CHECK, tasks=tasks))


def test_an_answer_that_is_no_option_is_told_without_the_key():
    assert "Q12 zer, recorded: did you mean `zero`?" in report_text(STUDENTS_CHECK)


def test_a_hidden_check_is_not_listed_where_it_was_not_run():
    text = report_text(STUDENTS_CHECK)
    assert "Holds for other rates" not in text
    assert "1 of 2 checks passed, 1 hidden" in text


def test_a_hidden_check_that_failed_shows_title_why_and_try():
    text = report_text(GRADED)
    assert "hidden check: Holds for other rates and intervals" in text
    assert "a value that was rounded" in text


def test_the_score_of_a_students_check_is_the_visible_one():
    assert report_text(STUDENTS_CHECK).startswith("schedules: visible score 2 of 11\n")
    assert report_text(GRADED).startswith("schedules: score 5.4 of 8.9\n")


def test_never_all_passed_where_hidden_checks_exist():
    text = report_text(ALL_VISIBLE_PASSED)
    assert "all visible checks passed; 1 hidden check counts too" in text
    assert "all checks passed" not in text


def test_a_refusal_is_its_reason_and_nothing_else():
    lines = report_text(REFUSED).splitlines()
    assert lines[0] == "schedules: not graded"
    assert lines[3].startswith("schedules.py is not valid Python: line 12")
    assert len(lines) == 5


def test_a_grader_error_is_not_the_students_fault():
    text = report_text(GRADER_ERROR)
    assert "fault of the grader, not yours" in text
    assert "no point is\nlost" in text
    assert "halving            no score" in text


def test_the_last_line_says_what_comes_next():
    assert report_text(GOOD).endswith("\nWell done: all checks passed.\n")


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_inside_and_steers_nothing(payload, width, color, ascii_only):
    check = Check("c", payload, "raised", 0.0, 1.0, f"f(): {payload}\n{payload}", payload, payload)
    tasks = (TaskReport(payload or "halving", (check,)),)
    report = replace(STUDENTS_CHECK, student=payload, path=payload, tasks=tasks)
    for text in (
        report_text(report, width, color, ascii_only),
        gradebook_table(Gradebook((report,), 1), width, color, ascii_only),
    ):
        assert_harmless(COLOURS.sub("", text), width)
        assert text.isascii() or not ascii_only


@given(reports, st.sampled_from([40, 80]), st.booleans())
@steady
def test_any_report_stays_inside_the_width(report, width, ascii_only):
    text = report_text(report, width, ascii_only=ascii_only)
    assert_harmless(text, width)
    assert text.isascii() or not ascii_only
    text.encode("utf-8")


@given(st.lists(reports, max_size=3), st.booleans())
@steady
def test_any_gradebook_stays_inside_the_width(some, ascii_only):
    text = gradebook_table(Gradebook(tuple(some), 1), ascii_only=ascii_only)
    assert_harmless(text, 80)
    assert text.isascii() or not ascii_only


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.path)
def test_colour_changes_no_word(report):
    assert COLOURS.sub("", report_text(report, color=True)).split() == report_text(report).split()


def test_markup_of_a_student_is_text():
    text = report_text(replace(GOOD, student="[bold]ada[/]"), color=True)
    assert "[bold]ada[/]" in text


def test_the_table_has_one_line_a_submission():
    text = gradebook_table(CLASS)
    assert re.search(r"^edo +schedules +graded +3\.4/9\.4 +timeout in warmup_cosine$", text, re.M)
    assert re.search(r"^bo +schedules +refused +– +schedules.py is not valid", text, re.M)
    assert re.search(r"^cleo +schedules +grader error +– +grader error in halving$", text, re.M)
    assert text.endswith("\n6 submissions: 4 graded, 1 refused, 1 grader error\n")


def test_an_empty_class_has_a_table():
    assert gradebook_table(Gradebook((), 1)).endswith("0 submissions: none\n")
