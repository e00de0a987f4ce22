"""Report -> the `results.json` of a PrairieLearn external grader.

Source of the format: PrairieLearn's documentation, "External grading". The score is a share from 0
to 1, and a file may have a megabyte. A submission that was refused is not gradable there, which
costs no attempt.
"""

import json
from typing import Any

from graders.render.entries import Entry, judged
from graders.render.visible import visible
from graders.render.words import refusal, remark
from graders.report import Report

LONGEST = 4000
"""Characters of one test's message: with a hundred of them a file stays below its limit."""


def prairielearn_json(report: Report, hidden: bool) -> str:
    """`report` as PrairieLearn reads it; hidden checks, quiz and explanations where `hidden`."""
    shown = judged(report, hidden)
    if report.status == "grader_error":
        data: dict[str, Any] = {"gradable": False, "message": visible(remark(report))}
    elif report.status == "refused":
        data = {"gradable": False, "format_errors": [visible(refusal(report))]}
    else:
        points, most = (sum(getattr(e, name) for e in shown) for name in ("points", "max_points"))
        data = {
            "gradable": True,
            "score": round(points / most, 6) if most else 0.0,
            "message": visible(remark(report)),
            "tests": [_test(entry) for entry in shown],
        }
    return json.dumps(data, indent=2) + "\n"


def _test(entry: Entry) -> dict[str, Any]:
    return {
        "name": visible(entry.title),
        "description": visible(entry.task),
        "points": entry.points,
        "max_points": entry.max_points,
        "message": visible(entry.text)[:LONGEST],
    }
