"""Known mistakes of `plateau_callbacks`: when the rate is reduced, and how far."""

from itertools import pairwise
from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.rubrics.plateaus import formulas
from graders.rubrics.plateaus.misconceptions.following import CALLBACKS, moved_like, rates


@misconception(
    "reduction_left_out",
    probes=CALLBACKS,
    says="A reduction that would lead below `min_lr` was left out, and the rate stayed above it.",
    try_="take the larger of the two: `max(rate * factor, min_lr)`.",
)
def reduction_left_out(case: SimpleNamespace) -> bool:
    """The last rate above min_lr is kept."""
    wrong = rates(case, min_lr=0.0)
    kept = min(rate for rate in wrong if rate >= case.min_lr)
    return moved_like(case, [max(rate, kept) for rate in wrong])


@misconception(
    "min_lr_ignored",
    probes=CALLBACKS,
    says="The rate falls below `min_lr`.",
    try_="take the larger of the two: `max(rate * factor, min_lr)`.",
)
def min_lr_ignored(case: SimpleNamespace) -> bool:
    """No least rate."""
    return moved_like(case, rates(case, min_lr=0.0))


@misconception(
    "M129",
    probes=CALLBACKS,
    says="After a reduction some epochs are not counted: that is a `cooldown`, and none is asked "
    "for.",
    try_="leave `cooldown` at 0: the epoch after a reduction is the first of the next count.",
)
def cools_down(case: SimpleNamespace) -> bool:
    """A cooldown of some epochs."""
    return any(moved_like(case, rates(case, cooldown=n)) for n in range(1, case.patience + 2))


@misconception(
    "M117",
    probes=CALLBACKS,
    says="The rate is reduced twice: two callbacks do the same work.",
    try_="let one callback alone set the rate.",
)
def twice(case: SimpleNamespace) -> bool:
    """The factor squared."""
    return moved_like(case, rates(case, factor=case.factor**2))


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
    return moved_like(case, seen)


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
    return moved_like(case, seen)


@misconception(
    "one_epoch_more",
    probes=CALLBACKS,
    says="The rate is reduced one epoch late.",
    try_="reduce when `patience` epochs have passed without an improvement: `>=`, not `>`.",
)
def one_epoch_more(case: SimpleNamespace) -> bool:
    """A patience of one more."""
    return moved_like(case, rates(case, patience=case.patience + 1))


@misconception(
    "own_patience",
    probes=CALLBACKS,
    says="The rate waits for another number of epochs than `patience`.",
    try_="hand the argument on: `patience=patience`.",
)
def own_patience(case: SimpleNamespace) -> bool:
    """Some other patience."""
    return any(moved_like(case, rates(case, patience=n)) for n in (1, 3, 5, 10))


@misconception(
    "own_factor",
    probes=CALLBACKS,
    says="The rate is multiplied by another number than `factor`.",
    try_="hand the argument on: `factor=factor`. It is what remains, not what is taken away.",
)
def own_factor(case: SimpleNamespace) -> bool:
    """Some other factor, among them 1 - factor."""
    factors = (0.1, 0.2, 0.5, 1 - case.factor)
    return any(moved_like(case, rates(case, factor=number)) for number in factors)
