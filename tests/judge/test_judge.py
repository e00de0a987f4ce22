"""A report depends on the recording alone: judged again, or read back first, it is the same."""

import math
from dataclasses import replace

import pytest

from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.record import Inputs
from graders.recording import Outcome, Raised, Record, Recording
from graders.report import ReportNote
from graders.submission import Submission

SUBMISSION = Submission("sample", "work/sample.py", "00", "ada", "", "")


def returned(value):
    told = {"type": type(value).__name__, "value": value, "text": repr(value)}
    return Outcome("returned", {"returned": told, "length": 5})


@pytest.fixture
def recording(sample):
    """A recording in which every case ended in the same way."""

    def everywhere(outcome):
        records = tuple(Record(case, outcome) for case in Inputs(0, hidden=True).cases(sample))
        return Recording("sample", "00", "3", 7, {"python": "3"}, records, seconds=0.5)

    return everywhere


@pytest.fixture
def judged(sample):
    return lambda recording: judge(SUBMISSION, recording, sample, Scope(hidden=True))


@pytest.mark.parametrize(
    "outcome",
    [
        returned(3.0),
        returned(math.nan),
        Outcome("timeout", detail="4 s"),
        Outcome("raised", error=Raised("KeyError", "'x'", 7, "return table[x]")),
    ],
    ids=["returned", "nan", "timeout", "raised"],
)
def test_judging_again_gives_the_same_report(recording, judged, outcome):
    whole = recording(outcome)
    first = replace(judged(whole), timing={})
    assert replace(judged(whole), timing={}) == first
    assert replace(judged(Recording.from_json(whole.to_json())), timing={}) == first


def test_nan_is_never_a_pass(recording, judged):
    report = judged(recording(returned(math.nan)))
    assert report.tasks[0].score == 1.0  # A float it is, of no value.
    assert {check.verdict for check in report.tasks[0].checks[:1]} == {"fail"}


def test_the_report_names_its_environment_seed_and_time(recording, judged):
    report = judged(recording(returned(3.0)))
    assert report.environment == {"python": "3", "seed": 7}
    assert report.timing["run"] == 0.5
    assert report.timing["judge"] > 0
    assert (report.student, report.path, report.sha256) == ("ada", "work/sample.py", "00")


OFF = {"network": "off: not on this system", "filesystem": "off: no Landlock", "process": "on"}


def without_layers(recording, sandbox):
    made = recording(returned(3.0))
    return replace(made, environment={**made.environment, "sandbox": sandbox})


def test_a_report_names_the_layers_that_its_code_ran_without(recording, judged):
    report = judged(without_layers(recording, OFF))
    text = "The code ran without these layers of the sandbox: filesystem, network."
    assert report.notes == (ReportNote("sandbox", text),)


def test_the_note_on_layers_is_the_same_when_the_recording_was_kept(recording, judged):
    made = without_layers(recording, OFF)
    assert judged(Recording.from_json(made.to_json())).notes == judged(made).notes


@pytest.mark.parametrize(
    "sandbox", [{}, {"network": "on", "filesystem": "on", "user": "off: only root"}]
)
def test_a_report_has_no_note_where_nothing_is_missed(recording, judged, sandbox):
    assert judged(without_layers(recording, sandbox)).notes == ()


@pytest.mark.parametrize(("student", "noted"), [(None, False), ("ada", True)])
def test_who_checks_their_own_code_is_not_told_of_layers(recording, sample, student, noted):
    one = replace(SUBMISSION, student=student)
    report = judge(one, without_layers(recording, OFF), sample, Scope(hidden=False))
    assert bool(report.notes) is noted
