"""The inputs of every probe of `fine_tuning`: the curriculum's, and seeded ones for hidden checks.

Trusted side only, without TensorFlow. Trainings are few, for each that runs in graph mode costs a
trace; the later cases of a base go on with the model of the earlier ones.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from graders.arrays import encoded
from graders.judge import digits
from graders.recording import Case
from graders.rubrics.fine_tuning import linear_probe

UPDATES = 100
"""Of a whole fine-tuning: 10 epochs of 240 images in batches of 24."""
FEW = 3
PLAIN, BATCH_NORM = "the plain base", "the base with BatchNormalization"
STARTS = ("conv2", "bn2", "relu2", "flatten", "feat")
NAMES = ("encoder", "backbone", "features", "base", "model")


def cases(seed: int) -> Iterator[Case]:
    """Every case of the assignment; the hidden ones depend on `seed`."""
    random = np.random.default_rng(seed)
    classes = int(random.choice([3, 4, 7, 9]))
    yield from _attach(classes)
    yield from _train(random, classes)
    yield from _unfreeze(random)
    yield from _layer_lrs(random)
    yield from _trainable_groups(random)
    yield from _discriminative(random)
    yield _on_digits()


def _attach(other_classes: int) -> Iterator[Case]:
    yield _attached(False, 5)
    yield _attached(True, 5)
    yield _attached(True, other_classes, visible=False)


def _attached(batch_norm: bool, n_classes: int, visible: bool = True) -> Case:
    base = BATCH_NORM if batch_norm else PLAIN
    called = f"attach_head(base, {n_classes}), then compile and fit, with {base}"
    return Case("attach_head", {"batch_norm": batch_norm, "n_classes": n_classes}, called, visible)


def _train(random: np.random.Generator, other_classes: int) -> Iterator[Case]:
    images = encoded(digits.drawn("validation", np.random.default_rng(0)))
    defaults = {"learning_rate": 5e-3, "epochs": 15, "batch_size": 24}
    whole = {"batch_norm": False, "n_classes": 5, "settings": defaults}
    yield Case(
        "train_head",
        whole | {"images": images},
        "train_head(model, x, y) with the 240 target images",
    )
    once = {"learning_rate": 1e-3, "epochs": 1, "batch_size": 60}
    inputs = {"batch_norm": True, "n_classes": 5, "settings": once, "images": None}
    yield Case("train_head", inputs, f"{_named('train_head', once)} with 60 images")
    other = {
        "learning_rate": _rate(random),
        "epochs": int(random.integers(2, 4)),
        "batch_size": int(random.choice([14, 19, 29])),  # One more would be fewer updates.
    }
    inputs = {**inputs, "n_classes": other_classes, "settings": other}
    yield Case("train_head", inputs, f"{_named('train_head', other)} with 60 images", False)


def _unfreeze(random: np.random.Generator) -> Iterator[Case]:
    plain: list[list[Any]] = [[1e-3, None, UPDATES]]
    yield _unfrozen(False, plain)
    yield _unfrozen(False, [*plain, [5e-4, "feat", FEW]])
    with_statistics: list[list[Any]] = [[1e-3, None, FEW]]
    yield _unfrozen(True, with_statistics)
    with_statistics = [*with_statistics, [2e-3, "conv2", FEW]]
    yield _unfrozen(True, with_statistics)
    for _ in range(2):
        start = str(random.choice(STARTS))
        with_statistics = [*with_statistics, [_rate(random), start, FEW]]
        yield _unfrozen(True, with_statistics, visible=False)


def _unfrozen(batch_norm: bool, calls: list[list[Any]], visible: bool = True) -> Case:
    texts = [
        f"unfreeze(model, base, {rate:g}" + (f', "{start}")' if start else ")")
        for rate, start, _ in calls
    ]
    called = f"{texts[-1]}, then fit, with {BATCH_NORM if batch_norm else PLAIN}"
    if len(texts) > 1:
        called = f"{texts[-2]}, fit, then {called}"
    whole = calls[-1][-1] == UPDATES
    inputs = {"batch_norm": batch_norm, "calls": calls, "whole": whole}
    return Case("unfreeze", inputs, called, visible)


def _layer_lrs(random: np.random.Generator) -> Iterator[Case]:
    visible = [[4, 1e-3, 1 / 2.6], [3, 0.02, 0.1], [1, 5e-4, 0.5], [2, 1e-2, 1.0]]
    drawn = [int(random.integers(5, 13)), _rate(random), _between(random, 0.3, 0.95)]
    for arguments in visible:
        yield _called("layer_lrs", arguments)
    yield _called("layer_lrs", drawn, visible=False)


def _trainable_groups(random: np.random.Generator) -> Iterator[Case]:
    for arguments in ([0, 4], [1, 4], [3, 4], [4, 4], [9, 4], [0, 1]):
        yield _called("trainable_groups", arguments)
    groups = int(random.integers(5, 13))
    for epoch in (int(random.integers(1, groups - 1)), groups + int(random.integers(0, 9))):
        yield _called("trainable_groups", [epoch, groups], visible=False)


def _called(task: str, arguments: list[Any], visible: bool = True) -> Case:
    values = ", ".join(_text(value) for value in arguments)
    return Case(task, {"arguments": arguments}, f"{task}({values})", visible)


def _discriminative(random: np.random.Generator) -> Iterator[Case]:
    rates = {"base_lr": 1e-3, "head_lr": 1e-2}
    yield _two_parts("beside", "encoder", rates, in_graph=True)
    yield _two_parts("behind", "features", {"base_lr": 3e-3, "head_lr": 2e-3})
    yield _two_parts("flat", "encoder", rates)
    yield _two_parts("beside", "encoder", rates, scale=100.0)
    for shape in ("beside", "subclass"):
        drawn = {"base_lr": _rate(random), "head_lr": _rate(random)}
        scale = float(random.choice([1.0, 30.0]))
        yield _two_parts(shape, str(random.choice(NAMES)), drawn, scale=scale, visible=False)


def _two_parts(
    shape: str,
    name: str,
    rates: dict[str, float],
    scale: float = 1.0,
    in_graph: bool = False,
    visible: bool = True,
) -> Case:
    # Behind each other the gradients change with the weights, so one update has to do.
    signs = [1.0, 1.0, -1.0] if shape == "beside" else [1.0]
    large = visible and scale > 1
    inputs = {**rates, "shape": shape, "name": name, "scale": scale, "large": large}
    called = (
        f"compile_discriminative(model, base, {rates['base_lr']:g}, {rates['head_lr']:g}, loss), "
        f"gradients of size {scale:g}"
    )
    probe = "compile_discriminative"
    return Case(probe, {**inputs, "signs": signs, "in_graph": in_graph}, called, visible)


def _on_digits() -> Case:
    kernel, bias = linear_probe.head()
    inputs = {"base_lr": 3e-3, "head_lr": 3e-2, "updates": UPDATES}
    head = {"kernel": encoded(kernel), "bias": encoded(bias)}
    called = "compile_discriminative(model, base, 0.003, 0.03, loss), then 100 updates"
    return Case("compile_discriminative_on_digits", {**inputs, **head}, called)


def _named(function: str, settings: dict[str, Any]) -> str:
    arguments = ", ".join(f"{name}={_text(value)}" for name, value in settings.items())
    return f"{function}(model, x, y, {arguments})"


def _text(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) and value % 1 else repr(value)


def _between(random: np.random.Generator, low: float, high: float) -> float:
    return round(float(random.uniform(low, high)), 3)


def _rate(random: np.random.Generator) -> float:
    """A rate with three digits between 3e-4 and 3e-2, evenly over the powers of ten.

    Smaller ones move a float32 weight by too few of its bits to be measured.
    """
    return float(f"{10 ** random.uniform(-3.5, -1.5):.2e}")
