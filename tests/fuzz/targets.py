"""What is fuzzed: each target reads one input and says what became of it, or fails.

A target never expects an exception: whatever gets out of it is a fault of the grader's.
"""

import ast
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from graders.intake import collect, read
from graders.outcomes import outcomes_of
from graders.recording import Case, Key, Record, Recording
from graders.rubrics import Question, Rubric, TaskRule
from graders.sandbox import Limits, Run
from graders.store import Store
from graders.submission import Refusal, Submission

from . import strategies


def _rubric(slug: str, *tasks: str) -> Rubric:
    rules = tuple(TaskRule(task, task, (task,), 10.0) for task in tasks)
    return Rubric(slug, slug, "2", rules, (), (Question("S3", 0.4, ("small", "large")),), ())


RUBRICS = {
    "schedules": _rubric("schedules", "halving", "Warmup"),
    "fine_tuning": _rubric("fine_tuning", "freeze"),
    "sample": _rubric("sample", "double", "name"),
}
LONGEST_SENTENCE = 2_000
CASES = (Case("double", {"x": 1.5}, "double(1.5)"), Case("name", {}, "name()"))
SCRATCH = Path(tempfile.mkdtemp(prefix="lrgrade-fuzz-"))


@dataclass(frozen=True)
class Target:
    """Draws inputs and reads each; `read` returns a word for the count."""

    name: str
    inputs: st.SearchStrategy[bytes]
    read: Callable[[bytes], str]


def _script(data: bytes) -> str:
    return _intake(read("schedules.py", data, RUBRICS))


def _notebook(data: bytes) -> str:
    return _intake(read("schedules.ipynb", data, RUBRICS))


def _archive(data: bytes) -> str:
    path = SCRATCH / "work.zip"
    path.write_bytes(data)
    found = collect([path], RUBRICS)
    assert found
    assert [entry.name for entry in SCRATCH.iterdir()] == ["work.zip"]
    told = {_intake(result) for result in found}
    return told.pop() if len(told) == 1 else "both"


def _intake(result: Submission | Refusal) -> str:
    """Hold what came out of intake to what everything after it relies on."""
    result.path.encode()
    if isinstance(result, Refusal):
        assert result.reason.endswith("."), result.reason
        assert len(result.reason) < LONGEST_SENTENCE
        return "refused"
    for text in (result.needed, result.whole):
        json.dumps(text).encode()
        text.encode()
        ast.parse(text)
    for note in result.notes:
        assert len(note.text) < LONGEST_SENTENCE
    json.dumps([result.quiz, result.explanations, result.absent], ensure_ascii=False).encode()
    return "submission"


def _recording(data: bytes) -> str:
    key = Key("ab", "sample", "3", 7, True, {"python": "3.11"})
    path = SCRATCH / f"{key.digest()}.json"
    path.write_bytes(data)
    try:
        found = Store(SCRATCH).find(key)
    finally:
        path.unlink()
    if found is None:
        return "not believed"
    assert Recording.from_json(found.to_json()).to_json() == found.to_json()
    return "believed"


def _results(data: bytes) -> str:
    """A child's message, up to the recording that is kept of it."""
    outcomes = outcomes_of(Run("finished", data, asked=2), CASES, Limits(), {})
    assert len(outcomes) == len(CASES)
    records = tuple(Record(case, found) for case, found in zip(CASES, outcomes, strict=True))
    kept = Recording("sample", "ab", "3", 7, {}, records)
    assert Recording.from_json(kept.to_json()).to_json() == kept.to_json()
    endings = {found.ending for found in outcomes}
    return "tampered" if endings == {"tampered"} else "read"


TARGETS = (
    Target("scripts", strategies.scripts, _script),
    Target("notebooks", strategies.damaged(strategies.notebooks), _notebook),
    Target("archives", strategies.damaged(strategies.archives()), _archive),
    Target("recordings", strategies.damaged(strategies.recordings()), _recording),
    Target("results", strategies.damaged(strategies.results), _results),
)
