"""The inputs of every probe of `stability`: fixed ones, and seeded ones for hidden checks.

Trusted side only. No input lies at a boundary of a rule, nor within 1 % of one. JSON has no NaN
and no infinity, so they travel as texts.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from graders.recording import Case
from graders.rubrics.stability.formulas import JUMP
from graders.rubrics.stability.runs import RecordedRun, recorded_runs

Losses = Sequence[float | str]

HESSIANS = {
    "diagonal": [[3.0, 0.0, 0.0], [0.0, 50.0, 0.0], [0.0, 0.0, 0.2]],
    "single": [[10.0]],
    "full": [[4.0, 1.0], [1.0, 2.0]],
    "negative": [[5.0, -2.0], [-2.0, 3.0]],
    "flat direction": [[1.0, 2.0], [2.0, 4.0]],
}
RANGES = ((1e-5, 1.0, 6), (1e-7, 10.0, 100), (0.002, 0.5, 2), (3e-6, 0.07, 17))
CURVES: dict[str, list[Losses]] = {
    "whole": [
        [1.6, 1.2, 0.7, 0.9, 1.1],
        [1.0, 0.4, 1.57, 0.3, 0.9],
        [8.0, 0.5, 0.4, 1.1, 0.6],
        [0.5, 0.6, 0.7, 0.9],
        [1.6, 1.2, 0.8, 0.5],
        [1.0, 0.6, 0.4, 0.4, 0.9],
    ],
    "jump": [
        [1.6, 1.2, 0.5, 30.0, 0.1, 0.05],
        [1.0, 0.2, 0.9, 0.1, 0.05, 5.0, 0.02],
        [1.0, 0.5, 0.8, 1.3, 1.9, 2.04, 0.1, 9.0, 0.05],
        [0.5, 5.0, 0.1],
    ],
    "not finite": [
        [1.6, 0.9, "nan", 0.2, 0.1],
        [1.6, 0.9, 0.7, "inf", 0.2],
        [0.5, "nan", "nan"],
        [1.2, 0.8, 0.9, 1.4, "nan", "nan", "nan"],
    ],
}
RUNS: dict[str, list[tuple[float, float | str, float, float]]] = {
    "named": [
        (0.5, 0.1, 0.99, 0.97),
        (0.5, 0.396, 0.99, 0.98),
        (0.5, 0.1, 0.99, 0.794),
        (4.0, 3.0, 0.9, 0.9),
        (0.5, 0.1, 0.5, 0.35),
        (0.5, 0.2, 0.6, 0.9),
        (0.5, 0.406, 0.99, 0.99),
        (0.5, 0.494, 0.99, 0.99),
        (2.0, 1.7, 1.0, 0.95),
        (0.5, 0.1, 0.99, 0.6),
        (0.5, 0.02, 0.99, 0.786),
        (0.5, 1.61, 0.99, 0.99),
        (0.5, 0.506, 0.98, 0.97),
    ],
    "not finite": [
        (0.5, "nan", 0.99, 0.97),
        (0.5, "inf", 0.99, 0.98),
        (0.5, "nan", 0.99, 0.2),
        (0.5, 0.1, 0.99, 0.98),  # One that did not diverge: who says so of all looks at nothing.
    ],
    "order": [
        (0.5, 0.45, 1.0, 0.5),
        (0.5, 0.49, 0.95, 0.6),
        (0.5, 0.9, 1.0, 0.3),
        (0.5, 1.61, 0.99, 0.2),
    ],
}


def cases(seed: int) -> Iterator[Case]:
    """Every case of the assignment; the hidden ones depend on `seed`."""
    random = np.random.default_rng(seed)
    yield from _bounds(random)
    yield from _ranges(random)
    yield from _curves(random)
    yield from _diagnoses(random)
    for number, run in recorded_runs().items():
        yield _recorded(number, run)


def _bounds(random: np.random.Generator) -> Iterator[Case]:
    for hessian in HESSIANS.values():
        yield _bound("no momentum", hessian, None)
    for name, momentum in (("single", 0.9), ("full", 0.9), ("negative", 0.5), ("diagonal", 0.0)):
        yield _bound("momentum", HESSIANS[name], momentum)
    yield _bound("drawn", _hessian(random), None, visible=False)
    for _ in range(2):
        yield _bound("drawn", _hessian(random), _between(random, 0.3, 0.95), visible=False)


def _bound(
    kind: str, hessian: list[list[float]], momentum: float | None, visible: bool = True
) -> Case:
    inputs = {"about": kind, "hessian": hessian, "momentum": momentum}
    more = "" if momentum is None else f", {momentum}"
    return Case("max_stable_lr", inputs, f"max_stable_lr(np.array({hessian}){more})", visible)


def _hessian(random: np.random.Generator) -> list[list[float]]:
    """Symmetric, of size 3 to 5, its largest eigenvalue well above the others.

    The gap and the start of power iteration: no entry of the largest one's eigenvector is near 0.
    """
    size = int(random.integers(3, 6))
    first = random.uniform(0.4, 1.0, size) * random.choice([-1.0, 1.0], size)
    first[np.argmax(np.abs(first))] *= 2 * size  # So that no start is across it.
    others = random.standard_normal((size, size - 1))
    axes, _ = np.linalg.qr(np.column_stack([first, others]))
    largest = 10 ** random.uniform(-1, 2.5)
    values = largest * np.append(1.0, random.uniform(0.0, 0.7, size - 1))
    hessian = (axes * values) @ axes.T
    return [[float(value) for value in row] for row in (hessian + hessian.T) / 2]


def _ranges(random: np.random.Generator) -> Iterator[Case]:
    for start, end, n in RANGES:
        yield _range(start, end, n)
    for _ in range(2):
        start = float(f"{10 ** random.uniform(-7, -3):.2e}")
        end = float(f"{start * 10 ** random.uniform(1, 5):.2e}")
        yield _range(start, end, int(random.integers(5, 60)), visible=False)


def _range(start: float, end: float, n: int, visible: bool = True) -> Case:
    inputs = {"start": start, "end": end, "n": n}
    return Case("lr_range", inputs, f"lr_range({start}, {end}, {n})", visible)


def _curves(random: np.random.Generator) -> Iterator[Case]:
    for kind, curves in CURVES.items():
        for losses in curves:
            # No rate is ten times another one, so that what was picked can be told.
            lrs = [float(f"{rate:.3g}") for rate in np.geomspace(3e-5, 0.83, len(losses))]
            yield _curve(kind, lrs, losses)
    for tail in (["inf", "nan"], ["nan"], []):
        losses = [*_rise(random), *tail, 0.05, 0.07]
        start = 10 ** random.uniform(-6, -3)
        lrs = [float(f"{rate:.3g}") for rate in np.geomspace(start, 3e3 * start, len(losses))]
        yield _curve("drawn", lrs, losses, visible=False)


def _curve(kind: str, lrs: list[float], losses: Losses, visible: bool = True) -> Case:
    inputs: dict[str, Any] = {"about": kind, "lrs": lrs, "losses": list(losses)}
    shown = ", ".join(f"np.{loss}" if isinstance(loss, str) else str(loss) for loss in losses)
    return Case("suggest_lr", inputs, f"suggest_lr(np.array({lrs}), np.array([{shown}]))", visible)


def _rise(random: np.random.Generator) -> list[float | str]:
    """Falls for a while, then grows by about a half each time until it has jumped by JUMP."""
    losses = [float(random.uniform(0.8, 2.0))]
    for _ in range(int(random.integers(4, 10))):
        losses.append(losses[-1] * float(random.uniform(0.7, 0.95)))
    growth = float(random.uniform(1.45, 1.55))
    lowest = losses[-1]
    while losses[-1] < JUMP * lowest:
        losses.append(losses[-1] * growth)
    return [round(loss, 4) for loss in losses]


def _diagnoses(random: np.random.Generator) -> Iterator[Case]:
    for kind, runs in RUNS.items():
        for run in runs:
            yield _diagnosis(kind, *run)
    for low, high, drop_low, drop_high in (
        (0.02, 0.7, 0.0, 0.15),
        (0.76, 0.78, 0.0, 0.15),
        (0.85, 0.98, 0.0, 0.15),
        (0.02, 0.7, 0.24, 0.5),
        (0.85, 0.98, 0.24, 0.5),
        (1.05, 4.0, 0.0, 0.15),
        (1.05, 4.0, 0.3, 0.6),
    ):
        initial, before = _between(random, 0.3, 3.0), _between(random, 0.9, 1.0)
        final = round(initial * _between(random, low, high), 4)
        after = round(before - _between(random, drop_low, drop_high), 3)
        yield _diagnosis("drawn", initial, final, before, after, visible=False)
    yield _diagnosis("drawn", 0.7, "nan", 0.95, 0.4, visible=False)


def _diagnosis(
    kind: str,
    initial: float,
    final: float | str,
    before: float,
    after: float,
    visible: bool = True,
) -> Case:
    inputs = {
        "about": kind,
        "initial_loss": initial,
        "final_loss": final,
        "source_before": before,
        "source_after": after,
    }
    shown = final if isinstance(final, float) else f'float("{final}")'
    return Case("diagnose", inputs, f"diagnose({initial}, {shown}, {before}, {after})", visible)


def _recorded(number: int, run: RecordedRun) -> Case:
    """Runs with an even number are visible. The zone, which is the answer, stays here."""
    numbers = {
        "initial_loss": run.initial_loss,
        "final_loss": run.final_loss,
        "source_before": run.source_before,
        "source_after": run.source_after,
    }
    shown = ", ".join(str(value) for value in numbers.values())
    called = f"diagnose({shown}), a run of {run.optimizer} at rate {run.rate:g}"
    visible = number % 2 == 0
    return Case("diagnose_run", {"about": "run", "run": number, **numbers}, called, visible)


def _between(random: np.random.Generator, low: float, high: float) -> float:
    return float(f"{random.uniform(low, high):.3g}")
