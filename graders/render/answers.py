"""What a report says in words of the quiz and the explanations, the same in every format.

It never says what the right answer is, and nothing here escapes.
"""

from graders.render.words import VERDICT_WORDS, count, is_missing, points
from graders.report import NOT_JUDGED_HERE, ExplanationReport, QuizAnswer, is_judged


def quiz_line(quiz: tuple[QuizAnswer, ...]) -> str:
    """How the quiz went, in one line."""
    verdicts = [answer.verdict for answer in quiz]
    judged = sum(verdict not in NOT_JUDGED_HERE for verdict in verdicts)
    missing = sum(is_missing(answer) for answer in quiz)
    recorded = sum(answer.verdict == "recorded" and not is_missing(answer) for answer in quiz)
    parts = []
    if judged:
        parts.append(f"{verdicts.count('pass')} of {judged} right ({_score(quiz)})")
    if recorded:
        parts.append(f"{count(recorded, 'answer')} recorded, marked by your instructor")
    if missing:
        parts.append(f"{missing} without an answer")
    return ", ".join(parts)


def quiz_result(answer: QuizAnswer) -> str:
    """What became of one answer, and what the judge says of it."""
    if is_missing(answer):
        return "no answer yet"
    words = {"pass": "right", "fail": "not right"}
    result = words.get(answer.verdict, VERDICT_WORDS[answer.verdict])
    return f"{result}: {answer.message}" if answer.message else result


def explanation_line(item: ExplanationReport) -> str:
    """How one explanation was marked, and by whom, in one line."""
    if item.verdict in NOT_JUDGED_HERE:
        return "recorded, marked by your instructor"
    if item.verdict == "not_attempted":
        lost = f" (0 of {points(item.max_points)})" if is_judged(item) else ""
        return f"not written yet{lost}"
    marked = f", marked by {item.marked_by}" if item.marked_by not in {None, "automatic"} else ""
    return f"{points(item.points)} of {points(item.max_points)}{marked}"


def explanation_remark(item: ExplanationReport) -> str:
    """What was said about an explanation that was marked; empty while it was not."""
    return "" if item.verdict in {"not_attempted", *NOT_JUDGED_HERE} else item.message


def concept_line(item: ExplanationReport) -> str:
    """The concepts that were found in an explanation, and those that were not."""
    found = [_name(concept.id) for concept in item.concepts if concept.met]
    missing = [_name(concept.id) for concept in item.concepts if concept.met is False]
    parts = [("said", found), ("not said yet", missing)]
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in parts if names)


def _score(quiz: tuple[QuizAnswer, ...]) -> str:
    judged = [answer for answer in quiz if answer.verdict not in NOT_JUDGED_HERE]
    earned = sum(answer.points for answer in judged)
    return f"{points(earned)} of {points(sum(answer.max_points for answer in judged))} points"


def _name(concept: str) -> str:
    return concept.replace("_", " ")
