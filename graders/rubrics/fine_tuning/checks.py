"""The visible checks of `fine_tuning`. Points stand beside each; titles are the docstrings."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.accuracy import source_accuracy, target_accuracy, target_loss
from graders.judge.declare import points
from graders.judge.expectations import (
    as_read,
    at_least,
    at_most,
    exactly,
    healthy,
    measured,
    plain,
    unchanged,
)
from graders.judge.forward import HEAD, base_weights, shipped
from graders.judge.zones import FORGETTING_DROP, FineTuning
from graders.rubrics.fine_tuning import formulas

PROBE_ACCURACY = 0.60
LESS = 0.6
"""A little of random numbers in the base's kernels moves outputs by less than this share of what
its weights at 0 do: accepted examples 0.03 to 0.18."""
STATISTICS = ("moving_mean", "moving_variance")
TRAINED = ("kernel", "bias")
LAYERS = ("images", "conv1", "conv2", "flatten", "feat")
LAYERS_WITH_NORM = (
    *("images", "conv1", "bn1", "relu1"),
    *("conv2", "bn2", "relu2", "flatten", "feat"),
)


def is_probabilities(logits: Any) -> bool:
    """Whether every number is from 0 to 1: a softmax or a sigmoid stands behind them."""
    return bool(np.min(logits) >= 0 and np.max(logits) <= 1)


def is_bounded_below(logits: Any) -> bool:
    """Whether no number is negative, as behind a ReLU."""
    return bool(np.min(logits) >= 0)


def kind_of(logits: Any) -> str:
    """What the outputs of a briefly trained head look like."""
    if not np.size(logits) or not np.all(np.isfinite(logits)):
        return "outputs that are not finite"
    if is_probabilities(logits):
        return "probabilities, all from 0 to 1"
    if is_bounded_below(logits):
        return "outputs that are never negative"
    return "logits"


@points(
    0.5,
    why="The loss and the later tasks expect one number of any size and sign for each class; a "
    "softmax in the model squeezes them.",
    try_="end with `keras.layers.Dense(n_classes)`, without an activation, and return the model.",
)
def check_attach_head_gives_logits(attach_head: SimpleNamespace) -> None:
    """The model maps images to n_classes logits, without a softmax or another activation."""
    assert attach_head.model == exactly("keras.Model", "a keras.Model")
    shape = list(np.shape(attach_head.logits))[1:]
    assert shape == exactly([attach_head.n_classes], f"{attach_head.n_classes} outputs")
    assert kind_of(attach_head.logits) == exactly("logits", "logits")


@points(
    0.5,
    why="The pretrained weights are in the object that you are given; a copy, a part of it or a "
    "new network is another model.",
    try_="call `base` itself on the images, or go on from `base.output`.",
    needs=("check_attach_head_gives_logits",),
)
def check_attach_head_uses_the_base(attach_head: SimpleNamespace) -> None:
    """Every variable of `base` is one of the model, and the outputs depend on them."""
    missing = ", ".join(attach_head.missing) or "none is missing"
    assert missing == exactly("none is missing", "every variable of base in the model")
    same = np.array_equal(attach_head.logits, attach_head.without_base)
    seen = "the same outputs with the base's weights at 0" if same else "other outputs"
    assert seen == exactly("other outputs", "other outputs with the base's weights at 0")
    little, much = (
        _distance(attach_head.logits, other)
        for other in (attach_head.slightly, attach_head.without_base)
    )
    seen = "a little" if 0 < little < much * LESS else "as much as without them, or not at all"
    assert seen == exactly("a little", "outputs that change a little where its weights do")


def _distance(logits: Any, other: Any) -> float:
    """The norm of the difference; NaN for what are no two arrays of one shape."""
    arrays = isinstance(logits, np.ndarray) and isinstance(other, np.ndarray)
    if not arrays or logits.shape != other.shape:
        return float("nan")
    return float(np.linalg.norm(np.subtract(other, logits, dtype=float)))


@points(
    0.5,
    why="A new head is random, and its first gradients are arbitrary: they must not reach the "
    "pretrained weights. BatchNormalization statistics count too.",
    try_="set `base.trainable = False` before the model is returned, and leave the head trainable.",
    needs=("check_attach_head_uses_the_base",),
)
def check_attach_head_freezes_the_base(attach_head: SimpleNamespace) -> None:
    """Compiled and fitted, the head learns and no variable of the base changes by one bit."""
    _still_pretrained(attach_head)
    _head_learned(attach_head)


def _head_learned(case: SimpleNamespace) -> None:
    seen = "the head changed" if case.head_moved != 0 else "the head did not change"
    assert seen == exactly("the head changed", "a head that learns")


def _still_pretrained(case: SimpleNamespace) -> None:
    """Every variable of the base is, bit by bit, the shipped one."""
    before = shipped(case.batch_norm)
    for name, after in base_weights(case.after, case.batch_norm).items():
        _stays(name, before[name], after)


def _stays(name: str, before: Any, after: Any) -> None:
    same = unchanged(before).agrees(after)
    seen = f"{name} unchanged" if same else f"{name} changed"
    assert seen == exactly(f"{name} unchanged", f"{name} not changed by one bit")


@points(
    0.5,
    why="A head on frozen, good features finds the new digits in a few epochs; far below that, "
    "something in the training does not fit: loss, labels, rate, or nothing was trained.",
    try_="which loss belongs to whole-number labels and to outputs that are logits?",
)
def check_train_head_learns(train_head: SimpleNamespace) -> None:
    """With its default settings the head is right on at least 60 % of new target images."""
    if train_head.images is not None:
        seen = target_accuracy(train_head.logits, train_head.images, "validation")
        assert seen == at_least(PROBE_ACCURACY)


def updates(case: SimpleNamespace) -> int:
    """How many updates the settings ask for."""
    settings = case.settings
    return int(settings["epochs"] * -(-case.rows // settings["batch_size"]))


@points(
    0.5,
    why="Rate, epochs and batch size are the caller's to choose; a function that ignores one of "
    "them trains something else than it was asked to.",
    try_="pass `learning_rate` to Adam, and `epochs` and `batch_size` to `fit`.",
)
def check_train_head_uses_its_settings(train_head: SimpleNamespace) -> None:
    """Adam has the rate that was passed, and made an update for each batch of each epoch."""
    assert train_head.updates == exactly(updates(train_head), f"{updates(train_head)} updates")
    assert train_head.rate == as_read(train_head.settings["learning_rate"])
    if updates(train_head) == 1:
        assert train_head.head_moved == measured(train_head.settings["learning_rate"])


@points(
    0.5,
    why="This phase is for the head alone; the base waits until the head sends useful gradients.",
    try_="compile and train, and leave every `trainable` as `attach_head` set it.",
)
def check_train_head_keeps_the_base(train_head: SimpleNamespace) -> None:
    """No variable of the base changes while the head is trained."""
    _head_learned(train_head)
    _still_pretrained(train_head)


def layers_of(case: SimpleNamespace) -> tuple[str, ...]:
    """The names of the base's layers in order, as the course ships them."""
    return LAYERS_WITH_NORM if case.batch_norm else LAYERS


