"""One submission in a fresh interpreter: import TensorFlow, run the probes, run pytest's checks.

usage: fresh_interpreter.py SLUG FILE
"""

import contextlib
import importlib
import sys
import tempfile
from pathlib import Path

from graders import rubrics
from graders.child.module import load
from graders.child.running import run
from graders.intake import collect
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.record import Inputs, versions
from graders.record import _outcome as recorded
from graders.recording import Record, Recording
from graders.render.html import report_html


def main(slug: str, file: str) -> None:
    rubric = rubrics.load(slug)
    (submission,) = collect([Path(file)], {slug: rubric}, slug)
    probes = importlib.import_module(f"graders.rubrics.{slug}.probes")
    cases = Inputs(0, hidden=True).cases(rubric)
    asked = [{"probe": case.probe, "inputs": dict(case.inputs)} for case in cases]
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        path = Path(folder) / f"{slug}.py"
        module = load(submission.needed, path)
        outcomes = run(probes, module, str(path), asked)
    records = [Record(case, recorded(each)) for case, each in zip(cases, outcomes, strict=True)]
    recording = Recording(slug, submission.sha256, "", 0, versions(), tuple(records))
    report_html(judge(submission, recording, rubric, Scope(True)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
