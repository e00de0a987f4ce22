import ast

import pytest

from graders.intake.literals import answers


def quiz(text):
    return answers(ast.parse(text).body, "QUIZ", ["S3", "Q10"], lambda line: f"line {line}")


@pytest.mark.parametrize(
    "text",
    [
        'QUIZ = {"S3": "small"}',
        'QUIZ = {"s3": "small", "Q10": None}',
        'QUIZ: dict[str, str] = {"S3": "small", "Q10": ""}',
        'QUIZ = dict(S3="small")',
        'QUIZ = dict({"S3": "small"})',
        'QUIZ = {"S3": None}\nQUIZ["S3"] = "small"',
        'QUIZ = {"S3": None}\nQUIZ.update({"S3": "small"})',
        'QUIZ = {"S3": None}\nQUIZ.update(S3="small")',
        'QUIZ = {}\nQUIZ |= {"S3": "small"}',
        'QUIZ = {"S3": "x"}\nQUIZ = QUIZ | {"S3": "small"}',
        'QUIZ = {"S3": "x"}\nQUIZ = {**QUIZ, "S3": "small"}',
        'QUIZ = {"Q10": "one"}\nQUIZ = {"S3": "small"}',
        'QUIZ = {"S3": "sm" "all"}',
        'QUIZ = {"S3": "sm" + "all"}',
        'QUIZ = {"S3": f"small"}',
        'QUIZ = {"S3": " small ".strip()}',
        'QUIZ = {"S3": textwrap.dedent("""\\\n    small""")}',
        'QUIZ = {"S3": inspect.cleandoc(" small")}',
        'QUIZ = {"S3": "".join(["sm", "all"])}',
        'S3 = "small" #@param ["small", "large"]\nQUIZ = {"S3": S3}',
        'mine = {"S3": "small"}\nQUIZ = mine',
        'QUIZ = {"S3": "large", "s3": "small"}',
        'QUIZ = OLD = {"S3": "small"}',
    ],
)
def test_an_answer_is_read_however_it_is_written(text):
    found = quiz(text)
    assert found.texts == {"S3": "small"}
    assert not found.notes


@pytest.mark.parametrize(
    "text", ["", "QUIZ = {}", 'QUIZ = {"S3": None}', 'QUIZ = {"S3": " "}', "x = 1"]
)
def test_an_unanswered_question_is_left_out_without_a_note(text):
    assert quiz(text).texts == {}
    assert not quiz(text).notes


@pytest.mark.parametrize(
    "value",
    ["1", "True", '["small"]', '("small",)', '{"small"}', "answer()", 'f"{x}"', 'b"small"', "x",
     r'"\ud800"', '"a" * 3', '"small" if x else "large"'],
)  # fmt: skip
def test_what_is_no_text_is_unanswered_with_a_note(value):
    found = quiz(f'QUIZ = {{\n"S3": {value}, "Q10": "one"}}')
    assert found.texts == {"Q10": "one"}
    (note,) = found.notes
    assert note.kind == "unreadable_answer"
    assert "`QUIZ` says in line 2" in note.text


@pytest.mark.parametrize("text", ["QUIZ = read()", 'QUIZ = [("S3", "small")]', 'QUIZ = {1: "x"}'])
def test_a_dictionary_that_cannot_be_read_gets_one_note(text):
    found = quiz(text)
    assert (found.texts, [note.kind for note in found.notes]) == ({}, ["unreadable_answer"])


def test_unknown_questions_are_named_with_those_that_there_are():
    (note,) = quiz('QUIZ = {"S3": "small", "S4": "x", "Q99": 1}').notes
    assert note.kind == "unknown_question"
    assert "`S4`, `Q99`" in note.text
    assert "S3, Q10" in note.text


def test_an_answer_that_is_taken_back_is_no_answer():
    assert quiz('QUIZ = {"S3": "small"}\nQUIZ["S3"] = None').texts == {}


def test_a_long_text_keeps_its_lines():
    assert quiz('QUIZ = {"S3": """a\n  b\n"""}').texts == {"S3": "a\n  b\n"}
