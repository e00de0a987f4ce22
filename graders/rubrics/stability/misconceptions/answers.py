"""Known mistakes in what any function of `stability` returns."""

from types import SimpleNamespace

from graders.judge.declare import misconception


@misconception(
    "nothing_returned",
    probes=("max_stable_lr", "lr_range", "suggest_lr"),
    says="The function returned None: it has no `return` on the way it took. Printing a value "
    "does not hand it over.",
    try_="end the function with `return ...`.",
)
def nothing_returned(case: SimpleNamespace) -> bool:
    """None came back."""
    return bool(case.returned["type"] == "NoneType")


@misconception(
    "a_text",
    probes=("max_stable_lr", "suggest_lr"),
    says="A text was returned, not a number.",
    try_="return the number itself; a format such as `f'{rate:.4f}'` is for printing.",
)
def a_text(case: SimpleNamespace) -> bool:
    """A string came back."""
    return bool(case.returned["type"] == "str")
