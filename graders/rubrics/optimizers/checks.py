"""The visible checks of `optimizers`. Points stand beside each; titles are the docstrings."""

import math
from types import SimpleNamespace

import numpy as np

from graders.judge.declare import points
from graders.judge.expectations import (
    allows,
    as_read,
    computed,
    exactly,
    measured,
    plain,
    raises,
    unchanged,
)
from graders.judge.tries import right_one, wrong_one

CLASSES = {"sgd": "SGD", "adam": "Adam", "adamw": "AdamW", "rmsprop": "RMSprop"}
OFF = {"None", "0", "0.0", "False"}
"""Ways to turn an argument off, all alike to Keras."""
ARGUMENTS = {
    "sgd": {"momentum", "nesterov"},
    "adam": {"beta_1", "beta_2", "epsilon"},
    "adamw": {"beta_1", "beta_2", "epsilon", "weight_decay"},
    "rmsprop": {"rho", "momentum", "centered"},
}
"""What a configuration of each class says at least: one that says nothing differs in nothing."""


def scheduled(case: SimpleNamespace, step: int) -> float:
    """The rate of the case's schedule at `step`, by Keras's formulas."""
    rate, decay_steps, *rest = case.arguments
    share = step / decay_steps
    if case.schedule == "CosineDecay":
        return float(rate * (1 + math.cos(math.pi * min(share, 1))) / 2)
    return float(rate * rest[0] ** share)


def other_arguments(case: SimpleNamespace) -> list[str]:
    """The arguments beside the rate that differ from the class's defaults."""
    default = case.default or {}
    return [
        name
        for name, value in (case.config or {}).items()
        if value != default.get(name) and not {value, default.get(name)} <= OFF
    ]


def remembered(case: SimpleNamespace) -> list[float]:
    """What the case's optimizer holds after its updates under a gradient of 1, in order of size.

    The count of updates, and the velocity of SGD or both moments of Adam, by Keras's formulas.
    """
    n = case.updates
    if case.optimizer == "SGD":
        momentum = case.arguments["momentum"]
        return sorted([float(n), -case.first * (1 - momentum**n) / (1 - momentum)])
    return sorted([float(n), 1 - 0.9**n, 1 - 0.999**n])


@points(
    0.5,
    why="Each name stands for one Keras class, and each class moves the weights in its own way.",
    try_="look the class up in `keras.optimizers`: SGD, Adam, AdamW, RMSprop.",
)
def check_make_optimizer_returns_the_class(make_optimizer: SimpleNamespace) -> None:
    """Each of the four names gives an optimizer of its class."""
    assert make_optimizer.class_name == exactly(CLASSES[make_optimizer.name])


@points(
    0.5,
    why="The rate is the one argument that decides how far each update goes.",
    try_="pass the argument on: `learning_rate=learning_rate`.",
    needs=("check_make_optimizer_returns_the_class",),
)
def check_make_optimizer_uses_the_rate(make_optimizer: SimpleNamespace) -> None:
    """The optimizer has the learning rate that was asked for, as read and as measured."""
    assert make_optimizer.rate == as_read(make_optimizer.learning_rate)
    if make_optimizer.rates is not None:  # Clipping hides the rate; it is no default either.
        wanted = [make_optimizer.learning_rate] * make_optimizer.steps
        assert make_optimizer.rates == measured(wanted)


@points(
    0.5,
    why="A changed momentum or decay changes training as much as another rate does.",
    try_="give the optimizer `learning_rate` and nothing else.",
    needs=("check_make_optimizer_returns_the_class",),
)
def check_make_optimizer_keeps_the_defaults(make_optimizer: SimpleNamespace) -> None:
    """Every other argument has Keras's default."""
    default = make_optimizer.default or {}
    said = ARGUMENTS[make_optimizer.name] <= set(make_optimizer.config or ())
    assert ("settings" if said else "no settings") == exactly("settings", "the class's settings")
    for name in other_arguments(make_optimizer):
        seen = f"{name}={make_optimizer.config[name]}"
        assert seen == exactly(f"{name}={default.get(name)}")


@points(
    0.5,
    why="An optimizer belongs to the first model that it trains; a second model needs its own.",
    try_="make the optimizer inside the function, not once above it.",
    needs=("check_make_optimizer_returns_the_class",),
)
def check_make_optimizer_returns_a_new_object(make_optimizer: SimpleNamespace) -> None:
    """Two calls return two different objects."""
    fresh = make_optimizer.fresh is True
    seen = "a new object" if fresh else "the same object as in the call before"
    assert seen == exactly("a new object", "a new object")


@points(
    0.5,
    why="A misspelt name that silently gives some optimizer is a mistake nobody finds.",
    try_="end the function with `raise ValueError(...)` for every other string.",
)
def check_make_optimizer_refuses_other_names(make_optimizer_unknown: SimpleNamespace) -> None:
    """A name that is none of the four raises ValueError."""
    assert wrong_one(make_optimizer_unknown) == raises("ValueError")
    assert right_one(make_optimizer_unknown) == allows("ValueError")


@points(
    0.5,
    why="Fine-tuning starts from weights that are already good, so its rate is `factor` times "
    "smaller than the one for training from scratch.",
    try_="what is 0.001 divided by 10, and what is its type?",
)
def check_fine_tuning_rate_divides(fine_tuning_rate: SimpleNamespace) -> None:
    """The rate is scratch_lr / factor, as a Python float."""
    factor = 10.0 if fine_tuning_rate.factor is None else fine_tuning_rate.factor
    assert fine_tuning_rate.returned == plain(fine_tuning_rate.scratch_lr / factor)
    assert fine_tuning_rate.returned["type"] == exactly("float")


