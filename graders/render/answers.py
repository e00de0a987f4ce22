"""What a report says in words of the quiz and the explanations, the same in every format.

It never says what the right answer is, and nothing here escapes.
"""

from graders.render.words import VERDICT_WORDS, count, is_missing, points
from graders.report import NOT_JUDGED_HERE, Concept, ExplanationReport, QuizAnswer, is_judged


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
    undecided = _undecided(item)
    score = f"{points(item.points)} of {points(item.max_points)}{' so far' * bool(undecided)}"
    return f"{score}{_marked_by(item)}{undecided}"


def _marked_by(item: ExplanationReport) -> str:
    if item.marked_by == "automatic":
        return ", marked automatically (a person can mark it again)"
    return f", marked by {item.marked_by}" if item.marked_by else ""


def _undecided(item: ExplanationReport) -> str:
    waiting = sum(concept.met is None for concept in item.concepts)
    return f"; {count(waiting, 'idea')} left to a person" if waiting and is_judged(item) else ""


def explanation_remark(item: ExplanationReport) -> str:
    """What was said about an explanation that was marked; empty while it was not."""
    return "" if item.verdict in {"not_attempted", *NOT_JUDGED_HERE} else item.message


def concept_line(item: ExplanationReport) -> str:
    """The concepts that were found in an explanation, and those that were not."""
    found = [_name(concept.id) for concept in item.concepts if concept.met]
    missing = [_name(concept.id) for concept in item.concepts if concept.met is False]
    open_ones = [_name(concept.id) for concept in item.concepts if concept.met is None]
    unsure = open_ones if is_judged(item) and item.verdict != "not_attempted" else []
    parts = [("said", found), ("left to a person", unsure), ("not found", missing)]
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in parts if names)


def evidence_lines(item: ExplanationReport) -> tuple[str, ...]:
    """For each concept with a sentence that speaks for it: that sentence, and how sure it is."""
    return tuple(
        f"{_name(concept.id)}{sureness(concept)}: “{' '.join(concept.evidence.split())}”"
        for concept in item.concepts
        if concept.evidence
    )


def sureness(concept: Concept) -> str:
    """How sure the marking of a concept is, in percent; empty where nobody said."""
    return "" if concept.sure is None else f" ({100 * concept.sure:.0f} % sure)"


def _score(quiz: tuple[QuizAnswer, ...]) -> str:
    judged = [answer for answer in quiz if answer.verdict not in NOT_JUDGED_HERE]
    earned = sum(answer.points for answer in judged)
    return f"{points(earned)} of {points(sum(answer.max_points for answer in judged))} points"


def _name(concept: str) -> str:
    return concept.replace("_", " ")
