"""Submission -> Recording: the trusted side of running student code.

It writes the inputs, has the sandbox run the probes, and puts each outcome beside its inputs. All
tasks of equal limits run in one child first, for speed; when that child dies, or comes back with
Keras itself changed, tasks run in children of their own, so that the fault stays with the task that
has it.
"""

import importlib
import json
import platform
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graders import __version__
from graders.outcomes import outcomes_of
from graders.recording import ABOUT, Case, Outcome, Record, Recording
from graders.rubrics import Rubric
from graders.sandbox import Limits, Run, Runner
from graders.shapes import shapes
from graders.submission import Submission

HERE = Path(__file__).parent
CHILD = "graders.child.serve:serve"
STEP_SHARE = 1 / 3
"""Of its time, what one case may take in a child of several tasks before each gets its own."""


PRELOAD = (
    *("tensorflow", "keras", "graders.child.library", "graders.child.ablation"),
    *("graders.lab", "graders.rubrics"),
)
"""The modules that a warm process imports before its first fork; a child adds its own probes."""


def readable() -> tuple[str, ...]:
    """The data of the support code: all that a child may read of this package."""
    return tuple(str(path) for path in sorted((HERE / "lab").glob("*.npz")))


@dataclass(frozen=True)
class Inputs:
    """What the inputs of a run are drawn from: the class's seed, and whether hidden ones count."""

    seed: int
    hidden: bool

    def cases(self, rubric: Rubric) -> list[Case]:
        """The cases of every probe, in the rubric's order."""
        module = importlib.import_module(f"graders.rubrics.{rubric.slug}.inputs")
        drawn: list[Case] = list(module.cases(self.seed))
        order = [probe for task in rubric.tasks for probe in task.probes]
        wanted = [case for case in drawn if case.visible or self.hidden]
        return sorted(wanted, key=lambda case: order.index(case.probe))


def record(submission: Submission, rubric: Rubric, inputs: Inputs, runner: Runner) -> Recording:
    """Run every probe of the rubric on the submission; raises SandboxError for faults of ours."""
    runs = _Runs(submission, rubric, runner)
    cases = inputs.cases(rubric)
    outcomes = _absent(submission, rubric, cases)
    present = [place for place in range(len(cases)) if place not in outcomes]
    outcomes |= runs.of({place: cases[place] for place in present})
    return Recording(
        assignment=rubric.slug,
        submission_sha256=submission.sha256,
        rubric_version=rubric.version,
        seed=inputs.seed,
        environment=versions() | {"sandbox": runs.layers},
        records=tuple(Record(case, outcomes[place]) for place, case in enumerate(cases)),
        seconds=runs.seconds,
        output=runs.output,
        notes=tuple(dict.fromkeys(runs.notes)),
    )


@cache
def versions() -> dict[str, Any]:
    """The versions that a result depends on, without importing what is measured."""
    names = ("tensorflow", "keras", "numpy")
    found = {name: version(name) for name in names}
    return {"lrgrade": __version__, "python": platform.python_version(), **found}


def _absent(submission: Submission, rubric: Rubric, cases: list[Case]) -> dict[int, Outcome]:
    outcomes = {}
    for place, case in enumerate(cases):
        reason = submission.absent.get(rubric.task_of(case.probe))
        if reason:
            outcomes[place] = Outcome("not_attempted", detail=reason)
    return outcomes


