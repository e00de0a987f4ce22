"""Measurements of several cases, traced together, and alone where that fails."""

import json

import pytest

from graders.sandbox import Limits

SOURCE = """
import keras

class Broken(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        raise OSError("no rate today")

class Late(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        import tensorflow as tf
        tf.debugging.assert_less(step, tf.constant(2, step.dtype))
        return 0.5

def measure(rate):
    if rate in ("broken", "late"):
        return Broken() if rate == "broken" else Late()
    return keras.optimizers.schedules.PolynomialDecay(rate, 2, rate / 4)
"""

# The test's own probe is put into a module that does nothing.
PROBE = """
import graders.child.idle
from graders.lab.meter import measurement

def probe(module, inputs):
    return {"rates": measurement(module.measure(inputs.rate), inputs.steps), "kept": 1}

graders.child.idle.probe = probe
"""


@pytest.fixture
def measured(warm):
    def outcomes(*cases):
        job = {"probes": "graders.child.idle", "file": "work.py", "source": SOURCE + PROBE}
        asked = [{"probe": "probe", "inputs": {"rate": r, "steps": s}} for r, s in cases]
        run = warm.run([json.dumps(job).encode(), json.dumps(asked).encode()], Limits(seconds=20))
        return json.loads(run.result)["outcomes"]

    return outcomes


def test_each_case_gets_its_own_rates(measured):
    first, second = measured((0.5, 2), (0.25, 3))
    assert first["result"] == {"rates": [0.5, 0.3125], "kept": 1}
    assert second["result"] == {"rates": [0.25, 0.15625, 0.0625], "kept": 1}


def test_a_measurement_that_fails_leaves_the_others_whole(measured):
    good, bad, also_good = measured((0.5, 2), ("broken", 2), (0.25, 1))
    assert (good["result"]["rates"], also_good["result"]["rates"]) == ([0.5, 0.3125], [0.25])
    assert (bad["ending"], bad["error"]["type"]) == ("raised", "OSError")
    assert bad["error"]["code"] == 'raise OSError("no rate today")'


def test_a_measurement_that_fails_on_the_way_lets_the_others_begin_again(measured):
    good, bad, short = measured((0.5, 3), ("late", 3), ("late", 2))
    assert good["result"]["rates"] == [0.5, 0.3125, 0.125]
    assert bad["error"]["type"] == "InvalidArgumentError"
    assert short["result"]["rates"] == [0.5, 0.5]


@pytest.mark.parametrize("line", ["SGD.learning_rate = 1.0", "schedules.CosineDecay = None"])
def test_a_changed_library_is_told(warm, line):
    source = f"import keras\ndef measure(): keras.optimizers.{line}"
    source += "\nimport graders.child.idle"
    source += "\ngraders.child.idle.probe = lambda module, inputs: module.measure()"
    job = {"probes": "graders.child.idle", "file": "work.py", "source": source}
    asked = [{"probe": "probe", "inputs": {}}]
    run = warm.run([json.dumps(job).encode(), json.dumps(asked).encode()], Limits(seconds=20))
    assert json.loads(run.result)["library_replaced"] is True
