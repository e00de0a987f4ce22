"""The recorded runs: 40 real fine-tunings of the digits network, each with the zone of its rate.

Trusted side only. `lrgrade calibrate` writes the file; this reads it and computes nothing.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("recorded_runs.json")


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
def recorded_runs() -> tuple[RecordedRun, ...]:
    """All runs, in the order of the file."""
    items = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(RecordedRun(**item) for item in items)
