"""The inputs of every probe of `optimizers`: the curriculum's, and seeded ones for hidden checks.

Trusted side only, without TensorFlow. Every float stays a float on its way to the child.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from graders.judge.tries import side_by_side
from graders.recording import Case

NAMES = ("sgd", "adam", "adamw", "rmsprop")
RATES = {"sgd": 3e-2, "adam": 1e-3, "adamw": 1e-4, "rmsprop": 2.5e-5}


def cases(seed: int) -> Iterator[Case]:
    """Every case of the assignment; the hidden ones depend on `seed`."""
    random = np.random.default_rng(seed)
    yield from _optimizers(random)
    yield from _fine_tuning_rates(random)
    yield from _current(random)
    yield from _set(random)
    yield from _refused(np.random.default_rng([seed, 1]))


def _optimizers(random: np.random.Generator) -> Iterator[Case]:
    for name, rate in RATES.items():
        yield _optimizer(name, rate, visible=True)
    for name in NAMES:
        yield _optimizer(name, _rate(random), visible=False)


def _optimizer(name: str, rate: float, visible: bool) -> Case:
    # Adam is measured once, for a trace of it costs as much as all the rest of a case.
    measured = ("sgd", "adam") if visible else ("sgd",)
    inputs = {"name": name, "learning_rate": rate, "steps": 2 if name in measured else 0}
    return Case("make_optimizer", inputs, f'make_optimizer("{name}", {rate:g})', visible)


def _fine_tuning_rates(random: np.random.Generator) -> Iterator[Case]:
    hidden = (_rate(random), float(f"{random.uniform(2, 40):.3g}"))
    for scratch_lr, factor in ((1e-3, None), (2e-3, 20.0), (5e-2, 1.0), (3e-4, 7.5)):
        yield _fine_tuning_rate(scratch_lr, factor)
    yield _fine_tuning_rate(*hidden, visible=False)


def _fine_tuning_rate(scratch_lr: float, factor: float | None, visible: bool = True) -> Case:
    inputs = {"scratch_lr": scratch_lr, "factor": factor}
    arguments = [scratch_lr] if factor is None else [scratch_lr, factor]
    return Case("fine_tuning_rate", inputs, _called(arguments), visible)


def _called(arguments: Sequence[float]) -> str:
    return f"fine_tuning_rate({', '.join(f'{argument:g}' for argument in arguments)})"


def _refused(random: np.random.Generator) -> Iterator[Case]:
    """Whatever has to be refused, each beside something that has not."""
    for name in ("adamax", "SGD", ""):
        called = f'make_optimizer("{name}", 0.001)'
        # Always this one: who lacks another of the four loses its points, and not these as well.
        yield Case("make_optimizer_unknown", side_by_side(random, name, "sgd"), called)
    low = float(f"{random.uniform(0.6, 0.95):.3g}")
    for arguments, visible in (
        ((0.0, 10.0), True),
        ((-1e-3, 10.0), True),
        ((1e-3, 0.5), True),
        ((1e-3, -2.0), True),
        ((1e-3, low), False),
        ((-_rate(random), 10.0), False),
    ):
        allowed = [_rate(random), float(f"{random.uniform(2, 40):.3g}")]
        inputs = side_by_side(random, list(arguments), allowed)
        yield Case("fine_tuning_rate_refused", inputs, _called(arguments), visible)
    called = "set_lr(SGD(ExponentialDecay(0.01, 10, 0.5)), 0.001)"
    inputs = side_by_side(random, [1e-2, 10, 0.5], [1e-2])
    yield Case("set_lr_on_schedule", {"new": 1e-3, **inputs}, called)


def _current(random: np.random.Generator) -> Iterator[Case]:
    for name, rate in (("SGD", 3e-2), ("Adam", 2.5e-5)):
        inputs = {"kind": "float", "optimizer": name, "rate": rate, "updates": 2}
        yield Case("current_lr", inputs, f"current_lr({name}({rate:g}))")
    for updates in (0, 7):
        yield _scheduled("ExponentialDecay", [1e-2, 10, 0.5], updates)
    halves = [_rate(random), int(random.integers(5, 30)), float(random.uniform(0.2, 0.8))]
    yield _scheduled("ExponentialDecay", halves, int(random.integers(3, 12)), visible=False)
    # Another family, for a formula of one's own would fit the one above only.
    cosine = [_rate(random), int(random.integers(12, 30))]
    yield _scheduled("CosineDecay", cosine, int(random.integers(3, 9)), visible=False)


def _scheduled(schedule: str, arguments: list[Any], updates: int, visible: bool = True) -> Case:
    inputs = {
        "kind": "schedule",
        "schedule": schedule,
        "arguments": arguments,
        "updates": updates,
    }
    shown = ", ".join(f"{argument:g}" for argument in arguments)
    called = f"current_lr(SGD({schedule}({shown}))) after {updates} updates"
    return Case("current_lr", inputs, called, visible)


def _set(random: np.random.Generator) -> Iterator[Case]:
    called = "set_lr(optimizer, 0.0), later set_lr(optimizer, 0.01), in a model trained by fit"
    yield Case("set_lr", {"first": 0.1, "new": 1e-2, "updates": 3}, called)
    inputs = {"first": _rate(random), "new": _rate(random), "updates": 2}
    called = f"set_lr(optimizer, {inputs['new']:g}) between two updates"
    yield Case("set_lr_traced", inputs, called, visible=False)
    for made, optimizer, arguments in (
        ("SGD(0.01, momentum=0.9)", "SGD", {"momentum": 0.9}),
        ("Adam(0.01)", "Adam", {}),
    ):
        made_with = {"optimizer": optimizer, "arguments": arguments}
        called = f"set_lr({made}, 0.001) after 3 updates"
        rates = {"first": 1e-2, "new": 1e-3, "updates": 3}
        yield Case("set_lr_slots", {**made_with, **rates}, called)


def _rate(random: np.random.Generator) -> float:
    """A rate with three digits between 1e-5 and 1e-1, evenly over the powers of ten."""
    return float(f"{10 ** random.uniform(-5, -1):.2e}")
