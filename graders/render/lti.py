"""Report -> a score of LTI's Assignment and Grade Services, as a learning platform takes it.

Source of the format: 1EdTech's specification of Assignment and Grade Services 2.0, "Score publish
service". Only the object: to send it a tool needs the platform's key and line item.
"""

import json
from datetime import UTC, datetime

from graders.render.visible import visible
from graders.render.words import remark
from graders.report import Report, is_judged


def lti_score(report: Report) -> str:
    """`report` as one score; of a kind that platforms do not count while somebody has to mark."""
    now = datetime.now(UTC)
    score = {
        "userId": report.student or "",
        "scoreMaximum": report.max_score,
        "comment": visible(remark(report)),
        "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "activityProgress": "Completed",
        "gradingProgress": _progress(report),
    }
    if report.score is not None:
        score["scoreGiven"] = report.score
    return json.dumps(score, indent=2) + "\n"


def _progress(report: Report) -> str:
    if report.status == "grader_error":
        return "Failed"
    waiting = any(
        not is_judged(item) or any(concept.met is None for concept in item.concepts)
        for item in report.explanations
        if item.verdict != "not_attempted"
    )
    return "PendingManual" if waiting else "FullyGraded"
