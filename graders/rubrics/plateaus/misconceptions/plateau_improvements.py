"""Known mistakes of `plateau_callbacks`: which losses count as improvements."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.rubrics.plateaus import formulas
from graders.rubrics.plateaus.misconceptions.following import (
    CALLBACKS,
    compared,
    ended_after,
    moved_like,
    rates,
)


@misconception(
    "compared_with_the_epoch_before",
    probes=CALLBACKS,
    says="Each loss was compared with that of the epoch before. A loss that jumps up and comes "
    "down again then looks like an improvement.",
    try_="compare with the best loss so far.",
)
def compared_with_the_last(case: SimpleNamespace) -> bool:
    """Compared with the epoch before."""
    rules = (compared(case, lambda past: past[-1], drop) for drop in (formulas.SMALLEST_DROP, 0.0))
    return case.about == "plateau" and any(moved_like(case, rates) for rates in rules)


@misconception(
    "nothing_happens",
    probes=CALLBACKS,
    says="The rate never changed, and training was not stopped either. A callback that looks at "
    '`logs["loss"]` sees the training loss, which still falls; and `self.stop_training` or '
    "`optimizer.lr` are not what the model reads.",
    try_='compare `logs["val_loss"]`, and assign to `self.model.optimizer.learning_rate` and '
    "`self.model.stop_training`.",
    card="adjusting_the_rate",
)
def nothing_happens(case: SimpleNamespace) -> bool:
    """One rate throughout, and all epochs trained."""
    return never_changes(case) and ended_after(case, len(case.losses))


@misconception(
    "never_changes",
    probes=CALLBACKS,
    says="The rate never changed. Either nothing was counted as a plateau, or what was changed "
    "is not the rate that the model uses (in Keras 3 `optimizer.lr = ...` has no effect).",
    try_="count the epochs without an improvement of `val_loss`, and assign to "
    "`self.model.optimizer.learning_rate`.",
    card="adjusting_the_rate",
)
def never_changes(case: SimpleNamespace) -> bool:
    """One rate throughout."""
    return moved_like(case, [case.first_lr] * len(case.losses))


@misconception(
    "rises_are_better",
    probes=CALLBACKS,
    says="A rise of the loss was taken for an improvement, so the rate fell while the loss did.",
    try_='a loss is better when it is lower: `mode="min"`, or leave `mode` out.',
)
def rises_are_better(case: SimpleNamespace) -> bool:
    """The right rule for the losses with their signs turned round."""
    turned = [None if loss is None else -loss for loss in case.losses]
    return moved_like(case, rates(case, losses=turned))


@misconception(
    "any_fall_is_an_improvement",
    probes=CALLBACKS,
    says="Every fall of the loss was taken for an improvement, however small.",
    try_="for the rate, a loss counts when it is more than 1e-4 below the best.",
)
def any_fall(case: SimpleNamespace) -> bool:
    """No smallest drop."""
    return moved_like(case, rates(case, smallest_drop=0.0))


@misconception(
    "larger_smallest_fall",
    probes=CALLBACKS,
    says="Falls of more than 1e-4 were overlooked too.",
    try_="the rate overlooks what is not more than 1e-4 below the best (`min_delta=1e-4`); that is "
    "a difference of losses, not a share of them.",
)
def larger_smallest_fall(case: SimpleNamespace) -> bool:
    """A smallest drop of 1e-3 or more."""
    return any(moved_like(case, rates(case, smallest_drop=drop)) for drop in (1e-3, 1e-2))


@misconception(
    "best_moves_with_small_falls",
    probes=CALLBACKS,
    says="The best value was lowered by falls that did not count, so that small falls never add "
    "up to an improvement.",
    try_="change the best value only when the loss was counted as an improvement.",
)
def best_moves(case: SimpleNamespace) -> bool:
    """Compared with the lowest loss, which a small fall lowers too."""
    return moved_like(case, compared(case, lambda past: min(past)))
