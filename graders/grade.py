"""The whole way of a submission: read, recorded, judged, reported.

`grade` never raises for what a student handed in, and a fault of ours becomes a report that says
so. Nothing here imports TensorFlow; the judging is imported when there is something to judge.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graders.record import Inputs, record, versions
from graders.recording import Key, Recording
from graders.report import Report
from graders.rubrics import Rubric
from graders.sandbox import Runner
from graders.store import Store
from graders.submission import Refusal, Submission


@dataclass(frozen=True)
class Settings:
    """What is the same for every submission of a run.

    `seed` draws the inputs; `hidden` runs hidden checks and marks the quiz; `recordings` is the
    folder that keeps recordings, or None; `reuse` takes the ones that are there.
    """

    seed: int
    hidden: bool
    recordings: Path | None = None
    reuse: bool = False


class NotKept(OSError):
    """A recording cannot be written: a fault of the whole run, and of no submission."""


def grade(
    item: Submission | Refusal,
    rubrics: Mapping[str, Rubric],
    settings: Settings,
    runner: Callable[[], Runner],
) -> Report:
    """The report of one submission or refusal; `runner` is asked for when there is code to run.

    Raises NotKept where a recording cannot be written.
    """
    from graders.judge.scope import Scope
    from graders.judge.unjudged import grader_failed, refused

    scope = Scope(settings.hidden)
    if isinstance(item, Refusal):
        return refused(item, rubrics.get(item.assignment or ""), scope)
    from graders.judge.judge import judge

    rubric = rubrics[item.assignment]
    try:
        return judge(item, recording_of(item, rubric, settings, runner), rubric, scope)
    except NotKept:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not the student's fault
        reason = f"The grader failed on this submission: {type(error).__name__}: {error}"
        return grader_failed(item, rubric, scope, reason)


def recording_of(
    submission: Submission, rubric: Rubric, settings: Settings, runner: Callable[[], Runner]
) -> Recording:
    """The recording that is kept for this very run, or a new one."""
    inputs = Inputs(settings.seed, settings.hidden)
    if settings.recordings is None:
        return record(submission, rubric, inputs, runner())
    kept = _kept(submission, rubric, settings) if settings.reuse else None
    if kept is not None:
        return kept
    recording = record(submission, rubric, inputs, runner())
    try:
        Store(settings.recordings).keep(_key(submission, rubric, settings), recording)
    except OSError as error:
        raise NotKept(error.errno, error.strerror, error.filename) from error
    return recording


def is_kept(submission: Submission, rubric: Rubric, settings: Settings) -> bool:
    """Whether the recording of this very run is among `settings.recordings`."""
    return _kept(submission, rubric, settings) is not None


def prune(
    items: Iterable[Submission | Refusal],
    rubrics: Mapping[str, Rubric],
    settings: Settings,
    before: float,
) -> int:
    """Remove recordings that no run of `items` uses and that are older; returns how many."""
    if settings.recordings is None:
        return 0
    submissions = [item for item in items if isinstance(item, Submission)]
    used = [_key(one, rubrics[one.assignment], settings) for one in submissions]
    return Store(settings.recordings).prune(used, before)


def _kept(submission: Submission, rubric: Rubric, settings: Settings) -> Recording | None:
    if settings.recordings is None:
        return None
    kept = Store(settings.recordings).find(_key(submission, rubric, settings))
    asked = Inputs(settings.seed, settings.hidden).cases(rubric)
    return kept if kept is not None and kept.asks(asked) else None


def _key(submission: Submission, rubric: Rubric, settings: Settings) -> Key:
    return Key(
        submission.sha256,
        rubric.slug,
        rubric.version,
        settings.seed,
        settings.hidden,
        versions(),
    )
