"""Known mistakes of `fine_tuning`, told by what moved and what did not. The first that fits counts.

Of one task each, in the order of the assignment; the more particular mistake stands first.
"""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import as_read, measured, plain, unchanged
from graders.judge.forward import shipped
from graders.judge.zones import FORGETTING_DROP
from graders.rubrics.fine_tuning import checks, formulas
from graders.rubrics.fine_tuning.checks import (
    STATISTICS,
    TRAINED,
    changed,
    is_bounded_below,
    is_probabilities,
    layers_of,
    names_of,
    start_of,
    updates,
)

SMALLER = "Why smaller for fine-tuning?"
TOO_HIGH = "How does a high LR affect fine-tuning?"
HOW_TO_SET = "How do you set it in TensorFlow?"
KERAS_BATCH = 32
ADAM_DEFAULT = 1e-3
BY_DEFAULT = 15
"""Epochs of `train_head` when nobody says otherwise."""


@misconception(
    "nothing_returned",
    probes=("attach_head",),
    says="The function returned None: the model was made and not handed over.",
    try_="end the function with `return model`.",
)
def nothing_returned(case: SimpleNamespace) -> bool:
    """None instead of a model."""
    return bool(case.model == "None")


@misconception(
    "probabilities",
    probes=("attach_head",),
    says="The outputs are probabilities: a softmax or a sigmoid stands behind the last layer. The "
    "loss of this course works on logits.",
    try_="leave `activation` out of the last `Dense` layer.",
)
def probabilities(case: SimpleNamespace) -> bool:
    """Everything from 0 to 1."""
    return is_probabilities(case.logits)


@misconception(
    "relu_on_logits",
    probes=("attach_head",),
    says="No output is ever negative: a ReLU stands behind the last layer, and a class whose "
    "output is cut off at 0 gets no gradient any more.",
    try_="leave `activation` out of the last `Dense` layer.",
)
def relu_on_logits(case: SimpleNamespace) -> bool:
    """Nothing below 0."""
    return is_bounded_below(case.logits)


@misconception(
    "works_on_a_copy",
    probes=("attach_head",),
    says="Not one variable of `base` is in the model: it was built on a copy, or on something "
    "else. `clone_model` makes new variables, and so does building the layers again.",
    try_="use the `base` that you are given: `base(inputs)`, or `base.output`.",
)
def works_on_a_copy(case: SimpleNamespace) -> bool:
    """All variables are missing."""
    return len(case.missing) == len(shipped(case.batch_norm)) - 2


@misconception(
    "part_of_the_base",
    probes=("attach_head",),
    says="Some layers of `base` were left out; the head has to stand on its last one.",
    try_="go on from `base.output`, or call `base` as a whole.",
)
def part_of_the_base(case: SimpleNamespace) -> bool:
    """Some variables are missing."""
    return bool(case.missing)


def _changed_names(case: SimpleNamespace) -> list[str]:
    """The variables of the base that are no longer the shipped ones."""
    before = shipped(case.batch_norm)
    return [name for name in case.after if not unchanged(before[name]).agrees(case.after[name])]


@misconception(
    "M149",
    probes=("attach_head",),
    says="Nothing learns at all: the whole model was frozen, the head with it. Keras warns about "
    "that, but raises nothing.",
    try_="freeze `base`, not `model`.",
)
def whole_model_frozen(case: SimpleNamespace) -> bool:
    """Neither the base nor the head changed."""
    return not _changed_names(case) and case.head_moved == 0


@misconception(
    "norms_not_frozen",
    probes=("attach_head", "train_head"),
    says="Only BatchNormalization layers changed: they were left out when the base was frozen, and "
    "their statistics follow whatever data pass.",
    try_="set `trainable = False` on every layer of the base, the BatchNormalization layers too.",
)
def norms_not_frozen(case: SimpleNamespace) -> bool:
    """Something changed, and all of it belongs to BatchNormalization."""
    names = _changed_names(case)
    return bool(names) and all(name.startswith("bn") for name in names)


@misconception(
    "M151",
    probes=("attach_head",),
    says="The base trains together with the random head: it was not frozen, or by something that "
    'freezes nothing. `training=False` in the call freezes no weight, and the text "False" counts '
    "as true.",
    try_="`base.trainable = False`, before the model is returned.",
    card=SMALLER,
)
def base_not_frozen(case: SimpleNamespace) -> bool:
    """Kernels of the base changed."""
    return any(name.endswith("kernel") for name in _changed_names(case))


@misconception(
    "not_trained",
    probes=("train_head",),
    says="Not one update was made: the model was compiled, and nothing trained it.",
    try_="call `model.fit` with the images and labels.",
)
def not_trained(case: SimpleNamespace) -> bool:
    """No update."""
    return bool(case.updates == 0) and case.head_moved == 0


