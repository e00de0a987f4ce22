"""What keeps an assignment from being published: every fault, each with its remedy.

It reads the assignment's source and quiz.toml beside the rubric's public data, and writes nothing.
"""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graders.authoring.lesson_cards import named
from graders.authoring.solution_text import BEGIN, FIRST_CELL, marker_faults, released
from graders.cards import deck
from graders.rubrics import Question, Rubric

_Found = tuple[str, str]
_NEW = "An assignment needs its lesson and its quiz.\nWrite the file"
_MARKERS = "Each solution needs one line that begins it and one that ends it.\nMend the markers"
_MARK = "Without it the student's file would contain the answer.\nMark the lines to remove"
_SYNTAX = "Mend the line"
_SAME_QUIZ = "Reports and the lesson need the same questions.\nMake the two files agree"
_UNANSWERED = "Students get the unanswered form.\nMark the answer as a solution"
_SPOILED = "Students would read the key.\nTake it out of the lesson"


def faults(rubric: Rubric, root: Path) -> list[str]:
    """All faults of one assignment; each says which file, what is wrong and what to do next."""
    folder = root / "solutions" / rubric.slug
    source, quiz = folder / f"{rubric.slug}.py", folder / "quiz.toml"
    needed = (source, quiz) if rubric.quiz else (source,)
    absent = [path for path in needed if not path.is_file()]
    if absent:
        return [_fault(rubric, root, path, "there is no such file.", _NEW) for path in absent]
    text = source.read_text(encoding="utf-8")
    in_source = [_fault(rubric, root, source, *found) for found in _source_faults(rubric, text)]
    if not quiz.is_file():
        return in_source
    try:
        questions = tomllib.loads(quiz.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return [*in_source, _fault(rubric, root, quiz, f"not valid TOML: {error}.", _SYNTAX)]
    in_source += [_fault(rubric, root, source, *found) for found in _lesson_faults(questions, text)]
    return in_source + [
        _fault(rubric, root, quiz, *found) for found in _quiz_faults(rubric, questions)
    ]


def _fault(rubric: Rubric, root: Path, path: Path, what: str, remedy: str) -> str:
    place = path.relative_to(root).as_posix()
    return f"{place}: {what}\n{remedy}, then run `lrgrade publish {rubric.slug}`."


def _source_faults(rubric: Rubric, text: str) -> list[_Found]:
    """The faults of the lesson; the later kinds make sense only where the earlier are absent."""
    unbalanced = [(what, _MARKERS) for what in marker_faults(text)]
    if unbalanced:
        return unbalanced
    try:
        tree = ast.parse(text)
        student = ast.parse(released(text))
    except SyntaxError as error:
        return [(f"not valid Python in line {error.lineno}: {error.msg}.", _SYNTAX)]
    lesson = [*_first_cell(text), *_cards(text)]
    return [*lesson, *_unmarked(rubric, tree, text), *_answered(rubric, student)]


def _first_cell(text: str) -> Iterator[_Found]:
    if not text.startswith(f"{FIRST_CELL}\n# # "):
        start = f"`{FIRST_CELL}` and a title, `# # ...`"
        yield f"it does not start with {start}.", "The release stamp goes there.\nAdd the cell"


def _cards(text: str) -> Iterator[_Found]:
    for name in named(text):
        if name not in deck():
            known = f"There are: {', '.join(deck())}.\nName one of them"
            yield f"no flash card is called `{name}`.", known


def _unmarked(rubric: Rubric, tree: ast.Module, text: str) -> Iterator[_Found]:
    lines = text.splitlines()
    defined = {
        node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno])
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    # The end marker may stand behind the node's last line; the beginning stands inside.
    for name in rubric.task_names:
        if name not in defined:
            yield f"`{name}` is not defined.", "The rubric lists it as a task.\nWrite the task"
        elif BEGIN not in defined[name]:
            yield f"`{name}` has no `### {BEGIN}`.", _MARK


def _answered(rubric: Rubric, student: ast.Module) -> Iterator[_Found]:
    """Answers in the student's form, or a question that it lacks."""
    expected: dict[str, dict[str, Any]] = {
        "QUIZ": dict.fromkeys((question.id for question in rubric.quiz), None),
        "EXPLANATIONS": dict.fromkeys((prompt.id for prompt in rubric.explanations), ""),
    }
    for name, unanswered in expected.items():
        if unanswered and _values(student, name) != [unanswered]:
            yield f"the student's `{name}` is not `{name} = {unanswered}`.", _UNANSWERED


def _values(tree: ast.Module, name: str) -> list[Any]:
    """The literals that the module assigns to `name`, in order; None in place of anything else."""
    return [
        _literal(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and [ast.unparse(target) for target in node.targets] == [name]
    ]


def _literal(value: ast.expr) -> Any:
    try:
        return ast.literal_eval(value)
    except (ValueError, TypeError):
        return None


def _quiz_faults(rubric: Rubric, questions: dict[str, Any]) -> Iterator[_Found]:
    ids = [question.id for question in rubric.quiz]
    if list(questions) != ids:
        yield f"its questions are {list(questions)}, rubric.toml has {ids}.", _SAME_QUIZ
    for question in rubric.quiz:
        if question.id in questions:
            for what in _question_faults(question, questions[question.id]):
                yield f"{question.id}: {what}", _SAME_QUIZ


def _question_faults(question: Question, data: dict[str, Any]) -> Iterator[str]:
    options = [option.get("id") for option in data.get("options", [])]
    if options != list(question.options):
        yield f"its options are {options}, rubric.toml has {list(question.options)}."
    if data.get("points") != question.points:
        yield f"it gives {data.get('points')} points, rubric.toml {question.points}."
    if data.get("key") not in options:
        yield f"its key {data.get('key')!r} is none of its options."
    incomplete = [option for option in data.get("options", []) if not _complete(option)]
    if incomplete or not data.get("question"):
        yield "it needs a `question`, and each option an `id`, a `text` and a `why`."


def _complete(option: dict[str, Any]) -> bool:
    return all(option.get(field) for field in ("id", "text", "why"))


def _lesson_faults(questions: dict[str, Any], text: str) -> Iterator[_Found]:
    """Questions that the lesson prints otherwise than quiz.toml, and reasons that it gives away."""
    prose = _one_line(line.removeprefix("#") for line in text.splitlines())
    for name, data in questions.items():
        options = data.get("options", [])
        printed = [f"**{name}** ({data.get('points')} points).", str(data.get("question"))]
        printed += [f"- `{option.get('id')}`: {option.get('text')}" for option in options]
        if _one_line(printed) not in prose:
            yield f"it does not print {name} as quiz.toml has it.", _SAME_QUIZ
        if any(_one_line([option["why"]]) in prose for option in options if option.get("why")):
            yield f"it says why an option of {name} is right or wrong.", _SPOILED


def _one_line(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())
