"""Two small rubrics, and notebooks as different editors save them."""

import json

from graders.intake import read
from graders.rubrics import Explanation, Question, Rubric, TaskRule
from graders.submission import Refusal, Submission


def rubric(slug: str, *tasks: str) -> Rubric:
    rules = tuple(TaskRule(task, task, (task,), 10.0) for task in tasks)
    questions = (Question("S3", 0.4, ("small", "large")), Question("Q10", 0.5, ("one", "two")))
    prompts = (Explanation("why", "Why?", "", ("idea",)),)
    return Rubric(slug, slug, "2", rules, (), questions, prompts)


RUBRICS = {
    "schedules": rubric("schedules", "halving", "Warmup"),
    "fine_tuning": rubric("fine_tuning", "freeze"),
}

HALVING = "def halving(rate):\n    return rate / 2\n"
WARMUP = "class Warmup:\n    pass\n"


def submitted(text: str, name: str = "schedules.py") -> Submission:
    """The submission in a script, which has to be readable."""
    result = read(name, text.encode(), RUBRICS)
    assert isinstance(result, Submission), result
    return result


def refused(data: bytes | str, name: str = "schedules.py", **more: str) -> str:
    """Why `data` is refused; it has to be, in one sentence that ends like one."""
    result = read(name, data.encode() if isinstance(data, str) else data, RUBRICS, **more)
    assert isinstance(result, Refusal), result
    assert result.reason.endswith(".")
    assert "\n" not in result.reason
    return result.reason


def code(source: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source.splitlines(keepends=True),
    }


def markdown(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(*cells: dict[str, object], **metadata: object) -> str:
    data = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data)


def of_cells(*sources: str) -> Submission:
    """The submission in a notebook with these code cells."""
    return submitted(notebook(*map(code, sources)), "schedules.ipynb")


def texts(submission: Submission, kind: str) -> list[str]:
    return [note.text for note in submission.notes if note.kind == kind]
