"""Report -> results.json for Gradescope.

Source of the format: Gradescope's autograder documentation, "Autograder Specifications". Hidden
checks, the quiz and explanations get the visibility that the instructor chooses; where a test is
hidden, Gradescope shows students no total.
"""

import json
from typing import Any, Literal, get_args

from graders.render.entries import Entry, entries
from graders.render.visible import visible
from graders.render.words import VERDICT_WORDS, remark
from graders.report import NOT_JUDGED_HERE, Report

Shown = Literal["hidden", "after_due_date", "after_published", "visible"]
SHOWN: tuple[Shown, ...] = get_args(Shown)
LONGEST_OUTPUT = 10_000
"""Characters of one test's output; the documentation names no limit, a page has one."""


def gradescope_json(report: Report, hidden: Shown = "after_published") -> str:
    """`report` as Gradescope reads it; without a score where the grader failed or nothing ran.

    `hidden` is when students see hidden checks, quiz and explanations.
    """
    data: dict[str, Any] = {
        "output": visible(remark(report)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(number, entry, hidden) for number, entry in enumerate(entries(report), start=1)
        ],
    }
    if report.status != "grader_error":
        data["score"] = report.score or 0.0
    return json.dumps(data, indent=2) + "\n"


def _test(number: int, entry: Entry, hidden: Shown) -> dict[str, Any]:
    judged = entry.verdict not in NOT_JUDGED_HERE
    words = VERDICT_WORDS[entry.verdict]
    text = visible(f"{words}\n{entry.text}" if entry.text else words)
    test: dict[str, Any] = {
        "name": visible(f"{entry.task}: {entry.title}"),
        "number": str(number),
        "output": text if len(text) <= LONGEST_OUTPUT else text[: LONGEST_OUTPUT - 3] + "...",
        "tags": [entry.kind],
        "visibility": hidden if entry.visibility == "hidden" else "visible",
    }
    if judged:
        test |= {
            "score": entry.points,
            "max_score": entry.max_points,
            "status": "passed" if entry.verdict == "pass" else "failed",
        }
    return test
