"""One submission in a fresh interpreter: import TensorFlow, run the probes, run pytest's checks.

usage: fresh_interpreter.py SLUG FILE
"""

import contextlib
import importlib
import json
import sys
import tempfile
from pathlib import Path

from graders import rubrics
from graders.child.module import load
from graders.child.running import run
from graders.intake import collect
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.outcomes import outcomes_of
from graders.record import Inputs, versions
from graders.recording import Record, Recording
from graders.render.html import report_html
from graders.sandbox import Limits, Run
from graders.shapes import shapes


def main(slug: str, file: str) -> None:
    rubric = rubrics.load(slug)
    (submission,) = collect([Path(file)], {slug: rubric}, slug)
    probes = importlib.import_module(f"graders.rubrics.{slug}.probes")
    cases = Inputs(0, hidden=True).cases(rubric)
    asked = [{"probe": case.probe, "inputs": dict(case.inputs)} for case in cases]
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        path = Path(folder) / f"{slug}.py"
        module = load(submission.needed, path)
        told = run(probes, module, str(path), asked, lambda _: None)
    message = json.dumps({"outcomes": told, "library_replaced": False}).encode()
    outcomes = outcomes_of(Run("finished", message), cases, Limits(), shapes(rubric.folder))
    records = [Record(case, outcome) for case, outcome in zip(cases, outcomes, strict=True)]
    recording = Recording(slug, submission.sha256, "", 0, versions(), tuple(records))
    report_html(judge(submission, recording, rubric, Scope(True)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
