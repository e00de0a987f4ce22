"""From a recording to the verdict of each check, over the made-up assignment."""

from dataclasses import replace

import pytest

from graders import course
from graders.judge import checks
from graders.judge.finding import Finding
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.judge.unjudged import grader_failed, refused
from graders.recording import Case, Outcome, Raised, Record, Recording
from graders.submission import Note, Refusal, Submission

SUBMISSION = Submission("sample", "sample.py", "00", "ada", "", "")
IDS = [
    ("double", "check_double_value"),
    ("double", "check_double_kind"),
    ("double", "check_double_others"),
    ("name", "check_name_length"),
]
HIDDEN = 731.25
EVERYTHING = Scope(hidden=True)
STUDENTS = Scope(hidden=False)


def number(value):
    told = {"type": type(value).__name__, "value": value, "text": repr(value)}
    return Outcome("returned", {"returned": told})


def double(x, outcome, visible=True):
    return Record(Case("double", {"x": x}, f"double({x})", visible), outcome)


FIVE_LETTERS = Outcome("returned", {"length": 5})


def recording(*outcomes, name=FIVE_LETTERS):
    """One outcome for 1.5, 4.0 and the hidden number; the rest is right."""
    given = dict(enumerate(outcomes))
    numbers = [(1.5, True), (4.0, True), (HIDDEN, False)]
    records = [
        double(x, given.get(place) or number(2 * x), visible)
        for place, (x, visible) in enumerate(numbers)
    ]
    if name:
        records.append(Record(Case("name", {}, "name()"), name))
    return Recording("sample", "00", "3", 1, {"sandbox": {}}, tuple(records))


@pytest.fixture
def verdicts(sample):
    """The report of a recording, and its checks by id."""

    def judged(recording, scope=EVERYTHING):
        report = judge(SUBMISSION, recording, sample, scope)
        return report, {check.id: check for task in report.tasks for check in task.checks}

    return judged


def ids(report):
    return [(task.name, check.id) for task in report.tasks for check in task.checks]


def test_what_is_right_passes_with_all_points(verdicts):
    report, rows = verdicts(recording())
    assert {row.verdict for row in rows.values()} == {"pass"}
    assert (report.status, report.score, report.max_score) == ("graded", 5.0, 5.0)
    assert [row.message for row in rows.values()] == [""] * 4


@pytest.mark.parametrize("scope", [EVERYTHING, STUDENTS])
@pytest.mark.parametrize(
    "seen",
    [
        recording(),
        recording(number(9.0), number(9.0), number(9.0)),
        recording(*[Outcome("crash", detail="signal 11")] * 3, name=Outcome("timeout")),
        recording(name=None),
        Recording("sample", "00", "3", 1, {}, ()),
    ],
)
def test_the_same_checks_stand_in_the_same_order_whatever_was_found(verdicts, seen, scope):
    assert ids(verdicts(seen, scope)[0]) == IDS


@pytest.mark.parametrize("scope", [EVERYTHING, STUDENTS])
def test_they_do_so_where_nothing_was_judged(sample, scope):
    broken = grader_failed(SUBMISSION, sample, scope, "the disk is full")
    absent = refused(Refusal("x.py", "no Python", "sample"), sample, scope)
    assert ids(broken) == ids(absent) == IDS
    assert (broken.score, absent.score) == (None, 0.0)
    assert {check.verdict for task in absent.tasks for check in task.checks} <= {
        "not_attempted",
        "not_run",
    }


def test_findings_of_checks_that_nobody_declared_change_nothing(sample):
    reports = checks.task_reports(sample, {"check_elsewhere": [Finding(None)]}, hidden=True)
    assert [(task.name, row.id) for task in reports for row in task.checks] == IDS


def test_a_student_sees_hidden_checks_that_were_not_run(verdicts):
    report, rows = verdicts(recording(), STUDENTS)
    hidden = rows["check_double_others"]
    assert (hidden.verdict, hidden.visibility, hidden.max_points) == ("not_run", "hidden", 1.0)
    assert report.max_score == 4.0


def test_a_check_without_a_case_is_a_fault_of_the_grader_and_there_is_no_score(verdicts):
    report, rows = verdicts(recording(name=None))
    row = rows["check_name_length"]
    assert (row.verdict, row.points, report.status, report.score) == (
        "grader_error",
        0.0,
        "grader_error",
        None,
    )
    assert row.message == checks.GRADER_ERROR
    assert "has no case of name" in row.hint


def test_a_check_that_breaks_is_a_fault_of_the_grader(verdicts):
    report, rows = verdicts(recording(name=Outcome("returned", {})))
    assert (rows["check_name_length"].verdict, report.score) == ("grader_error", None)
    assert rows["check_double_value"].verdict == "pass"


