"""Believes that an epoch has 100 steps, whatever the arguments say.

halving: fail
by_epoch: fail
"""

import keras
import numpy as np
from keras.callbacks import LearningRateScheduler
from keras.optimizers.schedules import CosineDecay, ExponentialDecay, LearningRateSchedule

PEAK_FIRST = 0.0  # every warm-up of this file starts here
STEPS_IN_AN_EPOCH = 100


def steps_per_epoch(n_samples: int, batch_size: int) -> int:
    """Batches in one epoch."""
    _require_counts(n_samples=n_samples, batch_size=batch_size)
    return int(-(n_samples // -batch_size))


def total_steps(n_samples: int, batch_size: int, epochs: int) -> int:
    """Batches in all epochs."""
    _require_counts(n_samples=n_samples, batch_size=batch_size, epochs=epochs)
    return epochs * steps_per_epoch(n_samples, batch_size)


def _require_counts(**counts: int) -> None:
    for name, value in counts.items():
        if not isinstance(value, int):
            raise ValueError(f"{name} must be an int, not {type(value).__name__}")
        if value < 1:
            raise ValueError(f"{name} must be at least 1, not {value}")


def step_decay_callback(initial_lr: float, drop: float, epochs_per_drop: int):
    """Stairs, one per `epochs_per_drop` epochs."""

    def stairs(epoch: int) -> np.float32:
        return np.float32(initial_lr * np.power(drop, epoch // epochs_per_drop))

    return LearningRateScheduler(stairs)


def halving(initial_lr: float, steps_per_halving: int, smooth: bool) -> LearningRateSchedule:
    """Half as large every epoch."""
    return ExponentialDecay(
        initial_learning_rate=initial_lr,
        decay_steps=STEPS_IN_AN_EPOCH * steps_per_halving,
        decay_rate=0.5,
        staircase=not smooth,
    )


@keras.saving.register_keras_serializable(package="course")
class CosineTo(CosineDecay):
    """CosineDecay that ends at a rate."""

    def __init__(self, peak_lr: float, final_lr: float, total_steps: int) -> None:
        super().__init__(peak_lr, total_steps, alpha=final_lr / peak_lr)
        self.peak_lr, self.final_lr, self.total_steps = peak_lr, final_lr, total_steps

    def get_config(self) -> dict:
        return {
            "peak_lr": self.peak_lr,
            "final_lr": self.final_lr,
            "total_steps": self.total_steps,
        }


def cosine_to(peak_lr: float, final_lr: float, total_steps: int) -> LearningRateSchedule:
    """Half a cosine."""
    return CosineTo(peak_lr, final_lr, total_steps)


def by_epoch(values, epochs, steps_per_epoch) -> LearningRateSchedule:
    """One value for each stretch of epochs."""
    boundaries = [epoch * STEPS_IN_AN_EPOCH - 1 for epoch in epochs]
    return keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, values)


def warmup_cosine(
    peak_lr: float, warmup_steps: int, total_steps: int, final_lr: float = 0.0
) -> LearningRateSchedule:
    """Climb, then half a cosine."""
    after = total_steps - warmup_steps
    left = final_lr / peak_lr
    return CosineDecay(PEAK_FIRST, after, left, warmup_target=peak_lr, warmup_steps=warmup_steps)


@keras.saving.register_keras_serializable()
class WarmupLinear(LearningRateSchedule):
    """Climb, then a straight line."""

    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0, name="WarmupLinear") -> None:
        super().__init__()
        self.peak_lr = float(peak_lr)
        self.warmup_steps = int(warmup_steps)
        self.total_steps = int(total_steps)
        self.end_lr = float(end_lr)
        self.name = name

    def __call__(self, step):
        if isinstance(step, (int, np.integer)):
            return self._number(float(step))
        step = keras.ops.cast(step, "float32")
        return keras.ops.cond(
            step < self.warmup_steps, lambda: self._climb(step), lambda: self._fall(step)
        )

    def _number(self, step):
        return self._climb(step) if step < self.warmup_steps else float(self._fall(step))

    def _climb(self, step):
        return self.peak_lr * (step + 1.0) / max(self.warmup_steps, 1)

    def _fall(self, step):
        left = (self.total_steps - step) / (self.total_steps - self.warmup_steps)
        return self.end_lr + (self.peak_lr - self.end_lr) * keras.ops.maximum(left, 0.0)

    def get_config(self) -> dict:
        return {
            "peak_lr": self.peak_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
            "end_lr": self.end_lr,
            "name": self.name,
        }

    @classmethod
    def from_config(cls, config):
        return cls(**config)
