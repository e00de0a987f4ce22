"""The autograder for classroom50, run as its runner runs it: in a checkout, with its variables."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from jsonschema import validate

from graders import course

from .test_other_systems import CLASSROOM50, RUNNER

ROOT = course.root()
LRGRADE = '#!/bin/sh\nexec "{python}" -c "from graders.cli import main; main()" "$@"\n'


@pytest.mark.skipif(sys.platform != "linux", reason="its runner is Linux")
def test_a_solution_beside_the_untouched_stub_gets_every_visible_point(tmp_path):
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "assignments/stability", checkout / "assignments/stability")
    shutil.copy(ROOT / "solutions/stability/stability.py", checkout / "assignments/stability")
    program = tmp_path / "bin/lrgrade"
    program.parent.mkdir()
    program.write_text(LRGRADE.format(python=sys.executable))
    program.chmod(0o755)
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/workflows/classroom50_autograder.py")],
        cwd=checkout,
        env=os.environ
        | RUNNER
        | {"ASSIGNMENT": "stability", "PATH": f"{program.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    data = json.loads((checkout / "result.json").read_text())
    validate(data, CLASSROOM50)
    assert data["score"] == data["max-score"] > 0
    assert all(test["passed"] for test in data["tests"])
