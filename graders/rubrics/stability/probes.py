"""What `stability` asks of a submission, and what is written down of the answer.

Runs in the child, beside the student's code. It measures and never compares, and needs NumPy
only. A number that JSON does not know comes as a text, "nan" or "inf".
"""

from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from graders.child.plain import described, plain

LONGEST = 1000
"""Values of an array that are written down; its shape tells how many there are."""


def max_stable_lr(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned value and its type."""
    hessian = np.array(inputs.hessian, dtype=float)
    if inputs.momentum is None:
        return {"returned": described(submission.max_stable_lr(hessian))}
    return {"returned": described(submission.max_stable_lr(hessian, inputs.momentum))}


def lr_range(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Type, shape and values of what was returned."""
    returned = submission.lr_range(inputs.start, inputs.end, inputs.n)
    told, array = described(returned), _numbers(returned)
    return {
        "returned": told,
        "is_array": isinstance(returned, np.ndarray),
        "shape": list(array.shape),
        "values": array.ravel()[:LONGEST].tolist(),
    }


def suggest_lr(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned value and its type."""
    lrs = np.array(inputs.lrs, dtype=float)
    losses = np.array([float(loss) for loss in inputs.losses])
    return {"returned": described(submission.suggest_lr(lrs, losses))}


def diagnose(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned text, or what was returned instead of one."""
    numbers = (inputs.initial_loss, float(inputs.final_loss))
    accuracies = (inputs.source_before, inputs.source_after)
    label = submission.diagnose(*numbers, *accuracies)
    if isinstance(label, np.ndarray) and label.shape == ():
        label = label.item()  # np.select and np.where wrap even a single text.
    return {"label": plain(label)}


def diagnose_run(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned text for the numbers of a recorded run."""
    return diagnose(submission, inputs)


def _numbers(value: Any) -> np.ndarray:
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return np.empty(0)
