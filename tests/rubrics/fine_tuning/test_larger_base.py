"""The reference solution on a base of the user's own, from keras.applications, by the same code.

Random weights, for they need no network; in a process of its own, for TensorFlow stays out of the
one that runs the tests.
"""

import os
import subprocess
import sys

import pytest

from graders import course

SCRIPT = """
import numpy as np
from fine_tuning import attach_head, train_head, unfreeze
from graders.lab import arrays_of, load_application, named_variables

base = load_application("MobileNetV2", weights=None, input_shape=(32, 32, 3), alpha=0.35)
names = [layer.name for layer in base.layers]
start = "block_16_project"
x = np.random.default_rng(0).random((8, 32, 32, 3), np.float32)
y = np.arange(8) % 3
model = attach_head(base, 3)
variables = named_variables(base)
before = arrays_of(variables)
train_head(model, x, y, epochs=1, batch_size=8)
frozen = arrays_of(variables)
assert all(np.array_equal(before[name], frozen[name]) for name in before)
unfreeze(model, base, 1e-3, start)
model.run_eagerly = True
model.fit(x, y, batch_size=8, verbose=0)
after = arrays_of(variables)
changed = {name for name in before if not np.array_equal(before[name], after[name])}
assert f"{start}/kernel" in changed
layers = {name.split("/")[0] for name in changed}
assert all(names.index(layer) >= names.index(start) for layer in layers), layers
assert not [name for name in changed if "moving" in name]
"""
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "OPENBLAS_NUM_THREADS": "1"}


@pytest.mark.slow
def test_the_solution_works_with_a_network_of_keras_applications(tmp_path):
    path = tmp_path / "larger.py"
    path.write_text(SCRIPT, encoding="utf-8")
    folder = str(course.root() / "solutions" / "fine_tuning")
    command = [sys.executable, str(path)]
    environment = os.environ | QUIET | {"PYTHONPATH": folder}
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
