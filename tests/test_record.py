"""How often children run, and what becomes of what they send: with a runner that only pretends."""

import json
from dataclasses import replace

import pytest

from graders.record import Inputs, record
from graders.sandbox import Run
from graders.submission import Submission

SUBMISSION = Submission("sample", "sample.py", "00", None, "needed", "needed")
PROBES = ["double", "double", "double", "name"]


class Fake:
    """A runner that answers each run by a function of the source and of the cases asked."""

    def __init__(self, answer):
        self.answer = answer
        self.jobs, self.cases, self.limits = [], [], []

    def run(self, messages, limits):
        job, cases = (json.loads(message) for message in messages)
        self.jobs.append(job)
        self.cases.append(cases)
        self.limits.append(limits)
        return self.answer(job["source"], cases)

    def close(self):
        pass


def finished(*outcomes, **more):
    result = json.dumps({"outcomes": list(outcomes)}).encode()
    return Run("finished", result, asked=2, **more)


def good(source, cases):
    results = [case["inputs"].get("x", "a name") for case in cases]
    outcomes = [{"ending": "returned", "result": item, "seconds": 0.1} for item in results]
    return finished(*outcomes, seconds=0.5, output="said\n", layers={"files": "on"})


def raised(kind):
    return {"ending": "raised", "error": {"type": kind, "message": "name 'x'"}, "seconds": 0}


@pytest.fixture
def recorded(sample):
    """Records with an answer; gives the recording and the runner."""

    def run(answer, submission=SUBMISSION, hidden=True):
        fake = Fake(answer)
        return record(submission, sample, Inputs(1, hidden), fake), fake

    return run


def probes(cases):
    return [case["probe"] for case in cases]


def endings(recording):
    return [item.outcome.ending for item in recording.records]


def test_all_tasks_share_one_run(recorded):
    recording, fake = recorded(good)
    assert [probes(cases) for cases in fake.cases] == [PROBES]
    assert [item.outcome.result for item in recording.records] == [1.5, 4.0, 732.25, "a name"]


def test_records_stand_in_the_rubrics_order(recorded):
    recording, _ = recorded(good)
    assert [item.case.probe for item in recording.records] == PROBES


def test_hidden_cases_are_not_asked_of_a_students_run(recorded):
    recording, fake = recorded(good, hidden=False)
    assert len(fake.cases[0]) == 3
    assert all(item.case.visible for item in recording.records)


def test_a_job_names_the_probes_the_file_and_the_source_and_no_inputs(recorded):
    _, fake = recorded(good)
    assert fake.jobs == [
        {"probes": "graders.rubrics.sample.probes", "file": "sample.py", "source": "needed"}
    ]
    assert all(set(case) == {"probe", "inputs"} for case in fake.cases[0])


def test_a_recording_holds_what_a_later_reader_needs(recorded):
    recording, _ = recorded(good)
    assert (recording.seed, recording.rubric_version, recording.seconds) == (1, "3", 0.5)
    assert (recording.output, recording.environment["sandbox"]) == ("said\n", {"files": "on"})
    assert {"tensorflow", "keras", "numpy", "python", "lrgrade"} < set(recording.environment)


def test_after_a_crash_each_task_runs_by_itself(recorded):
    def crash(source, cases):
        if "double" in probes(cases):
            return Run("crash", detail="signal 11", asked=3)
        return good(source, cases)

    recording, fake = recorded(crash)
    assert [probes(cases) for cases in fake.cases] == [PROBES, ["double"] * 3, ["name"]]
    assert endings(recording) == ["crash"] * 3 + ["returned"]
    assert recording.records[0].outcome.detail == "signal 11"


def test_after_keras_itself_was_changed_each_task_runs_by_itself(recorded):
    def changed(source, cases):
        run = good(source, cases)
        result = json.loads(run.result) | {"library_replaced": "double" in probes(cases)}
        return replace(run, result=json.dumps(result).encode())

    recording, fake = recorded(changed)
    assert [probes(cases) for cases in fake.cases] == [PROBES, ["double"] * 3, ["name"]]
    assert endings(recording) == ["returned"] * 4


def test_a_task_has_its_own_limit_and_a_shared_run_the_largest(recorded):
    _, fake = recorded(lambda source, cases: Run("timeout", asked=3))
    assert [limits.seconds for limits in fake.limits] == [4, 4, 2]


def test_a_module_that_ends_the_child_while_loading_is_not_run_again(recorded):
    recording, fake = recorded(lambda source, cases: Run("crash", detail="exit", asked=1))
    assert len(fake.cases) == 1
    assert endings(recording) == ["crash"] * 4


