from dataclasses import replace

import pytest

from graders.render.answers import (
    concept_line,
    evidence_lines,
    explanation_line,
    explanation_remark,
    quiz_line,
    quiz_result,
)
from graders.report import QuizAnswer

from .samples import GRADED, STUDENTS_CHECK

(MARKED,) = GRADED.explanations
LAST_UNSURE = (*MARKED.concepts[:3], replace(MARKED.concepts[3], met=None, sure=0.4))
UNSURE = replace(MARKED, marked_by="R. Vega", concepts=LAST_UNSURE)


def test_a_marked_quiz_says_how_many_are_right():
    assert quiz_line(GRADED.quiz) == "1 of 3 right (0.4 of 1.4 points), 1 without an answer"


def test_a_quiz_without_its_key_is_only_recorded():
    assert quiz_line(STUDENTS_CHECK.quiz) == (
        "3 answers recorded, marked by your instructor, 1 without an answer"
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (GRADED.quiz[0], "right"),
        (GRADED.quiz[1], "not right: the last partial batch is a step too"),
        (GRADED.quiz[2], "no answer yet"),
        (STUDENTS_CHECK.quiz[0], "recorded"),
        (STUDENTS_CHECK.quiz[2], "no answer yet"),
        (STUDENTS_CHECK.quiz[3], "recorded: did you mean `zero`?"),
        (QuizAnswer("S4", "x", False, "fail", 0, 1, "there is no x"), "not right: there is no x"),
    ],
)
def test_result_of_one_answer(answer, words):
    assert quiz_result(answer) == words


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (MARKED, "3 of 4, marked automatically (a person can mark it again)"),
        (replace(MARKED, marked_by="R. Vega"), "3 of 4, marked by R. Vega"),
        (UNSURE, "3 of 4 so far, marked by R. Vega; 1 idea left to a person"),
        (replace(MARKED, verdict="not_attempted"), "not written yet (0 of 4)"),
        (replace(MARKED, verdict="not_attempted", marked_by=None), "not written yet"),
        (replace(MARKED, verdict="recorded"), "recorded, marked by your instructor"),
    ],
)
def test_line_of_an_explanation(item, words):
    assert explanation_line(item) == words


def test_concepts_found_and_missing_are_named():
    assert concept_line(MARKED) == (
        "said: small start, mechanism, over time; not found: wired and watched"
    )


def test_a_concept_that_nobody_decided_is_left_to_a_person():
    assert concept_line(UNSURE) == (
        "said: small start, mechanism, over time; left to a person: wired and watched"
    )


def test_each_sentence_that_earned_a_concept_is_quoted_with_how_sure_that_is():
    assert evidence_lines(MARKED)[0] == "small start (97 % sure): “I start at 1e-4.”"
    assert len(evidence_lines(MARKED)) == 3


def test_a_remark_is_shown_only_where_somebody_marked():
    marked = replace(MARKED, message="Well put.")
    assert explanation_remark(marked) == "Well put."
    assert explanation_remark(STUDENTS_CHECK.explanations[0]) == ""
