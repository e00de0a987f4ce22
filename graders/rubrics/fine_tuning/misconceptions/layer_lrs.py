"""Known mistakes of `layer_lrs`, told by the numbers in the list."""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import plain
from graders.rubrics.fine_tuning import formulas


def _values(case: SimpleNamespace) -> list[float]:
    return [item["value"] for item in case.items]


@misconception(
    "one_entry",
    probes=("layer_lrs",),
    says="The list has one entry, and there are more groups. A `return` inside a loop ends the "
    "function in its first round.",
    try_="collect the rates first, and return the list after the loop.",
)
def one_entry(case: SimpleNamespace) -> bool:
    """One value for several groups."""
    return len(case.items) == 1 and case.arguments[0] > 1


@misconception(
    "top_first",
    probes=("layer_lrs",),
    says="The rates are the wrong way round: group 0 is nearest the input and has the smallest.",
    try_="the exponent is 0 for the last group.",
    card="smaller_for_fine_tuning",
)
def top_first(case: SimpleNamespace) -> bool:
    """The right rates, reversed."""
    return plain(formulas.layer_lrs(*case.arguments)[::-1]).agrees(_values(case))


@misconception(
    "one_decay_too_many",
    probes=("layer_lrs",),
    says="Every rate has been multiplied once too often: the last group has `top_lr` itself.",
    try_="the last group has index n_groups - 1; its exponent is n_groups - 1 - i = 0.",
)
def one_decay_too_many(case: SimpleNamespace) -> bool:
    """Exponent n_groups - i."""
    n_groups, top_lr, decay = case.arguments
    return plain(formulas.layer_lrs(n_groups, top_lr * decay, decay)).agrees(_values(case))


@misconception(
    "divides",
    probes=("layer_lrs",),
    says="The rates were divided by `decay`, and grow towards the input.",
    try_="multiply: `decay` is below 1, and dividing by it makes a number larger.",
)
def divides(case: SimpleNamespace) -> bool:
    """top_lr / decay ** ..."""
    n_groups, top_lr, decay = case.arguments
    return plain(formulas.layer_lrs(n_groups, top_lr, 1 / decay)).agrees(_values(case))


@misconception(
    "same_for_all",
    probes=("layer_lrs",),
    says="All groups below the top have the same rate; each has `decay` times that of the group "
    "above it.",
    try_="the exponent grows by 1 from group to group, downwards.",
)
def same_for_all(case: SimpleNamespace) -> bool:
    """No difference among the lower groups."""
    values = _values(case)
    return len(values) > 2 and values[0] == values[1]


@misconception(
    "rounded",
    probes=("layer_lrs",),
    says="The rates were rounded, and the small ones lose most by it.",
    try_="return the numbers as they are, without `round`.",
)
def rounded(case: SimpleNamespace) -> bool:
    """The right rates, cut to a few decimals."""
    wanted = np.array(formulas.layer_lrs(*case.arguments))
    return any(plain(np.round(wanted, digits)).agrees(_values(case)) for digits in range(3, 9))