def start_of(case: SimpleNamespace) -> int:
    """The place in `base.layers` of the first layer to train, in the last call."""
    start = case.calls[-1][1]
    return 0 if start is None else layers_of(case).index(start)


def names_of(case: SimpleNamespace, to_train: bool) -> list[str]:
    """The base's variables in the layers to train, or in those before them."""
    layers = layers_of(case)
    layers = layers[start_of(case) :] if to_train else layers[: start_of(case)]
    return [name for name in case.after if name.split("/")[0] in layers]


def changed(case: SimpleNamespace, name: str) -> bool:
    """Whether one bit of a variable changed while `fit` ran."""
    before = base_weights(case.before, case.batch_norm)
    return not unchanged(before[name]).agrees(case.after[name])


def _base_learned(case: SimpleNamespace) -> None:
    """Where nothing of the base trains, nothing of it can be spoilt, and keeping it is no work."""
    seen = "the base learned" if case.base_step != 0 else "no weight of the base was trained"
    assert seen == exactly("the base learned", "a base that trains from `first_trainable` on")


@points(
    1,
    why="A layer that stays frozen cannot adapt to the new task. `trainable` counts when the model "
    "is compiled, and setting it to the value that it has already does nothing.",
    try_="set `trainable` of every layer of `base.layers` one by one, then compile.",
)
def check_unfreeze_trains_the_layers(unfreeze: SimpleNamespace) -> None:
    """Kernels and biases from `first_trainable` on change in fit, and the head does."""
    base_weights(unfreeze.after, unfreeze.batch_norm)
    for name in names_of(unfreeze, to_train=True):
        if name.endswith(TRAINED):
            seen = f"{name} changed" if changed(unfreeze, name) else f"{name} did not change"
            assert seen == exactly(f"{name} changed", f"{name} changed")
    _head_learned(unfreeze)


