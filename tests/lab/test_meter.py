"""The meter, checked against rates that are known. TensorFlow runs in a child."""

import pytest

SOURCE = """
import keras
import tensorflow as tf
from graders.lab import applied_rates, rates_in_fit
from graders.lab.meter import one_weight_model, traced_step

O = keras.optimizers

def measure(code):
    scope = dict(globals())
    *before, last = code.split(";")
    exec(";".join(before), scope)
    return eval(last.strip(), scope)
"""
HALVES = "O.schedules.ExponentialDecay(0.1, 1, 0.5)"


@pytest.fixture
def measured(in_child):
    def values(*codes):
        outcomes = in_child(SOURCE, *({"code": code} for code in codes))
        errors = [item["error"] for item in outcomes if "error" in item]
        assert not errors
        return [item["result"] for item in outcomes]

    return values


def test_a_float_and_a_schedule_show_the_rate_that_moved_the_weight(measured):
    constant, halved = measured("applied_rates(0.1, 3)", f"applied_rates({HALVES}, 3)")
    assert constant == pytest.approx([0.1] * 3, rel=1e-3)
    assert halved == pytest.approx([0.1, 0.05, 0.025], rel=1e-3)


@pytest.mark.parametrize(
    "optimizer",
    [
        "O.SGD({rate})",
        "O.SGD({rate}, momentum=0.9)",
        "O.Adam({rate})",
        "O.AdamW({rate})",
        "O.RMSprop({rate})",
    ],
)
def test_the_rate_is_read_off_every_optimizer_that_can_show_it(measured, optimizer):
    (rates,) = measured(f"applied_rates({optimizer.format(rate=HALVES)}, 4)")
    assert rates == pytest.approx([0.1, 0.05, 0.025, 0.0125], rel=1e-3)


def test_long_runs_stay_accurate(measured):
    (rates,) = measured("applied_rates(O.SGD(1e-3, momentum=0.9), 200)")
    assert rates == pytest.approx([1e-3] * 200, rel=1e-3)


def test_a_rate_of_zero_moves_nothing_at_all(measured):
    assert measured("applied_rates(0.0, 3)") == [[0.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    "optimizer",
    [
        "O.SGD(0.1, momentum=0.9, nesterov=True)",
        "O.SGD(0.1, clipnorm=0.5)",
        "O.Adam(0.1, clipvalue=0.5)",
        "O.RMSprop(0.1, momentum=0.5)",
        "O.Adagrad(0.1)",
    ],
)
def test_an_optimizer_that_does_not_show_its_rate_is_refused(in_child, optimizer):
    (outcome,) = in_child(SOURCE, {"code": f"applied_rates({optimizer}, 2)"})
    assert outcome["error"]["type"] == "ValueError"
    assert "cannot read the rate" in outcome["error"]["message"]


def test_a_fit_shows_one_list_for_each_epoch(measured):
    (rates,) = measured(f"rates_in_fit(O.SGD({HALVES}), epochs=2, steps_per_epoch=2)")
    assert [len(epoch) for epoch in rates] == [2, 2]
    assert sum(rates, []) == pytest.approx([0.1, 0.05, 0.025, 0.0125], rel=1e-3)


def test_a_callback_that_sets_the_rate_is_seen(measured):
    callback = "keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1))"
    (rates,) = measured(
        f"rates_in_fit(O.SGD(0.5), [{callback}], epochs=4, steps_per_epoch=1, initial_epoch=2)"
    )
    assert sum(rates, []) == pytest.approx([0.1 / 3, 0.1 / 4], rel=1e-3)


def test_the_same_compiled_model_can_be_fitted_again(measured):
    (rates,) = measured(
        "m = one_weight_model(O.SGD(0.1)); a = rates_in_fit(None, model=m);"
        " m.optimizer.learning_rate = 0.01; [a, rates_in_fit(None, model=m)]"
    )
    assert rates[0][0] == pytest.approx([0.1] * 3, rel=1e-3)
    assert rates[1][0] == pytest.approx([0.01] * 3, rel=1e-3)


def test_a_traced_step_shows_a_rate_that_was_assigned_later(measured):
    (moves,) = measured(
        "o = O.SGD(0.1); s = traced_step(o); a = s(); o.learning_rate = 0.02; [a, s()]"
    )
    assert moves == pytest.approx([0.1, 0.02], rel=1e-3)


def test_a_global_policy_of_mixed_precision_changes_nothing(measured):
    (rates,) = measured(
        "keras.mixed_precision.set_global_policy('mixed_float16'); rates_in_fit(O.SGD(0.1))"
    )
    assert rates == [pytest.approx([0.1] * 3, rel=1e-3)]
