"""Known mistakes of `plateaus`, told by what was measured.

Most are another rule: the mistake is recognised when the rates, or the epoch of the stop, follow
that rule. The first that matches is named.
"""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from graders.judge.declare import misconception
from graders.judge.expectations import as_read, unchanged
from graders.rubrics.plateaus import formulas

ADJUSTING = "Common strategy to adjust it?"
CALLBACKS = ("plateau_callbacks",)
FIT = ("fit_with_plateau",)


def _rates(case: SimpleNamespace, **other: Any) -> list[float]:
    """The rates by the right rule, or with `other` arguments in place of the right ones."""
    names = ("losses", "first_lr", "factor", "patience", "min_lr")
    return formulas.rates(**{name: getattr(case, name) for name in names} | other)


def _trained(case: SimpleNamespace) -> int:
    return formulas.epochs_trained(case.losses, formulas.allowed(case.patience))


def _moved_like(case: SimpleNamespace, wrong: list[float]) -> bool:
    """Whether the rates follow `wrong`, as far as that differs from what is right."""
    seen, right = case.rates, _rates(case)[: len(case.rates)]
    wrong = wrong[: len(seen)]
    return as_read(wrong).agrees(seen) and not as_read(right).agrees(wrong)


def _ended_after(case: SimpleNamespace, epochs: int) -> bool:
    return len(case.rates) == epochs != _trained(case)


def _compared(
    case: SimpleNamespace, reference: Any, drop: float = formulas.SMALLEST_DROP
) -> list[float]:
    """The rates when each loss is compared with `reference` of the losses before it."""
    rate, waited, seen = case.first_lr, 0, []
    losses = formulas.numbers(case.losses)
    for epoch, loss in enumerate(losses):
        seen.append(rate)
        better = epoch == 0 or loss < reference(losses[:epoch]) - drop
        waited = 0 if better else waited + 1
        if waited >= case.patience:
            rate, waited = max(rate * case.factor, case.min_lr), 0
    return seen


