"""How often children run, and what becomes of what they send: with a runner that only pretends."""

import json
from dataclasses import replace

import pytest

from graders.record import Inputs, record
from graders.recording import ABOUT, Case
from graders.rubrics import TaskRule
from graders.sandbox import Limits, Run
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


class Three:
    """A rubric of three tasks with two cases each, and a runner that dies as a test wants."""

    seed = 1
    names = ("a", "b", "c")

    def __init__(self, sample):
        rules = [TaskRule(name, name, (name,), 4 + place) for place, name in enumerate(self.names)]
        self.rubric = replace(sample, tasks=tuple(rules))

    def cases(self, rubric):
        return [Case(name, {"x": n}, f"{name}({n})") for name in self.names for n in (1, 2)]

    def recorded(self, answer):
        fake = Fake(answer)
        submission = replace(SUBMISSION, assignment="sample")
        return record(submission, self.rubric, self, fake), fake


def dies_at(wanted, **more):
    """A child that ends as soon as a case of the task `wanted` runs, and tells which one it was."""

    def answer(source, cases):
        if wanted not in probes(cases):
            return good(source, cases)
        return Run("timeout", asked=2, limit="clock", at=probes(cases).index(wanted), **more)

    return answer


def test_what_a_case_is_about_is_not_handed_to_the_child(sample):
    class Told(Three):
        def cases(self, rubric):
            return [
                replace(case, inputs={**case.inputs, ABOUT: 1}) for case in super().cases(rubric)
            ]

    recording, fake = Told(sample).recorded(good)
    assert all(set(case["inputs"]) == {"x"} for case in fake.cases[0])
    assert all(item.case.inputs[ABOUT] == 1 for item in recording.records)


def test_the_task_that_was_running_is_run_alone_and_the_others_together(sample):
    recording, fake = Three(sample).recorded(dies_at("b"))
    assert [probes(cases) for cases in fake.cases] == [
        list("aabbcc"),
        list("bb"),
        list("aacc"),
    ]
    assert endings(recording) == ["returned"] * 2 + ["timeout"] * 2 + ["returned"] * 2


def test_a_task_that_was_running_by_chance_keeps_its_result(sample):
    """A thread of `a` ends the child while `b` runs: `b` alone is well, and so are the others."""

    def answer(source, cases):
        if "a" in probes(cases):
            return Run("crash", asked=2, at=len(cases) - 1)
        return good(source, cases)

    recording, fake = Three(sample).recorded(answer)
    assert [probes(cases) for cases in fake.cases] == [
        list("aabbcc"),
        list("cc"),
        list("aabb"),
        list("aa"),
        list("bb"),
    ]
    assert endings(recording) == ["crash"] * 2 + ["returned"] * 4


@pytest.mark.parametrize("at", [None, 6, 10**9])
def test_where_nobody_knows_who_was_running_each_task_runs_alone(sample, at):
    def answer(source, cases):
        return Run("crash", asked=2, at=at) if len(cases) > 2 else good(source, cases)

    recording, fake = Three(sample).recorded(answer)
    assert [probes(cases) for cases in fake.cases][1:] == [list("aa"), list("bb"), list("cc")]
    assert endings(recording) == ["returned"] * 6


def test_only_one_of_several_tasks_has_less_than_all_the_time_for_a_step(sample):
    _, fake = Three(sample).recorded(dies_at("b"))
    assert [(limits.seconds, limits.step_share is None) for limits in fake.limits] == [
        (6, False),
        (5, True),
        (6, False),
    ]


def test_a_rubric_may_change_a_tasks_limits(sample):
    three = Three(sample)
    first, *others = three.rubric.tasks
    changed = replace(first, limits={"memory_mib": 9, "threads": 900})
    three.rubric = replace(three.rubric, tasks=(changed, *others))
    _, fake = three.recorded(lambda source, cases: Run("crash", asked=2))
    memory = Limits().memory
    assert [each.memory for each in fake.limits] == [9 * 2**20, memory, memory, memory]
    assert [each.threads for each in fake.limits] == [900, 256, 256, 256]


def test_tasks_of_equal_limits_share_a_child_and_no_other_task_gets_them(sample):
    three = Three(sample)
    a, b, c = three.rubric.tasks
    narrow = {"memory_mib": 9}
    tasks = (replace(a, limits=narrow), b, replace(c, limits=narrow))
    three.rubric = replace(three.rubric, tasks=tasks)
    _, fake = three.recorded(good)
    assert [{case["probe"] for case in cases} for cases in fake.cases] == [{"a", "c"}, {"b"}]
    assert [each.memory for each in fake.limits] == [9 * 2**20, Limits().memory]


def test_a_task_has_its_own_limit_and_a_shared_run_the_largest(recorded):
    _, fake = recorded(lambda source, cases: Run("timeout", asked=3))
    assert [limits.seconds for limits in fake.limits] == [4, 4, 2]


def test_a_limit_that_ended_a_child_is_told_with_how_much_it_allows(recorded):
    run = Run("crash", detail="128 MiB", limit="scratch", asked=1)
    outcome = recorded(lambda source, cases: run)[0].records[0].outcome
    assert (outcome.ending, outcome.limit, outcome.detail) == ("crash", "scratch", "128 MiB")