def test_an_exception_costs_no_further_run(recorded):
    recording, fake = recorded(lambda source, cases: finished(*[raised("ValueError")] * 4))
    assert len(fake.cases) == 1
    assert recording.records[0].outcome.error.type == "ValueError"


def lacking(source, cases):
    """`double` lacks a name unless nothing of the module is left out."""
    if source == "whole":
        return good(source, cases)
    outcomes = [json.loads(good(source, [case]).result)["outcomes"][0] for case in cases]
    for place, name in enumerate(probes(cases)):
        if name == "double":
            outcomes[place] = raised("NameError")
    return finished(*outcomes)


def test_a_task_that_lacks_a_name_runs_once_more_with_the_whole_module(recorded):
    recording, fake = recorded(lacking, replace(SUBMISSION, whole="whole"))
    assert [job["source"] for job in fake.jobs] == ["needed", "whole"]
    assert probes(fake.cases[1]) == ["double"] * 3
    assert endings(recording) == ["returned"] * 4


def test_where_nothing_was_left_out_a_lacking_name_stays_lacking(recorded):
    recording, fake = recorded(lacking)
    assert len(fake.jobs) == 1
    assert endings(recording) == ["raised"] * 3 + ["returned"]


def test_a_whole_module_that_does_not_finish_changes_nothing(recorded):
    def endless(source, cases):
        return Run("timeout", asked=1) if source == "whole" else lacking(source, cases)

    recording, fake = recorded(endless, replace(SUBMISSION, whole="whole"))
    assert len(fake.jobs) == 2
    assert endings(recording) == ["raised"] * 3 + ["returned"]


def test_a_task_that_the_file_does_not_define_is_not_run(recorded):
    submission = replace(SUBMISSION, absent={"double": "there is no `double`"})
    recording, fake = recorded(good, submission)
    assert [probes(cases) for cases in fake.cases] == [["name"]]
    assert endings(recording) == ["not_attempted"] * 3 + ["returned"]
    assert recording.records[0].outcome.detail == "there is no `double`"


def test_a_file_that_defines_no_task_needs_no_child(recorded):
    _, fake = recorded(good, replace(SUBMISSION, absent={"double": "no", "name": "no"}))
    assert fake.jobs == []


FINE = {"ending": "returned", "result": 1, "seconds": 0}


@pytest.mark.parametrize(
    "result",
    [
        None,
        b"",
        b"\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"outcomes": 3}',
        b'{"outcomes": []}',
        b"[" * 100_000,
        *(
            json.dumps({"outcomes": [FINE] * 3 + [bad]}).encode()
            for bad in (
                None,
                3,
                {},
                {"ending": "pass", "seconds": 0},
                {"ending": ["returned"], "seconds": 0},
                {"ending": "returned", "seconds": "soon"},
                {"ending": "returned", "seconds": None},
                {"ending": "raised", "seconds": 0, "error": {"kind": "x"}},
                {"ending": "raised", "seconds": 0, "error": None},
                {"ending": "raised", "seconds": 0, "error": {"type": 1, "message": "x"}},
                {"ending": "raised", "seconds": 0, "error": {"type": "E", "message": ["x"]}},
                {
                    "ending": "raised",
                    "seconds": 0,
                    "error": {"type": "E", "message": "x", "line": "3", "code": "x"},
                },
                {
                    "ending": "raised",
                    "seconds": 0,
                    "error": {"type": "E", "message": "x", "line": 3, "code": None},
                },
                {"ending": "returned", "seconds": 10**400},
                {
                    "ending": "returned",
                    "seconds": 0,
                    "result": {"a": {"__array__": ["<f4", [9], ""]}},
                },
                {
                    "ending": "returned",
                    "seconds": 0,
                    "result": [{"__array__": ["|O", [1], "AAAA"]}],
                },
                {"ending": "grader_error", "seconds": 0},
                {"ending": "timeout", "seconds": 0},
            )
        ),
        json.dumps({"outcomes": [FINE] * 5}).encode(),
    ],
)
def test_a_result_of_another_form_is_tampering(recorded, result):
    recording, _ = recorded(lambda source, cases: Run("finished", result, asked=2))
    assert endings(recording) == ["tampered"] * 4


def test_output_that_was_cut_is_noted_once(recorded):
    cut = Run("crash", asked=3, output="x" * 3000, output_cut=True)
    recording, fake = recorded(lambda source, cases: cut)
    assert len(fake.jobs) == 3
    assert len(recording.notes) == 1
    assert len(recording.output) == 4000


def test_a_result_beside_another_ending_is_left_out(recorded):
    told = {**raised("ValueError"), "result": {"rates": [0.1]}}
    recording, _ = recorded(lambda _, cases: finished(*[told] * len(cases)))
    assert {record.outcome.result for record in recording.records} == {None}
