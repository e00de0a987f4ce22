"""Known mistakes of `unfreeze`, told by which variables moved, and how far at first."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import measured
from graders.judge.zones import FORGETTING_DROP
from graders.rubrics.fine_tuning import checks
from graders.rubrics.fine_tuning.checks import (
    STATISTICS,
    TRAINED,
    changed,
    layers_of,
    names_of,
    start_of,
)
from graders.rubrics.fine_tuning.misconceptions.train_head import ADAM_DEFAULT


def _moved(case: SimpleNamespace, to_train: bool) -> list[str]:
    """Kernels and biases that changed: of the layers to train, or of those before."""
    names = [name for name in names_of(case, to_train) if name.endswith(TRAINED)]
    return [name for name in names if changed(case, name)]


def _moved_statistics(case: SimpleNamespace) -> bool:
    return any(changed(case, name) for name in case.after if name.endswith(STATISTICS))


@misconception(
    "M137",
    probes=("unfreeze",),
    says="The base stayed frozen, and the optimizer is the old one: the model was not compiled "
    "again. The training step was built with the old flags and is used as it is.",
    try_="call `model.compile` with a new optimizer after the layers were set.",
)
def not_compiled_again(case: SimpleNamespace) -> bool:
    """Nothing of the base moved, and the optimizer has a past."""
    return bool(case.updates_before) and not _moved(case, True)


@misconception(
    "one_layer_late",
    probes=("unfreeze",),
    says="The layer called `first_trainable` itself stayed frozen; training begins with it, not "
    "after it.",
    try_="test the name before you set the layer's flag, not afterwards.",
)
def one_layer_late(case: SimpleNamespace) -> bool:
    """Exactly the first layer to train did not move."""
    first = layers_of(case)[start_of(case)]
    wanted = [name for name in names_of(case, True) if name.endswith(TRAINED)]
    still = [name for name in wanted if name not in _moved(case, True)]
    only_first = bool(still) and all(name.split("/")[0] == first for name in still)
    return only_first and start_of(case) > 0 and not _moved(case, False)


@misconception(
    "M141",
    probes=("unfreeze",),
    says="The model was compiled anew, and the base stayed frozen all the same: no line set "
    "`trainable` of its layers to True, or one set the value that it had already, which does "
    "nothing. `base.trainable = True` does not unfreeze layers inside a base that was True all the "
    "time, nor does `model.trainable = True`; and without a `first_trainable` all layers train.",
    try_="set every layer: `for layer in base.layers: layer.trainable = ...`.",
)
def assignment_without_effect(case: SimpleNamespace) -> bool:
    """Nothing of the base moved, nor should a layer before."""
    return not _moved(case, True) and not _moved(case, False)


@misconception(
    "wrong_way_round",
    probes=("unfreeze",),
    says="The layers before `first_trainable` train, and those from it on are frozen: the wrong "
    "way round.",
    try_="False comes first: until the name is reached.",
)
def wrong_way_round(case: SimpleNamespace) -> bool:
    """What should train does not, what should not does."""
    return not _moved(case, True) and bool(_moved(case, False))


@misconception(
    "M149",
    probes=("unfreeze",),
    says="The base trains and the head does not: it was frozen along with something else.",
    try_="set `trainable` on the layers of `base.layers` only.",
)
def head_frozen(case: SimpleNamespace) -> bool:
    """The head did not move."""
    return bool(_moved(case, True)) and case.head_moved == 0


@misconception(
    "M145",
    probes=("unfreeze",),
    says="Moving mean or variance changed. `training=False` in a functional model does not stop "
    "them in this Keras; a loop over `model.layers` does not find layers inside `base`; and "
    "setting `base.trainable = True` afterwards switches them on again.",
    try_="last of all, loop over `base.layers` and set `trainable = False` on every "
    "BatchNormalization layer.",
)
def statistics_moved(case: SimpleNamespace) -> bool:
    """A moving statistic changed, and the layers before the start did not train."""
    return _moved_statistics(case) and not _moved(case, False)


@misconception(
    "start_ignored",
    probes=("unfreeze",),
    says="Layers before `first_trainable` train: the name was not used, or they are still "
    "unfrozen from an earlier call. A flag that nobody sets stays as it was.",
    try_="set the flag of every layer in every call, to False before the name and to True from it.",
)
def start_ignored(case: SimpleNamespace) -> bool:
    """Layers before the start changed."""
    return bool(_moved(case, False))


@misconception(
    "biases_frozen",
    probes=("unfreeze",),
    says="Every kernel changed and no bias did.",
    try_="unfreeze whole layers: their biases belong to them.",
)
def biases_frozen(case: SimpleNamespace) -> bool:
    """All that did not move are biases."""
    wanted = [name for name in names_of(case, True) if name.endswith(TRAINED)]
    still = set(wanted) - set(_moved(case, True))
    return bool(still) and all(name.endswith("bias") for name in still)


@misconception(
    "counts_already",
    probes=("unfreeze",),
    says="The optimizer has made updates already: it is the old one, or its count was set by "
    "hand. Adam corrects its first steps by this count, so they come out wrong.",
    try_="compile with a new `keras.optimizers.Adam(learning_rate)` in every call, and leave its "
    "`iterations` alone.",
)
def counts_already(case: SimpleNamespace) -> bool:
    """Iterations are not 0."""
    return bool(case.updates_before)


@misconception(
    "M003",
    probes=("unfreeze",),
    says="The first update moved the weights by 0.001, Adam's default rate: `learning_rate` did "
    "not arrive.",
    try_="`keras.optimizers.Adam(learning_rate)`.",
    card="setting_the_rate",
)
def default_rate_again(case: SimpleNamespace) -> bool:
    """0.001 instead of another rate."""
    asked = case.calls[-1][0]
    return asked != ADAM_DEFAULT and measured(ADAM_DEFAULT).agrees(case.head_step)


@misconception(
    "starts_at_zero",
    probes=("unfreeze",),
    says="The first update moved nothing: the rate was 0 there, as at the start of a warm-up.",
    try_="give Adam the number `learning_rate`, and no schedule.",
)
def starts_at_zero(case: SimpleNamespace) -> bool:
    """No movement in the first update, and some in all."""
    return bool(case.head_step == 0 and case.head_moved > 0)


@misconception(
    "rate_changed",
    probes=("unfreeze",),
    says="The first update moved the weights by a tenth, or by ten times, of the rate that was "
    "asked for.",
    try_="`learning_rate` is meant as it is; whoever calls `unfreeze` has chosen a small one.",
    card="smaller_for_fine_tuning",
)
def rate_changed(case: SimpleNamespace) -> bool:
    """A power of ten off."""
    asked = case.calls[-1][0]
    return any(measured(asked * factor).agrees(case.head_step) for factor in (0.01, 0.1, 10, 100))


@misconception(
    "M155",
    probes=("unfreeze",),
    says="The new digits are learned, or not even they, and the old ones are forgotten.",
    try_="look at what the training minimises; with a right loss, 0.001 does not do this.",
    card="too_high",
)
def forgets(case: SimpleNamespace) -> bool:
    """The source accuracy fell too far in the long run."""
    return bool(case.whole) and not checks.run_of(case).drop <= FORGETTING_DROP