class _Runs:
    """The children of one submission, and what they have in common: time, output, notes."""

    def __init__(self, submission: Submission, rubric: Rubric, runner: Runner) -> None:
        self._submission, self._rubric, self._runner = submission, rubric, runner
        self.seconds = 0.0
        self.output = ""
        self.notes: list[str] = []
        self.layers: dict[str, str] = {}

    def of(self, cases: dict[int, Case]) -> dict[int, Outcome]:
        """The outcome of each case, by its place."""
        outcomes: dict[int, Outcome] = {}
        for part in self._of_equal_limits(cases):
            outcomes |= self._together(part)
        return outcomes

    def _of_equal_limits(self, cases: dict[int, Case]) -> Collection[dict[int, Case]]:
        """Tasks with limits of their own run apart from those with others: no child gets more."""
        parts: dict[tuple[tuple[str, int], ...], dict[int, Case]] = {}
        limits = {task.name: tuple(sorted(task.limits.items())) for task in self._rubric.tasks}
        for place, case in cases.items():
            parts.setdefault(limits[self._rubric.task_of(case.probe)], {})[place] = case
        return parts.values()

    def _together(self, cases: dict[int, Case]) -> dict[int, Outcome]:
        outcomes, run = self._once(cases, self._submission.needed)
        by_task = self._by_task(cases)
        if len(by_task) > 1 and _may_have_spread(run):
            outcomes |= self._apart(cases, self._running(run, cases))
        return outcomes | self._with_the_whole_module(by_task, outcomes)

    def _running(self, run: Run, cases: dict[int, Case]) -> str:
        """The task whose case was running when the child died; empty where nobody knows."""
        known = run.ending != "finished" and run.at is not None and run.at < len(cases)
        return self._rubric.task_of(list(cases.values())[run.at or 0].probe) if known else ""

    def _apart(self, cases: dict[int, Case], suspect: str) -> dict[int, Outcome]:
        """The outcomes when no task can harm another: each alone, or the suspect and the rest.

        What the child said of who was running saves time and decides nothing: only a run of its
        own gives a task a bad ending.
        """
        parts = self._by_task(cases)
        outcomes: dict[int, Outcome] = {}
        if suspect:
            outcomes |= self._once(parts.pop(suspect), self._submission.needed)[0]
            others = {place: case for part in parts.values() for place, case in part.items()}
            rest, run = self._once(others, self._submission.needed)
            if len(parts) == 1 or not _may_have_spread(run):
                return outcomes | rest
        for part in parts.values():
            outcomes |= self._once(part, self._submission.needed)[0]
        return outcomes

    def _with_the_whole_module(
        self, by_task: dict[str, dict[int, Case]], outcomes: dict[int, Outcome]
    ) -> dict[int, Outcome]:
        """What becomes of tasks that lack a name, when nothing of the module is left out."""
        if self._submission.needed == self._submission.whole:
            return {}
        lacking: dict[int, Case] = {}
        for part in by_task.values():
            if any("NameError" in str(outcomes[place]) for place in part):
                lacking |= part
        if not lacking:
            return {}
        again, run = self._once(lacking, self._submission.whole)
        return again if run.ending == "finished" else {}

    def _by_task(self, cases: dict[int, Case]) -> dict[str, dict[int, Case]]:
        parts: dict[str, dict[int, Case]] = {}
        for place, case in cases.items():
            parts.setdefault(self._rubric.task_of(case.probe), {})[place] = case
        return parts

    def _once(self, cases: dict[int, Case], source: str) -> tuple[dict[int, Outcome], Run]:
        asked = list(cases.values())
        limits = self._limits(self._by_task(cases))
        run = self._runner.run(self._messages(asked, source), limits)
        self.seconds += run.seconds
        self.output = (self.output + run.output)[:4000]
        self.layers = dict(run.layers) or self.layers
        if run.output_cut:
            self.notes.append(
                f"Your code printed more than {limits.words('output')}; the rest was cut. "
                "What is printed never changes the score."
            )
        outcomes = outcomes_of(run, asked, limits, shapes(self._rubric.folder))
        return dict(zip(cases, outcomes, strict=True)), run

    def _messages(self, cases: list[Case], source: str) -> list[bytes]:
        job = {
            "probes": f"graders.rubrics.{self._rubric.slug}.probes",
            "file": f"{self._submission.assignment}.py",
            "source": source,
        }
        asked = [{"probe": case.probe, "inputs": _handed_over(case)} for case in cases]
        return [json.dumps(job).encode(), json.dumps(asked).encode()]

    def _limits(self, tasks: Collection[str]) -> Limits:
        """What one child for these tasks, of equal limits, may use.

        It has the time of the longest; of several, one may not take all of it.
        """
        asked = [task for task in self._rubric.tasks if task.name in tasks]
        share = STEP_SHARE if len(asked) > 1 else None
        limits = Limits(max(task.seconds for task in asked), step_share=share)
        return limits.changed(asked[0].limits)


def _handed_over(case: Case) -> dict[str, Any]:
    return {name: value for name, value in case.inputs.items() if name != ABOUT}


def _may_have_spread(run: Run) -> bool:
    """Whether one task's fault may have reached the others of the same child."""
    if run.ending != "finished":
        return run.asked > 1
    try:
        return json.loads(run.result or b"")["library_replaced"] is True
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
