"""Known mistakes of `step_decay_callback`."""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import measured
from graders.rubrics.schedules import formulas
from graders.rubrics.schedules.misconceptions.following import per_epoch


@misconception(
    "M111",
    probes=("step_decay_callback",),
    says="The rate is the same in every epoch: the function does not use the epoch that it gets.",
    try_="how often has the rate dropped at epoch e?",
)
def constant_rate(case: SimpleNamespace) -> bool:
    """initial_lr, or initial_lr * drop, in every epoch."""
    return any(
        per_epoch(case, lambda _, wrong=wrong: wrong)
        for wrong in (case.initial_lr, case.initial_lr * case.drop)
    )


@misconception(
    "M057",
    probes=("step_decay_callback",),
    says="The callback never changed the rate, and nothing complains: Keras calls "
    "`on_epoch_begin`, and never a method of another name; `optimizer.lr = ...` only makes a new "
    "attribute.",
    try_="check the name of the method, and that it assigns to "
    "`self.model.optimizer.learning_rate`.",
    card="adjusting_the_rate",
)
def never_called(case: SimpleNamespace) -> bool:
    """The rate the optimizer was made with, in every epoch."""
    return per_epoch(case, lambda _: case.rates[0][0]) and not measured(case.initial_lr).agrees(
        case.rates[0][0]
    )


@misconception(
    "M051",
    probes=("step_decay_callback",),
    says="The rate drops in every epoch; it should wait for `epochs_per_drop` of them.",
    try_="use e // epochs_per_drop as the exponent.",
    card="adjusting_the_rate",
)
def drops_every_epoch(case: SimpleNamespace) -> bool:
    """initial_lr * drop ** epoch."""
    return per_epoch(case, lambda epoch: case.initial_lr * case.drop**epoch)


@misconception(
    "M055",
    probes=("step_decay_callback",),
    says="The rate falls a little in every epoch; it should fall in steps.",
    try_="use integer division, `//`, in the exponent.",
)
def smooth_decay(case: SimpleNamespace) -> bool:
    """initial_lr * drop ** (epoch / epochs_per_drop)."""
    share = 1 / case.epochs_per_drop
    return per_epoch(case, lambda epoch: case.initial_lr * case.drop ** (epoch * share))


@misconception(
    "M059",
    probes=("step_decay_callback",),
    says="Every change comes one epoch late: it was set at the end of an epoch, with that epoch's "
    "own index.",
    try_="set the rate in `on_epoch_begin`.",
)
def one_epoch_late(case: SimpleNamespace) -> bool:
    """The rate of the epoch before, from the second epoch on."""
    late = [
        formulas.step_decay(epoch - 1, case.initial_lr, case.drop, case.epochs_per_drop)
        for epoch in range(1, case.epochs)
    ]
    return measured(late).agrees([epoch[0] for epoch in case.rates[1:]])


@misconception(
    "K15",
    probes=("step_decay_callback",),
    says="The epochs were counted from 1; `fit` calls the first one 0.",
    try_="use the epoch as it is passed.",
)
def counted_from_one(case: SimpleNamespace) -> bool:
    """The rate of the next epoch."""
    return per_epoch(
        case,
        lambda epoch: formulas.step_decay(
            epoch + 1, case.initial_lr, case.drop, case.epochs_per_drop
        ),
    )


@misconception(
    "M053",
    probes=("step_decay_callback",),
    says="The second fit starts where the first one ended: the rate was multiplied instead of "
    "computed from the epoch.",
    try_="compute initial_lr * drop ** (e // epochs_per_drop) anew in every epoch.",
)
def multiplied(case: SimpleNamespace) -> bool:
    """Right in the first fit, lower in the second or elsewhere."""
    epochs = [epoch[0] for epoch in case.again]
    right = formulas.step_decay(
        np.arange(case.epochs), case.initial_lr, case.drop, case.epochs_per_drop
    )
    first = [epoch[0] for epoch in case.rates]
    return measured(right).agrees(first) and not measured(right).agrees(epochs)


@misconception(
    "rate_found",
    probes=("step_decay_callback",),
    says="The first epoch has the rate that the optimizer was made with, or a drop of it, and that "
    "can be any rate.",
    try_="compute initial_lr * drop ** (e // epochs_per_drop) anew in every epoch.",
)
def rate_found(case: SimpleNamespace) -> bool:
    """The optimizer's own rate, or a drop of it, in the first epoch."""
    return any(measured(case.found * case.drop**k).agrees(case.rates[0][0]) for k in range(3))