@points(
    1,
    why="The first layers hold what is most general; the caller asked to keep them as they are.",
    try_="loop over `base.layers`: everything before the layer of that name gets "
    "`trainable = False`, in every call anew.",
)
def check_unfreeze_keeps_the_layers_before(unfreeze: SimpleNamespace) -> None:
    """Every variable of the layers before `first_trainable` stays bit by bit as it was."""
    _base_learned(unfreeze)
    base_weights(unfreeze.after, unfreeze.batch_norm)
    for name in names_of(unfreeze, to_train=False):
        before = base_weights(unfreeze.before, unfreeze.batch_norm)
        _stays(name, before[name], unfreeze.after[name])


@points(
    1,
    why="Moving mean and variance are no weights: they follow whatever data pass, and small "
    "batches of a new task spoil them. `training=False` in a functional model does not stop them "
    "in this Keras.",
    try_="set `trainable = False` on every BatchNormalization layer in `base.layers`, after the "
    "other layers were set.",
)
def check_unfreeze_keeps_the_statistics(unfreeze: SimpleNamespace) -> None:
    """The moving mean and variance of every BatchNormalization layer of the base stay the same."""
    _base_learned(unfreeze)
    for name, after in base_weights(unfreeze.after, unfreeze.batch_norm).items():
        if name.endswith(STATISTICS):
            before = base_weights(unfreeze.before, unfreeze.batch_norm)
            _stays(name, before[name], after)


@points(
    0.5,
    why="The first update of a new Adam moves each weight by the learning rate; another distance "
    "is another rate, another optimizer, or an old one with the memory of phase 1.",
    try_="compile with `keras.optimizers.Adam(learning_rate)`, made inside `unfreeze`.",
    needs=("check_unfreeze_trains_the_layers",),
)
def check_unfreeze_uses_the_rate(unfreeze: SimpleNamespace) -> None:
    """The first update moves base and head as a new Adam with `learning_rate` does."""
    rate = unfreeze.calls[-1][0]
    assert unfreeze.head_step == measured(rate)
    assert unfreeze.base_step == measured(rate)


@points(
    0.5,
    why="Moments from phase 1 belong to another problem, and an old count switches Adam's "
    "correction of its first steps off.",
    try_="make a new optimizer in every call, and compile with it.",
)
def check_unfreeze_starts_afresh(unfreeze: SimpleNamespace) -> None:
    """After the call the optimizer has made no update yet."""
    if unfreeze.updates_before is not None:
        assert unfreeze.updates_before == exactly(0, "0 updates made")


def run_of(case: SimpleNamespace) -> FineTuning:
    """The training after the last call, with the judge's own accuracies and losses."""
    initial_loss = target_loss(case.logits_before)
    return FineTuning(
        initial_loss,
        target_loss(case.logits_after),
        _largest_loss(case.losses, initial_loss),
        _source_accuracy(case.before, case.batch_norm),
        _source_accuracy(case.after, case.batch_norm),
    )


def _largest_loss(losses: list[float], initial_loss: float) -> float:
    """The largest loss of a batch, in the measure of `initial_loss`.

    Dropout, a penalty on weights, or a loss that is summed make the losses in `fit` larger than
    the loss without them, from the first batch on; that first batch saw no update yet.
    """
    largest = max((loss for loss in losses if loss == loss), default=0.0)
    first = losses[0] if losses else initial_loss
    return largest * initial_loss / first if first > initial_loss else largest


def _source_accuracy(weights: Any, batch_norm: bool) -> float:
    return source_accuracy(base_weights(weights, batch_norm), "validation")


@points(
    0.5,
    why="Fine-tuning is healthy when the new task is learned, the old one is not forgotten, and "
    "the loss never explodes on the way. A rate of 0.001 does that here.",
    try_="look at the other checks of `unfreeze` first; then at the loss that you compile with.",
    needs=("check_unfreeze_trains_the_layers", "check_unfreeze_uses_the_rate"),
    where={"whole": True},
)
def check_unfreeze_trains_well(unfreeze: SimpleNamespace) -> None:
    """100 updates at 0.001 after `train_head` are healthy: learned, not forgotten, no explosion."""
    _base_learned(unfreeze)
    assert run_of(unfreeze) == healthy()


def _list_of(case: SimpleNamespace, kind: str) -> None:
    """A Python list with entries of one kind; NumPy's own kinds of it count as well."""
    assert case.type == exactly("list", f"a list of {kind}s")
    for item in case.items:
        other = f"{item['text']} ({item['type']})"
        seen = kind if str(item["type"]).startswith(kind) else other
        assert seen == exactly(kind, f"a list of {kind}s")


