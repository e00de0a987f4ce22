"""The visible checks of `capstone`. Points stand beside each; titles are the docstrings.

Each requirement is judged for each base by itself: what goes wrong with one of them, an exception
too, costs the points of that base and no others.
"""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import again, points
from graders.judge.expectations import at_least, at_most, exactly, unchanged
from graders.judge.zones import (
    BASE_MOVED,
    CAPSTONE_ACCURACY,
    CAPSTONE_DROP,
    FEATURES_FOLLOW,
    FEATURES_KNOW,
    WITHOUT_BASE,
)
from graders.rubrics.capstone import outcome

MODEL = "check_fine_tune_returns_a_model"
TUNED = "check_fine_tune_tunes_and_uses_the_base"
OTHER = "_with_batch_norm"
PLAIN = {"batch_norm": False}
BATCH_NORM = {"batch_norm": True}

WHAT_REACHES_IT = (
    "measured on eight bases like yours, from a trained head: Adam at 1e-4 reaches 0.63 to 0.79 in "
    "10 epochs and 0.80 to 0.95 in 60. At 5e-4 for 30 epochs, or with a warm-up and a cosine, it "
    "reaches 0.91 to 0.98 and costs the old task at most 0.10. A rate that falls on a plateau, or "
    "SGD with momentum and a cosine, reach 0.97 and can cost more."
)
"""What reaches 0.90 and what does not, over many bases; a hint, so it holds no code."""


@points(
    0.5,
    why="The model that comes back is what is tried on new images; a weight that is NaN or "
    "infinite makes every answer of it worthless.",
    try_="return the trained `keras.Model` itself, with 5 outputs; if weights are not finite, the "
    "rate was far too large or a logarithm met 0.",
    where=PLAIN,
)
def check_fine_tune_returns_a_model(fine_tune: SimpleNamespace) -> None:
    """Plain base: a Keras model comes back, with 5 outputs, and every weight is finite."""
    assert fine_tune.model == exactly("keras.Model", "a keras.Model")
    one_array = fine_tune.logits is not None
    shape = list(np.shape(fine_tune.logits)) if one_array else "an output that is not one array"
    wanted = [len(fine_tune.images), outcome.CLASSES]
    assert shape == exactly(wanted, f"an output of shape {wanted} for {wanted[0]} images")
    not_finite = ", ".join(outcome.not_finite(fine_tune)) or "none"
    assert not_finite == exactly("none", "no weight that is NaN or infinite")


check_fine_tune_returns_a_model_with_batch_norm = again(
    check_fine_tune_returns_a_model,
    "Base with BatchNormalization: a Keras model comes back, as above.",
    where=BATCH_NORM,
)


@points(
    0.5,
    why="A base that stays as it was is not fine-tuned, nor is one that was multiplied or shaken: "
    "after training its features tell the new labels apart, whatever head comes next, and with "
    "other labels they would have become others. And the "
    "predictions have to come through the base that you were given; a copy, or a network of your "
    "own, leaves it as it was, or does not need it.",
    try_="build the model on `base` itself, with a head on `base.output`: a head on an earlier "
    "layer leaves the features behind. Set `trainable` of the layers in `base.layers` one by one, "
    "compile with a new optimizer, train, and look at the kernels and at the features before and "
    "after.",
    needs=(MODEL,),
    where=PLAIN,
)
def check_fine_tune_tunes_and_uses_the_base(fine_tune: SimpleNamespace) -> None:
    """Plain base: its kernels moved, its features know the new task, and the model needs it."""
    _tuned_and_used(fine_tune)


def _tuned_and_used(case: SimpleNamespace) -> None:
    """The base is fine-tuned, and without its kernels the model knows nothing."""
    _tuned(case, _besides(case))
    left = outcome.target_without_base(case)
    assert left == at_most(WITHOUT_BASE, "accuracy with the base's kernels at 0")