def test_one_case_that_disagrees_fails_the_check_and_is_named(verdicts):
    _, rows = verdicts(recording(None, number(9.0)))
    row = rows["check_double_value"]
    assert (row.verdict, row.points) == ("fail", 0.0)
    assert row.message == "double(4.0): seen 9, expected 8\nTwice is twice."
    assert row.hint == "multiply by 2."


def test_a_known_mistake_is_named_by_what_was_seen(verdicts):
    _, rows = verdicts(recording(number(2.25)))
    row = rows["check_double_value"]
    assert row.misconception == "X1: It was squared."
    assert row.message.endswith("seen 2.25, expected 3\nIt was squared.")
    assert row.hint == "use 2, not **2."


def test_what_fits_no_known_mistake_at_all_is_no_fault(verdicts):
    odd = Outcome("returned", {"returned": "nothing described"})
    assert verdicts(recording(odd))[1]["check_double_value"].verdict == "fail"


def test_a_check_whose_need_failed_is_skipped_and_says_so(verdicts):
    _, rows = verdicts(recording(number(4)))
    row = rows["check_double_kind"]
    assert (row.verdict, row.points, row.hint) == ("skipped", 0.0, "")
    assert row.message == "This waits for another check: Twice the number."


def test_a_check_whose_need_passed_is_not(verdicts):
    _, rows = verdicts(recording(number(3)))
    assert rows["check_double_value"].verdict == "pass"
    assert rows["check_double_kind"].verdict == "fail"


def test_a_check_that_passes_by_itself_keeps_its_points(verdicts):
    _, rows = verdicts(recording(None, number(9.0)))
    assert rows["check_double_kind"].verdict == "pass"


@pytest.mark.parametrize(
    "outcome",
    [
        number(9.5),
        number(HIDDEN),
        number(HIDDEN**2),
        Outcome("raised", error=Raised("ValueError", f"bad {HIDDEN}", 3, f"return {HIDDEN}")),
        Outcome("timeout", detail="4 s"),
        Outcome("crash", detail="signal 11"),
        Outcome("memory", detail="3 GB"),
        Outcome("tampered", detail=f"{HIDDEN}"),
    ],
)
def test_a_hidden_message_carries_neither_inputs_nor_expected_numbers(verdicts, outcome):
    _, rows = verdicts(recording(None, None, outcome))
    row = rows["check_double_others"]
    assert row.verdict not in ("pass", "grader_error")
    text = f"{row.message} {row.hint} {row.misconception}"
    for secret in ("731", "1462", "9.5", "534726", "double("):
        assert secret not in text
    assert row.message


@pytest.mark.parametrize("ending", ["timeout", "memory", "crash", "tampered"])
def test_an_ending_is_the_verdict_and_outweighs_a_disagreement(verdicts, ending):
    _, rows = verdicts(recording(number(9.0), Outcome(ending, detail="a detail")))
    row = rows["check_double_value"]
    assert row.verdict == ending
    assert row.message.startswith("double(4.0): ")
    assert "a detail" in row.message


def test_an_exception_is_told_with_the_students_line(verdicts):
    error = Raised("TypeError", "no\nmore", 7, "return x + ''")
    _, rows = verdicts(recording(Outcome("raised", error=error)))
    row = rows["check_double_value"]
    assert row.verdict == "raised"
    first = "double(1.5): your code raised TypeError: no\n  line 7: return x + ''\n"
    assert row.message.startswith(first)


def test_a_stub_is_no_attempt(verdicts):
    report, rows = verdicts(recording(*[Outcome("not_attempted")] * 3))
    assert rows["check_double_value"].verdict == "not_attempted"
    assert rows["check_double_others"].verdict == "not_attempted"
    assert report.score == 1.0


def test_the_reports_notes_are_those_of_the_submission_and_the_run(sample):
    submission = replace(SUBMISSION, notes=(Note("magic", "a line was left out"),))
    run = replace(recording(), notes=("output was cut",))
    report = judge(submission, run, sample, STUDENTS)
    assert [(note.kind, note.text) for note in report.notes] == [
        ("magic", "a line was left out"),
        ("run", "output was cut"),
    ]


def test_without_solutions_the_quiz_is_recorded(verdicts, monkeypatch):
    monkeypatch.setattr(course, "root", lambda: None)
    report, _ = verdicts(recording())
    assert {answer.verdict for answer in report.quiz} == {"recorded"}


def test_a_hidden_check_waits_for_what_its_requirement_needs(verdicts, sample, monkeypatch):
    check = checks.declared_checks(sample, "hidden_checks")["check_double_others"]
    waiting = replace(check.declared, needs=("check_double_value",))
    monkeypatch.setattr(check, "declared", waiting)
    wrong = number(9.0)
    assert verdicts(recording(None, None, wrong))[1]["check_double_others"].verdict == "fail"
    assert verdicts(recording(wrong, None, wrong))[1]["check_double_others"].verdict == "skipped"