@points(
    0.5,
    why="The group nearest the output is the most particular to the old task and may move most; "
    "each group below it gets `decay` times the rate of the one above.",
    try_="write the exponents down for 4 groups: which one has 0?",
)
def check_layer_lrs(layer_lrs: SimpleNamespace) -> None:
    """A list with top_lr * decay ** (n_groups - 1 - i) for group i."""
    _list_of(layer_lrs, "float")
    seen = [item["value"] for item in layer_lrs.items]
    assert seen == plain(formulas.layer_lrs(*layer_lrs.arguments), "group")


@points(
    0.5,
    why="Gradual unfreezing begins with the last group alone and adds one group an epoch, until "
    "all of them train.",
    try_="which groups train in epoch 0, and which in epoch 9 of a model with 4 groups?",
)
def check_trainable_groups(trainable_groups: SimpleNamespace) -> None:
    """A list with the indices of the last min(epoch + 1, n_groups) groups, ascending."""
    _list_of(trainable_groups, "int")
    seen = [item["value"] for item in trainable_groups.items]
    wanted = formulas.trainable_groups(*trainable_groups.arguments)
    assert seen == exactly(wanted)


DISCRIMINATIVE_TRY = (
    "decide for each variable by `is` whether it is one of `base.trainable_variables`, and give "
    "Adam its own rate for the two kinds."
)


def _all_move(parts: list[list[float]], case: SimpleNamespace, rate: float) -> None:
    assert len(parts) > 0
    for moves in parts:
        assert moves == measured(formulas.adam_moves(case.signs, rate), "update")


@points(
    1.5,
    why="The pretrained part should move little. What counts is how far an update moves its "
    "weights, and Adam makes that distance independent of the gradient's size.",
    try_=DISCRIMINATIVE_TRY,
    where={"large": False},
)
def check_compile_discriminative_base_rate(compile_discriminative: SimpleNamespace) -> None:
    """Every trainable variable of the base moves as Adam with `base_lr` moves it."""
    _all_move(compile_discriminative.base, compile_discriminative, compile_discriminative.base_lr)


@points(
    1,
    why="Whatever is not the base is new and needs the larger rate, however its layers are called.",
    try_=DISCRIMINATIVE_TRY,
    where={"large": False},
)
def check_compile_discriminative_head_rate(compile_discriminative: SimpleNamespace) -> None:
    """Every other trainable variable moves as Adam with `head_lr` moves it."""
    _all_move(compile_discriminative.head, compile_discriminative, compile_discriminative.head_lr)


@points(
    1,
    why="With Adam both parts move by their rate whatever the size of the gradients is; plain SGD "
    "would move a hundred times as far for gradients a hundred times as large.",
    try_="use Adam for both parts, and scale the rate, not the gradient.",
    where={"large": True},
)
def check_compile_discriminative_any_gradient(compile_discriminative: SimpleNamespace) -> None:
    """Both parts move by their rates when the gradients are 100 times as large."""
    case = compile_discriminative
    _all_move(case.base, case, case.base_lr)
    _all_move(case.head, case, case.head_lr)


@points(
    0.5,
    why="Which layers train is the caller's decision; this function decides how fast only.",
    try_="set no `trainable` in here; `trainable_variables` leaves the frozen ones out.",
)
def check_compile_discriminative_keeps_frozen(compile_discriminative: SimpleNamespace) -> None:
    """A variable that the caller froze does not move."""
    assert len(compile_discriminative.frozen) > 0
    for moves in compile_discriminative.frozen:
        assert moves == exactly([0.0] * len(moves), "no movement")


@points(
    1,
    why="With 0.03 everywhere this base forgets most of its old task; with a tenth of it in the "
    "base it learns the new task as well and keeps the old one.",
    try_="see first that the two rates arrive where they belong.",
)
def check_compile_discriminative_remembers(
    compile_discriminative_on_digits: SimpleNamespace,
) -> None:
    """Head 0.03, base 0.003: after 100 updates the source accuracy fell by at most 0.20."""
    weights = base_weights(compile_discriminative_on_digits.weights, batch_norm=False)
    original = {name: array for name, array in shipped(False).items() if name not in HEAD}
    moved = any(not np.array_equal(weights[name], original[name]) for name in original)
    assert ("the base moved" if moved else "the base did not move") == exactly("the base moved")
    fall = source_accuracy(original, "validation") - source_accuracy(weights, "validation")
    assert fall == at_most(FORGETTING_DROP)
