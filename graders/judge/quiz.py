"""Marks quiz answers against the key, where the key is here.

Answers are plain text that intake read; an unanswered question is `not_attempted`, an id that is
no option fails with the ids that are. Without the key every answer is `recorded`.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from graders import course
from graders.report import QuizAnswer, Verdict
from graders.rubrics import Question, Rubric


@dataclass(frozen=True)
class Key:
    """The right option of a question, and why each option is right or wrong."""

    option: str
    why: Mapping[str, str]


def read_key(slug: str) -> dict[str, Key] | None:
    """The assignment's key by question, or None where the solutions are absent."""
    folder = course.solutions(slug)
    path = folder / "quiz.toml" if folder else None
    if path is None or not path.is_file():
        return None
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Key(item["key"], {option["id"]: option["why"] for option in item["options"]})
        for name, item in data.items()
    }


def mark(
    rubric: Rubric, answers: Mapping[str, str], key: Mapping[str, Key] | None
) -> tuple[QuizAnswer, ...]:
    """Every question of the rubric with its verdict, in the rubric's order."""
    return tuple(_mark(question, answers.get(question.id), key) for question in rubric.quiz)


def _mark(question: Question, answer: str | None, key: Mapping[str, Key] | None) -> QuizAnswer:
    chosen = answer.strip().lower() if answer else None
    right, why = None, ""
    if chosen and chosen not in question.options:
        why = _not_an_option(answer or "", question)
        right = False if key else None
    elif chosen and key:
        right = chosen == key[question.id].option
        why = key[question.id].why[chosen]
    if key is None:
        return QuizAnswer(question.id, answer, None, "recorded", 0.0, question.points, why)
    if not chosen:
        message = "not answered yet"
        return QuizAnswer(question.id, None, None, "not_attempted", 0.0, question.points, message)
    points = question.points if right else 0.0
    verdict: Verdict = "pass" if right else "fail"
    return QuizAnswer(question.id, answer, right, verdict, points, question.points, why)


def _not_an_option(answer: str, question: Question) -> str:
    close = difflib.get_close_matches(answer.lower(), question.options, n=1)
    hint = f"did you mean `{close[0]}`?" if close else "write one of these words."
    options = ", ".join(question.options)
    return f"`{answer}` is not an option of {question.id} ({options}); {hint}"
