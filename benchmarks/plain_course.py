"""A course for nbgrader as shipped, whose tests make the calls that our probes make.

In place of our marks, each task of the source notebook is followed by a locked grade cell. It calls
the rubric's own probes, with all inputs of seed 0, visible and hidden, on the student's functions
in the same kernel, and asserts what the reference solution gave there. So both sides make the same
calls, fits included, and the ones here have even our savings: probes share models, and the rates of
a task are measured in one graph. With `fits=True` they have the last one not: each rate is measured
as one does with Keras alone, by `compile` and `fit` of a model with one weight. It writes files and
grades nothing.
"""

import ast
import copy
import json
import re
from pathlib import Path
from typing import Any

from graders import rubrics, workers
from graders.grade import Settings, recording_of
from graders.intake import collect
from graders.recording import ABOUT, Recording
from graders.submission import Submission

HERE = Path(__file__).parent
SETTINGS = """\
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.source_directory = {source!r}
c.Exchange.root = {root!r}
"""
FIRST = """\
import json
import math
import types

import keras
from graders.child.running import run
from graders.rubrics.{slug} import probes


def same(seen, wanted):
    if isinstance(wanted, dict):
        return seen.keys() == wanted.keys() and all(same(seen[k], wanted[k]) for k in wanted)
    if isinstance(wanted, list):
        return len(seen) == len(wanted) and all(map(same, seen, wanted))
    if isinstance(wanted, float):
        return math.isclose(seen, wanted, rel_tol=1e-3, abs_tol=1e-6)
    return seen == wanted
"""
FITS = """\
from graders.child import running
from graders.lab.meter import rates_in_fit


def fresh(optimizer):
    rate, schedules = optimizer._learning_rate, keras.optimizers.schedules
    rate = rate if isinstance(rate, schedules.LearningRateSchedule) else float(rate)
    return type(optimizer)(**{**optimizer.get_config(), "learning_rate": rate})


def measured(asked):
    return [rates_in_fit(fresh(one.optimizer), steps_per_epoch=one.steps)[0] for one in asked]


running.measured = measured
"""
TEST = """\
cases = json.loads({cases!r})
student = types.SimpleNamespace(**globals())
seen = run(probes, student, "", cases, lambda place: None)
for one, case in zip(seen, cases):
    assert one["ending"] == "returned" and same(one["result"], case["wanted"]), case["inputs"]
"""


def make(root: Path, slug: str, answers: dict[str, str], fits: bool = False) -> None:
    """Write the course into `root`; each of `answers` is a student's script."""
    source = json.loads(_solution(slug, "ipynb").read_text("utf-8"))
    recorded = _reference(slug)
    plain = {**source, "cells": list(_with_tests(source["cells"], slug, recorded, fits))}
    _write(root / "source" / slug / f"{slug}.ipynb", plain)
    (root / "nbgrader_config.py").write_text(SETTINGS.format(root=str(root), source="source"))
    for student, text in answers.items():
        _write(root / "submitted" / student / slug / f"{slug}.ipynb", filled(plain, text))


def filled(notebook: dict[str, Any], script: str) -> dict[str, Any]:
    """`notebook` with the answers of a script; what else the script holds comes first."""
    made = copy.deepcopy(notebook)
    lines, parts, rest = script.splitlines(), {}, []
    for node in ast.parse(script).body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        text = "\n".join(lines[first - 1 : node.end_lineno])
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            parts[node.name] = text
        else:
            rest.append(text)
    for cell in made["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
            names = re.findall(r"^(?:def|class) (\w+)", "".join(cell["source"]), re.MULTILINE)
            found = [parts.pop(name) for name in names if name in parts]
            cell["source"] = "\n\n\n".join(found) or "pass"
    first = {"cell_type": "code", "id": "first", "metadata": {}, "execution_count": None}
    own = "\n\n".join([*rest, *parts.values()])
    made["cells"].insert(0, {**first, "outputs": [], "source": own})
    return made


def _solution(slug: str, ending: str) -> Path:
    return HERE.parent / "solutions" / slug / f"{slug}.{ending}"


def _reference(slug: str) -> Recording:
    (item,) = collect([_solution(slug, "py")], rubrics.load_all(), slug)
    if not isinstance(item, Submission):
        raise SystemExit(item.reason)
    return recording_of(item, rubrics.load(slug), Settings(0, True), workers.own_runner)


def _with_tests(cells: list[Any], slug: str, recorded: Recording, fits: bool) -> Any:
    tasks = {task.name: task for task in rubrics.load(slug).tasks}
    yield _locked("first-of-all", FIRST.format(slug=slug) + FITS * fits, None)
    for cell in cells:
        ours = cell["metadata"].get("nbgrader", {})
        if ours.get("solution"):
            yield _answer(cell)
            for name in filter(tasks.__contains__, ours["grade_id"].split("-")):
                yield _locked(f"test-{name}", _test(tasks[name].probes, recorded), 1)
        else:
            yield {**cell, "metadata": {}}


def _test(probes: tuple[str, ...], recorded: Recording) -> str:
    cases = [
        {
            "probe": record.case.probe,
            "inputs": {k: v for k, v in record.case.inputs.items() if k != ABOUT},
            "wanted": record.outcome.result,
        }
        for record in recorded.records
        if record.case.probe in probes
    ]
    return TEST.format(cases=json.dumps(cases))


def _answer(cell: dict[str, Any]) -> dict[str, Any]:
    """A task's cell as nbgrader's own courses have it: to be answered, with no points by itself."""
    known = {**cell["metadata"]["nbgrader"], "grade": False}
    known.pop("points", None)
    return {**cell, "metadata": {"nbgrader": known}}


def _locked(name: str, source: str, points: int | None) -> dict[str, Any]:
    known: dict[str, Any] = {"schema_version": 3, "grade_id": name, "cell_type": "code"}
    known |= {"grade": points is not None, "locked": True, "solution": False, "task": False}
    known |= {} if points is None else {"points": points}
    cell = {"cell_type": "code", "id": name, "execution_count": None, "outputs": []}
    return {**cell, "metadata": {"nbgrader": known}, "source": source}


def _write(path: Path, notebook: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
