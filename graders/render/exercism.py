"""Report -> the `results.json` of an Exercism test runner.

Source of the format: Exercism's documentation, "The test runner interface", version 3. Its students
see what is here, so hidden checks, the quiz and explanations stay out unless they are asked for.
"""

import json
from typing import Any

from graders.render.entries import judged
from graders.render.visible import visible
from graders.render.words import closing, refusal
from graders.report import Report

LONGEST = 65535
"""Characters of a message."""


def exercism_json(report: Report, hidden: bool) -> str:
    """`report` as Exercism reads it: "error" only where no test could run."""
    numbers = {task.name: number for number, task in enumerate(report.tasks, start=1)}
    tests: list[dict[str, Any]] = []
    for entry in judged(report, hidden):
        right = entry.verdict == "pass"
        test = {"name": visible(entry.title), "status": "pass" if right else "fail"}
        test |= {} if right else {"message": visible(entry.text)[:LONGEST]}
        task = {"task_id": numbers[entry.task]} if entry.task in numbers else {}
        tests.append({**test, **task, "test_code": ""})
    data: dict[str, Any] = {"version": 3}
    if report.status == "graded":
        passed = all(test["status"] == "pass" for test in tests)
        data |= {"status": "pass" if passed else "fail", "tests": tests}
    else:
        said = report.status == "refused" and visible(refusal(report))
        message = said or visible(closing(report))
        data |= {"status": "error", "message": message[:LONGEST], "tests": []}
    return json.dumps(data, indent=2) + "\n"
