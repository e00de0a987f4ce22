"""Known mistakes in refusing an argument: another exception, or none, or always one."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import raises
from graders.judge.tries import right_one, wrong_one


@misconception(
    "slip",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="That exception was not raised on purpose: a name, a module, or something that a module "
    "should hold is not there.",
    try_="mend that line first; the exception which the task names comes after it.",
)
def slip(case: SimpleNamespace) -> bool:
    """Python could not find a name or a module, or nothing of that name in a module."""
    missing = not {"NameError", "ImportError"}.isdisjoint(wrong_one(case)["is_a"])
    return missing or wrong_one(case)["message"].startswith("module '")


@misconception(
    "everything_refused",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="Everything is refused, and arguments that are allowed are among it.",
    try_="raise under an `if` that says what is not allowed, and go on for the rest.",
)
def everything_refused(case: SimpleNamespace) -> bool:
    """The exception that the task names came for both calls."""
    named = raises("ValueError", "TypeError")
    return named.agrees(wrong_one(case)) and named.agrees(right_one(case))


@misconception(
    "other_exception",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="There is an exception, but of another class than the task names; whoever calls the "
    "function waits for that class.",
    try_="raise the class that the task names; to turn one exception into another, catch it: "
    "`try: ... except KeyError: raise ValueError(...)`.",
)
def other_exception(case: SimpleNamespace) -> bool:
    """It raised, and the check says what it should have been."""
    return "raised" in wrong_one(case)


@misconception(
    "error_returned",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="The exception was returned instead of raised, so the program goes on as if all were "
    "well.",
    try_="write `raise` where it says `return`.",
)
def error_returned(case: SimpleNamespace) -> bool:
    """An exception, or its class, came back as a value."""
    return "Error" in wrong_one(case)["returned"]["text"]
