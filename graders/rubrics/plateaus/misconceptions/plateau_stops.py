"""Known mistakes of `plateau_callbacks`: what is watched, and when training stops."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.rubrics.plateaus import formulas
from graders.rubrics.plateaus.misconceptions.following import (
    CALLBACKS,
    ended_after,
    moved_like,
    trained,
)


@misconception(
    "M131",
    probes=CALLBACKS,
    says="A callback watches `loss`, the training loss, which says nothing about new data.",
    try_='let it watch `monitor="val_loss"`.',
    card="adjusting_the_rate",
)
def watches_training(case: SimpleNamespace) -> bool:
    """`loss` is among what the callbacks watch."""
    return "loss" in case.watched


@misconception(
    "M123",
    probes=CALLBACKS,
    says="A callback watches something else than `val_loss`. A value that `fit` does not report "
    "gives a warning after each epoch, and the callback does nothing.",
    try_='let it watch `monitor="val_loss"`.',
)
def watches_another_value(case: SimpleNamespace) -> bool:
    """A monitor that is neither `val_loss` nor `loss`."""
    return any(name != "val_loss" for name in case.watched)


@misconception(
    "nan_not_counted",
    probes=CALLBACKS,
    says="A loss that is NaN was not counted as one epoch without an improvement. Comparisons "
    "with NaN are always false, and NumPy's `min` and `argmin` take NaN for the lowest.",
    try_="ask whether the loss is lower (`loss < best`), and count in every other case.",
)
def nan_not_counted(case: SimpleNamespace) -> bool:
    """NaN in the losses, and neither the rate nor the stop took notice."""
    if None not in case.losses:
        return False
    otherwise = len(case.rates) != trained(case)
    return otherwise or moved_like(case, [case.first_lr] * len(case.losses))


@misconception(
    "M125",
    probes=CALLBACKS,
    says="Training stops before the first reduction can show what it does: its patience is not "
    "longer than that of the rate.",
    try_="the stop has to wait for 2 * patience + 1 epochs.",
)
def stops_first(case: SimpleNamespace) -> bool:
    """Stopped within `patience` epochs."""
    epochs = (formulas.epochs_trained(case.losses, n) for n in range(1, case.patience + 1))
    return any(ended_after(case, number) for number in epochs)


@misconception(
    "one_epoch_off",
    probes=CALLBACKS,
    says="Training stops one epoch too early or too late.",
    try_="count: the stop comes at the end of the (2 * patience + 1)th epoch in a row without a "
    "new lowest loss. A patience of n in `EarlyStopping` means that very number.",
)
def stops_one_off(case: SimpleNamespace) -> bool:
    """One more or one fewer epoch is allowed."""
    near = (formulas.allowed(case.patience) + change for change in (-1, 1))
    return any(ended_after(case, formulas.epochs_trained(case.losses, n)) for n in near)


@misconception(
    "stop_counts_large_falls_only",
    probes=CALLBACKS,
    says="The stop overlooks small falls, as only the rate should: it ended a training that was "
    "still getting better.",
    try_="give the stop a least improvement of 0, or compare with the lowest loss itself.",
)
def stop_has_a_threshold(case: SimpleNamespace) -> bool:
    """The stop of a rule with the rate's 1e-4."""
    allowed = formulas.allowed(case.patience)
    drop = formulas.SMALLEST_DROP
    return ended_after(case, formulas.epochs_trained(case.losses, allowed, smallest_drop=drop))
