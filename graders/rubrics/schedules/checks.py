"""The visible checks of `schedules`. Points stand beside each; titles are the docstrings."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import points
from graders.judge.expectations import allows, between, computed, exactly, measured, raises
from graders.judge.tries import right_one, wrong_one
from graders.rubrics.schedules import formulas

COUNT_WHY = (
    "Keras also trains on the last batch when it is not full, and a schedule that counts one "
    "step too few is finished before training is."
)
INDEPENDENT_WHY = (
    "A model, and another one beside it, each need a schedule of their own that nothing else "
    "changes."
)
INDEPENDENT_TRY = (
    "make everything inside the function, keep nothing outside it, and do not change the arguments."
)
IN_FIT_WHY = (
    "What counts is the rate that moves the weights, in graph mode as in `fit`, not the one that "
    "a direct call returns."
)
REFUSE_WHY = (
    "A count that is no positive int is a mistake somewhere above; an error tells it at once."
)
REFUSE_TRY = (
    "test `isinstance(value, int)` and `value >= 1` for each argument first, and "
    "`raise ValueError(...)`."
)


def _is_int(returned: dict[str, Any], wanted: int) -> None:
    """Value and type at once, so that a message shows both: 10.0 (float) is not 10 (int)."""
    expected = {"type": "int", "value": wanted, "text": str(wanted)}
    assert returned == exactly(expected, f"{wanted} (int)")


@points(0.5, why=COUNT_WHY, try_="how many batches of 32 are there in 250 images?")
def check_steps_per_epoch_counts_the_last_batch(steps_per_epoch: SimpleNamespace) -> None:
    """The number of batches in one epoch, as an int; the last partial batch counts."""
    samples, batch_size = steps_per_epoch.arguments
    _is_int(steps_per_epoch.returned, math.ceil(samples / batch_size))


@points(0.5, why=REFUSE_WHY, try_=REFUSE_TRY)
def check_steps_per_epoch_refuses(steps_per_epoch_refused: SimpleNamespace) -> None:
    """An argument that is not an int, or is below 1, raises ValueError."""
    assert wrong_one(steps_per_epoch_refused) == raises("ValueError")
    assert right_one(steps_per_epoch_refused) == allows("ValueError")


@points(0.5, why=COUNT_WHY, try_="an epoch never shares a batch with the next one.")
def check_total_steps_counts_every_epoch(total_steps: SimpleNamespace) -> None:
    """The number of optimizer steps in all epochs, as an int."""
    samples, batch_size, epochs = total_steps.arguments
    _is_int(total_steps.returned, math.ceil(samples / batch_size) * epochs)


@points(0.5, why=REFUSE_WHY, try_=REFUSE_TRY)
def check_total_steps_refuses(total_steps_refused: SimpleNamespace) -> None:
    """An argument that is not an int, or is below 1, raises ValueError."""
    assert wrong_one(total_steps_refused) == raises("ValueError")
    assert right_one(total_steps_refused) == allows("ValueError")


def _decayed(case: SimpleNamespace, start: int = 0) -> Any:
    """The expected rate of each update, flat, from epoch `start` on."""
    epochs = np.repeat(np.arange(start, case.epochs), case.steps)
    return formulas.step_decay(epochs, case.initial_lr, case.drop, case.epochs_per_drop)


def _flat(epochs: list[list[float]]) -> list[float]:
    return [rate for epoch in epochs for rate in epoch]


@points(
    1,
    why="The rate falls by `drop` every `epochs_per_drop` epochs and stays the same in between.",
    try_="which epochs have e // epochs_per_drop == 1?",
)
def check_step_decay_callback_sets_the_rate(step_decay_callback: SimpleNamespace) -> None:
    """In every epoch the weights move at initial_lr * drop ** (e // epochs_per_drop)."""
    assert _flat(step_decay_callback.rates) == measured(_decayed(step_decay_callback), "update")


@points(
    0.5,
    why="The rate may depend on the epoch only; a callback that multiplies what it finds starts "
    "its second fit where the first one ended.",
    try_="compute the rate from the epoch and `initial_lr`, not from the optimizer's rate.",
)
def check_step_decay_callback_starts_again(step_decay_callback: SimpleNamespace) -> None:
    """A second fit with the same callback starts at initial_lr again."""
    assert _flat(step_decay_callback.again) == measured(_decayed(step_decay_callback), "update")


@points(
    0.5,
    why="`fit(initial_epoch=3)` calls its first epoch 3; training that goes on after a pause "
    "relies on that.",
    try_="use the epoch index that `fit` passes, not a counter of your own.",
)
def check_step_decay_callback_starts_late(step_decay_callback: SimpleNamespace) -> None:
    """fit(initial_epoch=3) starts with the rate of epoch 3, whatever the optimizer's rate is."""
    wanted = _decayed(step_decay_callback, step_decay_callback.start)
    assert _flat(step_decay_callback.late) == measured(wanted, "update")


@points(0.5, why=INDEPENDENT_WHY, try_="keep the settings in the callback, not in a global.")
def check_step_decay_callback_is_independent(step_decay_callback: SimpleNamespace) -> None:
    """A second callback with other settings, alive at the same time, uses its own."""
    case = step_decay_callback
    epochs = np.repeat(np.arange(case.epochs), case.steps)
    assert _flat(case.other_rates) == measured(formulas.step_decay(epochs, *case.other), "update")


def _measured_as(formula: Any, case: SimpleNamespace) -> None:
    assert case.rates == measured(formula(np.arange(case.steps), **case.settings))


def _computed_as(formula: Any, case: SimpleNamespace) -> None:
    if isinstance(case.values, str):
        assert case.values == exactly("a schedule", "a schedule")
    assert case.values == computed(formula(np.array(case.at), **case.settings), at=case.at)


def _independent(case: SimpleNamespace, formula: Any) -> None:
    seen = "a new object" if case.fresh else "the same object for two calls"
    assert seen == exactly("a new object", "a new object")
    kept = "the arguments as they were" if case.kept else "the call changed its arguments"
    assert kept == exactly("the arguments as they were", "the arguments as they were")
    _measured_as(formula, SimpleNamespace(**vars(case)))


HALVING_TRY = "how many whole intervals have passed at that step? And when `smooth` is True?"


@points(0.5, why="The rate halves once every `steps_per_halving` steps.", try_=HALVING_TRY)
def check_halving_formula(halving_direct: SimpleNamespace) -> None:
    """Called with a step, the schedule gives the rate of the formula."""
    _computed_as(formulas.halving, halving_direct)


@points(0.5, why=IN_FIT_WHY, try_=HALVING_TRY)
def check_halving_in_fit(halving: SimpleNamespace) -> None:
    """In training the weights move at the rate of the formula, smooth or in stairs."""
    _measured_as(formulas.halving, halving)


@points(0.5, why=INDEPENDENT_WHY, try_=INDEPENDENT_TRY, needs=("check_halving_in_fit",))
def check_halving_is_independent(halving: SimpleNamespace) -> None:
    """Two calls give two objects that do not disturb each other."""
    _independent(halving, formulas.halving)


COSINE_TRY = "which value has `alpha` when the last rate is to be `final_lr`?"
COSINE_WHY = "`final_lr` is a learning rate, reached at step `total_steps` and kept from then on."


@points(0.5, why=COSINE_WHY, try_=COSINE_TRY)
def check_cosine_to_formula(cosine_to_direct: SimpleNamespace) -> None:
    """Called with a step, the schedule gives the rate of the formula."""
    _computed_as(formulas.cosine_to, cosine_to_direct)


@points(0.5, why=IN_FIT_WHY, try_=COSINE_TRY)
def check_cosine_to_in_fit(cosine_to: SimpleNamespace) -> None:
    """In training the weights move at the rate of the formula, after the last step too."""
    _measured_as(formulas.cosine_to, cosine_to)


@points(0.5, why=INDEPENDENT_WHY, try_=INDEPENDENT_TRY, needs=("check_cosine_to_in_fit",))
def check_cosine_to_is_independent(cosine_to: SimpleNamespace) -> None:
    """Two calls give two objects that do not disturb each other."""
    _independent(cosine_to, formulas.cosine_to)


BY_EPOCH_TRY = "which step is the first of epoch epochs[0], and which rate has the step before?"
BY_EPOCH_WHY = "The first step of epoch epochs[i] already uses values[i + 1]."


@points(0.5, why=BY_EPOCH_WHY, try_=BY_EPOCH_TRY)
def check_by_epoch_formula(by_epoch_direct: SimpleNamespace) -> None:
    """Called with a step, the schedule gives the value of that step's epoch."""
    _computed_as(formulas.by_epoch, by_epoch_direct)


@points(0.5, why=IN_FIT_WHY, try_=BY_EPOCH_TRY)
def check_by_epoch_in_fit(by_epoch: SimpleNamespace) -> None:
    """In training the weights move at the value of each epoch, from its first step on."""
    _measured_as(formulas.by_epoch, by_epoch)


@points(0.5, why=INDEPENDENT_WHY, try_=INDEPENDENT_TRY, needs=("check_by_epoch_in_fit",))
def check_by_epoch_is_independent(by_epoch: SimpleNamespace) -> None:
    """Two calls give two objects, and the lists that were passed stay as they were."""
    _independent(by_epoch, formulas.by_epoch)


WARMUP_TRY = "at which step does the cosine begin, and how many steps does it have?"
WARMUP_WHY = (
    "The climb ends with `peak_lr` at step `warmup_steps`, and the cosine has only the steps that "
    "are left."
)


@points(0.5, why=WARMUP_WHY, try_=WARMUP_TRY)
def check_warmup_cosine_formula(warmup_cosine_direct: SimpleNamespace) -> None:
    """Called with a step, the schedule gives the rate of the formula."""
    _computed_as(formulas.warmup_cosine, warmup_cosine_direct)


@points(0.5, why=IN_FIT_WHY, try_=WARMUP_TRY)
def check_warmup_cosine_in_fit(warmup_cosine: SimpleNamespace) -> None:
    """In training the weights move at the rate of the formula: climb, cosine, constant."""
    _measured_as(formulas.warmup_cosine, warmup_cosine)


@points(0.5, why=INDEPENDENT_WHY, try_=INDEPENDENT_TRY, needs=("check_warmup_cosine_in_fit",))
def check_warmup_cosine_is_independent(warmup_cosine: SimpleNamespace) -> None:
    """Two calls give two objects that do not disturb each other."""
    _independent(warmup_cosine, formulas.warmup_cosine)


def _linear(case: SimpleNamespace, at: Any) -> Any:
    return formulas.warmup_linear(
        np.array(at), case.peak_lr, case.warmup_steps, case.total_steps, case.end_lr
    )


def _linear_values(case: SimpleNamespace) -> None:
    assert case.values == computed(_linear(case, case.at), at=case.at)


def _as_before(case: SimpleNamespace) -> None:
    """What was rebuilt equals the student's own schedule: a wrong formula costs points once."""
    assert len(case.before) == exactly(len(case.at), f"{len(case.at)} values")
    same = computed(case.before).agrees(case.other)
    follows = "the same values with other settings" if same else "values of its settings"
    assert follows == exactly("values of its settings", "values that follow from the settings")
    assert case.values == computed(case.before, at=case.at)


@points(
    2,
    why="Each of the three parts has its own formula: climb, straight line down, constant.",
    try_="write the three cases of the formula down for the first and last step of each part.",
)
def check_warmup_linear_values(WarmupLinear: SimpleNamespace) -> None:
    """Called with every step, the schedule gives the values of the formula."""
    _linear_values(WarmupLinear)


@points(
    0.5,
    why="A rate above the peak, or below the last one, is a part that goes on where another should "
    "have taken over.",
    try_="what does your formula give one step after `total_steps`, and long after it?",
)
def check_warmup_linear_bounds(WarmupLinear: SimpleNamespace) -> None:
    """No value is above peak_lr, below the lowest rate of the formula, or NaN."""
    case = WarmupLinear
    assert len(case.values) == exactly(len(case.at), f"{len(case.at)} values")
    lowest = min(case.end_lr, case.peak_lr / max(case.warmup_steps, 1))
    assert case.values == between(lowest, case.peak_lr)


@points(
    1,
    why="An optimizer passes an int64 variable, you pass an int, a test a NumPy integer: all four "
    "kinds of step have to work.",
    try_="turn the step into a float tensor first: `step = tf.cast(step, tf.float32)`.",
)
def check_warmup_linear_kinds_of_step(WarmupLinear_kinds: SimpleNamespace) -> None:
    """The step may be an int, a NumPy integer, a tf.int64 tensor or a keras.Variable."""
    _linear_values(WarmupLinear_kinds)


@points(
    1,
    why=IN_FIT_WHY,
    try_="decide between the parts with `tf.where`, and use the step that you are given.",
)
def check_warmup_linear_in_fit(WarmupLinear_in_fit: SimpleNamespace) -> None:
    """As an optimizer's learning_rate in fit, the weights move at the rate of the formula."""
    wanted = _linear(WarmupLinear_in_fit, range(WarmupLinear_in_fit.steps))
    assert WarmupLinear_in_fit.rates == measured(wanted)


@points(
    0.5,
    why="`from_config` gets exactly what `get_config` returned; an argument that is missing there "
    "falls back to its default.",
    try_="return all four arguments, under the names that `__init__` has.",
)
def check_warmup_linear_config(WarmupLinear_config: SimpleNamespace) -> None:
    """from_config(get_config()) rebuilds a schedule with the same values."""
    _as_before(WarmupLinear_config)


@points(
    0.5,
    why="A model saves its optimizer's schedule by `get_config`, as JSON, and builds it again.",
    try_="return plain numbers from `get_config`, and all four of them.",
)
def check_warmup_linear_saved(WarmupLinear_saved: SimpleNamespace) -> None:
    """A compiled model that uses the schedule can be saved and loaded."""
    _as_before(WarmupLinear_saved)
