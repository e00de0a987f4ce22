"""Known mistakes of `plateau_callbacks`: what is left at the end, and what two calls share."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import as_read, unchanged
from graders.rubrics.plateaus import formulas
from graders.rubrics.plateaus.misconceptions.following import CALLBACKS, ended_after, rates, trained


@misconception(
    "never_stops",
    probes=CALLBACKS,
    says="Training was not stopped.",
    try_="when the count is full, `self.model.stop_training = True`, or let `EarlyStopping` do it.",
)
def never_stops(case: SimpleNamespace) -> bool:
    """All epochs were trained."""
    return ended_after(case, len(case.losses))


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
    right = as_read(rates(case)[: trained(case)]).agrees(case.rates)
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
