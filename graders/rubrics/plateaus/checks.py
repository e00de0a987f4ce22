"""The visible checks of `plateaus`. Points stand beside each; titles are the docstrings."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import points
from graders.judge.expectations import as_read, exactly, unchanged
from graders.rubrics.plateaus import formulas


def _wanted(case: SimpleNamespace) -> list[float]:
    """The right rate of every epoch, if training went on to the end of the script."""
    return formulas.rates(case.losses, case.first_lr, case.factor, case.patience, case.min_lr)


def _has_rates(seen: list[float], wanted: list[float], trained: int) -> None:
    """Compare the epochs that were trained and should be: when training ends is another check.

    Fewer epochs than one reduction takes show nothing.
    """
    shown = min(len(seen), trained)
    enough = wanted[:shown] != wanted[:1] * shown or len(seen) >= trained
    compared = shown if enough else trained
    assert seen[:compared] == as_read(wanted[:compared], "epoch")


def _trained(case: SimpleNamespace) -> int:
    return formulas.epochs_trained(case.losses, formulas.allowed(case.patience))


def _rates(case: SimpleNamespace) -> None:
    _has_rates(case.rates, _wanted(case), _trained(case))


@points(
    0.5,
    why="The rate falls after `patience` epochs in a row without an improvement on the best loss "
    "so far; then the count starts again.",
    try_="follow the losses epoch by epoch: what is the best value, and how many epochs have "
    "passed since?",
    where={"about": "plateau"},
)
def check_plateau_callbacks_reduce_the_rate(plateau_callbacks: SimpleNamespace) -> None:
    """In every epoch the weights move at the rate that rule (i) gives."""
    _rates(plateau_callbacks)


@points(
    0.5,
    why="A fall of 1e-4 or less is no improvement for rule (i), and does not move the best value "
    "either; several small falls together can be one.",
    try_="compare each loss with the value that was last counted as an improvement.",
    where={"about": "small falls"},
)
def check_plateau_callbacks_overlook_small_falls(plateau_callbacks: SimpleNamespace) -> None:
    """For the rate, only a fall of more than 1e-4 below the best counts as an improvement."""
    _rates(plateau_callbacks)


@points(
    0.5,
    why="A reduction that would lead below `min_lr` leads to `min_lr` itself.",
    try_="which rate follows 0.05 when factor is 0.5 and min_lr is 0.03?",
    where={"about": "least rate"},
)
def check_plateau_callbacks_keep_the_least_rate(plateau_callbacks: SimpleNamespace) -> None:
    """The rate falls to min_lr and stays there."""
    _rates(plateau_callbacks)


@points(
    0.5,
    why="Training ends after 2 * patience + 1 epochs in a row without a new lowest loss; a fall by "
    "any amount, however small, starts that count again.",
    try_="count the epochs since the lowest loss, in a count of its own beside the rate's.",
)
def check_plateau_callbacks_stop(plateau_callbacks: SimpleNamespace) -> None:
    """Training stops after exactly the epoch that rule (ii) gives, or not at all."""
    seen, wanted = len(plateau_callbacks.rates), _trained(plateau_callbacks)
    assert seen == exactly(wanted, f"{wanted} epochs of training")


@points(
    0.5,
    why="The last epochs before the stop were no better, so the model is to have the weights of "
    "the first epoch with the lowest loss.",
    try_="keep the weights each time the loss is the lowest so far, and put them back at the end.",
    needs=("check_plateau_callbacks_stop",),
)
def check_plateau_callbacks_restore_the_best(plateau_callbacks: SimpleNamespace) -> None:
    """After the stop the model has, bit by bit, the weights of the epoch with the lowest loss."""
    case = plateau_callbacks
    trained = len(case.rates)
    assert min(trained, 1) == exactly(1, "an epoch trained")
    assert len(case.weights) == exactly(trained, f"the weights of {trained} epochs")
    best = formulas.lowest(case.losses[:trained])
    if trained < len(case.losses):
        assert case.final == unchanged(case.weights[best], f"the weights after epoch {best}")
        return
    ended = "no stop" if trained == _trained(case) else "no stop, so there was nothing to restore"
    assert ended == exactly("no stop", "a stop")
    if not unchanged(case.weights[-1]).agrees(case.final):
        say = f"the last weights, or those after epoch {best}"
        assert case.final == unchanged(case.weights[best], say)


@points(
    0.5,
    why="Two models may be trained side by side, each with callbacks of its own.",
    try_="make every object inside the function, and keep settings and counts in the callback, "
    "not in a global.",
)
def check_plateau_callbacks_are_independent(plateau_callbacks_apart: SimpleNamespace) -> None:
    """Two calls give callbacks that share nothing, with the settings of their own call."""
    case = plateau_callbacks_apart
    seen = "the same object in the lists of two calls" if case.shared else "new objects"
    assert seen == exactly("new objects", "new objects")
    other = SimpleNamespace(losses=case.losses, first_lr=case.first_lr, **case.other)
    for rates, settings in ((case.rates, case), (case.other_rates, other)):
        _has_rates(rates, _wanted(settings), _trained(settings))


def _only(rows: Any, x: list[float], y: list[float], name: str) -> None:
    """Every row of the data came equally often, and none besides."""
    passes = len(rows) // len(x)
    wanted = sorted(zip(x, y, strict=True)) * max(passes, 1)
    seen = [tuple(row) for row in np.asarray(rows).tolist()]
    text = "those" if sorted(seen) == sorted(wanted) else _difference(seen, wanted)
    assert text == exactly("those", f"exactly the rows of ({name}), each once an epoch")


def _difference(seen: list[Any], wanted: list[Any]) -> str:
    missing, foreign = len(set(wanted) - set(seen)), len(set(seen) - set(wanted))
    if not seen:
        return "no data at all"
    if missing or foreign:
        return f"{missing} of {len(set(wanted))} rows never, {foreign} other rows"
    return "some rows more often than others"


@points(
    0.5,
    why="All of the training data is for training, and nothing else is; the model is compiled "
    "already, with the optimizer that is to be used.",
    try_="hand `x` and `y` to `fit` as they are, and do not compile the model again.",
)
def check_fit_with_plateau_trains_on_x_and_y(fit_with_plateau: SimpleNamespace) -> None:
    """The model trains on exactly (x, y), with the optimizer it was compiled with."""
    case = fit_with_plateau
    _only(case.trained, case.x, case.y, "x, y")
    seen = "the model's own optimizer" if case.kept else "another optimizer"
    assert seen == exactly("the model's own optimizer", "the model's own optimizer")


@points(
    0.5,
    why="A plateau is one of the validation loss: it has to come from data that the model is not "
    "trained on, and from all of them.",
    try_="which argument of `fit` takes validation data that lie ready?",
)
def check_fit_with_plateau_validates(fit_with_plateau: SimpleNamespace) -> None:
    """After an epoch the model is evaluated on exactly (x_val, y_val)."""
    case = fit_with_plateau
    # What a student evaluates later, to look at it, does no harm.
    first = [rows[: len(case.x_val)] for rows in case.evaluated]
    _only(np.concatenate([np.zeros((0, 2)), *first]), case.x_val, case.y_val, "x_val, y_val")


@points(
    0.5,
    why="The History tells afterwards what the validation loss did in each epoch, and the "
    "callbacks act only when `fit` gets them.",
    try_="return what `fit` returns; hand on `epochs` and `callbacks`.",
)
def check_fit_with_plateau_returns_the_history(fit_with_plateau: SimpleNamespace) -> None:
    """It returns the History: a val_loss for each epoch, as many as the callbacks let pass."""
    case = fit_with_plateau
    epochs = min(case.epochs, case.stop_after)
    wanted = f"a History with {epochs} values of val_loss"
    assert _told(case) == exactly(wanted, wanted)
    assert case.heard == exactly(epochs, f"{epochs} epochs in which the callback was called")


def _told(case: SimpleNamespace) -> str:
    if not isinstance(case.history, dict):
        return f"{case.returned['text']} ({case.returned['type']})"
    values = case.history.get("val_loss")
    number = len(values) if isinstance(values, list) else 0
    return f"a History with {number} values of val_loss"
