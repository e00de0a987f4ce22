"""What `--keep DAYS` does after a run; grading itself never asks what time it is."""

import time
from collections.abc import Sequence

import click

from graders import rubrics
from graders.grade import Settings, prune
from graders.render.words import count
from graders.submission import Refusal, Submission

SECONDS_A_DAY = 86_400


def forget(items: Sequence[Submission | Refusal], settings: Settings, days: int) -> None:
    """Remove recordings that the run of `items` did not use and that are older than `days`."""
    before = time.time() - days * SECONDS_A_DAY
    number = prune(items, rubrics.load_all(), settings, before)
    click.echo(f"{count(number, 'old recording')} removed.")
