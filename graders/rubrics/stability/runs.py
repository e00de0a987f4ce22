"""The recorded runs: 40 real fine-tunings of the digits network, each with the zone of its rate.

Trusted side only. `lrgrade calibrate` writes the files; this reads them and computes nothing. The
runs of hidden cases stand in a file of their own, which students do not get.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VISIBLE = Path(__file__).with_name("recorded_runs.json")
HIDDEN = Path(__file__).with_name("hidden_runs.json")


@dataclass(frozen=True)
class RecordedRun:
    """One run: losses on the target task, accuracies on the source task, before and after.

    `zone` is that of the optimizer and rate it was trained with, and so its right name.
    """

    zone: str
    optimizer: str
    rate: float
    initial_loss: float
    final_loss: float
    source_before: float
    source_after: float


@cache
def recorded_runs() -> dict[int, RecordedRun]:
    """All runs by number: visible ones are even; hidden ones, where their file is here, odd."""
    runs = {2 * place: run for place, run in enumerate(_read(VISIBLE))}
    if HIDDEN.is_file():
        runs |= {2 * place + 1: run for place, run in enumerate(_read(HIDDEN))}
    return dict(sorted(runs.items()))


def _read(path: Path) -> list[RecordedRun]:
    return [RecordedRun(**item) for item in json.loads(path.read_text(encoding="utf-8"))]