def test_memory_that_a_case_could_not_have_is_told_with_the_limit_in_force(recorded):
    outcome = {"ending": "memory", "seconds": 0}
    recording, _ = recorded(lambda source, cases: finished(*[outcome] * 4))
    told = recording.records[0].outcome
    assert (told.ending, told.limit, told.detail) == ("memory", "memory", "3 GiB")


@pytest.mark.parametrize(
    ("kind", "message", "limit", "detail"),
    [
        ("OSError", "[Errno 24] Too many open files: 'f'", "open_files", "128"),
        ("OSError", "[Errno 27] File too large", "file_size", "32 MiB"),
        ("RuntimeError", "can't start new thread", "threads", "256"),
        ("ResourceExhaustedError", "{{...}}\nOOM when allocating tensor", "memory", "3 GiB"),
        ("ValueError", "OOM when allocating", "", ""),
        ("OSError", "[Errno 2] No such file", "", ""),
    ],
)
def test_an_exception_that_a_limit_raised_names_the_limit(recorded, kind, message, limit, detail):
    error = {"type": kind, "message": message, "line": 3, "code": "open(name)"}
    outcome = {"ending": "raised", "error": error, "seconds": 0}
    recording, _ = recorded(lambda source, cases: finished(*[outcome] * 4))
    told = recording.records[0].outcome
    assert (told.ending, told.limit, told.detail) == ("raised", limit, detail)


def test_an_exception_of_the_students_own_names_no_limit(recorded):
    error = {"type": "OSError", "message": "[Errno 24]", "line": 3, "code": "raise OSError(24)"}
    outcome = {"ending": "raised", "error": error, "seconds": 0}
    recording, _ = recorded(lambda source, cases: finished(*[outcome] * 4))
    assert recording.records[0].outcome.limit == ""


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


ERROR = {"type": "E", "message": "x", "line": 3, "code": "x"}


def nested(depth):
    """Lists in lists."""
    return [nested(depth - 1)] if depth else 0


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
                {"ending": "returned", "seconds": 0},
                {"ending": "returned", "result": 1, "seconds": True},
                {"ending": "returned", "result": 1, "seconds": -1},
                {"ending": "returned", "result": 1, "seconds": float("nan")},
                {"ending": "returned", "result": 1, "seconds": float("inf")},
                {"ending": "returned", "result": 2**256, "seconds": 0},
                {"ending": "returned", "result": nested(20), "seconds": 0},
                {"ending": "returned", "result": ["x" * 2001], "seconds": 0},
                {"ending": "returned", "result": {"x" * 2001: 1}, "seconds": 0},
                {"ending": "raised", "seconds": 0, "error": {**ERROR, "code": "x" * 2001}},
                {"ending": "raised", "seconds": 0, "error": {**ERROR, "type": "x" * 2001}},
                {"ending": "returned", "result": nested(900), "seconds": 0},
                {"ending": "returned", "result": 1, "seconds": 0, "error": ERROR},
                {"ending": "raised", "seconds": 0},
                {"ending": "raised", "seconds": 0, "error": ERROR, "result": 1},
                {"ending": "not_attempted", "seconds": 0},
                {"ending": "memory", "seconds": 0, "error": ERROR},
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


def promising(monkeypatch, **forms):
    """The sample rubric with a form for each of its probes."""
    monkeypatch.setattr("graders.record.shapes", lambda folder: forms)


def test_a_result_that_its_probe_does_not_promise_is_tampering_of_its_case_alone(
    recorded, monkeypatch
):
    promising(monkeypatch, double={"x": "number"}, name={"x": "text"})
    results = [{"x": 1}, {"x": "1"}, {"y": 1}, {"x": "a name"}]
    outcomes = [{"ending": "returned", "result": result, "seconds": 0} for result in results]
    recording, _ = recorded(lambda source, cases: finished(*outcomes))
    assert endings(recording) == ["returned", "tampered", "tampered", "returned"]
    assert "x is not of the form number" in recording.records[1].outcome.detail
    assert recording.records[1].outcome.result is None


def test_an_exception_is_none_of_the_promised_results_and_no_tampering(recorded, monkeypatch):
    promising(monkeypatch, double={"x": "number"}, name={"x": "text"})
    recording, _ = recorded(lambda source, cases: finished(*[raised("ValueError")] * 4))
    assert endings(recording) == ["raised"] * 4


def test_texts_that_cannot_be_written_down_are_mended(recorded):
    outcome = {"ending": "returned", "result": {"\ud800": "a\udfff"}, "seconds": 0}
    recording, _ = recorded(lambda source, cases: finished(*[outcome] * 4))
    assert recording.records[0].outcome.result == {"?": "a?"}


def test_output_that_was_cut_is_noted_once(recorded):
    cut = Run("crash", asked=3, output="x" * 3000, output_cut=True)
    recording, fake = recorded(lambda source, cases: cut)
    assert len(fake.jobs) == 3
    assert len(recording.notes) == 1
    assert "more than 64 KiB" in recording.notes[0]
    assert len(recording.output) == 4000


def test_a_result_beside_another_ending_is_left_out(recorded):
    told = {**raised("ValueError"), "result": {"rates": [0.1]}}
    recording, _ = recorded(lambda _, cases: finished(*[told] * len(cases)))
    assert {record.outcome.result for record in recording.records} == {None}