@points(
    0.5,
    why="A rate of 0 or less, or a factor below 1, is never meant: better an error now than a "
    "training run that goes nowhere.",
    try_="test `scratch_lr <= 0` and `factor < 1` first; a factor of exactly 1 is allowed.",
)
def check_fine_tuning_rate_refuses(fine_tuning_rate_refused: SimpleNamespace) -> None:
    """scratch_lr <= 0 or factor < 1 raises ValueError."""
    assert wrong_one(fine_tuning_rate_refused) == raises("ValueError")
    assert right_one(fine_tuning_rate_refused) == allows("ValueError")


@points(
    0.5,
    why="The rate of an optimizer made with a float can be read from its `learning_rate`.",
    try_="`float(optimizer.learning_rate)` turns the variable into a Python float.",
    where={"kind": "float"},
)
def check_current_lr_of_a_float(current_lr: SimpleNamespace) -> None:
    """An optimizer made with a float: its rate, as a Python float."""
    assert current_lr.returned == as_read(current_lr.rate)
    assert current_lr.returned["type"] == exactly("float")


@points(
    0.5,
    why="With a schedule the rate depends on how many updates were made; the next update uses "
    "the schedule's value at `iterations`.",
    try_="what does `optimizer.learning_rate` give for an optimizer made with a schedule?",
    where={"kind": "schedule"},
)
def check_current_lr_of_a_schedule(current_lr: SimpleNamespace) -> None:
    """An optimizer made with a schedule: the rate of the next update, as a Python float."""
    assert current_lr.returned == computed(scheduled(current_lr, current_lr.updates))
    assert current_lr.returned["type"] == exactly("float")


@points(
    0.5,
    why="Reading the rate must not change the optimizer: `iterations` counts updates only.",
    try_="read attributes; apply nothing and assign nothing.",
)
def check_current_lr_leaves_the_optimizer_alone(current_lr: SimpleNamespace) -> None:
    """Asking for the rate does not count as an update."""
    if current_lr.kind == "float":  # Who does not look at the optimizer leaves it alone, too.
        assert current_lr.returned == as_read(current_lr.rate)
    assert current_lr.counted == exactly(0, "`iterations` as before the call")


@points(
    0.5,
    why="With a rate of 0.0 a plain SGD update moves nothing; weights that still move show that "
    "the model goes on with the old rate.",
    try_="the model reads `optimizer.learning_rate`; assign to that attribute.",
)
def check_set_lr_to_zero_stops_training(set_lr: SimpleNamespace) -> None:
    """After set_lr(optimizer, 0.0) a further fit moves no weight."""
    assert set_lr.zero == measured([0.0] * set_lr.updates)
    assert set_lr.zero == exactly([0.0] * set_lr.updates, "weights that do not move at all")


@points(
    1,
    why="The new rate has to take effect in a model that is already compiled and trained.",
    try_="no new optimizer and no compile: change the rate of the one that is there.",
)
def check_set_lr_takes_effect(set_lr: SimpleNamespace) -> None:
    """After set_lr the next fit of a trained model really uses the new rate."""
    assert set_lr.after == measured([set_lr.new] * set_lr.updates)


@points(
    0.5,
    why="`iterations` is part of the optimizer's state: schedules and Adam's bias correction "
    "read it, so a restart changes what the updates do.",
    try_="change the rate in place; do not make or compile anything.",
)
def check_set_lr_keeps_iterations(set_lr: SimpleNamespace) -> None:
    """`iterations` goes on counting: 3 per epoch, before and after a new rate."""
    same = measured([set_lr.first] * set_lr.updates).agrees(set_lr.after)
    assert ("the old rate" if same else "another rate") == exactly("another rate")
    assert set_lr.kept == exactly(3, "3 updates more than before, after one more epoch")
    assert set_lr.total == exactly(9, "9 updates after three epochs")


@points(
    0.5,
    why="Moments and velocities are what the optimizer remembers of earlier gradients; losing "
    "them is a restart.",
    try_="assign the rate only, and leave the optimizer's other variables alone.",
)
def check_set_lr_keeps_momentum(set_lr_slots: SimpleNamespace) -> None:
    """The call changes the rate and no other variable of the optimizer."""
    assert set_lr_slots.rate == as_read(set_lr_slots.new)
    assert set_lr_slots.slots == unchanged(set_lr_slots.before, "the rate alone changed")
    seen = sorted(np.concatenate([np.ravel(slot) for slot in [[], *set_lr_slots.slots]]).tolist())
    assert seen == measured(remembered(set_lr_slots))


@points(
    0.5,
    why="A schedule decides the rate at every step, so there is nothing to set; saying so beats "
    "silently doing nothing.",
    try_="what does Keras itself raise when you assign to `learning_rate` there?",
)
def check_set_lr_refuses_a_schedule(set_lr_on_schedule: SimpleNamespace) -> None:
    """An optimizer made with a schedule raises TypeError."""
    assert wrong_one(set_lr_on_schedule) == raises("TypeError")
    assert right_one(set_lr_on_schedule) == allows("TypeError")
