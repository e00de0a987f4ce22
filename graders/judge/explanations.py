"""What becomes of the explanations: they are kept for a person to mark.

They carry no points here, so that nobody's score depends on a mark that nobody gave yet.
"""

from collections.abc import Mapping

from graders.report import Concept, ExplanationReport, Verdict
from graders.rubrics import Rubric


def keep(rubric: Rubric, texts: Mapping[str, str]) -> tuple[ExplanationReport, ...]:
    """Every explanation of the rubric: `recorded`, or `not_attempted` where nothing was written."""
    reports = []
    for item in rubric.explanations:
        written = bool(texts.get(item.id, "").strip())
        verdict: Verdict = "recorded" if written else "not_attempted"
        words = "kept for a person to mark" if written else "nothing written yet"
        concepts = tuple(Concept(name, None) for name in item.concepts)
        points = float(len(item.concepts))
        reports.append(ExplanationReport(item.id, verdict, 0.0, points, None, words, concepts))
    return tuple(reports)
