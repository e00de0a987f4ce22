"""Known mistakes of any task that returns a list, told by what came back."""

from types import SimpleNamespace

from graders.judge.declare import misconception


@misconception(
    "nothing_in_the_list",
    probes=("layer_lrs", "trainable_groups"),
    says="The function returned None: printing numbers does not hand them over.",
    try_="collect them in a list, and end the function with `return`.",
)
def returned_none(case: SimpleNamespace) -> bool:
    """None."""
    return bool(case.type == "NoneType")


@misconception(
    "one_number",
    probes=("layer_lrs", "trainable_groups"),
    says="One number came back; asked for is a list of them.",
    try_="collect the numbers in a list: one for each group, or one for each group that trains.",
)
def one_number(case: SimpleNamespace) -> bool:
    """A number instead of a list."""
    return str(case.type).startswith(("int", "float"))


@misconception(
    "not_a_list",
    probes=("layer_lrs", "trainable_groups"),
    says="What came back is no list: a generator, a range, a set or an array is something else.",
    try_="wrap it in `list(...)`; an array has `.tolist()`.",
)
def not_a_list(case: SimpleNamespace) -> bool:
    """Another type."""
    return bool(case.type != "list")
