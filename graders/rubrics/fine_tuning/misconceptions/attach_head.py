"""Known mistakes of `attach_head`, told by the outputs, and by what a short training changed."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import unchanged
from graders.judge.forward import shipped
from graders.rubrics.fine_tuning.checks import is_bounded_below, is_probabilities


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
    "not_a_model",
    probes=("attach_head",),
    says="What came back is no model: a tuple, a tensor or a layer is something else.",
    try_="return the model alone: `return keras.Model(inputs, outputs)`, or the Sequential itself.",
)
def not_a_model(case: SimpleNamespace) -> bool:
    """Neither a model nor None."""
    return bool(case.model != "keras.Model")


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


def changed_names(case: SimpleNamespace) -> list[str]:
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
    return not changed_names(case) and case.head_moved == 0


@misconception(
    "norms_not_frozen",
    probes=("attach_head", "train_head"),
    says="Only BatchNormalization layers changed: they were left out when the base was frozen, and "
    "their statistics follow whatever data pass.",
    try_="set `trainable = False` on every layer of the base, the BatchNormalization layers too.",
)
def norms_not_frozen(case: SimpleNamespace) -> bool:
    """Something changed, and all of it belongs to BatchNormalization."""
    names = changed_names(case)
    return bool(names) and all(name.startswith("bn") for name in names)


@misconception(
    "partly_frozen",
    probes=("attach_head",),
    says="A part of the base was frozen, and the rest trains with the random head. The last layer "
    "of `base` belongs to the base too: the new head comes after it.",
    try_="`base.trainable = False`, or a loop over all of `base.layers`.",
)
def partly_frozen(case: SimpleNamespace) -> bool:
    """Some kernels changed and others did not."""
    names = changed_names(case)
    still = [name for name in case.after if name.endswith("kernel") and name not in names]
    return bool(still) and any(name.endswith("kernel") for name in names)


@misconception(
    "M151",
    probes=("attach_head",),
    says="The base trains together with the random head: it was not frozen, or by something that "
    'freezes nothing. `training=False` in the call freezes no weight, and the text "False" counts '
    "as true.",
    try_="`base.trainable = False`, before the model is returned.",
    card="smaller_for_fine_tuning",
)
def base_not_frozen(case: SimpleNamespace) -> bool:
    """Kernels of the base changed."""
    return any(name.endswith("kernel") for name in changed_names(case))
