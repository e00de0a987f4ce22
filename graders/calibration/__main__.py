"""Reads a plan from standard input and writes one line of JSON for each run as it ends.

`graders.authoring.training_runs` starts it. The plan is a list of batches, each with the seeds of
one start and the recipes to run from there; a line holds the batch's name and all numbers.
"""

import json
import sys
from typing import Any, TextIO

from graders.calibration.runs import Recipe, fine_tuned, start


def main(plan: list[dict[str, Any]], out: TextIO) -> None:
    """Run every batch of the plan, in order."""
    for batch in plan:
        begin = start(**_seeds(batch), narrow=batch["narrow"])
        for fields in batch["recipes"]:
            numbers, losses = fine_tuned(begin, Recipe(**fields))
            line = {"series": batch["series"], **_seeds(batch), "recipe": fields, **numbers}
            if batch["losses"]:
                line["losses"] = losses
            out.write(json.dumps(line) + "\n")
            out.flush()


def _seeds(batch: dict[str, Any]) -> dict[str, Any]:
    return {name: batch[name] for name in ("batch_norm", "base_seed", "order")}


if __name__ == "__main__":
    main(json.load(sys.stdin), sys.stdout)