@misconception(
    "M165",
    probes=("train_head",),
    says="The optimizer counted the updates of one epoch only: it was made anew in every epoch, "
    "and forgot its running means each time.",
    try_="compile once, before the first epoch.",
)
def new_optimizer_each_epoch(case: SimpleNamespace) -> bool:
    """The updates of one epoch, where there were several."""
    settings = case.settings
    return bool(settings["epochs"] > 1 and case.updates * settings["epochs"] == updates(case))


@misconception(
    "batch_size_ignored",
    probes=("train_head",),
    says="The number of updates is that of batches of 32, Keras's default: `batch_size` did not "
    "arrive.",
    try_="`fit(..., batch_size=batch_size)`.",
)
def batch_size_ignored(case: SimpleNamespace) -> bool:
    """As many updates as with batches of 32."""
    epochs = case.settings["epochs"]
    return bool(case.updates == -(-case.rows // KERAS_BATCH) * epochs)


@misconception(
    "epochs_ignored",
    probes=("train_head",),
    says="Training took another number of epochs than was asked for: `epochs` did not arrive.",
    try_="`fit(..., epochs=epochs)`; 15 is only the default of the argument.",
)
def epochs_ignored(case: SimpleNamespace) -> bool:
    """15 epochs, or one, whatever was asked for."""
    one_epoch = updates(case) / case.settings["epochs"]
    return case.updates in (one_epoch * BY_DEFAULT, one_epoch) and case.updates != updates(case)


@misconception(
    "rows_left_out",
    probes=("train_head",),
    says="There were fewer updates than batches: some images were left out, by a partial batch "
    "that was dropped or by a `validation_split`.",
    try_="train on all of `x`; the last batch may be smaller than the others.",
)
def rows_left_out(case: SimpleNamespace) -> bool:
    """Fewer updates than asked for."""
    return bool(0 < case.updates < updates(case))


@misconception(
    "M003",
    probes=("train_head",),
    says="The optimizer has Adam's default rate, 0.001: `learning_rate` did not arrive.",
    try_="`keras.optimizers.Adam(learning_rate)`.",
    card=HOW_TO_SET,
)
def default_rate(case: SimpleNamespace) -> bool:
    """0.001 instead of another rate."""
    asked = case.settings["learning_rate"]
    return asked != ADAM_DEFAULT and as_read(ADAM_DEFAULT).agrees(case.rate)


@misconception(
    "not_adam",
    probes=("train_head",),
    says="The rate arrived, but a single update did not move the head by it as Adam does: another "
    "optimizer was used.",
    try_="`keras.optimizers.Adam(learning_rate)`.",
)
def not_adam(case: SimpleNamespace) -> bool:
    """Right count and rate, another distance."""
    asked = case.settings["learning_rate"]
    arrived = as_read(asked).agrees(case.rate) and case.updates == updates(case)
    return updates(case) == 1 and arrived and not measured(asked).agrees(case.head_moved)


@misconception(
    "base_trained_early",
    probes=("train_head",),
    says="The base learns together with a head that is still random: something unfroze it, or it "
    "was never frozen.",
    try_="leave every `trainable` alone in `train_head`; `attach_head` is to freeze the base.",
    card=SMALLER,
)
def base_trained_early(case: SimpleNamespace) -> bool:
    """Kernels of the base changed."""
    return any(name.endswith("kernel") for name in _changed_names(case))


@misconception(
    "M161",
    probes=("train_head",),
    says="All updates were made at the right rate, and little was learned: the loss does not fit "
    "the outputs. As a text, a crossentropy expects probabilities, and here are logits.",
    try_="`keras.losses.SparseCategoricalCrossentropy(from_logits=True)`.",
)
def loss_expects_probabilities(case: SimpleNamespace) -> bool:
    """Rate and count are right; what failed is the accuracy."""
    arrived = as_read(case.settings["learning_rate"]).agrees(case.rate)
    return arrived and case.updates == updates(case) and not _changed_names(case)


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
    says="The model was compiled anew, and the base stayed frozen all the same. Setting "
    "`trainable` to the value that it has already does nothing: `base.trainable = True` does not "
    "unfreeze layers inside a base that was True all the time, nor does `model.trainable = True`.",
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
    says="The optimizer says that it has made updates already, so its first steps come out wrong: "
    "Adam corrects them by this count.",
    try_="make a new Adam in `unfreeze`, and leave its `iterations` alone.",
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
    card=HOW_TO_SET,
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
    card=SMALLER,
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
    card=TOO_HIGH,
)
def forgets(case: SimpleNamespace) -> bool:
    """The source accuracy fell too far in the long run."""
    return bool(case.whole) and not checks.run_of(case).drop <= FORGETTING_DROP


def _values(case: SimpleNamespace) -> list[float]:
    return [item["value"] for item in case.items]


@misconception(
    "nothing_in_the_list",
    probes=("layer_lrs", "trainable_groups"),
    says="The function returned None: printing numbers does not hand them over.",
    try_="collect them in a list, and end the function with `return`.",
)
def returned_none(case: SimpleNamespace) -> bool:
    """None."""
    return bool(case.type == "NoneType")


@misconception(
    "not_a_list",
    probes=("layer_lrs", "trainable_groups"),
    says="What came back is no list: a generator, a range, a set or an array is something else.",
    try_="wrap it in `list(...)`; an array has `.tolist()`.",
)
def not_a_list(case: SimpleNamespace) -> bool:
    """Another type."""
    return bool(case.type != "list")


@misconception(
    "top_first",
    probes=("layer_lrs",),
    says="The rates are the wrong way round: group 0 is nearest the input and has the smallest.",
    try_="the exponent is 0 for the last group.",
    card=SMALLER,
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


@misconception(
    "floats_for_indices",
    probes=("trainable_groups",),
    says="The indices are floats, and 3.0 cannot pick a group from a list.",
    try_="`range` gives ints.",
)
def floats_for_indices(case: SimpleNamespace) -> bool:
    """Right numbers of the wrong kind."""
    return any(item["type"].startswith("float") for item in case.items)


def _wanted_groups(case: SimpleNamespace) -> list[int]:
    return formulas.trainable_groups(*case.arguments)


@misconception(
    "descending",
    probes=("trainable_groups",),
    says="The right groups, in descending order.",
    try_="begin with the smallest index.",
)
def descending(case: SimpleNamespace) -> bool:
    """Reversed."""
    return _values(case) == _wanted_groups(case)[::-1] and len(case.items) > 1


@misconception(
    "from_the_input",
    probes=("trainable_groups",),
    says="The groups nearest the input were taken; unfreezing begins at the output, with the last "
    "index.",
    try_="the last group has index n_groups - 1, and it comes first.",
)
def from_the_input(case: SimpleNamespace) -> bool:
    """0, 1, ... instead of the last ones."""
    return _values(case) == list(range(len(_wanted_groups(case))))


@misconception(
    "one_epoch_late",
    probes=("trainable_groups",),
    says="One group too few: epochs count from 0, and in epoch 0 one group trains already.",
    try_="epoch + 1 groups train.",
)
def one_epoch_late(case: SimpleNamespace) -> bool:
    """The last min(epoch, n_groups) groups."""
    epoch, n_groups = case.arguments
    return _values(case) == list(range(max(0, n_groups - epoch), n_groups))


@misconception(
    "counted_from_one",
    probes=("trainable_groups",),
    says="The groups were counted from 1; their indices begin at 0.",
    try_="the last index is n_groups - 1.",
)
def counted_from_one(case: SimpleNamespace) -> bool:
    """Every index one too large."""
    return _values(case) == [group + 1 for group in _wanted_groups(case)]


@misconception(
    "below_zero",
    probes=("trainable_groups",),
    says="There are indices below 0: after the last group has been unfrozen, nothing is added.",
    try_="begin at `max(0, ...)`.",
)
def below_zero(case: SimpleNamespace) -> bool:
    """Negative indices."""
    return any(value < 0 for value in _values(case))


@misconception(
    "always_all",
    probes=("trainable_groups",),
    says="All groups train from the first epoch on.",
    try_="how many groups train in epoch 0?",
)
def always_all(case: SimpleNamespace) -> bool:
    """Every index, whatever the epoch."""
    return _values(case) == list(range(case.arguments[1]))


@misconception(
    "only_the_newest",
    probes=("trainable_groups",),
    says="Only the group that was unfrozen last is named; those above it go on training.",
    try_="the list grows from epoch to epoch.",
)
def only_the_newest(case: SimpleNamespace) -> bool:
    """One index only."""
    return _values(case) == _wanted_groups(case)[:1]


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
    "Adam, which divides by the gradient's own size; and where `update_step` compares, it gets "
    "TensorFlow's variable, `v.value`, and not Keras's `v`.",
    try_="scale the rate, not the gradient; compare with `v.value` in `update_step`.",
    card=SMALLER,
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
    says="The old digits are forgotten: the base moved at the head's rate, or near it.",
    try_="see first that the base moves at `base_lr`.",
    card=TOO_HIGH,
)
def forgets_the_source(case: SimpleNamespace) -> bool:
    """The base moved; what failed is the source accuracy."""
    before = shipped(False)
    return any(not np.array_equal(case.weights[name], before[name]) for name in case.weights)
