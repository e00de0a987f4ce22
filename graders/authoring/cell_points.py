"""The points of each cell that a student answers, as nbgrader keeps them in a cell's metadata.

Derived from the checks, the quiz and the explanations; it decides on no point itself.
"""

import math

from graders.judge.checks import nothing_judged
from graders.rubrics import Rubric


def cell_points(rubric: Rubric) -> dict[str, float]:
    """The maximum of each task by its name, and those of `QUIZ` and `EXPLANATIONS` where asked.

    Hidden checks count, also where their file is absent.
    """
    tasks = nothing_judged(rubric, "not_attempted", "", hidden=True)
    found = {task.name: math.fsum(check.max_points for check in task.checks) for task in tasks}
    if rubric.quiz:
        found["QUIZ"] = math.fsum(question.points for question in rubric.quiz)
    if rubric.explanations:
        found["EXPLANATIONS"] = float(sum(len(item.concepts) for item in rubric.explanations))
    return {name: round(points, 9) for name, points in found.items()}
