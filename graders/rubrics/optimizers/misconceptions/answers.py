"""Known mistakes in what any function of `optimizers` returns."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import computed
from graders.rubrics.optimizers.checks import scheduled


@misconception(
    "nothing_returned",
    probes=("make_optimizer", "fine_tuning_rate", "current_lr"),
    says="The function returned None: it has no `return` on the way it took. Printing a value "
    "does not hand it over.",
    try_="end the function with `return ...`.",
)
def nothing_returned(case: SimpleNamespace) -> bool:
    """None came back."""
    if hasattr(case, "class_name"):
        return bool(case.class_name == "None")
    return bool(case.returned["type"] == "NoneType")


@misconception(
    "a_text",
    probes=("fine_tuning_rate", "current_lr"),
    says="A text was returned, not a number.",
    try_="return the number itself; a format such as `f'{rate:.4f}'` is for printing.",
)
def a_text(case: SimpleNamespace) -> bool:
    """A string came back."""
    return bool(case.returned["type"] == "str")


@misconception(
    "not_a_python_float",
    probes=("fine_tuning_rate", "current_lr"),
    says="The number is right, but it is not a Python float: a tensor, a variable, an integer or "
    "a NumPy number is something else.",
    try_="wrap what you return in `float(...)`.",
)
def not_a_python_float(case: SimpleNamespace) -> bool:
    """The right number in another type."""
    return bool(case.returned["type"] != "float" and computed(_wanted(case)).agrees(case.returned))


def _wanted(case: SimpleNamespace) -> float:
    if hasattr(case, "scratch_lr"):
        return float(case.scratch_lr / (case.factor or 10.0))
    return float(case.rate) if case.kind == "float" else scheduled(case, case.updates)
