"""The whole child, run in a real one: source first, inputs later, one outcome for each case."""

import json

import pytest

from graders.record import CHILD
from graders.sandbox import Limits, SpawningRunner


def test_each_case_has_its_outcome_in_order(in_child):
    source = "def measure(x): return {'double': 2 * x}"
    outcomes = in_child(source, {"x": 1}, {"x": 0.5}, {"x": "a"})
    assert [item["result"] for item in outcomes] == [
        {"double": 2},
        {"double": 1.0},
        {"double": "aa"},
    ]
    assert all(item["ending"] == "returned" and item["seconds"] >= 0 for item in outcomes)


def test_a_case_that_raises_leaves_the_others_whole(in_child):
    source = "\ndef measure(x):\n    return 1 / x\n"
    good, bad, also_good = in_child(source, {"x": 1}, {"x": 0}, {"x": 2})
    assert [good["ending"], bad["ending"], also_good["ending"]] == [
        "returned",
        "raised",
        "returned",
    ]
    assert bad["error"] == {
        "type": "ZeroDivisionError",
        "message": "division by zero",
        "line": 3,
        "code": "return 1 / x",
    }


@pytest.mark.parametrize("leaving", ["raise SystemExit(0)", "raise KeyboardInterrupt", "exit()"])
def test_leaving_python_counts_as_raising(in_child, leaving):
    (outcome,) = in_child(f"def measure(): {leaving}")
    assert outcome["ending"] == "raised"


def test_a_stub_is_not_attempted(in_child):
    (outcome,) = in_child("def measure():\n    raise NotImplementedError()")
    assert outcome["ending"] == "not_attempted"


def test_a_library_that_does_not_implement_something_was_attempted(in_child):
    source = "import asyncio\ndef measure(): return asyncio.AbstractEventLoop().is_running()"
    (outcome,) = in_child(source)
    assert (outcome["ending"], outcome["error"]["type"]) == ("raised", "NotImplementedError")


def test_memory_that_cannot_be_had_is_told_as_memory(in_child):
    outcomes = in_child(
        "def measure(size): return len(bytearray(size))", {"size": 2**50}, {"size": 1}
    )
    assert [item["ending"] for item in outcomes] == ["memory", "returned"]


def test_a_result_that_is_far_too_large_is_told_as_an_exception(in_child):
    source = "def measure(n): return [0] * n"
    small, large = in_child(source, {"n": 3}, {"n": 2_000_000})
    assert small["result"] == [0, 0, 0]
    assert (large["ending"], large["error"]["type"]) == ("raised", "TooLarge")
    assert "KiB" in large["error"]["message"]


def test_an_input_list_that_is_changed_is_fresh_for_the_next_case(in_child):
    source = (
        "SEEN = []\ndef measure(x):\n    x.append(1); SEEN.append(x); return [len(x), len(SEEN)]"
    )
    outcomes = in_child(source, {"x": [0]}, {"x": [0]})
    assert [item["result"] for item in outcomes] == [[2, 1], [2, 2]]


def test_the_module_is_loaded_before_the_inputs_are_handed_over(warm):
    source = "import os; os._exit(0)"
    job = {"probes": "graders.child.idle", "file": "work.py", "source": source}
    run = warm.run([json.dumps(job).encode(), b"[]"], Limits())
    assert (run.ending, run.asked) == ("crash", 1)


def test_what_is_printed_does_not_disturb_the_result(in_child):
    source = "import sys\nprint('loading')\ndef measure(): print('x' * 10**6); return 1"
    assert in_child(source)[0]["result"] == 1


def test_a_failing_import_costs_the_cases_that_need_it(in_child):
    source = "\nimport no_such_package\ndef measure(x): return no_such_package.f() if x else 0"
    good, bad = in_child(source, {"x": 0}, {"x": 1})
    assert good["result"] == 0
    assert (bad["error"]["type"], bad["error"]["line"]) == ("ModuleNotFoundError", 2)


def test_a_missing_name_that_is_returned_tells_what_made_it_missing(in_child):
    (outcome,) = in_child("RATE = 1 / 0\ndef measure(): return RATE")
    assert (outcome["ending"], outcome["error"]["code"]) == ("raised", "RATE = 1 / 0")


def test_tensorflow_functions_may_decide_in_python(in_child):
    source = """
import tensorflow as tf

@tf.function
def choose(x):
    if x > 0:
        return x * 2.0
    return x - 1.0

def measure(x):
    return float(choose(tf.constant(x)))
"""
    assert [item["result"] for item in in_child(source, {"x": 3.0}, {"x": -1.0})] == [6.0, -2.0]


def test_the_spawned_runner_serves_the_same_function():
    source = "def measure(x): return x + 1\n"
    source += "import graders.child.idle\n"
    source += "graders.child.idle.probe = lambda module, inputs: module.measure(inputs.x)"
    job = {"probes": "graders.child.idle", "file": "work.py", "source": source}
    cases = [{"probe": "probe", "inputs": {"x": 1}}]
    runner = SpawningRunner(CHILD, ())
    try:
        for _ in range(2):
            run = runner.run([json.dumps(job).encode(), json.dumps(cases).encode()], Limits())
            assert json.loads(run.result)["outcomes"][0]["result"] == 2
    finally:
        runner.close()


def test_keras_and_tensorflow_work_beside_a_name_that_is_missing(in_child):
    source = """
import keras
import no_such_package
from no_such_package import thing
import tensorflow as tf

@tf.function
def doubled(x):
    if x > 0:
        return x * 2.0
    return x

def measure():
    layer = keras.layers.Dense(1)
    layer(tf.ones((1, 2)))
    return float(doubled(tf.constant(2.0)))
"""
    assert in_child(source)[0]["result"] == 4.0


def test_the_case_that_is_running_is_told(warm):
    source = """
import os
import graders.child.idle
graders.child.idle.probe = lambda module, inputs: os._exit(0) if inputs.x else inputs.x
"""
    job = {"probes": "graders.child.idle", "file": "work.py", "source": source}
    asked = [{"probe": "probe", "inputs": {"x": x}} for x in (0, 0, 1, 0)]
    run = warm.run([json.dumps(job).encode(), json.dumps(asked).encode()], Limits())
    assert (run.ending, run.at) == ("crash", 2)
