"""What a fine-tuning run was: healthy, diverged, forgetting, too timid, or between the zones.

The numbers of the four zones stand here, once; `lrgrade calibrate` measures how well they tell
runs apart, and keeps it beside this file in `calibration.json`. It compares plain numbers and
reads nothing.
"""

import math
from dataclasses import dataclass
from typing import Literal

Zone = Literal["healthy", "diverged", "forgetting", "too_timid", "unclear"]

HEALTHY_LOSS = 0.75
"""A healthy run ends with at most this share of the loss that it started with."""
HEALTHY_SPIKE = 5.0
"""In a healthy run no batch has a larger loss than this many times the first one."""
FORGETTING_DROP = 0.20
"""A run that loses more source accuracy than this has forgotten."""
TIMID_LOSS = 0.80
"""A run that ends with more than this share of its first loss was too timid."""
DIVERGED_LOSS = 1.0
"""A run that ends with more than its first loss has diverged."""

LINEAR_PROBE_ACCURACY = 0.60
"""A head trained on the frozen base reaches this target accuracy."""
CAPSTONE_ACCURACY = 0.90
"""Target accuracy of a whole fine-tuning."""
CAPSTONE_DROP = 0.15
"""Source accuracy that a whole fine-tuning may cost."""
BASE_MOVED = 0.01
"""Relative change of the base's kernels below which it was not fine-tuned."""
FEATURES_KNOW = 0.74
"""Share of target images that class means of a fine-tuned base's features label right."""
FEATURES_FOLLOW = 0.01
"""How much better features follow the labels they were trained with than others, beyond chance."""
WITHOUT_BASE = 0.40
"""Target accuracy that may remain when the base's kernels are zero: chance is 0.2."""


@dataclass(frozen=True)
class FineTuning:
    """One run: training loss before and after (whole data, inference mode), source accuracies.

    `largest_loss` is the largest of the batches' losses on the way.
    """

    initial_loss: float
    final_loss: float
    largest_loss: float
    source_before: float
    source_after: float

    @property
    def loss_ratio(self) -> float:
        """The share of the first loss that is left; NaN where it is undefined."""
        return _ratio(self.final_loss, self.initial_loss)

    @property
    def spike(self) -> float:
        """The largest batch loss as a multiple of the first loss."""
        return _ratio(self.largest_loss, self.initial_loss)

    @property
    def drop(self) -> float:
        """How much source accuracy was lost."""
        return self.source_before - self.source_after


def zone(run: FineTuning) -> Zone:
    """The zone of a run; `unclear` for the grey strip between too timid and healthy, and spikes."""
    if not math.isfinite(run.final_loss) or not run.loss_ratio <= DIVERGED_LOSS:
        return "diverged"
    if not run.drop <= FORGETTING_DROP:
        return "forgetting"
    if run.loss_ratio > TIMID_LOSS:
        return "too_timid"
    if run.loss_ratio <= HEALTHY_LOSS and run.spike <= HEALTHY_SPIKE:
        return "healthy"
    return "unclear"


def _ratio(loss: float, first: float) -> float:
    return loss / first if first > 0 else math.nan
