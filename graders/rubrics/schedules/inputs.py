"""The inputs of every probe of `schedules`: the curriculum's, and seeded ones for hidden checks.

Trusted side only, without TensorFlow. A probe that measures in graph mode gets few cases, for
each costs a trace; the direct calls of a schedule get more.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from graders.judge.tries import side_by_side
from graders.recording import Case

FOUND_RATE = 0.123
"""What the optimizer was made with, where a callback sets the rate."""
AFTER_THE_END = 5
"""Steps measured after the last one, where the rate has to stay."""


def cases(seed: int) -> Iterator[Case]:
    """Every case of the assignment; the hidden ones depend on `seed`."""
    random = np.random.default_rng(seed)
    yield from _counting(np.random.default_rng([seed, 1]))
    yield from _step_decay(random)
    yield from _halving(random)
    yield from _cosine_to(random)
    yield from _by_epoch(random)
    yield from _warmup_cosine(random)
    yield from _warmup_linear(random)


def _counting(random: np.random.Generator) -> Iterator[Case]:
    counts: dict[str, list[list[float]]] = {
        "steps_per_epoch": [[240, 24], [250, 32], [64, 64], [1, 32], [1797, 32], [7, 1]],
        "steps_per_epoch_refused": [[240.0, 24], [0, 24], [240, 0], [240, 24.0], [-5, 8]],
        "total_steps": [[250, 32, 3], [1, 32, 5], [240, 24, 10], [12, 3, 2], [7, 1, 1]],
        "total_steps_refused": [[250, 32, 0], [250.0, 32, 3], [250, -1, 3], [250, 32, 2.0]],
    }
    for probe, calls in counts.items():
        for arguments in calls:
            values = ", ".join(repr(value) for value in arguments)
            called = f"{probe.removesuffix('_refused')}({values})"
            inputs: dict[str, Any] = {"arguments": arguments}
            if probe.endswith("_refused"):
                inputs = side_by_side(random, arguments, _allowed(random)[: len(arguments)])
            yield Case(probe, inputs, called)


def _allowed(random: np.random.Generator) -> list[int]:
    """Counts that are right, tried beside some that are not: refusing everything is no check."""
    return [int(random.integers(low, 10 * low)) for low in (100, 8, 2)]


def _step_decay(random: np.random.Generator) -> Iterator[Case]:
    yield _decay({"initial_lr": 1e-2, "drop": 0.5, "epochs_per_drop": 2}, (4e-3, 0.1, 1), True)
    hidden = {
        "initial_lr": _rate(random),
        "drop": _between(random, 0.3, 0.8),
        "epochs_per_drop": int(random.integers(2, 4)),
    }
    yield _decay(hidden, None, False)


def _decay(settings: dict[str, Any], other: tuple[float, float, int] | None, visible: bool) -> Case:
    called = _named("step_decay_callback", settings) + f", in fit with SGD({FOUND_RATE})"
    inputs = {
        **settings,
        "epochs": 6 if visible else 5,
        "steps": 2 if visible else 1,
        "start": 3,
        "found": FOUND_RATE,
        "other": list(other or ()),
    }
    return Case("step_decay_callback", inputs, called, visible)


def _halving(random: np.random.Generator) -> Iterator[Case]:
    measured = {"initial_lr": 2e-2, "steps_per_halving": 10}
    for smooth in (True, False):
        yield _schedule("halving", measured | {"smooth": smooth}, 20)
    hidden = {"initial_lr": _rate(random), "steps_per_halving": int(random.integers(4, 9))}
    yield _schedule("halving", hidden | {"smooth": bool(random.integers(2))}, 20, visible=False)
    for smooth in (True, False):
        direct = {"initial_lr": 1.0, "steps_per_halving": 50, "smooth": smooth}
        yield _direct("halving", direct, last=150)
        small = {"initial_lr": 3.7e-5, "steps_per_halving": 7, "smooth": smooth}
        yield _direct("halving", small, last=20)


def _cosine_to(random: np.random.Generator) -> Iterator[Case]:
    settings = {"peak_lr": 3e-2, "final_lr": 2e-3, "total_steps": 20}
    yield _schedule("cosine_to", settings, 20)
    peak = _rate(random)
    hidden = {
        "peak_lr": peak,
        "final_lr": peak * _between(random, 0.02, 0.3),
        "total_steps": int(random.integers(12, 25)),
    }
    yield _schedule("cosine_to", hidden, int(hidden["total_steps"]), visible=False)
    for direct in (
        {"peak_lr": 1.0, "final_lr": 0.25, "total_steps": 100},
        {"peak_lr": 4.3e-5, "final_lr": 1.7e-6, "total_steps": 40},
        {"peak_lr": 1e-2, "final_lr": 0.0, "total_steps": 10},
    ):
        yield _direct("cosine_to", direct, last=int(direct["total_steps"]))


def _by_epoch(random: np.random.Generator) -> Iterator[Case]:
    settings = {"values": [1e-2, 3e-2, 2e-3], "epochs": [2, 3], "steps_per_epoch": 4}
    yield _schedule("by_epoch", settings, 16)
    first = int(random.integers(1, 4))
    epochs = [first, first + int(random.integers(1, 4))]
    steps = int(random.integers(2, 5))
    values = [_rate(random) for _ in range(3)]
    hidden = {"values": values, "epochs": epochs, "steps_per_epoch": steps}
    yield _schedule("by_epoch", hidden, (epochs[1] + 1) * steps, visible=False)
    for values, epochs, steps in (
        ([1.0, 2.0, 0.5, 3.0], [1, 4, 5], 10),
        ([3.3e-5, 4.4e-6], [1], 1),
    ):
        direct = {"values": values, "epochs": epochs, "steps_per_epoch": steps}
        edges = [epoch * steps for epoch in epochs]
        more = [*edges, *(edge - 1 for edge in edges)]
        yield _direct("by_epoch", direct, last=edges[-1], more=more)


def _warmup_cosine(random: np.random.Generator) -> Iterator[Case]:
    settings = {"peak_lr": 2e-2, "warmup_steps": 6, "total_steps": 20, "final_lr": 1e-3}
    yield _schedule("warmup_cosine", settings, 20)
    peak, warmup = _rate(random), int(random.integers(3, 8))
    hidden = {
        "peak_lr": peak,
        "warmup_steps": warmup,
        "total_steps": warmup + int(random.integers(8, 14)),
        "final_lr": peak * _between(random, 0.02, 0.2),
    }
    yield _schedule("warmup_cosine", hidden, int(hidden["total_steps"]), visible=False)
    for direct in (
        {"peak_lr": 1.0, "warmup_steps": 10, "total_steps": 100, "final_lr": 0.25},
        {"peak_lr": 5.5e-5, "warmup_steps": 1, "total_steps": 20, "final_lr": 0.0},
        {"peak_lr": 2e-3, "warmup_steps": 3, "total_steps": 9},
    ):
        more = [int(direct["warmup_steps"]) - 1, int(direct["warmup_steps"])]
        yield _direct("warmup_cosine", direct, last=int(direct["total_steps"]), more=more)


def _warmup_linear(random: np.random.Generator) -> Iterator[Case]:
    plain = {"peak_lr": 1e-2, "warmup_steps": 5, "total_steps": 20, "end_lr": 0.0}
    ending = {"peak_lr": 2e-2, "warmup_steps": 4, "total_steps": 16, "end_lr": 3e-3}
    short = {"peak_lr": 4e-3, "warmup_steps": 1, "total_steps": 6, "end_lr": 1e-3}
    no_warmup = {"peak_lr": 1.0, "warmup_steps": 0, "total_steps": 12, "end_lr": 0.25}
    peak, warmup = _rate(random), int(random.integers(2, 9))
    drawn = {
        "peak_lr": peak,
        "warmup_steps": warmup,
        "total_steps": warmup + int(random.integers(5, 20)),
        "end_lr": peak * _between(random, 0.04, 0.3),
    }
    every = list(range(int(plain["total_steps"]) + AFTER_THE_END))
    yield _values("WarmupLinear", plain, kind="int", at=every)
    yield _values("WarmupLinear", ending, kind="int")
    yield _values("WarmupLinear", short, kind="int")
    yield _values("WarmupLinear", no_warmup, kind="int")
    for kind in ("int", "NumPy integer", "tf.int64 tensor", "keras.Variable"):
        yield _values("WarmupLinear_kinds", ending, kind, at=_one_of_each_part(ending))
        each = _one_of_each_part(drawn)
        yield _values("WarmupLinear_kinds", drawn, kind, visible=False, at=each)
    yield _values("WarmupLinear", drawn, kind="int", visible=False)
    yield _values("WarmupLinear", drawn | {"warmup_steps": 0}, kind="int", visible=False)
    yield _values("WarmupLinear_in_fit", plain, kind="in fit")
    yield _values("WarmupLinear_in_fit", drawn, kind="in graph mode as in fit", visible=False)
    yield _values("WarmupLinear_config", ending, kind="from_config(get_config())")
    yield _values("WarmupLinear_saved", ending, kind="saved and loaded")


def _values(
    probe: str,
    settings: dict[str, Any],
    kind: str,
    visible: bool = True,
    at: list[int] | None = None,
) -> Case:
    # The probe leaves out an end rate of 0: that is the default.
    given = {name: value for name, value in settings.items() if (name, value) != ("end_lr", 0.0)}
    called = _named("WarmupLinear", given)
    if probe != "WarmupLinear":
        called += f", {kind if kind.startswith(('in ', 'from', 'saved')) else f'step as {kind}'}"
    steps = int(settings["total_steps"]) + AFTER_THE_END
    inputs = {**settings, "kind": kind, "steps": steps, "at": at or _edges(settings)}
    return Case(probe, inputs, called, visible)


def _edges(settings: dict[str, Any]) -> list[int]:
    """The steps at which the parts of the formula meet, and some inside each."""
    warmup, total = int(settings["warmup_steps"]), int(settings["total_steps"])
    # A quarter of the way: in the middle a cosine is where the line is.
    inside = {(3 * warmup + total) // 4, (warmup + total) // 2}
    steps = {0, warmup - 1, warmup, *inside, total - 1, total, total + AFTER_THE_END}
    return sorted(step for step in steps if step >= 0)


def _one_of_each_part(settings: dict[str, Any]) -> list[int]:
    """Where only the kind of the step is asked for: the first step, and one inside each part."""
    warmup, total = int(settings["warmup_steps"]), int(settings["total_steps"])
    return [0, warmup - 1, (3 * warmup + total) // 4, total + AFTER_THE_END]


def _schedule(task: str, settings: dict[str, Any], last: int, visible: bool = True) -> Case:
    called = f"{_named(task, settings)}, in graph mode as in fit"
    return Case(task, {"settings": settings, "steps": last + AFTER_THE_END}, called, visible)


def _direct(task: str, settings: dict[str, Any], last: int, more: list[int] | None = None) -> Case:
    steps = {0, 1, last // 2, last - 1, last, last + AFTER_THE_END, *(more or [])}
    inputs = {"settings": settings, "at": sorted(step for step in steps if step >= 0)}
    return Case(f"{task}_direct", inputs, f"{_named(task, settings)}, called with a step")


def _named(function: str, settings: dict[str, Any]) -> str:
    arguments = ", ".join(f"{name}={_text(value)}" for name, value in settings.items())
    return f"{function}({arguments})"


def _text(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) and value % 1 else repr(value)


def _between(random: np.random.Generator, low: float, high: float) -> float:
    return round(float(random.uniform(low, high)), 3)


def _rate(random: np.random.Generator) -> float:
    """A rate with three digits between 1e-4 and 1e-1, evenly over the powers of ten."""
    return float(f"{10 ** random.uniform(-4, -1):.2e}")
