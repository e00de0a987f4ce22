"""The meter, in a child with TensorFlow: what a weight shows is the rate that moved it."""

from itertools import chain

import pytest

EXPONENTIAL = [0.1 * 0.9**step for step in range(6)]

SCHEDULES = """
import keras, tensorflow as tf
from graders.lab import applied_rates, rates_in_fit

class Ramp(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        return 0.01 * (tf.cast(step, tf.float32) + 1)

def schedule(kind):
    schedules = keras.optimizers.schedules
    if kind == "exponential":
        return schedules.ExponentialDecay(0.1, decay_steps=1, decay_rate=0.9)
    if kind == "piecewise":
        return schedules.PiecewiseConstantDecay([1, 3], [0.1, 0.02, 0.003])
    if kind == "cosine":
        return schedules.CosineDecay(0.1, 5, alpha=0.1)
    return Ramp() if kind == "ramp" else 0.05
"""

BOTH = (
    SCHEDULES
    + """
def measure(kind):
    fit = rates_in_fit(keras.optimizers.SGD(schedule(kind)), epochs=2, steps_per_epoch=3)
    return {"updates": applied_rates(schedule(kind), 6), "fit": fit}
"""
)

DECODE = (
    SCHEDULES
    + """
def measure(name, arguments, fit):
    optimizer = getattr(keras.optimizers, name)(schedule("exponential"), **arguments)
    if fit:
        return sum(rates_in_fit(optimizer, epochs=2, steps_per_epoch=3), [])
    return applied_rates(optimizer, 6)
"""
)

CALLBACK = (
    SCHEDULES
    + """
def measure():
    halve = keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 / 2**epoch)
    return rates_in_fit(keras.optimizers.SGD(1.0), [halve], epochs=4, steps_per_epoch=2,
                        initial_epoch=1)
"""
)

IN_GRAPH = """
import keras
from graders.lab import applied_rates

class Branches(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        return 0.1 if step < 2 else 0.01

def measure():
    return applied_rates(Branches(), 3)
"""


@pytest.fixture
def result(in_child):
    """What `measure`, as a source defines it, returned for one case."""

    def measured(source, **case):
        (outcome,) = in_child(source, case)
        assert outcome["ending"] == "returned", outcome
        return outcome["result"]

    return measured


@pytest.mark.parametrize("kind", ["exponential", "piecewise", "cosine", "ramp", "constant"])
def test_updates_in_graph_mode_show_the_rates_of_a_real_fit(result, kind):
    rates = result(BOTH, kind=kind)
    assert [len(epoch) for epoch in rates["fit"]] == [3, 3]
    assert rates["updates"] == pytest.approx([*chain(*rates["fit"])], rel=1e-6)


def test_an_exponential_decay_under_sgd_is_measured_as_its_formula(result):
    assert result(BOTH, kind="exponential")["updates"] == pytest.approx(EXPONENTIAL, rel=1e-5)


@pytest.mark.parametrize("fit", [False, True])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("SGD", {}),
        ("SGD", {"momentum": 0.9}),
        ("Adam", {}),
        ("Adam", {"beta_1": 0.5, "beta_2": 0.9}),
        ("AdamW", {}),
        ("RMSprop", {}),
        ("RMSprop", {"rho": 0.5}),
    ],
)
def test_the_rate_is_decoded_from_what_an_optimizer_does(result, name, arguments, fit):
    rates = result(DECODE, name=name, arguments=arguments, fit=fit)
    assert rates == pytest.approx(EXPONENTIAL, rel=1e-3)


@pytest.mark.parametrize("fit", [False, True])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("SGD", {"momentum": 0.9, "nesterov": True}),
        ("SGD", {"clipnorm": 0.1}),
        ("SGD", {"clipvalue": 0.1}),
        ("Adam", {"global_clipnorm": 0.1}),
        ("RMSprop", {"momentum": 0.9}),
        ("Adagrad", {}),
    ],
)
def test_an_optimizer_that_cannot_be_decoded_is_refused(in_child, name, arguments, fit):
    (outcome,) = in_child(DECODE, {"name": name, "arguments": arguments, "fit": fit})
    assert outcome["ending"] == "raised"
    assert outcome["error"]["type"] == "ValueError"
    assert f"cannot read the rate off a weight moved by {name}" in outcome["error"]["message"]


def test_a_fit_shows_what_a_callback_sets_from_its_first_epoch_on(result):
    rates = result(CALLBACK)
    assert [len(epoch) for epoch in rates] == [2, 2, 2]
    assert [*chain(*rates)] == pytest.approx([0.05, 0.05, 0.025, 0.025, 0.0125, 0.0125], rel=1e-6)


def test_a_python_if_on_the_step_fails_as_it_does_in_fit(in_child):
    (outcome,) = in_child(IN_GRAPH)
    assert outcome["error"]["type"] == "OperatorNotAllowedInGraphError"
    assert outcome["error"]["code"] == "return 0.1 if step < 2 else 0.01"


def test_long_runs_stay_accurate(result):
    source = SCHEDULES + (
        "def measure(momentum):\n"
        "    return applied_rates(keras.optimizers.SGD(0.05, momentum=momentum), 200)\n"
    )
    assert result(source, momentum=0.99) == pytest.approx([0.05] * 200, rel=1e-3)


@pytest.mark.parametrize("policy", ["float32", "mixed_float16", "float64"])
def test_a_global_policy_of_the_student_does_not_change_what_is_measured(result, policy):
    source = SCHEDULES + (
        "def measure(policy):\n"
        "    keras.config.set_dtype_policy(policy)\n"
        "    return [applied_rates(0.05, 2), sum(rates_in_fit(keras.optimizers.SGD(0.05)), [])]\n"
    )
    updates, fit = result(source, policy=policy)
    assert updates == pytest.approx([0.05] * 2, rel=1e-3)
    assert fit == pytest.approx([0.05] * 3, rel=1e-3)


def test_a_rate_of_zero_moves_nothing_at_all(result):
    source = SCHEDULES + "def measure():\n    return applied_rates(0.0, 3)\n"
    assert result(source) == [0.0, 0.0, 0.0]


def test_the_same_compiled_model_shows_a_rate_that_was_assigned_between_two_fits(result):
    source = SCHEDULES + (
        "from graders.lab.meter import one_weight_model\n"
        "def measure():\n"
        "    model = one_weight_model(keras.optimizers.SGD(0.1))\n"
        "    first = rates_in_fit(None, model=model)\n"
        "    model.optimizer.learning_rate = 0.01\n"
        "    return first + rates_in_fit(None, model=model)\n"
    )
    first, second = result(source)
    assert first == pytest.approx([0.1] * 3, rel=1e-3)
    assert second == pytest.approx([0.01] * 3, rel=1e-3)


def test_a_traced_step_shows_a_rate_that_was_assigned_later(result):
    source = SCHEDULES + (
        "from graders.lab.meter import traced_step\n"
        "def measure():\n"
        "    optimizer = keras.optimizers.SGD(0.1)\n"
        "    step = traced_step(optimizer)\n"
        "    first = step()\n"
        "    optimizer.learning_rate = 0.02\n"
        "    return [first, step()]\n"
    )
    assert result(source) == pytest.approx([0.1, 0.02], rel=1e-3)
