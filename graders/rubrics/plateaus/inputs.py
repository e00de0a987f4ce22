"""The inputs of every probe of `plateaus`: scripts of validation losses, and small data sets.

Trusted side only, without TensorFlow. Two losses of a script are either equal or at least 1e-6
apart, and a fall never comes nearer than 1e-6 to the 1e-4 that decides: Keras compares float32.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from graders.recording import Case

NAN = None
"""What a script says for NaN: inputs are JSON."""
WANDER = 7e-6
"""No multiple of it lies within 1e-6 of 1e-4."""


@dataclass(frozen=True)
class Settings:
    """The arguments of `plateau_callbacks`."""

    factor: float
    patience: int
    min_lr: float


HALF = Settings(0.5, 2, 1e-6)


def cases(seed: int) -> Iterator[Case]:
    """Every case of the assignment; the hidden ones depend on `seed`."""
    random = np.random.default_rng(seed)
    yield from _shown()
    yield from _drawn(random)
    yield _apart(HALF, Settings(0.1, 1, 1e-6))
    yield from _fits(random)


def _shown() -> Iterator[Case]:
    yield _script("plateau", "flat losses", HALF, 0.1, [1.2] * 10)
    dip = [1.0, 1.1, 0.9, 1.0, 0.8, 0.95, 0.93, 0.91, 0.8, 0.87, 1.0, 1.0]
    yield _script("plateau", "losses with one deep dip", Settings(0.2, 2, 1e-6), 0.05, dip)
    lost = [1.0, 0.9, *[NAN] * 7]
    yield _script("plateau", "losses that become NaN", HALF, 0.1, lost)
    creep = [*_falling(0.8, 1e-5, 8), *[0.85] * 8]
    yield _script("small falls", "losses that fall by 1e-5, then rise", HALF, 0.1, creep)
    long = [*_falling(0.8, 1.3e-5, 13), *_falling(0.7995, 1.3e-5, 5)]
    yield _script("small falls", "losses that fall by 1.3e-5 for long", HALF, 0.1, long)
    least = Settings(0.5, 1, 0.03)
    yield _script("least rate", "losses that fall by 2e-6", least, 0.1, _falling(0.5, 2e-6, 7))


def _drawn(random: np.random.Generator) -> Iterator[Case]:
    def settings(patience: int) -> Settings:
        return Settings(round(float(random.uniform(0.3, 0.8)), 2), patience, 1e-6)

    def first() -> float:
        return float(f"{10 ** random.uniform(-2.5, -1):.2e}")

    flat = settings(int(random.integers(3, 5)))
    yield _script("plateau", "flat losses", flat, first(), [_level(random)] * 13, False)
    step = 1e-6 * int(random.integers(7, 13))
    worse = [*_falling(_level(random), step, 7), *[1.5] * 9]
    yield _script("small falls", "small falls", settings(3), first(), worse, False)
    level = _level(random)
    lost = [level, NAN, level - 0.1, NAN, level, level - 0.05, NAN, NAN, level - 0.01, NAN]
    yield _script("plateau", "some losses NaN", settings(2), first(), lost, False)
    yield _script("small falls", "up and down", settings(2), first(), _wandering(random, 16), False)


def _falling(start: float, step: float, epochs: int) -> list[float]:
    return [start - step * epoch for epoch in range(epochs)]


def _level(random: np.random.Generator) -> float:
    return round(float(random.uniform(0.5, 1.2)), 3)


def _wandering(random: np.random.Generator, epochs: int) -> list[float]:
    """Losses that fall by up to 9.1e-5 or rise a little, no two alike, and end in a plateau."""
    half = epochs // 2
    places = np.zeros(half, int)
    while len(set(places)) < half:
        places = np.cumsum(random.integers(-13, 7, half))
    level = _level(random)
    return [level + int(place) * WANDER for place in places] + [level + 0.01] * (epochs - half)


def _script(
    about: str,
    words: str,
    settings: Settings,
    first_lr: float,
    losses: Sequence[float | None],
    visible: bool = True,
) -> Case:
    called = f"{_named(settings)}, {words}, first rate {first_lr:g}"
    inputs = {**asdict(settings), "about": about, "first_lr": first_lr, "losses": [*losses]}
    return Case("plateau_callbacks", inputs, called, visible)


def _apart(settings: Settings, other: Settings) -> Case:
    losses = [1.0] * 7
    called = f"{_named(settings)} beside {_named(other)}, flat losses"
    inputs = {**asdict(settings), "other": asdict(other), "first_lr": 0.1, "losses": losses}
    return Case("plateau_callbacks_apart", inputs, called)


def _named(settings: Settings) -> str:
    factor, patience, min_lr = settings.factor, settings.patience, settings.min_lr
    return f"plateau_callbacks({factor:g}, {patience}, {min_lr:g})"


def _fits(random: np.random.Generator) -> Iterator[Case]:
    always = np.random.default_rng(0)
    yield _fit(always, samples=40, held_out=35, epochs=2, stop_after=9)
    yield _fit(always, samples=10, held_out=6, epochs=3, stop_after=2)
    drawn = int(random.integers(20, 30)), int(random.integers(33, 50))
    yield _fit(random, *drawn, epochs=3, stop_after=1, visible=False)


def _fit(
    random: np.random.Generator,
    samples: int,
    held_out: int,
    epochs: int,
    stop_after: int,
    visible: bool = True,
) -> Case:
    """Whole numbers as data, all different, so that each row can be told in what was trained on."""
    numbers: list[int] = random.permutation(np.arange(1, 500)).tolist()
    inputs: dict[str, Any] = {
        "x": numbers[:samples],
        "x_val": numbers[samples : samples + held_out],
        "y": random.integers(0, 10, samples).tolist(),
        "y_val": random.integers(0, 10, held_out).tolist(),
        "epochs": epochs,
        "stop_after": stop_after,
    }
    called = f"fit_with_plateau, {samples} + {held_out} samples, epochs={epochs}"
    if stop_after < epochs:
        called += f", a callback that stops after {stop_after}"
    return Case("fit_with_plateau", inputs, called, visible)
