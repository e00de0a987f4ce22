"""Known mistakes of `train_head`, told by the rate, the count of updates and what moved."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import as_read, measured
from graders.rubrics.fine_tuning.checks import updates
from graders.rubrics.fine_tuning.misconceptions.attach_head import changed_names

KERAS_BATCH = 32
ADAM_DEFAULT = 1e-3
BY_DEFAULT = 15
"""Epochs of `train_head` when nobody says otherwise."""


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
    "epochs_and_batch_size_swapped",
    probes=("train_head",),
    says="Epochs and batch size were swapped: in `fit` the batch size comes before the epochs, "
    "here it is the other way round.",
    try_="pass them by name: `fit(x, y, epochs=epochs, batch_size=batch_size)`.",
)
def epochs_and_batch_size_swapped(case: SimpleNamespace) -> bool:
    """As many epochs as a batch was to have images."""
    settings = case.settings
    epochs, batch = settings["batch_size"], settings["epochs"]
    swapped = epochs * -(-case.rows // batch)
    return bool(swapped == case.updates != updates(case))


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
    card="setting_the_rate",
)
def default_rate(case: SimpleNamespace) -> bool:
    """0.001 instead of another rate."""
    asked = case.settings["learning_rate"]
    return asked != ADAM_DEFAULT and as_read(ADAM_DEFAULT).agrees(case.rate)


@misconception(
    "not_compiled",
    probes=("train_head",),
    says="The optimizer is not yours: the model was not compiled in `train_head`. It had been "
    "compiled before, with another rate, and fitted.",
    try_="`model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=...)`, then fit.",
)
def not_compiled(case: SimpleNamespace) -> bool:
    """Another rate, and a count that began before."""
    arrived = as_read(case.settings["learning_rate"]).agrees(case.rate)
    return not arrived and case.updates > updates(case)


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
    card="smaller_for_fine_tuning",
)
def base_trained_early(case: SimpleNamespace) -> bool:
    """Kernels of the base changed."""
    return any(name.endswith("kernel") for name in changed_names(case))


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
    return arrived and case.updates == updates(case) and not changed_names(case)
