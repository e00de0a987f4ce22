"""Report -> what a test runner of GitHub Classroom gives to its reporter.

Source of the format: the source of `autograding-grading-reporter`, which adds up the scores of
`tests` and fails the job where the status is no "pass". It reads `tests` of every runner, so they
stand here whatever happened.
"""

import json
from typing import Any

from graders.render.annotations import line_in
from graders.render.entries import Entry, judged
from graders.render.visible import visible
from graders.render.words import remark
from graders.report import Report


def github_classroom_json(report: Report, hidden: bool) -> str:
    """`report` in version 1 of the format; hidden checks, quiz and explanations where `hidden`."""
    shown = judged(report, hidden)
    tests = [_test(report, entry) for entry in shown]
    status = "pass" if all(test["status"] == "pass" for test in tests) else "fail"
    data = {
        "version": 1,
        "status": "error" if report.status == "grader_error" else status,
        "max_score": round(sum(entry.max_points for entry in shown), 4),
        "message": visible(remark(report)),
        "tests": tests,
    }
    return json.dumps(data, indent=2) + "\n"


def _test(report: Report, entry: Entry) -> dict[str, Any]:
    kinds = {"pass": "pass", "grader_error": "error"}
    return {
        "name": visible(f"{entry.task}: {entry.title}"),
        "status": kinds.get(entry.verdict, "fail"),
        "score": entry.points,
        "message": visible(entry.text),
        "test_code": "",
        "filename": visible(report.path),
        "line_no": line_in(entry.text) or 0,
        "duration": 0,
    }
