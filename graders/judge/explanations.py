"""Marks the explanations, where what marks them is here; otherwise they are `recorded`.

A concept that was said gives a point. One that the marking is unsure of gives none yet and is
handed to a person. What a student reads names what was found and gives a hint for the rest; it
never holds a model answer.
"""

from collections.abc import Mapping
from functools import cache

from graders import rubrics
from graders.judge.marking.marker import Marker, Marking, Veto, read_marker
from graders.report import Concept, ExplanationReport, Verdict
from graders.rubrics import Explanation, Rubric

AUTOMATIC = "automatic"

_VETOES: Mapping[Veto, str] = {
    "list": "It names things and says nothing about them; write whole sentences.",
    "echo": "It repeats the prompt or the hint, or only asks; say it in words of your own.",
    "other_subject": "It does not seem to speak of training a network.",
    "denial": "It denies or doubts something, so a person has to read it.",
}


@cache
def read_markers(slug: str) -> dict[str, Marker]:
    """The markers of an assignment by prompt; a prompt without marking data has none."""
    folder = rubrics.HERE / slug
    found = {
        item.id: read_marker(folder / "marking", item.id, item.prompt, item.hint)
        for item in rubrics.explanations(folder)
    }
    return {name: marker for name, marker in found.items() if marker is not None}


def mark(
    rubric: Rubric, texts: Mapping[str, str], markers: Mapping[str, Marker]
) -> tuple[ExplanationReport, ...]:
    """Every explanation of the rubric, in its order."""
    return tuple(
        _mark(item, texts.get(item.id, ""), markers.get(item.id)) for item in rubric.explanations
    )


def _mark(item: Explanation, text: str, marker: Marker | None) -> ExplanationReport:
    points = float(len(item.concepts))
    marked_by = AUTOMATIC if marker else None
    if not text.strip() or marker is None:
        written = bool(text.strip())
        verdict: Verdict = "recorded" if written else "not_attempted"
        words = "kept, and marked by your instructor" if written else "nothing written yet"
        unmarked = tuple(Concept(name, None) for name in item.concepts)
        return ExplanationReport(
            item.id, verdict, 0.0, points, None if written else marked_by, words, unmarked, text
        )
    marking = marker.mark(text)
    concepts = tuple(
        Concept(one.concept, one.met, one.sure, one.evidence) for one in marking.concepts
    )
    earned = float(sum(concept.met is True for concept in concepts))
    verdict = "pass" if earned == points else "fail"
    message = "" if verdict == "pass" else _message(item, marking)
    return ExplanationReport(item.id, verdict, earned, points, marked_by, message, concepts, text)


def _message(item: Explanation, marking: Marking) -> str:
    unsure = [one.concept for one in marking.concepts if one.met is None]
    missing = [one.concept for one in marking.concepts if one.met is False]
    lines = [_VETOES[marking.veto]] if marking.veto else []
    if unsure:
        waits = "idea waits" if len(unsure) == 1 else "ideas wait"
        lines.append(f"{len(unsure)} {waits} for a person to decide, and may still give points.")
    if missing:
        lines.append(f"Hint: {item.hint}")
        lines += [f"Not found: {item.hints[name]}." for name in missing if name in item.hints]
        lines.append("If you think that your text says it, ask for a person to look.")
    return "\n".join(lines)
