"""Whether a submission is the stub that everybody started from: nothing in it was done.

It looks at the source and runs nothing. Who works in a notebook often leaves the script beside it.
"""

import ast
from collections.abc import Collection

from graders.submission import Submission


def is_untouched(submission: Submission, tasks: Collection[str]) -> bool:
    """Tasks are there, none does more than raise NotImplementedError, and nothing is answered."""
    written = [*submission.quiz.values(), *submission.explanations.values()]
    if len(submission.absent) == len(tasks) or any(str(text).strip() for text in written):
        return False
    return not any(_does_something(item, tasks) for item in ast.parse(submission.whole).body)


def _does_something(item: ast.stmt, tasks: Collection[str]) -> bool:
    if isinstance(item, ast.FunctionDef | ast.ClassDef):
        return item.name in tasks and not all(map(_is_stub, item.body))
    names = [node.id for node in ast.walk(item) if isinstance(node, ast.Name)]
    assigned = isinstance(item, ast.Assign | ast.AnnAssign)
    return assigned and any(name in tasks for name in names)


def _is_stub(item: ast.stmt) -> bool:
    """A docstring, `pass`, `...`, a raised NotImplementedError, or a method of only those."""
    if isinstance(item, ast.FunctionDef):
        return all(map(_is_stub, item.body))
    if isinstance(item, ast.Raise):
        return item.exc is not None and "NotImplementedError" in ast.unparse(item.exc)
    return isinstance(item, ast.Pass) or (
        isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant)
    )
