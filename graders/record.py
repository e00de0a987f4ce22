"""Submission -> Recording: the trusted side of running student code.

It writes the inputs, has the sandbox run the probes, and puts each outcome beside its inputs. All
tasks run in one child first, for speed; when that child dies, or comes back with Keras itself
changed, each task runs in a child of its own, so that the fault stays with the task that has it.
"""

import importlib
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import NoneType
from typing import Any

from graders import __version__
from graders.arrays import decoded
from graders.recording import Case, Outcome, Raised, Record, Recording
from graders.rubrics import Rubric
from graders.sandbox import Limits, Run, Runner
from graders.sandbox.limits import MEBIBYTE
from graders.submission import Submission

HERE = Path(__file__).parent
CHILD = "graders.child.serve:serve"
MEMORY_ALLOWED = f"{Limits().memory // MEBIBYTE} MiB"


def preload(slugs: Sequence[str]) -> tuple[str, ...]:
    """The modules that a warm process imports before its first fork."""
    probes = (f"graders.rubrics.{slug}.probes" for slug in slugs)
    return ("tensorflow", "keras", "graders.child.library", "graders.lab", *probes)


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
        if not cases:
            return {}
        outcomes, run = self._once(cases, self._submission.needed)
        by_task = self._by_task(cases)
        if len(by_task) > 1 and _may_have_spread(run):
            for part in by_task.values():
                outcomes |= self._once(part, self._submission.needed)[0]
        return outcomes | self._with_the_whole_module(by_task, outcomes)

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
        tasks = self._by_task(cases)
        seconds = max(task.seconds for task in self._rubric.tasks if task.name in tasks)
        run = self._runner.run(self._messages(list(cases.values()), source), Limits(seconds))
        self.seconds += run.seconds
        self.output = (self.output + run.output)[:4000]
        self.layers = dict(run.layers) or self.layers
        if run.output_cut:
            self.notes.append("Your code printed so much that the rest of its output was cut.")
        return dict(zip(cases, self._outcomes(run, len(cases)), strict=True)), run

    def _messages(self, cases: list[Case], source: str) -> list[bytes]:
        job = {
            "probes": f"graders.rubrics.{self._rubric.slug}.probes",
            "file": f"{self._submission.assignment}.py",
            "source": source,
        }
        asked = [{"probe": case.probe, "inputs": dict(case.inputs)} for case in cases]
        return [json.dumps(job).encode(), json.dumps(asked).encode()]

    def _outcomes(self, run: Run, count: int) -> list[Outcome]:
        if run.ending != "finished" or run.result is None:
            ending = "tampered" if run.ending == "finished" else run.ending
            return [Outcome(ending, detail=run.detail)] * count
        try:
            items = json.loads(run.result)["outcomes"]
            outcomes = [_outcome(item) for item in items]
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            return [Outcome("tampered", detail=f"a malformed result: {error}")] * count
        if len(outcomes) != count:
            return [Outcome("tampered", detail="not one result for each case")] * count
        return outcomes


def _may_have_spread(run: Run) -> bool:
    """Whether one task's fault may have reached the others of the same child."""
    if run.ending != "finished":
        return run.asked > 1
    try:
        return json.loads(run.result or b"")["library_replaced"] is True
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _outcome(item: dict[str, Any]) -> Outcome:
    """One outcome as the child sent it; raises for anything that is not of its form."""
    ending = item["ending"]
    if ending not in ("returned", "raised", "not_attempted", "memory"):
        raise ValueError(f"an ending called {ending!r}")
    error = _raised(item["error"]) if "error" in item else None
    result = item.get("result") if ending == "returned" else None
    decoded(result)  # Raises ValueError for an array that is not of the form.
    detail = MEMORY_ALLOWED if ending == "memory" else ""
    return Outcome(ending, result, error, detail, float(item["seconds"]))


def _raised(data: dict[str, Any]) -> Raised:
    error = Raised(**data)
    texts = (error.type, error.message, error.code)
    if not all(isinstance(text, str) for text in texts) or type(error.line) not in (int, NoneType):
        raise TypeError("an exception that is not told in texts")
    return error
