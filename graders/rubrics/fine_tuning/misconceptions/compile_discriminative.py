"""Known mistakes of `compile_discriminative`, told by how far each update moved base and head."""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import measured
from graders.judge.forward import shipped
from graders.rubrics.fine_tuning import formulas


def _all(parts: list[list[float]], case: SimpleNamespace, rate: float) -> bool:
    return all(measured(formulas.adam_moves(case.signs, rate)).agrees(moves) for moves in parts)


@misconception(
    "base_frozen",
    probes=("compile_discriminative",),
    says="The base does not move at all: it was frozen, or its updates were left out.",
    try_="leave `trainable` alone, and give the base the rate `base_lr`.",
)
def base_frozen(case: SimpleNamespace) -> bool:
    """No movement in the base."""
    return not np.any(case.base)


@misconception(
    "rest_frozen",
    probes=("compile_discriminative",),
    says="The head does not move at all: nothing updates the variables that are not of the base.",
    try_="does `super().update_step(...)` stand inside the `if`? It has to run for every variable.",
)
def rest_frozen(case: SimpleNamespace) -> bool:
    """No movement outside the base."""
    return not np.any(case.head)


@misconception(
    "unfreezes",
    probes=("compile_discriminative",),
    says="A layer that the caller had frozen moves: the function changed what is trainable.",
    try_="set no `trainable` in here.",
)
def unfreezes(case: SimpleNamespace) -> bool:
    """A frozen variable moved."""
    return bool(np.any(case.frozen))


@misconception(
    "swapped",
    probes=("compile_discriminative",),
    says="The two rates are the wrong way round.",
    try_="`base_lr` is for the variables of `base`.",
)
def swapped(case: SimpleNamespace) -> bool:
    """Each part has the other's rate."""
    return _all(case.base, case, case.head_lr) and _all(case.head, case, case.base_lr)


@misconception(
    "M169",
    probes=("compile_discriminative",),
    says="The base moves as fast as the head. Scaling gradients or the loss does nothing under "
    "Adam, which divides by the gradient's own size; `base.compile` counts only where `base` "
    "itself is fitted; and where `update_step` compares, it gets TensorFlow's variable, "
    "`v.value`, and not Keras's `v`.",
    try_="scale the rate, not the gradient; compare with `v.value` in `update_step`.",
    card="smaller_for_fine_tuning",
)
def base_as_fast_as_head(case: SimpleNamespace) -> bool:
    """Everything at head_lr."""
    return _all(case.base, case, case.head_lr) and _all(case.head, case, case.head_lr)


@misconception(
    "M171",
    probes=("compile_discriminative",),
    says="The base has its rate, and the head has the base's too. A layer of the base and the head "
    "are both called `dense`, so their names and paths are the same; or everything got `base_lr`.",
    try_="tell variables apart as objects, with `is` or by `id`, never by name or path.",
)
def told_apart_by_name(case: SimpleNamespace) -> bool:
    """Everything at base_lr."""
    return _all(case.base, case, case.base_lr) and _all(case.head, case, case.base_lr)


@misconception(
    "ratio_upside_down",
    probes=("compile_discriminative",),
    says="The base moves by head_lr * head_lr / base_lr: the ratio of the two rates is upside "
    "down.",
    try_="head_lr * (base_lr / head_lr) is base_lr.",
)
def ratio_upside_down(case: SimpleNamespace) -> bool:
    """head_lr * head_lr / base_lr."""
    return _all(case.base, case, case.head_lr**2 / case.base_lr)


@misconception(
    "K10",
    probes=("compile_discriminative",),
    says="The distance grows with the gradient, as with plain SGD: the task asks for Adam, which "
    "moves by the rate whatever the gradient's size.",
    try_="use Adam for both parts.",
)
def plain_descent(case: SimpleNamespace) -> bool:
    """rate * gradient, in both parts or in one."""

    def follows(parts: list[list[float]], rate: float) -> bool:
        # Each gradient has the size `scale`; behind another part it is smaller.
        first = parts[0]
        return measured([first[0] * sign for sign in case.signs]).agrees(first) and not measured(
            rate
        ).agrees(first[0])

    return follows(case.base, case.base_lr) or follows(case.head, case.head_lr)


@misconception(
    "M165",
    probes=("compile_discriminative",),
    says="When a gradient turns round, the weight turns at once: no memory of earlier gradients. "
    "That is not Adam, or an Adam made anew at every step.",
    try_="make the optimizers once, outside the training step.",
)
def no_memory(case: SimpleNamespace) -> bool:
    """The last move has the size of the rate and the other sign."""
    moves = case.base[0]
    return len(moves) > 1 and measured([case.base_lr * sign for sign in case.signs]).agrees(moves)


@misconception(
    "biases_at_the_other_rate",
    probes=("compile_discriminative",),
    says="Some variables of the base have their rate and others do not.",
    try_="every variable in `base.trainable_variables` counts, biases too.",
)
def some_at_the_other_rate(case: SimpleNamespace) -> bool:
    """One variable of the base right, another at head_lr."""
    right = [_all([moves], case, case.base_lr) for moves in case.base]
    return any(right) and not all(right)


@misconception(
    "rates_multiplied",
    probes=("compile_discriminative",),
    says="The base moves by the product of the two rates.",
    try_="`base_lr` is a rate of its own, not a factor.",
)
def rates_multiplied(case: SimpleNamespace) -> bool:
    """base_lr * head_lr."""
    return _all(case.base, case, case.base_lr * case.head_lr)


@misconception(
    "M155",
    probes=("compile_discriminative_on_digits",),
    says="The old digits are forgotten: the base moved at the head's rate, near it, or faster.",
    try_="see first that the base moves at `base_lr`.",
    card="too_high",
)
def forgets_the_source(case: SimpleNamespace) -> bool:
    """The base moved; what failed is the source accuracy."""
    before = shipped(False)
    return any(not np.array_equal(case.weights[name], before[name]) for name in case.weights)
