"""Plots of the runs for lessons and docs: accuracies against the rate, and the loss per rate.

SVG with its text kept as text, the same bytes for the same runs. It draws what it is given.
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from graders.authoring.calibration_plan import OPTIMIZERS
from graders.authoring.training_runs import TrainedRun

SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "lrgrade",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.figsize": (6.4, 3.4),
    "figure.constrained_layout.use": True,
}
SOURCE, TARGET = "#b3541e", "#1f6f8b"
ZONE_COLOURS = {"too timid": "#e8edf2", "good": "#dcefd9", "too high": "#f6dfd8"}
ZONE_LABELS = {
    "too timid": "too timid",
    "good": "healthy",
    "too high": "forgets or\ndiverges",
}
LOSS_RATES = {
    1e-5: "0.6",
    1e-4: "#7fb3a3",
    1e-3: "#2e7d32",
    3e-2: "#e0a030",
    1e-1: "#d1632a",
    3e-1: "#8c1c13",
}
CHANCE_LOSS = 1.609
"""ln 5: the loss of a model that gives each of five classes the same probability."""
TITLES = {"adam": "Adam", "sgd": "SGD"}


def draw(runs: Sequence[TrainedRun], folder: Path) -> list[Path]:
    """Write the plots into `folder`; `runs` holds the series `bases`, one of them with losses."""
    import matplotlib as mpl

    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(SETTINGS):
        mpl.use("svg")
        paths = []
        for optimizer, title in TITLES.items():
            own = [run for run in runs if run.recipe.optimizer == optimizer]
            paths.append(_saved(_accuracies(own, title), folder / f"accuracy_{optimizer}.svg"))
        own = [run for run in runs if run.recipe.optimizer == "adam" and run.losses]
        paths.append(_saved(_losses(own), folder / "loss_adam.svg"))
    return paths


def _accuracies(runs: Sequence[TrainedRun], title: str) -> Any:
    """Both accuracies against the rate: median, and the band from the least to the largest."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots()
    rates = sorted({run.recipe.rate for run in runs})
    _zones(axes, runs[0].recipe.optimizer)
    for name, label, colour in (
        ("source_after", "source (old task)", SOURCE),
        ("target_after", "target (new task)", TARGET),
    ):
        values = [[run.numbers[name] for run in runs if run.recipe.rate == r] for r in rates]
        low, high = [min(v) for v in values], [max(v) for v in values]
        axes.fill_between(rates, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(rates, [median(v) for v in values], ".-", color=colour, label=label)
    axes.set(xscale="log", ylim=(0, 1.18), xlim=(rates[0], rates[-1]))
    axes.set(xlabel="learning rate", ylabel="accuracy after 100 steps", title=title)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1.0])
    axes.legend(loc="lower left", frameon=False)
    return figure


def _zones(axes: Any, optimizer: str) -> None:
    rates = OPTIMIZERS[optimizer]
    stated = {"too timid": rates.too_timid, "good": rates.good, "too high": rates.too_high}
    for name, inside in stated.items():
        low, high = min(inside), max(inside)
        axes.axvspan(low, high, color=ZONE_COLOURS[name], linewidth=0, zorder=0)
        middle = (low * high) ** 0.5
        axes.text(middle, 1.17, ZONE_LABELS[name], ha="center", va="top", fontsize=9)


def _losses(runs: Sequence[TrainedRun]) -> Any:
    """The loss of every batch, one line for each of a few rates, and the line of pure chance."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots()
    for rate, colour in LOSS_RATES.items():
        (run,) = (run for run in runs if run.recipe.rate == rate)
        axes.plot(run.losses, color=colour, linewidth=1.2, label=f"{rate:g}")
    axes.axhline(CHANCE_LOSS, color="0.4", linestyle=":", linewidth=1)
    axes.text(99, CHANCE_LOSS * 1.4, "chance: ln 5", ha="right", color="0.3", fontsize=9)
    axes.set(yscale="log", xlabel="step", ylabel="loss of the batch", title="Adam", xlim=(0, 99))
    axes.legend(title="learning rate", frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    return figure


def _saved(figure: Any, path: Path) -> Path:
    from matplotlib import pyplot as plt

    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    return path
