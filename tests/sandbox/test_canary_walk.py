"""What a submission can reach of what it must not know: nothing, wherever it looks.

A submission that walks its own heap, memory, files and process (`walker.py.txt`) is graded as any
other, by a warm process that serves every assignment; this side knows what it must not find.
"""

import ast
import hashlib
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graders import course, rubrics
from graders.intake.reading import read
from graders.record import CHILD, PRELOAD, Inputs, readable, record
from graders.rubrics.stability import checks
from graders.sandbox import start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

ROOT = course.root()
STUDENT = "zoe_4711"
SEED = 20_011
SECRET = ("checks", "hidden_checks", "misconceptions", "formulas", "inputs", "outcome", "runs")
SHORTEST = 12


def texts_of(path: Path) -> set[str]:
    """Every text that a module keeps in memory: its constants, its docstrings, its names."""
    tree = ast.parse(path.read_text("utf-8"))
    named = (ast.FunctionDef, ast.ClassDef)
    found = {node.name for node in ast.walk(tree) if isinstance(node, named)}
    found |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    found |= {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, (*named, ast.Module))
    }
    return {text for text in found if isinstance(text, str) and len(text) >= SHORTEST}


def texts(names, slugs):
    folders = [rubrics.load(slug).folder for slug in slugs]
    patterns = [pattern for name in names for pattern in (f"{name}.py", f"{name}/*.py")]
    paths = [path for folder in folders for pattern in patterns for path in folder.glob(pattern)]
    return {text for path in paths for text in texts_of(path)}


ALLOWED = {
    text
    for folder in ("child", "lab", "sandbox")
    for path in (ROOT / "graders" / folder).glob("*.py")
    for text in texts_of(path)
} | texts(("probes", "__init__"), ["stability"])
OTHERS = [slug for slug in rubrics.slugs() if slug != "stability"]
CHECKS = {
    text
    for text in texts(SECRET, rubrics.slugs()) - ALLOWED
    if " " in text or text.startswith("check_")  # Other names are those of Keras or of a task.
}
OTHER_PROBES = {
    text
    for slug in OTHERS
    for path in rubrics.load(slug).folder.glob("*.py")
    if path.stem not in SECRET
    for text in texts_of(path)
    if " " in text
} - ALLOWED
SUBSTRINGS = (
    STUDENT,
    "graders/judge",
    "graders.judge",
    "check_diagnose_names",
    "tenth_of_the_best",
    *(f"graders.rubrics.{slug}" for slug in OTHERS),
)


def digest(text):
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def not_itself(text):
    """A pattern for `text` that `text` does not stand in."""
    return f"[{text[0]}]" + re.escape(text[1:]).replace("\\", "\\\\")


def expected():
    """The judge's values for the hidden cases: drawn, so that nothing else has them by chance."""
    from graders.judge.plugin import seen
    from graders.recording import Outcome, Record

    of = {"max_stable_lr": checks.bound, "suggest_lr": checks.tenth_of_the_best}
    cases = Inputs(SEED, hidden=True).cases(rubrics.load("stability"))
    return {
        float(of[case.probe](seen(Record(case, Outcome("returned", {})))))
        for case in cases
        if case.probe in of and not case.visible
    }


def course_files():
    parts = ("graders", "solutions", "tests", "docs", "assignments")
    paths = (path for part in parts for path in (ROOT / part).rglob("*") if path.is_file())
    allowed = {Path(path) for path in readable()}
    return [str(path) for path in paths if path not in allowed and "__pycache__" not in path.parts]


def source():
    values = {
        "@DIGESTS@": " ".join(map(digest, CHECKS | OTHER_PROBES)),
        "@NEGATED@": " ".join(str(-value) for value in expected()),
        "@PATTERN@": "|".join(map(not_itself, SUBSTRINGS)),
        "@BACKWARDS@": "|".join(path[::-1] for path in course_files()),
    }
    text = Path(__file__).with_name("walker.py.txt").read_text("utf-8")
    for place, value in values.items():
        text = text.replace(place, value)
    return text


class Patient:
    """The real runner, with time for a long walk; it keeps how the child was shut in."""

    def __init__(self, runner):
        self._runner = runner

    def run(self, messages, limits):
        return self._runner.run(messages, replace(limits, seconds=120))

    def close(self):
        self._runner.close()


@pytest.fixture(scope="module")
def walk():
    """What the walking submission found, as its recording tells it."""
    path = f"/home/{STUDENT}/submitted/stability.py"
    submission = read(path, source().encode(), {"stability": rubrics.load("stability")})
    runner = Patient(start(CHILD, PRELOAD, readable()))
    recording = record(submission, rubrics.load("stability"), Inputs(SEED, True), runner)
    runner.close()
    sandbox = recording.environment["sandbox"]
    if off := [layer for layer in ("filesystem", "network") if sandbox[layer] != "on"]:
        pytest.skip(f"this machine cannot confine: {off}")
    outcome = recording.of("diagnose")[0].outcome
    assert outcome.ending == "returned", (outcome, recording.output)
    return outcome.result["label"]


def test_the_walk_went_everywhere(walk):
    assert walk["objects"]["count"] > 300_000
    assert walk["memory"] is None or walk["memory"]["size"] > 50_000_000
    assert walk["self"]["count"] > 20
    assert len(expected()) >= 4
    assert len(CHECKS) > 500
    assert len(OTHER_PROBES) > 50


def test_no_object_holds_an_expected_value_or_a_check(walk):
    secret = {text[:200] for text in CHECKS} | {str(value) for value in expected()}
    assert [text for text in walk["objects"]["found"] if text in secret] == []


def test_no_object_holds_a_part_of_another_assignments_probes(walk):
    others = {text[:200] for text in OTHER_PROBES}
    assert [text for text in walk["objects"]["found"] if text in others] == []


def test_no_object_names_the_judge_or_the_student(walk):
    assert [text for text in walk["objects"]["found"] if text in SUBSTRINGS] == []


def test_no_freed_memory_holds_any_of_it(walk):
    if walk["memory"] is None:
        pytest.skip("this process may not look at its own memory")
    assert walk["memory"]["found"] == []


def test_no_file_of_the_course_can_be_opened(walk):
    assert [backwards[::-1] for backwards in walk["files"]] == []


def test_the_process_tells_nothing_of_the_class(walk):
    assert walk["self"]["found"] == []
    assert "PATH" not in walk["self"]["names"]


def test_only_what_a_child_needs_is_loaded(walk):
    allowed = ("graders", "graders.child", "graders.lab", "graders.sandbox", "graders.rubrics")
    for name in walk["modules"]:
        place = ".".join(name.split(".")[:2])
        assert place in (*allowed, "graders.arrays"), name
        assert not name.startswith("graders.rubrics.") or name.startswith(
            "graders.rubrics.stability"
        ), name
