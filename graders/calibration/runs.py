"""One base, one linear probe, one fine-tuning run after another, and what each did.

It measures only. Rates, seeds and recipes come from the caller; nothing is called good or bad.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.calibration.measuring import Network, Seen
from graders.calibration.pretrain import pretrained_weights
from graders.calibration.training import Part, Trainer, Weights
from graders.lab.digits import load_digits_split
from graders.lab.pretrained import CLASSES

BATCH = 24
STEPS_PER_EPOCH = 10
WARMUP_STEPS = 10
PROBE_RATE = 5e-3
PROBE_EPOCHS = 15


@dataclass(frozen=True)
class Recipe:
    """How a linear probe is fine-tuned: `optimizer` is "adam", "sgd" or "momentum" (SGD, 0.9).

    The base moves at `rate`, the head at `head_rate`; both follow `schedule`, which is "constant"
    or "warmup_cosine" (ten steps up, then a cosine to 0).
    """

    optimizer: str
    rate: float
    head_rate: float
    schedule: str = "constant"
    epochs: int = 10

    def rates(self) -> NDArray[np.float64]:
        """The rates (steps, 2) of base and head."""
        steps = np.arange(self.epochs * STEPS_PER_EPOCH)
        share = np.ones(len(steps))
        if self.schedule == "warmup_cosine":
            done = (steps - WARMUP_STEPS) / (len(steps) - WARMUP_STEPS)
            cosine = 0.5 * (1 + np.cos(np.pi * done))
            share = np.where(steps < WARMUP_STEPS, steps / WARMUP_STEPS, cosine)
        return np.outer(share, [self.rate, self.head_rate])


@dataclass(frozen=True)
class Start:
    """A pretrained base, its source head, the target head after the linear probe, and the seed."""

    batch_norm: bool
    narrow: bool
    order: int
    base: Weights
    source_head: Weights
    head: Weights
    seen: Seen
    features_know: float


def start(batch_norm: bool, base_seed: int, order: int, narrow: bool = False) -> Start:
    """The base of `base_seed`; `order` seeds the head and the order of the rows from here on."""
    weights = _pretrained(batch_norm, base_seed, narrow)
    base, source_head = weights[:-2], weights[-2:]
    network, trainer = _probing(batch_norm, narrow)
    trainer.start([*base, *_random_head(order, len(source_head[0]))])
    trainer.train([[PROBE_RATE]] * (PROBE_EPOCHS * STEPS_PER_EPOCH), BATCH, order)
    head = trainer.weights()[-2:]
    seen, known = network.seen(source_head), network.features_know()
    return Start(batch_norm, narrow, order, base, source_head, head, seen, known)


def fine_tuned(begin: Start, recipe: Recipe) -> tuple[dict[str, float], list[float]]:
    """What one run did, by name, and the loss of each of its batches."""
    network, trainer = _tuning(begin.batch_norm, begin.narrow, recipe.optimizer)
    trainer.start([*begin.base, *begin.head])
    # Another order than the linear probe's, from the same seed.
    losses = trainer.train(recipe.rates().tolist(), BATCH, 1000 + begin.order)
    before, after = begin.seen, network.seen(begin.source_head)
    moved = _moved(begin.base, trainer.weights()[:-2])
    numbers = {
        "initial_loss": before.loss,
        "final_loss": after.loss,
        "largest_loss": float(losses.max()),
        "source_before": before.source,
        "source_after": after.source,
        "drop_known": before.source_known - after.source_known,
        "target_before": before.target,
        "target_after": after.target,
        "target_known": after.target_known,
        "target_drawn": after.target_drawn,
        "moved": moved,
        "known_before": begin.features_know,
        "known_after": network.features_know(),
        "without_base": network.without_base(),
    }
    return numbers, losses.tolist()


@cache
def _pretrained(batch_norm: bool, seed: int, narrow: bool) -> Weights:
    return pretrained_weights(batch_norm, seed, narrow)


def _random_head(seed: int, features: int) -> Weights:
    """A Dense layer's usual first weights (Glorot uniform), from a seed of its own."""
    limit = np.sqrt(6 / (features + CLASSES))
    kernel = np.random.default_rng(seed).uniform(-limit, limit, (features, CLASSES))
    return [kernel.astype(np.float32), np.zeros(CLASSES, np.float32)]


@cache
def _probing(batch_norm: bool, narrow: bool) -> tuple[Network, Trainer]:
    network = Network(batch_norm, narrow)
    part = Part(network.head.weights, _optimizer("adam"))
    return network, Trainer(network.model, [part], _target())


@cache
def _tuning(batch_norm: bool, narrow: bool, optimizer: str) -> tuple[Network, Trainer]:
    network = Network(batch_norm, narrow)
    variables = (network.trained(), network.head.weights)
    parts = [Part(part, _optimizer(optimizer)) for part in variables]
    return network, Trainer(network.model, parts, _target())


def _target() -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    split = load_digits_split()
    return split.target_x, split.target_y


def _optimizer(name: str) -> Any:
    import keras

    makers: Mapping[str, Any] = {
        "adam": keras.optimizers.Adam,
        "sgd": keras.optimizers.SGD,
        "momentum": lambda: keras.optimizers.SGD(momentum=0.9),
    }
    return makers[name]()


def _moved(before: Weights, after: Weights) -> float:
    """Relative change of all kernels of the base taken together."""
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a.ndim > 1]
    with np.errstate(all="ignore"):
        change = sum(float(np.sum((b - a) ** 2)) for a, b in pairs)
    return float(np.sqrt(change / sum(float(np.sum(a**2)) for a, _ in pairs)))
