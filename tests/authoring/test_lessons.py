"""The examples that the lessons print run as they stand, and the points they print are true.

The examples run in a process of their own: TensorFlow stays out of the one that runs the tests.
"""

import inspect
import os
import re
import subprocess
import sys

import jupytext
import pytest

from graders import course, rubrics
from graders.judge.declare import checks_of, declared

PARTS = re.MULTILINE | re.DOTALL
BEFORE = """
import keras
import numpy as np
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(0.5), loss="mse")
x, y = np.ones((8, 1)), np.zeros((8, 1))
x_val, y_val = x, y
"""
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "OPENBLAS_NUM_THREADS": "1"}


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_the_examples_of_the_lesson_run(slug, tmp_path):
    source = (course.root() / "solutions" / slug / f"{slug}.py").read_text(encoding="utf-8")
    lesson = [cell.source for cell in jupytext.reads(source, fmt="py:percent").cells]
    examples = re.findall(r"```python\n(.*?)```", "\n".join(lesson), re.DOTALL)
    assert len(examples) >= 3
    script = tmp_path / "examples.py"
    script.write_text("\n".join([source, BEFORE, *examples]), encoding="utf-8")
    command = [sys.executable, str(script)]
    run = subprocess.run(command, env=os.environ | QUIET, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_each_task_prints_the_points_that_its_checks_give(slug):
    rubric = rubrics.load(slug)
    checks = pytest.importorskip(f"graders.rubrics.{slug}.checks")
    given = dict.fromkeys(rubric.task_names, 0.0)
    for check in checks_of(checks).values():
        (probe,) = inspect.signature(check).parameters
        given[rubric.task_of(probe)] += declared(check).points
    for check in rubric.hidden:
        given[check.task] += check.points
    source = (course.root() / "solutions" / slug / f"{slug}.py").read_text(encoding="utf-8")
    printed = dict(re.findall(r"^# ## Task `(\w+)`$.*?^# Points: ([\d.]+) =", source, PARTS))
    assert {task: float(points) for task, points in printed.items()} == given
