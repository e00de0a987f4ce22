"""Report -> the `result.json` of classroom50.

Source of the format: classroom50's documentation, "The result.json contract". Scores have to be
whole numbers there, so they are hundredths of a point. Who it belongs to is told by the runner's
environment; the owner and the type of the assignment it stamps itself.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from graders.render.entries import Entry, judged
from graders.render.visible import visible
from graders.report import Report

SCHEMA = "classroom50/result/v1"
HUNDREDTHS = 100
PLACE = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
"""Fields of the result by the runner's variable that holds them."""


def classroom50_json(report: Report, hidden: bool, environment: Mapping[str, str]) -> str:
    """`report` as classroom50 collects it; hidden checks, quiz and explanations where `hidden`.

    Raises KeyError for a variable that the runner would have set.
    """
    tests = [_test(entry) for entry in judged(report, hidden)]
    with_review = {"REVIEW_URL": environment.get("COMMIT_URL", ""), **environment}
    data: dict[str, Any] = {"schema": SCHEMA}
    data |= {field: with_review[name] for field, name in PLACE.items()}
    data["datetime"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    data |= {name: sum(test[name] for test in tests) for name in ("score", "max-score")}
    return json.dumps(data | {"tests": tests}, indent=2) + "\n"


def _test(entry: Entry) -> dict[str, Any]:
    return {
        "test-name": visible(f"{entry.task}: {entry.title}"),
        "passed": entry.verdict == "pass",
        "score": round(HUNDREDTHS * entry.points),
        "max-score": round(HUNDREDTHS * entry.max_points),
        "output": visible(entry.text),
    }
