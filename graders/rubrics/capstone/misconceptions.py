"""Known mistakes of `capstone`, told by what became of the base and of both tasks."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import at_least, at_most, unchanged
from graders.judge.zones import (
    BASE_MOVED,
    CAPSTONE_ACCURACY,
    CAPSTONE_DROP,
    FEATURES_FOLLOW,
    FEATURES_KNOW,
    FORGETTING_DROP,
    WITHOUT_BASE,
)
from graders.rubrics.capstone import outcome
from graders.rubrics.capstone.checks import WHAT_REACHES_IT

PROBE = ("fine_tune",)
NOTICEABLE_DROP = CAPSTONE_DROP / 3
"""From here on a run that has not learned enough is not called too timid."""
ROUNDING = 1e-5
"""Relative change of a moving statistic that arithmetic in float32 may cause."""


@misconception(
    "C06",
    probes=PROBE,
    says="What comes back is no model. `fit` gives a History and `predict` gives numbers; a "
    "model beside something else is a tuple; and without `return` it is None.",
    try_="end the function with `return model`, and nothing else beside it.",
)
def no_model(case: SimpleNamespace) -> bool:
    """Anything else than a Keras model."""
    return bool(case.model != "keras.Model")


@misconception(
    "C07",
    probes=PROBE,
    says="The model gives one number for each image, a label perhaps. Asked for are five, one for "
    "each label; whoever uses the model takes the largest.",
    try_="end with `Dense(5)` and a cross-entropy loss, without `argmax`.",
)
def one_number(case: SimpleNamespace) -> bool:
    """One output, or the label itself."""
    return np.shape(case.logits) in ((len(case.images),), (len(case.images), 1))


@misconception(
    "C08",
    probes=PROBE,
    says="The model has several outputs, or a dictionary of them, or none that is an array.",
    try_="return a model whose only output are the logits.",
)
def several_outputs(case: SimpleNamespace) -> bool:
    """A model without one array for an output."""
    return case.logits is None


@misconception(
    "C01",
    probes=PROBE,
    says="That is the output of the base: 12 features. There is no head for the 5 new classes.",
    try_="put a `Dense(5)` on the features, and return the whole model.",
)
def base_returned(case: SimpleNamespace) -> bool:
    """Feature vectors where logits should be."""
    features = len(outcome.start(case.batch_norm)["narrow/bias"])
    return bool(np.shape(case.logits) == (len(case.images), features))


@misconception(
    "C02",
    probes=PROBE,
    says="The training blew up: weights are NaN or infinite.",
    try_="a rate that is ten or a hundred times smaller; `from_logits=True` in the loss instead of "
    "a logarithm of your own.",
    card="too_high",
)
def blown_up(case: SimpleNamespace) -> bool:
    """A weight that is not finite."""
    return bool(outcome.not_finite(case))


@misconception(
    "M143",
    probes=PROBE,
    says="The model does not need `base`: its kernels are as they were, and without them it "
    "answers as well. A copy was trained (`clone_model` makes one), or a network of your own.",
    try_="build the model on the object `base` that you were given, and return that model: one "
    "that was cloned, or loaded from a file, has a base of its own.",
)
def another_network(case: SimpleNamespace) -> bool:
    """The base untouched, and the predictions independent of it."""
    return _untouched(case) and not _needs_the_base(case)


@misconception(
    "M141",
    probes=PROBE,
    says="The base comes back as it was: only the head was trained, or the weights were put back. "
    "Setting `trainable` to the value that it has already does nothing, and a change counts at the "
    "next `compile` only.",
    try_="`for layer in base.layers: layer.trainable = ...`, then compile with a new optimizer.",
)
def base_still_frozen(case: SimpleNamespace) -> bool:
    """No kernel changed, and the model needs them."""
    return _untouched(case) and _needs_the_base(case)


@misconception(
    "C12",
    probes=(*PROBE, "statistics"),
    says="The base did move, but so little that it does not count: less than 0.01 of its size.",
    try_="a larger highest rate for the base, or more epochs; `relative_change` of the lesson "
    "measures it.",
)
def hardly_moved(case: SimpleNamespace) -> bool:
    """Kernels that changed by more than rounding, and by less than asked."""
    return not _untouched(case) and not at_least(BASE_MOVED).agrees(outcome.relative_change(case))


@misconception(
    "C10",
    probes=PROBE,
    says="The model labels new images well, and the base's features do not: they tell the new "
    "labels hardly better apart than before. A head on an earlier layer learns without them, and "
    "so does a model that scales, turns or inverts the images first.",
    try_="put the head on `base.output`, give the images to the base as they are, and let `fit` "
    "change the base under a head that was trained first.",
)
def features_left_behind(case: SimpleNamespace) -> bool:
    """The base moved and is needed, the accuracy is good, and the features know little."""
    moved = at_least(BASE_MOVED).agrees(outcome.relative_change(case))
    return moved and _learned(case) and not _features_know(case) and _needs_the_base(case)


@misconception(
    "C15",
    probes=(*PROBE, "statistics"),
    says="The call with the digits went well; one with other labels for the same images ended in "
    "an exception. They are harder: 0.7 to 0.9 of the validation images, or less.",
    try_="does your code wait for an accuracy, or look it up, that was not reached there? It has "
    "to come to an end without it.",
)
def raised_with_others(case: SimpleNamespace) -> bool:
    """An exception that the digits do not show."""
    return bool(case.raised_with_others)


@misconception(
    "C16",
    probes=PROBE,
    says="With other labels for the same images, which are harder, the base broke: it forgot most "
    "of the old task, and its features no longer tell the labels apart that it was trained with. "
    "The digits may just about bear such large steps, or do not bear them either.",
    try_="a smaller highest rate for the base, or a warm-up, after a phase for the head alone.",
    card="too_high",
)
def broken_with_others(case: SimpleNamespace) -> bool:
    """A base that moved, is needed and knows enough; one with other labels lost the old task."""
    return _does_not_follow(case) and any(
        not at_most(FORGETTING_DROP).agrees(lost) for lost in outcome.forgotten_with_others(case)
    )


@misconception(
    "C14",
    probes=PROBE,
    says="The features do not follow the labels: called twice with other labels for the same "
    "images, your function made two bases, and neither tells its own labels apart better than the "
    "other one does. What is done to the base hardly depends on what is to be learned, or it is so "
    "little that it does not show.",
    try_="let the loss of your model, with the labels that are passed, change the base's layers; "
    "more epochs or a larger highest rate, if it does so already.",
)
def features_do_not_follow(case: SimpleNamespace) -> bool:
    """A base that moved, is needed and knows enough, and would have become the same anyway."""
    return _does_not_follow(case)


@misconception(
    "C11",
    probes=PROBE,
    says="The model does not need the base: with the base's kernels at 0 it answers as well.",
    try_="let the answer be a function of what `base` gives for the images, and return the model "
    "that was built on it: one that was cloned, or loaded from a file, has a base of its own.",
)
def by_rules_of_its_own(case: SimpleNamespace) -> bool:
    """A good accuracy that does not come through the base, whatever became of that one."""
    return _learned(case) and not _untouched(case) and not _needs_the_base(case)


@misconception(
    "C13",
    probes=("statistics",),
    says="The statistics are what they were, as they should be. That counts only where the check "
    "of the base with BatchNormalization passes.",
    try_="look at that check first.",
)
def not_tuned_yet(case: SimpleNamespace) -> bool:
    """Statistics untouched, in a base that moved and learned too little."""
    follows = at_least(FEATURES_FOLLOW).agrees(outcome.follows(case))
    return not _statistics_changed(case) and not (_features_know(case) and follows)


@misconception(
    "C03",
    probes=PROBE,
    says="Training diverged: both tasks are at chance. The first large steps killed the network, "
    "and a dead one has a finite, harmless-looking loss.",
    try_="a rate ten times smaller, or a warm-up before the highest rate.",
    card="too_high",
)
def diverged(case: SimpleNamespace) -> bool:
    """Nothing is known any more, old or new."""
    lost = not at_most(FORGETTING_DROP).agrees(outcome.forgotten(case))
    return lost and at_most(WITHOUT_BASE).agrees(outcome.target(case))


@misconception(
    "M155",
    probes=PROBE,
    says="The new task looks fine, and the old one is forgotten: the rate was too large for the "
    "base, or a head that was still random sent its gradients into it.",
    try_="a smaller highest rate for the base, after a phase for the head alone.",
    card="too_high",
)
def forgotten(case: SimpleNamespace) -> bool:
    """A good target accuracy and a large drop."""
    return _learned(case) and not at_most(CAPSTONE_DROP).agrees(outcome.forgotten(case))


@misconception(
    "C09",
    probes=("statistics",),
    says="The moving statistics differ by rounding only: training left them alone, but your code "
    "wrote all weights again, an average of several epochs perhaps, and those too.",
    try_="leave the weights out that are not trained: average `model.trainable_variables`.",
)
def statistics_rounded(case: SimpleNamespace) -> bool:
    """Moving statistics that are the shipped ones but for the last digits."""
    before, after = _statistics(case)
    near = all(np.allclose(after[name], before[name], rtol=ROUNDING, atol=0) for name in after)
    return near and _statistics_changed(case)


@misconception(
    "M145",
    probes=("statistics",),
    says="BatchNormalization went on updating its moving statistics. `training=False` does not "
    "stop that in a functional model, `base.trainable = True` lets all of them "
    "move again, and a loop over `model.layers` does not find layers inside `base`.",
    try_="after the line that unfreezes the base and before `compile`: for each `layer` in "
    "`base.layers` that is a `keras.layers.BatchNormalization`, `layer.trainable = False`.",
)
def statistics_moved(case: SimpleNamespace) -> bool:
    """Moving statistics other than the shipped ones, and numbers still."""
    _, after = _statistics(case)
    finite = all(np.isfinite(array).all() for array in after.values())
    return finite and _statistics_changed(case)


@misconception(
    "M161",
    probes=PROBE,
    says="Next to nothing was learned, and nothing forgotten: a head that was hardly trained, or a "
    'loss that does not fit. `"sparse_categorical_crossentropy"` expects probabilities.',
    try_="logits need `SparseCategoricalCrossentropy(from_logits=True)`; then look whether the "
    "loss of the head's own phase falls.",
)
def nothing_learned(case: SimpleNamespace) -> bool:
    """The old task kept, and the new one near chance."""
    kept = at_most(CAPSTONE_DROP).agrees(outcome.forgotten(case))
    return kept and at_most(WITHOUT_BASE).agrees(outcome.target(case))


@misconception(
    "C05",
    probes=PROBE,
    says="The new task is not learned well enough, and the base has lost a part of the old one "
    "already. A larger rate would lose more: it is the way there that is too rough. A head that is "
    "still random sends large gradients into the base, and so does a high rate in the first steps.",
    try_="train the head alone first, at a large rate, until its accuracy no longer rises; then "
    "the base at a smaller highest rate for more epochs, with a warm-up or a rate that falls. And "
    "look at the loss: logits need `from_logits=True`.",
    card="too_high",
)
def rough(case: SimpleNamespace) -> bool:
    """Not enough learned, and more than a little forgotten."""
    lost = not at_most(NOTICEABLE_DROP).agrees(outcome.forgotten(case))
    return lost and not _learned(case) and _needs_the_base(case)


@misconception(
    "C04",
    probes=PROBE,
    says="Too timid: nothing was forgotten, and not enough was learned. The rate was too small "
    "for so few updates, or the head was not ready when the base began to move. (Or the base gets "
    "other images than it knows: divided by 255, say, where they are from 0 to 1 already.)",
    try_="first a longer phase for the head at a larger rate; then for the base a larger highest "
    f"rate, or more epochs; {WHAT_REACHES_IT}",
)
def too_timid(case: SimpleNamespace) -> bool:
    """The old task hardly touched, the new one half learned, the base moved or nearly so."""
    kept = at_most(CAPSTONE_DROP).agrees(outcome.forgotten(case))
    return kept and not _learned(case) and _needs_the_base(case)


def _untouched(case: SimpleNamespace) -> bool:
    """Whether the kernels moved by less than counts: rounding may have put a bit elsewhere."""
    return not at_least(BASE_MOVED / 100).agrees(outcome.relative_change(case))


def _statistics(case: SimpleNamespace) -> tuple[dict[str, Any], dict[str, Any]]:
    """The moving statistics that the base came with, and those that came back."""
    return outcome.statistics(outcome.start(True)), outcome.statistics(outcome.weights_of(case))


def _statistics_changed(case: SimpleNamespace) -> bool:
    before, after = _statistics(case)
    return not all(unchanged([before[name]]).agrees([after[name]]) for name in after)


def _learned(case: SimpleNamespace) -> bool:
    return at_least(CAPSTONE_ACCURACY).agrees(outcome.target(case))


def _features_know(case: SimpleNamespace) -> bool:
    return at_least(FEATURES_KNOW).agrees(outcome.known_by_features(case))


def _does_not_follow(case: SimpleNamespace) -> bool:
    """Whether that is all that the base lacks."""
    follows = at_least(FEATURES_FOLLOW).agrees(outcome.follows(case))
    moved = at_least(BASE_MOVED).agrees(outcome.relative_change(case))
    return moved and _features_know(case) and not follows and _needs_the_base(case)


def _needs_the_base(case: SimpleNamespace) -> bool:
    return at_most(WITHOUT_BASE).agrees(outcome.target_without_base(case))