@misconception(
    "M131",
    probes=CALLBACKS,
    says="A callback watches `loss`, the training loss, which says nothing about new data.",
    try_='let it watch `monitor="val_loss"`.',
    card=ADJUSTING,
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
    otherwise = len(case.rates) != _trained(case)
    return otherwise or _moved_like(case, [case.first_lr] * len(case.losses))


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
    return any(_ended_after(case, number) for number in epochs)


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
    return any(_ended_after(case, formulas.epochs_trained(case.losses, n)) for n in near)


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
    return _ended_after(case, formulas.epochs_trained(case.losses, allowed, smallest_drop=drop))


@misconception(
    "compared_with_the_epoch_before",
    probes=CALLBACKS,
    says="Each loss was compared with that of the epoch before. A loss that jumps up and comes "
    "down again then looks like an improvement.",
    try_="compare with the best loss so far.",
)
def compared_with_the_last(case: SimpleNamespace) -> bool:
    """Compared with the epoch before."""
    rules = (_compared(case, lambda past: past[-1], drop) for drop in (formulas.SMALLEST_DROP, 0.0))
    return case.about == "plateau" and any(_moved_like(case, rates) for rates in rules)


@misconception(
    "nothing_happens",
    probes=CALLBACKS,
    says="The rate never changed, and training was not stopped either. A callback that looks at "
    '`logs["loss"]` sees the training loss, which still falls; and `self.stop_training` or '
    "`optimizer.lr` are not what the model reads.",
    try_='compare `logs["val_loss"]`, and assign to `self.model.optimizer.learning_rate` and '
    "`self.model.stop_training`.",
    card=ADJUSTING,
)
def nothing_happens(case: SimpleNamespace) -> bool:
    """One rate throughout, and all epochs trained."""
    return never_changes(case) and never_stops(case)


@misconception(
    "never_changes",
    probes=CALLBACKS,
    says="The rate never changed. Either nothing was counted as a plateau, or what was changed "
    "is not the rate that the model uses (in Keras 3 `optimizer.lr = ...` has no effect).",
    try_="count the epochs without an improvement of `val_loss`, and assign to "
    "`self.model.optimizer.learning_rate`.",
    card=ADJUSTING,
)
def never_changes(case: SimpleNamespace) -> bool:
    """One rate throughout."""
    return _moved_like(case, [case.first_lr] * len(case.losses))


@misconception(
    "rises_are_better",
    probes=CALLBACKS,
    says="A rise of the loss was taken for an improvement, so the rate fell while the loss did.",
    try_='a loss is better when it is lower: `mode="min"`, or leave `mode` out.',
)
def rises_are_better(case: SimpleNamespace) -> bool:
    """The right rule for the losses with their signs turned round."""
    turned = [None if loss is None else -loss for loss in case.losses]
    return _moved_like(case, _rates(case, losses=turned))


@misconception(
    "any_fall_is_an_improvement",
    probes=CALLBACKS,
    says="Every fall of the loss was taken for an improvement, however small.",
    try_="for the rate, a loss counts when it is more than 1e-4 below the best.",
)
def any_fall(case: SimpleNamespace) -> bool:
    """No smallest drop."""
    return _moved_like(case, _rates(case, smallest_drop=0.0))


@misconception(
    "larger_smallest_fall",
    probes=CALLBACKS,
    says="Falls of more than 1e-4 were overlooked too.",
    try_="the rate overlooks what is not more than 1e-4 below the best (`min_delta=1e-4`); that is "
    "a difference of losses, not a share of them.",
)
def larger_smallest_fall(case: SimpleNamespace) -> bool:
    """A smallest drop of 1e-3 or more."""
    return any(_moved_like(case, _rates(case, smallest_drop=drop)) for drop in (1e-3, 1e-2))


@misconception(
    "best_moves_with_small_falls",
    probes=CALLBACKS,
    says="The best value was lowered by falls that did not count, so that small falls never add "
    "up to an improvement.",
    try_="change the best value only when the loss was counted as an improvement.",
)
def best_moves(case: SimpleNamespace) -> bool:
    """Compared with the lowest loss, which a small fall lowers too."""
    return _moved_like(case, _compared(case, lambda past: min(past)))


@misconception(
    "reduction_left_out",
    probes=CALLBACKS,
    says="A reduction that would lead below `min_lr` was left out, and the rate stayed above it.",
    try_="take the larger of the two: `max(rate * factor, min_lr)`.",
)
def reduction_left_out(case: SimpleNamespace) -> bool:
    """The last rate above min_lr is kept."""
    wrong = _rates(case, min_lr=0.0)
    kept = min(rate for rate in wrong if rate >= case.min_lr)
    return _moved_like(case, [max(rate, kept) for rate in wrong])


@misconception(
    "min_lr_ignored",
    probes=CALLBACKS,
    says="The rate falls below `min_lr`.",
    try_="take the larger of the two: `max(rate * factor, min_lr)`.",
)
def min_lr_ignored(case: SimpleNamespace) -> bool:
    """No least rate."""
    return _moved_like(case, _rates(case, min_lr=0.0))


@misconception(
    "M129",
    probes=CALLBACKS,
    says="After a reduction some epochs are not counted: that is a `cooldown`, and none is asked "
    "for.",
    try_="leave `cooldown` at 0: the epoch after a reduction is the first of the next count.",
)
def cools_down(case: SimpleNamespace) -> bool:
    """A cooldown of some epochs."""
    return any(_moved_like(case, _rates(case, cooldown=n)) for n in range(1, case.patience + 2))


@misconception(
    "M117",
    probes=CALLBACKS,
    says="The rate is reduced twice: two callbacks do the same work.",
    try_="let one callback alone set the rate.",
)
def twice(case: SimpleNamespace) -> bool:
    """The factor squared."""
    return _moved_like(case, _rates(case, factor=case.factor**2))


@misconception(
    "goes_on_counting",
    probes=CALLBACKS,
    says="The count did not start again: once it had reached `patience`, every further epoch "
    "lowered the rate.",
    try_="set the count back to 0 after a reduction.",
)
def goes_on_counting(case: SimpleNamespace) -> bool:
    """From the first reduction on, each epoch without an improvement reduces."""
    rate, best, waited, seen = case.first_lr, float("inf"), 0, []
    for loss in formulas.numbers(case.losses):
        seen.append(rate)
        better = loss < best - formulas.SMALLEST_DROP
        best, waited = (loss, 0) if better else (best, waited + 1)
        if waited >= case.patience:
            rate = max(rate * case.factor, case.min_lr)
    return _moved_like(case, seen)


@misconception(
    "M119",
    probes=CALLBACKS,
    says="The rate falls in every epoch: something else than the plateau sets it too, a scheduler "
    "for example.",
    try_="leave one callback alone to set the rate.",
)
def falls_every_epoch(case: SimpleNamespace) -> bool:
    """Each epoch's rate is below that of the one before, though the right one rests."""
    pairs = list(pairwise(case.rates))
    return len(pairs) > 2 and all(later < earlier for earlier, later in pairs)


@misconception(
    "not_in_a_row",
    probes=CALLBACKS,
    says="All epochs without an improvement were counted together.",
    try_="an improvement sets the count back to 0.",
)
def not_in_a_row(case: SimpleNamespace) -> bool:
    """The count goes on over improvements."""
    rate, best, waited, seen = case.first_lr, float("inf"), 0, []
    for loss in formulas.numbers(case.losses):
        seen.append(rate)
        better = loss < best - formulas.SMALLEST_DROP
        best, waited = (loss, waited) if better else (best, waited + 1)
        if waited >= case.patience:
            rate, waited = max(rate * case.factor, case.min_lr), 0
    return _moved_like(case, seen)


@misconception(
    "one_epoch_more",
    probes=CALLBACKS,
    says="The rate is reduced one epoch late.",
    try_="reduce when `patience` epochs have passed without an improvement: `>=`, not `>`.",
)
def one_epoch_more(case: SimpleNamespace) -> bool:
    """A patience of one more."""
    return _moved_like(case, _rates(case, patience=case.patience + 1))


@misconception(
    "own_patience",
    probes=CALLBACKS,
    says="The rate waits for another number of epochs than `patience`.",
    try_="hand the argument on: `patience=patience`.",
)
def own_patience(case: SimpleNamespace) -> bool:
    """Some other patience."""
    return any(_moved_like(case, _rates(case, patience=n)) for n in (1, 3, 5, 10))


@misconception(
    "own_factor",
    probes=CALLBACKS,
    says="The rate is multiplied by another number than `factor`.",
    try_="hand the argument on: `factor=factor`. It is what remains, not what is taken away.",
)
def own_factor(case: SimpleNamespace) -> bool:
    """Some other factor, among them 1 - factor."""
    factors = (0.1, 0.2, 0.5, 1 - case.factor)
    return any(_moved_like(case, _rates(case, factor=number)) for number in factors)


@misconception(
    "never_stops",
    probes=CALLBACKS,
    says="Training was not stopped.",
    try_="when the count is full, `self.model.stop_training = True`, or let `EarlyStopping` do it.",
)
def never_stops(case: SimpleNamespace) -> bool:
    """All epochs were trained."""
    return _ended_after(case, len(case.losses))


@misconception(
    "later_weights",
    probes=CALLBACKS,
    says="The model has the weights of a later epoch than the first with the lowest loss: the last "
    "ones, or those of another that was just as good.",
    try_="`EarlyStopping` restores the best weights only when it is asked to. A callback of your "
    "own keeps a copy (`get_weights()`) when the loss is below the lowest so far (`<`), and puts "
    "it back.",
)
def later_weights(case: SimpleNamespace) -> bool:
    """The rates and the stop are right, and the weights those of a later epoch."""
    right = as_read(_rates(case)[: _trained(case)]).agrees(case.rates)
    later = case.weights[formulas.lowest(case.losses[: len(case.rates)]) + 1 :]
    return right and any(unchanged(weights).agrees(case.final) for weights in later)


@misconception(
    "shared_callbacks",
    probes=("plateau_callbacks_apart",),
    says="Two calls share something: a callback made once for all, or settings kept in a global.",
    try_="make the callbacks inside the function, and keep settings in `self`.",
)
def shared(case: SimpleNamespace) -> bool:
    """A shared object, or rates by the settings of the other call."""
    scripted = {"losses": case.losses, "first_lr": case.first_lr}
    mine = {name: getattr(case, name) for name in case.other}
    swapped = (case.rates, case.other), (case.other_rates, mine)
    return bool(case.shared) or any(
        as_read(formulas.rates(**scripted, **settings)[: len(rates)]).agrees(rates)
        for rates, settings in swapped
    )


@misconception(
    "M121",
    probes=FIT,
    says="`fit` got no validation data, so there is no `val_loss`, and callbacks that watch it do "
    "nothing but warn.",
    try_="`validation_data=(x_val, y_val)`.",
    card=ADJUSTING,
)
def no_validation(case: SimpleNamespace) -> bool:
    """Nothing was evaluated."""
    return len(case.evaluated) == 0


@misconception(
    "validation_split",
    probes=FIT,
    says="A part of the training data was cut off for validation; `x_val` and `y_val` lie ready.",
    try_="`validation_data=(x_val, y_val)` in place of `validation_split`.",
)
def cut_off(case: SimpleNamespace) -> bool:
    """Rows of (x, y) were evaluated and never trained on."""
    evaluated, trained = _samples(case)
    return bool(evaluated) and evaluated | trained == set(case.x) and not evaluated & trained


@misconception(
    "changed_places",
    probes=FIT,
    says="Training and validation data changed places.",
    try_="`fit` takes what it trains on first: `x, y`.",
)
def changed_places(case: SimpleNamespace) -> bool:
    """Trained on x_val, evaluated on x."""
    return _samples(case) == (set(case.x), set(case.x_val))


@misconception(
    "validated_on_training_data",
    probes=FIT,
    says="The model was evaluated on data that it is trained on.",
    try_="train on `x, y` alone, and give `validation_data=(x_val, y_val)`.",
)
def validated_on_training_data(case: SimpleNamespace) -> bool:
    """Rows were both trained on and evaluated."""
    evaluated, trained = _samples(case)
    return bool(evaluated & trained)


def _samples(case: SimpleNamespace) -> tuple[set[float], set[float]]:
    """The values of x that were evaluated, and those that were trained on."""
    evaluated = {row[0] for rows in case.evaluated for row in rows.tolist()}
    trained = {row[0] for row in case.trained.tolist()}
    return evaluated, trained


@misconception(
    "M135",
    probes=FIT,
    says="Validation was left out in some epochs, and callbacks that watch `val_loss` miss them.",
    try_="leave `validation_freq` at 1, and train in a single `fit`.",
)
def seldom_validated(case: SimpleNamespace) -> bool:
    """Fewer validation losses than epochs."""
    values = len((case.history or {}).get("val_loss", []))
    return bool(0 < values < case.heard)


@misconception(
    "compiled_again",
    probes=FIT,
    says="The model was compiled again: the optimizer that it came with, its rate and its state "
    "are lost.",
    try_="leave `compile` out.",
)
def compiled_again(case: SimpleNamespace) -> bool:
    """Another optimizer."""
    return bool(not case.kept)


@misconception(
    "callbacks_left_out",
    probes=FIT,
    says="The callbacks were not at work: `fit` did not get them.",
    try_="`callbacks=callbacks`.",
)
def callbacks_left_out(case: SimpleNamespace) -> bool:
    """The callback heard nothing."""
    return bool(case.heard == 0)


@misconception(
    "dictionary_returned",
    probes=FIT,
    says="The dictionary came back that is inside the History, not the History.",
    try_="return what `fit` returns, without `.history`.",
)
def dictionary_returned(case: SimpleNamespace) -> bool:
    """A dict."""
    return str(case.returned["type"]) == "dict"


@misconception(
    "nothing_returned",
    probes=FIT,
    says="The function returns nothing.",
    try_="put `return` before `model.fit(...)`.",
)
def nothing_returned(case: SimpleNamespace) -> bool:
    """None."""
    return str(case.returned["type"]) == "NoneType"