def _besides(case: SimpleNamespace) -> str:
    """What the model came to, beside the number that is judged: checks of it wait for this one."""
    if np.shape(case.logits) != (len(case.images), outcome.CLASSES):
        return ""
    right, lost = outcome.target(case), outcome.forgotten(case)
    return f"; the model labels {right:.2f} of target images right, the old task lost {lost:.2f}"


def _tuned(case: SimpleNamespace, besides: str = "") -> None:
    """The base's kernels moved, and its features got to know the new task by its labels."""
    assert outcome.relative_change(case) == at_least(BASE_MOVED, "relative change of the kernels")
    known = outcome.known_by_features(case)
    assert known == at_least(
        FEATURES_KNOW, f"new images told apart by the base's features{besides}"
    )
    raised = case.raised_with_others or "nothing"
    assert raised == exactly("nothing", "no exception in a call with other labels")
    followed = outcome.follows(case)
    assert followed == at_least(
        FEATURES_FOLLOW, f"how much the features follow the labels{besides}"
    )


check_fine_tune_tunes_and_uses_the_base_with_batch_norm = again(
    check_fine_tune_tunes_and_uses_the_base,
    "Base with BatchNormalization: it moved, its features know the new task, the model needs it.",
    where=BATCH_NORM,
    needs=(MODEL + OTHER,),
)


@points(
    1,
    why="New images are what the model is for; 0.90 is well above what a head on the frozen base "
    "reaches, and well below what a good fine-tuning does.",
    try_=WHAT_REACHES_IT,
    needs=(TUNED,),
    where=PLAIN,
)
def check_fine_tune_learns_the_new_task(fine_tune: SimpleNamespace) -> None:
    """Plain base: through it, at least 90 % of target images are labelled right."""
    _tuned_and_used(fine_tune)
    assert outcome.target(fine_tune) == at_least(CAPSTONE_ACCURACY)


check_fine_tune_learns_the_new_task_with_batch_norm = again(
    check_fine_tune_learns_the_new_task,
    "Base with BatchNormalization: at least 90 % of target images are labelled right.",
    where=BATCH_NORM,
    needs=(TUNED + OTHER,),
)


@points(
    0.75,
    why="The old task shows what the updates destroyed: with the source head put back, the base "
    "should still know its digits, for the images as they are. The target accuracy does not show "
    "it, and neither does the loss.",
    try_="a smaller rate for the base, a warm-up, or a head that is trained before the base may "
    "move; measure `source_head(base(images))` before and after.",
    needs=(TUNED,),
    where=PLAIN,
)
def check_fine_tune_remembers_the_old_task(fine_tune: SimpleNamespace) -> None:
    """Plain base: fine-tuned, and its source accuracy fell by at most 0.15."""
    _tuned_and_used(fine_tune)
    assert outcome.forgotten(fine_tune) == at_most(CAPSTONE_DROP)


check_fine_tune_remembers_the_old_task_with_batch_norm = again(
    check_fine_tune_remembers_the_old_task,
    "Base with BatchNormalization: its source accuracy fell by at most 0.15.",
    where=BATCH_NORM,
    needs=(TUNED + OTHER,),
)


@points(
    2,
    why="Moving mean and variance are no weights: they follow whatever data pass, and small "
    "batches of a new task spoil them. No accuracy here shows it. In this Keras, `training=False` "
    "in a functional model does not stop them.",
    try_="set `trainable = False` on the BatchNormalization layers in `base.layers`, after the "
    "other layers were set, and compile.",
)
def check_fine_tune_keeps_the_statistics(statistics: SimpleNamespace) -> None:
    """A base that was trained has its BatchNormalization's statistics, the same to the last bit."""
    before = outcome.start(batch_norm=True)
    for name, after in outcome.statistics(outcome.weights_of(statistics)).items():
        assert [after] == unchanged([before[name]], f"{name} not changed by one bit")
    _tuned(statistics)
