"""Has the runs of a plan trained, in a process of its own, and hands them on as they end.

The process needs TensorFlow and gets the settings of every child; this side imports neither.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graders.authoring.calibration_plan import Batch, RateZone, Recipe, as_json
from graders.judge.zones import FineTuning
from graders.sandbox.settings import ENVIRONMENT, python


class TrainingFailed(RuntimeError):
    """The training process ended before its plan did; the message holds what it said last."""


@dataclass(frozen=True)
class TrainedRun:
    """One run that was trained: where it started, what was done, every number measured."""

    series: str
    batch_norm: bool
    base_seed: int
    order: int
    recipe: Recipe
    numbers: Mapping[str, float]
    losses: tuple[float, ...] = ()

    @property
    def rate_zone(self) -> RateZone:
        """What the course says of the run's rate."""
        return self.recipe.zone(self.batch_norm)

    @property
    def outcome(self) -> FineTuning:
        """The run as the zones judge it; source accuracies on held-back rows."""
        names = ("initial_loss", "final_loss", "largest_loss", "source_before", "source_after")
        return FineTuning(*(self.numbers[name] for name in names))


def trained(batches: Sequence[Batch]) -> Iterator[TrainedRun]:
    """The runs of the plan, in its order, each as soon as it is done.

    Raises TrainingFailed when the process ends early.
    """
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            python("-m", "graders.calibration"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **ENVIRONMENT},
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with process.stdin as plan:
                json.dump(as_json(batches), plan)
            for line in process.stdout:
                yield _run(json.loads(line))
            if process.wait() != 0:
                errors.seek(0)
                raise TrainingFailed("training ended early:\n" + errors.read()[-2000:])
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def _run(line: dict[str, Any]) -> TrainedRun:
    names = ("series", "batch_norm", "base_seed", "order")
    known = {name: line.pop(name) for name in names}
    recipe, losses = Recipe(**line.pop("recipe")), tuple(line.pop("losses", ()))
    return TrainedRun(**known, recipe=recipe, numbers=line, losses=losses)
